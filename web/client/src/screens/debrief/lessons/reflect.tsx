/** One rule of one's own, on a phone: written, held against SMART, kept with the session. */
import { t } from "../../../i18n";
import { ActButton } from "../../../parts/button";
import { Icon } from "../../../parts/icon";
import { Note } from "../../../parts/notes";
import { draft, write } from "../../../state/drafts";
import { envelope } from "../../../state/store";
import type { SmartCheck } from "../../../types";
import "../../../styles/lessons.css";

const MOST = 300;

export function Reflect({ checks }: { checks: readonly SmartCheck[] }) {
  const kept = envelope.value?.mine;
  const rule = draft<string>("rule", kept?.rule ?? "");
  const ticked = draft<string[]>("rule.checks", kept?.checks ?? []);
  const sent = kept === null || kept === undefined || kept.rule === "" ? draft<string>("rule.sent", "") : JSON.stringify([kept.rule, kept.checks]);
  const now = JSON.stringify([rule.trim(), ticked]);
  const tick = (letter: string) => write("rule.checks", ticked.includes(letter) ? ticked.filter((one) => one !== letter) : checks.map((one) => one.letter).filter((one) => one === letter || ticked.includes(one)));
  return (
    <div class="stack s4 reflectpage" data-testid="reflect">
      <div class="stack s2">
        <h1>{t("rule.title")}</h1>
        <p class="soft">{t("rule.why")}</p>
      </div>
      <label class="field">
        <span class="label">{t("rule.label")}</span>
        <textarea class="input" rows={4} maxLength={MOST} placeholder={t("rule.example")} value={rule} data-testid="rule-text" onInput={(event) => write("rule", event.currentTarget.value)} />
        <span class="tiny mute num">{t("handoff.notes.hint", { n: MOST - rule.length })}</span>
      </label>
      <section class="stack s2">
        <h2>{t("rule.smart")}</h2>
        <ul class="stack s2">
          {checks.map((check) => {
            const on = ticked.includes(check.letter);
            return (
              <li key={check.letter}>
                <button type="button" class="option" role="checkbox" aria-checked={on} data-testid={`smart-${check.letter}`} onClick={() => tick(check.letter)}>
                  <span class={`tick ${on ? "on" : ""}`}>
                    <Icon name="check" />
                  </span>
                  <span class="grow">
                    <span class="strong">
                      <b class="letter">{check.letter}</b> {check.label}
                    </span>
                    <small>{check.hint}</small>
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      </section>
      {sent !== "" && sent === now && <Note icon="check">{t("rule.kept")}</Note>}
      <div class="dock">
        <ActButton
          primary
          big
          wide
          icon="check"
          label={t(sent === "" ? "rule.send" : sent === now ? "rule.sent" : "rule.change")}
          disabled={rule.trim() === "" || sent === now}
          free
          testid="rule-send"
          deed={{ verb: "reflect", args: { rule: rule.trim(), checks: ticked }, label: t("rule.sent"), key: "reflect" }}
          onDone={() => write("rule.sent", now)}
        />
        <p class="tiny mute centered">{t("rule.who")}</p>
      </div>
    </div>
  );
}
