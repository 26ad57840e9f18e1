/** What the facilitator shows, on the projector and on phones that follow. Nothing else is ever asked for here. */
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { t } from "../../i18n";
import { IconButton } from "../../parts/button";
import { later } from "../../parts/later";
import { Chip, Empty } from "../../parts/notes";
import { Mark } from "../../parts/role";
import { owner, settings } from "../../parts/settings";
import type { AnyView, StageView } from "../../net/debrief";
import { envelope } from "../../state/store";
import type { SeatView, Stage } from "../../types";
import { Banners } from "../desk/banners";
import { Journey } from "./journey/journey";
import { Leaks } from "./leaks/leaks";
import { Disputed } from "./lessons/disputed";
import { Questions } from "./lessons/questions";
import { Quiz } from "./lessons/quiz";
import { Reflect } from "./lessons/reflect";
import { QuizResults, Rules } from "./lessons/results";
import { asker, usePart } from "./load";
import { type PanelProps, Wait } from "./parts";
import { Scoreboard } from "./scoreboard";
import { WhatIf } from "./whatif/whatif";
import "../../styles/debrief.css";

const Pictures = later(() => import("./pictures/pictures").then((module) => module.Pictures));
const Machine = later(() => import("./machine/machine").then((module) => module.Machine));

/** Panels whose answer changes while the stage stays: people write, people answer. */
const GROWING: ReadonlySet<Stage["panel"]> = new Set(["rules", "quiz"]);

/** What identifies a showing: votes come and go without a new one. */
export function showing(stage: Stage, version: number): string {
  return JSON.stringify([stage.panel, stage.team, stage.args, stage.reveal, GROWING.has(stage.panel) ? version : 0]);
}

function useStage(stage: Stage) {
  const told = envelope.value;
  const session = told?.session ?? "";
  if (asker.peek().token !== owner.value || asker.peek().session !== session) asker.value = { token: owner.value, session };
  return usePart("stage", {}, showing(stage, told?.version ?? 0));
}

type ShownProps = Omit<PanelProps<AnyView>, "view" | "args"> & { shown: StageView };

/** Draw whatever the stage holds. */
export function Shown({ shown, ...common }: ShownProps) {
  const { view, args } = shown;
  const props = { ...common, args };
  const wall = common.audience === "wall";
  switch (view.kind) {
    case "debrief":
      return <Scoreboard view={view} brief={wall || common.audience === "phone"} />;
    case "journey":
      return <Journey view={view} {...props} />;
    case "leaks":
      return <Leaks view={view} {...props} />;
    case "whatif":
      return <WhatIf view={view} {...props} />;
    case "disputed":
      return <Disputed view={view} {...props} />;
    case "pictures":
      return <Pictures view={view} team={shown.team} {...props} />;
    case "questions":
      return <Questions view={view} {...props} />;
    case "machine":
      return <Machine view={view} {...props} />;
    case "quiz":
      return wall ? <Prompt title={t("quiz.title")} text={t("quiz.wall")} /> : <Quiz view={view} when="after" />;
    case "quiz_results":
      return <QuizResults items={view.items} results={view.results} audience={common.audience} />;
    case "rules":
      if (!wall) return <Reflect checks={view.checks} />;
      return view.rules.length === 0 ? <Prompt title={t("rules.wall")} text={view.checks.map((check) => `${check.letter}: ${check.label}`).join(" · ")} /> : <Rules reflections={view.rules} checks={view.checks} audience="wall" />;
    default:
      return <Empty icon="eye" title={t("stage.soon")} />;
  }
}

function Prompt({ title, text }: { title: string; text: string }) {
  return (
    <div class="prompt">
      <h1>{title}</h1>
      <p class="soft">{text}</p>
    </div>
  );
}

/** On the wall: what is shown, as large as it fits; no controls, nothing to scroll. */
export function StagedWall({ stage }: { stage: Stage }) {
  const loaded = useStage(stage);
  const view = envelope.value?.view;
  const teams = new Map((view?.kind === "screen" ? view.teams : []).map((one) => [one.team, one.name]));
  return (
    <main class="wallstage" data-testid="wall-stage">
      <Wait loaded={loaded}>
        {(shown) => (
          <>
            <header class="walltop row">
              <Mark role="host" class="s" />
              <span>{["pictures", "overview", "rules", "quiz"].includes(shown.panel) ? "" : (teams.get(shown.team) ?? "")}</span>
              <h1>{t(`panel.${shown.panel}`)}</h1>
            </header>
            <div class="wallbody">
              <Shown shown={shown} audience="wall" reveal={shown.reveal} stage={stage} teams={teams} />
            </div>
          </>
        )}
      </Wait>
    </main>
  );
}

/** The frame of a page that a phone shows in the debrief. */
export function PhoneFrame({ view, sub, chip, docked, children }: { view: SeatView; sub: string; chip?: ComponentChildren; docked: boolean; children: ComponentChildren }) {
  return (
    <div class={`phone following ${docked ? "docked" : ""}`} data-testid="following">
      <header class="appbar">
        <div class="row">
          <Mark role={view.role} />
          <div class="grow snug">
            <div class="strong">{t("debrief")}</div>
            <h1 class="tiny mute thin">{sub}</h1>
          </div>
          {chip}
          <IconButton label={t("settings")} icon="gear" onClick={settings} testid="settings" />
        </div>
      </header>
      <Banners />
      <main>{children}</main>
    </div>
  );
}

const DOCKED: ReadonlySet<string> = new Set(["disputed", "quiz", "rules"]);

/** On a phone: the same, in its own form; a vote, a test, a rule can be given here. */
export function StagedPhone({ view, stage }: { view: SeatView; stage: Stage }) {
  const loaded = useStage(stage);
  useEffect(() => {
    window.scrollTo({ top: 0 });
  }, [stage.panel]);
  return (
    <PhoneFrame view={view} sub={t(`panel.${stage.panel}`)} docked={DOCKED.has(stage.panel)} chip={stage.panel === "disputed" && !stage.reveal ? <Chip icon="lock">{t("vote.chip")}</Chip> : undefined}>
      <Wait loaded={loaded}>{(shown) => <Shown shown={shown} audience="phone" reveal={shown.reveal} stage={stage} />}</Wait>
    </PhoneFrame>
  );
}
