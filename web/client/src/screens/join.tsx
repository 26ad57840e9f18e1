/** Taking a seat: a code, a first name, a language. Looking at the page takes nothing. */
import { useEffect, useState } from "preact/hooks";
import { language, t } from "../i18n";
import { api } from "../net/http";
import { Button } from "../parts/button";
import { Icon } from "../parts/icon";
import { LanguageSwitch } from "../parts/settings";
import { tokens } from "../state/ui";
import type { CodeAnswer } from "../types";
import { Brand, wordsOf } from "./errors";

const CODE_LENGTH = 8;

/** Letters and digits of a typed code, in the way the server reads them. */
export function bare(code: string): string {
  return code
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .slice(0, CODE_LENGTH);
}

/** A code in two groups of four, as on the big screen. */
export function grouped(code: string): string {
  const letters = bare(code);
  return letters.length > 4 ? `${letters.slice(0, 4)} ${letters.slice(4)}` : letters;
}

/** The code of the link: a QR carries it behind the #, where no server and no log sees it; `?code=` works as well. */
export function linkedCode(): string {
  if (location.pathname !== "/") return "";
  const behind = location.hash.slice(1);
  return bare(behind !== "" && !behind.startsWith("/") ? behind : (new URLSearchParams(location.search).get("code") ?? ""));
}

type Found = { state: "none" | "looking" | "wrong" | "far" } | { state: "found"; answer: CodeAnswer };

export function Join({ onJoined, lost }: { onJoined: (token: string) => void; lost?: boolean }) {
  const [code, setCode] = useState(() => grouped(linkedCode()));
  const [name, setName] = useState(tokens.name.get());
  const [found, setFound] = useState<Found>({ state: "none" });
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const letters = bare(code);
  useEffect(() => api.phoneCheck(), []);
  useEffect(() => {
    document.title = `${t("join.title")} · Baton`;
  }, [language.value]);
  useEffect(() => {
    if (letters.length < CODE_LENGTH) {
      setFound({ state: "none" });
      return;
    }
    let stale = false;
    setFound({ state: "looking" });
    const soon = setTimeout(() => {
      api.checkCode(letters).then(
        (answer) => !stale && setFound({ state: "found", answer }),
        (error: unknown) => !stale && setFound({ state: (error as { status?: number }).status === 0 ? "far" : "wrong" }),
      );
    }, 250);
    return () => {
      stale = true;
      clearTimeout(soon);
    };
  }, [letters]);
  const join = async (event: Event) => {
    event.preventDefault();
    if (letters === "") return setProblem(t("join.need_code"));
    if (name.trim() === "") return setProblem(t("join.need_name"));
    setBusy(true);
    setProblem("");
    try {
      const answer = await api.join(letters, name.trim(), language.value);
      tokens.name.set(name.trim());
      sessionStorage.setItem("baton.fresh", "1");
      history.replaceState(null, "", "/");
      onJoined(answer.token);
    } catch (error) {
      setProblem(wordsOf(error, grouped(code)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="phone">
      <header class="row between pagehead">
        <Brand />
        <LanguageSwitch />
      </header>
      <main class="middle">
        <div class="stack s2">
          <h1 class="size-3xl">{t("join.title")}</h1>
          <p class="soft">{t("join.sub")}</p>
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
              maxLength={9}
              aria-describedby="code-state"
              aria-invalid={found.state === "wrong"}
              onInput={(event) => setCode(grouped(event.currentTarget.value))}
            />
            <CodeState found={found} code={grouped(code)} />
          </div>
          <div class="field">
            <label for="name">{t("join.name")}</label>
            <input id="name" class="input" data-testid="name" value={name} autocomplete="given-name" maxLength={40} aria-describedby="name-why" onInput={(event) => setName(event.currentTarget.value)} />
            <span id="name-why" class="tiny mute">
              {t("join.name.why")}
            </span>
          </div>
          {problem !== "" && (
            <p class="note bad" role="alert">
              <Icon name="warn" />
              <span>{problem}</span>
            </p>
          )}
          <Button type="submit" primary big wide icon="arrow" label={t("join.go")} busy={busy} testid="submit" />
        </form>
      </main>
      <footer class="tiny mute pagefoot">{t("join.again")}</footer>
    </div>
  );
}

function CodeState({ found, code }: { found: Found; code: string }) {
  return (
    <span id="code-state" class="row tiny soft codestate" aria-live="polite">
      {found.state === "found" && (
        <>
          <Icon name="check" />
          {found.answer.free > 0 ? t("join.found", { title: found.answer.title, n: found.answer.free }) : t("join.full", { title: found.answer.title })}
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
