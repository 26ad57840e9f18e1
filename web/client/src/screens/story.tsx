/** The story of a break: one handoff as a drawing, what was held, what arrived, how the client took it. */
import { t } from "../i18n";
import { Baton, type BatonCell } from "../parts/baton";
import { Icon, type IconName } from "../parts/icon";
import { hue, Mark } from "../parts/role";
import { wide as wideScreen } from "../state/ui";
import type { Cell, Fallen, Field, Story } from "../types";
import { Arrival, Caption, PassPiece, Size, StopPiece } from "./debrief/journey/glyphs";
import { columns, DROP, tagWidth, wide } from "./debrief/journey/layout";
import { lettering } from "./debrief/journey/measure";
import type { Pass, Stop } from "./debrief/journey/stops";
import "../styles/journey.css";

const FIELDS: readonly Field[] = ["pain", "product", "severity", "budget", "timing", "decision_maker", "expectation", "next_step"];
const MOODS: Record<Story["mood"], { icon: IconName; bad: boolean }> = {
  "": { icon: "dots", bad: false },
  plain: { icon: "message", bad: false },
  warm: { icon: "heart", bad: false },
  cool: { icon: "message", bad: false },
  bad: { icon: "warn", bad: true },
};

/** The eight cells as the sender held them, or as they arrived. */
function cells(story: Story, whose: "sent" | "held"): (Cell & { lost: boolean })[] {
  return FIELDS.map((field) => {
    const one = story.fields.find((other) => other.field === field);
    const lost = whose === "held" && one !== undefined && one.sent !== "unknown" && one.held === "unknown";
    return { field, label: one?.label ?? "", status: one?.[whose] ?? "unknown", value: "", text: "", source: "", source_text: "", round: 0, lost };
  });
}

/** What did not arrive, or only as a guess. */
function fallen(story: Story): Fallen[] {
  return story.fields.flatMap((one): Fallen[] => {
    if (one.sent === "unknown") return [];
    if (one.held === "unknown") return [{ field: one.field, label: one.label, text: "", how: "missing" }];
    return one.sent === "confirmed" && one.held === "guess" ? [{ field: one.field, label: one.label, text: "", how: "guess" }] : [];
  });
}

/** "4 known, 0 arrived". */
export function inFigures(story: Story): string {
  return t("story.figures", { known: story.known, arrived: story.arrived });
}

export function moodOf(story: Story): string {
  return t(`story.mood.${story.mood === "" ? "none" : story.mood}`);
}

const CAPSULE = 164;
const TOP = 56;
const FLOOR = 176;
const HEIGHT = 246;
/** How much larger captions are on the wall. */
const LARGE = 1.2;

/** The handoff drawn with the parts of a journey: the sender's capsule, what fell, the receiver's, the client. */
export function StoryDrawing({ story }: { story: Story }) {
  lettering(LARGE);
  const lost = fallen(story);
  const deep = Math.ceil(lost.length / columns(lost.length));
  const floor = (list: readonly Fallen[]) => Math.max(0, ...list.map((one) => tagWidth(one.label) + 6));
  const x = Math.max(CAPSULE + 6, lost.length === 0 ? 0 : DROP + 14 + floor(lost.slice(0, deep)) + floor(lost.slice(deep)));
  const pass: Pass = {
    what: "pass", at: 0, seq: 0, lane: story.sender, to: story.receiver, known: cells(story, "sent"), got: cells(story, "held"), fallen: lost, taken: true, point: undefined,
    above: "", below: "", left: t("story.arrived", { n: story.arrived, of: story.known }),
  };
  const mood = moodOf(story);
  const { icon, bad } = MOODS[story.mood];
  const point = { seq: 0, round: 0, at: 0, lane: story.receiver, kind: "meeting" as const, title: mood, detail: "", said: "", tone: "plain" as const, minutes: 0, cells: [], fallen: [], repeated: [] };
  const stop: Stop = { what: "stop", at: 0, seq: 0, lane: story.receiver, icon, bad, square: bad, label: [mood], said: [], count: 1, point };
  const at = x + CAPSULE + 40 + wide([mood], bad) / 2;
  const width = at + wide([mood], bad) / 2 + 12;
  return (
    <svg class="waysvg storysvg" viewBox={`0 0 ${width} ${HEIGHT}`} role="img" aria-label={`${inFigures(story)}. ${mood}.`}>
      <Size.Provider value={LARGE}>
        <g data-role={hue(story.sender)}>
          <Caption lines={[t(`role.${story.sender}`)]} x={x - CAPSULE} y={TOP - 26} anchor="start" class="strong" />
          <PassPiece pass={pass} x={x} from={TOP} to={FLOOR} width={CAPSULE} />
        </g>
        <g data-role={hue(story.receiver)}>
          <line class="leg" x1={x + CAPSULE} x2={at} y1={FLOOR} y2={FLOOR} />
          <Caption lines={[t(`role.${story.receiver}`)]} x={x + 8} y={FLOOR - 26} anchor="start" class="strong" />
          <Arrival pass={pass} x={x} y={FLOOR} width={CAPSULE} />
          <StopPiece stop={stop} x={at} y={FLOOR} chosen={false} last />
        </g>
      </Size.Provider>
    </svg>
  );
}

function Line({ role, cells: held }: { role: Story["sender"]; cells: readonly BatonCell[] }) {
  return (
    <div class="row" data-role={hue(role)}>
      <Mark role={role} />
      <span class="grow strong">{t(`role.${role}`)}</span>
      <Baton cells={held} />
    </div>
  );
}

/** Both capsules one below the other, with what fell between them: for phones. */
function Lines({ story }: { story: Story }) {
  const lost = fallen(story);
  return (
    <>
      <Line role={story.sender} cells={cells(story, "sent")} />
      {lost.length > 0 && (
        <ul class="floor" aria-label={t("way.fell")}>
          {lost.map((one) => (
            <li key={one.field} class={one.how}>
              <Icon name={one.how === "guess" ? "question" : "cross"} />
              <span>{t(`way.fallen.${one.how}`, { field: one.label })}</span>
            </li>
          ))}
        </ul>
      )}
      <Line role={story.receiver} cells={cells(story, "held")} />
    </>
  );
}

/** The team's own story: who held what, what fell, how the client took it. */
export function StoryCard({ story }: { story: Story }) {
  const { icon, bad } = MOODS[story.mood];
  return (
    <section class="card stack s4 storycard" data-testid="story">
      <div>
        <h2>{t("story.own")}</h2>
        <p class="small soft">{[story.company_name, story.mode === "" ? "" : t(`way.mode.${story.mode}.${story.warm ? "warm" : "cold"}`)].filter(Boolean).join(" · ")}</p>
      </div>
      {wideScreen.value ? <StoryDrawing story={story} /> : <Lines story={story} />}
      <p class={`row tight small strong ${bad ? "badtext" : ""}`}>
        <Icon name={icon} />
        <span>
          {inFigures(story)}. {moodOf(story)}.
        </span>
      </p>
      <p class="tiny mute">{t(story.arrived < story.known ? "story.rule.own" : "story.rule.own.clean")}</p>
    </section>
  );
}
