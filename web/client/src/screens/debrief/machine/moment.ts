/** A moment in one line: its round, what happened, with whom. */
import type { Moment } from "../../../types";
import { roundName } from "../../../parts/rounds";

export function momentLine(moment: Moment): string {
  const who = moment.company_name !== "" && !moment.title.includes(moment.company_name) ? `, ${moment.company_name}` : "";
  return `${roundName(moment.round)}: ${moment.title}${who}`;
}
