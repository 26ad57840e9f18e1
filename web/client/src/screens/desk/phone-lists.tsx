/** The lists of a phone's tabs. */
import { quoted, short, t } from "../../i18n";
import { Baton, Known } from "../../parts/baton";
import { Button } from "../../parts/button";
import { Segments } from "../../parts/fields";
import { Empty } from "../../parts/notes";
import { Wait } from "../../parts/time";
import { draft, write } from "../../state/drafts";
import { go } from "../../state/route";
import type { CompanyView, SeatView } from "../../types";
import { handoffLine } from "./accept";
import { dealPrice, Ladder, Origin } from "./company";
import { Title } from "./frame";
import { byNeed, byWait, handoffOf, inPlaces } from "./model";
import { usedUp } from "./pass-time";
import { Closed, open, Rows } from "./rows";
import { Alarms, Health, nextOrder, untouched } from "./tasks";

/** Freshest or longest wait first. */
export function Order() {
  return (
    <Segments
      label={t("order.label")}
      wide
      value={draft<string>("order", "fresh")}
      choices={[
        { value: "fresh", label: t("order.fresh") },
        { value: "long", label: t("order.long") },
      ]}
      onPick={(value) => write("order", value)}
    />
  );
}

export function Inbound({ view }: { view: SeatView }) {
  const waiting = byWait(inPlaces(view, ["inbound"]), draft<string>("order", "fresh") === "long");
  const leads = inPlaces(view, ["leads"]);
  const spent = usedUp(view);
  const first = spent || waiting[0]?.waits_for !== "" ? undefined : waiting[0];
  return (
    <>
      <Title class="size-xl" quiet>
        {spent && waiting.length > 0 && view.session.round < view.session.rounds ? t("used_up.carried", { n: view.session.round + 1 }) : waiting.length > 0 ? t("inbound.n", { n: waiting.length }) : t("tab.inbound")}
      </Title>
      {waiting.length > 1 && <Order />}
      {waiting.length === 0 && <InboundEmpty />}
      {first !== undefined && <FirstCard view={view} company={first} />}
      <Rows view={view} companies={first === undefined ? waiting : waiting.slice(1)} chevron />
      <Rows view={view} title={t("leads.title")} companies={leads} chevron />
      {waiting.length > 0 && <p class="tiny mute">{t("wait.why")}</p>}
    </>
  );
}

export function InboundEmpty() {
  return (
    <Empty icon="inbox" title={t("inbound.none")} action={<Button icon="list" label={t("inbound.none.list")} onClick={() => go({ tab: "list" })} />}>
      {t("inbound.none.why")}
    </Empty>
  );
}

/** The company on top, opened: its words, what is known, the next step. */
function FirstCard({ view, company }: { view: SeatView; company: CompanyView }) {
  return (
    <article class="card sel co">
      <div class="row between top">
        <h2 class="name">{company.name}</h2>
        <Wait minutes={company.wait} band={company.wait_band} />
      </div>
      <p class="ask size-md">{quoted(company.opening)}</p>
      <Origin company={company} />
      <div class="row between">
        <span class="small soft">{t("we_know")}</span>
        <span class="row">
          <Baton cells={company.cells} />
          <Known cells={company.cells} />
        </span>
      </div>
      <Button primary wide icon="phone" label={t("plan.open")} testid={`company-${company.id}`} onClick={() => open(company)} disabled={view.minutes.left === 0 && view.minutes.overrun === 0} />
    </article>
  );
}

export function List({ view }: { view: SeatView }) {
  const list = inPlaces(view, ["list"]);
  return (
    <>
      <Title class="size-xl">{t("list.n", { n: list.length })}</Title>
      {list.length === 0 ? (
        <Empty icon="list" title={t("list.none")}>
          {t("list.none.why")}
        </Empty>
      ) : (
        <Rows view={view} companies={list} chevron />
      )}
      <Rows view={view} title={t("nurture.title")} companies={inPlaces(view, ["nurture"])} chevron />
      <Closed view={view} chevron />
    </>
  );
}

export function Sent({ view }: { view: SeatView }) {
  const sent = inPlaces(view, ["sent"]);
  return (
    <>
      <Title class="size-xl">{t("sent.n", { n: sent.length })}</Title>
      {sent.length === 0 ? (
        <Empty icon="pass" title={t("sent.none")} action={<Button icon="inbox" label={t("tab.inbound")} onClick={() => go({ tab: "inbound" })} />}>
          {t("sent.none.why")}
        </Empty>
      ) : (
        <Rows view={view} companies={sent} chevron />
      )}
    </>
  );
}

export function Briefs({ view }: { view: SeatView }) {
  const briefs = byWait(inPlaces(view, ["to_accept"]), true);
  return (
    <>
      <Title class="size-xl" quiet>
        {briefs.length > 0 ? t("briefs.n", { n: briefs.length }) : t("tab.briefs")}
      </Title>
      {briefs.length === 0 ? <BriefsEmpty view={view} /> : <Rows view={view} companies={briefs} chevron />}
    </>
  );
}

export function BriefsEmpty({ view }: { view: SeatView }) {
  const tab = view.role === "account" ? "accounts" : "pipeline";
  return (
    <Empty icon="inbox" title={t("briefs.none")} action={<Button icon={tab === "accounts" ? "home" : "chart"} label={t(`tab.${tab}`)} onClick={() => go({ tab })} />}>
      {t(view.role === "account" ? "briefs.none.account" : "briefs.none.sales")}
    </Empty>
  );
}

export function Pipeline({ view }: { view: SeatView }) {
  const deals = inPlaces(view, ["pipeline", "leads"]);
  const won = inPlaces(view, ["won"]);
  const sum = deals.reduce((total, company) => total + (company.deal === null ? 0 : dealPrice(company.deal)), 0);
  const order = byNeed(deals);
  return (
    <>
      <div class="row between base">
        <Title class="size-xl">{t("deals.n", { n: deals.length })}</Title>
        <span class="strong num">{short(sum)}</span>
      </div>
      {deals.length === 0 && (
        <Empty icon="chart" title={t("deals.none")} action={<Button icon="inbox" label={t("tab.briefs")} onClick={() => go({ tab: "briefs" })} />}>
          {t("deals.none.why")}
        </Empty>
      )}
      {deals.length > 0 && (
        <ul class="panel rows">
          {order.map((company) => (
            <DealRow key={company.id} company={company} />
          ))}
        </ul>
      )}
      {won.length > 0 && (
        <section class="stack s2">
          <h2>{t("won.title")}</h2>
          <ul class="panel rows">
            {won.map((company) => (
              <DealRow key={company.id} company={company} />
            ))}
          </ul>
        </section>
      )}
      <Closed view={view} chevron />
    </>
  );
}

function DealRow({ company }: { company: CompanyView }) {
  const deal = company.deal;
  return (
    <li>
      <button type="button" class="item" data-row data-testid={`company-${company.id}`} onClick={() => open(company)}>
        <span class="grow stack snugger">
          <span class="row between top">
            <span class="strong name">{company.name}</span>
            {deal !== null && <span class="strong num">{short(dealPrice(deal))}</span>}
          </span>
          {deal !== null && <Ladder deal={deal} />}
          <span class="row between tiny">
            <span class="soft">{company.status_text}</span>
            {company.wait >= 0 && company.wait_band !== "none" ? <Wait minutes={company.wait} band={company.wait_band} /> : <Baton cells={company.cells} />}
          </span>
        </span>
      </button>
    </li>
  );
}

export function Accounts({ view }: { view: SeatView }) {
  const accounts = byNeed(inPlaces(view, ["accounts", "won"]));
  const arriving = byWait(inPlaces(view, ["to_accept"]), true)[0];
  const handoff = arriving === undefined ? undefined : handoffOf(view, arriving);
  return (
    <>
      {arriving !== undefined && (
        <article class="card sel stack">
          <div class="row between top">
            <div>
              <div class="small soft">{t("account.new")}</div>
              <h2 class="name">{arriving.name}</h2>
            </div>
            <Wait minutes={arriving.wait} band={arriving.wait_band} />
          </div>
          <div class="row between">
            <span class="small soft">{handoff === undefined ? "" : handoffLine(view, handoff)}</span>
            <Baton cells={handoff?.brief ?? arriving.cells} />
          </div>
          <Button primary wide icon="check" label={t("take_over")} testid={`company-${arriving.id}`} onClick={() => open(arriving)} />
        </article>
      )}
      <Title class="size-xl" quiet>
        {t("accounts.n", { n: accounts.length })}
      </Title>
      {accounts.length === 0 ? (
        <Empty icon="home" title={t("accounts.none")}>
          {t("accounts.none.why")}
        </Empty>
      ) : (
        <ul class="panel rows">
          {accounts.map((company) => (
            <li key={company.id}>
              <button type="button" class="item" data-row data-testid={`company-${company.id}`} onClick={() => open(company)}>
                <span class="grow stack snugger">
                  <span class="row between top">
                    <span class="strong name">{company.name}</span>
                    {company.account !== null && <Health account={company.account} />}
                  </span>
                  {company.account !== null && (
                    <>
                      <span class="row wrap tight empty-gone">
                        <Alarms account={company.account} />
                      </span>
                      <span class="row between tiny soft">
                        <span>{t("account.next_order", { when: nextOrder(view, company.account) })}</span>
                        <span>{t("account.untouched_for", { time: untouched(company.account) })}</span>
                      </span>
                    </>
                  )}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <Closed view={view} chevron />
    </>
  );
}
