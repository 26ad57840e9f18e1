/** The scoreboard: teams against plan, and this team round by round. */
import { percent, short, t } from "../../i18n";
import { named, Signed, told, Value } from "../../parts/figure";
import { Note } from "../../parts/notes";
import type { DebriefView } from "../../types";
import { Months } from "../forward";
import { ProfitBar } from "../result";

export function Scoreboard({ view, brief }: { view: DebriefView; brief?: boolean }) {
  const final = new Map(view.forward.map((line) => [line.team, line]));
  const order = [...view.teams].sort((a, b) => (final.get(b.team)?.profit_12m ?? b.profit ?? 0) - (final.get(a.team)?.profit_12m ?? a.profit ?? 0));
  return (
    <div class={`scores stack s6 ${brief === true ? "brief" : ""} ${view.teams.length > 8 ? "many" : ""}`}>
      <section class="panel">
        <header class="row between">
          <h2>{t("scores.teams")}</h2>
          <span class="small soft">{t("horizon.session")}</span>
        </header>
        <div class="scrollx">
          <table class="tbl">
            <thead>
              <tr>
                <th scope="col">{t("team")}</th>
                <th scope="col" class="r">
                  {named("leads_handed")}
                </th>
                {brief !== true && (
                  <th scope="col" class="r">
                    {named("leads_accepted")}
                  </th>
                )}
                <th scope="col" class="r">
                  {named("leads_won")}
                </th>
                {brief !== true && (
                  <th scope="col" class="r">
                    {named("quality")}
                  </th>
                )}
                <th scope="col">{named("profit", "session")}</th>
                {final.size > 0 && <th scope="col">{named("profit", "year")}</th>}
              </tr>
            </thead>
            <tbody>
              {order.map((team) => {
                const line = final.get(team.team);
                return (
                  <tr key={team.team} class={team.team === view.team ? "sel" : ""}>
                    <th scope="row" class="strong">
                      {team.name}
                    </th>
                    <td class="r">{team.handed}</td>
                    {brief !== true && <td class="r">{team.accepted}</td>}
                    <td class="r">
                      <Signed won={team.won} inherited={team.inherited_won} />
                    </td>
                    {brief !== true && <td class="r">{told(team.quality)}</td>}
                    <td>
                      <Money profit={team.profit} plan={team.plan} share={team.of_plan} />
                    </td>
                    {final.size > 0 && <td>{line !== undefined && <Money profit={line.profit_12m} plan={line.plan_12m} share={line.of_plan_12m} />}</td>}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      </section>
      {brief !== true && <Note icon="info">{t("scores.compare")}</Note>}
      {brief !== true && <section class="panel">
        <header>
          <h2>{t("scores.rounds", { name: view.team_name })}</h2>
        </header>
        <div class="scrollx">
          <table class="tbl">
            <thead>
              <tr>
                <th scope="col">{t("scores.round")}</th>
                <th scope="col" class="r">
                  {named("leads_handed")}
                </th>
                <th scope="col" class="r">
                  {named("leads_won")}
                </th>
                <th scope="col" class="r">
                  {named("repeated")}
                </th>
                <th scope="col" class="r">
                  {named("promises_broken")}
                </th>
                <th scope="col">{named("quality")}</th>
                <th scope="col" class="r">
                  {named("profit")}
                </th>
              </tr>
            </thead>
            <tbody>
              {view.results.map((result) => (
                <tr key={result.round}>
                  <th scope="row">{t("round.n", { n: result.round })}</th>
                  <td class="r">{result.handed}</td>
                  <td class="r">
                    <Signed won={result.won} inherited={result.inherited_won} />
                  </td>
                  <td class="r">{result.repeated_questions}</td>
                  <td class="r">{result.broken_promises}</td>
                  <td>
                    <span class="row">
                      <span class="meter ink grow">
                        <i style={{ width: `${result.quality ?? 0}%` }} />
                      </span>
                      <Value of={result.quality} />
                    </span>
                  </td>
                  <td class="r strong">{short(result.profit)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>}
      {brief !== true && final.get(view.team) !== undefined && (
        <section class="card stack s2">
          <h2>{t("forward.title")}</h2>
          <Months line={final.get(view.team) as NonNullable<ReturnType<typeof final.get>>} />
        </section>
      )}
    </div>
  );
}

function Money({ profit, plan, share }: { profit: number | null; plan: number | null; share: number | null }) {
  return (
    <span class="stack tight">
      <span class="row between small">
        <Value of={profit} as={short} />
        <span class="mute num">{share === null ? "" : percent(share)}</span>
      </span>
      <ProfitBar profit={profit} plan={plan} />
    </span>
  );
}
