/** The buttons of a company: one per verb, the next sensible one filled, the rest one tap away. */
import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { t, work } from "../../i18n";
import { ActButton, Button } from "../../parts/button";
import type { IconName } from "../../parts/icon";
import { Icon } from "../../parts/icon";
import { Note } from "../../parts/notes";
import { Sheet } from "../../parts/sheet";
import { Before } from "../../parts/time";
import { go, replaying } from "../../state/route";
import type { CompanyView, SeatView } from "../../types";
import { type Group, groups, nextGroup, nextUp, PAGES } from "./model";
import { open } from "./rows";
import { toldByOutcome } from "./talk";

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
};

const listing = signal(-1);

type Look = { primary?: boolean; wide?: boolean; big?: boolean; quiet?: boolean };

/** One verb as a button: it opens its page, asks once, or acts. */
export function GroupButton({ company, group, primary, wide, big, quiet }: { company: CompanyView; group: Group } & Look) {
  const [sure, setSure] = useState(false);
  if (replaying.value) return null;
  const { verb, offer } = group;
  const page = PAGES[verb];
  const look = { icon: ICONS[verb] ?? "arrow", primary, wide, big, kind: quiet === true ? ("quiet" as const) : ("" as const), testid: `offer-${verb}` };
  if (page !== undefined) {
    const blocked = group.blocked_text;
    return (
      <div class="stack tight">
        <Button {...look} wide label={group.label} disabled={blocked !== ""} onClick={() => go({ company: company.id, page })} />
        {blocked !== "" && <p class="tiny mute reason">{blocked}</p>}
      </div>
    );
  }
  if (offer === undefined) return null;
  const deed = { verb, args: { ...offer.args }, label: `${offer.label}: ${company.name}`, key: `${verb}.${company.id}` };
  if (verb !== "disqualify") return <ActButton {...look} label={offer.label} minutes={offer.minutes} blocked={offer.blocked_text} deed={deed} />;
  if (!sure) return <Button {...look} label={offer.label} cost={offer.minutes > 0 ? work(offer.minutes) : undefined} disabled={offer.blocked !== ""} onClick={() => setSure(true)} />;
  return (
    <span class="row wrap tight" role="group" aria-label={t("sure.leaves")}>
      <span class="small">{t("sure.leaves")}</span>
      <ActButton kind="bad" icon="cross" label={t("sure.yes")} testid="sure" deed={deed} onDone={() => go({ company: -1, page: "" })} />
      <Button kind="quiet" label={t("sure.no")} onClick={() => setSure(false)} />
    </span>
  );
}

/** What else can be done with a company, as a row of quiet buttons. */
export function OtherActions({ company, except }: { company: CompanyView; except: readonly string[] }) {
  const rest = groups(company).filter((group) => !except.includes(group.verb));
  if (rest.length === 0) return null;
  return (
    <div class="row wrap tight">
      {rest.map((group) => (
        <GroupButton key={group.verb} company={company} group={group} quiet />
      ))}
    </div>
  );
}

/** The second button of the dock: the other half of "call again or hand over". */
function secondOf(all: readonly Group[], first: Group | undefined): Group | undefined {
  const pair = first?.verb === "hand_over" ? ["call", "meet"] : first?.verb === "call" ? ["hand_over"] : [];
  return all.find((group) => pair.includes(group.verb) && group.blocked_text === "");
}

/** What a company waits for, while it can be taken no further. */
export function WaitsFor({ view, company }: { view: SeatView; company: CompanyView }) {
  if (company.waits_for === "" || replaying.value || (company.waits_for === company.status_text && toldByOutcome(view, company))) return null;
  return (
    <Note icon="clock" testid="waits-for">
      {company.waits_for}
    </Note>
  );
}

/** What can be done while a company waits: let the time pass, or go to whoever needs something next. */
export function Meanwhile({ view, company }: { view: SeatView; company: CompanyView }) {
  const pass = view.offers.find((one) => one.verb === "pass_time" && one.blocked === "");
  const next = nextUp(view, company.id);
  if (pass !== undefined) return <ActButton primary icon="clock" big wide label={pass.label} minutes={pass.minutes} testid="offer-pass_time" deed={{ verb: "pass_time", args: {}, label: pass.label }} />;
  if (next !== undefined) return <Button primary icon="right" big wide label={t("next_up", { name: next.name })} testid="next-up" onClick={() => open(next)} />;
  return <Button icon="left" big wide label={t("back")} onClick={() => go({ company: -1, page: "" })} />;
}

/** The dock of a company. */
export function CompanyDock({ view, company, big }: { view: SeatView; company: CompanyView; big?: boolean }) {
  const all = groups(company);
  const first = nextGroup(company);
  const second = secondOf(all, first);
  const rest = all.filter((group) => group !== first && group !== second);
  const close = () => {
    listing.value = -1;
  };
  if (replaying.value) return null;
  return (
    <>
      {first?.offer !== undefined && PAGES[first.verb] === undefined && (
        <div class="sum">
          <span>{t("work.yours")}</span>
          <Before minutes={view.minutes} cost={first.offer.minutes} />
        </div>
      )}
      <WaitsFor view={view} company={company} />
      <div class="row top actions">
        {rest.length > 0 && (
          <button
            type="button"
            class={`btn sq ${big === true ? "big" : ""}`}
            aria-label={t("more")}
            title={t("more")}
            data-testid="more"
            onClick={() => {
              listing.value = company.id;
            }}
          >
            <Icon name="dots" />
          </button>
        )}
        {second !== undefined && (
          <div class="grow">
            <GroupButton company={company} group={second} wide big={big === true} />
          </div>
        )}
        {first !== undefined && (
          <div class="grow">
            <GroupButton company={company} group={first} primary wide big={big === true} />
          </div>
        )}
        {first === undefined && (
          <div class="grow">
            <Meanwhile view={view} company={company} />
          </div>
        )}
      </div>
      {listing.value === company.id && (
        <Sheet title={company.name} testid="more-sheet" close={close}>
          <ul class="stack s2">
            {rest.map((group) => (
              <li
                key={group.verb}
                class="stack tight"
                onClick={(event) => {
                  const pressed = (event.target as HTMLElement).closest<HTMLElement>("[data-testid]")?.dataset["testid"] ?? "";
                  if (pressed !== "offer-disqualify" && (pressed.startsWith("offer-") || pressed === "sure")) close();
                }}
              >
                <GroupButton company={company} group={group} wide />
                {group.offer !== undefined && group.offer.hint !== "" && <p class="tiny mute">{group.offer.hint}</p>}
              </li>
            ))}
          </ul>
        </Sheet>
      )}
    </>
  );
}
