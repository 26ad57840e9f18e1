/** The baton: eight things that may be known about a company, in one capsule. */
import { t } from "../i18n";
import type { Cell, Status } from "../types";
import { Icon } from "./icon";

export type BatonCell = Pick<Cell, "status" | "field"> & { lost?: boolean };

const SHORT: Record<Status, string> = { unknown: "u", guess: "g", confirmed: "c" };

/** How many of the eight are confirmed, guessed, lost: for words beside the drawing. */
export function count(cells: readonly BatonCell[]) {
  return {
    confirmed: cells.filter((cell) => cell.status === "confirmed").length,
    guesses: cells.filter((cell) => cell.status === "guess").length,
    lost: cells.filter((cell) => cell.lost === true).length,
  };
}

/** "3 of 8 confirmed, 2 guesses". */
export function inWords(cells: readonly BatonCell[]): string {
  const { confirmed, guesses } = count(cells);
  const known = t("baton.confirmed", { n: confirmed, of: cells.length });
  return guesses === 0 ? known : `${known}, ${t("baton.guesses", { n: guesses })}`;
}

/** The count of the eight beside a capsule: everywhere the same words. */
export function Known({ cells }: { cells: readonly BatonCell[] }) {
  return <span class="tiny mute num">{inWords(cells)}</span>;
}

/** Draw the capsule. */
export function Baton({ cells, size = "", fit }: { cells: readonly BatonCell[]; size?: "" | "l"; fit?: boolean }) {
  return (
    <span class={`baton ${size} ${fit === true ? "fit" : ""}`} role="img" aria-label={t("baton.label", { words: inWords(cells) })}>
      {cells.map((cell) => (
        <i key={cell.field} class={cell.lost === true ? "x" : SHORT[cell.status]} data-field={cell.field} />
      ))}
    </span>
  );
}

/** A dot for the state of one fact: full, half, dashed, struck out. */
export function Pip({ status, lost }: { status: Status; lost?: boolean }) {
  if (lost === true)
    return (
      <span class="pip x">
        <Icon name="cross" />
      </span>
    );
  return <span class={`pip ${SHORT[status]}`}>{status === "confirmed" && <Icon name="check" />}</span>;
}

/** The word for a state, for those who cannot see the dot. */
export function statusWord(status: Status): string {
  return t(`status.${status}`);
}
