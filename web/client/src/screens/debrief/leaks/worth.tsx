/** What each handoff was worth when it was made, and what it could have been: complete, warm, at once. */
import { short, t, work } from "../../../i18n";
import { Icon } from "../../../parts/icon";
import { Empty } from "../../../parts/notes";
import { Mark } from "../../../parts/role";
import type { HandoffWorth, LeaksView } from "../../../types";
import type { PanelProps } from "../parts";

/** The four ways, each worth more than the one before or as much. */
const WAYS = ["as_was", "complete", "warm_worth", "at_once"] as const;

export function Worth({ view, audience, open }: Pick<PanelProps<LeaksView>, "view" | "audience" | "open">) {
  const wall = audience === "wall";
  const lost = (one: HandoffWorth) => Math.max(...WAYS.map((way) => one[way])) - one.as_was;
  const list = [...view.handoffs].sort((a, b) => lost(b) - lost(a)).slice(0, wall ? 7 : undefined);
  if (list.length === 0) return <Empty icon={audience === "host" ? "pass" : "lock"} title={t(audience === "host" ? "journeys.none" : "leaks.masked")} />;
  const top = Math.max(1, ...list.flatMap((one) => WAYS.map((way) => one[way])));
  const share = (value: number) => Math.max(0, Math.min(100, (100 * value) / top));
  return (
    <div class="worth scrollx">
      <table class="tbl">
        <thead>
          <tr>
            <th scope="col">{t("worth.handoff")}</th>
            <th scope="col" class="how">
              {t("worth.how")}
            </th>
            <th scope="col" class="grown" aria-hidden="true">
              <span class="ladderkey">
                <i class="as_was" /> {t("worth.as_was")} <i class="rest" /> {t("worth.rest")}
              </span>
            </th>
            {WAYS.map((way) => (
              <th key={way} scope="col" class="r">
                {t(`worth.${way}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {list.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                <span class="row tight">
                  <Mark role={one.sender} class="s" />
                  <Icon name="right" class="tinyic" />
                  <Mark role={one.receiver} class="s" />
                  {open === undefined ? (
                    <span>{one.company_name}</span>
                  ) : (
                    <button type="button" class="plain strong" onClick={() => open({ panel: "journey", args: { company: one.company } })}>
                      {one.company_name}
                    </button>
                  )}
                </span>
              </th>
              <td class="how small soft">
                {t(`way.mode.${one.mode}.${one.warm ? "warm" : "cold"}`)}
                {one.wait < 0 ? `, ${t("worth.never")}` : one.wait > 0 ? `, ${work(one.wait)}` : ""}
              </td>
              <td class="grown" aria-hidden="true">
                <span class="rise">
                  <i class="rest" style={{ width: `${share(Math.max(...WAYS.map((way) => one[way])))}%` }} />
                  <i class="as_was" style={{ width: `${share(one.as_was)}%` }} />
                  {WAYS.slice(1).map((way) => (
                    <b key={way} style={{ left: `${share(one[way])}%` }} />
                  ))}
                </span>
              </td>
              {WAYS.map((way, index) => {
                const before = WAYS[index - 1];
                const same = before !== undefined && one[before] === one[way];
                return (
                  <td key={way} class={`r ${same ? "mute" : "strong"}`}>
                    {short(one[way])}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {!wall && <p class="small mute worthnote">{t("worth.note")}</p>}
    </div>
  );
}
