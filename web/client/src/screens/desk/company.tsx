/** One company: its request, the last talk, promises, how it ended. The same for every desk. */
import { money, percent, quoted, t } from "../../i18n";
import { Baton, Known } from "../../parts/baton";
import { Chip, Ended, Note, PromiseTag } from "../../parts/notes";
import { Sheet } from "../../parts/sheet";
import { signal } from "@preact/signals";
import { Wait } from "../../parts/time";
import { nameOf } from "../../state/store";
import type { CompanyView, Deal, SeatView } from "../../types";
import { ReadBack } from "./accept";
import { Dossier } from "./dossier";
import { handoffOf } from "./model";
import { AccountCard, Health } from "./tasks";
import { Outcome, TalkView, toldByOutcome } from "./talk";

/** "Irina Sedova · hotel · asked for a call"; how it stands only where no line below says it. */
export function subtitle(view: SeatView, company: CompanyView): string {
  const below = company.closed_text !== "" || company.waits_for === company.status_text || company.deal?.thinking === true || toldByOutcome(view, company);
  return [company.contact, company.kind_text, below ? "" : company.status_text].filter(Boolean).join(" · ");
}

const STEPS = ["first_meeting", "proposal", "close", "won"] as const;

/** The step of a deal, drawn. */
export function Ladder({ deal }: { deal: Deal }) {
  const at = deal.step === "lost" ? -1 : STEPS.indexOf(deal.step);
  return (
    <span class="ladder" role="img" aria-label={t("deal.step", { n: Math.max(0, at) + 1, of: STEPS.length, name: t(`step.${deal.step}`) })}>
      {STEPS.map((step, index) => (
        <i key={step} class={deal.step === "won" || index < at ? "on" : index === at ? "now" : ""} />
      ))}
    </span>
  );
}

/** Price or list price of a deal. */
export function dealPrice(deal: Deal): number {
  return deal.price > 0 ? deal.price : deal.list_price;
}

/** What a seller sees of a deal: step, price, what was done. */
export function DealCard({ deal }: { deal: Deal }) {
  const done = [
    deal.demos > 0 ? t("deal.demos", { n: deal.demos }) : "",
    deal.measured ? t("deal.measured") : "",
    deal.compared ? t("deal.compared") : "",
    deal.trial ? t("deal.trial") : "",
    deal.objections ? t("deal.objections") : "",
  ].filter(Boolean);
  return (
    <section class="stack s2">
      <div class="row between base">
        <b class="num figure">{money(dealPrice(deal))}</b>
        <span class="soft small">{t(`step.${deal.step}`)}</span>
      </div>
      <Ladder deal={deal} />
      <div class="row wrap tight">
        {deal.product_text !== "" && <Chip>{deal.product_text}</Chip>}
        {deal.discount > 0 && <Chip>{t("deal.discount", { percent: percent(deal.discount) })}</Chip>}
        {done.map((word) => (
          <Chip key={word} icon="check">
            {word}
          </Chip>
        ))}
      </div>
    </section>
  );
}

/** The text of a company page. */
export function CompanyBody({ view, company }: { view: SeatView; company: CompanyView }) {
  const handoff = handoffOf(view, company);
  const mate = handoff === undefined ? undefined : view.mates.find((one) => one.role === handoff.other);
  const other = (mate && nameOf(view.team, mate.seat)) || mate?.role_text || "";
  return (
    <div class="stack s4">
      {company.closed_text !== "" && (
        <Ended tone={company.closed_tone} text={company.closed_text} />
      )}
      <Outcome view={view} company={company} />
      {handoff?.state === "returned" && (
        <Note icon="back" kind="warn">
          <b>{t("returned.by", { name: other, reason: handoff.reason_text })}</b>
          {handoff.note !== "" && ` “${handoff.note}”`}
        </Note>
      )}
      {handoff?.direction === "sent" && handoff.state === "waiting" && (
        <Note icon="clock">
          {t("sent.waits", { name: other })} <Wait minutes={handoff.wait} band={handoff.wait > 0 ? "late" : "fresh"} />
        </Note>
      )}
      {handoff?.direction === "sent" && handoff.state === "accepted" && <Note icon="check">{t("sent.accepted", { name: other })}</Note>}
      {company.account !== null && <AccountCard view={view} account={company.account} />}
      {company.deal !== null && company.place !== "accounts" && (
        <section class="card stack s3">
          <DealCard deal={company.deal} />
          {company.deal.thinking && company.waits_for === "" && !toldByOutcome(view, company) && <Note icon="clock">{company.status_text}</Note>}
        </section>
      )}
      {company.promises.length > 0 && (
        <div class="row wrap tight">
          <span class="small soft">{t("promised")}</span>
          {company.promises.map((one, index) => (
            <PromiseTag key={index} promise={one} />
          ))}
        </div>
      )}
      {company.talk !== null ? <TalkView company={company} talk={company.talk} ended={company.closed_text === "" && company.talk.round !== view.session.round} /> : company.opening !== "" && <Quote company={company} />}
      {handoff !== undefined && handoff.direction === "received" && <ReadBack handoff={handoff} />}
      {handoff !== undefined && handoff.direction === "received" && handoff.notes !== "" && (
        <blockquote class="card flat quote">
          <span class="small soft block">{t("received.in_words", { name: other })}</span>
          {handoff.notes}
        </blockquote>
      )}
    </div>
  );
}

/** The request in the client's own words. */
export function Quote({ company }: { company: CompanyView }) {
  if (company.opening === "") return null;
  return <p class="card flat opening">{quoted(company.opening)}</p>;
}

/** Chips about where a company comes from and what it wants. */
export function Origin({ company }: { company: CompanyView }) {
  return (
    <div class="row wrap tight">
      {company.source_text !== "" && (
        <Chip icon="phone" kind="role">
          {company.source_text}
        </Chip>
      )}
      {company.kind_text !== "" && <Chip>{company.kind_text}</Chip>}
      {company.wants_text !== "" && <Chip>{company.wants_text}</Chip>}
      {company.tries > 0 && <Chip>{t("tries", { n: company.tries })}</Chip>}
    </div>
  );
}

export const knowing = signal(-1);

/** The baton in a phone's head: how much is known; a tap shows the dossier. */
export function KnowButton({ company }: { company: CompanyView }) {
  if (company.place === "closed" && company.cells.every((cell) => cell.status === "unknown")) return null;
  return (
    <button
      type="button"
      class="know"
      data-testid="know"
      onClick={() => {
        knowing.value = company.id;
      }}
    >
      <Baton cells={company.cells} />
      <Known cells={company.cells} />
    </button>
  );
}

/** The dossier as a sheet. */
export function KnowSheet({ view, company }: { view: SeatView; company: CompanyView }) {
  if (knowing.value !== company.id) return null;
  return (
    <Sheet
      title={t("dossier")}
      testid="dossier-sheet"
      close={() => {
        knowing.value = -1;
      }}
    >
      <Dossier view={view} company={company} />
    </Sheet>
  );
}

export { Health };
