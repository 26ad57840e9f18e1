/** The charter: one shared draft that any seat edits; a change asks everyone again. */
import { signal } from "@preact/signals";
import { t } from "../i18n";
import { ActButton, IconButton } from "../parts/button";
import { ChatButton } from "../parts/chat";
import { Options, Segments, Stepper, Switch } from "../parts/fields";
import { Icon } from "../parts/icon";
import { Avatar } from "../parts/role";
import { settings } from "../parts/settings";
import { Ring } from "../parts/time";
import { Toasts } from "../parts/notes";
import { perform, pending } from "../state/acts";
import { nameOf } from "../state/store";
import { wide } from "../state/ui";
import type { CharterView, Choice, SeatView } from "../types";
import { Banners } from "./desk/banners";
import { Title } from "./desk/frame";
import { crew } from "./desk/model";

type Changes = Partial<Record<keyof CharterView, unknown>>;

/** What was changed here and is not yet confirmed: shown at once, so that two quick taps do not undo each other. */
const unsaved = signal<Changes>({});
let edits = 0;

/** Send a change of the draft; the draft that comes back is what counts. */
function edit(changes: Changes): void {
  edits += 1;
  const mine = edits;
  unsaved.value = { ...unsaved.peek(), ...changes };
  void perform({ verb: "edit_charter", args: { changes }, label: t("charter.edit"), silent: true, key: `edit.${mine}` }).then(() => {
    if (mine === edits) unsaved.value = {};
  });
}

type Props = { view: SeatView; charter: CharterView };

function toggled(list: readonly string[], value: string): string[] {
  return list.includes(value) ? list.filter((one) => one !== value) : [...list, value];
}

const optionsOf = (charter: CharterView, key: string): Choice[] => charter.options[key] ?? [];

function Criteria({ charter }: { charter: CharterView }) {
  return (
    <section class="stack s2">
      <h2>{t("charter.criteria")}</h2>
      {optionsOf(charter, "criteria").map((choice) => (
        <Switch key={choice.value} on={charter.criteria.includes(choice.value)} label={choice.label} disabled={!charter.editable} onPick={() => edit({ criteria: toggled(charter.criteria, choice.value) })} testid={`criterion-${choice.value}`} />
      ))}
      {optionsOf(charter, "stop").length > 0 && <h3>{t("charter.stop")}</h3>}
      {optionsOf(charter, "stop").map((choice) => (
        <Switch key={choice.value} on={charter.stop.includes(choice.value)} label={choice.label} disabled={!charter.editable} onPick={() => edit({ stop: toggled(charter.stop, choice.value) })} />
      ))}
    </section>
  );
}

function Required({ charter }: { charter: CharterView }) {
  return (
    <section class="stack s2">
      <h2>{t("charter.required")}</h2>
      <div class="row wrap tight">
        {optionsOf(charter, "required").map((choice) => {
          const on = charter.required.some((field) => field === choice.value);
          return (
            <button key={choice.value} type="button" class={`topic ${on ? "on" : ""}`} aria-pressed={on} disabled={!charter.editable} data-testid={`required-${choice.value}`} onClick={() => edit({ required: toggled(charter.required, choice.value) })}>
              <Icon name={on ? "check" : "plus"} />
              {choice.label}
            </button>
          );
        })}
      </div>
    </section>
  );
}

function Modes({ charter, which, title }: { charter: CharterView; which: "mode_lead" | "mode_account"; title: string }) {
  return (
    <section class="stack s2">
      <h3>{title}</h3>
      <Segments
        label={title}
        wide
        value={charter[which]}
        disabled={!charter.editable}
        choices={optionsOf(charter, which).map((choice) => ({ value: choice.value as CharterView["mode_lead"], label: choice.label }))}
        onPick={(mode) => edit({ [which]: mode })}
        testid={which}
      />
    </section>
  );
}

function Rules({ charter }: { charter: CharterView }) {
  const off = !charter.editable;
  return (
    <section class="stack s4">
      <div class="stack s2">
        <h2>{t("charter.how")}</h2>
        <Modes charter={charter} which="mode_lead" title={t("charter.mode_lead")} />
        <Modes charter={charter} which="mode_account" title={t("charter.mode_account")} />
        <Switch on={charter.warm} label={t("charter.warm")} disabled={off} onPick={(warm) => edit({ warm })} testid="charter-warm" />
        <Switch on={charter.write_up} label={t("charter.write_up")} disabled={off} onPick={(write_up) => edit({ write_up })} testid="charter-write-up" />
      </div>
      <div class="stack s2">
        <h2>{t("charter.short")}</h2>
        <Segments
          label={t("charter.short")}
          wide
          disabled={off}
          value={charter.returns ? "yes" : "no"}
          choices={[
            { value: "yes", label: t("charter.return") },
            { value: "no", label: t("charter.anyway") },
          ]}
          onPick={(value) => edit({ returns: value === "yes" })}
          testid="returns"
        />
        <h3>{t("charter.read_back")}</h3>
        <Segments
          label={t("charter.read_back")}
          wide
          disabled={off}
          value={charter.read_back}
          choices={optionsOf(charter, "read_back").map((choice) => ({ value: choice.value as CharterView["read_back"], label: choice.label }))}
          onPick={(read_back) => edit({ read_back })}
          testid="charter-read-back"
        />
      </div>
    </section>
  );
}

/** Kept at a hundred per cent: what one part gains, the largest other part gives. */
export function reweighed(weights: Readonly<Record<string, number>>, part: string, value: number): Record<string, number> {
  const next: Record<string, number> = { ...weights };
  const before = next[part] ?? 0;
  let rest = Math.max(0, Math.min(100, value)) - before;
  next[part] = before + rest;
  const others = Object.keys(next).filter((key) => key !== part);
  while (rest !== 0 && others.length > 0) {
    const giver = others.sort((a, b) => (rest > 0 ? (next[b] ?? 0) - (next[a] ?? 0) : (next[a] ?? 0) - (next[b] ?? 0)))[0] ?? "";
    const amount = rest > 0 ? Math.min(rest, next[giver] ?? 0, 5) : Math.max(rest, -5);
    if (amount === 0) break;
    next[giver] = (next[giver] ?? 0) - amount;
    rest -= amount;
  }
  return next;
}

function Weights({ view, charter }: Props) {
  const told = charter.weights[view.role];
  if (told === undefined) return null;
  const mine = Object.fromEntries(Object.entries(told).map(([part, value]) => [part, value ?? 0]));
  const names = optionsOf(charter, `weights.${view.role}`).concat(optionsOf(charter, "weights"));
  return (
    <section class="stack s2">
      <h2>{t("charter.weights", { role: view.role_text })}</h2>
      {Object.entries(mine).map(([part, value]) => {
        const label = names.find((choice) => choice.value === part || choice.value === `${view.role}.${part}`)?.label ?? part;
        return (
          <div key={part} class="row between">
            <span class="small grow">{label}</span>
            <Stepper
              label={label}
              value={value}
              text={`${value}%`}
              min={0}
              max={100}
              by={5}
              less={t("less")}
              more={t("more.of")}
              disabled={!charter.editable}
              onPick={(next) => edit({ weights: { ...charter.weights, [view.role]: reweighed(mine, part, next) } })}
            />
          </div>
        );
      })}
    </section>
  );
}

function Trigger({ charter }: { charter: CharterView }) {
  return (
    <section class="stack s2">
      <h2>{t("charter.trigger")}</h2>
      <Options
        label={t("charter.trigger")}
        value={charter.trigger}
        disabled={!charter.editable}
        choices={optionsOf(charter, "trigger").map((choice) => ({ value: choice.value as CharterView["trigger"], label: choice.label }))}
        onPick={(trigger) => edit({ trigger })}
        testid="trigger"
      />
    </section>
  );
}

function Agreement({ view, charter }: Props) {
  const mine = charter.agreed.includes(view.seat);
  const offer = view.offers.find((one) => one.verb === "agree_charter");
  return (
    <>
      <div class="row between agreeline">
      <ul class="row wrap agreement">
        {crew(view).map((mate) => {
          const name = nameOf(view.team, mate.seat) || mate.role_text;
          const yes = charter.agreed.includes(mate.seat);
          return (
            <li key={mate.seat} class="row">
              <Avatar name={name} role={mate.role} />
              <span class="snug names">
                <span class="strong small">{name}</span>
                <span class="tiny mute block">{yes ? t("charter.agrees") : charter.edited_by === mate.seat ? t("charter.edited") : t("charter.reading")}</span>
              </span>
              {yes && <Icon name="check" />}
            </li>
          );
        })}
      </ul>
      <span class="small mute push">{t("charter.n_agree", { n: charter.agreed.length, of: crew(view).length })}</span>
      </div>
      {!wide.value && !mine && charter.edited_by >= 0 && charter.edited_by !== view.seat && (
        <p class="tiny mute" data-testid="charter-edited">
          {t("charter.edited_by", { name: nameOf(view.team, charter.edited_by) || t("bot") })}
        </p>
      )}
      <ActButton
        primary
        big
        wide={!wide.value}
        icon="check"
        label={mine ? t("charter.agreed") : (offer?.label ?? t("charter.agree"))}
        blocked={mine ? "" : offer?.blocked_text}
        disabled={mine || !charter.editable}
        testid="offer-agree_charter"
        deed={{ verb: "agree_charter", args: {}, label: t("charter.agree"), silent: true }}
      />
    </>
  );
}

export function CharterScreen({ view, charter: stored }: Props) {
  const charter = { ...stored, ...unsaved.value } as CharterView;
  const saving = [...pending.value].some((key) => key.startsWith("edit."));
  const head = (
    <>
      <div class="grow">
        <Title class={wide.value ? "" : "asbar"}>{t("charter.title")}</Title>
        <p class="soft small">{t("charter.sub", { n: view.session.round + 1 })}</p>
      </div>
      {saving && <span class="spin" />}
      <ChatButton />
      <IconButton label={t("settings")} icon="gear" onClick={settings} testid="settings" />
      <Ring />
    </>
  );
  if (wide.value)
    return (
      <div class="dense charter" data-testid="charter">
        <Banners />
        <section class="dialog">
          <header>{head}</header>
          <Toasts />
          <div class="body thirds">
            <Criteria charter={charter} />
            <div class="stack s4">
              <Required charter={charter} />
              <Rules charter={charter} />
            </div>
            <div class="stack s4">
              <Trigger charter={charter} />
              <Weights view={view} charter={charter} />
            </div>
          </div>
          <footer>
            <Agreement view={view} charter={charter} />
          </footer>
        </section>
      </div>
    );
  return (
    <div class="phone docked charterphone" data-testid="charter">
      <header class="appbar">
        <div class="row">{head}</div>
        <Toasts />
      </header>
      <Banners />
      <main class="roomy-gap">
        <Criteria charter={charter} />
        <Required charter={charter} />
        <Rules charter={charter} />
        <Trigger charter={charter} />
        <Weights view={view} charter={charter} />
      </main>
      <div class="dock">
        <Agreement view={view} charter={charter} />
      </div>
    </div>
  );
}
