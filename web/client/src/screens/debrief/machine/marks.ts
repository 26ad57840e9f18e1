/** The timeline's marks and steps: pure sums over sequence numbers. */
import type { KeyMoment, Moment, TimelineView } from "../../../types";

export type TimelineMark = TimelineView["marks"][number];
export type MarkKind = TimelineMark["kind"];

/** What is shown when marks lie on top of each other: the gravest. */
const WEIGHT: Record<MarkKind, number> = { round: 0, charter: 1, finish: 1, shock: 5, handoff: 2, repeated: 3, returned: 4, won: 5, lost: 6, broken: 7 };
export const LOUD: ReadonlySet<MarkKind> = new Set(["lost", "returned", "broken", "repeated"]);
const BELLS: ReadonlySet<MarkKind> = new Set(["round", "charter", "finish", "shock"]);

/** Marks of play, thinned out so that none covers another: the gravest stay. `room` is how many fit side by side. */
export function thinned(marks: readonly TimelineMark[], share: (seq: number) => number, room: number): TimelineMark[] {
  const put: { mark: TimelineMark; at: number }[] = [];
  const play = marks.filter((mark) => !BELLS.has(mark.kind)).sort((a, b) => WEIGHT[b.kind] - WEIGHT[a.kind] || a.seq - b.seq);
  for (const mark of play) {
    const at = share(mark.seq);
    if (put.every((one) => Math.abs(one.at - at) >= 1 / room)) put.push({ mark, at });
  }
  return put.map((one) => one.mark).sort((a, b) => a.seq - b.seq);
}

/** The bells: where rounds begin, with what happened between them. */
export function bells(marks: readonly TimelineMark[]): TimelineMark[] {
  return marks.filter((mark) => BELLS.has(mark.kind));
}

/** The next or previous place of a sorted list. */
export function stepped(seqs: readonly number[], here: number, by: 1 | -1): number | undefined {
  if (by === 1) return seqs.find((seq) => seq > here);
  for (let index = seqs.length - 1; index >= 0; index--) {
    const seq = seqs[index];
    if (seq !== undefined && seq < here) return seq;
  }
  return undefined;
}

/** Every moment of a team, in order, each once. */
export function places(moments: readonly Pick<Moment, "seq">[]): number[] {
  return [...new Set(moments.map((one) => one.seq))].sort((a, b) => a - b);
}

/** The key moment at a place or the last one before it. */
export function latest<One extends Pick<KeyMoment, "seq">>(list: readonly One[], seq: number): One | undefined {
  let found: One | undefined;
  for (const one of list) if (one.seq <= seq && (found === undefined || one.seq >= found.seq)) found = one;
  return found;
}

/** Milliseconds between two events when playing. */
export function pace(speed: number): number {
  return 1600 / speed;
}

/** How much of the line the play takes when twelve months of bots follow it. */
const PLAYED = 0.9;

/** From places of the log to places on the line and back: the year after the play is long and is drawn short. */
export function scale(view: Pick<TimelineView, "last_seq" | "marks">): { share: (seq: number) => number; seq: (share: number) => number; end: number } {
  const last = Math.max(1, view.last_seq);
  const finish = view.marks.find((mark) => mark.kind === "finish")?.seq ?? last;
  const bends = finish > 0 && finish < last * PLAYED;
  const end = bends ? finish : last;
  const clip = (value: number, top: number) => Math.max(0, Math.min(top, value));
  if (!bends) return { share: (seq) => clip(seq / last, 1), seq: (share) => Math.round(last * clip(share, 1)), end };
  return {
    share: (seq) => clip(seq <= finish ? (PLAYED * seq) / finish : PLAYED + ((1 - PLAYED) * (seq - finish)) / (last - finish), 1),
    seq: (share) => Math.round(share <= PLAYED ? (finish * clip(share, 1)) / PLAYED : finish + ((last - finish) * (clip(share, 1) - PLAYED)) / (1 - PLAYED)),
    end,
  };
}
