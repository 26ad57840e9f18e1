/** Companies as rows of a list. */
import { t } from "../../i18n";
import { Baton } from "../../parts/baton";
import { Icon } from "../../parts/icon";
import { Chip } from "../../parts/notes";
import { Wait } from "../../parts/time";
import { go, where } from "../../state/route";
import type { CompanyView, SeatView } from "../../types";
import { handoffOf } from "./model";
import { BriefLine } from "./accept";

/** Open a company where its next step is. */
export function open(company: CompanyView): void {
  go({ company: company.id, page: startPage(company) });
}

/** The page that a company opens on. */
export function startPage(company: CompanyView): string {
  if (company.place === "to_accept") return "accept";
  if (company.place === "accounts") return "tasks";
  if (company.talk === null && company.agenda !== null && company.place !== "pipeline" && company.place !== "won") return "plan";
  return "";
}

/** One row: name, what it is about, how long it waits. */
export function CompanyRow({ view, company, chevron, selected }: { view: SeatView; company: CompanyView; chevron?: boolean; selected?: boolean }) {
  const returned = handoffOf(view, company)?.state === "returned";
  return (
    <li>
      <button type="button" class={`item ${selected === true ? "sel" : ""}`} aria-current={selected === true ? "true" : undefined} data-testid={`company-${company.id}`} data-row onClick={() => open(company)}>
        {company.place === "to_accept" ? (
          <span class="grow stack tight">
            <BriefLine view={view} company={company} />
          </span>
        ) : (
          <>
            <span class="grow stack tight">
              <span class="strong name">{company.name}</span>
              {chevron !== true && company.opening !== "" && <span class="tiny soft">{company.opening}</span>}
              <span class="row wrap tight">
                {returned && (
                  <Chip icon="back" kind="warn">
                    {t("returned")}
                  </Chip>
                )}
                <span class="tiny mute">{company.status_text || company.source_text}</span>
              </span>
            </span>
            <span class="stack tight ends">
              <Wait minutes={company.wait} band={company.wait_band} />
              {company.cells.some((cell) => cell.status !== "unknown") && <Baton cells={company.cells} />}
            </span>
          </>
        )}
        {chevron === true && <Icon name="right" />}
      </button>
    </li>
  );
}

/** A list of rows with a heading; nothing when it is empty. */
type List = { view: SeatView; title?: string; companies: readonly CompanyView[]; chevron?: boolean; current?: CompanyView | undefined };

export function Rows({ view, title, companies, chevron, current }: List) {
  if (companies.length === 0) return null;
  const list = (
    <ul class={chevron === true ? "panel rows" : "rows"}>
      {companies.map((company) => (
        <CompanyRow key={company.id} view={view} company={company} chevron={chevron === true} selected={company === current || (chevron !== true && current === undefined && company.id === where.value.company)} />
      ))}
    </ul>
  );
  if (title === undefined) return list;
  return (
    <section class="stack s2">
      <h2 class={chevron === true ? "" : "lane-title"}>{title}</h2>
      {list}
    </section>
  );
}

/** Those that are through, folded away. */
export function Closed({ view, chevron }: { view: SeatView; chevron?: boolean }) {
  const closed = view.companies.filter((company) => company.place === "closed");
  if (closed.length === 0) return null;
  return (
    <details class="more padded">
      <summary class="small">{t("closed.n", { n: closed.length })}</summary>
      <Rows view={view} companies={closed} chevron={chevron === true} />
    </details>
  );
}
