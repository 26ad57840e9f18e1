/** What the facilitator can do with the session: the next step, the timer, cards, a message. */
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { ActButton } from "../../parts/button";
import { Segments, Select } from "../../parts/fields";
import type { IconName } from "../../parts/icon";
import { Icon } from "../../parts/icon";
import { Chip } from "../../parts/notes";
import { clock } from "../../state/clock";
import type { FacilitatorView, Step } from "../../types";

const ICONS: Record<string, IconName> = { open_round: "play", close_round: "stop", open_charter: "card", finish: "calendar", open_debrief: "eye", close_session: "check" };

/** The steps that the game allows now; the sensible one is filled. Ending something asks once, in place. */
export function Steps({ view, only, calm }: { view: FacilitatorView; only?: boolean; calm?: boolean }) {
  const steps = only === true ? view.steps.filter((step) => step.primary) : view.steps;
  return (
    <div class="row wrap tight" data-testid="steps">
      {steps.map((step) => (
        <StepButton key={`${step.verb}${JSON.stringify(step.args)}`} step={calm === true ? { ...step, primary: false } : step} />
      ))}
    </div>
  );
}

const GRAVE = new Set(["close_round", "close_session", "finish"]);

function StepButton({ step }: { step: Step }) {
  const [sure, setSure] = useState(false);
  const over = clock.value.state === "over";
  // While time runs nobody is in a hurry to end it: the filled button is kept for what is due.
  const filled = step.primary && (step.verb !== "close_round" || over || clock.value.state === "none");
  const asks = GRAVE.has(step.verb) && (step.verb !== "close_round" || !over);
  if (asks && !sure)
    return (
      <button type="button" class={`btn ${filled ? "primary" : ""}`} title={step.hint} data-testid={`step-${step.verb}`} data-primary={filled ? "true" : undefined} onClick={() => setSure(true)}>
        <Icon name={ICONS[step.verb] ?? "arrow"} />
        <span>{step.label}</span>
      </button>
    );
  return (
    <>
      {asks && <span class="small">{t("sure")}</span>}
      <ActButton
        primary={filled}
        kind={asks ? "bad" : ""}
        icon={ICONS[step.verb] ?? "arrow"}
        label={asks ? t("sure.yes") : step.label}
        testid={asks ? "sure" : `step-${step.verb}`}
        deed={{ verb: step.verb, args: { ...step.args }, label: step.label, key: `step.${step.verb}` }}
        onDone={() => setSure(false)}
      />
      {asks && (
        <button type="button" class="btn quiet" onClick={() => setSure(false)}>
          {t("sure.no")}
        </button>
      )}
    </>
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

/** The event cards. */
export function Cards({ view }: { view: FacilitatorView }) {
  if (view.cards.length === 0) return <p class="cell small mute">{t("cards.none")}</p>;
  return (
    <ul class="rows">
      {view.cards.map((card, index) => (
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
            card.blocked === "" && <ActButton label={t("card.play")} testid={`card-${card.id}`} deed={{ verb: "play_card", args: { card: card.id }, label: card.label, key: `card.${card.id}` }} />
          )}
        </li>
      ))}
    </ul>
  );
}

/** A message to everyone, a team or a role; it also stands on the big screen when it is for everyone. */
export function Message({ view, people }: { view: FacilitatorView; people: number }) {
  const [to, setTo] = useState<"all" | "team" | "role">("all");
  const [team, setTeam] = useState("0");
  const [role, setRole] = useState("lead_gen");
  const [text, setText] = useState("");
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
      <ActButton
        wide
        icon="message"
        label={to === "all" ? t("message.send", { n: people }) : t("message.send.some")}
        disabled={text.trim() === ""}
        testid="message-send"
        deed={{ verb: "message", args: { text: text.trim(), to: address }, label: t("message.sent") }}
        onDone={() => setText("")}
      />
    </div>
  );
}
