/** Joining in the middle of a round: what the bot left on the desk, before the desk. */
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { t, work } from "../i18n";
import { Button } from "../parts/button";
import { Icon, type IconName } from "../parts/icon";
import { Ring } from "../parts/time";
import { Mark } from "../parts/role";
import { Toasts } from "../parts/notes";
import { tab } from "../state/kept";
import { envelope } from "../state/store";
import type { SeatView } from "../types";

export function TakeOver({ view, children }: { view: SeatView; children: ComponentChildren }) {
  const [fresh, setFresh] = useState(tab.getItem("baton.fresh") === "1");
  if (!fresh) return <>{children}</>;
  const take = () => {
    tab.removeItem("baton.fresh");
    setFresh(false);
  };
  const due = view.promises.filter((one) => one.state === "open" && one.due_round !== 0 && one.due_round <= view.session.round).length;
  const lines: [IconName, string][] = [
    ["inbox", t("takeover.companies", { n: view.companies.filter((one) => one.place !== "closed").length })],
    ...(due > 0 ? [["tag", t("takeover.promises", { n: due })] as [IconName, string]] : []),
    ["clock", t("takeover.left", { time: work(view.minutes.left) })],
  ];
  return (
    <div class="phone docked" data-testid="takeover">
      <header class="appbar">
        <div class="row">
          <div class="grow snug">
            <div class="strong">{t("hello", { name: envelope.value?.me.name ?? "" })}</div>
            <div class="tiny mute">
              {view.team_name} · {t("round.of", { n: view.session.round, of: view.session.rounds })}
            </div>
          </div>
          <Ring />
        </div>
        <Toasts />
      </header>
      <main class="roomy-gap">
        <section class="card role stack rolecard">
          <div class="row wide-gap">
            <Mark role={view.role} class="l solid" />
            <div>
              <div class="small soft">{t("takeover.title")}</div>
              <h1 class="size-xl">{view.role_text}</h1>
            </div>
          </div>
          <p>{view.purpose.join(" ")}</p>
        </section>
        <section class="stack s2">
          <h2>{t("takeover.desk")}</h2>
          <ul class="panel rows small">
            {lines.map(([icon, text]) => (
              <li key={text} class="row cell">
                <Icon name={icon} />
                <span class="grow">{text}</span>
              </li>
            ))}
          </ul>
          <p class="tiny mute">{t("takeover.counts")}</p>
        </section>
      </main>
      <div class="dock">
        <Button primary big wide icon="arrow" label={t("takeover.go")} onClick={take} testid="takeover-go" />
      </div>
    </div>
  );
}
