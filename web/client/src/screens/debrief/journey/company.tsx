/** The company's own lane: promises made to it as spans, and, unmasked, its trust as a line. */
import { t } from "../../../i18n";
import type { JourneyView } from "../../../types";
import { Caption, Glyph } from "./glyphs";
import { type Drawing, ROW, TRUST } from "./layout";
import { wrapped } from "./stops";

export function Company({ view, drawing }: { view: JourneyView; drawing: Drawing }) {
  const shown = drawing.promises;
  const below = 44;
  return (
    <g class="companylane">
      {shown.map((one, index) => {
        const y = below + ROW * index + 8;
        const from = drawing.xOf(one.made);
        const to = one.settled >= 0 ? Math.max(from + 30, drawing.xOf(one.settled)) : drawing.width - 8;
        const state = one.state === "broken" ? "bad" : "";
        const words = `${one.text}${one.state === "open" ? "" : ` · ${t(`way.promise.${one.state}`)}`}`;
        const flip = from > drawing.width * 0.66;
        return (
          <g key={index} class={`promised ${state}`}>
            <line x1={from} x2={to} y1={y} y2={y} class={one.settled < 0 ? "open" : ""} />
            <circle cx={from} cy={y} r={4.5} />
            {one.settled >= 0 && <Glyph name={one.state === "broken" ? "cross" : one.state === "kept" ? "check" : "minus"} x={to} y={y} size={16} />}
            <Caption lines={wrapped(words, 46, 1)} x={flip ? to - 14 : from + 10} y={y - 6} anchor={flip ? "end" : "start"} />
          </g>
        );
      })}
      <Trust view={view} drawing={drawing} top={below + ROW * shown.length} />
    </g>
  );
}

/** Trust from stop to stop; its two ends are told in numbers. */
function Trust({ view, drawing, top }: { view: JourneyView; drawing: Drawing; top: number }) {
  const first = view.trust[0];
  const last = view.trust[view.trust.length - 1];
  if (first === undefined || last === undefined || view.trust.length < 2) return null;
  const y = (trust: number) => top + TRUST + 6 - (trust * TRUST) / 100;
  const points = view.trust.map((one) => `${drawing.xOf(one.at).toFixed(1)},${y(one.trust).toFixed(1)}`);
  const start = drawing.xOf(first.at);
  const end = drawing.xOf(last.at);
  return (
    <g class="trustline" data-role="host">
      <polygon points={`${start},${top + TRUST + 8} ${points.join(" ")} ${end},${top + TRUST + 8}`} />
      <polyline points={points.join(" ")} />
      <Caption lines={[t("way.trust", { n: first.trust })]} x={start + 4} y={y(first.trust) - 5} anchor="start" class="strong" />
      <Caption lines={[t("way.trust", { n: last.trust })]} x={Math.min(end, drawing.width - 4)} y={y(last.trust) - 5} anchor="end" class="strong" />
    </g>
  );
}
