/** The projector before play: QR, address, code, who sits where. */
import { language, t } from "../../i18n";
import { useFit } from "../../parts/fit";
import { Mark, ROLES } from "../../parts/role";
import { envelope } from "../../state/store";
import type { ScreenView } from "../../types";
import { inviteOf, Qr, typed } from "./invite";

/** How much larger names may be where few teams share the wall. */
const LARGER = 1.7;

export function Lobby({ view }: { view: ScreenView }) {
  const told = envelope.value;
  const presence = told?.presence ?? [];
  const people = presence.filter((one) => one.name !== "").length;
  const free = presence.length - people;
  const seats = Math.max(...presence.map((one) => one.seat), 2) + 1;
  const invite = inviteOf();
  const names = presence.map((one) => one.name);
  const size = view.teams.length > 6 ? "many" : view.teams.length > 5 ? "six" : view.teams.length <= 3 ? "few" : "";
  const box = useFit<HTMLUListElement>(JSON.stringify([names, view.teams.map((team) => team.name), language.value]), size === "few" ? LARGER : undefined);
  return (
    <main class={`stage lobby ${size}`}>
      <div class="invite">
        <Qr svg={invite.qr_svg} />
        <div class="grow stack even">
          <div>
            <div class="soft ten">{t(invite.qr_svg === "" ? "screen.open" : "screen.scan")}</div>
            <div class="strong address">{typed(invite.url)}</div>
          </div>
          <div>
            <div class="soft ten">{t("screen.type")}</div>
            <div class="codebox codebig">{told?.code}</div>
          </div>
        </div>
      </div>
      <h1>{t("screen.people", { people: t("people.in", { n: people }), free: t("seats.free", { n: free }) })}</h1>
      <ul ref={box} class={`seating seats-${seats}`} style={size === "many" ? { gridTemplateRows: `repeat(${Math.ceil(view.teams.length / 2)}, auto)` } : undefined}>
        <li class="soft heads">
          <span />
          {ROLES.slice(0, seats).map((role) => (
            <span key={role}>{t(`role.${role}`)}</span>
          ))}
        </li>
        {view.teams.map((team) => (
          <li key={team.team}>
            <span class="strong team" data-fit>
              {team.name}
            </span>
            {presence
              .filter((one) => one.team === team.team)
              .map((one) => (
                <span key={one.seat} class="row who">
                  <Mark role={ROLES[one.seat] ?? "sales"} />
                  <span class={one.name === "" ? "mute" : ""} data-fit>{one.name || t("seat.free.short")}</span>
                </span>
              ))}
          </li>
        ))}
      </ul>
    </main>
  );
}
