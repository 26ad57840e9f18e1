/** The console on a phone: who needs you, teams, controls. */
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { Button, IconButton } from "../../parts/button";
import { Icon } from "../../parts/icon";
import { Offline, Toasts } from "../../parts/notes";
import { Mark } from "../../parts/role";
import { settings } from "../../parts/settings";
import { Ring } from "../../parts/time";
import { Files } from "../files";
import { Alerts } from "./alerts";
import { cohost } from "./cohost";
import { Doors } from "./doors";
import { Grid } from "./grid";
import { Needs } from "./needs-strip";
import { needs } from "./needs";
import { People } from "./people";
import { phaseWord } from "../phase-word";
import { Cards, hasCards, Message, Steps, TimerControls } from "./steps";
import { type ConsoleProps, History, type HostTab, Next, Outside, peopleOf } from "./console";

export function HostPhone({ view, told, token, leave }: ConsoleProps) {
  const [tab, setTab] = useState("needs");
  const list = needs(view, told);
  const tabs: HostTab[] = [
    { id: "needs", icon: "hand", label: t("host.tab.needs") },
    { id: "teams", icon: "people", label: t("host.tab.teams") },
    { id: "controls", icon: "gear", label: t("host.tab.controls") },
  ];
  const { session } = view;
  return (
    <div class="phone tabbed" data-testid="console">
      <header class="appbar">
        <div class="row">
          <Mark role="host" />
          <div class="grow snug">
            <div class="strong">{phaseWord(session.phase, session.round, session.rounds)}</div>
            <div class="tiny mute">
              {told.code !== "" && `${told.code} · `}
              {t("people.n", { n: peopleOf(told) })}
            </div>
          </div>
          <IconButton label={t("settings")} icon="gear" onClick={settings} testid="settings" />
          <Ring />
        </div>
        <Toasts />
      </header>
      <main>
        <Offline />
        <Alerts told={told} />
        {tab === "needs" && (
          <>
            {session.phase === "lobby" ? <Doors view={view} told={told} /> : <Needs list={list} view={view} />}
            <Next view={view} />
          </>
        )}
        {tab === "teams" && (
          <div class="phonegrid">
            <Grid view={view} presence={told.presence} />
          </div>
        )}
        {tab === "controls" && (
          <div class="stack s6">
            <div class="row wrap tight">
              <TimerControls />
              <Steps view={view} />
            </div>
            {hasCards(view) && (
              <section class="panel">
                <header>
                  <h2>{t("cards")}</h2>
                </header>
                <Cards view={view} />
              </section>
            )}
            <section class="panel">
              <header>
                <h2>{t("message")}</h2>
              </header>
              <Message view={view} told={told} people={peopleOf(told)} />
            </section>
            <section class="panel">
              <header>
                <h2>{t("people")}</h2>
              </header>
              <div class="cell">
                <People told={told} view={view} />
              </div>
            </section>
            <section class="panel">
              <header>
                <h2>{t("take.title")}</h2>
              </header>
              <p class="tiny mute cell">{t("take.masked")}</p>
              <Files token={token} session={told.session} />
            </section>
            <section class="panel">
              <header>
                <h2>{t("history")}</h2>
              </header>
              <History view={view} />
            </section>
            <div class="row wrap tight">
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
              <Button kind="quiet" icon="list" label={t("archive.title")} onClick={leave} testid="leave-session" />
            </div>
          </div>
        )}
      </main>
      <nav class="tabbar" aria-label={t("facilitator")}>
        {tabs.map((one) => (
          <a
            key={one.id}
            href={`#/${one.id}`}
            aria-current={one.id === tab ? "page" : undefined}
            data-testid={`host-tab-${one.id}`}
            onClick={(event) => {
              event.preventDefault();
              setTab(one.id);
            }}
          >
            <Icon name={one.icon} />
            <span>{one.label}</span>
            {one.id === "needs" && list.length > 0 && <span class="badge">{list.length}</span>}
          </a>
        ))}
      </nav>
    </div>
  );
}
