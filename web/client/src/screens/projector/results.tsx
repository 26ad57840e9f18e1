/** The projector between rounds and at the end: quality of handoffs, won of handed, twelve months. */
import { useEffect, useState } from "preact/hooks";
import { language, percent, short, t } from "../../i18n";
import { useFit } from "../../parts/fit";
import { monthsSeen, YEAR } from "../../state/year";
import type { ForwardLine, ScreenView } from "../../types";
import { Months } from "../forward";
import { ProfitBar } from "../result";
import { inFigures, StoryDrawing } from "../story";
import { Memo, Teams } from "./board";

/** Won of handed leads, pooled over the room, round by round. */
function Pooled({ view }: { view: ScreenView }) {
  const rounds = (view.pooled_by_round ?? []) as [number, number][];
  const share = view.pooled_handed > 0 ? (100 * view.pooled_won) / view.pooled_handed : 0;
  return (
    <div class="pooled">
      <div>
        <div class="soft ten">{t("screen.pooled")}</div>
        <div class="row base">
          {view.pooled_handed > 0 ? (
            <>
              <b class="num hero figure">{percent(share)}</b>
              <span class="soft ten">{t("screen.pooled.of", { won: view.pooled_won, handed: view.pooled_handed })}</span>
            </>
          ) : (
            <span class="soft none">{t("screen.pooled.none")}</span>
          )}
        </div>
      </div>
      {rounds.length > 1 && (
        <ol class="steps">
          {rounds.map(([handed, won], index) => (
            <li key={index}>
              <span class="soft">{t("round.n", { n: index + 1 })}</span>
              <b class="num hero">{handed > 0 ? percent((100 * won) / handed) : "–"}</b>
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}

/** How long the story stands before the figures; arrow keys go back and forth. */
const STORY_MS = 30_000;

/** One handoff of the round, then the figures. */
export function Result({ view }: { view: ScreenView }) {
  const [slide, setSlide] = useState<"story" | "figures">("story");
  useEffect(() => {
    setSlide("story");
    const turn = setTimeout(() => setSlide("figures"), STORY_MS);
    const keys = (event: KeyboardEvent) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      clearTimeout(turn);
      setSlide(event.key === "ArrowLeft" ? "story" : "figures");
    };
    document.addEventListener("keydown", keys);
    return () => {
      clearTimeout(turn);
      document.removeEventListener("keydown", keys);
    };
  }, [view.session.round]);
  return slide === "story" && view.story !== null ? <TheStory view={view} story={view.story} /> : <Figures view={view} />;
}

/** The handoff that tells most, drawn: no team, no client, no value. */
function TheStory({ view, story }: { view: ScreenView; story: NonNullable<ScreenView["story"]> }) {
  return (
    <main class="stage resultstage storystage" data-testid="screen-story">
      <header class="row between base">
        <h1>{t("story.title")}</h1>
        <span class="soft ten">{t("round.n", { n: view.session.round })}</span>
      </header>
      <p class="storyline">{inFigures(story)}</p>
      <StoryDrawing story={story} />
      <p class="ten soft">{t(story.arrived < story.known ? "story.rule" : "story.rule.clean")}</p>
      <Memo view={view} />
    </main>
  );
}

function Figures({ view }: { view: ScreenView }) {
  return (
    <main class="stage resultstage" data-testid="screen-figures">
      <header class="row between base">
        <h1>{t("result.over", { n: view.session.round })}</h1>
        <span class="soft ten">{view.session.act_title}</span>
      </header>
      <Pooled view={view} />
      <Teams teams={view.teams} quality />
      <Memo view={view} />
    </main>
  );
}

/** Months run along one line per team, on all screens at once; then the teams stand in their order, each with what told most. */
export function Forward({ view }: { view: ScreenView }) {
  const month = Math.min(monthsSeen.value, view.forward[0]?.months.length ?? 0);
  const running = view.session.phase === "fast_forward";
  if (view.forward.length === 0 || month === 0)
    return (
      <main class="stage resultstage">
        <h1>{t(running ? "forward.title" : "debrief")}</h1>
        {running && <p class="ten soft">{t("forward.soon")}</p>}
        <Teams teams={view.teams} />
        <Memo view={view} />
      </main>
    );
  if (month >= YEAR) return <Standing view={view} />;
  return (
    <main class="stage resultstage">
      <header class="row between base">
        <h1>{t("forward.title")}</h1>
        <span class="soft ten num">{t("forward.month", { n: month, of: YEAR })}</span>
      </header>
      <ul class={`forwardboard ${view.forward.length > 6 ? "many" : ""}`}>
        {view.forward.map((line) => (
          <li key={line.team}>
            <span class="strong team">{line.name}</span>
            <Months line={line} upto={month} />
            <b class="num hero">{short(line.months[month - 1]?.profit ?? line.start)}</b>
          </li>
        ))}
      </ul>
      <Memo view={view} />
    </main>
  );
}

/** What told most of a team, in one line. */
export function causeWords(cause: ForwardLine["cause"]): string {
  if (cause === null) return "";
  const own = t(`cause.${cause.kind}`, { n: cause.own });
  return cause.room < 0 ? own : `${own} · ${t("cause.room", { n: cause.room / 10 })}`;
}

/** The end: all teams in the order of their profit after the year, as a share of the plan. */
function Standing({ view }: { view: ScreenView }) {
  const lines = [...view.forward].sort((a, b) => b.profit_12m - a.profit_12m || a.team - b.team);
  const many = lines.length > 6;
  const box = useFit<HTMLOListElement>(JSON.stringify([lines, language.value]), 1);
  return (
    <main class="stage resultstage" data-testid="standing">
      <header class="row between base">
        <h1>{t("forward.end.title")}</h1>
        <span class="soft ten">{t("screen.plan", { sum: short(lines[0]?.plan_12m ?? 0) })}</span>
      </header>
      <ol ref={box} class={`standingboard ${many ? "many" : ""}`}>
        {lines.map((line) => (
          <li key={line.team}>
            <b class="num soft place">{1 + lines.findIndex((other) => other.profit_12m === line.profit_12m)}</b>
            <span class="strong team" data-fit>
              {line.name}
            </span>
            <span class="soft cause" data-fit>
              {causeWords(line.cause)}
            </span>
            <b class="num sum">{short(line.profit_12m)}</b>
            <b class="num hero share">{line.plan_12m > 0 ? percent((100 * line.profit_12m) / line.plan_12m) : ""}</b>
            {!many && <ProfitBar profit={line.profit_12m} plan={line.plan_12m} />}
          </li>
        ))}
      </ol>
      <Memo view={view} />
    </main>
  );
}
