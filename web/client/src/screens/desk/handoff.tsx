/** The brief and the sheet that passes it on: to whom, how, warm or cold, what arrives, what it costs. */
import { signal } from "@preact/signals";
import { t, work } from "../../i18n";
import { Baton, inWords, Known } from "../../parts/baton";
import { ActButton, Button } from "../../parts/button";
import { Options, Switch } from "../../parts/fields";
import { PromiseTag } from "../../parts/notes";
import { Mark } from "../../parts/role";
import { Sheet } from "../../parts/sheet";
import { Before } from "../../parts/time";
import { discard, draft, write } from "../../state/drafts";
import { nameOf } from "../../state/store";
import type { Cell, CompanyView, Mode, Offer, SeatView } from "../../types";
import { Checks, Facts } from "./dossier";
import { CORE, offers, receiver } from "./model";

type Choice = { mode: Mode | ""; warm: boolean };

const MODES: readonly Mode[] = ["told", "notes", "card"];

/** The person who receives, by name or by role. */
export function receiverName(view: SeatView): string {
  const mate = receiver(view);
  if (mate === undefined) return "";
  return nameOf(view.team, mate.seat) || mate.role_text;
}

function chosen(company: CompanyView): Choice {
  return draft<Choice>(`how.${company.id}`, { mode: "", warm: false });
}

function offerFor(company: CompanyView, mode: Mode | "", warm: boolean): Offer | undefined {
  return offers(company, "hand_over").find((one) => one.args["mode"] === mode && Boolean(one.args["warm"]) === warm);
}

/** What arrives with a mode: told passes nothing written, notes a free text, the card every field. */
function arrives(cells: readonly Cell[], mode: Mode | ""): Cell[] {
  if (mode === "card") return [...cells];
  return cells.map((cell) => ({ ...cell, status: "unknown" as const }));
}

/** The brief: four that matter, promises, good to know. */
export function Brief({ company }: { company: CompanyView }) {
  const core = company.cells.slice(0, CORE);
  return (
    <>
      <section class="panel">
        <header>
          <h2 class="grow">{t("brief.core")}</h2>
        </header>
        <div class="body slim">
          <Checks cells={core} guessBy={t("brief.your_guess")} />
        </div>
      </section>
      <section class="panel">
        <header>
          <h2 class="grow">{t("brief.promised")}</h2>
        </header>
        <div class="body row wrap tight">
          {company.promises.length === 0 ? <span class="small mute">{t("brief.no_promise")}</span> : company.promises.map((one, index) => <PromiseTag key={index} promise={one} />)}
        </div>
      </section>
      <section class="panel">
        <header>
          <h2 class="grow">{t("good_to_know")}</h2>
        </header>
        <div class="body slim">
          <Facts2 cells={company.cells.slice(CORE)} />
        </div>
      </section>
    </>
  );
}

function Facts2({ cells }: { cells: readonly Cell[] }) {
  return <Checks cells={cells} guessBy={t("brief.your_guess")} />;
}

/** How to hand over: used in the sheet of a phone and in the column of a laptop. */
export function HowTo({ view, company }: { view: SeatView; company: CompanyView }) {
  const mate = receiver(view);
  const name = receiverName(view);
  const how = chosen(company);
  const change = (next: Choice) => write(`how.${company.id}`, next);
  const warm = offers(company, "hand_over").find((one) => one.args["warm"] === true);
  const cold = offerFor(company, "told", false) ?? offerFor(company, "card", false);
  const warmFor = warm !== undefined ? offerFor(company, (warm.args["mode"] as Mode) ?? "told", false) : undefined;
  const extra = warm !== undefined && warmFor !== undefined ? warm.minutes - warmFor.minutes : 0;
  const passed = arrives(company.cells, how.mode);
  return (
    <div class="stack s4">
      {mate !== undefined && (
        <div class="row">
          <Mark role={mate.role} />
          <div class="grow snug">
            <div class="strong">{name}</div>
            <div class="tiny mute">
              {mate.role_text} · {t("mate.left", { time: work(mate.left) })} · {t("mate.waiting", { n: mate.waiting })}
            </div>
          </div>
        </div>
      )}
      <Options
        label={t("handoff.how")}
        value={how.mode === "" ? null : how.mode}
        choices={MODES.flatMap((mode) => {
          const offer = offerFor(company, mode, how.warm) ?? offerFor(company, mode, false);
          if (offer === undefined) return [];
          return [{ value: mode, label: t(`mode.${mode}`), hint: offer.blocked !== "" ? offer.blocked_text : t(`mode.${mode}.hint`, { name }), end: work(offer.minutes), disabled: offer.blocked !== "" && cold !== undefined && offer.blocked !== "no_minutes" }];
        })}
        onPick={(mode) => change({ ...how, mode })}
        testid="modes"
      />
      {(how.mode === "notes" || how.mode === "card") && (
        <label class="field">
          <span class="label">{t("handoff.notes")}</span>
          <textarea
            class="input"
            rows={3}
            maxLength={500}
            data-testid="notes"
            value={draft(`notes.${company.id}`, "")}
            onInput={(event) => write(`notes.${company.id}`, event.currentTarget.value)}
          />
          <span class="tiny mute">{t("handoff.notes.hint", { n: 500 - draft(`notes.${company.id}`, "").length })}</span>
        </label>
      )}
      {warm !== undefined && (
        <Switch
          on={how.warm && warm.blocked !== "not_yet"}
          disabled={warm.blocked === "not_yet"}
          label={t("handoff.warm")}
          hint={warm.blocked === "not_yet" ? warm.blocked_text : t("handoff.warm.hint", { time: work(extra), name })}
          onPick={(on) => change({ ...how, warm: on })}
          testid="warm"
        />
      )}
      <div class="card flat stack s2 paper">
        <h3 class="small">{t("handoff.gets", { name })}</h3>
        <Baton cells={passed} fit />
        <div class="tiny soft">
          {how.mode === "card"
            ? `${inWords(passed)}, ${t("promises.n", { n: company.promises.length })}`
            : how.mode === ""
              ? t("handoff.pick")
              : t(`handoff.gets.${how.mode}`, { name })}
        </div>
      </div>
    </div>
  );
}

/** The foot: before, after, send. */
export function HandoffSend({ view, company, onSent }: { view: SeatView; company: CompanyView; onSent: () => void }) {
  const how = chosen(company);
  const offer = offerFor(company, how.mode, how.warm) ?? offerFor(company, how.mode, false);
  const minutes = offer?.minutes ?? 0;
  const name = receiverName(view);
  const notes = draft(`notes.${company.id}`, "").slice(0, 500);
  const label = t("handoff.send", { name });
  return (
    <>
      <div class="row between small soft">
        <span>{t("work.yours")}</span>
        <Before minutes={view.minutes} cost={minutes} />
      </div>
      <ActButton
        primary
        big
        wide
        icon="pass"
        label={label}
        minutes={minutes}
        blocked={how.mode === "" ? "" : offer?.blocked_text}
        disabled={offer === undefined}
        testid="send"
        deed={{ verb: "hand_over", args: { company: company.id, mode: how.mode, warm: how.warm, notes: how.mode === "told" ? "" : notes }, label, done: t("handoff.done", { name }) }}
        onDone={() => {
          discard(`how.${company.id}`);
          discard(`notes.${company.id}`);
          onSent();
        }}
      />
    </>
  );
}

export const handing = signal(false);

/** The sheet of a phone. */
export function HandoffSheet({ view, company, onSent }: { view: SeatView; company: CompanyView; onSent: () => void }) {
  const close = () => {
    handing.value = false;
  };
  if (!handing.value) return null;
  return (
    <Sheet
      title={t("handoff")}
      close={close}
      testid="handoff-sheet"
      footer={
        <HandoffSend
          view={view}
          company={company}
          onSent={() => {
            close();
            onSent();
          }}
        />
      }
    >
      <HowTo view={view} company={company} />
    </Sheet>
  );
}

/** The dock of the brief on a phone. */
export function BriefDock({ company }: { company: CompanyView }) {
  return (
    <>
      <div class="sum">
        <span>{t("brief.carries")}</span>
        <span class="row tight">
          <Baton cells={company.cells} />
          <Known cells={company.cells} />
        </span>
      </div>
      <Button
        primary
        big
        wide
        icon="pass"
        label={t("brief.choose")}
        testid="choose-handoff"
        onClick={() => {
          handing.value = true;
        }}
      />
    </>
  );
}

export { Facts };
