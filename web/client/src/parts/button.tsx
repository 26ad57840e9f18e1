/** Buttons. What costs work carries its minutes; the filled one is the next sensible thing. */
import type { ComponentChildren } from "preact";
import { t, work } from "../i18n";
import { anyPending, type Deed, pending, perform } from "../state/acts";
import { clock } from "../state/clock";
import { replaying } from "../state/route";
import { envelope, link } from "../state/store";
import { Icon, type IconName } from "./icon";

type Base = {
  label: ComponentChildren;
  icon?: IconName | undefined;
  cost?: string | undefined;
  primary?: boolean | undefined;
  kind?: "" | "quiet" | "bad";
  big?: boolean | undefined;
  wide?: boolean | undefined;
  class?: string;
  disabled?: boolean | undefined;
  busy?: boolean;
  testid?: string | undefined;
  type?: "button" | "submit";
  describedBy?: string | undefined;
  onClick?: ((event: MouseEvent) => void) | undefined;
};

/** A button with an icon, a label and perhaps a price. */
export function Button(props: Base) {
  const { label, icon, cost, primary, kind = "", big, wide, disabled, busy, testid, type = "button" } = props;
  const classes = ["btn", primary === true ? "primary" : kind, big === true ? "big" : "", wide === true ? "wide" : "", props.class ?? ""];
  return (
    <button
      type={type}
      class={classes.filter(Boolean).join(" ")}
      disabled={disabled === true}
      aria-busy={busy === true ? "true" : undefined}
      aria-describedby={props.describedBy}
      data-testid={testid}
      data-primary={primary === true ? "true" : undefined}
      onClick={busy === true ? undefined : props.onClick}
    >
      {busy === true ? <span class="spin" /> : icon !== undefined && <Icon name={icon} />}
      <span>{label}</span>
      {cost !== undefined && <span class="cost">{cost}</span>}
    </button>
  );
}

/** A square button that shows only an icon; its label is for those who listen. */
export function IconButton(props: { label: string; icon: IconName; onClick: () => void; testid?: string; class?: string; disabled?: boolean }) {
  return (
    <button type="button" class={`btn sq quiet ${props.class ?? ""}`} aria-label={props.label} title={props.label} data-testid={props.testid} disabled={props.disabled === true} onClick={props.onClick}>
      <Icon name={props.icon} />
    </button>
  );
}

/** Why nothing can be sent now, "" when it can: no connection, a pause, somebody else drives. */
export function held(): string {
  const told = envelope.value;
  if (link.value !== "up") return t("held.offline");
  if (told === null) return "";
  if (told.me.superseded) return t("blocked.seat_taken_over");
  if (told.me.kind === "watcher") return t("held.watching");
  // The facilitator goes on in a pause and after the bell, a desk does not.
  if (told.me.kind === "seat" && told.clock.state === "paused") return t("blocked.paused");
  if (told.me.kind === "seat" && clock.value.state === "over") return t("blocked.round_over");
  return "";
}

type ActProps = Omit<Base, "onClick" | "busy" | "cost"> & {
  deed: Deed;
  minutes?: number | undefined;
  /** When the price is known only as a range: its end. */
  most?: number | undefined;
  /** Words why it is not possible now; "" or nothing when it is. */
  blocked?: string | undefined;
  /** Works even where spending is held: it is the way out. */
  free?: boolean;
  onDone?: () => void;
};

/** A button that does something: locked until the answer, with its price and, when blocked, the reason. */
export function ActButton({ deed, minutes, most, blocked = "", free, onDone, ...rest }: ActProps) {
  if (replaying.value) return null;
  const key = deed.key ?? deed.verb;
  const busy = pending.value.has(key);
  const reason = blocked !== "" ? blocked : free === true ? (link.value === "up" ? "" : t("held.offline")) : held();
  const act = () => {
    void perform(deed).then((done) => {
      if (done) onDone?.();
    });
  };
  return (
    <>
      <Button
        {...rest}
        cost={minutes === undefined || minutes <= 0 ? undefined : most !== undefined && most > minutes ? `${minutes}–${work(most)}` : work(minutes)}
        busy={busy}
        disabled={rest.disabled === true || (!busy && (reason !== "" || anyPending.value))}
        onClick={act}
      />
      {reason !== "" && blocked !== "" && <p class="tiny mute reason">{reason}</p>}
    </>
  );
}
