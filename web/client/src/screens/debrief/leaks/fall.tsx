/** The waterfall: horizontal, because labels are long; luck drawn otherwise than what somebody did. */
import { short, t } from "../../../i18n";
import { wide } from "../../../state/ui";
import type { LeaksView } from "../../../types";
import { Own } from "../parts";
import { cascade, largest, NARROW_MARGIN, type Rung } from "./cascade";

type Props = { view: LeaksView; chosen: string; pick?: ((step: string) => void) | undefined };

/** A sum with its sign: "+€4k", "−€61k"; nothing is just nothing. */
export function signed(cents: number): string {
  return cents > 0 ? `+${short(cents)}` : short(cents);
}

export function Fall({ view, chosen, pick }: Props) {
  const { zero, rungs, broken } = cascade(view.par, view.bars, view.earned, chosen === "" && wide.value ? undefined : NARROW_MARGIN);
  const worst = largest(view.bars);
  const label = t("leaks.alt", { par: short(view.par), earned: short(view.earned), headline: view.headline });
  const labels = new Map<string, string>(view.bars.map((bar) => [bar.step, bar.label]));
  const name = (rung: Rung) => (rung.step === "par" ? t("leaks.par") : rung.step === "earned" ? t(view.horizon === "year" ? "leaks.earned.year" : "leaks.earned", { team: view.team_name }) : (labels.get(rung.step) ?? ""));
  return (
    <div class={`fall ${broken ? "broken" : ""}`} role={pick === undefined ? "img" : "group"} aria-label={label}>
      {rungs.map((rung, index) => {
        const bar = view.bars.find((one) => one.step === rung.step);
        const on = bar !== undefined && (chosen === "" ? bar === worst && pick === undefined : chosen === bar.step);
        const press = bar === undefined || pick === undefined ? undefined : () => pick(bar.step);
        return <Row key={rung.step} rung={rung} name={name(rung)} on={on} zero={zero} last={index === rungs.length - 1} roles={bar?.roles ?? []} press={press} pressed={chosen === rung.step} />;
      })}
      {broken && <p class="scalenote tiny mute">{t("leaks.broken")}</p>}
    </div>
  );
}

type RowProps = { rung: Rung; name: string; on: boolean; zero: number; last: boolean; roles: LeaksView["bars"][number]["roles"]; press: (() => void) | undefined; pressed: boolean };

function Row({ rung, name, on, zero, last, roles, press, pressed }: RowProps) {
  const total = rung.step === "par" || rung.step === "earned";
  const kind = total ? "total" : rung.step === "luck" ? "luck" : rung.up ? "gain" : "loss";
  const empty = !total && rung.width < 0.15;
  const place = rung.label === "right" || (rung.label === "inside" && !rung.up) ? { left: `${rung.left + (rung.label === "inside" ? 0 : rung.width)}%` } : { right: `${100 - rung.left - (rung.label === "inside" ? rung.width : 0)}%` };
  const key = (
    <>
      <Own roles={roles} />
      <span>{name}</span>
    </>
  );
  return (
    <>
      {press === undefined ? (
        <div class={`k ${on ? "sel" : ""} ${total ? "sum" : ""}`}>{key}</div>
      ) : (
        <button type="button" class={`k ${on ? "sel" : ""}`} aria-expanded={pressed} data-testid={`leak-${rung.step}`} onClick={press}>
          {key}
        </button>
      )}
      <div class={`v ${on ? "sel" : ""} ${last ? "end" : ""}`} style={{ "--j": `${rung.join}%`, "--zero": `${zero}%` }} onClick={press}>
        <span class={`b ${kind} ${empty ? "none" : ""}`} style={{ left: `${rung.left}%`, width: `${Math.max(rung.width, 0.3)}%` }} />
        <span class={`lab ${kind} ${rung.label === "inside" ? "inside" : ""}`} style={place}>
          {total ? short(rung.amount) : signed(rung.amount)}
        </span>
      </div>
    </>
  );
}
