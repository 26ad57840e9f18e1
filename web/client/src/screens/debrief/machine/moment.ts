/** A moment in one line: its round, what happened, with whom. */
import type { Moment } from "../../../types";
import { roundName } from "../journey/story";

export function momentLine(moment: Moment, rounds: number): string {
  const who = moment.company_name !== "" && !moment.title.includes(moment.company_name) ? `, ${moment.company_name}` : "";
  return `${roundName(moment.round, rounds)}: ${moment.title}${who}`;
}
