/** One seat of the grid: who holds it, and all that can be done about it now. */
import { signal } from "@preact/signals";
import { t, work } from "../../i18n";
import { ActButton, Button } from "../../parts/button";
import { Sheet } from "../../parts/sheet";
import type { FacilitatorView, Presence } from "../../types";
import { linked } from "./link-sheet";
import { Move, Remove, Rename } from "./people";
import { botOf, nudgeOf, personOf, playsOn, type Remedy, useful } from "./remedies";

/** The seat that is open. */
export const chosen = signal<{ team: number; seat: number } | null>(null);

const AT_ONCE: readonly Remedy[] = ["person", "bot", "link", "nudge"];

/** What helps at once, `of` these: a bot, a link, a word. */
export function Remedies({ one, session, of = AT_ONCE }: { one: Presence; session: FacilitatorView["session"]; of?: readonly Remedy[] }) {
  const helps = new Set(of.filter((remedy) => useful(one, session).has(remedy)));
  return (
    <div class="row wrap tight remedies">
      {helps.has("person") && <ActButton icon="people" label={t("remedy.person")} testid="remedy-person" deed={personOf(one)} />}
      {helps.has("bot") && <ActButton icon="bot" label={t("remedy.bot")} testid="remedy-bot" deed={botOf(one)} />}
      {helps.has("link") && (
        <Button
          icon="link"
          label={t("remedy.link")}
          testid="remedy-link"
          onClick={() => {
            linked.value = { team: one.team, seat: one.seat };
          }}
        />
      )}
      {helps.has("nudge") && <ActButton icon="hand" label={t("remedy.nudge")} testid="remedy-nudge" deed={nudgeOf(one)} />}
    </div>
  );
}

export function SeatSheet({ view, presence }: { view: FacilitatorView; presence: readonly Presence[] }) {
  const at = chosen.value;
  const one = at === null ? undefined : presence.find((other) => other.team === at.team && other.seat === at.seat);
  if (one === undefined) return null;
  const team = view.teams.find((other) => other.team === one.team);
  const cell = team?.seats.find((seat) => seat.seat === one.seat);
  const helps = useful(one, view.session);
  const close = () => {
    chosen.value = null;
  };
  return (
    <Sheet
      title={`${team?.name ?? ""} · ${one.name || t("seat.free.short")}`}
      close={close}
      testid="seat-sheet"
      footer={helps.has("remove") ? <Remove key={one.participant} one={one} session={view.session} close={close} /> : undefined}
    >
      {cell !== undefined && (
        <p class="small soft">
          {t(`role.${cell.role}`)}
          {view.session.phase === "round" && ` · ${t("mate.left", { time: work(cell.left) })} · ${t("decisions.n", { n: cell.decisions })}`}
        </p>
      )}
      <Remedies one={one} session={view.session} />
      {helps.has("rename") && <Rename key={`rename.${one.participant}`} participant={one.participant} name={one.name} />}
      {helps.has("move") && <Move key={`move.${one.participant}`} one={one} view={view} presence={presence} close={close} />}
      {!playsOn(view.session) && <p class="tiny mute">{t("remedy.played")}</p>}
    </Sheet>
  );
}
