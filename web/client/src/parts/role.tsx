/** Roles: a shape and a colour, never colour alone. */
import type { Role } from "../types";
import { Icon, type IconName } from "./icon";

export type Hue = "lead" | "sales" | "account" | "host";

const SHAPES: Record<Hue, IconName> = { lead: "funnel", sales: "diamond", account: "ring", host: "triangle" };

/** The roles of a team's seats, in their order. */
export const ROLES: readonly Role[] = ["lead_gen", "sales", "account"];

/** The name of a role's colour. */
export function hue(role: Role | string): Hue {
  if (role === "lead_gen") return "lead";
  return role === "sales" || role === "account" ? role : "host";
}

/** The mark of a role. */
export function Mark({ role, class: extra = "" }: { role: Role | "host"; class?: string }) {
  const colour = hue(role);
  return (
    <span class={`mark ${extra}`} data-role={colour}>
      <Icon name={SHAPES[colour]} />
    </span>
  );
}

/** A person as a letter in the colour of the seat; a bot as its glyph in a dashed ring. */
export function Avatar({ name, role, bot, small }: { name: string; role: Role; bot?: boolean; small?: boolean }) {
  if (bot === true)
    return (
      <span class={`ava bot ${small === true ? "s" : ""}`}>
        <Icon name="bot" />
      </span>
    );
  return (
    <span class={`ava ${small === true ? "s" : ""}`} data-role={hue(role)} aria-hidden="true">
      {name.slice(0, 1).toUpperCase() || "·"}
    </span>
  );
}
