/** What the facilitator can do about a seat, and in which phase it helps: what would change nothing is not offered. */
import { t } from "../../i18n";
import type { Deed } from "../../state/acts";
import type { FacilitatorView, Presence } from "../../types";

export type Remedy = "bot" | "person" | "link" | "nudge" | "rename" | "move" | "remove";

type Session = Pick<FacilitatorView["session"], "phase" | "round" | "rounds">;

/** The policy that stands in for a person. */
const BOT = "reference";

/** Whether the seats have a round yet to play, or one that runs. */
export function playsOn({ phase, round, rounds }: Session): boolean {
  return phase === "lobby" || phase === "round" || phase === "charter" || (phase === "result" && round < rounds);
}

/** The remedies that help a seat now. After the last round nobody works on it: who held it keeps the name and the link. */
export function useful(one: Presence, session: Session): ReadonlySet<Remedy> {
  const found = new Set<Remedy>();
  const held = one.name !== "";
  if (playsOn(session)) {
    found.add(one.state === "bot" ? "person" : "bot");
    if (held) found.add("move");
    if (held && one.state === "here") found.add("nudge");
  }
  for (const kept of ["link", "rename", "remove"] as const) if (held) found.add(kept);
  return found;
}

const keyOf = (one: Presence) => `${one.team}.${one.seat}`;

/** A bot takes the seat for a while. */
export function botOf(one: Presence): Deed {
  return { verb: "seat_bot", args: { team: one.team, seat: one.seat, policy: BOT }, label: t("remedy.bot"), key: `bot.${keyOf(one)}` };
}

/** The seat goes back to its person. */
export function personOf(one: Presence): Deed {
  return { verb: "seat_bot", args: { team: one.team, seat: one.seat, policy: "" }, label: t("remedy.person"), key: `bot.${keyOf(one)}` };
}

/** A word on the person's own screen. */
export function nudgeOf(one: Presence): Deed {
  return { verb: "nudge", args: { team: one.team, seat: one.seat }, label: t("remedy.nudged", { name: one.name }), key: `nudge.${keyOf(one)}` };
}
