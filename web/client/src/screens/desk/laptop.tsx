/** The desk on a laptop: which columns a role sees. */
import { t } from "../../i18n";
import { wide } from "../../state/ui";
import { where } from "../../state/route";
import type { CompanyView, SeatView } from "../../types";
import { cost } from "./plan";
import { AccountDesk } from "./laptop-account";
import { LeadDesk } from "./laptop-lead";
import { SalesDesk } from "./laptop-sales";
import { Fill, Laptop, Title } from "./frame";
import { openTab } from "./model";
import { PassTime, UsedUp } from "./pass-time";
import { planOf } from "./planner";
import { Promises } from "./promises";
import { Team } from "./team";

/** What the plan on the screen would cost: the hatched piece of the work bar. */
export function planned(company: CompanyView | undefined): number {
  if (company === undefined || company.agenda === null || where.value.page !== "plan") return 0;
  const plan = planOf(company, company.agenda);
  return plan.items.length === 0 ? 0 : cost(company.agenda, plan);
}

/** The whole desk. */
export function LaptopDesk({ view }: { view: SeatView }) {
  const tab = openTab(view, where.value.tab);
  const title = tab.id === "team" ? t("team.name", { name: view.team_name }) : t("tab.promises");
  if (tab.id === "promises" || tab.id === "team")
    return (
      <Laptop view={view} columns="one">
        <section class="col">
          <header class="white-head">
            <Title class="size-xl">{title}</Title>
          </header>
          <Fill label={title} class="padded">
            <div class="readable">
              {tab.id === "team" ? <Team view={view} /> : <Promises view={view} />}
            </div>
          </Fill>
        </section>
      </Laptop>
    );
  if (view.role === "lead_gen") return <LeadDesk view={view} tab={tab} />;
  if (view.role === "sales") return <SalesDesk view={view} tab={tab} />;
  return <AccountDesk view={view} tab={tab} />;
}

/** What stands above a list: work used up, or nothing ready. */
export function ListFoot({ view }: { view: SeatView }) {
  return (
    <>
      <UsedUp view={view} />
      <PassTime view={view} />
    </>
  );
}

/** The company a laptop shows: the chosen one, else the first of the list. */
export function shown(view: SeatView, list: readonly CompanyView[]): CompanyView | undefined {
  return view.companies.find((company) => company.id === where.value.company) ?? (wide.value ? list[0] : undefined);
}
