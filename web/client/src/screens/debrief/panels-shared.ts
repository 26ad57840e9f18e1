/** What panels and phones both need to know of an answer's form. */
import type { Parts } from "../../net/debrief";
import type { SmartCheck } from "../../types";

/** The checks of the SMART list, however they are wrapped. */
export function checksOf(view: Parts["smart"]): SmartCheck[] {
  return Array.isArray(view) ? view : view.checks;
}
