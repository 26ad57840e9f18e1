/** Between the rounds: result, charter, fast-forward, debrief, the end. */
import type { SeatView } from "../types";
import { CharterScreen } from "./charter";
import { ForwardScreen, Ended } from "./forward";
import { ResultScreen } from "./result";

export function BetweenRounds({ view }: { view: SeatView }) {
  switch (view.session.phase) {
    case "charter":
      return view.charter === null ? <ResultScreen view={view} /> : <CharterScreen view={view} charter={view.charter} />;
    case "fast_forward":
      return <ForwardScreen view={view} />;
    case "debrief":
    case "closed":
      return <Ended view={view} />;
    default:
      return <ResultScreen view={view} />;
  }
}
