/** The facilitator and people: another name, another seat, off the seat; who may choose, who may look on. */
import { useEffect, useState } from "preact/hooks";
import { t } from "../../i18n";
import { ActButton, Button } from "../../parts/button";
import { Select, Stepper, Switch } from "../../parts/fields";
import { Icon } from "../../parts/icon";
import { perform } from "../../state/acts";
import type { Envelope, FacilitatorView, Permitted, Presence } from "../../types";
import { playsOn } from "./remedies";

const LONGEST_NAME = 40;
const MOST_OBSERVERS = 30;

/** A name that cannot stand. */
export function Rename({ participant, name }: { participant: string; name: string }) {
  const [next, setNext] = useState(name);
  useEffect(() => setNext(name), [name]);
  const to = next.trim();
  return (
    <div class="stack tight">
      <div class="row foot">
        <label class="field grow">
          <span class="label">{t("remedy.rename")}</span>
          <input class="input" value={next} maxLength={LONGEST_NAME} autocomplete="off" data-testid="rename" onInput={(event) => setNext(event.currentTarget.value)} />
        </label>
        <ActButton icon="pen" label={t("remedy.rename.go")} testid="rename-go" disabled={to === "" || to === name} deed={{ verb: "rename", args: { participant, name: to }, label: t("remedy.rename.go"), done: t("remedy.renamed", { name: to }) }} />
      </div>
      <span class="tiny mute">{t("remedy.rename.why")}</span>
    </div>
  );
}

const at = (one: { team: number; seat: number }) => `${one.team}.${one.seat}`;

/** To a free seat, or in exchange for whoever holds one. */
export function Move({ one, view, presence, close }: { one: Presence; view: FacilitatorView; presence: readonly Presence[]; close: () => void }) {
  const [to, setTo] = useState("");
  const others = presence.filter((other) => other.participant !== one.participant).sort((a, b) => Number(a.participant !== "") - Number(b.participant !== ""));
  const target = others.find((other) => at(other) === to) ?? others[0];
  if (target === undefined) return null;
  const wordsOf = (other: Presence) => {
    const row = view.teams.find((team) => team.team === other.team);
    return { team: row?.name ?? "", role: t(`role.${row?.seats.find((seat) => seat.seat === other.seat)?.role ?? "sales"}`), name: other.name };
  };
  const label = (other: Presence) => {
    const words = wordsOf(other);
    return other.participant === "" ? `${words.team} · ${words.role}` : t("remedy.swap", words);
  };
  return (
    <div class="row foot">
      <div class="grow">
        <Select label={t("remedy.move")} value={at(target)} choices={others.map((other) => ({ value: at(other), label: label(other) }))} onPick={setTo} testid="move-to" />
      </div>
      <ActButton icon="arrow" label={t("remedy.move.go")} testid="move-go" deed={{ verb: "move", args: { participant: one.participant, team: target.team, seat: target.seat }, label: t("remedy.move.go"), done: t("remedy.moved", { ...wordsOf(target), name: one.name }) }} onDone={close} />
    </div>
  );
}

/** Off the seat, which a bot takes or nobody, as long as there is anything to play; asks once, in place. */
export function Remove({ one, session, close }: { one: Presence; session: FacilitatorView["session"]; close: () => void }) {
  const [sure, setSure] = useState(false);
  const free = (then: "" | "bot" | "free") => ({ verb: "remove", args: { participant: one.participant, then }, label: t("remedy.remove"), done: t("remedy.removed"), key: `remove.${then}` });
  if (!sure) return <Button icon="cross" wide label={t("remedy.remove")} testid="remove" onClick={() => setSure(true)} />;
  return (
    <div class="stack s2" role="group" aria-label={t("remedy.remove")}>
      <p class="small">
        {t("sure")} {t("remedy.remove.why", { name: one.name })}
      </p>
      {playsOn(session) ? (
        <>
          <ActButton kind="bad" icon="bot" wide label={t("remedy.remove.bot")} testid="remove-bot" deed={free("bot")} onDone={close} />
          <ActButton kind="bad" icon="people" wide label={t("remedy.remove.empty")} testid="remove-free" deed={free("free")} onDone={close} />
        </>
      ) : (
        <ActButton kind="bad" icon="cross" wide label={t("remedy.remove")} testid="remove-sure" deed={free("")} onDone={close} />
      )}
      <Button kind="quiet" wide label={t("sure.no")} onClick={() => setSure(false)} />
    </div>
  );
}

/** Change one thing that is allowed. */
function allow(change: Partial<Permitted>): void {
  // Each switch is an act of its own: two that follow each other quickly both count.
  void perform({ verb: "allow", args: change, label: t("allow.saved"), key: `allow.${Object.keys(change).join()}`, silent: true });
}

/** Whoever was taken out stays out, as far as a browser can be known again, until they are let back in. */
function TakenOut({ told }: { told: Envelope }) {
  return (
    <div class="stack s2" data-testid="removed">
      <span>
        {t("removed.title")}
        <span class="tiny mute block">{t("removed.why")}</span>
      </span>
      <ul class="rows small persons">
        {told.removed.map((one) => (
          <li key={one.participant} class="row">
            <Icon name="lock" />
            <span class="grow snug">{one.name}</span>
            <ActButton label={t("removed.back")} testid={`let-back-${one.name}`} deed={{ verb: "let_back", args: { participant: one.participant }, label: t("removed.back"), done: t("removed.may_join", { name: one.name }), key: `let_back.${one.participant}` }} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What people may do beside playing, and who looks on. */
export function People({ told, view }: { told: Envelope; view: FacilitatorView }) {
  const { allowed, observers } = told;
  return (
    <div class="stack s4" data-testid="people">
      <Switch on={allowed.choosing} label={t("allow.choosing")} hint={t("allow.choosing.why")} onPick={(choosing) => allow({ choosing })} testid="allow-choosing" />
      <div class="row between">
        <span>
          {t("allow.observers")}
          <span class="tiny mute block">{allowed.observers === 0 ? t("allow.observers.none") : t("allow.observers.n", { n: allowed.observers, here: observers.length })}</span>
        </span>
        <Stepper label={t("allow.observers")} value={allowed.observers} text={String(allowed.observers)} min={0} max={MOST_OBSERVERS} less={t("less")} more={t("more.of")} onPick={(n) => allow({ observers: n })} testid="allow-observers" />
      </div>
      {observers.length > 0 && (
        <>
          <ul class="rows small persons" data-testid="observers">
            {observers.map((one) => (
              <li key={one.participant} class="row">
                <Icon name={one.here ? "eye" : "offline"} />
                <span class="grow snug">
                  <span class="block">{one.name}</span>
                  <span class="tiny mute">{view.teams.find((team) => team.team === one.team)?.name}</span>
                </span>
                <ActButton label={t("observer.remove")} testid={`send-off-${one.name}`} deed={{ verb: "remove", args: { participant: one.participant }, label: t("observer.remove"), done: t("observer.removed", { name: one.name }), key: `remove.${one.participant}` }} />
              </li>
            ))}
          </ul>
          <p class="tiny mute">{t("allow.observers.off")}</p>
        </>
      )}
      <Switch on={allowed.chat} label={t("allow.chat")} hint={t("allow.chat.why")} onPick={(chat) => allow({ chat })} testid="allow-chat" />
      {allowed.chat && <Switch on={allowed.chat_told} label={t("allow.chat_told")} hint={t("allow.chat_told.why")} onPick={(chat_told) => allow({ chat_told })} testid="allow-chat-told" />}
      {told.removed.length > 0 && <TakenOut told={told} />}
    </div>
  );
}
