/** The lobby on a phone: your role in three sentences, your team, a practice call while you wait. */
import { useState } from "preact/hooks";
import { t, work } from "../i18n";
import { Button, IconButton } from "../parts/button";
import { ChatButton } from "../parts/chat";
import { Icon } from "../parts/icon";
import { later } from "../parts/later";
import { Chip, Note, Toasts } from "../parts/notes";
import { Mark } from "../parts/role";
import { settings } from "../parts/settings";
import { envelope, nameOf, presenceOf } from "../state/store";
import type { SeatView } from "../types";
import { Banners } from "./desk/banners";
import { PracticeCall } from "./practice";
import { crew } from "./desk/model";
import { held, Leave } from "./leave";

/** The knowledge test, fetched when somebody takes it. */
const Alone = later(() => import("./debrief/lessons/alone").then((module) => module.Alone));

export function Lobby({ view }: { view: SeatView }) {
  const [practising, setPractising] = useState(false);
  const [testing, setTesting] = useState(false);
  const told = envelope.value;
  if (practising && view.practice !== null) return <PracticeCall practice={view.practice} role={view.role} done={() => setPractising(false)} />;
  if (testing) return <Alone view={view} task="before" done={() => setTesting(false)} />;
  const answered = told?.mine?.answered.includes("before") ?? false;
  return (
    <div class="phone" data-testid="lobby">
      <header class="appbar">
        <div class="row">
          <div class="grow snug">
            <div class="strong">{view.session.title}</div>
            <div class="tiny mute">
              {told?.me.name} · {t("code.is", { code: told?.code ?? "" })}
            </div>
          </div>
          <ChatButton />
          <IconButton label={t("settings")} icon="gear" onClick={settings} testid="settings" />
        </div>
        <Toasts />
      </header>
      <Banners />
      <main class="roomy-gap">
        <RoleCard view={view} />
        <section>
          <h2>{t("team.name", { name: view.team_name })}</h2>
          <ul class="rows">
            {crew(view).map((mate) => {
              const presence = presenceOf(view.team, mate.seat);
              const name = nameOf(view.team, mate.seat);
              const mine = mate.seat === view.seat;
              return (
                <li key={mate.seat} class="row matehead">
                  <Mark role={mate.role} class={mine ? "solid" : ""} />
                  <div class="grow snug">
                    <div class="strong">{name === "" ? t("seat.free") : mine ? `${name} · ${t("you")}` : name}</div>
                    <div class="tiny mute">{mate.role_text}</div>
                  </div>
                  <span class="row tiny soft tight">
                    <Icon name={name === "" ? "bot" : presence?.state === "away" ? "offline" : "check"} />
                    {name === "" ? t("seat.bot_until") : presence?.state === "away" ? t("away") : t("ready")}
                  </span>
                </li>
              );
            })}
          </ul>
        </section>
        <Note icon="clock">{t("lobby.wait")}</Note>
      </main>
      <footer class="stack s2 pagefoot wide-foot">
        {view.practice !== null && <Button wide icon="phone" label={t("practice.try")} testid="practice" onClick={() => setPractising(true)} />}
        {!answered && <Button wide icon="question" label={t("quiz.start")} testid="quiz-before" onClick={() => setTesting(true)} />}
        <span class="tiny mute centered">{t("practice.why")}</span>
        {held.value !== null && (
          <div class="row wrap center tight">
            <Button kind="quiet" label={t("join.not_you")} onClick={held.value.another} testid="lobby-not-you" />
            <Leave of={held.value} />
          </div>
        )}
      </footer>
    </div>
  );
}

/** Who you are, in three sentences. */
export function RoleCard({ view }: { view: SeatView }) {
  return (
    <section class="card role stack rolecard">
      <div class="row wide-gap">
        <Mark role={view.role} class="l solid" />
        <div>
          <div class="small soft">{t("you.are")}</div>
          <h1 class="size-xl">{view.role_text}</h1>
        </div>
      </div>
      <p>{view.purpose.join(" ")}</p>
      <div class="row wrap tight">
        {view.minutes.total > 0 && <Chip icon="clock">{t("work.a_round", { time: work(view.minutes.total) })}</Chip>}
        <Chip icon="flag">{t("rounds.n", { n: view.session.rounds })}</Chip>
      </div>
    </section>
  );
}
