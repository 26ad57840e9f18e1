/** The team: what each seat does now, the rules that hold, what happened since the bell. */
import { t, work } from "../../i18n";
import { Button } from "../../parts/button";
import { Icon } from "../../parts/icon";
import { Chip } from "../../parts/notes";
import { Mark } from "../../parts/role";
import { settings } from "../../parts/settings";
import { nameOf, presenceOf } from "../../state/store";
import type { SeatView } from "../../types";
import { go } from "../../state/route";
import { crew } from "./model";

function Mates({ view }: { view: SeatView }) {
  return (
    <ul class="panel rows">
      {crew(view).map((mate) => {
        const presence = presenceOf(view.team, mate.seat);
        const bot = presence?.state === "bot" || presence?.state === "free";
        const name = nameOf(view.team, mate.seat) || mate.role_text;
        return (
          <li key={mate.seat} class="cell stack s2">
            <div class="row">
              <Mark role={mate.role} class={mate.seat === view.seat ? "solid" : ""} />
              <div class="grow snug">
                <div class="strong">
                  {name}
                  {mate.seat === view.seat && ` · ${t("you")}`}
                </div>
                <div class="tiny mute">{mate.doing || mate.role_text}</div>
              </div>
              {bot && <Chip icon="bot">{t("bot")}</Chip>}
              {presence?.state === "away" && (
                <Chip icon="offline" kind="warn">
                  {t("away")}
                </Chip>
              )}
            </div>
            <div class="row">
              <span class="meter grow" data-role={mate.role === "lead_gen" ? "lead" : mate.role} role="img" aria-label={t("mate.left", { time: work(mate.left) })}>
                <i style={{ width: `${Math.round((100 * mate.left) / Math.max(1, mate.total))}%` }} />
              </span>
              <span class="tiny soft num">{t("mate.left", { time: work(mate.left) })}</span>
            </div>
            {mate.waiting > 0 && <span class="tiny soft">{t("mate.waiting", { n: mate.waiting })}</span>}
          </li>
        );
      })}
    </ul>
  );
}

const TONES = { plain: "info", warm: "check", cool: "clock", bad: "warn" } as const;

/** What happened to this seat since the round began, newest first. */
export function News({ view }: { view: SeatView }) {
  const items = [...view.inbox].reverse().slice(0, 30);
  if (items.length === 0) return <p class="small mute">{t("news.none")}</p>;
  return (
    <ul class="panel rows">
      {items.map((item) => (
        <li key={item.seq} class="cell row top small">
          <Icon name={TONES[item.tone]} />
          <span class="grow">{item.text}</span>
          {item.company >= 0 && view.companies.some((company) => company.id === item.company) && (
            <Button kind="quiet" label={t("open")} onClick={() => go({ company: item.company, page: "" })} />
          )}
        </li>
      ))}
    </ul>
  );
}

/** The rules of the act and the charter, in words. */
function Rules({ view }: { view: SeatView }) {
  const { session, charter } = view;
  return (
    <section class="card stack s2">
      <h2>{session.act_title}</h2>
      <ul class="dots small">
        {session.act_rules.map((rule) => (
          <li key={rule}>{rule}</li>
        ))}
      </ul>
      {session.shock !== "" && (
        <p class="small">
          <b>{session.shock}.</b> {session.shock_text}
        </p>
      )}
      {charter !== null && <CharterWords view={view} />}
    </section>
  );
}

function CharterWords({ view }: { view: SeatView }) {
  const charter = view.charter;
  if (charter === null) return null;
  const word = (key: string, value: string) => charter.options[key]?.find((choice) => choice.value === value)?.label ?? value;
  const lines: [string, string][] = [
    [t("charter.required"), charter.required.map((value) => word("required", value)).join(", ")],
    [t("charter.criteria"), charter.criteria.map((value) => word("criteria", value)).join(", ")],
    [t("charter.mode_lead"), word("mode_lead", charter.mode_lead)],
    [t("charter.mode_account"), word("mode_account", charter.mode_account)],
    [t("charter.trigger"), word("trigger", charter.trigger)],
  ];
  return (
    <>
      <h3>{t("charter.ours")}</h3>
      <dl class="pairs small">
        {lines
          .filter(([, value]) => value !== "")
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </>
  );
}

/** The tab. */
export function Team({ view }: { view: SeatView }) {
  return (
    <div class="stack s6 readable">
      <Mates view={view} />
      <section class="stack s2">
        <h2>{t("news")}</h2>
        <News view={view} />
      </section>
      <Rules view={view} />
      <Button icon="gear" label={t("settings")} onClick={settings} wide />
    </div>
  );
}
