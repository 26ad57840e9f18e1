/** The same journey told from top to bottom: for phones, for those who listen, and as the text behind the drawing. */
import { quoted, t, work } from "../../../i18n";
import { Baton } from "../../../parts/baton";
import { Icon } from "../../../parts/icon";
import { hue, Mark } from "../../../parts/role";
import type { JourneyPoint, JourneyView } from "../../../types";
import { roundName } from "../../../parts/rounds";

/** Everything about one stop. */
export function Told({ point }: { point: JourneyPoint }) {
  return (
    <div class="stack tight told" data-role={point.lane === "company" ? "host" : hue(point.lane)}>
      <span class="row between top">
        <b>{point.title}</b>
        {point.minutes > 0 && <span class="small mute num">{work(point.minutes)}</span>}
      </span>
      {point.detail !== "" && <span class="small soft">{point.detail}</span>}
      {point.said !== "" && <q class="said">{quoted(point.said)}</q>}
      {point.repeated.length > 0 && (
        <span class="small strong badtext row tight">
          <Icon name="question" />
          {t("way.again", { fields: point.repeated.join(", ").toLocaleLowerCase() })}
        </span>
      )}
      {point.cells.length > 0 && <Baton cells={point.cells} />}
      {point.fallen.length > 0 && (
        <ul class="floor" aria-label={t("way.fell")}>
          {point.fallen.map((one) => (
            <li key={`${one.field}${one.how}`} class={one.how}>
              <Icon name={one.how === "guess" ? "question" : one.how === "promise" ? "tag" : "cross"} />
              <span>
                {t(`way.fallen.${one.how}`, { field: one.label })}
                {one.text !== "" && <span class="thin"> · {one.text}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Round by round, stop by stop. */
export function Story({ view, level }: { view: JourneyView; level: "h2" | "h3" }) {
  const Heading = level;
  const rounds = [...new Set(view.points.map((one) => one.round))];
  return (
    <div class="stack s4 story">
      {(view.truth_text !== "" || view.truth.length > 0) && (
        <section class="card role stack s2" data-role="host">
          <Heading class="row">
            <Mark role="host" class="s" />
            {t("truth")}
          </Heading>
          {view.truth_text !== "" && <p class="small">{view.truth_text}</p>}
          <dl class="pairs">
            {view.truth.map((cell) => (
              <div key={cell.field}>
                <dt>{cell.label}</dt>
                <dd>{cell.text}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {rounds.map((round) => (
        <section key={round} class="stack s2">
          <Heading>{roundName(round)}</Heading>
          <ol class="panel rows">
            {view.points
              .filter((one) => one.round === round)
              .map((one, index) => (
                <li key={`${one.seq}.${index}`} class="cell row top">
                  {one.lane === "company" ? <span class="mark s plain" /> : <Mark role={one.lane} class="s" />}
                  <span class="grow">
                    <Told point={one} />
                  </span>
                </li>
              ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

