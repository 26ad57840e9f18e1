/** Which panel is drawn from which views; what an address leaves open is filled in, so that it can be shown as it is. */
import { useEffect, useState } from "preact/hooks";
import { t } from "../../i18n";
import { envelope } from "../../state/store";
import { IconButton } from "../../parts/button";
import { later } from "../../parts/later";
import { numberOf, open, type PanelArgs, type Place, wordOf } from "../../state/place";
import type { DebriefView, Role, Stage, TimelineView } from "../../types";
import { Journeys } from "./journey/journey";
import { Leaks } from "./leaks/leaks";
import { Disputed } from "./lessons/disputed";
import { Questions } from "./lessons/questions";
import { Quiz } from "./lessons/quiz";
import { Reflect } from "./lessons/reflect";
import { QuizPage, RulesPage } from "./lessons/rules";
import { usePart } from "./load";
import { Jumps } from "./machine/jumps";
import { Overview } from "./overview";
import { checksOf } from "./panels-shared";
import { momentLine } from "./machine/moment";
import { type Audience, type PanelProps, Wait } from "./parts";
import { WhatIfs } from "./whatif/whatif";

const Pictures = later(() => import("./pictures/pictures").then((module) => module.Pictures));
const Machine = later(() => import("./machine/machine").then((module) => module.Machine));

export type PageProps = {
  base: DebriefView;
  host: boolean;
  reveal: boolean;
  here: Place;
  stage: Stage | null;
  timeline: TimelineView | null;
  closed: boolean;
  teams: ReadonlyMap<number, string>;
  mask: () => void;
  unmask: () => void;
};

/** Complete the address once the first answer says what there is. */
function useDefaults(args: PanelArgs, wanted: PanelArgs | null): void {
  const missing = wanted !== null && Object.keys(wanted).some((key) => args[key] === undefined);
  useEffect(() => {
    if (missing && wanted !== null) open({ args: { ...wanted, ...args } }, true);
  }, [missing]);
}

/** The open panel. */
export function PanelOf(props: PageProps) {
  const { base, here, host, reveal, stage, teams } = props;
  const audience: Audience = host ? "host" : "own";
  const common = { args: here.args, audience, reveal, open, stage, teams, mask: props.mask, unmask: props.unmask };
  const { team } = base;
  switch (here.panel) {
    case "overview":
      return <Overview base={base} host={host} reveal={reveal} stage={stage} timeline={props.timeline} closed={props.closed} />;
    case "journey":
      return <JourneyPanel team={team} {...common} />;
    case "leaks":
      return <LeaksPanel team={team} {...common} />;
    case "whatif":
      return <WhatIfPanel team={team} {...common} />;
    case "disputed":
      return <DisputedPanel team={team} {...common} />;
    case "pictures":
      return <PicturesPanel team={team} {...common} />;
    case "questions":
      return <QuestionsPanel team={team} {...common} />;
    case "machine":
      return <MachinePanel {...props} {...common} />;
    case "rules":
      return <RulesPanel team={team} host={host} teams={teams} />;
    case "quiz":
      return <QuizPanel host={host} team={team} />;
  }
}

type Common = Omit<PanelProps<unknown>, "view"> & { team: number };

function JourneyPanel({ team, ...common }: Common) {
  const loaded = usePart("journeys", { team });
  useDefaults(common.args, loaded.view?.lines[0] === undefined ? null : { company: loaded.view.lines[0].company });
  return <Wait loaded={loaded}>{(view) => <Journeys view={view} {...common} />}</Wait>;
}

function LeaksPanel({ team, ...common }: Common) {
  const loaded = usePart("leaks", { team, reveal: common.reveal });
  return (
    <Wait loaded={loaded} what={t("leaks.counting")}>
      {(view) => <Leaks view={view} {...common} />}
    </Wait>
  );
}

function WhatIfPanel({ team, ...common }: Common) {
  const loaded = usePart("whatifs", { team });
  const first = loaded.view?.offers[0];
  useDefaults(common.args, first === undefined ? null : { kind: first.kind, target: first.target, value: first.value, mode: "held" });
  return <Wait loaded={loaded}>{(view) => <WhatIfs view={view} {...common} />}</Wait>;
}

function DisputedPanel({ team, ...common }: Common) {
  const loaded = usePart("disputed", { team, reveal: common.reveal });
  const first = loaded.view?.leads[0];
  useDefaults(common.args, first === undefined ? null : { company: first.company });
  return <Wait loaded={loaded}>{(view) => <Disputed view={view} {...common} />}</Wait>;
}

function PicturesPanel({ team, ...common }: Common) {
  const loaded = usePart("pictures", { team: 0 });
  useDefaults(common.args, { picture: "funnel" });
  return <Wait loaded={loaded}>{(view) => <Pictures view={view} team={team} {...common} />}</Wait>;
}

function QuestionsPanel({ team, ...common }: Common) {
  const loaded = usePart("questions", { team });
  const first = loaded.view?.questions[0];
  useDefaults(common.args, first === undefined ? null : { question: first.id });
  return <Wait loaded={loaded}>{(view) => <Questions view={view} {...common} />}</Wait>;
}

/** The phases in which the chat may be looked at. */
const OPEN: ReadonlySet<string> = new Set(["debrief", "closed"]);

const SEATS: readonly Role[] = ["lead_gen", "sales", "account"];

/** The seats of a team, with their roles, as the console knows them. */
function seatsOf(team: number): { seat: number; role: Role }[] {
  const view = envelope.value?.view;
  const found = view?.kind === "facilitator" ? view.teams.find((one) => one.team === team)?.seats.map(({ seat, role }) => ({ seat, role })) : undefined;
  return found ?? SEATS.map((role, seat) => ({ seat, role }));
}

function MachinePanel({ base, timeline, ...common }: PageProps & Omit<Common, "team">) {
  const seats = seatsOf(base.team);
  const { args } = common;
  const asked = wordOf(args, "role", timeline?.keys[0]?.role ?? "");
  const seat = numberOf(args, "seat", seats.find((one) => one.role === asked)?.seat ?? seats[0]?.seat ?? 0);
  // With the truth beside it the desk needs the room of the list.
  const [list, setList] = useState(!common.reveal);
  useEffect(() => setList(!common.reveal), [common.reveal]);
  const last = timeline?.last_seq ?? -1;
  const seq = numberOf(args, "seq", timeline?.keys[0]?.seq ?? last);
  useDefaults(args, timeline === null ? null : { seat, seq });
  const chat = usePart("chat", OPEN.has(envelope.value?.view.session.phase ?? "") ? { team: base.team } : null);
  const loaded = usePart("machine", seq < 0 ? null : { team: base.team, seat, seq, reveal: common.reveal });
  if (timeline === null) return <p class="loading mute">{t("loading")}</p>;
  const jump = (to: number, role: string) => {
    const next = seats.find((one) => one.role === role)?.seat ?? seat;
    open({ args: { seat: next, seq: to } }, true);
  };
  return (
    <div class={`machinepage ${list ? "" : "alone"}`}>
      {list && <Jumps view={timeline} moments={base.moments} seq={seq} jump={jump} chat={chat.view?.lines ?? []} />}
      <div class="stack s2">
        <div class="row machinetop">
        <IconButton label={t(list ? "time.list.hide" : "time.list")} icon="list" class="bordered" onClick={() => setList(!list)} testid="time-list" />
        <div class="seg" role="radiogroup" aria-label={t("time.seat")} data-testid="time-seat">
          {seats.map((one) => (
            <button key={one.seat} type="button" role="radio" aria-checked={one.seat === seat} data-value={one.seat} onClick={() => open({ args: { seat: one.seat, seq } }, true)}>
              {t(`role.${one.role}`)}
            </button>
          ))}
        </div>
        {loaded.view?.moment !== null && loaded.view !== null && <p class="small soft grow two">{momentLine(loaded.view.moment)}</p>}
        </div>
        <Wait loaded={loaded}>{(view) => <Machine view={view} {...common} />}</Wait>
      </div>
    </div>
  );
}

function RulesPanel({ team, host, teams }: { team: number; host: boolean; teams: ReadonlyMap<number, string> }) {
  const version = envelope.value?.version ?? 0;
  const checks = usePart("smart", {});
  const results = usePart("results", host ? {} : null, version);
  if (!host) return <Wait loaded={checks}>{(view) => <div class="narrow"><Reflect checks={checksOf(view)} /></div>}</Wait>;
  return <Wait loaded={results}>{(view) => <RulesPage results={view} checks={checks.view === null ? [] : checksOf(checks.view)} teams={teams} team={team} />}</Wait>;
}

function QuizPanel({ host }: { host: boolean; team: number }) {
  const version = envelope.value?.version ?? 0;
  const quiz = usePart("quiz", {});
  const results = usePart("results", host ? {} : null, version);
  if (!host) return <Wait loaded={quiz}>{(view) => <div class="narrow"><Quiz view={view} when="after" /></div>}</Wait>;
  return <Wait loaded={quiz}>{(view) => <Wait loaded={results}>{(found) => <QuizPage results={found} view={view} />}</Wait>}</Wait>;
}
