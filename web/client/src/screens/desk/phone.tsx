/** The desk on a phone: tabs with lists, pages of one company with a dock. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { Button } from "../../parts/button";
import { go, where } from "../../state/route";
import type { CompanyView, SeatView } from "../../types";
import { AcceptDock, AcceptView, handoffLine } from "./accept";
import { CompanyDock, WaitsFor } from "./actions";
import { CompanyBody, KnowButton, KnowSheet, Quote, subtitle } from "./company";
import { PhonePage, PhoneTab, Title } from "./frame";
import { Brief, BriefDock, HandoffSheet } from "./handoff";
import { asksAloud, chosenOf, Heard, HeardSend } from "./heard";
import { handoffOf, openTab, turn } from "./model";
import { PassTime, UsedUp } from "./pass-time";
import { Accounts, Briefs, Inbound, List, Pipeline, Sent } from "./phone-lists";
import { Planner, PlannerFoot } from "./planner";
import { Promises } from "./promises";
import { Outcome } from "./talk";
import { AccountCard, Health, TaskDock, TaskGrid } from "./tasks";
import { Team } from "./team";

/** The whole desk. */
export function PhoneDesk({ view }: { view: SeatView }) {
  const company = view.companies.find((one) => one.id === where.value.company);
  if (company !== undefined) return <CompanyPage view={view} company={company} />;
  const tab = openTab(view, where.value.tab);
  return (
    <PhoneTab view={view}>
      <UsedUp view={view} />
      {tab.id === "inbound" && <Inbound view={view} />}
      {tab.id === "list" && <List view={view} />}
      {tab.id === "sent" && <Sent view={view} />}
      {tab.id === "briefs" && <Briefs view={view} />}
      {tab.id === "pipeline" && <Pipeline view={view} />}
      {tab.id === "accounts" && <Accounts view={view} />}
      {tab.id === "promises" && (
        <>
          <Title class="size-xl">{t("tab.promises")}</Title>
          <Promises view={view} />
        </>
      )}
      {tab.id === "team" && (
        <>
          <Title class="size-xl">{t("team.name", { name: view.team_name })}</Title>
          <Team view={view} />
        </>
      )}
      {tab.id !== "team" && <PassTime view={view} />}
    </PhoneTab>
  );
}

function CompanyPage({ view, company }: { view: SeatView; company: CompanyView }) {
  const { page } = where.value;
  const home = () => go({ company: company.id, page: "" });
  const back = () => {
    if (page === "brief" || (page === "plan" && company.talk !== null)) home();
    else go({ company: -1, page: "" });
  };
  const know = <KnowButton company={company} />;
  const sheets = (
    <>
      <KnowSheet view={view} company={company} />
      <HandoffSheet view={view} company={company} onSent={home} />
    </>
  );
  if (page === "plan" && company.agenda !== null) {
    return (
      <PhonePage view={view} title={company.name} sub={know} back={back} dock={<PlannerFoot view={view} company={company} agenda={company.agenda} onSent={home} />}>
        {company.talk === null && <Quote company={company} />}
        <Planner view={view} company={company} agenda={company.agenda} />
        {sheets}
      </PhonePage>
    );
  }
  if (page === "brief" && company.offers.some((offer) => offer.verb === "hand_over"))
    return (
      <PhonePage view={view} title={t("brief.of", { name: company.name })} sub={company.contact} back={back} dock={<BriefDock company={company} />}>
        <Brief company={company} />
        {sheets}
      </PhonePage>
    );
  if (page === "accept" && company.place === "to_accept") {
    const handoff = handoffOf(view, company);
    return (
      <PhonePage view={view} title={company.name} sub={handoff === undefined ? "" : handoffLine(view, handoff)} back={() => go({ company: -1, page: "" })} dock={<AcceptDock view={view} company={company} onDone={home} />}>
        <AcceptView view={view} company={company} />
        {sheets}
      </PhonePage>
    );
  }
  if (page === "tasks" && company.account !== null)
    return (
      <PhonePage view={view} title={company.name} sub={<Health account={company.account} />} back={() => go({ company: -1, page: "" })} dock={<AccountDock view={view} company={company} />} news={turn(company)}>
        <Outcome view={view} company={company} />
        <AccountTop view={view} company={company} />
        {sheets}
      </PhonePage>
    );
  return (
    <CompanyHome key={company.id} view={view} company={company}>
      {sheets}
    </CompanyHome>
  );
}

/** A company's own page; while a colleague is asked aloud its dock sends what is typed in. */
function CompanyHome({ view, company, children }: { view: SeatView; company: CompanyView; children: ComponentChildren }) {
  const [aloud] = useState(() => asksAloud(view, company));
  const tab = openTab(view, where.value.tab);
  const idle = company.waits_for === "" && !company.offers.some((offer) => offer.verb !== "mark") && company.agenda === null;
  const typing = aloud && Object.keys(chosenOf(company)).length > 0;
  const dock = typing ? <HeardSend view={view} company={company} dock /> : idle ? <Button big wide icon={tab.icon} label={t(tab.label)} testid="to-list" onClick={() => go({ company: -1, page: "" })} /> : <CompanyDock view={view} company={company} />;
  return (
    <PhonePage view={view} title={company.name} sub={<KnowButton company={company} />} back={() => go({ company: -1, page: "" })} dock={dock} news={turn(company)}>
      <p class="small mute">{subtitle(view, company)}</p>
      <CompanyBody view={view} company={company} />
      {aloud && <Heard view={view} company={company} docked />}
      {children}
    </PhonePage>
  );
}

function AccountDock({ view, company }: { view: SeatView; company: CompanyView }) {
  return (
    <>
      <WaitsFor view={view} company={company} />
      <TaskDock view={view} company={company} />
    </>
  );
}

function AccountTop({ view, company }: { view: SeatView; company: CompanyView }) {
  const account = company.account;
  return (
    <>
      <div class="row between wrap">
        <KnowButton company={company} />
        {company.talk !== null && <Button kind="quiet" icon="message" label={t("account.talk")} onClick={() => go({ company: company.id, page: "talk" })} />}
      </div>
      <section class="stack s2">
        <h2>{t("tasks.title")}</h2>
        <TaskGrid company={company} />
      </section>
      {account !== null && <AccountCard view={view} account={account} />}
    </>
  );
}
