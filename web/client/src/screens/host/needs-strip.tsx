/** The strip on top of the console: who needs the facilitator, with the remedy beside it. */
import { Fragment } from "preact";
import { useState } from "preact/hooks";
import { t } from "../../i18n";
import { Button, held } from "../../parts/button";
import { Note } from "../../parts/notes";
import { perform } from "../../state/acts";
import type { FacilitatorView } from "../../types";
import { ago, type Need } from "./needs";
import { botOf, nudgeOf, type Remedy, useful } from "./remedies";
import { chosen, Remedies } from "./seat-sheet";

/** A line for each kind of need. */
export function Needs({ list, view }: { list: readonly Need[]; view: FacilitatorView }) {
  const kinds = [...new Set(list.map((need) => need.kind))];
  return (
    <div class="stack s2 needs" data-testid="needs">
      <h1 class="size-lg">{list.length === 0 ? t("needs.none") : t("needs.n", { n: list.length })}</h1>
      {kinds.map((kind) => (
        <NeedLine key={kind} kind={kind} list={list.filter((need) => need.kind === kind)} view={view} />
      ))}
    </div>
  );
}

/** What helps one seat of a kind. */
const HELP: Record<Need["kind"], readonly Remedy[]> = { away: ["bot", "person", "link"], free: ["bot"], idle: ["nudge"] };

const LOOKS = { away: ["offline", "bad"], free: ["people", ""], idle: ["clock", "warn"] } as const;

function NeedLine({ kind, list, view }: { kind: Need["kind"]; list: readonly Need[]; view: FacilitatorView }) {
  const [icon, tone] = LOOKS[kind];
  const only = list.length === 1 ? list[0] : undefined;
  const end = only === undefined ? <ForAll kind={kind} list={list} view={view} /> : <Remedies one={only.one} session={view.session} of={HELP[kind]} />;
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

/** What helps everybody of a line at once, where anything does. */
function ForAll({ kind, list, view }: { kind: Need["kind"]; list: readonly Need[]; view: FacilitatorView }) {
  const [busy, setBusy] = useState(false);
  const nudges = kind === "idle";
  const helped = list.filter(({ one }) => useful(one, view.session).has(nudges ? "nudge" : "bot"));
  if (helped.length === 0) return null;
  const all = async () => {
    setBusy(true);
    for (const { one } of helped) if (!(await perform({ ...(nudges ? nudgeOf(one) : botOf(one)), silent: true }))) break;
    setBusy(false);
  };
  const label = t(nudges ? "remedy.nudge.all" : "remedy.bot.all", { n: helped.length });
  return <Button icon={nudges ? "hand" : "bot"} label={label} busy={busy} disabled={held() !== ""} onClick={() => void all()} testid={`all-${kind}`} />;
}

/** Who it is; a seat without a person goes by its team and role. */
function nameOfNeed({ one }: Need, view: FacilitatorView): string {
  const team = view.teams.find((other) => other.team === one.team);
  const role = team?.seats.find((seat) => seat.seat === one.seat)?.role ?? "sales";
  return one.name === "" ? `${team?.name ?? ""}, ${t(`role.${role}`)}` : one.name;
}
