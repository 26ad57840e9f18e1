/** Before joining: which team one comes to, and, where the facilitator allows it, which team and seat one takes. */
import { t } from "../i18n";
import { Button } from "../parts/button";
import { Icon } from "../parts/icon";
import { Select } from "../parts/fields";
import { Mark } from "../parts/role";
import type { CodeAnswer, JoinTeam, Role } from "../types";

/** What somebody asks for beside a seat; null for any. */
export type Wish = { team: number | null; seat: number | null; observe: boolean };
export const ANY: Wish = { team: null, seat: null, observe: false };

/** The name of a role that came with the answer to a code. */
const roleName = (role: string) => t(`role.${role as Role}`);
const free = (team: JoinTeam) => team.seats.filter((one) => one.name === "").length;

/** What may be chosen, where anything may. */
export function TeamChoice({ answer, wish, pick }: { answer: CodeAnswer; wish: Wish; pick: (wish: Wish) => void }) {
  if (wish.observe) return <ObserveTeam answer={answer} wish={wish} pick={pick} />;
  return answer.choosing ? <Choice answer={answer} wish={wish} pick={pick} /> : null;
}

/** The team that comes next, with who sits there. Stands below the button: that must not move under a finger when it comes. */
export function NextTeam({ answer }: { answer: CodeAnswer }) {
  const team = answer.teams.find((one) => one.team === answer.next?.team);
  const seat = team?.seats.find((one) => one.seat === answer.next?.seat);
  if (answer.choosing || team === undefined || seat === undefined) return null;
  return (
    <section class="card flat stack s2" data-testid="next-team">
      <p class="small">{t("join.team.next", { team: team.name, role: roleName(seat.role) })}</p>
      <Crew team={team} mine={seat.seat} />
    </section>
  );
}

/** Who sits on a team's seats. */
function Crew({ team, mine }: { team: JoinTeam; mine: number }) {
  return (
    <ul class="row wrap tight">
      {team.seats.map((one) => (
        <li key={one.seat} class="row tight tiny" title={roleName(one.role)}>
          <Mark role={one.role as Role} class={one.seat === mine ? "s solid" : "s"} />
          <span class="hide">{roleName(one.role)}:</span>
          <span class={one.name === "" ? "mute" : ""}>{one.seat === mine ? t("you") : one.name === "" ? t("seat.free.short") : one.name}</span>
        </li>
      ))}
    </ul>
  );
}

function Choice({ answer, wish, pick }: { answer: CodeAnswer; wish: Wish; pick: (wish: Wish) => void }) {
  return (
    <fieldset class="plain stack s2" data-testid="teams">
      <legend class="label">{t("join.team")}</legend>
      <div class="stack s2" role="radiogroup" aria-label={t("join.team")}>
        <Line on={wish.team === null} label={t("join.team.any")} testid="team-any" onPick={() => pick(ANY)} />
        {answer.teams.map((team) => (
          <div key={team.team} class="stack s2">
            <Line
              on={wish.team === team.team}
              label={team.name}
              hint={free(team) === 0 ? t("join.team.full") : t("join.team.free", { n: free(team) })}
              disabled={free(team) === 0}
              testid={`team-${team.team}`}
              onPick={() => pick({ ...ANY, team: team.team })}
            />
            {wish.team === team.team && <Seats team={team} wish={wish} pick={pick} />}
          </div>
        ))}
      </div>
    </fieldset>
  );
}

function Seats({ team, wish, pick }: { team: JoinTeam; wish: Wish; pick: (wish: Wish) => void }) {
  return (
    <div class="stack tight inset" role="radiogroup" aria-label={t("join.seat")}>
      {team.seats.map((one) => {
        const on = wish.seat === one.seat;
        return (
          <button
            key={one.seat}
            type="button"
            class="option"
            role="radio"
            aria-checked={on}
            disabled={one.name !== ""}
            data-testid={`pick-${team.team}-${one.seat}`}
            onClick={() => pick({ ...wish, seat: on ? null : one.seat })}
          >
            <Mark role={one.role as Role} class={on ? "s solid" : "s"} />
            <span class="grow">{roleName(one.role)}</span>
            <span class="small mute">{one.name === "" ? t("seat.free.short") : one.name}</span>
          </button>
        );
      })}
    </div>
  );
}

function Line(props: { on: boolean; label: string; hint?: string; disabled?: boolean; testid: string; onPick: () => void }) {
  return (
    <button type="button" class="option" role="radio" aria-checked={props.on} disabled={props.disabled === true} data-testid={props.testid} onClick={props.onPick}>
      <span class={`tick round ${props.on ? "on" : ""}`}>
        <Icon name="check" />
      </span>
      <span class="grow strong">{props.label}</span>
      {props.hint !== undefined && <span class="small mute">{props.hint}</span>}
    </button>
  );
}

function ObserveTeam({ answer, wish, pick }: { answer: CodeAnswer; wish: Wish; pick: (wish: Wish) => void }) {
  return (
    <section class="stack s2" data-testid="observe-team">
      <Select
        label={t("join.observe.team")}
        value={String(wish.team ?? 0)}
        choices={answer.teams.map((one) => ({ value: String(one.team), label: one.name }))}
        onPick={(team) => pick({ ...wish, team: Number(team) })}
      />
      <p class="tiny mute">{t("join.observe.why", { n: answer.observers })}</p>
    </section>
  );
}

/** A browser that holds a seat gets it back; somebody else in it says so. */
export function Mine({ answer, back, another }: { answer: CodeAnswer; back: () => void; another: () => void }) {
  const mine = answer.mine;
  const team = answer.teams.find((one) => one.team === mine?.team);
  if (mine === null || team === undefined) return null;
  const role = team.seats.find((one) => one.seat === mine.seat)?.role;
  return (
    <section class="stack s4" data-testid="mine">
      <div class="card stack s2">
        <h2>{t("join.mine")}</h2>
        <p>{role === undefined ? t("join.mine.observer", { name: mine.name, team: team.name }) : t("join.mine.seat", { name: mine.name, team: team.name, role: roleName(role) })}</p>
      </div>
      <Button primary big wide icon="arrow" label={t("join.mine.back")} onClick={back} testid="mine-back" />
      <div class="stack s2 centered">
        <span class="small soft">{t("join.not_you")}</span>
        <Button wide label={t("join.another")} onClick={another} testid="another" />
      </div>
    </section>
  );
}
