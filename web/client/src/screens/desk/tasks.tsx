/** The nine tasks of account management as a 3 by 3 grid with prices, and what is known of an account. */
import { money, percent, t, work } from "../../i18n";
import { ActButton } from "../../parts/button";
import { Icon, type IconName } from "../../parts/icon";
import { Chip } from "../../parts/notes";
import { Before } from "../../parts/time";
import { draft, write } from "../../state/drafts";
import { replaying } from "../../state/route";
import type { Account, CompanyView, Offer, SeatView } from "../../types";
import { offers } from "./model";

const TASK_ICONS: Record<string, IconName> = {
  service: "phone",
  repeat_order: "again",
  frequency: "calendar",
  basket: "basket",
  loyalty: "heart",
  dossier: "search",
  receivable: "coins",
  complaint: "wrench",
  joint_group: "meeting",
};

const HEALTH: Record<Account["health"], { icon: IconName; kind: string }> = {
  rising: { icon: "grow", kind: "good" },
  steady: { icon: "steady", kind: "good" },
  falling: { icon: "fall", kind: "mid" },
  at_risk: { icon: "warn", kind: "low" },
};

/** Health as an arrow and a word. */
export function Health({ account }: { account: Account }) {
  const { icon, kind } = HEALTH[account.health];
  return (
    <span class={`health ${kind}`}>
      <Icon name={icon} />
      {account.health_text}
    </span>
  );
}

/** What asks for attention at an account. */
export function Alarms({ account }: { account: Account }) {
  return (
    <>
      {account.complaint_rounds > 0 && (
        <Chip icon="wrench" kind="bad">
          {account.complaint_rounds === 1 ? t("account.complaint") : t("account.complaint.for", { n: account.complaint_rounds - 1 })}
        </Chip>
      )}
      {account.order_open && (
        <Chip icon="again" kind="role">
          {t("account.open_order", { sum: money(account.order_value) })}
        </Chip>
      )}
      {account.overdue > 0 && (
        <Chip icon="coins" kind="warn">
          {t("account.overdue", { sum: money(account.overdue) })}
        </Chip>
      )}
    </>
  );
}

/** "in 2 rounds", "this round", "not known". */
export function nextOrder(view: SeatView, account: Account): string {
  if (account.order_open) return t("account.now");
  if (account.next_order_round === 0) return t("account.not_known");
  const away = account.next_order_round - view.session.round;
  if (away <= 0) return t("account.now");
  return t("account.in_rounds", { n: away });
}

/** When somebody last spoke to them: in this round, or before the rounds that passed without a word. */
export function untouched(account: Account): string {
  return account.touched ? t("account.touched") : t("account.rounds", { n: account.untouched_rounds + 1 });
}

/** The facts of an account, drawn. */
export function AccountCard({ view, account }: { view: SeatView; account: Account }) {
  return (
    <section class="card stack">
      <div class="row between small">
        <span class="soft">{t("account.profile")}</span>
        <b class="num">{percent(account.dossier)}</b>
      </div>
      <span class="meter" role="img" aria-label={`${t("account.profile")}: ${percent(account.dossier)}`}>
        <i style={{ width: `${account.dossier}%` }} />
      </span>
      <p class="tiny soft">{t("account.profile.means")}</p>
      <dl class="pairs">
        <div>
          <dt>{t("account.earned")}</dt>
          <dd class="num">{money(account.earned)}</dd>
        </div>
        <div>
          <dt>{t("account.orders")}</dt>
          <dd class="num">{account.orders}</dd>
        </div>
        <div>
          <dt>{t("account.next")}</dt>
          <dd>{nextOrder(view, account)}</dd>
        </div>
        <div>
          <dt>{t("account.untouched")}</dt>
          <dd>{untouched(account)}</dd>
        </div>
      </dl>
      <div class="row wrap tight">
        <Alarms account={account} />
        {account.frequency && <Chip icon="check">{t("account.rhythm")}</Chip>}
        {account.baskets > 0 && <Chip icon="check">{t("account.baskets", { n: account.baskets })}</Chip>}
        {account.loyalty > 0 && <Chip icon="check">{t("account.loyal", { n: account.loyalty })}</Chip>}
      </div>
    </section>
  );
}

/** The task that is chosen: the reader's pick, else the next sensible one. */
export function chosenTask(company: CompanyView): Offer | undefined {
  const tasks = offers(company, "task");
  const picked = draft(`task.${company.id}`, "");
  return tasks.find((one) => one.args["task"] === picked && one.blocked === "") ?? tasks.find((one) => one.primary && one.blocked === "");
}

export function pickTask(company: CompanyView, index: number): void {
  const offer = offers(company, "task")[index];
  if (offer !== undefined && offer.blocked === "") write(`task.${company.id}`, String(offer.args["task"]));
}

/** The grid. */
export function TaskGrid({ company }: { company: CompanyView }) {
  const chosen = chosenTask(company);
  return (
    <div role="radiogroup" aria-label={t("tasks.label")} class="nine">
      {offers(company, "task").map((offer, index) => {
        const id = String(offer.args["task"]);
        const on = offer === chosen;
        return (
          <button
            key={id}
            type="button"
            class="option tile"
            role="radio"
            aria-checked={on}
            disabled={offer.blocked !== ""}
            data-testid={`task-${id}`}
            title={offer.hint}
            onClick={() => pickTask(company, index)}
          >
            <span class="row between">
              <Icon name={TASK_ICONS[id] ?? "check"} />
              <span class="num tiny soft">{work(offer.minutes)}</span>
            </span>
            <span class="small word">{offer.label}</span>
            {offer.blocked !== "" && <span class="tiny mute">{offer.blocked_text}</span>}
          </button>
        );
      })}
    </div>
  );
}

/** The foot: what the chosen task takes. */
export function TaskDock({ view, company }: { view: SeatView; company: CompanyView }) {
  const offer = chosenTask(company);
  const id = String(offer?.args["task"] ?? "");
  if (replaying.value) return null;
  return (
    <>
      <div class="sum">
        <span>{offer === undefined ? t("tasks.pick") : offer.hint || t("work.yours")}</span>
        <Before minutes={view.minutes} cost={offer?.minutes ?? 0} />
      </div>
      <ActButton
        primary
        big
        wide
        icon={TASK_ICONS[id] ?? "check"}
        label={offer?.label ?? t("tasks.pick.short")}
        minutes={offer?.minutes}
        blocked={offer?.blocked_text}
        disabled={offer === undefined}
        testid="send"
        deed={{ verb: "task", args: { company: company.id, task: id }, label: `${offer?.label ?? ""}: ${company.name}` }}
      />
    </>
  );
}
