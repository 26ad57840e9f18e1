/** The projector during play: time, the public board, the code for those who are late, the facilitator's word. */
import { percent, t } from "../../i18n";
import { Icon } from "../../parts/icon";
import { Mark } from "../../parts/role";
import { Ring } from "../../parts/time";
import { clock } from "../../state/clock";
import { envelope } from "../../state/store";
import type { ScreenView, TeamLine } from "../../types";
import { ProfitBar } from "../result";
import { inviteOf, Qr, typed } from "./invite";

export function Board({ view }: { view: ScreenView }) {
  const { session } = view;
  const invite = inviteOf();
  const charter = session.phase === "charter";
  return (
    <main class="stage boardstage">
      <section class="left">
        <div>
          <h1>{charter ? t("charter.title") : t("round.of", { n: session.round, of: session.rounds })}</h1>
          <div class="soft ten">{charter ? t("screen.charter") : session.shock || session.act_title}</div>
        </div>
        {clock.value.state === "none" ? <div class="strong ten">{t("screen.no_clock")}</div> : <Ring big />}
        {clock.value.state === "paused" && <div class="strong ten">{t("paused.short")}</div>}
        <div class="row late">
          <Qr svg={invite.qr_svg} class="small" />
          <div>
            <div class="soft">{t("screen.late")}</div>
            {invite.qr_svg === "" && <div class="strong">{typed(invite.url)}</div>}
            <div class="codebox codesmall">{envelope.value?.code}</div>
          </div>
        </div>
      </section>
      <section class="right">
        <Teams teams={view.teams} />
        {charter && session.act_rules.length > 0 && <p class="ten soft">{session.act_rules.join(" ")}</p>}
        {view.message !== "" && (
          <p class="card memo ten">
            <Icon name="message" />
            <span>{view.message}</span>
          </p>
        )}
      </section>
    </main>
  );
}

/** Team by team: handed, accepted, won, profit of plan. */
export function Teams({ teams, quality }: { teams: readonly TeamLine[]; quality?: boolean }) {
  const many = teams.length > 6;
  return (
    <ul class={`publicboard ${many ? "many" : ""}`}>
      <li class="soft heads">
        <span />
        <span class="n">
          <Mark role="lead_gen" />
          <span>{t("board.handed")}</span>
        </span>
        <span class="n">
          <Mark role="sales" />
          <span>{t("board.accepted")}</span>
        </span>
        <span class="n">
          <Mark role="account" />
          <span>{t("board.won")}</span>
        </span>
        <span>{quality === true ? t("board.quality") : t("board.profit")}</span>
      </li>
      {teams.map((team) => {
        const share = team.plan > 0 ? (100 * team.profit) / team.plan : 0;
        return (
          <li key={team.team}>
            <span class="strong team">{team.name}</span>
            <b class="num hero n">{team.handed}</b>
            <b class="num hero n">{team.accepted}</b>
            <b class="num hero n">{team.won}</b>
            {quality === true ? (
              <span class="gauge">
                <span class="meter ink">
                  <i style={{ width: `${Math.max(0, team.quality)}%` }} />
                </span>
                <b class="num hero">{team.quality < 0 ? "–" : team.quality}</b>
              </span>
            ) : (
              <span class="gauge">
                <ProfitBar profit={team.profit} plan={team.plan} />
                <b class="num hero">{team.plan > 0 ? percent(share) : "–"}</b>
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
