/** What stands on the projector and the phones, and how it follows what the facilitator has open. */
import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../i18n";
import { pending, perform } from "../../state/acts";
import { type Place, same } from "../../state/place";
import { where } from "../../state/route";
import type { Stage } from "../../types";

/** The phones follow as well, from the next showing on. */
export const phones = signal(false);

const KEY = "show";
const PAUSE_MS = 350;

/** The open place as it is shown: of a desk of the past, its open page too. */
export function showable(open: Place): Place {
  if (open.panel !== "machine") return open;
  const { tab, company } = where.value;
  return { ...open, args: { ...open.args, ...(tab === "" ? {} : { tab }), client: company } };
}

/** The place that is on the stage. */
export function placeOnStage(stage: Stage): Place {
  return { panel: stage.panel, team: stage.team, args: stage.args };
}

/** Whether this place is seen by somebody now. */
export function isShown(stage: Stage | null, open: Place): boolean {
  return stage !== null && (stage.screen || stage.people) && same(placeOnStage(stage), showable(open));
}

/** Put a place before the others. */
export function show(open: Place, screen: boolean, people: boolean): Promise<boolean> {
  const shown = showable(open);
  const label = t(screen || people ? "stage.shown" : "stage.taken_off");
  return perform({ verb: "show", args: { panel: shown.panel, team: Math.max(0, shown.team), args: shown.args, screen, people }, label, key: KEY, silent: true });
}

/** While a panel is shown, what is chosen in it follows: another client, another moment. */
export function useFollowing(stage: Stage | null, host: boolean, here: Place): void {
  const shown = showable(here);
  const newest = useRef(here);
  newest.current = here;
  const live = host && stage !== null && (stage.screen || stage.people) && stage.panel === shown.panel && stage.team === shown.team && !same(placeOnStage(stage), shown);
  const busy = pending.value.has(KEY);
  useEffect(() => {
    if (!live || busy || stage === null) return;
    const soon = setTimeout(() => void show(newest.current, stage.screen, stage.people), PAUSE_MS);
    return () => clearTimeout(soon);
  }, [live, busy, JSON.stringify(shown.args)]);
}
