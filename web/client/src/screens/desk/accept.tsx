/** Taking a brief: what was passed on, accept with or without reading it back, return with a reason. */
import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { t, work } from "../../i18n";
import { Baton, inWords } from "../../parts/baton";
import { ActButton, Button } from "../../parts/button";
import { Options, Switch } from "../../parts/fields";
import { Note, PromiseTag } from "../../parts/notes";
import { Sheet } from "../../parts/sheet";
import { Before, Wait } from "../../parts/time";
import { draft, write } from "../../state/drafts";
import { replaying } from "../../state/route";
import { nameOf } from "../../state/store";
import type { CompanyView, HandoffView, Offer, SeatView } from "../../types";
import { Checks } from "./dossier";
import { CORE, handoffOf, offers } from "./model";

const returning = signal(false);

/** The colleague of a handoff, by name or by role. */
export function otherName(view: SeatView, handoff: HandoffView): string {
  const mate = view.mates.find((one) => one.role === handoff.other);
  return (mate && nameOf(view.team, mate.seat)) || mate?.role_text || "";
}

/** "Card from Dana, warm". */
export function handoffLine(view: SeatView, handoff: HandoffView): string {
  const parts = [t("from", { what: t(`mode.${handoff.mode}`), name: otherName(view, handoff) }), t(handoff.warm ? "warm" : "cold")];
  return parts.join(", ");
}

/** What was passed on. */
export function Received({ view, handoff, compact }: { view: SeatView; handoff: HandoffView; compact?: boolean }) {
  const name = otherName(view, handoff);
  const written = handoff.mode === "card";
  return (
    <div class="stack s4">
      <div class="row between">
        <span class="small soft">{t("received.from", { name })}</span>
        <Baton cells={handoff.brief} size="l" />
      </div>
      {written || handoff.brief.some((cell) => cell.status !== "unknown") ? (
        <section class={compact === true ? "" : "panel"}>
          <div class={compact === true ? "" : "body slim"}>
            <Checks cells={handoff.brief.filter((cell, index) => index < CORE || cell.status !== "unknown")} guessBy={t("brief.guess_of", { name })} />
          </div>
        </section>
      ) : (
        <Note icon="message">{t(handoff.mode === "told" ? "received.told" : "received.notes", { name })}</Note>
      )}
      {handoff.notes !== "" && (
        <blockquote class="card flat quote">
          <span class="small soft block">{t("received.in_words", { name })}</span>
          {handoff.notes}
        </blockquote>
      )}
      {handoff.promises.length > 0 && (
        <div class="row wrap tight">
          <span class="small soft">{t("promised")}</span>
          {handoff.promises.map((one, index) => (
            <PromiseTag key={index} promise={one} />
          ))}
        </div>
      )}
    </div>
  );
}

/** What reading back showed: three questions with what was put right. A miss is never red. */
export function ReadBack({ handoff }: { handoff: HandoffView }) {
  if (handoff.read_back.length === 0) return null;
  return (
    <section class="panel">
      <header>
        <h2>{t("read_back.title")}</h2>
      </header>
      <ul class="rows small">
        {handoff.read_back.map((line, index) => (
          <li key={index} class="row top cell">
            <span class="grow">
              <span class="strong block">{line.question}</span>
              <span class="soft">
                {t(`read_back.${line.outcome}`)}
                {line.after !== "" && `: ${line.after}`}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function acceptOffers(company: CompanyView): { plain: Offer | undefined; back: Offer | undefined } {
  const all = offers(company, "accept");
  return { plain: all.find((one) => one.args["read_back"] !== true), back: all.find((one) => one.args["read_back"] === true) };
}

/** The body of the page where a brief is taken. */
export function AcceptView({ view, company, compact }: { view: SeatView; company: CompanyView; compact?: boolean }) {
  const handoff = handoffOf(view, company);
  if (handoff === undefined) return null;
  const { plain, back } = acceptOffers(company);
  const key = `back.${handoff.id}`;
  const on = draft(key, false);
  const extra = (back?.minutes ?? 0) - (plain?.minutes ?? 0);
  return (
    <div class="stack s4">
      <Received view={view} handoff={handoff} compact={compact === true} />
      {back !== undefined && (
        <section class="card">
          <Switch
            on={on && back.blocked === ""}
            disabled={back.blocked !== ""}
            label={<b>{t("read_back.title")}</b>}
            hint={back.blocked !== "" ? back.blocked_text : t("read_back.hint", { time: work(extra), name: otherName(view, handoff) })}
            onPick={(next) => write(key, next)}
            testid="read-back"
          />
        </section>
      )}
    </div>
  );
}

/** The dock where a brief is taken: return, accept. */
export function AcceptDock({ view, company, onDone, sum }: { view: SeatView; company: CompanyView; onDone: () => void; sum?: boolean }) {
  const handoff = handoffOf(view, company);
  const { plain, back } = acceptOffers(company);
  if (handoff === undefined || plain === undefined || replaying.value) return null;
  const offer = draft(`back.${handoff.id}`, false) && back !== undefined && back.blocked === "" ? back : plain;
  const returns = offers(company, "return_handoff");
  const returnable = returns.some((one) => one.blocked === "");
  return (
    <>
      {sum !== false && (
        <div class="sum">
          <span>{t("work.yours")}</span>
          <Before minutes={view.minutes} cost={offer.minutes} />
        </div>
      )}
      <div class="row top">
        {returnable && (
          <Button
            big
            icon="back"
            label={t("return")}
            testid="offer-return_handoff"
            onClick={() => {
              returning.value = true;
            }}
          />
        )}
        <div class="grow stack s2">
          <ActButton
            primary
            big
            wide
            icon="check"
            label={view.role === "account" ? t("take_over") : t("accept")}
            minutes={offer.minutes}
            most={offer.minutes_max}
            blocked={offer.blocked_text}
            testid="offer-accept"
            deed={{ verb: "accept", args: { handoff: handoff.id, read_back: offer.args["read_back"] === true }, label: t("accept.done", { name: company.name }), key: `accept.${handoff.id}` }}
            onDone={onDone}
          />
        </div>
      </div>
      {returnable && returning.value && <ReturnSheet view={view} handoff={handoff} returns={returns} onDone={onDone} />}
    </>
  );
}

type Returning = { view: SeatView; handoff: HandoffView; returns: readonly Offer[]; onDone: () => void };

function ReturnSheet({ view, handoff, returns, onDone }: Returning) {
  const [reason, setReason] = useState<string | null>(null);
  const key = `return.${handoff.id}`;
  const note = draft(key, "");
  const close = () => {
    returning.value = false;
  };
  const offer = returns.find((one) => one.args["reason"] === reason) ?? returns[0];
  const choices = returns.map((one) => ({ value: String(one.args["reason"]), label: one.label, hint: one.blocked === "" ? one.hint : one.blocked_text, disabled: one.blocked !== "" }));
  const name = otherName(view, handoff);
  return (
    <Sheet
      title={t("return.title")}
      close={close}
      testid="return-sheet"
      footer={
        <>
          <div class="row between small soft">
            <span>{t("work.yours")}</span>
            <Before minutes={view.minutes} cost={offer?.minutes ?? 0} />
          </div>
          <ActButton
            primary
            big
            wide
            icon="back"
            label={t("return.send", { name })}
            minutes={offer?.minutes}
            disabled={reason === null}
            testid="send"
            deed={{ verb: "return_handoff", args: { handoff: handoff.id, reason, note: note.slice(0, 200) }, label: t("return.done", { name }) }}
            onDone={() => {
              close();
              onDone();
            }}
          />
        </>
      }
    >
      <Options label={t("return.why")} value={reason} choices={choices} onPick={setReason} testid="reasons" />
      <label class="field">
        <span class="label">{t("return.note")}</span>
        <textarea class="input" rows={2} maxLength={200} value={note} onInput={(event) => write(key, event.currentTarget.value)} data-testid="return-note" />
        <span class="tiny mute">{t("return.note.hint", { name })}</span>
      </label>
    </Sheet>
  );
}

/** One line about a brief: wait, how it came, what it holds. */
export function BriefLine({ view, company }: { view: SeatView; company: CompanyView }) {
  const handoff = handoffOf(view, company);
  return (
    <>
      <span class="row between top">
        <span class="name strong">{company.name}</span>
        <Wait minutes={company.wait} band={company.wait_band} />
      </span>
      <span class="row between">
        <span class="tiny soft">{handoff === undefined ? company.status_text : handoffLine(view, handoff)}</span>
        <Baton cells={handoff?.brief ?? company.cells} />
      </span>
      {handoff !== undefined && handoff.promises.length > 0 && <span class="tiny mute">{t("promises.n", { n: handoff.promises.length })}</span>}
      <span class="hide">{inWords(handoff?.brief ?? company.cells)}</span>
    </>
  );
}
