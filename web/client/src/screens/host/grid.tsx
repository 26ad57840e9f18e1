/** The grid team by seat: who sits there, what they do, how much work is left, and the remedies. */
import { signal } from "@preact/signals";
import { Fragment } from "preact";
import { useState } from "preact/hooks";
import { short, t, work } from "../../i18n";
import { api } from "../../net/http";
import { ActButton, Button, held } from "../../parts/button";
import { named, Value } from "../../parts/figure";
import { Icon } from "../../parts/icon";
import { Note } from "../../parts/notes";
import { Avatar, hue, Mark } from "../../parts/role";
import { Sheet } from "../../parts/sheet";
import type { FacilitatorView, LinkAnswer, Presence, SeatCell, TeamRow } from "../../types";
import { wordsOf } from "../errors";
import { Qr } from "../projector/invite";
import { ProfitBar } from "../result";
import { type Deed, perform } from "../../state/acts";
import { envelope } from "../../state/store";
import { AWAY_S, IDLE_S, type Need } from "./needs";
import { PersonDeeds } from "./people";

/** The policy that stands in for a person. */
export const BOT = "reference";

/** More teams than this have a line each instead of a card, so that twelve fit on a laptop. */
const ROOMY = 5;

const chosen = signal<{ team: number; seat: number } | null>(null);
export const linked = signal<{ team: number; seat: number } | null>(null);

/** Seconds in words a facilitator reads at a glance. */
export function ago(seconds: number): string {
  return seconds < 90 ? t("seconds.n", { n: seconds }) : t("minutes.n", { n: Math.round(seconds / 60) });
}

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
            <th scope="col" class="r narrow">
              {t("grid.waiting")}
            </th>
            <th scope="col" class="profit">
              <span class="block">{named("profit")}</span>
              <span class="mute thin">{t("horizon.bell")}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {view.teams.map((team) => (
            <Row key={team.team} team={team} presence={presence} playing={playing} />
          ))}
        </tbody>
      </table>
      <SeatSheet view={view} presence={presence} />
    </>
  );
}

function Row({ team, presence, playing }: { team: TeamRow; presence: readonly Presence[]; playing: boolean }) {
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
      <td class="r">
        <span class="strong num size-lg">{team.waiting}</span>
      </td>
      <td>
        <span class="small">
          <Value of={team.profit} as={short} />
        </span>
        <ProfitBar profit={team.profit} plan={team.plan} />
        <span class="mute signedline">
          {t("grid.won", { n: team.won, of: team.handed })}
          {team.inherited_won > 0 && `, ${t("inherited.plus", { n: team.inherited_won })}`}
        </span>
      </td>
    </tr>
  );
}

/** The remedies of one seat. */
export function Remedies({ one, token, small }: { one: Presence; token: string; small?: boolean }) {
  const at = { team: one.team, seat: one.seat };
  const key = `${one.team}.${one.seat}`;
  return (
    <div class={small === true ? "row tight" : "stack s2"}>
      {one.state === "bot" ? (
        <ActButton icon="people" wide={small !== true} label={t("remedy.person")} testid="remedy-person" deed={{ verb: "seat_bot", args: { ...at, policy: "" }, label: t("remedy.person"), key: `bot.${key}` }} />
      ) : (
        <ActButton icon="bot" wide={small !== true} label={t("remedy.bot")} testid="remedy-bot" deed={{ verb: "seat_bot", args: { ...at, policy: BOT }, label: t("remedy.bot"), key: `bot.${key}` }} />
      )}
      {one.name !== "" && (
        <Button
          icon="link"
          wide={small !== true}
          label={t("remedy.link")}
          testid="remedy-link"
          onClick={() => {
            linked.value = at;
          }}
        />
      )}
      {one.name !== "" && one.state === "here" && small !== true && (
        <ActButton icon="hand" wide label={t("remedy.nudge")} testid="remedy-nudge" deed={{ verb: "nudge", args: at, label: t("remedy.nudged", { name: one.name }), key: `nudge.${key}` }} />
      )}
      {token === "" && null}
    </div>
  );
}

function SeatSheet({ view, presence }: { view: FacilitatorView; presence: readonly Presence[] }) {
  const at = chosen.value;
  const one = at === null ? undefined : presence.find((other) => other.team === at.team && other.seat === at.seat);
  if (one === undefined) return null;
  const team = view.teams.find((other) => other.team === one.team);
  const cell = team?.seats.find((seat) => seat.seat === one.seat);
  const close = () => {
    chosen.value = null;
  };
  return (
    <Sheet title={`${team?.name ?? ""} · ${one.name || t("seat.free.short")}`} close={close} testid="seat-sheet">
      {cell !== undefined && (
        <p class="small soft">
          {t(`role.${cell.role}`)} · {t("mate.left", { time: work(cell.left) })} · {t("decisions.n", { n: cell.decisions })}
        </p>
      )}
      <Remedies one={one} token="" />
      <PersonDeeds key={one.participant} one={one} view={view} presence={presence} close={close} />
    </Sheet>
  );
}

/** The QR of a new link for one seat. */
export function LinkSheet({ token }: { token: string }) {
  const at = linked.value;
  const [answer, setAnswer] = useState<(LinkAnswer & { at: string }) | null>(null);
  const [problem, setProblem] = useState("");
  if (at === null) return null;
  const key = `${at.team}.${at.seat}`;
  if (answer?.at !== key && problem === "") {
    const session = envelope.peek()?.session ?? "";
    api.reissue(token, session, at.team, at.seat).then(
      (made) => setAnswer({ ...made, at: key }),
      (error: unknown) => setProblem(wordsOf(error)),
    );
  }
  const close = () => {
    linked.value = null;
    setAnswer(null);
    setProblem("");
  };
  return (
    <Sheet title={t("remedy.link")} close={close} testid="link-sheet">
      {problem !== "" && (
        <Note kind="bad" icon="warn">
          {problem}
        </Note>
      )}
      {answer?.at === key && (
        <div class="stack s2 centered-items">
          <Qr svg={answer.qr_svg} class="fixed" />
          <p class="small soft">{t("remedy.link.why")}</p>
          <p class="tiny mute break">{answer.url}</p>
        </div>
      )}
    </Sheet>
  );
}

/** The strip on top: who needs you, a line for each kind of need, with the remedy beside it. */
export function Needs({ list, view, token }: { list: readonly Need[]; view: FacilitatorView; token: string }) {
  const kinds = [...new Set(list.map((need) => need.kind))];
  return (
    <div class="stack s2 needs" data-testid="needs">
      <h1 class="size-lg">{list.length === 0 ? t("needs.none") : t("needs.n", { n: list.length })}</h1>
      {kinds.map((kind) => (
        <NeedLine key={kind} kind={kind} list={list.filter((need) => need.kind === kind)} view={view} token={token} />
      ))}
    </div>
  );
}

const LOOKS = { away: ["offline", "bad"], free: ["people", ""], idle: ["clock", "warn"] } as const;

/** What helps everybody of a line at once. */
function remedyOf(kind: Need["kind"], { one }: Need): Deed {
  const at = { team: one.team, seat: one.seat };
  const key = `${one.team}.${one.seat}`;
  if (kind === "idle") return { verb: "nudge", args: at, label: t("remedy.nudged", { name: one.name }), key: `nudge.${key}`, silent: true };
  return { verb: "seat_bot", args: { ...at, policy: BOT }, label: t("remedy.bot"), key: `bot.${key}`, silent: true };
}

function NeedLine({ kind, list, view, token }: { kind: Need["kind"]; list: readonly Need[]; view: FacilitatorView; token: string }) {
  const [busy, setBusy] = useState(false);
  const [icon, tone] = LOOKS[kind];
  const only = list.length === 1 ? list[0] : undefined;
  const all = async () => {
    setBusy(true);
    for (const need of list) if (!(await perform(remedyOf(kind, need)))) break;
    setBusy(false);
  };
  const end =
    only === undefined ? (
      <Button icon={kind === "idle" ? "hand" : "bot"} label={t(kind === "idle" ? "remedy.nudge.all" : "remedy.bot.all", { n: list.length })} busy={busy} disabled={held() !== ""} onClick={() => void all()} testid={`all-${kind}`} />
    ) : kind === "idle" ? (
      <ActButton icon="hand" label={t("remedy.nudge")} deed={{ ...remedyOf(kind, only), silent: false }} />
    ) : (
      <Remedies one={only.one} token={token} small />
    );
  return (
    <Note icon={icon} kind={tone} end={end} testid={`need-${kind}`}>
      {only === undefined && <b>{t(`needs.${kind}`, { n: list.length })}: </b>}
      {list.map((need, index) => (
        <Fragment key={`${need.one.team}.${need.one.seat}`}>
          {index > 0 && ", "}
          <button
            type="button"
            class="plain"
            onClick={() => {
              chosen.value = { team: need.one.team, seat: need.one.seat };
            }}
          >
            {nameOfNeed(need, view)}
          </button>
          {kind !== "free" && <span class="soft"> {ago(need.seconds)}</span>}
        </Fragment>
      ))}
      {only !== undefined && <span> · {t(`needs.${kind}.one`)}</span>}
    </Note>
  );
}

/** Who it is; a seat without a person goes by its team and role. */
function nameOfNeed({ one }: Need, view: FacilitatorView): string {
  const team = view.teams.find((other) => other.team === one.team);
  const role = team?.seats.find((seat) => seat.seat === one.seat)?.role ?? "sales";
  return one.name === "" ? `${team?.name ?? ""}, ${t(`role.${role}`)}` : one.name;
}
