/** The seller's laptop: briefs and pipeline with one company beside it; or dossier, meeting, deal. */
import { short, t } from "../../i18n";
import { Baton } from "../../parts/baton";
import { IconButton } from "../../parts/button";
import { named } from "../../parts/figure";
import { Empty } from "../../parts/notes";
import { Wait } from "../../parts/time";
import { go, where } from "../../state/route";
import type { CompanyView, SeatView } from "../../types";
import { AcceptDock, AcceptView, BriefLine, handoffLine } from "./accept";
import { CompanyDock } from "./actions";
import { CompanyBody, DealCard, dealPrice, subtitle } from "./company";
import { Dossier } from "./dossier";
import { Fill, Laptop, Title } from "./frame";
import { Brief, HandoffSend, HowTo } from "./handoff";
import { ListFoot, planned, shown } from "./laptop";
import { byNeed, byWait, handoffOf, inPlaces, offers, type Tab, turn } from "./model";
import { Planner, PlannerFoot } from "./planner";
import { Closed, open } from "./rows";
import { TalkView } from "./talk";
import { PromiseTag } from "../../parts/notes";

const LANES = ["first_meeting", "proposal", "close", "won"] as const;

export function SalesDesk({ view }: { view: SeatView; tab: Tab }) {
  const briefs = byWait(inPlaces(view, ["to_accept"]), true);
  const deals = inPlaces(view, ["pipeline", "won", "leads"]);
  const company = shown(view, [...briefs, ...byNeed(deals)]);
  const { page } = where.value;
  if (company !== undefined && page === "plan" && company.agenda !== null) return <MeetingDesk view={view} company={company} />;
  if (company !== undefined && page === "brief" && offers(company, "hand_over").length > 0) return <AccountBriefDesk view={view} company={company} />;
  const last = view.results[view.results.length - 1];
  return (
    <Laptop view={view} columns="board-aside">
      <div class="col">
        <header class="bare-head">
          <Title class="grow size-xl" quiet>
            {briefs.length > 0 ? t("briefs.n", { n: briefs.length }) : t("tab.briefs")}
          </Title>
        </header>
        {briefs.length === 0 ? (
          <p class="small mute side">{t("briefs.none.sales")}</p>
        ) : (
          <ul class="briefs">
            {briefs.map((one) => (
              <li key={one.id}>
                <button type="button" class={`deal ${one === company ? "sel" : ""}`} data-row data-testid={`company-${one.id}`} onClick={() => open(one)}>
                  <BriefLine view={view} company={one} />
                </button>
              </li>
            ))}
          </ul>
        )}
        <header class="ruled-head">
          <h2 class="grow size-xl">{t("tab.pipeline")}</h2>
          {last !== undefined && (
            <span class="small soft">
              {named("revenue", "bell")} <b class="num ink">{short(last.revenue_total)}</b>
            </span>
          )}
        </header>
        <div class="board fill">
          {LANES.map((lane) => (
            <Lane key={lane} title={t(`step.${lane}`)} deals={deals.filter((one) => (one.deal?.step ?? "first_meeting") === lane)} selected={company} />
          ))}
        </div>
        <div class="side">
          <ListFoot view={view} />
          <Closed view={view} />
        </div>
      </div>
      {company === undefined ? (
        <aside class="col white">
          <Empty icon="chart" title={t("pick.company")} />
        </aside>
      ) : (
        <Beside view={view} company={company} />
      )}
    </Laptop>
  );
}

function Lane({ title, deals, selected }: { title: string; deals: readonly CompanyView[]; selected: CompanyView | undefined }) {
  return (
    <section class="lane">
      <header class="row between top">
        <h3>{title}</h3>
        <span class="badge out">{deals.length}</span>
      </header>
      {deals.map((one) => (
        <button key={one.id} type="button" class={`deal ${one === selected ? "sel" : ""}`} data-row data-testid={`company-${one.id}`} onClick={() => open(one)}>
          <span class="name">{one.name}</span>
          {one.deal !== null && <span class="num strong">{short(dealPrice(one.deal))}</span>}
          <Baton cells={one.cells} fit />
          {one.wait >= 0 && one.wait_band !== "none" && one.wait_band !== "fresh" ? (
            <span class="row between tiny">
              <span class="soft">{one.status_text}</span>
              <Wait minutes={one.wait} band={one.wait_band} />
            </span>
          ) : (
            <span class={`tiny ${one.urgent ? "strong" : "soft"}`}>{one.status_text}</span>
          )}
        </button>
      ))}
    </section>
  );
}

function Beside({ view, company }: { view: SeatView; company: CompanyView }) {
  const handoff = handoffOf(view, company);
  const accepting = company.place === "to_accept";
  return (
    <aside class="col white">
      <header class="lined">
        <div class="grow snug">
          <h2>{company.name}</h2>
          <div class="tiny mute">{accepting && handoff !== undefined ? handoffLine(view, handoff) : subtitle(view, company)}</div>
        </div>
      </header>
      <Fill label={company.name} class="side stack s4" key={turn(company)}>
        {accepting ? (
          <AcceptView view={view} company={company} compact />
        ) : (
          <>
            <CompanyBody view={view} company={company} />
            <Dossier view={view} company={company} heading />
          </>
        )}
      </Fill>
      <footer class="stack s2">
        {accepting ? <AcceptDock view={view} company={company} onDone={() => go({ company: company.id, page: "" })} /> : <CompanyDock view={view} company={company} big />}
      </footer>
    </aside>
  );
}

function BackHead({ view, company }: { view: SeatView; company: CompanyView }) {
  return (
    <header class="lined">
      <IconButton label={t("back")} icon="left" onClick={() => go({ company: company.id, page: "" })} testid="back" />
      <div class="grow snug">
        <Title class="size-lg">{company.name}</Title>
        <div class="tiny mute">{subtitle(view, company)}</div>
      </div>
    </header>
  );
}

function MeetingDesk({ view, company }: { view: SeatView; company: CompanyView }) {
  if (company.agenda === null) return null;
  return (
    <Laptop view={view} columns="meeting" cost={planned(company)}>
      <section class="col white">
        <BackHead view={view} company={company} />
        <Fill label={t("dossier")} class="side">
          <Dossier view={view} company={company} />
        </Fill>
      </section>
      <section class="col">
        <Fill label={company.name} class="padded">
          <div class="measure">
            <Planner view={view} company={company} agenda={company.agenda} />
          </div>
        </Fill>
        <footer>
          <PlannerFoot view={view} company={company} agenda={company.agenda} big onSent={() => go({ company: company.id, page: "" })} />
        </footer>
      </section>
      <section class="col white">
        <header class="lined">
          <h2 class="grow">{t("deal")}</h2>
        </header>
        <Fill label={t("deal")} class="side stack s4">
          {company.deal !== null && <DealCard deal={company.deal} />}
          <PromisesOf company={company} />
          {company.talk !== null && (
            <details class="more" open>
              <summary class="small">{t("talk.last")}</summary>
              <TalkView company={company} talk={company.talk} />
            </details>
          )}
        </Fill>
      </section>
    </Laptop>
  );
}

/** Promises that a proposal must keep; the account manager will see each of them. */
function PromisesOf({ company }: { company: CompanyView }) {
  return (
    <section class="stack s2">
      <h3>{t("tab.promises")}</h3>
      {company.promises.length === 0 ? (
        <p class="small mute">{t("brief.no_promise")}</p>
      ) : (
        <div class="row wrap tight">
          {company.promises.map((one, index) => (
            <PromiseTag key={index} promise={one} />
          ))}
        </div>
      )}
    </section>
  );
}

function AccountBriefDesk({ view, company }: { view: SeatView; company: CompanyView }) {
  return (
    <Laptop view={view} columns="brief">
      <section class="col">
        <BackHead view={view} company={company} />
        <Fill label={company.name} class="padded">
          <div class="measure">
            <CompanyBody view={view} company={company} />
          </div>
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
