/** What we know: the eight cells in words, and typing in what a colleague said. */
import { useState } from "preact/hooks";
import { t, work } from "../../i18n";
import { Baton, Pip, statusWord } from "../../parts/baton";
import { ActButton, Button } from "../../parts/button";
import { Options, Segments } from "../../parts/fields";
import { Chip } from "../../parts/notes";
import { Sheet } from "../../parts/sheet";
import { Before } from "../../parts/time";
import { replaying } from "../../state/route";
import type { Cell, CompanyView, Field, SeatView } from "../../types";
import { CORE, offers } from "./model";

/** One fact: dot, name, words, where it comes from. */
export function Fact({ cell, hot }: { cell: Cell; hot?: boolean }) {
  const short = { unknown: "u", guess: "g", confirmed: "c" }[cell.status];
  return (
    <div class={`fact ${short} ${hot === true ? "hot" : ""}`}>
      <dt>
        <Pip status={cell.status} />
        {cell.label}
        <span class="hide">, {statusWord(cell.status)}</span>
      </dt>
      <dd>{cell.status === "unknown" ? t("fact.unknown") : cell.text}</dd>
      {cell.status !== "unknown" && cell.source_text !== "" && <dd class="src">{cell.source_text}</dd>}
    </div>
  );
}

/** All eight, four that matter first. */
export function Facts({ cells, hot = [] }: { cells: readonly Cell[]; hot?: readonly Field[] }) {
  const list = (some: readonly Cell[]) => (
    <dl>
      {some.map((cell) => (
        <Fact key={cell.field} cell={cell} hot={hot.includes(cell.field)} />
      ))}
    </dl>
  );
  return (
    <>
      {list(cells.slice(0, CORE))}
      <h3 class="small soft part">{t("good_to_know")}</h3>
      {list(cells.slice(CORE))}
    </>
  );
}

/** The core four as questions with their answers: the brief's way to show them. */
export function Checks({ cells, guessBy }: { cells: readonly Cell[]; guessBy: string }) {
  return (
    <ul>
      {cells.map((cell) => {
        const short = { unknown: "u", guess: "g", confirmed: "c" }[cell.status];
        return (
          <li key={cell.field} class={`check ${short}`}>
            <Pip status={cell.status} />
            <span class="q">
              {t(`ask.${cell.field}`)}
              <span class="hide"> – {statusWord(cell.status)}</span>
            </span>
            <span class="a">{cell.status === "unknown" ? t("fact.unknown") : cell.text}</span>
            {cell.status === "guess" && (
              <span class="end">
                <Chip kind="dash">{guessBy}</Chip>
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** The dossier with the way to type something in. */
export function Dossier({ view, company, heading }: { view: SeatView; company: CompanyView; heading?: boolean }) {
  return (
    <div>
      {heading === true && (
        <div class="row between">
          <h2>{t("dossier")}</h2>
          <Baton cells={company.cells} />
        </div>
      )}
      <Facts cells={company.cells} hot={justLearned(view, company)} />
      <MarkButton view={view} company={company} />
    </div>
  );
}

function justLearned(view: SeatView, company: CompanyView): Field[] {
  if (company.talk === null || company.talk.round !== view.session.round) return [];
  return company.talk.lines.flatMap((line) => line.learned.map((cell) => cell.field));
}

/** The button that opens the sheet for typing in. */
export function MarkButton({ view, company }: { view: SeatView; company: CompanyView }) {
  const [open, setOpen] = useState(false);
  const marks = offers(company, "mark");
  const free = marks.find((offer) => offer.blocked === "" && offer.args["status"] !== "confirmed") ?? marks.find((offer) => offer.blocked === "");
  if (free === undefined || replaying.value) return null;
  return (
    <>
      <Button class="gap" kind="quiet" icon="pen" label={t("mark.open")} cost={free.minutes > 0 ? work(free.minutes) : undefined} testid="offer-mark" onClick={() => setOpen(true)} />
      {open && <MarkSheet view={view} company={company} close={() => setOpen(false)} />}
    </>
  );
}

function MarkSheet({ view, company, close }: { view: SeatView; company: CompanyView; close: () => void }) {
  const [field, setField] = useState<Field | null>(null);
  const [value, setValue] = useState("");
  const [status, setStatus] = useState<"guess" | "confirmed">("guess");
  const marks = offers(company, "mark");
  const offer = marks.find((one) => one.args["status"] === status) ?? marks[0];
  const tick = marks.find((one) => one.args["status"] === "confirmed");
  const cells = [...company.cells].sort((a, b) => Number(a.status !== "unknown") - Number(b.status !== "unknown"));
  const choosable = cells.filter((cell) => (view.vocabulary[cell.field] ?? []).length > 0);
  const minutes = offer?.minutes ?? 0;
  const ready = field !== null && value !== "";
  const footer = (
    <>
      {ready && (
        <div class="row between small soft">
          <span>{t("work.yours")}</span>
          <Before minutes={view.minutes} cost={minutes} />
        </div>
      )}
      <ActButton
        primary
        big
        wide
        icon="pen"
        label={t("mark.send")}
        minutes={minutes}
        blocked={offer?.blocked_text}
        disabled={!ready}
        testid="send"
        deed={{ verb: "mark", args: { company: company.id, field, value, status }, label: t("mark.done", { name: company.name }) }}
        onDone={close}
      />
    </>
  );
  return (
    <Sheet title={t("mark.title")} close={close} footer={footer} testid="mark-sheet">
      <p class="small soft">{t("mark.why")}</p>
      <fieldset class="bare stack s2">
        <legend class="label">{t("mark.field")}</legend>
        <div class="row wrap tight">
          {choosable.map((cell) => (
            <button
              key={cell.field}
              type="button"
              class={`topic ${field === cell.field ? "on" : ""}`}
              aria-pressed={field === cell.field}
              data-testid={`mark-${cell.field}`}
              onClick={() => {
                setField(cell.field);
                setValue("");
              }}
            >
              <Pip status={cell.status} />
              {cell.label}
            </button>
          ))}
        </div>
      </fieldset>
      {field !== null && (
        <Options
          label={t("mark.value")}
          value={value}
          choices={(view.vocabulary[field] ?? []).map((choice) => ({ value: choice.value, label: choice.label }))}
          onPick={setValue}
          testid="mark-value"
        />
      )}
      {ready && tick !== undefined && (
        <>
          <Segments
            label={t("mark.status")}
            wide
            value={status}
            choices={[
              { value: "guess", label: t("mark.guess") },
              { value: "confirmed", label: t("mark.confirmed") },
            ]}
            onPick={setStatus}
            testid="mark-status"
          />
          <p class="tiny mute">{status === "guess" ? t("mark.guess.why") : tick.hint}</p>
        </>
      )}
    </Sheet>
  );
}
