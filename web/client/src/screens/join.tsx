/** Taking a seat: a code, a first name, a language. Looking at the page takes nothing. */
import { useEffect, useState } from "preact/hooks";
import { language, t, titleOf } from "../i18n";
import { api } from "../net/http";
import { Button } from "../parts/button";
import { Icon } from "../parts/icon";
import { LanguageSwitch } from "../parts/settings";
import { remembers, tab } from "../state/kept";
import { tokens } from "../state/ui";
import type { CodeAnswer } from "../types";
import { Brand, shortened, wordsOfCode } from "./errors";
import { ANY, Mine, NextTeam, TeamChoice } from "./join-team";

const CODE_LENGTH = 8;
const LONGEST_TEXT = 1000; // a link with all that messengers hang on it

/** Whether enough is typed to ask. What it says is for the server to understand: other keyboards, whole links, "code:". */
export function worthAsking(text: string): boolean {
  return (text.match(/[\p{L}\p{N}]/gu) ?? []).length >= CODE_LENGTH;
}

/** Whether a link leads to the session of this code. */
export function leadsTo(link: string, code: string): boolean {
  const bare = (text: string) => text.toUpperCase().replace(/[^0-9A-Z]/g, "");
  return bare(link).includes(bare(code));
}

/** What the link says behind its #, where no server and no log sees it, as a QR has it; `?code=` works as well. */
export function linkedCode(): string {
  if (location.pathname !== "/") return "";
  const behind = location.hash.slice(1);
  return behind !== "" && !behind.startsWith("/") ? behind : (new URLSearchParams(location.search).get("code") ?? "");
}

type Found = { state: "none" | "looking" | "wrong" | "far" } | { state: "found"; answer: CodeAnswer };

type Props = {
  onJoined: (token: string) => void;
  lost?: boolean;
  /** Somebody else in a browser that holds a seat: whose it is, its session's code, and the way back to it. */
  beside?: { name: string; code: string; back: () => void } | undefined;
};

export function Join({ onJoined, lost, beside }: Props) {
  const [code, setCode] = useState(() => beside?.code ?? linkedCode());
  const [another, setAnother] = useState(beside !== undefined);
  const [name, setName] = useState(another ? "" : tokens.name.get());
  const [wish, setWish] = useState(ANY);
  const [found, setFound] = useState<Found>({ state: "none" });
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  useEffect(() => api.phoneCheck(), []);
  useEffect(() => {
    const follow = () => linkedCode() !== "" && setCode(linkedCode());
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  useEffect(() => {
    document.title = `${t("join.title")} · Baton`;
  }, [language.value]);
  useEffect(() => {
    if (found.state === "found" && found.answer.code === code) return; // put there by the answer
    if (!worthAsking(code)) {
      setFound({ state: "none" });
      return;
    }
    let stale = false;
    setFound({ state: "looking" });
    const soon = setTimeout(() => {
      api.checkCode(code, tokens.seat.get()).then(
        (answer) => {
          if (stale) return;
          setCode(answer.code);
          setFound({ state: "found", answer });
        },
        (error: unknown) => !stale && setFound({ state: (error as { status?: number }).status === 0 ? "far" : "wrong" }),
      );
    }, 250);
    return () => {
      stale = true;
      clearTimeout(soon);
    };
  }, [code]);
  const join = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    if (code.trim() === "") return setProblem(t("join.need_code"));
    if (name.trim() === "") return setProblem(t("join.need_name"));
    setBusy(true);
    setProblem("");
    try {
      const answer = await api.join({ code, name: name.trim(), language: language.value, ...wish, another }, tokens.seat.get());
      tokens.name.set(name.trim());
      tab.setItem("baton.fresh", "1");
      history.replaceState(null, "", "/");
      onJoined(answer.token);
    } catch (error) {
      setProblem(wordsOfCode(error, code));
      // A seat that was taken meanwhile must not be offered again.
      if (found.state === "found") void api.checkCode(code, tokens.seat.get()).then((answer) => setFound({ state: "found", answer }), () => undefined);
    } finally {
      setBusy(false);
    }
  };
  const answer = found.state === "found" ? found.answer : null;
  const own = answer !== null && answer.mine !== null && !another;
  const somebodyElse = () => {
    setAnother(true);
    setName("");
  };
  return (
    <div class="phone">
      <header class="row between pagehead">
        <Brand />
        <LanguageSwitch />
      </header>
      <main class="middle still">
        <div class="stack s2">
          <h1 class="size-3xl">{t(another ? "join.another" : "join.title")}</h1>
          <p class="soft">{beside !== undefined ? t("join.another.why", { name: beside.name }) : t("join.sub")}</p>
        </div>
        {lost === true && <p class="note warn">{t("join.lost")}</p>}
        <form class="stack s6" onSubmit={(event) => void join(event)} noValidate>
          <div class="field">
            <label for="code">{t("join.code")}</label>
            <input
              id="code"
              class="input code"
              data-testid="code"
              value={code}
              autocomplete="off"
              autocapitalize="characters"
              spellcheck={false}
              inputMode="text"
              maxLength={LONGEST_TEXT}
              aria-describedby="code-state"
              aria-invalid={found.state === "wrong"}
              onInput={(event) => setCode(event.currentTarget.value)}
            />
            <CodeState found={found} code={shortened(code)} />
          </div>
          {own && answer !== null && <Mine answer={answer} back={() => onJoined(tokens.seat.get())} another={somebodyElse} />}
          {!own && (
            <>
              <div class="field">
                <label for="name">{t("join.name")}</label>
                <input id="name" class="input" data-testid="name" value={name} autocomplete="given-name" maxLength={40} aria-describedby="name-why" onInput={(event) => setName(event.currentTarget.value)} />
                <span id="name-why" class="tiny mute">
                  {t("join.name.why")}
                </span>
              </div>
              {answer !== null && <TeamChoice answer={answer} wish={wish} pick={setWish} />}
              {problem !== "" && (
                <p class="note bad" role="alert">
                  <Icon name="warn" />
                  <span>{problem}</span>
                </p>
              )}
              <Button type="submit" primary big wide icon={wish.observe ? "eye" : "arrow"} label={t(wish.observe ? "join.observe.go" : "join.go")} busy={busy} testid="submit" />
              {answer !== null && !wish.observe && <NextTeam answer={answer} />}
              {answer !== null && answer.observers > 0 && (
                <Button kind="quiet" wide label={t(wish.observe ? "join.title" : "join.observe")} onClick={() => setWish({ ...ANY, observe: !wish.observe })} testid="observe" />
              )}
              {beside !== undefined && <Button kind="quiet" wide icon="left" label={t("join.mine.back")} onClick={beside.back} testid="mine-back" />}
            </>
          )}
        </form>
      </main>
      <footer class="tiny mute pagefoot">{t(remembers ? "join.again" : "join.forgets")}</footer>
    </div>
  );
}

function CodeState({ found, code }: { found: Found; code: string }) {
  return (
    <span id="code-state" class="row tiny soft codestate" aria-live="polite">
      {found.state === "found" && (
        <>
          <Icon name="check" />
          {found.answer.free > 0 ? t("join.found", { title: titleOf(found.answer), n: found.answer.free }) : t("join.full", { title: titleOf(found.answer) })}
        </>
      )}
      {found.state === "wrong" && (
        <>
          <Icon name="warn" />
          {t("join.wrong", { code })}
        </>
      )}
      {found.state === "far" && (
        <>
          <Icon name="offline" />
          {t("api.offline")}
        </>
      )}
      {(found.state === "none" || found.state === "looking") && t("join.code.hint")}
    </span>
  );
}
