/** The grid team by seat: who sits there, what they do, how much work is left. */
import { short, t, work } from "../../i18n";
import { named, Value } from "../../parts/figure";
import { Icon } from "../../parts/icon";
import { Avatar, hue, Mark } from "../../parts/role";
import type { FacilitatorView, Presence, SeatCell, TeamRow } from "../../types";
import { ProfitBar } from "../result";
import { ago, AWAY_S, IDLE_S } from "./needs";
import { chosen, SeatSheet } from "./seat-sheet";

/** More teams than this have a line each instead of a card, so that twelve fit on a laptop. */
const ROOMY = 5;

function SeatTile({ cell, presence, playing }: { cell: SeatCell; presence: Presence | undefined; playing: boolean }) {
  const state = presence?.state ?? "free";
  const idle = state === "here" && playing && (presence?.idle_s ?? 0) >= IDLE_S && cell.left > 0;
  const away = state === "away" && (presence?.away_s ?? 0) >= AWAY_S;
  const bot = state === "bot" || (cell.bot !== "" && (playing || state === "free")); // after the last round bots take every seat
  const free = state === "free" && !bot;
  const name = bot ? (presence?.name ? `${presence.name}` : t("bot")) : presence?.name || t("seat.free.short");
  const line = away
    ? t("seat.away", { time: ago(presence?.away_s ?? 0) })
    : idle
      ? t("seat.idle", { time: ago(presence?.idle_s ?? 0) })
      : bot
        ? t("seat.bot")
        : free
          ? t("seat.waits")
          : playing && cell.left === 0
            ? t("seat.used_up")
            : cell.doing || t("ready");
  const kind = away ? "off" : idle ? "idle" : bot ? "bot" : free ? "free" : "";
  return (
    <button
      type="button"
      class={`seat ${kind}`}
      data-role={hue(cell.role)}
      data-testid={`seat-${presence?.team ?? 0}-${cell.seat}`}
      onClick={() => {
        if (presence !== undefined) chosen.value = { team: presence.team, seat: presence.seat };
      }}
    >
      <span class="who">
        <Avatar name={free ? "" : name} role={cell.role} bot={bot} small />
        <span>{name}</span>
        {playing && <span class="num tiny mute push thin">{work(cell.left)}</span>}
      </span>
      {playing && (
        <span class="bar thin" role="meter" aria-valuemin={0} aria-valuemax={cell.total} aria-valuenow={cell.left} aria-label={t("work.left.label")}>
          <i style={{ width: `${Math.round((100 * cell.left) / Math.max(1, cell.total))}%` }} />
        </span>
      )}
      <span class="st">
        {(away || idle || bot) && <Icon name={away ? "offline" : idle ? "clock" : "bot"} />}
        <span>{line}</span>
      </span>
    </button>
  );
}

/** The grid of a laptop. */
export function Grid({ view, presence }: { view: FacilitatorView; presence: readonly Presence[] }) {
  const playing = view.session.phase === "round";
  const begun = view.session.phase !== "lobby";
  const roles = view.teams[0]?.seats.map((seat) => seat.role) ?? [];
  return (
    <>
      <table class={`tbl grid ${view.teams.length > ROOMY ? "compact" : ""}`}>
        <thead>
          <tr>
            <th scope="col" class="team">
              {t("team")}
            </th>
            {roles.map((role, index) => (
              <th key={index} scope="col" data-role={hue(role)}>
                <span class="row tight">
                  <Mark role={role} class="s" />
                  {t(`role.${role}`)}
                </span>
              </th>
            ))}
            {begun && (
              <>
                <th scope="col" class="r narrow">
                  {t("grid.waiting")}
                </th>
                <th scope="col" class="profit">
                  <span class="block">{named("profit")}</span>
                  <span class="block mute thin">{t("horizon.bell")}</span>
                  <span class="mute thin">
                    {t("grid.signed")} {t("horizon.so_far")}
                  </span>
                </th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {view.teams.map((team) => (
            <Row key={team.team} team={team} presence={presence} playing={playing} begun={begun} />
          ))}
        </tbody>
      </table>
      <SeatSheet view={view} presence={presence} />
    </>
  );
}

/** A team; what reads as a result is there once something has been played. */
function Row({ team, presence, playing, begun }: { team: TeamRow; presence: readonly Presence[]; playing: boolean; begun: boolean }) {
  return (
    <tr data-testid={`team-${team.team}`}>
      <th scope="row" class="strong team">
        {team.name}
      </th>
      {team.seats.map((cell) => (
        <td key={cell.seat} class="seatcell">
          <SeatTile cell={cell} presence={presence.find((one) => one.team === team.team && one.seat === cell.seat)} playing={playing} />
        </td>
      ))}
      {begun && <Figures team={team} />}
    </tr>
  );
}

function Figures({ team }: { team: TeamRow }) {
  const signed = [team.handed > 0 ? t("grid.won", { n: team.won, of: team.handed }) : t("grid.none_handed"), team.inherited_won > 0 ? t("inherited.plus", { n: team.inherited_won }) : ""];
  return (
    <>
      <td class="r">
        <span class="strong num size-lg">{team.waiting}</span>
      </td>
      <td>
        <span class="small">
          <Value of={team.profit} as={short} />
        </span>
        <ProfitBar profit={team.profit} plan={team.plan} />
        <span class="mute signedline">{signed.filter(Boolean).join(", ")}</span>
      </td>
    </>
  );
}
