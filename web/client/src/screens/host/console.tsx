/** The console: who needs you, the grid, the timer, cards, a message, your own steps. */
import { useEffect, useState } from "preact/hooks";
import { t } from "../../i18n";
import { Button, IconButton } from "../../parts/button";
import { Icon, type IconName } from "../../parts/icon";
import { help } from "../../parts/help";
import { Offline, Toasts } from "../../parts/notes";
import { Alerts } from "./alerts";
import { Mark } from "../../parts/role";
import { settings } from "../../parts/settings";
import { Ring } from "../../parts/time";
import { perform } from "../../state/acts";
import { clock } from "../../state/clock";
import { follow } from "../../state/page";
import { keys, tokens, wide } from "../../state/ui";
import { envelope } from "../../state/store";
import type { Envelope, FacilitatorView } from "../../types";
import { Files } from "../files";
import { CohostSheet, cohost } from "./cohost";
import { Doors } from "./doors";
import { Grid } from "./grid";
import { LinkSheet } from "./link-sheet";
import { Needs } from "./needs-strip";
import { needs } from "./needs";
import { People } from "./people";
import { HostPhone } from "./phone";
import { isAfterPlay, phaseWord } from "../phase-word";
import { Cards, hasCards, Message, Steps, TimerControls } from "./steps";

export type ConsoleProps = { view: FacilitatorView; told: Envelope; token: string; leave: () => void };

/** Remember the address chosen for the room, so that the projector of this browser can show it. */
export function noteRoom(told: Envelope): void {
  const chosen = told.links.find((one) => one.checked) ?? told.links[0];
  if (chosen !== undefined) tokens.room.set(JSON.stringify({ code: told.code, url: chosen.url, qr_svg: chosen.qr_svg }));
}

function useHostKeys(): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (!keys.value || event.ctrlKey || event.metaKey || event.altKey) return;
      if (["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName) || document.querySelector(".sheet") !== null) return;
      if (event.key === "?") help.value = true;
      const state = clock.peek().state;
      if (event.key === " " && target.tagName !== "BUTTON" && target.tagName !== "A" && (state === "running" || state === "paused")) {
        event.preventDefault();
        const verb = state === "paused" ? "resume" : "pause";
        void perform({ verb, label: t(verb) });
      } else if (event.key === "+" && state !== "none") void perform({ verb: "extend", args: { seconds: 60 }, label: t("minute.added") });
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

export function Console(props: ConsoleProps) {
  const { told, token } = props;
  useEffect(() => noteRoom(told), [told.code, told.links.map((one) => one.url + one.checked).join()]);
  useHostKeys();
  return (
    <>
      {wide.value ? <HostLaptop {...props} /> : <HostPhone {...props} />}
      <LinkSheet token={token} />
      <CohostSheet token={token} session={told.session} />
    </>
  );
}

/** How many people are in. */
export function peopleOf(told: Envelope): number {
  return told.presence.filter((one) => one.name !== "").length;
}

/** Links out of the console: the big screen, the debrief. */
export function Outside({ told, view }: { told: Envelope; view: FacilitatorView }) {
  const debrief = told.code === "" || isAfterPlay(view.session.phase);
  const code = told.code.replace(/\s/g, "");
  return (
    <>
      <a class="btn quiet named" href={`/screen/${code || told.session}`} onClick={code === "" ? follow : undefined} target="_blank" rel="noreferrer" title={t("big_screen")} data-testid="open-screen">
        <Icon name="eye" />
        <span>{t("big_screen")}</span>
      </a>
      {debrief && (
        <a class="btn quiet" href={`/debrief/${told.session}`} onClick={follow} target="_blank" rel="noreferrer" title={t("debrief")} data-testid="open-debrief">
          <Icon name="chart" />
          <span>{t("debrief")}</span>
        </a>
      )}
    </>
  );
}

function HostLaptop({ view, told, token, leave }: ConsoleProps) {
  const { session } = view;
  const list = needs(view, told);
  return (
    <div class="desk dense console" data-testid="console">
      <header class="head">
        <div class="row grow">
          <Mark role="host" />
          <div class="snug">
            <div class="strong">{session.title}</div>
            <div class="tiny mute num">
              {told.code !== "" && `${told.code} · `}
              {t("people.n", { n: peopleOf(told) })}, {t("teams.n", { n: view.teams.length })}
            </div>
          </div>
        </div>
        <div class="row">
          <Ring />
          <div class="snug phase">
            <div class="strong">{phaseWord(session.phase, session.round, session.rounds)}</div>
            <div class="tiny mute">{session.act_title}</div>
          </div>
          <TimerControls />
          {session.phase === "round" && told.code !== "" && <Steps view={view} />}
        </div>
        <div class="row grow end">
          <Outside told={told} view={view} />
          <Button
            kind="quiet"
            icon="people"
            label={t("cohost")}
            testid="cohost"
            onClick={() => {
              cohost.value = true;
            }}
          />
          <IconButton label={t("settings")} icon="gear" onClick={settings} testid="settings" />
          <IconButton label={t("archive.title")} icon="list" onClick={leave} testid="leave-session" />
        </div>
      </header>
      <main class="m console-cols">
        <section class="col">
          <Offline />
          <Toasts />
          {session.phase === "lobby" && told.code !== "" && <Doors view={view} told={told} />}
          <Alerts told={told} />
          {(session.phase !== "round" || told.code === "") && <Next view={view} />}
          {session.phase !== "lobby" && (session.phase === "round" || list.length > 0) && <Needs list={list} view={view} />}
          <div class="fill white-fill">
            <Grid view={view} presence={told.presence} />
          </div>
        </section>
        <aside class="col white">
          <div class="fill">
            {session.phase === "charter" && view.charters.length > 0 && (
              <Block title={t("charter.title.all")}>
                <Charters view={view} />
              </Block>
            )}
            {hasCards(view) && (
              <Block title={t("cards")}>
                <Cards view={view} />
              </Block>
            )}
            <Block title={t("message")}>
              <Message view={view} told={told} people={peopleOf(told)} />
            </Block>
            <Block title={t("people")}>
              <div class="message">
                <People told={told} view={view} />
              </div>
            </Block>
            <Block title={t("take.title")}>
              <p class="tiny mute cell">{t("take.masked")}</p>
              <Files token={token} session={told.session} />
            </Block>
            <Block title={t("history")}>
              <History view={view} />
            </Block>
          </div>
        </aside>
      </main>
    </div>
  );
}

/** A session that is kept is looked at, and not played on. */
function Kept({ session }: { session: string }) {
  return (
    <section class="next" data-testid="kept">
      <div class="grow">
        <h1 class="size-lg">{t("next.kept")}</h1>
        <p class="small soft">{t("next.kept.why")}</p>
      </div>
      <a class="btn primary" href={`/debrief/${session}`} onClick={follow} target="_blank" rel="noreferrer" data-testid="debrief-page" data-primary="true">
        <Icon name="chart" />
        <span>{t("next.debrief.go")}</span>
      </a>
    </section>
  );
}

/** Between rounds: what may come next, with a line on each. */
export function Next({ view }: { view: FacilitatorView }) {
  const first = view.steps.find((step) => step.primary);
  if (envelope.value?.code === "") return <Kept session={envelope.value.session} />;
  if (view.steps.length === 0) return <p class="next small soft">{t("next.wait")}</p>;
  if (view.session.phase === "debrief")
    return (
      <section class="next" data-testid="next">
        <div class="grow">
          <h1 class="size-lg">{t("next.debrief")}</h1>
          <p class="small soft">{t("next.debrief.why")}</p>
        </div>
        <a class="btn primary" href={`/debrief/${envelope.value?.session ?? ""}`} onClick={follow} target="_blank" rel="noreferrer" data-testid="debrief-page" data-primary="true">
          <Icon name="chart" />
          <span>{t("next.debrief.go")}</span>
        </a>
        <Steps view={view} calm />
      </section>
    );
  return (
    <section class="next" data-testid="next">
      <div class="grow">
        <h1 class="size-lg">{t("next")}</h1>
        {first !== undefined && first.hint !== "" && <p class="small soft">{first.hint}</p>}
      </div>
      <Steps view={view} />
    </section>
  );
}

function Block({ title, children }: { title: string; children: preact.ComponentChildren }) {
  return (
    <section class="block">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** How far each team is with its rules. */
function Charters({ view }: { view: FacilitatorView }) {
  return (
    <ul class="rows small">
      {view.teams.map((team, index) => {
        const charter = view.charters[index];
        return (
          <li key={team.team} class="row between cell">
            <span class="strong">{team.name}</span>
            <span class="soft">{t("charter.n_agree", { n: charter?.agreed.length ?? 0, of: team.seats.length })}</span>
          </li>
        );
      })}
    </ul>
  );
}

/** What the facilitator did, newest first. */
export function History({ view }: { view: FacilitatorView }) {
  const [all, setAll] = useState(false);
  if (view.history.length === 0) return <p class="cell small mute">{t("history.none")}</p>;
  return (
    <>
      <ul class="rows tiny soft history">
        {(all ? view.history : view.history.slice(0, 8)).map((line, index) => (
          <li key={index}>{line}</li>
        ))}
      </ul>
      {view.history.length > 8 && !all && <Button kind="quiet" label={t("history.all")} onClick={() => setAll(true)} />}
    </>
  );
}

export type HostTab = { id: string; icon: IconName; label: string };
