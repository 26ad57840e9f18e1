/** Things to choose with: segments, switches, steppers, options, ticks. */
import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "./icon";

type Choice<Value> = { value: Value; label: ComponentChildren };

/** Two to four choices side by side. */
export function Segments<Value extends string>(props: {
  label: string;
  value: Value;
  choices: readonly Choice<Value>[];
  onPick: (value: Value) => void;
  wide?: boolean;
  testid?: string;
  disabled?: boolean;
}) {
  const move = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : event.key === "ArrowLeft" || event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const at = props.choices.findIndex((choice) => choice.value === props.value);
    const next = props.choices[(at + step + props.choices.length) % props.choices.length];
    if (next === undefined) return;
    props.onPick(next.value);
    const buttons = (event.currentTarget as HTMLElement).querySelectorAll("button");
    buttons[props.choices.indexOf(next)]?.focus();
  };
  return (
    <div class={`seg ${props.wide === true ? "wide" : ""}`} role="radiogroup" aria-label={props.label} data-testid={props.testid} onKeyDown={move}>
      {props.choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          role="radio"
          aria-checked={choice.value === props.value}
          tabIndex={choice.value === props.value ? 0 : -1}
          disabled={props.disabled === true}
          data-value={choice.value}
          onClick={() => props.onPick(choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </div>
  );
}

/** On or off. */
export function Switch(props: { on: boolean; label: ComponentChildren; hint?: ComponentChildren; onPick: (on: boolean) => void; disabled?: boolean; testid?: string }) {
  return (
    <button type="button" class="switch" role="switch" aria-checked={props.on} disabled={props.disabled === true} data-testid={props.testid} onClick={() => props.onPick(!props.on)}>
      <i />
      <span class="grow text">
        {props.label}
        {props.hint !== undefined && <span class="tiny mute block">{props.hint}</span>}
      </span>
    </button>
  );
}

/** A number between two buttons. */
export function Stepper(props: {
  label: string;
  value: number;
  text: string;
  min: number;
  max: number;
  by?: number;
  less: string;
  more: string;
  onPick: (value: number) => void;
  disabled?: boolean;
  testid?: string;
}) {
  const by = props.by ?? 1;
  const off = props.disabled === true;
  return (
    <div class="step" role="group" aria-label={props.label} data-testid={props.testid}>
      <button type="button" aria-label={`${props.label}: ${props.less}`} disabled={off || props.value <= props.min} onClick={() => props.onPick(Math.max(props.min, props.value - by))}>
        <Icon name="minus" />
      </button>
      <output>{props.text}</output>
      <button type="button" aria-label={`${props.label}: ${props.more}`} disabled={off || props.value >= props.max} onClick={() => props.onPick(Math.min(props.max, props.value + by))}>
        <Icon name="plus" />
      </button>
    </div>
  );
}

/** One of several, each with a line of explanation and perhaps a price. */
export function Options<Value extends string>(props: {
  label: string;
  value: Value | null;
  choices: readonly { value: Value; label: string; hint?: string | undefined; end?: string | undefined; icon?: IconName; disabled?: boolean }[];
  onPick: (value: Value) => void;
  disabled?: boolean;
  testid?: string;
}) {
  return (
    <div class="stack s2" role="radiogroup" aria-label={props.label} data-testid={props.testid}>
      {props.choices.map((choice) => {
        const on = choice.value === props.value;
        return (
          <button
            key={choice.value}
            type="button"
            class="option"
            role="radio"
            aria-checked={on}
            disabled={props.disabled === true || choice.disabled === true}
            data-value={choice.value}
            onClick={() => props.onPick(choice.value)}
          >
            <span class={`tick round ${on ? "on" : ""}`}>
              <Icon name="check" />
            </span>
            <span class="grow">
              <span class="strong">{choice.label}</span>
              {choice.hint !== undefined && choice.hint !== "" && <small>{choice.hint}</small>}
            </span>
            {choice.end !== undefined && <span class="num small strong">{choice.end}</span>}
          </button>
        );
      })}
    </div>
  );
}

/** A native list to choose from, styled as an input; `none` is what it says while nothing is chosen. */
export function Select(props: { label: string; value: string; choices: readonly { value: string; label: string }[]; onPick: (value: string) => void; testid?: string; hideLabel?: boolean; small?: boolean; none?: string }) {
  return (
    <label class={`field ${props.small === true ? "slim" : ""}`}>
      <span class={props.hideLabel === true ? "hide" : "label"}>{props.label}</span>
      <select class={`input ${props.small === true ? "small" : ""}`} value={props.value} data-testid={props.testid} onChange={(event) => props.onPick(event.currentTarget.value)}>
        {props.none !== undefined && props.value === "" && <option value="">{props.none}</option>}
        {props.choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}
