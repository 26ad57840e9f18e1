/** From the points of a journey to what is drawn: stops, passes and waits, in the order in which they happened. */
import { t, work } from "../../../i18n";
import type { IconName } from "../../../parts/icon";
import type { Cell, Fallen, JourneyHandoff, JourneyPoint, JourneyView, Role } from "../../../types";

export type Lane = JourneyPoint["lane"];
export type StopKind = JourneyPoint["kind"];

/** One circle on a lane; `count` when neighbours of a kind were drawn as one. */
export type Stop = { what: "stop"; at: number; seq: number; lane: Lane; icon: IconName; bad: boolean; square: boolean; label: string[]; said: string[]; count: number; point: JourneyPoint };
/** The pass: the sender's capsule, what fell, the receiver's capsule. */
export type Pass = { what: "pass"; at: number; seq: number; lane: Role; to: Role; known: Cell[]; got: (Cell & { lost: boolean })[]; fallen: Fallen[]; taken: boolean; above: string; below: string; left: string; point: JourneyPoint | undefined };
/** A wait, hatched. */
export type Idle = { what: "idle"; at: number; seq: number; lane: Role; minutes: number; label: string };
export type Piece = Stop | Pass | Idle;

const ICONS: Record<StopKind, IconName> = {
  arrived: "inbox", call: "phone", no_answer: "phone", marked: "pen", handoff: "pass", accepted: "check", returned: "back", meeting: "meeting", no_show: "cross", gate: "check", proposal: "page",
  won: "check", lost: "cross", dropped: "cross", nurtured: "clock", follow_up: "message", task: "wrench", order: "basket", order_lost: "cross", complaint: "warn", promise_made: "tag", promise_kept: "tag",
  promise_broken: "tag", churned: "cross", chair: "people", other: "dots",
};
const BAD: ReadonlySet<StopKind> = new Set(["lost", "returned", "promise_broken", "order_lost", "churned", "complaint", "no_show"]);
const ENDS: ReadonlySet<StopKind> = new Set(["won", "lost", "dropped", "churned"]);
/** What may be drawn as one circle when it comes several times in a row. */
const ALIKE: ReadonlySet<StopKind> = new Set(["task", "order", "call", "no_answer", "follow_up", "meeting", "marked", "other", "nurtured"]);

/** Break words into lines of at most `most` characters; what is too long for `lines` ends in dots. */
export function wrapped(text: string, most: number, lines: number): string[] {
  const out: string[] = [];
  for (const word of text.split(/ +/)) {
    const last = out[out.length - 1];
    if (last !== undefined && `${last} ${word}`.length <= most) out[out.length - 1] = `${last} ${word}`;
    else out.push(word);
  }
  if (out.length <= lines) return out;
  const cut = out.slice(0, lines);
  cut[lines - 1] = `${(cut[lines - 1] ?? "").replace(/[.,;:!?»”]+$/, "")}…`;
  return cut;
}

function stopOf(point: JourneyPoint, quiet: boolean): Stop {
  const bad = BAD.has(point.kind) || point.repeated.length > 0;
  const end = ENDS.has(point.kind);
  const label = point.repeated.length > 0 ? t("way.again", { fields: point.repeated.join(", ").toLocaleLowerCase() }) : end ? point.title : t(`way.kind.${point.kind}`);
  const quote = end || (!quiet && (point.tone === "bad" || point.tone === "cool")) ? point.said : "";
  return {
    what: "stop", at: point.at, seq: point.seq, lane: point.lane, point, bad, square: bad && point.repeated.length === 0, count: 1,
    icon: point.repeated.length > 0 ? "question" : ICONS[point.kind], label: wrapped(label, 17, 2), said: quote === "" ? [] : wrapped(t("way.quote", { said: quote.replace(/^[“«"]|[”»"]$/g, "") }), 24, 2),
  };
}

/** What the sender held by then, where the pass has no stop of its own: the finish signs and hands over in one go. */
function heldBefore(handoff: JourneyHandoff, points: readonly JourneyPoint[]): Cell[] {
  return points.filter((one) => one.lane === handoff.sender && one.at <= handoff.start && one.cells.length > 0).pop()?.cells ?? [];
}

function passOf(handoff: JourneyHandoff, points: readonly JourneyPoint[]): Pass {
  const sent = points.find((one) => one.kind === "handoff" && one.lane === handoff.sender && one.at === handoff.start) ?? points.find((one) => one.kind === "handoff" && Math.abs(one.at - handoff.start) <= 2);
  const got = points.find((one) => one.kind === "accepted" && one.lane === handoff.receiver && one.at >= handoff.start && one.at === handoff.end) ?? points.find((one) => one.kind === "accepted" && one.lane === handoff.receiver && one.at >= handoff.start);
  const fallen = [...(sent?.fallen ?? []), ...(got?.fallen ?? [])];
  const gone = new Set(fallen.filter((one) => one.how === "missing" || one.how === "wrong").map((one) => one.field));
  const known = sent !== undefined && sent.cells.length > 0 ? sent.cells : heldBefore(handoff, points);
  const arrived = got !== undefined && got.cells.length > 0 ? got.cells : known.map((cell): Cell => ({ ...cell, status: gone.has(cell.field) ? "unknown" : cell.status }));
  return {
    what: "pass", at: handoff.start, seq: sent?.seq ?? 0, lane: handoff.sender, to: handoff.receiver, known, fallen, taken: handoff.end >= 0, point: sent,
    got: arrived.map((cell) => ({ ...cell, lost: gone.has(cell.field) })),
    above: t("way.knows", { n: handoff.known }),
    below: t(`way.mode.${handoff.mode}.${handoff.warm ? "warm" : "cold"}`),
    left: handoff.end < 0 ? t("way.never_taken") : handoff.guesses > 0 ? t("way.left.guesses", { n: handoff.left, guesses: t("baton.guesses", { n: handoff.guesses }) }) : t("way.left", { n: handoff.left }),
  };
}

/** What tells the story when there is no room for more: passes, long waits, what went wrong, how it ended. */
function telling(piece: Piece): boolean {
  if (piece.what === "stop") return piece.bad || ENDS.has(piece.point.kind) || piece.said.length > 0;
  return piece.what === "pass" || piece.minutes >= LONG_WAIT;
}

/** Neighbours of one kind on one lane and in one round become one circle with a number. */
function merged(pieces: readonly Piece[]): Piece[] {
  const out: Piece[] = [];
  for (const piece of pieces) {
    const last = out[out.length - 1];
    if (piece.what === "stop" && last?.what === "stop" && last.lane === piece.lane && last.point.kind === piece.point.kind && last.point.round === piece.point.round && ALIKE.has(piece.point.kind) && !piece.bad && !last.bad && piece.said.length === 0)
      out[out.length - 1] = { ...last, count: last.count + 1 };
    else out.push(piece);
  }
  return out;
}

/** Shorter waits are not worth a drawing. */
const SHORT_WAIT = 15;
const LONG_WAIT = 120;

/** How closely things are drawn: everything; only what ended it is quoted; neighbours of a kind as one; only what tells. */
export type Tightness = "loose" | "quiet" | "tight" | "bare";

/** Everything that is drawn, in order. */
export function piecesOf(view: JourneyView, tightness: Tightness): Piece[] {
  const passes = view.handoffs.map((one) => passOf(one, view.points));
  const drawn = new Set(passes.map((one) => one.point).filter((one) => one !== undefined));
  const waits = view.waits.filter((one) => one.minutes >= SHORT_WAIT).map((one): Idle => ({ what: "idle", at: one.start, seq: 0, lane: one.lane, minutes: one.minutes, label: t("way.waited", { time: work(one.minutes) }) }));
  const taken = new Set(passes.filter((one) => one.taken).map((one) => one.to));
  const stops = view.points.filter((one) => !drawn.has(one) && one.kind !== "handoff" && !(one.kind === "accepted" && one.lane !== "company" && taken.has(one.lane)) && !one.kind.startsWith("promise_")).map((one) => stopOf(one, tightness !== "loose"));
  // At one place the pass comes before the wait for it, and both before what follows.
  const rank = { pass: 0, idle: 1, stop: 2 };
  const all: Piece[] = [...passes, ...waits, ...stops].sort((a, b) => a.at - b.at || (a.what === "stop" && b.what === "stop" ? a.seq - b.seq : rank[a.what] - rank[b.what]));
  if (tightness === "bare") return all.filter(telling);
  return tightness === "tight" ? merged(all) : all;
}
