/** The page of the debrief: rail of panels, what the others see, the open panel, the timeline at the foot. */
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../i18n";
import { IconButton } from "../../parts/button";
import { Select, Switch } from "../../parts/fields";
import { Icon, type IconName } from "../../parts/icon";
import { Offline } from "../../parts/notes";
import { hue, Mark } from "../../parts/role";
import { settings } from "../../parts/settings";
import { numberOf, open, type Panel, PANELS, place } from "../../state/place";
import { help } from "../../parts/help";
import { rounds } from "../../parts/rounds";
import { keys, wide } from "../../state/ui";
import { envelope } from "../../state/store";
import type { DebriefView } from "../../types";
import { CameHere } from "../desk/banners";
import { isAfterPlay } from "../phase-word";
import { usePart } from "./load";
import { PanelOf } from "./panels";
import { places } from "./machine/marks";
import { Timeline } from "./machine/timeline";
import { StageControl } from "./control";
import { useFollowing } from "./staging";
import "../../styles/debrief.css";

const ICONS: Record<Panel, IconName> = { overview: "home", journey: "arrow", leaks: "fall", whatif: "again", disputed: "message", pictures: "chart", questions: "question", rules: "pen", quiz: "check", machine: "clock" };
/** What a trainee finds on the page of the own team. */
const OWN: ReadonlySet<Panel> = new Set(["overview", "journey", "leaks", "rules", "quiz"]);
/** When others may be shown something; a session that is kept may be shown however far it came. */
const TIMED: ReadonlySet<Panel> = new Set(["machine", "journey"]);

type Props = { view: DebriefView; host: boolean; reveal: boolean; change: (on: boolean) => void };

export function DebriefPage({ view, host, reveal, change }: Props) {
  const told = envelope.value;
  const stage = host ? (told?.stage ?? null) : null;
  const here = { ...place.value, team: view.team };
  const panels = PANELS.filter((one) => host || OWN.has(one) || (one === "whatif" && reveal));
  const closed = told !== null && told.code !== "" && !isAfterPlay(told.view.session.phase);
  const teams = new Map(view.teams.map((one) => [one.team, one.name]));
  const timeline = usePart("timeline", host ? { team: view.team } : null);
  const main = useRef<HTMLElement>(null);
  useFollowing(stage, host, here);
  useEffect(() => {
    rounds.value = view.session.rounds;
  }, [view.session.rounds]);
  useEffect(() => {
    if (!host) return;
    const listen = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && ["INPUT", "SELECT", "TEXTAREA"].includes(event.target.tagName);
      if (!keys.value || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key.toLowerCase() === "r") change(!reveal);
      else if (event.key === "?") help.value = true;
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, [host, reveal]);
  const { panel } = here;
  useEffect(() => {
    main.current?.scrollTo?.({ top: 0 });
  }, [panel]);
  const jump = (seq: number) => open(panel === "machine" ? { args: { ...place.peek().args, seq } } : { panel: "machine", args: { seq } }, panel === "machine");
  const Body = panel === "machine" ? "div" : "main";
  return (
    <div class={`debrief ${host && TIMED.has(panel) ? "timed" : ""}`} data-testid="debrief">
      <header class="top">
        <span class="row strong who">
          <Mark role="host" />
          {host && view.teams.length > 1 ? (
            <Select small hideLabel label={t("team")} value={String(view.team)} choices={view.teams.map((one) => ({ value: String(one.team), label: one.name }))} onPick={(value) => open({ team: Number(value), args: panel === "pictures" ? place.peek().args : {} })} testid="debrief-team" />
          ) : (
            <span>
              {view.team_name}
              <span class="tiny mute block">{t("debrief")}</span>
            </span>
          )}
        </span>
        <span class="grow" />
        {host && <StageControl stage={stage} here={here} quiet={panel === "overview"} closed={closed} />}
        {host && (
          <span class="reveal" data-role={hue("host")}>
            <Switch on={reveal} label={<b>{t("reveal")}</b>} onPick={change} testid="reveal" />
          </span>
        )}
        <IconButton label={t("settings")} icon="gear" onClick={settings} testid="settings" />
      </header>
      {wide.value ? (
        <nav class="rail" aria-label={t("debrief")}>
          {panels.map((one) => (
            <a
              key={one}
              href={`?panel=${one}`}
              aria-current={one === panel ? "page" : undefined}
              data-testid={`debrief-${one}`}
              onClick={(event) => {
                event.preventDefault();
                open({ panel: one });
              }}
            >
              <Icon name={ICONS[one]} />
              <span>{t(`panel.${one}`)}</span>
            </a>
          ))}
        </nav>
      ) : (
        <nav class="tabs narrowtabs" aria-label={t("debrief")}>
          {panels.map((one) => (
            <button key={one} type="button" aria-current={one === panel ? "page" : undefined} data-testid={`debrief-${one}`} onClick={() => open({ panel: one })}>
              {t(`panel.${one}`)}
            </button>
          ))}
        </nav>
      )}
      <Body class={`body panel-${panel}`} ref={main as never} tabIndex={-1} id="debrief-panel">
        <h1 class="hide">
          {t(`panel.${panel}`)}, {view.team_name}
        </h1>
        <Offline />
        {told?.view.kind === "seat" && <CameHere view={told.view} />}
        <PanelOf base={view} host={host} reveal={reveal} here={here} stage={stage} timeline={timeline.view} closed={closed} teams={teams} mask={() => change(false)} unmask={() => change(true)} />
      </Body>
      {host && TIMED.has(panel) && timeline.view !== null && (
        <footer class="foot">
          <Timeline view={timeline.view} seq={numberOf(place.value.args, "seq", timeline.view.last_seq)} events={places(view.moments)} move={jump} />
        </footer>
      )}
    </div>
  );
}
