/** Sessions of this server: make a new one in two minutes, or open one of the archive. */
import { useEffect, useState } from "preact/hooks";
import { language, t, titleOf } from "../../i18n";
import { api, ApiError } from "../../net/http";
import { Button, IconButton } from "../../parts/button";
import { Segments, Stepper, Switch } from "../../parts/fields";
import { Icon } from "../../parts/icon";
import { Empty } from "../../parts/notes";
import { settings } from "../../parts/settings";
import { remembers } from "../../state/kept";
import { follow } from "../../state/page";
import { toast } from "../../state/toasts";
import type { Language, ScenarioLine, SessionLine } from "../../types";
import { Brand, wordsOf } from "../errors";
import { keepBlob, SecretButton } from "../files";
import { phaseWord } from "../phase-word";

type Props = { token: string; enter: (session: string) => void; lost: () => void };

function listOf<Kind>(answer: Kind[] | Record<string, Kind[]>): Kind[] {
  return Array.isArray(answer) ? answer : (Object.values(answer)[0] ?? []);
}

export function Sessions({ token, enter, lost }: Props) {
  const [sessions, setSessions] = useState<SessionLine[] | null>(null);
  const [scenarios, setScenarios] = useState<ScenarioLine[]>([]);
  const [problem, setProblem] = useState("");
  const failed = (error: unknown) => {
    if (error instanceof ApiError && error.status === 401) lost();
    else setProblem(wordsOf(error));
  };
  const load = () => {
    setProblem("");
    api.sessions(token).then((answer) => setSessions(listOf<SessionLine>(answer)), failed);
    api.scenarios(token).then((answer) => setScenarios(listOf<ScenarioLine>(answer)), failed);
  };
  useEffect(load, [token, language.value]);
  return (
    <div class="hosthome" data-testid="host-home">
      <header class="row between pagehead">
        <Brand />
        <IconButton label={t("settings")} icon="gear" onClick={settings} testid="settings" />
      </header>
      <main class="stack s6">
        {!remembers && (
          <p class="note warn" data-testid="forgets">
            <Icon name="warn" />
            <span class="grow">{t("host.forgets")}</span>
          </p>
        )}
        {problem !== "" && (
          <p class="note bad">
            <Icon name="warn" />
            <span class="grow">{problem}</span>
            <Button label={t("again")} onClick={load} />
          </p>
        )}
        <div class="halves">
          {scenarios.length > 0 && <NewSession token={token} scenarios={scenarios} enter={enter} />}
          <Archive token={token} sessions={sessions} enter={enter} />
        </div>
      </main>
    </div>
  );
}

function NewSession({ token, scenarios, enter }: { token: string; scenarios: readonly ScenarioLine[]; enter: (session: string) => void }) {
  const [id, setId] = useState(scenarios[0]?.id ?? "");
  const scenario = scenarios.find((one) => one.id === id) ?? scenarios[0];
  const [teams, setTeams] = useState(4);
  const [minutes, setMinutes] = useState(scenario?.minutes_per_round ?? 7);
  const [speech, setSpeech] = useState<Language>(language.value);
  const [acts, setActs] = useState<"scenario" | "open">("scenario");
  const [names, setNames] = useState("");
  const [choosing, setChoosing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  if (scenario === undefined) return null;
  const count = Math.max(scenario.teams_min, Math.min(scenario.teams_max, teams));
  const create = async (event: Event) => {
    event.preventDefault();
    setBusy(true);
    setProblem("");
    const given = names
      .split(/[\n,;]/)
      .map((name) => name.trim())
      .filter(Boolean);
    try {
      const answer = await api.create(token, {
        scenario: scenario.id,
        teams: count,
        minutes_per_round: minutes,
        language: speech,
        acts,
        choosing,
        ...(given.length === count ? { team_names: given } : {}),
      });
      enter(answer.session);
    } catch (error) {
      setProblem(wordsOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form class="card stack s4" onSubmit={(event) => void create(event)} data-testid="new-session">
      <h1 class="size-xl">{t("new.title")}</h1>
      <div class="stack s2" role="radiogroup" aria-label={t("new.scenario")}>
        {scenarios.map((one) => (
          <button
            key={one.id}
            type="button"
            class="option"
            role="radio"
            aria-checked={one.id === scenario.id}
            data-testid={`scenario-${one.id}`}
            onClick={() => {
              setId(one.id);
              setMinutes(one.minutes_per_round);
            }}
          >
            <span class={`tick round ${one.id === scenario.id ? "on" : ""}`}>
              <Icon name="check" />
            </span>
            <span class="grow">
              <span class="strong">{titleOf(one)}</span>
              <small>{language.value === "ru" ? one.summary_ru : one.summary}</small>
              <small>{t("new.rounds", { n: one.rounds })}</small>
            </span>
          </button>
        ))}
      </div>
      <div class="row between">
        <span class="strong">
          {t("new.teams")}
          <span class="tiny mute block thin">{t("new.people", { n: count * 3 })}</span>
        </span>
        <Stepper label={t("new.teams")} value={count} text={String(count)} min={scenario.teams_min} max={scenario.teams_max} less={t("less")} more={t("more.of")} onPick={setTeams} testid="teams" />
      </div>
      <div class="row between">
        <span class="strong">
          {t("new.minutes")}
          <span class="tiny mute block thin">{minutes === 0 ? t("new.no_clock") : t("new.minutes.why")}</span>
        </span>
        <Stepper label={t("new.minutes")} value={minutes} text={minutes === 0 ? "–" : String(minutes)} min={0} max={30} less={t("less")} more={t("more.of")} onPick={setMinutes} testid="minutes" />
      </div>
      <div class="row between wrap">
        <span class="strong">{t("new.language")}</span>
        <Segments
          label={t("new.language")}
          value={speech}
          choices={[
            { value: "en", label: "English" },
            { value: "ru", label: "Русский" },
          ]}
          onPick={setSpeech}
        />
      </div>
      <details class="more">
        <summary class="small">{t("new.advanced")}</summary>
        <div class="stack s4">
          <label class="field">
            <span class="label">{t("new.names")}</span>
            <textarea class="input" rows={2} value={names} onInput={(event) => setNames(event.currentTarget.value)} />
            <span class="tiny mute">{t("new.names.why", { n: count })}</span>
          </label>
          <Segments
            label={t("new.acts")}
            wide
            value={acts}
            choices={[
              { value: "scenario", label: t("new.acts.scenario") },
              { value: "open", label: t("new.acts.open") },
            ]}
            onPick={setActs}
          />
        </div>
      </details>
      <Switch on={choosing} label={t("allow.choosing")} hint={t("allow.choosing.why")} onPick={setChoosing} testid="new-choosing" />
      {problem !== "" && (
        <p class="note bad" role="alert">
          <Icon name="warn" />
          <span>{problem}</span>
        </p>
      )}
      <Button type="submit" primary big wide icon="arrow" label={t("new.go")} busy={busy} testid="create-session" />
    </form>
  );
}

/** The day of a moment where this browser is, as it stands in the name of a file. */
function localDay(iso: string): string {
  const at = new Date(iso);
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** Save the log of a session: it holds secrets and is the facilitator's alone. */
function keep(token: string, one: SessionLine): void {
  api.log(token, one.session).then(
    (blob) => keepBlob(blob, `baton-${localDay(one.created)}-${one.session.slice(0, 6)}.jsonl`),
    (error: unknown) => toast("fail", wordsOf(error)),
  );
}

/** A new lobby set up like this session. */
function Duplicate({ token, one, enter }: { token: string; one: SessionLine; enter: (session: string) => void }) {
  const [busy, setBusy] = useState(false);
  const go = () => {
    setBusy(true);
    api
      .duplicate(token, one.session)
      .then(
        (made) => {
          toast("done", t("archive.duplicated"));
          enter(made.session);
        },
        (error: unknown) => toast("fail", wordsOf(error)),
      )
      .finally(() => setBusy(false));
  };
  return <Button kind="quiet" icon="plus" label={t("archive.duplicate")} busy={busy} onClick={go} testid={`duplicate-${one.session}`} />;
}

function Archive({ token, sessions, enter }: { token: string; sessions: readonly SessionLine[] | null; enter: (session: string) => void }) {
  return (
    <section class="panel">
      <header>
        <h2>{t("archive.title")}</h2>
      </header>
      {sessions === null ? (
        <p class="cell small mute">{t("loading")}</p>
      ) : sessions.length === 0 ? (
        <Empty icon="list" title={t("archive.none")}>
          {t("archive.none.why")}
        </Empty>
      ) : (
        <ul class="rows">
          {sessions.map((one) => (
            <li key={one.session} class="cell row wrap" data-testid={`session-${one.session}`}>
              <span class="grow snug about">
                <span class="strong block">{titleOf(one)}</span>
                <span class="tiny mute">
                  {new Intl.DateTimeFormat(language.value, { dateStyle: "medium", timeStyle: "short" }).format(new Date(one.created))} · {t("teams.n", { n: one.teams })} · {t("people.n", { n: one.people })}
                  {one.code !== "" && ` · ${one.code}`}
                </span>
                <span class="tiny soft block">{phaseWord(one.phase, one.round, one.rounds)}</span>
              </span>
              <Duplicate token={token} one={one} enter={enter} />
              {one.phase !== "lobby" && <SecretButton label={t("archive.log")} busy={false} save={() => keep(token, one)} testid={`log-${one.session}`} />}
              {(one.phase === "debrief" || one.phase === "closed") && (
                <>
                  <a class="btn" href={`/debrief/${one.session}`} onClick={follow}>
                    {t("debrief")}
                  </a>
                </>
              )}
              <Button label={t("open")} onClick={() => enter(one.session)} testid={`open-${one.session}`} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
