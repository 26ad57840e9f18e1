/** What is said at the edge of the work: toasts, live regions, notes, chips, empty places. */
import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useState } from "preact/hooks";
import { t } from "../i18n";
import { kept } from "../net/again";
import { now } from "../state/clock";
import { downSince, link } from "../state/store";
import { assertive, dismiss, type Kind, polite, toasts } from "../state/toasts";
import type { PromiseView, Talk } from "../types";
import { Icon, type IconName } from "./icon";

const GLYPHS: Record<Exclude<Kind, "busy">, IconName> = { done: "check", info: "info", bad: "cross", fail: "warn" };

/** Places of the page where notes may stand; the one of the highest rank shows them, the newest of its rank. */
const slots = signal<readonly { rank: number }[]>([]);
const RANKS = { page: 1, frame: 2, sheet: 3 } as const;

/**
 * A place for notes, in the flow of the page: a note never lies over what has to be read.
 * `page` is the place of pages that have none of their own; an open sheet takes the notes over.
 */
export function Toasts({ rank = "frame" }: { rank?: keyof typeof RANKS }) {
  const [self] = useState({ rank: RANKS[rank] });
  useLayoutEffect(() => {
    slots.value = [...slots.peek(), self];
    return () => {
      slots.value = slots.peek().filter((one) => one !== self);
    };
  }, []);
  const best = slots.value.reduce<{ rank: number } | undefined>((found, one) => (found === undefined || one.rank >= found.rank ? one : found), undefined);
  if (best !== self || toasts.value.length === 0) return null;
  return (
    <div class={`toasts at-${rank}`} data-testid="toasts">
      {toasts.value.map((one) => (
        <div key={one.id} class={`toast ${one.kind}`} data-testid={`toast-${one.kind}`}>
          {one.kind === "busy" ? <span class="spin" /> : <Icon name={GLYPHS[one.kind]} />}
          <span class="grow">{one.text}</span>
          {one.again !== undefined && (
            <button
              type="button"
              class="btn"
              onClick={() => {
                dismiss(one.id);
                one.again?.();
              }}
            >
              {t("again")}
            </button>
          )}
          {one.kind !== "busy" && (
            <button type="button" class="btn sq" aria-label={t("dismiss")} title={t("dismiss")} data-testid="dismiss" onClick={() => dismiss(one.id)}>
              <Icon name="cross" />
            </button>
          )}
        </div>
      ))}
    </div>
  );
}

/** What screen readers are told; drawn once per page. */
export function LiveRegions() {
  return (
    <>
      <div class="hide" role="status" aria-live="polite">
        {polite.value}
      </div>
      <div class="hide" role="alert" aria-live="assertive">
        {assertive.value}
      </div>
    </>
  );
}

/** The bar for when the server cannot be heard, or is slow. Nothing is lost in either case, and it says so. */
export function Offline() {
  if (link.value === "up" || downSince.value === 0) return <Slow />;
  const gone = now.value - downSince.value;
  if (gone < 2000) return null;
  return (
    <div class="toast off offline" data-testid="offline">
      <Icon name="offline" />
      <span class="grow">{gone < 20_000 ? t("offline.short") : t("offline.long")}</span>
    </div>
  );
}

/** What was asked is kept until the server has caught up; no alarm, it is not the reader's business to mend it. */
function Slow() {
  if (kept.value === 0) return null;
  return (
    <div class="toast off slow" data-testid="slow" role="status">
      <span class="spin" />
      <span class="grow">{t("slow.kept")}</span>
    </div>
  );
}

/** A quiet line of fact with a glyph. */
export function Note(props: { icon?: IconName; kind?: "" | "warn" | "bad" | "role"; children: ComponentChildren; end?: ComponentChildren; testid?: string }) {
  return (
    <div class={`note ${props.kind ?? ""} ${props.end !== undefined ? "act" : ""}`} data-testid={props.testid}>
      <Icon name={props.icon ?? "info"} />
      <span class="grow">{props.children}</span>
      {props.end}
    </div>
  );
}

const TONES: Record<Talk["outcome_tone"], { icon: IconName; kind: "" | "bad" | "role" }> = {
  good: { icon: "check", kind: "role" },
  neutral: { icon: "flag", kind: "" },
  bad: { icon: "cross", kind: "bad" },
};

/** How something ended, with its tone as glyph and colour: a refusal never looks like a success. */
export function Ended({ tone, text }: { tone: Talk["outcome_tone"]; text: string }) {
  return (
    <Note icon={TONES[tone].icon} kind={TONES[tone].kind} testid={`ended-${tone}`}>
      <b>{text}</b>
    </Note>
  );
}

/** A small label. */
export function Chip({ icon, kind = "", children }: { icon?: IconName; kind?: "" | "role" | "warn" | "bad" | "ink" | "dash"; children: ComponentChildren }) {
  return (
    <span class={`chip ${kind}`}>
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </span>
  );
}

/** An empty place: why it is empty, what fills it, something else to do. */
export function Empty({ icon, title, children, action }: { icon: IconName; title: string; children?: ComponentChildren; action?: ComponentChildren }) {
  return (
    <div class="empty">
      <Icon name={icon} />
      <p class="strong">{title}</p>
      {children !== undefined && <p class="small">{children}</p>}
      {action}
    </div>
  );
}

/** A promise as a tag; broken and kept ones carry the word. */
export function PromiseTag({ promise }: { promise: Pick<PromiseView, "text" | "state"> }) {
  const state = promise.state;
  return (
    <span class={`promise ${state === "broken" ? "bad" : state === "kept" ? "kept" : ""}`}>
      <Icon name={state === "broken" ? "cross" : state === "kept" ? "check" : "tag"} />
      <span>
        {promise.text}
        {state !== "open" && <span class="mute"> · {t(`promise.${state}`)}</span>}
      </span>
    </span>
  );
}
