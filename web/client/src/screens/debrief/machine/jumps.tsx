/** What to jump to: key moments, each in one sentence, or everything that happened. */
import { useEffect, useRef, useState } from "preact/hooks";
import { t } from "../../../i18n";
import { Segments } from "../../../parts/fields";
import { Icon, type IconName } from "../../../parts/icon";
import { hue, Mark } from "../../../parts/role";
import type { Moment, Role, TimelineView, ToldLine } from "../../../types";
import { clockTime } from "../../chat-time";
import { roundName } from "../../../parts/rounds";

const GLYPHS: Record<Moment["mark"], IconName> = { "": "right", handoff: "pass", won: "check", lost: "cross", returned: "back", broken: "tag", repeated: "question" };
const BAD: ReadonlySet<string> = new Set(["lost", "returned", "broken", "repeated"]);
const ROLES: ReadonlySet<string> = new Set(["lead_gen", "sales", "account"]);

type Line = { seq: number; round: number; role: string; title: string; detail: string; mark: Moment["mark"]; truth: string };
type Props = { view: TimelineView; moments: readonly Moment[]; seq: number; jump: (seq: number, role: string, company: number) => void; chat: readonly ToldLine[] };
type Which = "key" | "all" | "chat";

export function Jumps({ view, moments, seq, jump, chat }: Props) {
  const [which, setWhich] = useState<Which>(view.keys.length === 0 ? "all" : "key");
  const all = which === "all";
  const lines: (Line & { company: number })[] = all
    ? moments.map((one) => ({ seq: one.seq, round: one.round, role: one.role, company: one.company, title: one.company_name !== "" && !one.title.includes(one.company_name) ? `${one.title} · ${one.company_name}` : one.title, detail: one.detail, mark: one.mark, truth: one.truth }))
    : view.keys.map((one) => ({ seq: one.seq, round: one.round, role: one.role, company: one.company, title: one.sentence, detail: one.sentence.includes(one.company_name) ? "" : one.company_name, mark: one.mark, truth: "" }));
  return (
    <section class="panel jumps">
      <header>
        <Segments
          label={t("timeline.filter")}
          value={which}
          wide
          choices={[
            { value: "key", label: t("timeline.key") },
            { value: "all", label: t("timeline.all") },
            ...(chat.length > 0 ? [{ value: "chat" as const, label: t("chat.short") }] : []),
          ]}
          onPick={setWhich}
          testid="jumps"
        />
      </header>
      {which === "chat" ? (
        <Said chat={chat} seq={seq} jump={jump} />
      ) : lines.length === 0 ? (
        <p class="cell small mute">{t(all ? "timeline.none" : "timeline.empty")}</p>
      ) : (
        <ol class="rows fill">
          {lines.map((line, index) => (
            <Jump key={`${line.seq}.${index}`} line={line} on={line.seq === seq} head={lines[index - 1]?.round === line.round ? "" : roundName(line.round)} jump={() => jump(line.seq, line.role, line.company)} />
          ))}
        </ol>
      )}
    </section>
  );
}

/** What the team wrote to each other, as far as everybody knew that it would be shown. */
function Said({ chat, seq, jump }: Pick<Props, "chat" | "seq" | "jump">) {
  return (
    <ol class="rows fill" data-testid="told-chat">
      {chat.map((line, index) => (
        <li key={index}>
          <button type="button" class={`item ${line.seq === seq ? "sel" : ""}`} onClick={() => jump(line.seq, "", -1)}>
            <Icon name="message" />
            <span class="grow stack tight">
              <span class="tiny mute">
                {line.name} · <span class="num">{clockTime(line.at_ms)}</span>
              </span>
              <span class="small break">{line.text}</span>
            </span>
          </button>
        </li>
      ))}
    </ol>
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
