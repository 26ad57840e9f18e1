/** Typing in what a colleague says aloud: one tap a field on its value, one button that sends them with their price. */
import { useState } from "preact/hooks";
import { t, work } from "../../i18n";
import { Pip } from "../../parts/baton";
import { Button, held, IconButton } from "../../parts/button";
import { Segments } from "../../parts/fields";
import { Before } from "../../parts/time";
import { perform } from "../../state/acts";
import { discard, draft, write } from "../../state/drafts";
import { replaying } from "../../state/route";
import { nameOf } from "../../state/store";
import { toast } from "../../state/toasts";
import type { Cell, CompanyView, Field, Offer, SeatView } from "../../types";
import { handoffOf, offers } from "./model";

type Certainty = "guess" | "confirmed";
type Chosen = Partial<Record<Field, string>>;

const keyOf = (company: CompanyView) => `heard.${company.id}`;
const sureOf = (company: CompanyView) => `sure.${company.id}`;

/** The colleague who can be asked now: whoever passed the client on by word of mouth or in notes; "" when there is none. */
function teller(view: SeatView, company: CompanyView): string {
  const handoff = handoffOf(view, company);
  if (handoff === undefined || handoff.direction !== "received" || handoff.state !== "accepted" || handoff.mode === "card") return "";
  const mate = view.mates.find((one) => one.role === handoff.other);
  return mate === undefined || mate.bot ? "" : nameOf(view.team, mate.seat) || mate.role_text;
}

/** Whether somebody is to be asked aloud about this client: then the fields stand open. */
export function asksAloud(view: SeatView, company: CompanyView): boolean {
  return offers(company, "mark").length > 0 && teller(view, company) !== "" && company.cells.some((cell) => cell.status === "unknown");
}

/** What has been tapped and not sent yet; a field that was confirmed meanwhile is none of it. */
export function chosenOf(company: CompanyView): Chosen {
  const kept = draft<Chosen>(keyOf(company), {});
  const open = company.cells.filter((cell) => cell.status !== "confirmed" && kept[cell.field] !== undefined);
  return Object.fromEntries(open.map((cell) => [cell.field, kept[cell.field]]));
}

type Props = { view: SeatView; company: CompanyView };

/** The fields that can be typed in, folded away unless a colleague is to be asked. `docked`: the page's dock sends them. */
export function Heard({ view, company, docked }: Props & { docked?: boolean }) {
  const marks = offers(company, "mark");
  const [open] = useState(() => asksAloud(view, company));
  if (marks.every((one) => one.blocked !== "") || replaying.value) return null;
  const price = marks.find((one) => one.args["status"] === "guess")?.minutes ?? 0;
  const name = teller(view, company);
  return (
    <details class="more heard" open={open} data-testid="heard">
      <summary class="small">
        <span class="grow">{name === "" ? t("mark.title") : t("mark.ask", { name })}</span>
        <span class="num mute">{t("mark.price", { time: work(price) })}</span>
      </summary>
      <Fields view={view} company={company} marks={marks} />
      {docked !== true && (
        <div class="heardsend">
          <HeardSend view={view} company={company} />
        </div>
      )}
    </details>
  );
}

function Fields({ view, company, marks }: Props & { marks: readonly Offer[] }) {
  // What is filled keeps its place for as long as the reader stays.
  const [fields] = useState(() => company.cells.filter((cell) => cell.status !== "confirmed").map((cell) => cell.field));
  const certainty = draft<Certainty>(sureOf(company), "guess");
  const chosen = chosenOf(company);
  const pick = (field: Field, value: string) => write(keyOf(company), { ...chosen, [field]: chosen[field] === value ? undefined : value });
  const cells = company.cells.filter((cell) => fields.includes(cell.field) && (view.vocabulary[cell.field] ?? []).length > 0);
  return (
    <div class="stack s4">
      <p class="tiny mute">{t("mark.why")}</p>
      <Segments
        label={t("mark.status")}
        wide
        value={certainty}
        choices={[
          { value: "guess", label: t("mark.guess") },
          { value: "confirmed", label: t("mark.confirmed") },
        ]}
        onPick={(next) => write(sureOf(company), next)}
        testid="mark-status"
      />
      {certainty === "confirmed" && <p class="tiny mute">{marks.find((one) => one.args["status"] === certainty)?.hint ?? ""}</p>}
      {cells.map((cell) => (
        <Values key={cell.field} cell={cell} view={view} value={chosen[cell.field] ?? ""} pick={(value) => pick(cell.field, value)} />
      ))}
    </div>
  );
}

/** One field with its values side by side: a tap chooses, another takes it back. */
function Values({ cell, view, value, pick }: { cell: Cell; view: SeatView; value: string; pick: (value: string) => void }) {
  return (
    <fieldset class="bare stack tight" data-testid={`heard-${cell.field}`}>
      <legend class="row tight small strong">
        <Pip status={cell.status} />
        <span>
          {cell.label}
          {cell.status !== "unknown" && <span class="soft thin">: {cell.text}</span>}
        </span>
      </legend>
      {cell.status !== "confirmed" && (
        <div class="row wrap tight">
          {(view.vocabulary[cell.field] ?? []).map((choice) => (
            <button key={choice.value} type="button" class={`topic ${choice.value === value ? "on" : ""}`} aria-pressed={choice.value === value} data-value={choice.value} onClick={() => pick(choice.value)}>
              {choice.label}
            </button>
          ))}
        </div>
      )}
    </fieldset>
  );
}

/** Sends what was chosen, field by field; what is refused stays chosen. */
export function HeardSend({ view, company, dock }: Props & { dock?: boolean }) {
  const [busy, setBusy] = useState(false);
  const chosen = chosenOf(company);
  const certainty = draft<Certainty>(sureOf(company), "guess");
  const offer = offers(company, "mark").find((one) => one.args["status"] === certainty);
  const list = Object.entries(chosen) as [Field, string][];
  const price = (offer?.minutes ?? 0) * list.length;
  const why = list.length === 0 ? "" : refusalOf(view, offer, price) || held();
  const send = async () => {
    setBusy(true);
    let done = 0;
    for (const [field, value] of list) {
      const deed = { verb: "mark", args: { company: company.id, field, value, status: certainty }, label: t("mark.done", { name: company.name }), key: `mark.${company.id}.${field}`, silent: true };
      if (!(await perform(deed))) break;
      write(keyOf(company), { ...draft<Chosen>(keyOf(company), {}), [field]: undefined });
      done += 1;
    }
    setBusy(false);
    if (done > 0) toast("done", t("mark.done.n", { name: company.name, n: done }));
  };
  return (
    <div class="stack s2">
      {list.length > 0 && (
        <div class="row between small soft">
          <span>{t("work.yours")}</span>
          <Before minutes={view.minutes} cost={price} />
        </div>
      )}
      <div class="row tight">
        {list.length > 0 && <IconButton label={t("mark.clear")} icon="cross" testid="clear-heard" disabled={busy} onClick={() => discard(keyOf(company))} />}
        <div class="grow">
          <Button wide primary={dock} icon="pen" label={list.length === 0 ? t("mark.pick") : t("mark.send", { n: list.length })} cost={price > 0 ? work(price) : undefined} busy={busy} disabled={list.length === 0 || why !== ""} testid="send-heard" onClick={() => void send()} />
        </div>
      </div>
      {why !== "" && <p class="tiny mute reason">{why}</p>}
    </div>
  );
}

/** Why the fields cannot be typed in now, "" when they can. */
function refusalOf(view: SeatView, offer: Offer | undefined, price: number): string {
  const have = view.minutes.left + view.minutes.overrun;
  if (offer === undefined || offer.blocked !== "") return offer?.blocked_text ?? "";
  return price > have ? t("agenda.short", { have: work(have), need: work(price) }) : "";
}
