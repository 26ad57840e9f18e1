/** Each handoff as a pass: what the sender knew, what fell out, what arrived, what came of it. */
import { useState } from "preact/hooks";
import { money, t, work } from "../../i18n";
import { Baton, count, inWords } from "../../parts/baton";
import { Icon } from "../../parts/icon";
import { Chip, Empty } from "../../parts/notes";
import { hue, Mark } from "../../parts/role";
import type { DebriefView, HandoffStory } from "../../types";
import { fallen, struck } from "./fallen";

/** How bad a handoff went, to put the worst on top: what fell out, then how long it waited. */
function weight(story: HandoffStory): number {
  return fallen(story.known, story.received).length * 1000 + story.wait + 500 * story.repeated;
}

export function Journeys({ view }: { view: DebriefView }) {
  const [chosen, setChosen] = useState(-1);
  const [worst, setWorst] = useState(true);
  const list = worst ? [...view.handoffs].sort((a, b) => weight(b) - weight(a)) : view.handoffs;
  const story = list.find((one) => one.id === chosen) ?? list[0];
  if (story === undefined)
    return (
      <Empty icon="pass" title={t("journeys.none")}>
        {t("journeys.none.why")}
      </Empty>
    );
  const step = (event: KeyboardEvent) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const next = list[Math.max(0, Math.min(list.length - 1, list.indexOf(story) + by))];
    if (next === undefined) return;
    setChosen(next.id);
    (event.currentTarget as HTMLElement).querySelector<HTMLElement>(`[data-id="${next.id}"]`)?.focus();
  };
  return (
    <div class="journeys">
      <section class="panel storylist">
        <header>
          <h2 class="grow">{t("journeys.n", { n: list.length })}</h2>
          <button type="button" class="btn quiet" onClick={() => setWorst(!worst)}>
            <Icon name="down" />
            <span>{t(worst ? "journeys.worst" : "journeys.order")}</span>
          </button>
        </header>
        <ul class="rows fill" onKeyDown={step}>
          {list.map((one) => (
            <li key={one.id}>
              <button type="button" class={`item ${one === story ? "sel" : ""}`} aria-current={one === story ? "true" : undefined} data-id={one.id} data-testid={`story-${one.id}`} onClick={() => setChosen(one.id)}>
                <span class="grow stack tight">
                  <span class="strong small name">{one.company_name}</span>
                  <span class="tiny mute">
                    {one.round > view.session.rounds ? t("timeline.finish") : t("round.n", { n: one.round })} · {t(`mode.${one.mode}`)}, {t(one.warm ? "warm" : "cold")}
                  </span>
                </span>
                <span class="stack tight ends" data-role={hue(one.receiver)}>
                  <Baton cells={struck(one.known, one.received)} />
                  <Outcome story={one} />
                </span>
              </button>
            </li>
          ))}
        </ul>
      </section>
      <Pass story={story} />
    </div>
  );
}

function Outcome({ story }: { story: HandoffStory }) {
  if (story.outcome === "won") return <span class="tiny strong num">{money(story.revenue)}</span>;
  if (story.outcome === "lost") return <span class="tiny strong badtext">{t("outcome.lost")}</span>;
  return <span class="tiny mute">{story.state === "returned" ? t("returned") : t("outcome.open")}</span>;
}

/** One pass, drawn: two lanes, the capsule in each, what fell on the floor between them. */
function Pass({ story }: { story: HandoffStory }) {
  const gone = fallen(story.known, story.received);
  const arrived = count(story.received);
  const kept = count(story.known);
  return (
    <article class="pass" aria-label={story.company_name}>
      <header class="row between top">
        <div>
          <h1>{story.company_name}</h1>
          <p class="soft small">{t("pass.title", { from: t(`role.${story.sender}`), to: t(`role.${story.receiver}`) })}</p>
        </div>
        {story.outcome === "won" && <b class="num hero figure">{money(story.revenue)}</b>}
      </header>
      {story.truth.length > 0 && (
        <section class="lane truthlane" data-role="host">
          <span class="lanehead">
            <Mark role="host" />
            <span class="strong">{t("truth")}</span>
          </span>
          <span class="row wrap tight">
            {story.truth
              .filter((cell) => cell.status !== "unknown")
              .map((cell) => (
                <Chip key={cell.field}>
                  {cell.label}: {cell.text}
                </Chip>
              ))}
          </span>
        </section>
      )}
      <section class="lane" data-role={hue(story.sender)}>
        <span class="lanehead">
          <Mark role={story.sender} />
          <span class="strong">{t(`role.${story.sender}`)}</span>
        </span>
        <div class="lanebody">
          <span class="tiny soft">{t("pass.knew", { words: inWords(story.known) })}</span>
          <span class="holder">
            <Baton cells={story.known} size="l" />
          </span>
        </div>
      </section>
      <section class="between-lanes">
        <span class="tiny soft how">
          <Icon name="pass" />
          {t(`mode.${story.mode}`)}, {t(story.warm ? "warm" : "cold")}
        </span>
        {gone.length === 0 ? (
          <span class="small soft row tight">
            <Icon name="check" />
            {t("pass.whole")}
          </span>
        ) : (
          <ul class="floor">
            {gone.map((one) => (
              <li key={one.field} class={one.kind}>
                <Icon name={one.kind === "guess" ? "question" : "cross"} />
                {t(`fallen.${one.kind}`, { field: one.label })}
              </li>
            ))}
          </ul>
        )}
      </section>
      <section class="lane" data-role={hue(story.receiver)}>
        <span class="lanehead">
          <Mark role={story.receiver} />
          <span class="strong">{t(`role.${story.receiver}`)}</span>
        </span>
        <div class="lanebody">
          <span class="tiny soft">{t("pass.left", { n: arrived.confirmed, of: kept.confirmed, guesses: t("baton.guesses", { n: arrived.guesses }) })}</span>
          <span class="holder">
            <Baton cells={struck(story.known, story.received)} size="l" />
          </span>
          <ul class="after">
            {story.wait > 0 && (
              <li class={story.wait >= 240 ? "idle" : ""}>
                <Icon name="clock" />
                {t("pass.waited", { time: work(story.wait) })}
              </li>
            )}
            {story.repeated > 0 && (
              <li class="idle">
                <Icon name="question" />
                {t("pass.repeated", { n: story.repeated })}
              </li>
            )}
            <li class={story.outcome === "lost" ? "lost" : "end"}>
              <Icon name={story.outcome === "lost" ? "cross" : story.outcome === "won" ? "check" : "clock"} />
              {story.outcome_text}
            </li>
          </ul>
        </div>
      </section>
      <details class="more">
        <summary class="small">{t("pass.table")}</summary>
        <Fields story={story} />
      </details>
    </article>
  );
}

/** The same as a table, for those who read. */
function Fields({ story }: { story: HandoffStory }) {
  const text = (cells: HandoffStory["known"], field: string) => {
    const cell = cells.find((one) => one.field === field);
    if (cell === undefined || (cell.status === "unknown" && cell.text === "")) return "–";
    return cell.text || "–";
  };
  return (
    <div class="scrollx">
      <table class="tbl">
        <thead>
          <tr>
            <th scope="col">{t("pass.field")}</th>
            <th scope="col">{t("pass.known")}</th>
            <th scope="col">{t("pass.passed")}</th>
            <th scope="col">{t("pass.received")}</th>
            {story.truth.length > 0 && <th scope="col">{t("truth")}</th>}
          </tr>
        </thead>
        <tbody>
          {story.known.map((cell) => (
            <tr key={cell.field}>
              <th scope="row">{cell.label}</th>
              <td>{text(story.known, cell.field)}</td>
              <td>{text(story.passed, cell.field)}</td>
              <td>{text(story.received, cell.field)}</td>
              {story.truth.length > 0 && <td>{text(story.truth, cell.field)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
