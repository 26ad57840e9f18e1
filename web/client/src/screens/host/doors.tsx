/** Before play: a checklist, and the doors: one link per network interface with a phone check. */
import type { ComponentChildren } from "preact";
import { has, t } from "../../i18n";
import { Icon } from "../../parts/icon";
import { remembers } from "../../state/kept";
import type { Envelope, FacilitatorView } from "../../types";
import { Qr, typed } from "../projector/invite";

/** What the server calls an address that no other device can open. */
const HERE = "this computer";

/** What an address is called; the name of an interface is nobody's word and stays. */
function doorName(label: string): string {
  const key = `door.${label.replace(" ", "_")}`;
  return has(key) ? t(key) : label;
}

/** What is known of the way that phones would come; people who sit at this computer, or behind the facilitator's own address, prove nothing. */
function knownOf({ links }: Envelope, people: number): "done" | "never" | "unknown" | "try" {
  if (links.some((one) => one.checked)) return "done";
  if (links.every((one) => one.label === HERE)) return "never";
  return people > 0 ? "unknown" : "try";
}

/** The checklist and the links. */
export function Doors({ view, told }: { view: FacilitatorView; told: Envelope }) {
  const people = told.presence.filter((one) => one.name !== "").length;
  const seats = told.presence.length;
  const reached = told.links.some((one) => one.checked);
  const code = told.code.replace(/\s/g, "");
  const items: [boolean, ComponentChildren][] = [
    [reached, t(`doors.check.phone.${knownOf(told, people)}`)],
    [
      told.screens > 0,
      <>
        {t(told.screens > 0 ? "doors.check.screen.done" : "doors.check.screen")}{" "}
        {code !== "" && (
          <a class="link" href={`/screen/${code}`} target="_blank" rel="noreferrer" data-testid="check-screen">
            {t("doors.check.screen.open")}
          </a>
        )}
      </>,
    ],
    [people > 0, t("doors.check.people", { n: people, of: seats })],
    [view.session.phase !== "lobby", t("doors.check.start")],
  ];
  return (
    <div class="doors" data-testid="doors">
      <ol class="checklist">
        {!remembers && (
          <li class="row small">
            <Icon name="warn" />
            <span>{t("host.forgets")}</span>
          </li>
        )}
        {items.map(([done, text], index) => (
          <li key={index} class="row">
            <span class={`tick round ${done ? "on" : ""}`}>
              <Icon name="check" />
            </span>
            <span class={done ? "soft" : "strong"}>{text}</span>
          </li>
        ))}
      </ol>
      <ul class="links">
        {told.links.map((one) => (
          <li key={one.url} class={`card flat door ${one.checked ? "ok" : ""}`}>
            <Qr svg={one.qr_svg} class="tinyqr" />
            <div class="grow snug">
              <div class="small soft">{doorName(one.label)}</div>
              <div class="strong break">{typed(one.url)}</div>
              <div class="row tiny tight">
                <Icon name={one.checked ? "check" : one.label === HERE ? "warn" : "phone"} />
                {t(one.checked ? "doors.reached" : one.label === HERE ? "doors.only_here" : "doors.try")}
              </div>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
