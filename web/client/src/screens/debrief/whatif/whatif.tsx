/** What if: one edit, held or played on; before and after for the companies and the team. The log is never touched. */
import { money, short, t, work } from "../../../i18n";
import { Segments } from "../../../parts/fields";
import { named } from "../../../parts/figure";
import { Icon, type IconName } from "../../../parts/icon";
import { Empty, Note } from "../../../parts/notes";
import { Mark } from "../../../parts/role";
import { numberOf, wordOf } from "../../../state/place";
import type { EditOffer, HandoffWorth, Outcome, WhatIfList, WhatIfView } from "../../../types";
import { signed } from "../leaks/fall";
import { usePart } from "../load";
import { type PanelProps, Wait, walk } from "../parts";
import { roundName } from "../../../parts/rounds";
import "../../../styles/leaks.css";

const ICONS: Record<EditOffer["kind"], IconName> = { complete_brief: "card", at_once: "clock", warm: "people", clean: "pass", return_it: "back", keep_promise: "tag", trigger: "flag", no_leaver: "people" };
/** So many clients have room under the figures of the wall; the heading counts them all. */
const ON_WALL = 2;
const keyOf = (one: Pick<EditOffer, "kind" | "target" | "value">) => `${one.kind}.${one.target}.${one.value}`;

/** The list of edits with the chosen one beside it. */
export function WhatIfs({ view, args, audience, reveal, open }: PanelProps<WhatIfList>) {
  const first = view.offers[0];
  const asked = keyOf({ kind: wordOf(args, "kind") as EditOffer["kind"], target: numberOf(args, "target"), value: wordOf(args, "value") });
  const offer = view.offers.find((one) => keyOf(one) === asked) ?? first;
  const mode = wordOf(args, "mode", "held") === "play_on" ? "play_on" : "held";
  const leaks = usePart("leaks", { team: view.team });
  const loaded = usePart("whatif", offer === undefined ? null : { team: view.team, kind: offer.kind, target: offer.target, value: offer.value, mode });
  if (offer === undefined)
    return (
      <Empty icon="question" title={t("whatif.none")}>
        {t("whatif.none.why")}
      </Empty>
    );
  const go = (next: EditOffer, how: string) => open?.({ args: { kind: next.kind, target: next.target, value: next.value, mode: how } });
  return (
    <div class="whatifs">
      <section class="panel storylist">
        <header>
          <h2 class="grow">{t("whatif.list", { n: view.offers.length })}</h2>
        </header>
        <ul
          class="rows fill"
          onKeyDown={walk(view.offers.map(keyOf), keyOf(offer), (key) => {
            const next = view.offers.find((one) => keyOf(one) === key);
            if (next !== undefined) go(next, mode);
          })}
        >
          {view.offers.map((one) => (
            <li key={keyOf(one)}>
              <button type="button" class={`item ${one === offer ? "sel" : ""}`} aria-current={one === offer ? "true" : undefined} data-key={keyOf(one)} data-testid={`edit-${one.kind}-${one.target}`} onClick={() => go(one, mode)}>
                <Icon name={ICONS[one.kind]} />
                <span class="grow stack tight">
                  <span class="small strong">{one.label}</span>
                  <span class="tiny mute">{[one.company_name === "" ? t("whatif.team") : one.company_name, one.round > 0 ? roundName(one.round) : ""].filter(Boolean).join(" · ")}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      </section>
      <div class="stack s4">
        <div class="row wrap modes">
          <Segments
            label={t("whatif.mode")}
            value={mode}
            choices={[
              { value: "held", label: t("whatif.held") },
              { value: "play_on", label: t("whatif.play_on") },
            ]}
            onPick={(how) => go(offer, how)}
            testid="whatif-mode"
          />
          <span class="small soft grow">{t(mode === "held" ? "whatif.held.why" : "whatif.play_on.why")}</span>
        </div>
        <OnAverage offer={offer} worths={leaks.view?.handoffs ?? []} />
        <Wait loaded={loaded} what={t("whatif.counting")}>
          {(result) => <WhatIf view={result} args={args} audience={audience} reveal={reveal} open={open} />}
        </Wait>
      </div>
    </div>
  );
}

/** What the edit is worth over all luck: one replay may go either way. */
function OnAverage({ offer, worths }: { offer: EditOffer; worths: HandoffWorth[] }) {
  const worth = worths.find((one) => one.id === offer.target);
  const after = offer.kind === "clean" ? worth?.at_once : offer.kind === "complete_brief" ? worth?.complete : undefined;
  if (worth === undefined || after === undefined) return null;
  return <Note icon="pass">{t("whatif.worth", { before: short(worth.as_was), after: short(after) })}</Note>;
}

type Figure = { label: string; before: string; after: string; change: string; worse: boolean; share: [number, number] };

function figures(before: Outcome, after: Outcome): Figure[] {
  const sum = (label: string, a: number, b: number, words: (value: number) => string, difference: string): Figure => {
    const top = Math.max(Math.abs(a), Math.abs(b), 1);
    return { label, before: words(a), after: words(b), change: a === b ? t("whatif.same") : difference, worse: b < a, share: [Math.max(0, (100 * a) / top), Math.max(0, (100 * b) / top)] };
  };
  const count = (value: number) => String(value);
  const more = (value: number) => (value > 0 ? `+${value}` : `−${-value}`);
  return [
    sum(named("profit", "session"), before.profit, after.profit, short, signed(after.profit - before.profit)),
    sum(named("profit", "year"), before.profit_12m, after.profit_12m, short, signed(after.profit_12m - before.profit_12m)),
    sum(named("signed", "finish"), before.won, after.won, count, more(after.won - before.won)),
    // Masked, nobody says what the clients felt.
    ...(before.trust < 0 ? [] : [sum(t("whatif.trust"), before.trust, after.trust, count, more(after.trust - before.trust))]),
  ];
}

/** What an edit led to. */
export function WhatIf({ view, audience, open }: PanelProps<WhatIfView>) {
  const wall = audience === "wall";
  return (
    <article class={`whatif on-${audience}`}>
      <header>
        <div class="grow">
          <h1>{view.edit.label}</h1>
          <p class="soft">
            {[view.edit.company_name, view.edit.round > 0 ? roundName(view.edit.round) : ""].filter(Boolean).join(" · ")}
          </p>
        </div>
        {open === undefined && <span class="small soft">{t(view.mode === "held" ? "whatif.held" : "whatif.play_on")}</span>}
      </header>
      {!wall && <p class="size-lg">{view.sentence}</p>}
      <div class="ba">
        {figures(view.before, view.after).map((one) => (
          <div key={one.label} class="card">
            <span class="small soft">{one.label}</span>
            <span class="figs">
              <span class="mute">{one.before}</span>
              <Icon name="right" class="tinyic" />
              <b>{one.after}</b>
            </span>
            <span class="two-bars" aria-hidden="true">
              <i style={{ width: `${one.share[0]}%` }} />
              <i class="after" style={{ width: `${one.share[1]}%` }} />
            </span>
            <span class={`delta ${one.worse ? "badtext" : one.before === one.after ? "mute" : ""}`}>{one.change}</span>
          </div>
        ))}
      </div>
      <div class="costs">
        {view.minutes !== 0 && <Note icon="clock">{t(view.minutes > 0 ? "whatif.minutes" : "whatif.minutes.less", { time: work(Math.abs(view.minutes)) })}</Note>}
        {view.minutes_later !== 0 && <Note icon="clock">{t(view.minutes_later > 0 ? "whatif.later" : "whatif.later.less", { time: work(Math.abs(view.minutes_later)) })}</Note>}
      </div>
      {view.companies.length > 0 && (
        <section class="panel">
          <header>
            <h2>{t("whatif.companies", { n: view.companies.length })}</h2>
          </header>
          <div class="scrollx">
            <table class="tbl">
              <thead>
                <tr>
                  <th scope="col">{t("way.company")}</th>
                  <th scope="col">{t("whatif.before")}</th>
                  <th scope="col">{t("whatif.after")}</th>
                  <th scope="col" class="r">
                    {t("whatif.margin")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {view.companies.slice(0, wall ? ON_WALL : undefined).map((one) => (
                  <tr key={one.company}>
                    <th scope="row">
                      {open === undefined ? (
                        one.company_name
                      ) : (
                        <button type="button" class="plain strong" onClick={() => open({ panel: "journey", args: { company: one.company } })}>
                          {one.company_name}
                        </button>
                      )}
                    </th>
                    <td class="soft">{one.before}</td>
                    <td>{one.after}</td>
                    <td class="r">
                      <span class="mute">{money(one.before_margin)}</span> → <b>{money(one.after_margin)}</b>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
      {!wall && view.illegal.length > 0 && (
        <section class="panel">
          <header>
            <h2>{t("whatif.illegal", { n: view.illegal.length })}</h2>
          </header>
          <ul class="rows">
            {view.illegal.map((one) => (
              <li key={one.seq} class="cell row top">
                <Mark role={one.role} class="s" />
                <span class="grow snug">
                  <span class="small strong block">{one.title}</span>
                  <span class="tiny soft">
                    {roundName(one.round)}: {one.reason}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {!wall && <p class="tiny mute">{view.note}</p>}
    </article>
  );
}
