/** One company's way, drawn in lanes: knowledge as a baton, what fell beside the line, waits hatched. */
import { useRef } from "preact/hooks";
import { t } from "../../../i18n";
import { Mark, hue } from "../../../parts/role";
import type { JourneyPoint, JourneyView, Role } from "../../../types";
import { Truths, useWidth } from "../parts";
import { Arrival, Caption, IdlePiece, PassPiece, Size, StopPiece } from "./glyphs";
import { type Drawing, layout, type Put } from "./layout";
import { Company } from "./company";
import { roundName, rounds } from "../../../parts/rounds";

const HEAD = 24;
/** How small a drawing on a laptop may get before it scrolls. */
const LEAST = 0.8;
const LAPTOP_HEADS = 156;
const WALL_HEADS = 132;
/** How much larger captions are on the wall. */
const LARGE = 1.16;
const ROLES: readonly Role[] = ["lead_gen", "sales", "account"];

type Props = { view: JourneyView; chosen?: number; pick?: ((point: JourneyPoint) => void) | undefined; fit?: boolean };

/** The drawing as large as its place; on the wall it is made to fit, with larger letters. */
export function Way({ view, chosen = -1, pick, fit }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const { width, height } = useWidth(box);
  const wall = fit === true;
  const heads = wall ? WALL_HEADS : LAPTOP_HEADS;
  const room = width > 0 ? width * 16 - heads - 8 : 900;
  const tall = wall && height > 0 ? height * 16 - HEAD : 0;
  const asked = wall ? 0.87 : LEAST;
  let drawing = layout(view, room, tall, asked, wall ? LARGE : 1);
  const flat = wall && tall > 0 ? Math.min(1, tall / drawing.height) : 1;
  // Drawn smaller because it is high, it has room to be wider.
  if (flat < 1) drawing = layout(view, room / flat, tall, asked, LARGE);
  const fitting = wall ? Math.min(1, room / drawing.width, tall > 0 ? tall / drawing.height : 1) : Math.max(LEAST, Math.min(1, room / drawing.width));
  const high = (units: number) => (units * fitting) / 16;
  const scrolls = !wall && drawing.width * fitting > room + 1;
  const truth = view.truth.length > 0 || view.truth_text !== "";
  const told = new Set(view.points.flatMap((one) => one.fallen.map((gone) => gone.field)));
  return (
    <div class={`way ${wall ? "fit" : ""}`}>
      {truth && (
        <div class="truthlane row" data-role="host">
          <span class="lanehead">
            <Mark role="host" />
            {t("truth")}
          </span>
          <span class="grow stack tight">
            {(!wall || view.truth_text === "") && <Truths cells={view.truth} />}
            {view.truth_text !== "" && <span class={wall ? "ten" : "small"}>{view.truth_text}</span>}
            {wall && view.truth_text !== "" && <Truths cells={view.truth.filter((cell) => told.has(cell.field)).slice(0, 3)} />}
          </span>
        </div>
      )}
      <div class="lanesbox" ref={box}>
      <div class="lanes" style={{ height: `${high(drawing.height + HEAD)}rem` }}>
        <div class="heads">
          {drawing.lanes.map((lane) => (
            <span key={lane.lane} class="lanehead" data-role={lane.lane === "company" ? undefined : hue(lane.lane)} style={{ top: `${high(lane.top + HEAD)}rem`, height: `${high(lane.height)}rem` }}>
              {lane.lane === "company" ? <span class="mark plain" /> : <Mark role={lane.lane} />}
              <span>{lane.lane === "company" ? t("way.company") : t(`role.${lane.lane}`)}</span>
            </span>
          ))}
        </div>
        <div class="canvas" tabIndex={scrolls ? 0 : undefined} role={scrolls ? "region" : undefined} aria-label={scrolls ? view.company_name : undefined}>
          <svg
            class="waysvg"
            viewBox={`0 ${-HEAD} ${drawing.width} ${drawing.height + HEAD}`}
            style={{ width: `${high(drawing.width)}rem`, height: `${high(drawing.height + HEAD)}rem` }}
            role={pick === undefined ? "img" : "group"}
            aria-label={`${view.company_name}. ${view.headline} ${view.subline}`}
          >
            <defs>
              <pattern id="way-hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
                <rect width="3" height="7" fill="var(--bad-fill)" />
              </pattern>
            </defs>
            <Size.Provider value={drawing.size}>
            <Ground drawing={drawing} />
            <Company view={view} drawing={drawing} />
            <Legs drawing={drawing} />
            {drawing.puts.map((put, index) => (
              <Piece key={index} put={put} drawing={drawing} chosen={chosen} pick={pick} last={index === drawing.puts.length - 1} />
            ))}
            </Size.Provider>
          </svg>
        </div>
      </div>
      </div>
    </div>
  );
}

/** Rounds as quiet bands, lanes as hairlines, empty lanes with a word. */
function Ground({ drawing }: { drawing: Drawing }) {
  const busy = new Set(drawing.puts.flatMap(({ piece }) => (piece.what === "pass" ? [piece.lane, piece.to] : [piece.lane])));
  return (
    <g>
      {drawing.rounds.map((one, index) => (
        <g key={one.round}>
          {index % 2 === 1 && <rect class="band" x={one.start} y={-HEAD} width={Math.max(0, one.end - one.start)} height={drawing.height + HEAD} />}
          {one.end - one.start > 56 ? <Caption lines={[one.round > rounds.value ? t("way.finish") : t("round.n", { n: one.round })]} x={(one.start + one.end) / 2} y={-8} class="quiet" /> : one.end - one.start > 16 && <Caption lines={[String(one.round)]} x={(one.start + one.end) / 2} y={-8} class="quiet" />}
        </g>
      ))}
      {drawing.lanes.map((lane) => (
        <line key={lane.lane} class="hair" x1={0} x2={drawing.width} y1={lane.top} y2={lane.top} />
      ))}
      {drawing.lanes.map((lane) => lane.lane !== "company" && !busy.has(lane.lane) && <Caption key={lane.lane} lines={[t("way.never")]} x={24} y={lane.middle + 4} anchor="start" class="quiet" />)}
    </g>
  );
}

/** The line of each seat, from its first piece to its last. */
function Legs({ drawing }: { drawing: Drawing }) {
  return (
    <g>
      {ROLES.map((role) => {
        const xs = drawing.puts.flatMap(({ piece, x }) => (piece.lane === role || (piece.what === "pass" && piece.to === role) ? [x] : []));
        const lane = drawing.lanes.find((one) => one.lane === role);
        if (xs.length < 2 || lane === undefined) return null;
        return <line key={role} class="leg" data-role={hue(role)} x1={Math.min(...xs)} x2={Math.max(...xs)} y1={lane.middle} y2={lane.middle} />;
      })}
    </g>
  );
}

function Piece({ put, drawing, chosen, pick, last }: { put: Put; drawing: Drawing; chosen: number; pick: Props["pick"]; last: boolean }) {
  const { piece, x, y } = put;
  if (piece.what === "idle")
    return (
      <g data-role={hue(piece.lane)}>
        <IdlePiece idle={piece} x={x} y={y} />
      </g>
    );
  const point = piece.point;
  const on = chosen >= 0 && point !== undefined && point.seq === chosen;
  const hit = (box: Box) => point !== undefined && pick !== undefined && <Hit box={box} point={point} pick={pick} on={on} />;
  if (piece.what === "stop") {
    const company = piece.lane === "company";
    const at = company ? 22 : y;
    return (
      <g data-role={company ? "host" : hue(piece.lane)} class={`piece ${company ? "neutral" : ""}`}>
        <StopPiece stop={piece} x={x} y={at} chosen={on} last={last} />
        {hit({ x: x - 20, y: at - 20, width: 40, height: 40 })}
      </g>
    );
  }
  const to = drawing.lanes.find((one) => one.lane === piece.to)?.middle ?? y;
  return (
    <g class="piece">
      <g data-role={hue(piece.lane)}>
        <PassPiece pass={piece} x={x} from={y} to={to} width={drawing.capsule} />
      </g>
      <g data-role={hue(piece.to)}>
        <Arrival pass={piece} x={x} y={to} width={drawing.capsule} />
      </g>
      {hit({ x: x - drawing.capsule - 4, y: y - 22, width: drawing.capsule + 8, height: 44 })}
    </g>
  );
}

type Box = { x: number; y: number; width: number; height: number };

/** What is pressed to look into a piece: it lies over it, and its name says more than the caption does. */
function Hit({ box, point, pick, on }: { box: Box; point: JourneyPoint; pick: (point: JourneyPoint) => void; on: boolean }) {
  const keys = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    pick(point);
  };
  return <rect class="hit" {...box} rx={8} role="button" tabIndex={0} aria-pressed={on} aria-label={`${roundName(point.round)}: ${point.title}`} onClick={() => pick(point)} onKeyDown={keys} />;
}
