/** Typing in what a colleague says aloud: one tap a field on its value, one button that sends them with their price. */
import { useState } from "preact/hooks";
import { t, work } from "../../i18n";
import { Pip } from "../../parts/baton";
import { Button, held } from "../../parts/button";
import { Segments } from "../../parts/fields";
import { Before } from "../../parts/time";
import { perform } from "../../state/acts";
import { draft, write } from "../../state/drafts";
import { replaying } from "../../state/route";
import { nameOf } from "../../state/store";
import { toast } from "../../state/toasts";
import type { Cell, CompanyView, Field, Offer, SeatView } from "../../types";
import { handoffOf, offers } from "./model";

type Certainty = "guess" | "confirmed";
type Chosen = Partial<Record<Field, string>>;

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

/** The fields that can be typed in, folded away unless a colleague is to be asked. */
export function Heard({ view, company }: { view: SeatView; company: CompanyView }) {
  const marks = offers(company, "mark");
  const price = marks.find((one) => one.args["status"] === "guess")?.minutes ?? 0;
  if (marks.every((one) => one.blocked !== "") || replaying.value) return null;
  const name = teller(view, company);
  return (
    <details class="more heard" open={asksAloud(view, company)} data-testid="heard">
      <summary class="small">
        <span class="grow">{name === "" ? t("mark.title") : t("mark.ask", { name })}</span>
        <span class="num mute">{t("mark.price", { time: work(price) })}</span>
      </summary>
      <Fields view={view} company={company} marks={marks} />
    </details>
  );
}

function Fields({ view, company, marks }: { view: SeatView; company: CompanyView; marks: readonly Offer[] }) {
  const [certainty, setCertainty] = useState<Certainty>("guess");
  const key = `heard.${company.id}`;
  const open = company.cells.filter((cell) => cell.status !== "confirmed" && (view.vocabulary[cell.field] ?? []).length > 0);
  open.sort((a, b) => Number(a.status !== "unknown") - Number(b.status !== "unknown"));
  const kept = draft<Chosen>(key, {});
  const chosen = Object.fromEntries(open.flatMap((cell) => (kept[cell.field] === undefined ? [] : [[cell.field, kept[cell.field]]]))) as Chosen;
  const pick = (field: Field, value: string) => write(key, { ...chosen, [field]: chosen[field] === value ? undefined : value });
  const offer = marks.find((one) => one.args["status"] === certainty);
  return (
    <div class="stack s4">
      <p class="tiny mute">{t("mark.why")}</p>
      {open.map((cell) => (
        <Values key={cell.field} cell={cell} view={view} value={chosen[cell.field] ?? ""} pick={(value) => pick(cell.field, value)} />
      ))}
      <Segments
        label={t("mark.status")}
        wide
        value={certainty}
        choices={[
          { value: "guess", label: t("mark.guess") },
          { value: "confirmed", label: t("mark.confirmed") },
        ]}
        onPick={setCertainty}
        testid="mark-status"
      />
      <p class="tiny mute">{certainty === "guess" ? t("mark.guess.why") : (offer?.hint ?? "")}</p>
      <Send view={view} company={company} chosen={chosen} certainty={certainty} offer={offer} sent={(field) => write(key, { ...draft<Chosen>(key, {}), [field]: undefined })} />
    </div>
  );
}

/** One field with its values side by side: a tap chooses, another takes it back. */
function Values({ cell, view, value, pick }: { cell: Cell; view: SeatView; value: string; pick: (value: string) => void }) {
  return (
    <fieldset class="bare stack tight" data-testid={`heard-${cell.field}`}>
      <legend class="row tight small strong">
        <Pip status={cell.status} />
        {cell.label}
      </legend>
      <div class="row wrap tight">
        {(view.vocabulary[cell.field] ?? []).map((choice) => (
          <button key={choice.value} type="button" class={`topic ${choice.value === value ? "on" : ""}`} aria-pressed={choice.value === value} data-value={choice.value} onClick={() => pick(choice.value)}>
            {choice.label}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

type Sending = { view: SeatView; company: CompanyView; chosen: Chosen; certainty: Certainty; offer: Offer | undefined; sent: (field: Field) => void };

/** Sends what was chosen, field by field; what is refused stays chosen. */
function Send({ view, company, chosen, certainty, offer, sent }: Sending) {
  const [busy, setBusy] = useState(false);
  const list = Object.entries(chosen) as [Field, string][];
  const price = (offer?.minutes ?? 0) * list.length;
  const have = view.minutes.left + view.minutes.overrun;
  const why = list.length === 0 ? "" : offer === undefined || offer.blocked !== "" ? (offer?.blocked_text ?? "") : price > have ? t("agenda.short", { have: work(have), need: work(price) }) : held();
  const send = async () => {
    setBusy(true);
    let done = 0;
    for (const [field, value] of list) {
      const deed = { verb: "mark", args: { company: company.id, field, value, status: certainty }, label: t("mark.done", { name: company.name }), key: `mark.${company.id}.${field}`, silent: true };
      if (!(await perform(deed))) break;
      sent(field);
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
      <Button wide icon="pen" label={list.length === 0 ? t("mark.pick") : t("mark.send", { n: list.length })} cost={price > 0 ? work(price) : undefined} busy={busy} disabled={list.length === 0 || why !== ""} testid="send-heard" onClick={() => void send()} />
      {why !== "" && <p class="tiny mute reason">{why}</p>}
    </div>
  );
}
