/** What a proposal or new terms would make the price, before it is offered: against the list price, the dossier, the offer so far. */
import { money, t } from "../../i18n";
import { Note } from "../../parts/notes";
import type { Agenda, AgendaItem, CompanyView, Param } from "../../types";

/** The price of a product at a discount; 0 where none can be offered. */
function priced(agenda: Agenda, product: string, discount: string): number {
  return agenda.prices.find((one) => one.product === product && one.discount === discount)?.price ?? 0;
}

/** The product an item is about: the one chosen, or of new terms the one on the table. */
function productOf(company: CompanyView, item: AgendaItem): string {
  return item.topic === "terms" ? (company.deal?.product ?? "") : (item["product"] ?? "");
}

/** What an item of an agenda would make the price; 0 when it names none. */
export function priceOf(company: CompanyView, agenda: Agenda, item: AgendaItem): number {
  if (item.topic !== "proposal" && item.topic !== "terms") return 0;
  return priced(agenda, productOf(company, item), item["discount"] ?? "0");
}

/** The choices of a parameter; products carry their price. */
export function choicesOf(agenda: Agenda, item: AgendaItem, param: Param): Param["choices"] {
  if (param.name !== "product") return param.choices;
  return param.choices.map((one) => {
    const price = priced(agenda, one.value, item["discount"] ?? "0");
    return price > 0 ? { value: one.value, label: t("price.product", { product: one.label, price: money(price) }) } : one;
  });
}

/** What is offered with an item, and what that changes. */
export function PriceNote({ company, agenda, item }: { company: CompanyView; agenda: Agenda; item: AgendaItem }) {
  if (item.topic !== "proposal" && item.topic !== "terms") return null;
  const price = priceOf(company, agenda, item);
  const before = (item.topic === "terms" ? company.deal?.price : company.deal?.list_price) ?? 0;
  const way = price === before ? "same" : price < before ? "less" : "more";
  const dossier = item.topic === "proposal" ? fromDossier(company, agenda, item) : "";
  return (
    <div class="offered">
      <Note icon="coins" kind={price > 0 && way !== "same" ? "warn" : ""} testid="price-note">
        {price > 0 && <b class="block">{t(`price.${item.topic}.${way}`, { price: money(price), by: money(Math.abs(before - price)), before: money(before) })}</b>}
        {dossier !== "" && <span class="block small">{dossier}</span>}
      </Note>
    </div>
  );
}

/** How the product of a proposal stands to the one that the dossier knows; "" when it is the one that was confirmed. */
function fromDossier(company: CompanyView, agenda: Agenda, item: AgendaItem): string {
  const known = company.cells.find((cell) => cell.field === "product");
  if (known === undefined || known.status === "unknown") return t("price.unknown");
  if (item["product"] !== known.value) return t("price.dossier", { product: known.text, price: money(priced(agenda, known.value, "0")) });
  return known.status === "guess" ? t("price.guess") : "";
}
