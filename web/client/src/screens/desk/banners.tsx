/** What concerns the whole desk: a pause, the facilitator's word, watching only, a round that is over. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { t } from "../../i18n";
import { IconButton } from "../../parts/button";
import { Note, Offline } from "../../parts/notes";
import { clock } from "../../state/clock";
import { tab } from "../../state/kept";
import { envelope, seatView } from "../../state/store";
import { polite } from "../../state/toasts";
import type { SeatView } from "../../types";

const STORE = "baton.notice";
/** The newest message that was read: its session and number. */
const seen = signal(tab.getItem(STORE) ?? "");

function isRead(session: string, id: number): boolean {
  const [where, last] = seen.value.split(":");
  return where === session && id <= Number(last);
}

/** Which team this is, and since when, for whoever changed chairs: what is shown after the round is the new team's. */
export function CameHere({ view }: { view: SeatView }) {
  if (view.came_round === 0 || view.session.phase === "round") return null;
  return (
    <Note icon="people" testid="came-here">
      {t("came_here", { team: view.team_name, n: view.came_round })}
    </Note>
  );
}

/** The banners above the page, in the order of their weight. */
export function Banners({ view }: { view?: SeatView }) {
  const told = envelope.value;
  const notice = told?.notice ?? null;
  const fresh = notice !== null && !isRead(told?.session ?? "", notice.id);
  useEffect(() => {
    if (fresh && notice !== null) polite.value = t("notice.from", { text: notice.text });
  }, [notice?.id]);
  const seat = seatView.value;
  const paused = clock.value.state === "paused";
  const over = clock.value.state === "over" && view?.session.phase === "round";
  return (
    <div class="banners">
      <Offline />
      {told?.me.kind === "watcher" && <Note icon="eye">{t("watching")}</Note>}
      {seat !== null && <CameHere view={seat} />}
      {paused && (
        <Note icon="pause" kind="role" testid="paused">
          {t("paused")}
        </Note>
      )}
      {over && <Note icon="clock">{t("round.closing")}</Note>}
      {fresh && notice !== null && (
        <Note
          icon="message"
          kind="role"
          testid="notice"
          end={
            <IconButton
              label={t("understood")}
              icon="cross"
              onClick={() => {
                seen.value = `${told?.session ?? ""}:${notice.id}`;
                tab.setItem(STORE, seen.value);
              }}
            />
          }
        >
          <b>{t("facilitator")}:</b> {notice.text}
        </Note>
      )}
    </div>
  );
}
