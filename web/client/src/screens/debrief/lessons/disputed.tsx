/** Disputed leads: two voices, everybody's vote, then the truth, then whose it was. */
import { quoted, short, t } from "../../../i18n";
import { Baton } from "../../../parts/baton";
import { Button } from "../../../parts/button";
import { Icon } from "../../../parts/icon";
import { Empty } from "../../../parts/notes";
import { hue, Mark } from "../../../parts/role";
import { numberOf } from "../../../state/place";
import type { Choice, DisputedLead, DisputedView, Stage, VoteLine } from "../../../types";
import { type PanelProps, Truths } from "../parts";
import { VotePage } from "./vote";
import "../../../styles/lessons.css";

/** The lead that is looked at: the chosen one, else the first. */
export function leadOf(view: DisputedView, company: number): { lead: DisputedLead | undefined; index: number } {
  const index = Math.max(
    0,
    view.leads.findIndex((one) => one.company === company),
  );
  return { lead: view.leads[index], index };
}

/** The votes on one lead, added up over everybody's teams. Empty counts mean that nobody may know yet. */
export function tally(votes: readonly VoteLine[], choices: readonly Choice[]): { voted: number; of: number; told: boolean; counts: Map<string, number> } {
  const counts = new Map<string, number>();
  for (const line of votes) for (const [choice, n] of Object.entries(line.counts)) counts.set(choice, (counts.get(choice) ?? 0) + Number(n ?? 0));
  return { voted: votes.reduce((sum, line) => sum + line.voted, 0), of: votes.reduce((sum, line) => sum + line.of, 0), told: choices.some((one) => counts.has(one.value)), counts };
}

export function Disputed(props: PanelProps<DisputedView>) {
  const { view, args, audience, open, stage } = props;
  const { lead, index } = leadOf(view, numberOf(args, "company"));
  if (lead === undefined)
    return (
      <Empty icon="check" title={t("disputed.none")}>
        {t("disputed.none.why")}
      </Empty>
    );
  if (audience === "phone") return <VotePage view={view} lead={lead} index={index} stage={stage ?? null} />;
  const go = (by: number) => {
    const next = view.leads[(index + by + view.leads.length) % view.leads.length];
    // The next lead is voted on before its truth is seen.
    if (props.reveal) props.mask?.();
    if (next !== undefined) open?.({ args: { company: next.company } });
  };
  return (
    <div class={`disputed on-${audience}`}>
      <div class="voices">
        <div class="row between base">
          <h1>{lead.company_name}</h1>
          <span class="small mute num">
            {t("disputed.n", { n: index + 1, of: view.leads.length })} · {t("disputed.stake", { sum: short(lead.revenue) })}
          </span>
        </div>
        {lead.voices.map((voice) => (
          <section key={voice.role} class="card flat voice" data-role={hue(voice.role)}>
            <div class="row">
              <Mark role={voice.role} class="s" />
              <span class="strong">{t(`role.${voice.role}`)}</span>
              <span class="push">
                <Baton cells={voice.cells} />
              </span>
            </div>
            <p class="says">{quoted(voice.said)}</p>
            <p class="roomy small soft">{voice.facts}</p>
          </section>
        ))}
        <Unmasked lead={lead} audience={audience} />
      </div>
      <Tally {...props} lead={lead} stage={stage ?? null} step={open !== undefined && view.leads.length > 1 ? go : undefined} />
    </div>
  );
}

/** The truth, once it is unmasked. */
function Unmasked({ lead, audience }: { lead: DisputedLead; audience: string }) {
  if (lead.truth_text === "" && lead.truth.length === 0)
    return audience === "host" ? (
      <p class="small mute row">
        <Icon name="lock" />
        {t("disputed.masked")}
      </p>
    ) : null;
  return (
    <section class="card role stack s2 truthlane" data-role="host">
      <div class="row">
        <Mark role="host" class="s" />
        <h2 class="grow">{t("truth")}</h2>
      </div>
      <Truths cells={lead.truth} />
      {lead.truth_text !== "" && <p>{lead.truth_text}</p>}
      {audience === "wall" && lead.verdict_text !== "" && <p class="strong">{lead.verdict_text}</p>}
    </section>
  );
}

type TallyProps = PanelProps<DisputedView> & { lead: DisputedLead; stage: Stage | null; step: ((by: number) => void) | undefined };

function Tally({ view, lead, stage, step, audience, teams, reveal, unmask }: TallyProps) {
  const all = stage?.votes ?? [];
  const { voted, of, told, counts } = tally(
    all.filter((line) => line.team === view.team && line.company === lead.company),
    view.choices,
  );
  const most = Math.max(0, ...counts.values());
  const shares = new Map<string, number>(lead.shares as [string, number][]);
  return (
    <section class="card tally" aria-label={t("vote.question")}>
      <div>
        <h2>{t("vote.question")}</h2>
        <span class="small mute num">{of > 0 ? t("vote.voted", { n: voted, of }) : t("vote.closed")}</span>
      </div>
      <ul class="votes">
        {view.choices.map((choice) => {
          const n = counts.get(choice.value) ?? 0;
          const right = lead.verdict !== "" && lead.verdict === choice.value;
          const cents = shares.get(choice.value) ?? 0;
          return (
            <li key={choice.value} class={`vote ${right ? "right" : ""}`}>
              <span class={told && n === most && n > 0 ? "strong" : ""}>
                {right && <Icon name="check" class="rightic" />}
                {told && <ChoiceMark value={choice.value} />}
                {choice.label}
                {right && <span class="hide"> ({t("vote.right")})</span>}
              </span>
              <b class="num">{told ? n : ""}</b>
              <div class={`meter ${told ? "" : "hidden"}`}>
                <i style={{ width: told && voted > 0 ? `${(100 * n) / voted}%` : "0%" }} class={told && n === most ? "most" : ""} />
              </div>
              {cents > 0 && audience !== "wall" && <span class="tiny soft share">{t("disputed.share", { sum: short(cents) })}</span>}
            </li>
          );
        })}
      </ul>
      {lead.verdict_text !== "" && audience !== "wall" && <p class="verdict">{lead.verdict_text}</p>}
      {step !== undefined && audience === "host" && (
        <div class="row ctl">
          {!reveal && unmask !== undefined && <Button icon="eye" label={t("reveal")} onClick={unmask} testid="unmask" />}
          <Button icon="left" label={t("previous")} onClick={() => step(-1)} testid="lead-previous" />
          <Button icon="right" label={t("disputed.next")} class="grow" onClick={() => step(1)} testid="lead-next" />
        </div>
      )}
      {told && <ByTeam votes={all} choices={view.choices} teams={teams} />}
    </section>
  );
}

/** The mark of an answer: whose it is, or what. */
function ChoiceMark({ value }: { value: string }) {
  if (value === "lead_gen" || value === "sales") return <Mark role={value} class="s" />;
  return (
    <span class="mark s plainmark">
      <Icon name={value === "handoff" ? "pass" : "dots"} />
    </span>
  );
}

/** All unmasked leads of the room, added up by the team whose leads they were. */
function ByTeam({ votes, choices, teams }: { votes: readonly VoteLine[]; choices: readonly Choice[]; teams: ReadonlyMap<number, string> | undefined }) {
  const told = votes.filter((line) => Object.keys(line.counts).length > 0);
  const rows = [...new Set(told.map((line) => line.team))].sort((a, b) => a - b).map((team) => ({ team, lines: told.filter((line) => line.team === team) }));
  if (told.length < 2) return null;
  const cells = (lines: readonly VoteLine[]) => {
    const { counts } = tally(lines, choices);
    return choices.map((choice) => (
      <td key={choice.value} class="r">
        {counts.get(choice.value) ?? 0}
      </td>
    ));
  };
  return (
    <details class="more byteam" open>
      <summary class="small">{t("vote.by_team")}</summary>
      <div class="scrollx">
        <table class="tbl">
          <thead>
            <tr>
              <th scope="col">{t("team")}</th>
              {choices.map((choice) => (
                <th key={choice.value} scope="col" class="r" title={choice.label}>
                  <ChoiceMark value={choice.value} />
                  <span class="hide">{choice.label}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.team}>
                <th scope="row">{teams?.get(row.team) ?? row.team + 1}</th>
                {cells(row.lines)}
              </tr>
            ))}
            {rows.length > 1 && (
              <tr class="strong">
                <th scope="row">{t("rules.all")}</th>
                {cells(told)}
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </details>
  );
}
