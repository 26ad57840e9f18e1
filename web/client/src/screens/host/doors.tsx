/** Before play: a checklist, and the doors: one link per network interface with a phone check. */
import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { has, t } from "../../i18n";
import { api } from "../../net/http";
import { Icon } from "../../parts/icon";
import { Note } from "../../parts/notes";
import { Sheet } from "../../parts/sheet";
import { remembers } from "../../state/kept";
import type { Envelope, FacilitatorView, LinkAnswer } from "../../types";
import { wordsOf } from "../errors";
import { Qr, typed } from "../projector/invite";

/** What an address is called; the name of an interface is nobody's word and stays. */
function doorName(label: string): string {
  const key = `door.${label.replace(" ", "_")}`;
  return has(key) ? t(key) : label;
}

/** The checklist and the links. */
export function Doors({ view, told }: { view: FacilitatorView; told: Envelope }) {
  const people = told.presence.filter((one) => one.name !== "").length;
  const seats = told.presence.length;
  const reached = told.links.some((one) => one.checked) || people > 0;
  const code = told.code.replace(/\s/g, "");
  const items: [boolean, ComponentChildren][] = [
    [reached, t("doors.check.phone")],
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
                <Icon name={one.checked ? "check" : "phone"} />
                {one.checked ? t("doors.reached") : t("doors.try")}
              </div>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

export const cohost = signal(false);

/** A second facilitator, or the own phone as a remote. */
export function CohostSheet({ token, session }: { token: string; session: string }) {
  const [answer, setAnswer] = useState<LinkAnswer | null>(null);
  const [problem, setProblem] = useState("");
  const open = cohost.value;
  useEffect(() => {
    if (!open) return;
    setAnswer(null);
    setProblem("");
    api.cohost(token, session).then(setAnswer, (error: unknown) => setProblem(wordsOf(error)));
  }, [open]);
  if (!open) return null;
  return (
    <Sheet
      title={t("cohost")}
      testid="cohost-sheet"
      close={() => {
        cohost.value = false;
      }}
    >
      {problem !== "" && (
        <Note kind="bad" icon="warn">
          {problem}
        </Note>
      )}
      {answer !== null && (
        <div class="stack s2 centered-items">
          <Qr svg={answer.qr_svg} class="fixed" />
          <p class="small soft">{t("cohost.why")}</p>
          <p class="tiny mute break">{answer.url}</p>
        </div>
      )}
    </Sheet>
  );
}
