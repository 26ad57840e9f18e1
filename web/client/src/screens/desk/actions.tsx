/** The buttons of a company: one per verb, the next sensible one filled. */
import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { t, work } from "../../i18n";
import { ActButton, Button } from "../../parts/button";
import type { IconName } from "../../parts/icon";
import { Sheet } from "../../parts/sheet";
import { Before } from "../../parts/time";
import { go } from "../../state/route";
import type { CompanyView, SeatView } from "../../types";
import { type Group, groups, nextOffer } from "./model";

const ICONS: Record<string, IconName> = {
  call: "phone",
  meet: "meeting",
  hand_over: "pass",
  accept: "check",
  return_handoff: "back",
  disqualify: "cross",
  nurture: "clock",
  follow_up: "message",
  task: "check",
  pass_time: "clock",
};

/** Where a verb has a page of its own. */
const PAGES: Record<string, string> = { call: "plan", meet: "plan", hand_over: "brief", accept: "accept", return_handoff: "accept", task: "tasks" };

const listing = signal(-1);

function price(group: Group): string | undefined {
  if (group.to === 0 || group.verb === "call" || group.verb === "meet") return undefined;
  return group.from < group.to ? t("price.from", { time: work(group.from) }) : work(group.from);
}

function GroupButton({ company, group, primary, wide, big }: { company: CompanyView; group: Group; primary?: boolean; wide?: boolean; big?: boolean }) {
  const [sure, setSure] = useState(false);
  const { verb, offer } = group;
  const page = PAGES[verb];
  const icon = ICONS[verb] ?? "arrow";
  const common = { icon, primary, wide, big, testid: `offer-${verb}` };
  if (page !== undefined) {
    const label = verb === "hand_over" ? t("brief.write") : group.several || offer.label === "" ? t(`verb.${verb as "accept"}`) : offer.label;
    const blocked = offer.blocked !== "";
    return (
      <div class={wide === true ? "stack tight" : "grow stack tight"}>
        <Button {...common} label={label} cost={price(group)} disabled={blocked} wide onClick={() => go({ company: company.id, page })} />
        {blocked && <p class="tiny mute reason">{offer.blocked_text}</p>}
      </div>
    );
  }
  if (verb === "disqualify" && !sure)
    return <Button {...common} kind="quiet" label={offer.label} cost={price(group)} disabled={offer.blocked !== ""} onClick={() => setSure(true)} />;
  if (verb === "disqualify")
    return (
      <span class="row wrap tight" role="group" aria-label={t("sure")}>
        <span class="small">{t("sure")}</span>
        <ActButton kind="bad" icon="cross" label={t("sure.yes")} testid="sure" deed={{ verb, args: { ...offer.args }, label: `${offer.label}: ${company.name}`, key: `${verb}.${company.id}` }} onDone={() => go({ company: -1, page: "" })} />
        <Button kind="quiet" label={t("sure.no")} onClick={() => setSure(false)} />
      </span>
    );
  return (
    <ActButton
      {...common}
      label={offer.label}
      minutes={offer.minutes}
      blocked={offer.blocked_text}
      deed={{ verb, args: { ...offer.args }, label: `${offer.label}: ${company.name}`, key: `${verb}.${company.id}` }}
    />
  );
}

/** The dock of a company: the filled button, and a sheet with everything else. */
export function CompanyDock({ view, company, big }: { view: SeatView; company: CompanyView; big?: boolean }) {
  const all = groups(company);
  const next = nextOffer(company);
  const first = all.find((group) => group.verb === next?.verb) ?? all.find((group) => group.verb === company.agenda?.verb) ?? undefined;
  const rest = all.filter((group) => group !== first);
  return (
    <>
      {first !== undefined && next !== undefined && first.verb === "follow_up" && (
        <div class="sum">
          <span>{t("work.yours")}</span>
          <Before minutes={view.minutes} cost={next.minutes} />
        </div>
      )}
      <div class="row top actions">
        {rest.length > 0 && (
          <Button
            big={big === true}
            icon="list"
            label={t("more")}
            testid="more"
            onClick={() => {
              listing.value = company.id;
            }}
          />
        )}
        {first !== undefined && (
          <div class="grow">
            <GroupButton company={company} group={first} primary wide big={big === true} />
          </div>
        )}
      </div>
      {listing.value === company.id && (
        <Sheet
          title={company.name}
          testid="more-sheet"
          close={() => {
            listing.value = -1;
          }}
        >
          <div
            class="stack s2"
            onClick={(event) => {
              if ((event.target as HTMLElement).closest("[data-testid^='offer-']") !== null && (event.target as HTMLElement).closest("[data-testid='offer-disqualify']") === null) listing.value = -1;
            }}
          >
            {rest.map((group) => (
              <GroupButton key={group.verb} company={company} group={group} wide />
            ))}
          </div>
        </Sheet>
      )}
    </>
  );
}
