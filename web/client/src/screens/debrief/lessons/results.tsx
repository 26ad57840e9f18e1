/** What the room takes home: its rules, and what it knew before and after. For the facilitator, and without names for the wall. */
import { percent, t } from "../../../i18n";
import { Empty } from "../../../parts/notes";
import { hue, Mark } from "../../../parts/role";
import type { QuizItem, QuizResult, SmartCheck } from "../../../types";
import type { Reflection } from "../../../net/debrief";
import type { Audience } from "../parts";
import "../../../styles/lessons.css";

/** All rules, team by team. */
export function Rules({ reflections, checks, audience }: { reflections: readonly Reflection[]; checks: readonly SmartCheck[]; audience: Audience }) {
  if (reflections.length === 0)
    return (
      <Empty icon="pen" title={t("rules.none")}>
        {t("rules.none.why")}
      </Empty>
    );
  const letters = checks.length > 0 ? checks.map((one) => one.letter) : ["S", "M", "A", "R", "T"];
  const list = [...reflections].sort((a, b) => a.team - b.team);
  return (
    <ul class={`rules on-${audience}`}>
      {list.map((one, index) => (
        <li key={index} class="card flat ruleof" data-role={hue(one.role)}>
          <p class="rule-text">{one.rule}</p>
          <div class="row between">
            <span class="row tight small soft">
              <Mark role={one.role} class="s" />
              {[one.name ?? "", one.team_name].filter(Boolean).join(" · ")}
            </span>
            <span class="smart" role="img" aria-label={t("rules.smart", { letters: one.checks.length > 0 ? one.checks.join(", ") : "–" })}>
              {letters.map((letter) => (
                <i key={letter} class={one.checks.includes(letter) ? "on" : ""}>
                  {letter}
                </i>
              ))}
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}

const share = (n: number, of: number) => (of > 0 && n >= 0 ? (100 * n) / of : -1);

/** Item by item: how many were right before and after, what is right, and what this session measured for it. */
export function QuizResults({ items, results, audience }: { items: readonly QuizItem[]; results: readonly QuizResult[]; audience: Audience }) {
  if (results.length === 0) return <Empty icon="question" title={t("quiz.none")} />;
  return (
    <ol class={`quizresults on-${audience}`}>
      {results.map((result) => {
        const item = items.find((one) => one.id === result.id);
        const right = item?.choices.find((one) => one.value === result.right)?.label ?? result.right;
        const before = share(result.before, result.before_of);
        const after = share(result.after, result.after_of);
        return (
          <li key={result.id} class="card flat stack s2">
            <p class="strong">{item?.text ?? result.id}</p>
            <div class="ba-rows">
              {[
                { label: t("quiz.before"), value: before, n: result.before, of: result.before_of, kind: "before" },
                { label: t("quiz.after"), value: after, n: result.after, of: result.after_of, kind: "after" },
              ].map((row) => (
                <div key={row.kind} class="ba-row">
                  <span class="small soft">{row.label}</span>
                  <span class="meter" role="img" aria-label={row.value < 0 ? t("quiz.nobody") : t("quiz.right_of", { n: row.n, of: row.of })}>
                    <i class={row.kind} style={{ width: `${Math.max(0, row.value)}%` }} />
                  </span>
                  <b class="num small">{row.value < 0 ? "–" : percent(row.value)}</b>
                </div>
              ))}
            </div>
            <p class="small">
              <b>{right}</b> {audience !== "wall" && <span class="soft">{result.why}</span>}
            </p>
          </li>
        );
      })}
    </ol>
  );
}
