/** Looking on at a team: what the big screen shows of it, on a phone. Nothing of a desk. */
import { useEffect } from "preact/hooks";
import { percent, t } from "../i18n";
import { IconButton } from "../parts/button";
import { named, Value } from "../parts/figure";
import { Icon, type IconName } from "../parts/icon";
import { Note } from "../parts/notes";
import { Mark, ROLES } from "../parts/role";
import { settings } from "../parts/settings";
import { Ring } from "../parts/time";
import type { Envelope, ForwardLine, ScreenView, TeamLine } from "../types";
import { Banners } from "./desk/banners";
import { phaseWord } from "./phase-word";
import { ProfitBar } from "./result";

export function Observing({ view, told }: { view: ScreenView; told: Envelope }) {
  const team = view.teams.find((one) => one.team === told.me.team);
  const { session } = view;
  // While the months play, the end is the big screen's to tell.
  const year = session.phase === "fast_forward" ? undefined : view.forward.find((one) => one.team === told.me.team);
  useEffect(() => {
    document.title = `${t("observing")} · Baton`;
  }, [told.language]);
  if (team === undefined) return null;
  return (
    <div class="phone" data-testid="observing">
      <header class="appbar">
        <div class="row">
          <div class="grow snug">
            <div class="strong">{t("team.name", { name: team.name })}</div>
            <div class="tiny mute">
              <Icon name="eye" /> {t("observing")} · {told.me.name}
            </div>
          </div>
          <IconButton label={t("settings")} icon="gear" onClick={settings} testid="settings" />
          <Ring />
        </div>
      </header>
      <Banners />
      <main class="roomy-gap">
        <section class="stack s2">
          <h1 class="size-xl">{session.phase === "lobby" ? t("observing.lobby") : phaseWord(session.phase, session.round, session.rounds)}</h1>
          {session.phase === "debrief" && <p class="small soft">{t("debrief.text.observer")}</p>}
          {session.phase === "round" && <p class="small soft">{session.shock || session.act_title}</p>}
        </section>
        {session.phase !== "lobby" && <Figures team={team} year={year} />}
        <section>
          <h2>{t("observing.people")}</h2>
          <ul class="rows">
            {told.presence.map((one) => (
              <li key={one.seat} class="row matehead">
                <Mark role={ROLES[one.seat] ?? "sales"} />
                <span class="grow snug">
                  <span class="strong block">{one.state === "bot" ? t("bot") : one.name || t("seat.free")}</span>
                  <span class="tiny mute">{t(`role.${ROLES[one.seat] ?? "sales"}`)}</span>
                </span>
                {(one.state === "bot" || one.state === "away") && <Icon name={one.state === "bot" ? "bot" : "offline"} />}
                {one.state === "away" && <span class="tiny soft">{t("away")}</span>}
              </li>
            ))}
          </ul>
        </section>
        <Note icon="eye">{t("observing.why")}</Note>
      </main>
    </div>
  );
}

/** The public figures of the team, as on the big screen. */
function Figures({ team, year }: { team: TeamLine; year: ForwardLine | undefined }) {
  const counts: [IconName, string, number][] = [
    ["pass", named("leads_handed"), team.handed],
    ["check", named("leads_accepted"), team.accepted],
    ["flag", named("leads_won"), team.won],
  ];
  return (
    <section class="card stack s4" data-testid="figures">
      <div class="tiny soft">{t("horizon.so_far")}</div>
      <div class="thirds">
        {counts.map(([icon, label, count]) => (
          <div key={label} class="stack tight">
            <span class="row tight tiny soft">
              <Icon name={icon} />
              {label}
            </span>
            <b class="num size-2xl">{count}</b>
          </div>
        ))}
      </div>
      {team.inherited_won > 0 && <p class="small soft">{t("inherited.plus", { n: team.inherited_won })}</p>}
      <div class="stack tight">
        <div class="row between small">
          <span class="soft">{named("of_plan", year === undefined ? "bell" : "year")}</span>
          <Value of={year === undefined ? team.of_plan : year.of_plan_12m} as={percent} />
        </div>
        <ProfitBar profit={year?.profit_12m ?? team.profit} plan={year?.plan_12m ?? team.plan} />
      </div>
    </section>
  );
}
