/** Small things that every panel of the debrief uses. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { signal } from "@preact/signals";
import { t } from "../../i18n";
import { Button } from "../../parts/button";
import { Icon, type IconName } from "../../parts/icon";
import { Empty } from "../../parts/notes";
import { Mark } from "../../parts/role";
import type { Cell, Role, Stage } from "../../types";
import type { PanelArgs, Place } from "../../state/place";
import type { Loaded } from "./load";

/** Who looks: the facilitator, a trainee on the own page or following, the wall. Only the facilitator has controls. */
export type Audience = "host" | "own" | "phone" | "wall";

/** What every panel is drawn from. */
export type PanelProps<View> = {
  view: View;
  args: PanelArgs;
  audience: Audience;
  /** Truth is shown. */
  reveal: boolean;
  /** Go elsewhere in the debrief; nothing for those who follow. */
  open?: ((to: Partial<Place>, replace?: boolean) => void) | undefined;
  stage?: Stage | null | undefined;
  /** Names of the teams, where the reader may know them all. */
  teams?: ReadonlyMap<number, string> | undefined;
  /** Cover and show the truth; the facilitator only. */
  mask?: (() => void) | undefined;
  unmask?: (() => void) | undefined;
};

/** Draw a view, or say why there is none. */
export function Wait<View>({ loaded, what, children }: { loaded: Loaded<View>; what?: string; children: (view: View) => ComponentChildren }) {
  if (loaded.trouble !== "" && loaded.view === null)
    return (
      <Empty icon="warn" title={t("debrief.trouble")} action={<Button icon="again" label={t("again")} onClick={loaded.again} testid="again" />}>
        {loaded.trouble}
      </Empty>
    );
  if (loaded.view === null) return <Counting what={what ?? t("loading")} />;
  return (
    <div class={`arrives ${loaded.busy ? "stale" : ""}`} aria-busy={loaded.busy ? "true" : undefined}>
      {children(loaded.view)}
    </div>
  );
}

/** A slow answer says what is being counted, but not before it is slow. */
function Counting({ what }: { what: string }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div class="counting mute row center" role="status">
      {late && (
        <>
          <span class="spin" />
          <span>{what}</span>
        </>
      )}
    </div>
  );
}

/** Marks of the roles that a step belongs to; a step between two carries both. */
export function Own({ roles, size = "s" }: { roles: readonly Role[]; size?: "s" | "" }) {
  return (
    <span class="own">
      {roles.map((role) => (
        <Mark key={role} role={role} class={size} />
      ))}
    </span>
  );
}

const FIELD_ICONS: Record<Cell["field"], IconName> = {
  pain: "heart",
  product: "card",
  severity: "warn",
  budget: "coins",
  timing: "calendar",
  decision_maker: "people",
  expectation: "eye",
  next_step: "flag",
};

/** What a company truly was, as chips. */
export function Truths({ cells }: { cells: readonly Cell[] }) {
  return (
    <span class="row wrap tight truths">
      {cells
        .filter((cell) => cell.text !== "")
        .map((cell) => (
          <span key={cell.field} class="chip" title={cell.label}>
            <Icon name={FIELD_ICONS[cell.field]} />
            <span class="hide">{cell.label}: </span>
            {cell.text}
          </span>
        ))}
    </span>
  );
}

/** The rem of this page in pixels, kept up to date: drawings are laid out in it. */
export const rem = signal(16);

/** Measure an element: its width in rem, 0 until it is known. */
export function useWidth(self: { current: HTMLElement | null }): { width: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const measure = () => {
      const box = self.current;
      if (box === null) return;
      rem.value = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
      const next = { width: box.clientWidth / rem.value, height: box.clientHeight / rem.value };
      setSize((before) => (Math.abs(before.width - next.width) < 0.05 && Math.abs(before.height - next.height) < 0.05 ? before : next));
    };
    measure();
    if (typeof ResizeObserver === "undefined" || self.current === null) return;
    const watcher = new ResizeObserver(measure);
    watcher.observe(self.current);
    return () => watcher.disconnect();
  }, []);
  return size;
}

/** A list that is walked with the arrow keys: up and down choose and focus. */
export function walk<Key extends string | number>(keys: readonly Key[], here: Key, pick: (key: Key) => void) {
  return (event: KeyboardEvent) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const next = keys[Math.max(0, Math.min(keys.length - 1, keys.indexOf(here) + by))];
    if (by === 0 || next === undefined) return;
    event.preventDefault();
    pick(next);
    (event.currentTarget as HTMLElement).querySelector<HTMLElement>(`[data-key="${next}"]`)?.focus();
  };
}
