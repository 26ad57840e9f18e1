/** Where the money went: the waterfall, the causes of a bar, its costliest acts, and what each handoff was worth. */
import { money, short, t } from "../../../i18n";
import { Segments } from "../../../parts/fields";
import { Icon } from "../../../parts/icon";
import { Empty } from "../../../parts/notes";
import { Mark } from "../../../parts/role";
import { wordOf } from "../../../state/place";
import type { LeakBar, LeaksView } from "../../../types";
import { Own, type PanelProps } from "../parts";
import { largest } from "./cascade";
import { Fall, signed } from "./fall";
import { Worth } from "./worth";
import "../../../styles/leaks.css";
import { roundName } from "../../../parts/rounds";

export function Leaks({ view, args, audience, open }: PanelProps<LeaksView>) {
  const step = wordOf(args, "step");
  const table = wordOf(args, "look") === "handoffs";
  const chosen = view.bars.find((bar) => bar.step === step);
  const lost = view.par - view.earned;
  const quiet = lost === 0 && view.bars.every((bar) => bar.amount === 0);
  const title = quiet ? t("leaks.title.none", { team: view.team_name }) : lost >= 0 ? t("leaks.title", { sum: short(lost), team: view.team_name }) : t("leaks.title.more", { sum: short(-lost), team: view.team_name });
  const hands = audience === "host" || audience === "own";
  return (
    <article class={`leaks on-${audience}`}>
      <header class="row between top wrap">
        <div class="grow">
          <h1>{title}</h1>
          <p class="soft small">{view.headline}</p>
        </div>
        {hands && (
          <Segments
            label={t("leaks.look")}
            value={table ? "handoffs" : "steps"}
            choices={[
              { value: "steps", label: t("leaks.steps") },
              { value: "handoffs", label: t("leaks.handoffs") },
            ]}
            onPick={(look) => open?.({ args: look === "handoffs" ? { look } : {} }, true)}
            testid="leaks-look"
          />
        )}
      </header>
      {table ? (
        <Worth view={view} audience={audience} open={open} />
      ) : (
        <div class={`leakbody ${chosen !== undefined ? "split" : ""}`}>
          <Fall view={view} chosen={step} pick={hands ? (next) => open?.({ args: next === step ? {} : { step: next } }, true) : undefined} />
          {chosen !== undefined && <Causes bar={chosen} audience={audience} open={open} />}
        </div>
      )}
      {!table && !(audience === "wall" && chosen !== undefined) && <Small view={view} audience={audience} />}
      {audience === "phone" && chosen === undefined && largest(view.bars) !== undefined && <Causes bar={largest(view.bars) as LeakBar} audience={audience} open={undefined} />}
    </article>
  );
}

/** What is open yet, and what the numbers can and cannot say. */
function Small({ view, audience }: { view: LeaksView; audience: PanelProps<LeaksView>["audience"] }) {
  if (audience === "wall") return view.still_open > 0 ? <p class="ten soft">{t("leaks.open", { sum: short(view.still_open) })}</p> : null;
  return (
    <footer class="stack s2 small soft">
      {view.still_open !== 0 && <p>{t("leaks.open", { sum: short(view.still_open) })}</p>}
      <details class="more">
        <summary>{t("leaks.limits")}</summary>
        <ul class="dots">
          {view.limits.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <AsTable view={view} />
      </details>
    </footer>
  );
}

/** The same as a table. */
function AsTable({ view }: { view: LeaksView }) {
  return (
    <div class="scrollx">
      <table class="tbl">
        <thead>
          <tr>
            <th scope="col">{t("leaks.step")}</th>
            <th scope="col">{t("leaks.cause")}</th>
            <th scope="col" class="r">
              {t("leaks.amount")}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t("leaks.par")}</th>
            <td />
            <td class="r">{money(view.par)}</td>
          </tr>
          {view.bars.flatMap((bar) => [
            <tr key={bar.step}>
              <th scope="row">{bar.label}</th>
              <td />
              <td class="r strong">{money(bar.amount)}</td>
            </tr>,
            ...bar.causes.map((cause) => (
              <tr key={`${bar.step}.${cause.cause}`}>
                <td />
                <td>{cause.label}</td>
                <td class="r">{money(cause.amount)}</td>
              </tr>
            )),
          ])}
          <tr>
            <th scope="row">{t(view.horizon === "year" ? "leaks.earned.year" : "leaks.earned", { team: view.team_name })}</th>
            <td />
            <td class="r">{money(view.earned)}</td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

/** A bar looked into: its causes against par, its costliest acts. */
function Causes({ bar, audience, open }: { bar: LeakBar; audience: PanelProps<LeaksView>["audience"]; open: PanelProps<LeaksView>["open"] }) {
  const most = Math.max(1, ...bar.causes.map((one) => Math.abs(one.amount)));
  // On the wall the largest four: what cost most stands below them.
  const weighty = [...bar.causes].sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount)).slice(0, audience === "wall" ? 4 : undefined);
  const causes = weighty.sort((a, b) => a.amount - b.amount);
  if (bar.step === "luck")
    return (
      <aside class="causes">
        <h2>{bar.label}</h2>
        <p class="soft">{t("leaks.luck")}</p>
      </aside>
    );
  return (
    <aside class="causes stack s4" data-testid="causes">
      <h2 class="row">
        <Own roles={bar.roles} size="" />
        <span class="grow">{bar.label}</span>
        <b class="num">{signed(bar.amount)}</b>
      </h2>
      {causes.length === 0 && <Empty icon="check" title={t("leaks.causes.none")} />}
      <ul class="stack s2">
        {causes.map((cause) => (
          <li key={cause.cause} class="cause">
            <span>{cause.label}</span>
            <b class={`num ${cause.amount < 0 ? "badtext" : ""}`}>{signed(cause.amount)}</b>
            <span class="track" aria-hidden="true">
              <i class={cause.amount < 0 ? "loss" : "gain"} style={{ width: `${(100 * Math.abs(cause.amount)) / most}%` }} />
            </span>
          </li>
        ))}
      </ul>
      {bar.items.length > 0 && (
        <section class="stack s2">
          <h3>{t("leaks.items")}</h3>
          <ul class="rows items">
            {bar.items.slice(0, audience === "wall" ? 2 : 6).map((item) => {
              const inside = (
                <>
                  <Mark role={item.role} class="s" />
                  <span class="grow snug">
                    <span class="small block">{item.sentence}</span>
                    <span class="tiny mute">
                      {item.company_name !== "" && !item.sentence.includes(item.company_name) && `${item.company_name} · `}
                      {roundName(item.round)}
                    </span>
                  </span>
                  <b class={`num small ${item.amount < 0 ? "badtext" : ""}`}>{signed(item.amount)}</b>
                </>
              );
              return (
                <li key={`${item.seq}.${item.company}`}>
                  {open !== undefined && item.company >= 0 ? (
                    <button type="button" class="item" data-testid="leak-item" onClick={() => open({ panel: "journey", args: { company: item.company } })}>
                      {inside}
                      <Icon name="right" class="tinyic" />
                    </button>
                  ) : (
                    <div class="item flatitem">{inside}</div>
                  )}
                </li>
              );
            })}
          </ul>
          {audience !== "wall" && <p class="tiny mute">{t("leaks.items.note")}</p>}
        </section>
      )}
    </aside>
  );
}
