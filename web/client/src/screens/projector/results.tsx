/** The projector between rounds and at the end: quality of handoffs, won of handed, twelve months. */
import { useEffect, useState } from "preact/hooks";
import { percent, short, t } from "../../i18n";
import { Icon } from "../../parts/icon";
import type { ScreenView } from "../../types";
import { Months } from "../forward";
import { inFigures, StoryDrawing } from "../story";
import { Teams } from "./board";

function Word({ view }: { view: ScreenView }) {
  if (view.message === "") return null;
  return (
    <p class="card memo ten">
      <Icon name="message" />
      <span>{view.message}</span>
    </p>
  );
}

/** Won of handed leads, pooled over the room, round by round. */
function Pooled({ view }: { view: ScreenView }) {
  const rounds = (view.pooled_by_round ?? []) as [number, number][];
  const share = view.pooled_handed > 0 ? (100 * view.pooled_won) / view.pooled_handed : 0;
  return (
    <div class="pooled">
      <div>
        <div class="soft ten">{t("screen.pooled")}</div>
        <div class="row base">
          <b class="num hero figure">{view.pooled_handed > 0 ? percent(share) : "–"}</b>
          <span class="soft ten">{t("screen.pooled.of", { won: view.pooled_won, handed: view.pooled_handed })}</span>
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
  return slide === "story" ? <TheStory view={view} /> : <Figures view={view} />;
}

/** The handoff that tells most, drawn: no team, no client, no value. */
function TheStory({ view }: { view: ScreenView }) {
  const { story } = view;
  return (
    <main class="stage resultstage storystage" data-testid="screen-story">
      <header class="row between base">
        <h1>{story === null ? t("result.over", { n: view.session.round }) : t("story.title")}</h1>
        <span class="soft ten">{story === null ? view.session.act_title : t("round.n", { n: view.session.round })}</span>
      </header>
      {story === null ? (
        <p class="nostory">{t("story.none")}</p>
      ) : (
        <>
          <p class="storyline">{inFigures(story)}</p>
          <StoryDrawing story={story} />
          <p class="ten soft">{t(story.arrived < story.known ? "story.rule" : "story.rule.clean")}</p>
        </>
      )}
      <Word view={view} />
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
      <Word view={view} />
    </main>
  );
}

/** The months that the fast-forward plays; they arrive one by one. */
const YEAR = 12;

/** Months run along one line per team, a month every 700 ms, then stand. */
export function Forward({ view }: { view: ScreenView }) {
  const last = view.forward[0]?.months.length ?? 0;
  const calm = typeof matchMedia === "function" && matchMedia("(prefers-reduced-motion: reduce)").matches;
  const [month, setMonth] = useState(calm || view.session.phase !== "fast_forward" ? last : 0);
  useEffect(() => {
    if (month >= last) return;
    const tick = setTimeout(() => setMonth(month + 1), 700);
    return () => clearTimeout(tick);
  }, [month, last]);
  if (view.forward.length === 0)
    return (
      <main class="stage resultstage">
        <h1>{t("forward.title")}</h1>
        <p class="ten soft">{t("forward.soon")}</p>
        <Teams teams={view.teams} />
      </main>
    );
  const done = month >= last && last >= YEAR;
  return (
    <main class="stage resultstage">
      <header class="row between base">
        <h1>{t("forward.title")}</h1>
        <span class="soft ten num">{t("forward.month", { n: month, of: YEAR })}</span>
      </header>
      <ul class={`forwardboard ${view.forward.length > 6 ? "many" : ""}`}>
        {view.forward.map((line) => {
          const at = month === 0 ? line.start : (line.months[month - 1]?.profit ?? line.profit_12m);
          return (
            <li key={line.team}>
              <span class="strong team">{line.name}</span>
              <Months line={line} upto={month} />
              <b class="num hero">{short(done ? line.profit_12m : at)}</b>
              <span class="soft num">{done ? t("screen.plan", { sum: short(line.plan_12m) }) : ""}</span>
            </li>
          );
        })}
      </ul>
      <Word view={view} />
    </main>
  );
}
