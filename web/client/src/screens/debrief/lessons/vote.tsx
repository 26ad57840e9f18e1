/** The vote on a phone: one lead, four answers; secret and changeable until the truth is unmasked. */
import { t } from "../../../i18n";
import { Baton } from "../../../parts/baton";
import { ActButton } from "../../../parts/button";
import { Options } from "../../../parts/fields";
import { Icon } from "../../../parts/icon";
import { Note } from "../../../parts/notes";
import { hue, Mark } from "../../../parts/role";
import { draft, write } from "../../../state/drafts";
import { envelope } from "../../../state/store";
import type { DisputedLead, DisputedView, Stage } from "../../../types";
import { tally } from "./disputed";

type Props = { view: DisputedView; lead: DisputedLead; index: number; stage: Stage | null };

export function VotePage({ view, lead, index, stage }: Props) {
  const key = `vote.${view.team}.${lead.company}`;
  const choice = draft<string>(key, "") || (envelope.value?.mine?.vote ?? "");
  // The server remembers what was sent, whatever happened to this phone since.
  const known = envelope.value?.mine?.vote || draft<string>(`${key}.sent`, "");
  const open = stage !== null && !stage.reveal;
  const first = lead.voices[0];
  return (
    <div class="stack s4 votepage" data-testid="vote">
      <div class="stack s2">
        <p class="small mute">{t("disputed.n", { n: index + 1, of: view.leads.length })}</p>
        <h1>{lead.company_name}</h1>
        <p class="soft">{t("vote.how", { n: lead.round, how: t(`mode.${lead.mode}`).toLocaleLowerCase() })}</p>
        {first !== undefined && (
          <div class="row" data-role={hue(first.role)}>
            <Baton cells={first.cells} size="l" />
            <span class="tiny mute">{t("vote.known")}</span>
          </div>
        )}
      </div>
      {lead.voices.map((voice) => (
        <div key={voice.role} class="row top" data-role={hue(voice.role)}>
          <Mark role={voice.role} class="s" />
          <span class="grow small">
            <span class="hide">{t(`role.${voice.role}`)}: </span>
            {voice.said}
          </span>
        </div>
      ))}
      <h2>{t("vote.question")}</h2>
      {open ? (
        <>
        <Options
          label={t("vote.question")}
          value={choice === "" ? null : choice}
          choices={view.choices.map((one) => ({ value: one.value, label: one.label }))}
          onPick={(value) => write(key, value)}
          testid="vote-choices"
        />
        <div class="dock">
          <ActButton
            primary
            big
            wide
            icon="check"
            label={known === "" ? t("vote.send") : known === choice ? t("vote.sent") : t("vote.change")}
            disabled={choice === "" || known === choice}
            testid="vote-send"
            deed={{ verb: "vote", args: { team: view.team, company: lead.company, choice }, label: t("vote.sent"), key: "vote" }}
            onDone={() => write(`${key}.sent`, choice)}
          />
          <div class="tiny mute centered row center">
            <Icon name="lock" />
            {t("vote.secret")}
          </div>
        </div>
        </>
      ) : (
        <Result view={view} lead={lead} stage={stage} mine={known} />
      )}
    </div>
  );
}

/** After the unmasking: what everybody thought, and whose it was. */
function Result({ view, lead, stage, mine }: { view: DisputedView; lead: DisputedLead; stage: Stage | null; mine: string }) {
  const { voted, counts } = tally(
    (stage?.votes ?? []).filter((line) => line.team === view.team && line.company === lead.company),
    view.choices,
  );
  return (
    <section class="stack s4">
      {voted > 0 && (
        <ul class="votes">
          {view.choices.map((choice) => {
            const n = counts.get(choice.value) ?? 0;
            return (
              <li key={choice.value} class={`vote ${lead.verdict === choice.value ? "right" : ""}`}>
                <span>
                  {lead.verdict === choice.value && <Icon name="check" class="rightic" />}
                  {choice.label}
                  {mine === choice.value && <span class="mute"> · {t("vote.mine")}</span>}
                </span>
                <b class="num">{n}</b>
                <div class="meter">
                  <i style={{ width: `${(100 * n) / voted}%` }} />
                </div>
              </li>
            );
          })}
        </ul>
      )}
      {lead.truth_text !== "" && (
        <Note icon="triangle" kind="role">
          {lead.truth_text}
        </Note>
      )}
      {lead.verdict_text !== "" && <p class="strong">{lead.verdict_text}</p>}
    </section>
  );
}
