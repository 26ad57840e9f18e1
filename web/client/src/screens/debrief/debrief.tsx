/** The debrief at `/debrief/<session>`: the facilitator's token opens every team, a seat's its own. */
import { useEffect, useState } from "preact/hooks";
import { language, t } from "../../i18n";
import { ApiError } from "../../net/http";
import { ask } from "../../parts/ask";
import { owner } from "../../parts/settings";
import { perform } from "../../state/acts";
import { numberOf, place } from "../../state/place";
import { connect, disconnect } from "../../state/session";
import { envelope } from "../../state/store";
import { tokens } from "../../state/ui";
import type { DebriefView, Stage } from "../../types";
import { source } from "../../net/debrief";
import { Trouble, wordsOf } from "../errors";
import { asker } from "./load";
import { DebriefPage } from "./page";

/** Sessions whose truth was unmasked from this page: it is no secret any more, and nobody is asked again. */
const unmasked = new Set<string>();

/** How many have not voted yet on the lead that is shown to them; unmasking ends the vote. */
function openVotes(stage: Stage | null): number {
  if (stage === null || stage.panel !== "disputed" || !stage.people || stage.reveal) return 0;
  const line = stage.votes.find((one) => one.team === stage.team && one.company === numberOf(stage.args, "company"));
  return line === undefined || line.voted === 0 ? 0 : line.of - line.voted;
}

export function Debrief({ path }: { path: string }) {
  const session = decodeURIComponent(path.split("/")[2] ?? "");
  const [token, setToken] = useState(tokens.host.get() || tokens.seat.get());
  const [view, setView] = useState<DebriefView | null>(null);
  const [trouble, setTrouble] = useState("");
  const [asked, setAsked] = useState(false);
  const host = token !== "" && token === tokens.host.get();
  const told = envelope.value;
  const reveal = host ? asked : (told?.reveal ?? false);
  const own = told?.view.kind === "seat" ? told.view.team : 0;
  const wanted = host && place.value.team >= 0 ? place.value.team : own;
  const phase = told?.view.session.phase;
  useEffect(() => {
    document.documentElement.dataset["surface"] = "debrief";
    document.body.dataset["role"] = "host";
    document.title = `${t("debrief")} · Baton`;
    return () => {
      delete document.documentElement.dataset["surface"];
    };
  }, []);
  useEffect(() => {
    asker.value = { token, session };
    if (token === "") return;
    owner.value = token;
    connect(host ? { token, session } : { token });
    return disconnect;
  }, [token]);
  useEffect(() => {
    if (host && told !== null) setAsked(told.reveal);
  }, [told?.reveal]);
  useEffect(() => {
    if (token === "") {
      setTrouble(t("api.no_token"));
      return;
    }
    let stale = false;
    source.part(token, session, "", { team: wanted, reveal, lang: language.value }).then(
      (next) => {
        if (stale) return;
        setView(next);
        setTrouble("");
      },
      (error: unknown) => {
        if (stale) return;
        const status = error instanceof ApiError ? error.status : 0;
        // A browser that once ran a console may hold a dead token beside a living seat.
        if ((status === 401 || status === 403) && host && tokens.seat.get() !== "") setToken(tokens.seat.get());
        else setTrouble(wordsOf(error));
      },
    );
    return () => {
      stale = true;
    };
  }, [token, session, wanted, reveal, language.value, phase]);
  if (trouble !== "" && view === null) return <Trouble title={t("debrief.closed")} text={trouble} action={{ label: t("trouble.join"), run: () => location.assign("/") }} />;
  if (view === null) return <p class="loading mute">{t("loading")}</p>;
  const change = (on: boolean) => {
    const deed = { verb: "reveal", args: { on }, label: t(on ? "reveal.on" : "reveal.off"), silent: true };
    const open = openVotes(told?.stage ?? null);
    if (on && (open > 0 || !unmasked.has(session))) {
      const text = open > 0 ? `${t("reveal.sure.why")} ${t("reveal.sure.votes", { n: open })}` : t("reveal.sure.why");
      ask({
        title: t("reveal.sure"),
        text,
        yes: t("reveal"),
        deed,
        onDone: () => {
          unmasked.add(session);
          setAsked(true);
        },
      });
      return;
    }
    setAsked(on);
    void perform(deed);
  };
  return <DebriefPage view={view} host={host} reveal={reveal} change={change} />;
}
