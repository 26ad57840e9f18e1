/** The timeline at the foot: drag it, play it, step it. The arrows go from key moment to key moment, with Shift event by event. */
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../../i18n";
import { IconButton } from "../../../parts/button";
import { Segments } from "../../../parts/fields";
import { Icon, type IconName } from "../../../parts/icon";
import type { TimelineView } from "../../../types";
import { latest, LOUD, bells, type MarkKind, pace, scale, stepped, thinned } from "./marks";
import "../../../styles/machine.css";

const GLYPHS: Record<MarkKind, IconName> = { round: "flag", charter: "card", shock: "bolt", handoff: "pass", won: "check", lost: "cross", returned: "back", broken: "tag", repeated: "question", finish: "flag" };
const SPEEDS = ["1", "4", "16"] as const;

type Props = { view: TimelineView; seq: number; events: readonly number[]; move: (seq: number) => void };

export function Timeline({ view, seq, events, move }: Props) {
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<(typeof SPEEDS)[number]>("1");
  const here = useRef(seq);
  here.current = seq;
  const keys = view.keys.map((one) => one.seq);
  const forward = (by: 1 | -1, list: readonly number[]) => {
    const next = stepped(list, here.current, by);
    if (next !== undefined) move(next);
    return next !== undefined;
  };
  useEffect(() => {
    if (!playing) return;
    const tick = setInterval(() => {
      if (!forward(1, events)) setPlaying(false);
    }, pace(Number(speed)));
    return () => clearInterval(tick);
  }, [playing, speed, events.length]);
  const play = () => {
    if (!playing && stepped(events, seq, 1) === undefined) move(events[0] ?? 0);
    setPlaying(!playing);
  };
  return (
    <div class="timebar" data-testid="timeline">
      <div class="row tight drive">
        <IconButton label={t(playing ? "time.stop" : "time.play")} icon={playing ? "pause" : "play"} class="bordered" onClick={play} testid="time-play" />
        <IconButton label={t("time.previous")} icon="left" onClick={() => forward(-1, events)} testid="time-previous" />
        <IconButton label={t("time.next")} icon="right" onClick={() => forward(1, events)} testid="time-next" />
        <Segments label={t("time.speed")} value={speed} choices={SPEEDS.map((value) => ({ value, label: `${value}×` }))} onPick={setSpeed} testid="time-speed" />
      </div>
      <Track view={view} seq={seq} move={move} keys={keys} events={events} stop={() => setPlaying(false)} />
    </div>
  );
}

type TrackProps = Omit<Props, "events"> & { keys: readonly number[]; events: readonly number[]; stop: () => void };

function Track({ view, seq, move, keys, events, stop }: TrackProps) {
  const line = useRef<HTMLDivElement>(null);
  const last = Math.max(1, view.last_seq);
  const axis = scale(view);
  const place = (at: number) => `${(100 * axis.share(at)).toFixed(3)}%`;
  const marks = thinned(view.marks, axis.share, 32);
  const ends = bells(view.marks);
  const at = (clientX: number) => {
    const box = line.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return seq;
    return axis.seq((clientX - box.left) / box.width);
  };
  const drag = (event: PointerEvent) => {
    if (event.button !== 0) return;
    stop();
    // A drag may begin on a mark; pressed alone, the mark is where one goes.
    const mark = (event.target as HTMLElement).closest<HTMLElement>("[data-seq]")?.dataset["seq"];
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    move(mark === undefined ? at(event.clientX) : Number(mark));
  };
  const slide = (event: PointerEvent) => {
    if ((event.currentTarget as HTMLElement).hasPointerCapture(event.pointerId)) move(at(event.clientX));
  };
  const press = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" || event.key === "ArrowUp" ? 1 : event.key === "ArrowLeft" || event.key === "ArrowDown" ? -1 : 0;
    const next = event.key === "Home" ? 0 : event.key === "End" ? last : by === 0 ? undefined : stepped(event.shiftKey || keys.length === 0 ? events : keys, seq, by);
    if (by === 0 && next === undefined) return;
    event.preventDefault();
    stop();
    if (next !== undefined) move(next);
  };
  const round = latest(
    ends.filter((one) => one.kind === "round"),
    seq,
  );
  const told = latest(view.keys, seq);
  const rounds = ends.filter((one) => one.kind === "round");
  return (
    <div class="timetrack" ref={line} onPointerDown={drag} onPointerMove={slide}>
      <span class="ln" />
      <span class="done" style={{ width: place(seq) }} />
      {ends.map((one) => (
        <span key={`${one.kind}${one.seq}`} class={`bell at-${one.kind}`} style={{ left: place(one.seq) }} />
      ))}
      {rounds.map((one, index) => {
        const end = rounds[index + 1]?.seq ?? axis.end;
        const share = axis.share(end) - axis.share(one.seq);
        return (
          <span key={one.seq} class="rd" style={{ left: place(one.seq), width: `${100 * share}%` }}>
            {share > 0.09 ? t("round.n", { n: one.round }) : share > 0.02 ? one.round : ""}
          </span>
        );
      })}
      {axis.end < last && (
        <span class="rd" style={{ left: place(axis.end), right: 0 }}>
          {t("forward.months")}
        </span>
      )}
      {marks.map((one) => (
        <button key={one.seq} type="button" tabIndex={-1} class={`mk ${LOUD.has(one.kind) ? "bad" : ""} ${one.kind}`} data-seq={one.seq} style={{ left: place(one.seq) }} title={one.label} aria-label={one.label} onClick={() => move(one.seq)}>
          <Icon name={GLYPHS[one.kind]} />
        </button>
      ))}
      <span
        class="knob"
        role="slider"
        tabIndex={0}
        aria-label={t("timeline.moment")}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={seq}
        aria-valuetext={[round === undefined ? t("timeline.before") : t("round.n", { n: round.round }), told?.sentence ?? ""].filter(Boolean).join(": ")}
        data-testid="time-knob"
        style={{ left: place(seq) }}
        onKeyDown={press}
      />
    </div>
  );
}
