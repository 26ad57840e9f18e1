/** The account manager's laptop: accounts in a table, one account with its nine tasks beside it. */
import { money, short, t } from "../../i18n";
import { Baton } from "../../parts/baton";
import { Button } from "../../parts/button";
import { named } from "../../parts/figure";
import { Empty, Note, PromiseTag } from "../../parts/notes";
import { Wait } from "../../parts/time";
import { go } from "../../state/route";
import type { CompanyView, SeatView } from "../../types";
import { AcceptDock, AcceptView, handoffLine, ReadBack } from "./accept";
import { WaitsFor } from "./actions";
import { subtitle } from "./company";
import { Dossier } from "./dossier";
import { Fill, Laptop, Title } from "./frame";
import { ListFoot, shown } from "./laptop";
import { byNeed, byWait, handoffOf, inPlaces, type Tab, turn } from "./model";
import { Closed, open, Rows } from "./rows";
import { AccountCard, Alarms, chosenTask, Health, nextOrder, TaskDock, TaskGrid, untouched } from "./tasks";
import { Outcome, TalkView } from "./talk";
import { BriefsEmpty } from "./phone-lists";

export function AccountDesk({ view, tab }: { view: SeatView; tab: Tab }) {
  const accounts = byNeed(inPlaces(view, ["accounts", "won"]));
  const arriving = byWait(inPlaces(view, ["to_accept"]), true);
  const list = tab.id === "briefs" ? arriving : accounts;
  const company = shown(view, tab.id === "briefs" ? list : [...arriving, ...list]);
  const last = view.results[view.results.length - 1];
  const first = arriving[0];
  const handoff = first === undefined ? undefined : handoffOf(view, first);
  const cost = company === undefined || company.place === "to_accept" ? 0 : (chosenTask(company)?.minutes ?? 0);
  return (
    <Laptop view={view} columns="account" cost={cost}>
      <section class="col white">
        <header>
          <Title class="grow size-xl" quiet>
            {tab.id === "briefs" ? t("briefs.n", { n: arriving.length }) : t("accounts.n", { n: accounts.length })}
          </Title>
          {tab.id === "accounts" && last !== undefined && (
            <span class="small soft">
              {named("order_margin", "bell")} <b class="num ink">{short(last.order_margin_total)}</b>
            </span>
          )}
        </header>
        {tab.id === "accounts" && first !== undefined && handoff !== undefined && (
          <div class="side">
            <Note icon="inbox" kind="role" end={<Button icon="check" label={t("take_over")} testid={`company-${first.id}`} onClick={() => open(first)} />}>
              <b>{t("account.arrived", { name: first.name })}</b> {handoffLine(view, handoff)}, {t("promises.n", { n: handoff.promises.length })}
            </Note>
          </div>
        )}
        <Fill label={t(tab.label)} class="ruled">
          {tab.id === "briefs" ? arriving.length === 0 ? <BriefsEmpty view={view} /> : <Rows view={view} companies={arriving} current={company} /> : <Table view={view} accounts={accounts} selected={company} />}
          {tab.id === "accounts" && <Closed view={view} />}
        </Fill>
        <div class="side">
          <ListFoot view={view} />
        </div>
      </section>
      {company === undefined ? (
        <aside class="col white">
          <Empty icon="home" title={t("pick.company")} />
        </aside>
      ) : (
        <Beside view={view} company={company} />
      )}
    </Laptop>
  );
}

function Table({ view, accounts, selected }: { view: SeatView; accounts: readonly CompanyView[]; selected: CompanyView | undefined }) {
  if (accounts.length === 0)
    return (
      <Empty icon="home" title={t("accounts.none")}>
        {t("accounts.none.why")}
      </Empty>
    );
  return (
    <table class="tbl">
      <thead>
        <tr>
          <th scope="col">{t("col.account")}</th>
          <th scope="col">{t("col.health")}</th>
          <th scope="col">{t("col.now")}</th>
          <th scope="col" class="r opt">
            {t("col.order")}
          </th>
          <th scope="col">{t("account.next")}</th>
          <th scope="col" class="opt">
            {t("account.untouched")}
          </th>
          <th scope="col">{t("we_know")}</th>
        </tr>
      </thead>
      <tbody>
        {accounts.map((one) => (
          <tr key={one.id} class={one === selected ? "sel" : ""}>
            <td>
              <button type="button" class="plain strong" data-row data-testid={`company-${one.id}`} aria-current={one === selected ? "true" : undefined} onClick={() => open(one)}>
                {one.name}
              </button>
              {one.wait >= 0 && <Wait minutes={one.wait} band={one.wait_band} />}
            </td>
            {one.account === null ? (
              <td colSpan={5} class="small soft">
                {one.status_text}
              </td>
            ) : (
              <>
                <td>
                  <Health account={one.account} />
                </td>
                <td>
                  <span class="row wrap tight">
                    <Alarms account={one.account} />
                  </span>
                </td>
                <td class="r strong opt">{one.account.order_value > 0 ? money(one.account.order_value) : "–"}</td>
                <td class="small">{nextOrder(view, one.account)}</td>
                <td class="small soft opt">{untouched(one.account)}</td>
              </>
            )}
            <td>
              <Baton cells={one.cells} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Beside({ view, company }: { view: SeatView; company: CompanyView }) {
  const handoff = handoffOf(view, company);
  if (company.place === "to_accept")
    return (
      <aside class="col white">
        <header class="lined">
          <div class="grow snug">
            <h2>{company.name}</h2>
            <div class="tiny mute">{handoff === undefined ? subtitle(view, company) : handoffLine(view, handoff)}</div>
          </div>
        </header>
        <Fill label={company.name} class="side">
          <AcceptView view={view} company={company} compact />
        </Fill>
        <footer class="stack s2">
          <AcceptDock view={view} company={company} onDone={() => go({ tab: "accounts", company: company.id, page: "tasks" })} />
        </footer>
      </aside>
    );
  return (
    <aside class="col white">
      <header class="lined">
        <div class="grow snug">
          <h2>{company.name}</h2>
          <div class="tiny mute">{subtitle(view, company)}</div>
        </div>
        {company.account !== null && <Health account={company.account} />}
      </header>
      <Fill label={company.name} class="side stack s4" key={turn(company)}>
        <Outcome view={view} company={company} />
        {company.promises.length > 0 && (
          <div class="row wrap tight">
            {company.promises.map((one, index) => (
              <PromiseTag key={index} promise={one} />
            ))}
          </div>
        )}
        <div class="stack s2">
          <h3 class="small soft">{t("tasks.title")}</h3>
          <TaskGrid company={company} />
        </div>
        {company.talk !== null && <TalkView company={company} talk={company.talk} ended={company.talk.round !== view.session.round} />}
        {company.account !== null && <AccountCard view={view} account={company.account} />}
        {handoff !== undefined && <ReadBack handoff={handoff} />}
        <Dossier view={view} company={company} heading />
      </Fill>
      <footer class="stack s2">
        <WaitsFor view={view} company={company} />
        <TaskDock view={view} company={company} />
      </footer>
    </aside>
  );
}
