/** What to jump to: key moments, each in one sentence, or everything that happened. */
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../../i18n";
import { Segments } from "../../../parts/fields";
import { Icon, type IconName } from "../../../parts/icon";
import { hue, Mark } from "../../../parts/role";
import type { Moment, Role, TimelineView } from "../../../types";
import { roundName } from "../journey/story";

const GLYPHS: Record<Moment["mark"], IconName> = { "": "right", handoff: "pass", won: "check", lost: "cross", returned: "back", broken: "tag", repeated: "question" };
const BAD: ReadonlySet<string> = new Set(["lost", "returned", "broken", "repeated"]);
const ROLES: ReadonlySet<string> = new Set(["lead_gen", "sales", "account"]);

type Line = { seq: number; round: number; role: string; title: string; detail: string; mark: Moment["mark"]; truth: string };
type Props = { view: TimelineView; moments: readonly Moment[]; seq: number; rounds: number; jump: (seq: number, role: string, company: number) => void };

export function Jumps({ view, moments, seq, rounds, jump }: Props) {
  const [all, setAll] = useState(view.keys.length === 0);
  const lines: (Line & { company: number })[] = all
    ? moments.map((one) => ({ seq: one.seq, round: one.round, role: one.role, company: one.company, title: one.company_name !== "" && !one.title.includes(one.company_name) ? `${one.title} · ${one.company_name}` : one.title, detail: one.detail, mark: one.mark, truth: one.truth }))
    : view.keys.map((one) => ({ seq: one.seq, round: one.round, role: one.role, company: one.company, title: one.sentence, detail: one.sentence.includes(one.company_name) ? "" : one.company_name, mark: one.mark, truth: "" }));
  return (
    <section class="panel jumps">
      <header>
        <Segments
          label={t("timeline.filter")}
          value={all ? "all" : "key"}
          wide
          choices={[
            { value: "key", label: t("timeline.key") },
            { value: "all", label: t("timeline.all") },
          ]}
          onPick={(value) => setAll(value === "all")}
          testid="jumps"
        />
      </header>
      {lines.length === 0 ? (
        <p class="cell small mute">{t(all ? "timeline.none" : "timeline.empty")}</p>
      ) : (
        <ol class="rows fill">
          {lines.map((line, index) => (
            <Jump key={`${line.seq}.${index}`} line={line} on={line.seq === seq} head={lines[index - 1]?.round === line.round ? "" : roundName(line.round, rounds)} jump={() => jump(line.seq, line.role, line.company)} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Jump({ line, on, head, jump }: { line: Line; on: boolean; head: string; jump: () => void }) {
  const self = useRef<HTMLLIElement>(null);
  useEffect(() => {
    const list = self.current?.closest<HTMLElement>(".fill");
    if (!on || self.current === null || list === null || list === undefined) return;
    const { offsetTop, offsetHeight } = self.current;
    if (offsetTop < list.scrollTop || offsetTop + offsetHeight > list.scrollTop + list.clientHeight) list.scrollTop = offsetTop - list.clientHeight / 2;
  }, [on]);
  const role = ROLES.has(line.role) ? (line.role as Role) : "host";
  return (
    <li ref={self} data-role={hue(role)}>
      {head !== "" && <p class="roundhead">{head}</p>}
      <button type="button" class={`item ${on ? "sel" : ""}`} aria-current={on ? "true" : undefined} data-testid={`moment-${line.seq}`} onClick={jump}>
        <Mark role={role} class="s" />
        <span class="grow stack tight">
          <span class="small">{line.title}</span>
          {line.detail !== "" && <span class="tiny mute">{line.detail}</span>}
          {line.truth !== "" && (
            <span class="tiny truthline row tight" data-role="host">
              <Icon name="triangle" class="tinyic" />
              <span class="grow">{line.truth}</span>
            </span>
          )}
        </span>
        {line.mark !== "" && (
          <span class={`markglyph ${BAD.has(line.mark) ? "badtext" : ""}`}>
            <Icon name={GLYPHS[line.mark]} />
            <span class="hide">{t(`moment.${line.mark}`)}</span>
          </span>
        )}
      </button>
    </li>
  );
}
