/** The projector during play: time, the public board, the code for those who are late, the facilitator's word. */
import { useEffect, useState } from "preact/hooks";
import { language, percent, t } from "../../i18n";
import { named, Signed, Value } from "../../parts/figure";
import { useFit } from "../../parts/fit";
import { Icon } from "../../parts/icon";
import { Mark } from "../../parts/role";
import { Ring } from "../../parts/time";
import { clock } from "../../state/clock";
import { envelope } from "../../state/store";
import type { ScreenView, TeamLine } from "../../types";
import { ProfitBar } from "../result";
import { inviteOf, Qr, typed } from "./invite";

/** How long an event has the whole screen, while the time goes on beside it. */
const SCENE_MS = 30_000;

/** Whether an event card has only now been played. */
function useScene(key: string): boolean {
  const [over, setOver] = useState("");
  useEffect(() => {
    if (key === "") return;
    const end = setTimeout(() => setOver(key), SCENE_MS);
    return () => clearTimeout(end);
  }, [key]);
  return key !== "" && over !== key;
}

/** An event card: for a while there is nothing else on the wall but the time. */
function EventScene({ view }: { view: ScreenView }) {
  return (
    <main class="stage eventstage" data-testid="event-scene">
      <div class="row between top">
        <span class="eventmark">
          <Icon name="bolt" />
        </span>
        <Ring big />
      </div>
      <div class="stack s4">
        <p class="soft ten">{t("screen.event", { n: view.session.round })}</p>
        <h1>{view.session.shock}</h1>
        <p class="eventtext">{view.session.shock_text}</p>
      </div>
      <Memo view={view} />
    </main>
  );
}

/** What the facilitator says to the room. */
export function Memo({ view }: { view: ScreenView }) {
  if (view.message === "") return null;
  return (
    <p class="card memo ten" data-testid="memo">
      <Icon name="message" />
      <span>{view.message}</span>
    </p>
  );
}

export function Board({ view }: { view: ScreenView }) {
  const { session } = view;
  const invite = inviteOf();
  const charter = session.phase === "charter";
  const event = session.phase === "round" && session.shock !== "";
  const scene = useScene(event ? `${session.round}:${session.shock_card}` : "");
  if (scene) return <EventScene view={view} />;
  return (
    <main class="stage boardstage">
      <section class="left">
        <div>
          <h1>{charter ? t("charter.title") : t("round.of", { n: session.round, of: session.rounds })}</h1>
          <div class="soft ten">{charter ? t("screen.charter") : session.act_title}</div>
        </div>
        {clock.value.state === "none" ? <div class="strong ten">{t("screen.no_clock")}</div> : <Ring big />}
        {clock.value.state === "paused" && <div class="strong ten">{t("paused.short")}</div>}
        <div class="row late">
          <Qr svg={invite.qr_svg} class="small" />
          <div>
            <div class="soft">{t("screen.late")}</div>
            {invite.qr_svg === "" && <div class="strong">{typed(invite.url)}</div>}
            <div class="codebox codesmall">{envelope.value?.code}</div>
          </div>
        </div>
      </section>
      <section class="right">
        {event && (
          <p class="card event ten" data-testid="event-line">
            <Icon name="bolt" />
            <span>
              <b>{session.shock}.</b> {session.shock_text}
            </span>
          </p>
        )}
        <Teams teams={view.teams} />
        {charter && session.act_rules.length > 0 && <p class="ten soft">{session.act_rules.join(" ")}</p>}
        <Memo view={view} />
      </section>
    </main>
  );
}

/** So few teams have the whole wall to themselves, in larger type. */
const FEW = 3;
const LARGER = 1.5;

/** Team by team: handed over, accepted, signed, profit against plan or handoff quality. */
export function Teams({ teams, quality }: { teams: readonly TeamLine[]; quality?: boolean }) {
  const size = teams.length > 6 ? "many" : teams.length <= FEW ? "few" : "";
  const box = useFit<HTMLUListElement>(JSON.stringify([teams.map((team) => team.name), language.value, quality]), size === "few" ? LARGER : 1);
  return (
    <ul ref={box} class={`publicboard ${size}`}>
      <li class="soft heads">
        <span>{t("horizon.so_far")}</span>
        <span class="n">
          <Mark role="lead_gen" />
          <span>{named("leads_handed")}</span>
        </span>
        <span class="n">
          <Mark role="sales" />
          <span>{named("leads_accepted")}</span>
        </span>
        <span class="n">
          <Mark role="sales" />
          <span>{named("leads_won")}</span>
        </span>
        <span>{quality === true ? named("quality", "bell") : named("of_plan", "bell")}</span>
      </li>
      {teams.map((team) => {
        return (
          <li key={team.team}>
            <span class="strong team" data-fit>{team.name}</span>
            <b class="num hero n">{team.handed}</b>
            <b class="num hero n">{team.accepted}</b>
            <span class="n">
              <Signed won={team.won} inherited={team.inherited_won} hero />
            </span>
            {quality === true ? (
              <span class="gauge">
                {team.quality !== null && (
                  <span class="meter ink">
                    <i style={{ width: `${team.quality}%` }} />
                  </span>
                )}
                <Value of={team.quality} hero />
              </span>
            ) : (
              <span class="gauge">
                <ProfitBar profit={team.profit} plan={team.plan} />
                <Value of={team.of_plan} as={percent} hero />
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
