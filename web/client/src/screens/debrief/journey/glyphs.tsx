/** The drawn parts of a journey: capsule, circle, hatched wait, fallen tag. In SVG, in sixteenths of a rem. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { ICON_PATHS, type IconName } from "../../../parts/icon";
import type { BatonCell } from "../../../parts/baton";
import type { Fallen } from "../../../types";
import { columns, DOT, DROP, idleWidth, tagWidth } from "./layout";
import type { Idle, Pass, Stop } from "./stops";

/** How much larger captions are than on a laptop. */
export const Size = createContext(1);

/** An icon, centred. */
export function Glyph({ name, x, y, size = 16 }: { name: IconName; x: number; y: number; size?: number }) {
  return <path class="glyph" d={ICON_PATHS[name]} transform={`translate(${x - size / 2} ${y - size / 2}) scale(${size / 24})`} />;
}

/** Lines of a caption, growing downwards, or upwards from `y`. */
export function Caption({ lines, x, y, up, anchor = "middle", class: extra = "" }: { lines: readonly string[]; x: number; y: number; up?: boolean; anchor?: "start" | "middle" | "end"; class?: string }) {
  const size = useContext(Size);
  const first = up === true ? y - 15 * size * (lines.length - 1) : y + 4 * (size - 1);
  return (
    <text class={`cap ${extra}`} style={size === 1 ? undefined : { fontSize: `${12.5 * size}px` }} text-anchor={anchor} x={x} y={first}>
      {lines.map((line, index) => (
        <tspan key={index} x={x} dy={index === 0 ? 0 : 15 * size}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

const HIGH = 34;

/** The capsule with its eight cells; `x` is its left end, `y` its middle. */
export function Capsule({ cells, x, y, width, dashed }: { cells: readonly BatonCell[]; x: number; y: number; width: number; dashed?: boolean }) {
  const cell = (width - 12 - 7 * 2.5 - 4) / 8;
  return (
    <g class={`capsule ${dashed === true ? "dashed" : ""}`}>
      <rect class="case" x={x} y={y - HIGH / 2} width={width} height={HIGH} rx={HIGH / 2} />
      {cells.map((one, index) => {
        const left = x + 6 + index * (cell + 2.5) + (index > 3 ? 4 : 0);
        const top = y - 11.5;
        const round = index === 0 || index === 7;
        const kind = one.lost === true ? "x" : one.status === "confirmed" ? "c" : one.status === "guess" ? "g" : "u";
        return (
          <g key={one.field} class={`one ${kind}`}>
            <path d={shape(left, top, cell, 23, index === 0, index === 7)} />
            {kind === "g" && <path class="half" d={round ? shape(left, top, cell, 23, index === 0, index === 7) : `M${left} ${top + 11.5}h${cell}v11.5h${-cell}z`} style={round ? { clipPath: "inset(50% 0 0 0)" } : undefined} />}
            {kind === "x" && <path class="stroke" d={`M${left + 2} ${top + 2}l${cell - 4} 19`} />}
          </g>
        );
      })}
    </g>
  );
}

/** A cell: round at the capsule's ends. */
function shape(x: number, y: number, width: number, height: number, first: boolean, last: boolean): string {
  const left = first ? 11 : 2.5;
  const right = last ? 11 : 2.5;
  return `M${x + left} ${y}h${width - left - right}a${right} ${right} 0 0 1 ${right} ${right}v${height - 2 * right}a${right} ${right} 0 0 1 ${-right} ${right}h${-(width - left - right)}a${left} ${left} 0 0 1 ${-left} ${-left}v${-(height - 2 * left)}a${left} ${left} 0 0 1 ${left} ${-left}z`;
}

/** Something that fell: a dashed tag, its right end at `x`. */
function Tag({ one, x, y }: { one: Fallen; x: number; y: number }) {
  const size = useContext(Size);
  const width = tagWidth(one.label);
  return (
    <g class={`fell ${one.how === "guess" ? "guess" : ""}`}>
      <rect x={x - width} y={y - 11} width={width} height={22} rx={4} />
      <Glyph name={one.how === "guess" ? "question" : one.how === "promise" ? "tag" : "cross"} x={x - width + 14} y={y} size={13} />
      <text x={x - width + 26} y={y + 4.5} style={size === 1 ? undefined : { fontSize: `${12.5 * size}px` }}>
        {one.label}
      </text>
    </g>
  );
}

/** What fell out lies on the receiver's floor, left of the line. */
export function Floor({ fallen, x, y }: { fallen: readonly Fallen[]; x: number; y: number }) {
  const across = columns(fallen.length);
  const deep = Math.ceil(fallen.length / across);
  const first = Math.max(0, ...fallen.slice(0, deep).map((one) => tagWidth(one.label))) + 6;
  return (
    <g>
      {fallen.map((one, index) => {
        const column = Math.floor(index / deep);
        const rows = column === 0 ? deep : fallen.length - deep;
        return <Tag key={`${one.field}${one.how}${index}`} one={one} x={x - DROP - 10 - first * column} y={y + 26 * ((index % deep) - (rows - 1) / 2)} />;
      })}
    </g>
  );
}

/** The pass itself: capsule to capsule, joined end to end. */
export function PassPiece({ pass, x, from, to, width }: { pass: Pass; x: number; from: number; to: number; width: number }) {
  return (
    <>
      <path class="drop" d={`M${x - DROP} ${from + HIGH / 2}V${to}H${x}`} />
      <Capsule cells={pass.known} x={x - width} y={from} width={width} />
      <Caption lines={[pass.above]} x={x - 4} y={from - 25} anchor="end" />
    </>
  );
}

/** Where it arrived. */
export function Arrival({ pass, x, y, width }: { pass: Pass; x: number; y: number; width: number }) {
  return (
    <>
      <Floor fallen={pass.fallen} x={x} y={y} />
      <Capsule cells={pass.got} x={x} y={y} width={width} dashed={!pass.taken} />
      <Caption lines={[pass.below]} x={x + 8} y={y - 25} anchor="start" />
      <Caption lines={[pass.left]} x={x + 8} y={y + 34} anchor="start" />
    </>
  );
}

/** A stop: a circle, or a square when it went wrong for good. */
export function StopPiece({ stop, x, y, chosen, last }: { stop: Stop; x: number; y: number; chosen: boolean; last: boolean }) {
  return (
    <g class={`stop ${stop.bad ? "bad" : ""} ${stop.square ? "square" : ""} ${chosen ? "chosen" : ""}`}>
      {chosen && <circle class="halo" cx={x} cy={y} r={DOT + 5} />}
      {stop.square ? <rect class="dot" x={x - DOT} y={y - DOT} width={2 * DOT} height={2 * DOT} rx={5} /> : <circle class="dot" cx={x} cy={y} r={DOT} />}
      <Glyph name={stop.icon} x={x} y={y} size={17} />
      {stop.count > 1 && (
        <g class="count">
          <circle cx={x + DOT - 2} cy={y - DOT + 2} r={9} />
          <text x={x + DOT - 2} y={y - DOT + 6} text-anchor="middle">
            {stop.count}
          </text>
        </g>
      )}
      {stop.lane === "company" ? <Caption lines={[stop.label.join(" ")]} x={x + DOT + 6} y={y + 4} anchor="start" /> : <Caption lines={stop.label} x={x} y={y + DOT + 17} class={stop.bad ? "strong" : ""} />}
      {stop.said.length > 0 && stop.lane !== "company" && <Caption lines={stop.said} x={last ? x + DOT : x - DOT} y={y - DOT - 10} up class="quote" anchor={last ? "end" : "start"} />}
    </g>
  );
}

/** A wait: hatched, as long as it felt. */
export function IdlePiece({ idle, x, y }: { idle: Idle; x: number; y: number }) {
  const width = idleWidth(idle.minutes);
  return (
    <g class="idle">
      <rect class="under" x={x} y={y - 6} width={width} height={12} rx={2} />
      <rect x={x} y={y - 6} width={width} height={12} rx={2} fill="url(#way-hatch)" />
      <Caption lines={[idle.label]} x={x + width / 2} y={y - 14} />
    </g>
  );
}
