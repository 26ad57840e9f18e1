/** What holds now: the rules at the start of a round, or an event card, as a sheet over the desk, once. */
import { useEffect } from "preact/hooks";
import { signal } from "@preact/signals";
import { t } from "../i18n";
import { Button } from "../parts/button";
import { Sheet } from "../parts/sheet";
import { tab } from "../state/kept";
import { envelope } from "../state/store";
import { assertive } from "../state/toasts";
import type { SeatView } from "../types";

const STORE = "baton.told";
/** The card by which every seller moves to another team. */
const SWAP = "chair_swap";
const told = signal<string[]>((tab.getItem(STORE) ?? "").split("\n").filter(Boolean));

function tell(key: string): void {
  told.value = [...told.value, key].slice(-20);
  tab.setItem(STORE, told.value.join("\n"));
}

export function ActSheet({ view }: { view: SeatView }) {
  const { session } = view;
  const here = envelope.value?.session ?? "";
  // Keys without words: a change of the language is no news, a second card of the same round is.
  const shock = session.shock_card === "" ? "" : `${here}:${session.round}:${session.shock_card}`;
  const act = `${here}:${session.round}`;
  const news = shock !== "" && !told.value.includes(shock);
  const key = news ? shock : act;
  const open = news || (session.act_title !== "" && !told.value.includes(act));
  useEffect(() => {
    if (news) assertive.value = `${session.shock}. ${session.shock_text}`;
  }, [shock]);
  if (!open) return null;
  const close = () => tell(key);
  return (
    <Sheet
      title={news ? session.shock : session.act_title}
      close={close}
      testid="act-sheet"
      footer={<Button primary big wide label={t(news ? "understood" : "act.start")} onClick={close} testid="understood" />}
    >
      <p class="small mute">{t("round.of", { n: session.round, of: session.rounds })}</p>
      {news ? (
        <>
          <p class="size-lg">{session.shock_text}</p>
          {session.shock_card === SWAP && view.came_round === session.round && <p class="strong">{t("came_now", { team: view.team_name })}</p>}
        </>
      ) : (
        <ul class="dots stack s2">
          {session.act_rules.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
      )}
    </Sheet>
  );
}
