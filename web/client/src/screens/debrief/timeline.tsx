/** A team's events in order, with a scrubber over the rounds and the key moments on it. */
import { useEffect, useRef, useState } from "preact/hooks";
import { t, work } from "../../i18n";
import { Segments, Select } from "../../parts/fields";
import { Icon, type IconName } from "../../parts/icon";
import { Empty, Note } from "../../parts/notes";
import { hue, Mark } from "../../parts/role";
import type { DebriefView, Moment, Role } from "../../types";

const GLYPHS: Record<Moment["mark"], IconName> = { "": "right", handoff: "pass", won: "check", lost: "cross", returned: "back", broken: "tag", repeated: "question" };
const BAD: ReadonlySet<Moment["mark"]> = new Set(["lost", "returned", "broken", "repeated"]);
const ROLES: ReadonlySet<string> = new Set(["lead_gen", "sales", "account"]);

type Filter = "key" | "all";

export function Timeline({ view }: { view: DebriefView }) {
  const [filter, setFilter] = useState<Filter>("key");
  const [company, setCompany] = useState("");
  const companies = new Map(view.moments.filter((one) => one.company >= 0).map((one) => [String(one.company), one.company_name]));
  const all = view.moments.filter((one) => (company === "" || String(one.company) === company) && (filter === "all" || company !== "" || one.mark !== ""));
  const [at, setAt] = useState(-1);
  const current = all.find((one) => one.seq === at) ?? all[0];
  if (view.moments.length === 0) return <Empty icon="list" title={t("timeline.none")} />;
  return (
    <div class="timeline">
      <div class="row wrap filters">
        <Segments
          label={t("timeline.filter")}
          value={filter}
          choices={[
            { value: "key", label: t("timeline.key") },
            { value: "all", label: t("timeline.all") },
          ]}
          onPick={setFilter}
        />
        <Select
          small
          hideLabel
          label={t("timeline.client")}
          value={company}
          choices={[{ value: "", label: t("timeline.clients") }, ...[...companies].map(([value, label]) => ({ value, label })).sort((a, b) => a.label.localeCompare(b.label))]}
          onPick={setCompany}
          testid="timeline-client"
        />
      </div>
      {all.length === 0 ? <p class="small mute">{t("timeline.empty")}</p> : <Scrubber moments={all} rounds={view.session.rounds} current={current} pick={setAt} />}
      <Moments moments={all} last={view.session.rounds} current={current} pick={setAt} />
    </div>
  );
}

type ListProps = { moments: readonly Moment[]; last: number; current: Moment | undefined; pick: (seq: number) => void };

function Moments({ moments, last, current, pick }: ListProps) {
  const rounds = [...new Set(moments.map((one) => one.round))];
  return (
    <div class="moments">
      {rounds.map((round) => (
        <section key={round} class="stack s2">
          <h2>{round > last ? t("timeline.finish") : round > 0 ? t("round.n", { n: round }) : t("timeline.before")}</h2>
          <ol class="panel rows">
            {moments
              .filter((one) => one.round === round)
              .map((one) => (
                <Line key={one.seq} moment={one} on={one === current} pick={pick} />
              ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

function Line({ moment, on, pick }: { moment: Moment; on: boolean; pick: (seq: number) => void }) {
  const self = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (on) self.current?.scrollIntoView({ block: "nearest" });
  }, [on]);
  const role = ROLES.has(moment.role) ? (moment.role as Role) : "host";
  return (
    <li ref={self} class={`cell moment ${on ? "on" : ""}`} data-role={hue(role)} onClick={() => pick(moment.seq)} data-testid={`moment-${moment.seq}`}>
      <div class="row top">
        <Mark role={role} class="s" />
        <span class="grow stack tight">
          <span class="row between top">
            <span class="strong small">
              {moment.title}
              {moment.company_name !== "" && !moment.title.includes(moment.company_name) && <span class="soft thin"> · {moment.company_name}</span>}
            </span>
            {moment.minutes > 0 && <span class="tiny mute num">{work(moment.minutes)}</span>}
          </span>
          {moment.detail !== "" && <span class="small soft">{moment.detail}</span>}
          {moment.truth !== "" && (
            <span class="truthline" data-role="host">
              <Note icon="triangle" kind="role">
                {moment.truth}
              </Note>
            </span>
          )}
        </span>
        {moment.mark !== "" && (
          <span class={`markglyph ${BAD.has(moment.mark) ? "badtext" : ""}`}>
            <Icon name={GLYPHS[moment.mark]} />
            <span class="hide">{t(`moment.${moment.mark}`)}</span>
          </span>
        )}
      </div>
    </li>
  );
}

/** The scrubber: arrows move by a key moment, with Shift by one event. */
function Scrubber({ moments, rounds, current, pick }: { moments: readonly Moment[]; rounds: number; current: Moment | undefined; pick: (seq: number) => void }) {
  const last = Math.max(1, moments.length - 1);
  const place = (index: number) => `${(2 + (96 * index) / last).toFixed(2)}%`;
  const here = current === undefined ? 0 : moments.indexOf(current);
  const step = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" || event.key === "ArrowDown" ? 1 : event.key === "ArrowLeft" || event.key === "ArrowUp" ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    let next = here + by;
    if (!event.shiftKey) while (moments[next] !== undefined && moments[next]?.mark === "") next += by;
    const moment = moments[Math.max(0, Math.min(last, next))];
    if (moment !== undefined) pick(moment.seq);
  };
  const heads = Array.from({ length: rounds }, (_, index) => ({ round: index + 1, at: moments.findIndex((one) => one.round === index + 1) })).filter((one) => one.at >= 0);
  return (
    <div class="scrub">
      <span class="ln" />
      <span class="done" style={{ width: place(here) }} />
      {moments.map((one, index) =>
        one.mark === "" || index === here ? null : (
          <button key={one.seq} type="button" tabIndex={-1} class={`mk ${BAD.has(one.mark) ? "bad" : ""}`} style={{ left: place(index) }} aria-label={one.title} title={one.title} onClick={() => pick(one.seq)} />
        ),
      )}
      <button
        type="button"
        class="knob"
        role="slider"
        aria-label={t("timeline.moment")}
        aria-valuemin={1}
        aria-valuemax={moments.length}
        aria-valuenow={here + 1}
        aria-valuetext={current === undefined ? "" : `${t("round.n", { n: current.round })}: ${current.title}`}
        style={{ left: place(here) }}
        onKeyDown={step}
      />
      {heads.map((one) => (
        <span key={one.round} class="rd" style={{ left: place(one.at) }}>
          {t("round.n", { n: one.round })}
        </span>
      ))}
    </div>
  );
}
