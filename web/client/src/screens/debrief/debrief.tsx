/** The simple debrief of one team: its handoffs drawn with batons, its events in order, the scoreboard. */
import { useEffect, useState } from "preact/hooks";
import { language, t } from "../../i18n";
import { api, ApiError } from "../../net/http";
import { IconButton } from "../../parts/button";
import { Select, Switch } from "../../parts/fields";
import { Mark } from "../../parts/role";
import { owner, settings } from "../../parts/settings";
import { perform } from "../../state/acts";
import { connect, disconnect } from "../../state/session";
import { envelope } from "../../state/store";
import { tokens } from "../../state/ui";
import type { DebriefView } from "../../types";
import { Trouble, wordsOf } from "../errors";
import { Journeys } from "./journeys";
import { Scoreboard } from "./scoreboard";
import { Timeline } from "./timeline";
import "../../styles/debrief.css";

type Tab = "journeys" | "timeline" | "scores";

/** The page at `/debrief/<session>`: the facilitator's token opens every team, a seat's its own. */
export function Debrief({ path }: { path: string }) {
  const session = decodeURIComponent(path.split("/")[2] ?? "");
  const [token, setToken] = useState(tokens.host.get() || tokens.seat.get());
  const [team, setTeam] = useState(-1);
  const [view, setView] = useState<DebriefView | null>(null);
  const [trouble, setTrouble] = useState("");
  const [asked, setAsked] = useState(false);
  const host = token !== "" && token === tokens.host.get();
  const told = envelope.value;
  const reveal = host ? asked : (told?.reveal ?? false);
  const own = told?.view.kind === "seat" ? told.view.team : 0;
  const wanted = team >= 0 ? team : own;
  useEffect(() => {
    document.documentElement.dataset["surface"] = "debrief";
    document.body.dataset["role"] = "host";
    document.title = `${t("debrief")} · Baton`;
    return () => {
      delete document.documentElement.dataset["surface"];
    };
  }, []);
  useEffect(() => {
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
    api.debrief(token, session, wanted, reveal, language.value).then(
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
  }, [token, session, wanted, reveal, language.value]);
  if (trouble !== "" && view === null) return <Trouble title={t("debrief.closed")} text={trouble} action={{ label: t("trouble.join"), run: () => location.assign("/") }} />;
  if (view === null) return <p class="loading mute">{t("loading")}</p>;
  const change = (on: boolean) => {
    setAsked(on);
    void perform({ verb: "reveal", args: { on }, label: t(on ? "reveal.on" : "reveal.off") });
  };
  return <DebriefPage view={view} host={host} pickTeam={setTeam} reveal={reveal} change={change} />;
}

type PageProps = { view: DebriefView; host: boolean; reveal: boolean; pickTeam: (team: number) => void; change: (on: boolean) => void };

const TABS: readonly Tab[] = ["journeys", "timeline", "scores"];

/** The page itself. */
export function DebriefPage({ view, host, reveal, pickTeam, change }: PageProps) {
  const [tab, setTab] = useState<Tab>("journeys");
  useEffect(() => {
    if (!host) return;
    const keys = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && ["INPUT", "SELECT", "TEXTAREA"].includes(event.target.tagName);
      if (event.key.toLowerCase() === "r" && !typing && !event.ctrlKey && !event.metaKey) change(!reveal);
    };
    document.addEventListener("keydown", keys);
    return () => document.removeEventListener("keydown", keys);
  }, [host, reveal]);
  const turn = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (by === 0) return;
    const next = TABS[(TABS.indexOf(tab) + by + TABS.length) % TABS.length] ?? tab;
    setTab(next);
    (event.currentTarget as HTMLElement).querySelector<HTMLElement>(`[data-tab=${next}]`)?.focus();
  };
  return (
    <div class="debrief" data-testid="debrief">
      <header>
        <span class="row strong who">
          <Mark role="host" />
          {host && view.teams.length > 1 ? (
            <Select small hideLabel label={t("team")} value={String(view.team)} choices={view.teams.map((one) => ({ value: String(one.team), label: one.name }))} onPick={(value) => pickTeam(Number(value))} testid="debrief-team" />
          ) : (
            view.team_name
          )}
        </span>
        <div class="tabs grow" role="tablist" aria-label={t("debrief")} onKeyDown={turn}>
          {TABS.map((one) => (
            <button key={one} type="button" role="tab" id={`tab-${one}`} aria-selected={one === tab} aria-controls="debrief-panel" tabIndex={one === tab ? 0 : -1} data-tab={one} data-testid={`debrief-${one}`} onClick={() => setTab(one)}>
              {t(`debrief.tab.${one}`)}
            </button>
          ))}
        </div>
        {host && (
          <span class="reveal">
            <Switch on={reveal} label={<b>{t("reveal")}</b>} onPick={change} testid="reveal" />
          </span>
        )}
        <IconButton label={t("settings")} icon="gear" onClick={settings} testid="settings" />
      </header>
      <main>
        <div id="debrief-panel" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        {tab === "journeys" && <Journeys view={view} />}
        {tab === "timeline" && <Timeline view={view} />}
        {tab === "scores" && <Scoreboard view={view} />}
        </div>
      </main>
    </div>
  );
}
