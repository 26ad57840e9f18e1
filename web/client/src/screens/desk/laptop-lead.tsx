/** The lead generator's laptop: queue, conversation, what we know; or talk, brief, handoff. */
import { t } from "../../i18n";
import { Baton } from "../../parts/baton";
import { Button, IconButton } from "../../parts/button";
import { Empty } from "../../parts/notes";
import { draft, write } from "../../state/drafts";
import { go, replaying, where } from "../../state/route";
import type { CompanyView, SeatView } from "../../types";
import { CompanyDock, OtherActions } from "./actions";
import { CompanyBody, Quote, subtitle } from "./company";
import { Dossier } from "./dossier";
import { Fill, Laptop, Title } from "./frame";
import { Brief, HandoffSend, HowTo } from "./handoff";
import { ListFoot, planned, shown } from "./laptop";
import { byNeed, byWait, inPlaces, offers, type Tab, turn } from "./model";
import { Planner, PlannerFoot } from "./planner";
import { InboundEmpty } from "./phone-lists";
import { Closed, Rows } from "./rows";
import { TalkView } from "./talk";

export function LeadDesk({ view, tab }: { view: SeatView; tab: Tab }) {
  const longest = draft<string>("order", "fresh") === "long";
  const waiting = byWait(inPlaces(view, [tab.places[0] ?? "inbound"]), longest);
  const second = inPlaces(view, tab.places.slice(1));
  const company = shown(view, byNeed([...waiting, ...second]));
  const page = pageOf(company);
  if (company !== undefined && page === "brief") return <BriefDesk view={view} company={company} />;
  return (
    <Laptop view={view} columns="three" cost={page === "plan" ? planned(company) : 0}>
      <section class="col white">
        <header>
          <h2 class="grow">{t(tab.label)}</h2>
          {tab.id === "inbound" && waiting.length > 1 && (
            <Button kind="quiet" label={t(longest ? "order.long" : "order.fresh")} icon="down" onClick={() => write("order", longest ? "fresh" : "long")} />
          )}
        </header>
        <Fill label={t(tab.label)} class="ruled">
          {waiting.length === 0 && second.length === 0 && tab.id === "inbound" && <InboundEmpty />}
          {waiting.length === 0 && second.length === 0 && tab.id !== "inbound" && <Empty icon={tab.icon} title={t(tab.id === "sent" ? "sent.none" : "list.none")} />}
          <Rows view={view} companies={waiting} current={company} />
          <Rows view={view} title={t(tab.id === "list" ? "nurture.title" : "leads.title")} companies={second} current={company} />
          {tab.id === "list" && <Closed view={view} />}
        </Fill>
        <footer>
          <ListFoot view={view} />
          {tab.id === "inbound" && (
            <div class="row between small">
              <span class="soft">{t("list.n", { n: inPlaces(view, ["list"]).length })}</span>
              <Button kind="quiet" icon="right" label={t("open")} onClick={() => go({ tab: "list" })} />
            </div>
          )}
        </footer>
      </section>
      {company === undefined ? (
        <section class="col">
          <Title class="hide">{t(tab.label)}</Title>
          <Empty icon="inbox" title={t("pick.company")} />
        </section>
      ) : (
        <Middle view={view} company={company} page={page} />
      )}
      <section class="col white">
        <header>
          <h2 class="grow">{t("dossier")}</h2>
          {company !== undefined && <Baton cells={company.cells} />}
        </header>
        <Fill label={t("dossier")} class="side">{company !== undefined && <Dossier view={view} company={company} />}</Fill>
        {company !== undefined && page === "plan" && company.offers.some((offer) => offer.verb !== "mark") && (
          <footer>
            <OtherActions company={company} except={["call"]} />
          </footer>
        )}
      </section>
    </Laptop>
  );
}

/** A company without a talk opens on its plan; with one, on the talk. */
function pageOf(company: CompanyView | undefined): string {
  if (company === undefined) return "";
  const { page } = where.value;
  if (page === "brief" && offers(company, "hand_over").length > 0) return "brief";
  if (page === "plan" && company.agenda !== null) return "plan";
  if (company.talk === null && company.agenda !== null && where.value.company < 0 && !replaying.value) return "plan";
  return page === "plan" ? "" : page;
}

function Middle({ view, company, page }: { view: SeatView; company: CompanyView; page: string }) {
  const head = (
    <header class="white-head">
      <div class="grow snug">
        <Title class="size-xl" quiet>
          {company.name}
        </Title>
        <div class="small mute">{subtitle(view, company)}</div>
      </div>
      {page === "plan" && company.talk !== null && <Button icon="back" kind="quiet" label={t("talk.back")} onClick={() => go({ company: company.id, page: "" })} />}
    </header>
  );
  if (page === "plan" && company.agenda !== null)
    return (
      <section class="col">
        {head}
        <Fill label={company.name} class="padded">
          <div class="stack s4 measure">
            <Quote company={company} />
            <Planner view={view} company={company} agenda={company.agenda} side />
          </div>
        </Fill>
        <footer>
          <PlannerFoot view={view} company={company} agenda={company.agenda} big onSent={() => go({ company: company.id, page: "" })} />
        </footer>
      </section>
    );
  return (
    <section class="col">
      {head}
      <Fill label={company.name} class="padded" key={turn(company)}>
        <div class="measure">
          <CompanyBody view={view} company={company} />
        </div>
      </Fill>
      <footer class="stack s2">
        <CompanyDock view={view} company={company} big />
      </footer>
    </section>
  );
}

function BriefDesk({ view, company }: { view: SeatView; company: CompanyView }) {
  return (
    <Laptop view={view} columns="brief">
      <section class="col">
        <header class="white-head">
          <IconButton label={t("back")} icon="left" onClick={() => go({ company: company.id, page: "" })} testid="back" />
          <div class="grow snug">
            <Title class="size-xl">{company.name}</Title>
            <div class="small mute">{subtitle(view, company)}</div>
          </div>
          {company.agenda !== null && <Button icon="phone" label={t("call.again")} onClick={() => go({ company: company.id, page: "plan" })} testid="offer-call" />}
        </header>
        <Fill label={company.name} class="padded">
          <div class="measure">{company.talk !== null ? <TalkView company={company} talk={company.talk} /> : <Quote company={company} />}</div>
        </Fill>
      </section>
      <section class="col white">
        <header class="lined">
          <h2 class="grow">{t("brief")}</h2>
          <Baton cells={company.cells} size="l" />
        </header>
        <Fill label={t("brief")} class="side bare-panels">
          <Brief company={company} />
        </Fill>
      </section>
      <section class="col white">
        <header class="lined">
          <h2 class="grow">{t("handoff")}</h2>
        </header>
        <Fill label={t("handoff")} class="side">
          <HowTo view={view} company={company} />
        </Fill>
        <footer class="stack s2">
          <HandoffSend view={view} company={company} onSent={() => go({ company: -1, page: "" })} />
        </footer>
      </section>
    </Laptop>
  );
}
