/** What the facilitator can do with the session: the next step, the timer, cards, a message. */
import { useState } from "preact/hooks";
import { type Key, t } from "../../i18n";
import { ask } from "../../parts/ask";
import { ActButton, Button } from "../../parts/button";
import { Segments, Select } from "../../parts/fields";
import type { IconName } from "../../parts/icon";
import { Icon } from "../../parts/icon";
import { Chip } from "../../parts/notes";
import { pending } from "../../state/acts";
import { clock } from "../../state/clock";
import type { Envelope, FacilitatorView, Step } from "../../types";
import { playsOn } from "./remedies";

const ICONS: Record<string, IconName> = { open_round: "play", close_round: "stop", open_charter: "card", finish: "calendar", open_debrief: "eye", close_session: "check" };

/** The steps that the game allows now; the sensible one is filled. What cannot be undone asks once. */
export function Steps({ view, only, calm }: { view: FacilitatorView; only?: boolean; calm?: boolean }) {
  const steps = only === true ? view.steps.filter((step) => step.primary) : view.steps;
  return (
    <div class="row wrap tight" data-testid="steps">
      {steps.map((step) => (
        <StepButton key={`${step.verb}${JSON.stringify(step.args)}`} step={calm === true ? { ...step, primary: false } : step} view={view} />
      ))}
    </div>
  );
}

/** What cannot be undone, and is asked about. */
const GRAVE = new Set(["close_round", "finish", "open_debrief", "close_session"]);

/** What a step does for good, beside what its line says. */
function costOf(step: Step, { session }: FacilitatorView): string {
  const left = session.rounds - session.round;
  const unplayed = session.phase === "result" && left > 0 ? t("sure.rounds", { n: left }) : "";
  switch (step.verb) {
    case "finish":
      return unplayed;
    case "open_debrief":
      return session.phase === "result" ? `${unplayed} ${t("sure.no_year")}`.trim() : "";
    case "close_session":
      return t("sure.close_session");
    default:
      return "";
  }
}

function StepButton({ step, view }: { step: Step; view: FacilitatorView }) {
  const over = clock.value.state === "over";
  // While time runs nobody is in a hurry to end it: the filled button is kept for what is due.
  const filled = step.primary && (step.verb !== "close_round" || over || clock.value.state === "none");
  const deed = { verb: step.verb, args: { ...step.args }, label: step.label, key: `step.${step.verb}` };
  const icon = ICONS[step.verb] ?? "arrow";
  if (!GRAVE.has(step.verb) || (step.verb === "close_round" && over)) return <ActButton primary={filled} icon={icon} label={step.label} testid={`step-${step.verb}`} deed={deed} />;
  return (
    <Button
      primary={filled}
      icon={icon}
      label={step.label}
      testid={`step-${step.verb}`}
      busy={pending.value.has(deed.key)}
      onClick={() => ask({ title: `${step.label}?`, text: `${step.hint} ${costOf(step, view)}`.trim(), yes: step.label, deed })}
    />
  );
}

/** Pause, resume, one minute more. */
export function TimerControls() {
  const { state } = clock.value;
  if (state === "none") return null;
  return (
    <>
      {state === "paused" ? (
        <ActButton icon="play" label={t("resume")} testid="resume" deed={{ verb: "resume", label: t("resume") }} />
      ) : (
        <ActButton icon="pause" label={t("pause")} testid="pause" disabled={state === "over"} deed={{ verb: "pause", label: t("pause") }} />
      )}
      <ActButton icon="plus" label={t("minute")} testid="extend" deed={{ verb: "extend", args: { seconds: 60 }, label: t("minute.added") }} />
    </>
  );
}

const CARD_ICONS: readonly IconName[] = ["bolt", "people", "meeting", "warn"];

/** The event cards; after the last round those that were played. */
function cardsOf(view: FacilitatorView) {
  return playsOn(view.session) ? view.cards : view.cards.filter((card) => card.played_round > 0);
}

/** Whether there is a card to tell of. */
export const hasCards = (view: FacilitatorView): boolean => cardsOf(view).length > 0;

export function Cards({ view }: { view: FacilitatorView }) {
  return (
    <ul class="rows">
      {cardsOf(view).map((card, index) => (
        <li key={card.id} class="row top cell">
          <Icon name={CARD_ICONS[index % CARD_ICONS.length] ?? "bolt"} />
          <span class="grow snug">
            <span class="strong small block">{card.label}</span>
            <span class="tiny mute block">{card.hint}</span>
            {card.blocked !== "" && card.played_round === 0 && <span class="tiny soft block">{card.blocked_text}</span>}
          </span>
          {card.played_round > 0 ? (
            <Chip icon="check">{t("round.n", { n: card.played_round })}</Chip>
          ) : (
            card.blocked === "" && (
              <Button
                label={t("card.play")}
                testid={`card-${card.id}`}
                onClick={() => ask({ title: `${card.label}?`, text: t("card.sure", { hint: card.hint }), yes: t("card.sure.yes"), deed: { verb: "play_card", args: { card: card.id }, label: card.label, key: `card.${card.id}` } })}
              />
            )
          )}
        </li>
      ))}
    </ul>
  );
}

/** How long a message may stand, in seconds; 0: until the phase changes. */
const STANDS = ["0", "60", "300"];

/** A message to everyone, a team or a role; it also stands on the big screen when it is for everyone. */
export function Message({ view, told, people }: { view: FacilitatorView; told: Envelope; people: number }) {
  const [to, setTo] = useState<"all" | "team" | "role">("all");
  const [team, setTeam] = useState("0");
  const [role, setRole] = useState("lead_gen");
  const [text, setText] = useState("");
  const [seconds, setSeconds] = useState("0");
  const address = to === "all" ? "all" : to === "team" ? `team:${team}` : `role:${role}`;
  return (
    <div class="stack s2 message">
      <Segments
        label={t("message.to")}
        wide
        value={to}
        choices={[
          { value: "all", label: t("message.all") },
          { value: "team", label: t("message.team") },
          { value: "role", label: t("message.role") },
        ]}
        onPick={setTo}
      />
      {to === "team" && <Select hideLabel label={t("message.team")} value={team} choices={view.teams.map((one) => ({ value: String(one.team), label: one.name }))} onPick={setTeam} />}
      {to === "role" && (
        <Select hideLabel label={t("message.role")} value={role} choices={(["lead_gen", "sales", "account"] as const).map((one) => ({ value: one, label: t(`role.${one}`) }))} onPick={setRole} />
      )}
      <textarea class="input small" rows={2} maxLength={300} aria-label={t("message.text")} placeholder={t("message.hint")} value={text} data-testid="message-text" onInput={(event) => setText(event.currentTarget.value)} />
      <Select label={t("message.stands")} small value={seconds} choices={STANDS.map((value) => ({ value, label: value === "0" ? t("message.phase") : t("minutes.n", { n: Number(value) / 60 }) }))} onPick={setSeconds} testid="message-stands" />
      <ActButton
        wide
        icon="message"
        label={to === "all" ? t("message.send", { n: people }) : t("message.send.some")}
        disabled={text.trim() === ""}
        testid="message-send"
        deed={{ verb: "message", args: { text: text.trim(), to: address, seconds: Number(seconds) }, label: t("message.sent") }}
        onDone={() => setText("")}
      />
      {told.posted.length > 0 && <Standing told={told} view={view} />}
    </div>
  );
}

/** What stands now: to whom, how long, and a way to take it back. */
function Standing({ told, view }: { told: Envelope; view: FacilitatorView }) {
  const whom = (to: string) => {
    const [kind = "", id = ""] = to.split(":");
    if (kind === "team") return view.teams.find((one) => String(one.team) === id)?.name ?? "";
    if (kind === "role") return t(`role.${id}` as Key);
    if (kind === "person") return told.presence.find((one) => one.participant === id)?.name ?? "";
    return t("message.all");
  };
  return (
    <ul class="rows small posted" data-testid="posted">
      {told.posted.map((one) => (
        <li key={one.id} class="row top">
          <span class="grow snug">
            <span class="tiny mute block">
              {whom(one.to)} · {one.left_s < 0 ? t("message.phase") : t("seconds.left", { n: one.left_s })}
            </span>
            <span class="break">{one.text}</span>
          </span>
          <ActButton kind="quiet" label={t("message.end")} testid="message-end" deed={{ verb: "end_message", args: { message: one.id }, label: t("message.ended"), key: `end.${one.id}` }} />
        </li>
      ))}
    </ul>
  );
}
