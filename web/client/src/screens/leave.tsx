/** Giving a seat up, and somebody else in the same browser: in the lobby and in the settings. */
import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { t } from "../i18n";
import { Button } from "../parts/button";
import { envelope } from "../state/store";
import { isAfterPlay } from "./phase-word";

/** What the holder of this page's seat can do about it; null while none is held. */
export type Held = { name: string; observes: boolean; leave: () => Promise<void>; another: () => void };
export const held = signal<Held | null>(null);

/** Giving the seat up asks once: it is free for others then. */
export function Leave({ of }: { of: Held }) {
  const [sure, setSure] = useState(false);
  const [busy, setBusy] = useState(false);
  const over = isAfterPlay(envelope.value?.view.session.phase ?? "lobby");
  const label = t(of.observes ? "observing.leave" : "leave");
  if (!sure) return <Button kind="quiet" label={label} onClick={() => setSure(true)} testid="leave" />;
  const go = () => {
    setBusy(true);
    void of.leave().finally(() => setBusy(false));
  };
  return (
    <div class="stack s2" role="group" aria-label={label}>
      {!of.observes && <span class="tiny soft">{t(over ? "leave.after" : "leave.why")}</span>}
      <div class="row center">
        <span class="small">{t("sure")}</span>
        <Button kind="bad" label={t("sure.yes")} busy={busy} onClick={go} testid="leave-sure" />
        <Button kind="quiet" label={t("sure.no")} onClick={() => setSure(false)} />
      </div>
    </div>
  );
}

/** The seat of this browser, in the settings. */
export function HeldSeat({ done }: { done: () => void }) {
  const of = held.value;
  if (of === null) return null;
  return (
    <div class="stack s2" data-testid="held-seat">
      <span class="label">
        {t("seat.this")}: {of.name}
      </span>
      <div class="row wrap tight">
        <Button
          label={t("join.not_you")}
          onClick={() => {
            done();
            of.another();
          }}
          testid="not-you"
        />
        <Leave of={of} />
      </div>
    </div>
  );
}
