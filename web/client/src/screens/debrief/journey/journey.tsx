/** The journey of one company: what was known at each step, what was passed on, what arrived. */
import { useState } from "preact/hooks";
import { t, work } from "../../../i18n";
import { Button } from "../../../parts/button";
import { Icon } from "../../../parts/icon";
import { Empty } from "../../../parts/notes";
import type { JourneyLine, JourneyList, JourneyView } from "../../../types";
import { numberOf } from "../../../state/place";
import { usePart } from "../load";
import { type PanelProps, Wait, walk } from "../parts";
import { Story, Told } from "./story";
import { Way } from "./drawing";
import "../../../styles/journey.css";

/** One company on its own: on the wall, on a phone, beside the list. */
export function Journey({ view, audience, open }: PanelProps<JourneyView>) {
  const [chosen, setChosen] = useState(-1);
  const point = view.points.find((one) => one.seq === chosen);
  const head = (
    <header class="row between top wayhead">
      <div>
        <h1>{view.company_name}</h1>
        <p class="soft small">{view.subline}</p>
      </div>
      <p class="wayverdict">{view.headline}</p>
    </header>
  );
  if (view.points.length === 0)
    return (
      <article class="journey">
        {head}
        <Empty icon="inbox" title={t("way.empty")} />
      </article>
    );
  if (audience === "phone") return <article class="journey stack s4">{head}<Story view={view} level="h2" /></article>;
  if (audience === "wall")
    return (
      <article class="journey onwall">
        {head}
        <Way view={view} fit />
      </article>
    );
  return (
    <article class="journey">
      {head}
      <div class="drawn">
        <Way view={view} chosen={chosen} pick={(one) => setChosen(one.seq === chosen ? -1 : one.seq)} />
      </div>
      {point === undefined ? (
        <p class="tiny mute hint">{t("way.hint")}</p>
      ) : (
        <div class="card looked row top" aria-live="polite">
          <div class="grow">
            <Told point={point} />
          </div>
          {open !== undefined && audience === "host" && <Button icon="clock" label={t("way.desk")} onClick={() => open({ panel: "machine", args: { seq: point.seq, ...(point.lane === "company" ? {} : { role: point.lane }) } })} testid="to-machine" />}
        </div>
      )}
      <details class="more onlywide">
        <summary class="small">{t("as_text")}</summary>
        <Story view={view} level="h2" />
      </details>
      <div class="onlynarrow">
        <Story view={view} level="h2" />
      </div>
    </article>
  );
}

const GLYPHS = { won: "check", account: "check", lost: "cross", dropped: "cross", churned: "cross", open: "clock", never_called: "clock" } as const;

/** The list: the companies with most to tell come first. */
function Line({ line, on, pick }: { line: JourneyLine; on: boolean; pick: () => void }) {
  const sad = line.outcome === "lost" || line.outcome === "churned";
  return (
    <li>
      <button type="button" class={`item ${on ? "sel" : ""}`} aria-current={on ? "true" : undefined} data-key={line.company} data-testid={`journey-${line.company}`} onClick={pick}>
        <span class="grow stack tight">
          <span class="strong small name">{line.company_name}</span>
          <span class={`tiny row top tight ${sad ? "badtext" : "soft"}`}>
            <Icon name={GLYPHS[line.outcome]} class="tinyic" />
            <span class="grow">{line.outcome_text}</span>
          </span>
          {(line.fallen > 0 || line.repeated > 0 || line.wait >= 120) && (
            <span class="tiny mute">
              {[line.fallen > 0 ? t("way.list.fallen", { n: line.fallen }) : "", line.repeated > 0 ? t("way.list.repeated", { n: line.repeated }) : "", line.wait >= 120 ? work(line.wait) : ""].filter(Boolean).join(" · ")}
            </span>
          )}
        </span>
      </button>
    </li>
  );
}

/** The list beside the drawing. */
export function Journeys({ view, args, audience, reveal, open }: PanelProps<JourneyList>) {
  const first = view.lines[0];
  const [search, setSearch] = useState("");
  const company = numberOf(args, "company", first?.company ?? -1);
  const loaded = usePart("journey", company < 0 ? null : { team: view.team, company, reveal });
  if (first === undefined)
    return (
      <Empty icon="pass" title={t("way.none")}>
        {t("way.none.why")}
      </Empty>
    );
  const lines = view.lines.filter((one) => one.company_name.toLocaleLowerCase().includes(search.trim().toLocaleLowerCase()));
  const pick = (next: number) => open?.({ args: { company: next } });
  return (
    <div class="journeys">
      <section class="panel storylist">
        <header>
          <h2 class="grow">{t("way.list", { n: view.lines.length })}</h2>
        </header>
        {view.lines.length > 12 && <input class="input small listsearch" type="search" aria-label={t("way.search")} placeholder={t("way.search")} value={search} onInput={(event) => setSearch(event.currentTarget.value)} />}
        <ul
          class="rows fill"
          onKeyDown={walk(
            lines.map((one) => one.company),
            company,
            pick,
          )}
        >
          {lines.map((line) => (
            <Line key={line.company} line={line} on={line.company === company} pick={() => pick(line.company)} />
          ))}
        </ul>
      </section>
      <Wait loaded={loaded}>{(journey) => <Journey view={journey} args={args} audience={audience} reveal={reveal} open={open} />}</Wait>
    </div>
  );
}
