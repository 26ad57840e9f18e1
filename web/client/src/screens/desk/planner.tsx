/** Planning a conversation: presets, topics in order on a minute ruler, what it costs and who waits meanwhile. */
import { money, t, work } from "../../i18n";
import { ActButton, Button } from "../../parts/button";
import { Segments, Select, Stepper, Switch } from "../../parts/fields";
import { Icon } from "../../parts/icon";
import { Note } from "../../parts/notes";
import { Before } from "../../parts/time";
import { discard, draft, write } from "../../state/drafts";
import type { Agenda, CompanyView, Param, SeatView, Topic } from "../../types";
import { waitsMeanwhile } from "./model";
import { add, addable, choose, cost, emptyPlan, fit, move, type Plan, remove, ruler, topicOf, trimmed, undecided } from "./plan";
import { choicesOf, PriceNote, priceOf } from "./price";

/** The draft of a company's conversation, always fitting what can be planned now. */
export function planOf(company: CompanyView, agenda: Agenda): Plan {
  return fit(agenda, draft(`plan.${company.id}`, emptyPlan(agenda)));
}

export function keepPlan(company: CompanyView, plan: Plan): void {
  write(`plan.${company.id}`, plan);
}

/** The minutes a seat can spend on its next act. */
export function spendable(view: SeatView): number {
  return view.minutes.left + view.minutes.overrun;
}

/** The ruler of minutes. */
export function Ruler({ agenda, plan, limit }: { agenda: Agenda; plan: Plan; limit: number }) {
  const { pieces, total } = ruler(agenda, plan, limit);
  const visible = limit < total;
  return (
    <div class="rule" aria-hidden="true">
      {pieces.map((piece, index) =>
        piece.kind === "rest" ? (
          <span key="rest" style={{ flex: `${piece.minutes} 0 0` }} />
        ) : (
          <i key={index} class={piece.over ? "over" : ""} style={{ flex: `${piece.minutes} 0 0` }}>
            {piece.kind === "open" ? <Icon name={plan.visit ? "meeting" : "phone"} /> : piece.kind === "write" ? <Icon name="pen" /> : piece.label}
          </i>
        ),
      )}
      {visible && <span class="limit" style={{ left: `${((100 * limit) / total).toFixed(1)}%` }} />}
    </div>
  );
}

/** The agenda in order. */
function Items({ company, agenda, plan, change }: { company: CompanyView; agenda: Agenda; plan: Plan; change: (plan: Plan) => void }) {
  const empty = Array.from({ length: Math.max(0, Math.min(3, agenda.max_topics) - plan.items.length) });
  return (
    <ol class="agenda">
      {plan.items.map((item, index) => {
        const topic = topicOf(agenda, item.topic);
        if (topic === undefined) return null;
        const keys = (event: KeyboardEvent) => {
          if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
          event.preventDefault();
          change(move(plan, index, event.key === "ArrowUp" ? -1 : 1));
        };
        return (
          <li key={`${item.topic}.${index}`} onKeyDown={keys} class={topic.params.length > 0 ? "wraps" : ""}>
            <span class="t">
              {topic.label}
              <small>{topic.hint}</small>
            </span>
            <span class="m num">{work(topic.minutes)}</span>
            <span class="mv">
              <button type="button" aria-label={t("agenda.earlier", { topic: topic.label })} disabled={index === 0} onClick={() => change(move(plan, index, -1))}>
                <Icon name="up" />
              </button>
              <button type="button" aria-label={t("agenda.later", { topic: topic.label })} disabled={index === plan.items.length - 1} onClick={() => change(move(plan, index, 1))}>
                <Icon name="down" />
              </button>
              <button type="button" aria-label={t("agenda.remove", { topic: topic.label })} onClick={() => change(remove(plan, index))}>
                <Icon name="cross" />
              </button>
            </span>
            {topic.params.length > 0 && (
              <span class="params">
                {topic.params.map((param) =>
                  param.name === "discount" ? (
                    <Notches key={param.name} param={param} value={item[param.name] ?? param.default} pick={(value) => change(choose(plan, index, param.name, value))} />
                  ) : (
                  <Select
                    key={param.name}
                    small
                    label={param.label}
                    value={item[param.name] ?? param.default}
                    choices={choicesOf(agenda, item, param)}
                    none={t("param.choose")}
                    onPick={(value) => change(choose(plan, index, param.name, value))}
                    testid={`param-${item.topic}-${param.name}`}
                  />
                  ),
                )}
              </span>
            )}
            <PriceNote company={company} agenda={agenda} item={item} />
          </li>
        );
      })}
      {empty.map((_, index) => (
        <li key={`empty${index}`} class="slot" aria-hidden="true">
          <span class="t mute">{t("agenda.slot")}</span>
        </li>
      ))}
    </ol>
  );
}

/** A choice along a scale, as a stepper: the discount. */
function Notches({ param, value, pick }: { param: Param; value: string; pick: (value: string) => void }) {
  const at = Math.max(0, param.choices.findIndex((choice) => choice.value === value));
  return (
    <div class="field slim">
      <span class="label">{param.label}</span>
      <Stepper label={param.label} value={at} text={param.choices[at]?.label ?? ""} min={0} max={param.choices.length - 1} less={t("less")} more={t("more.of")} onPick={(next) => pick(param.choices[next]?.value ?? value)} testid={`param-${param.name}`} />
    </div>
  );
}

function TopicChip({ agenda, topic, plan, change }: { agenda: Agenda; topic: Topic; plan: Plan; change: (plan: Plan) => void }) {
  const blocked = topic.blocked !== "";
  return (
    <button
      type="button"
      class="topic"
      data-testid={`topic-${topic.topic}`}
      disabled={!addable(agenda, topic, plan)}
      title={blocked ? topic.blocked_text : topic.hint}
      onClick={() => change(add(agenda, topic, plan))}
    >
      <Icon name={blocked ? "lock" : "plus"} />
      <span>
        {topic.label}
        {blocked && <span class="tiny mute block">{topic.blocked_text}</span>}
      </span>
      <span class="min num">{work(topic.minutes)}</span>
    </button>
  );
}

type Props = { view: SeatView; company: CompanyView; agenda: Agenda };

/** The body of the planner: everything above the send button. */
export function Planner({ view, company, agenda, side }: Props & { side?: boolean }) {
  const plan = planOf(company, agenda);
  const change = (next: Plan) => keepPlan(company, next);
  const price = cost(agenda, plan);
  const limit = spendable(view);
  const left = agenda.topics.filter((topic) => addable(agenda, topic, plan) || topic.blocked !== "");
  const open = left.filter((topic) => topic.blocked === "");
  const locked = left.filter((topic) => topic.blocked !== "");
  const full = plan.items.length >= agenda.max_topics;
  const chips = (
    <div class="stack s2" data-testid="topics">
      <h3 class="small soft">{full ? t("agenda.full", { n: agenda.max_topics }) : t("agenda.add")}</h3>
      {!full && (
        <div class={side === true ? "stack s2" : "row wrap tight"}>
          {open.map((topic) => (
            <TopicChip key={topic.topic} agenda={agenda} topic={topic} plan={plan} change={change} />
          ))}
        </div>
      )}
      {!full && locked.length > 0 && (
        <details class="more">
          <summary class="small">{t("agenda.locked", { n: locked.length })}</summary>
          <div class="stack s2">
            {locked.map((topic) => (
              <TopicChip key={topic.topic} agenda={agenda} topic={topic} plan={plan} change={change} />
            ))}
          </div>
        </details>
      )}
    </div>
  );
  return (
    <div class="stack s4">
      <div class="stack s2">
        <div class="row between base">
          <h2 class="big">{agenda.verb === "call" ? t("plan.call") : t("plan.meet")}</h2>
          <span class="small mute num">{t("agenda.count", { n: plan.items.length, of: agenda.max_topics })}</span>
        </div>
        {agenda.presets.length > 0 && (
          <div class="row wrap tight">
            {agenda.presets.map((preset) => (
              <button
                key={preset.id}
                type="button"
                class="topic preset"
                data-testid={`preset-${preset.id}`}
                onClick={() => change(fit(agenda, { ...plan, items: preset.agenda.map((item) => ({ ...item, topic: item["topic"] ?? "" })) }))}
              >
                <Icon name="list" />
                {preset.label}
              </button>
            ))}
          </div>
        )}
        <Ruler agenda={agenda} plan={plan} limit={limit} />
        <div class="row between tiny mute num">
          <span>{t("agenda.planned", { time: work(price) })}</span>
          {agenda.no_answer_minutes > 0 && <span>{t("agenda.no_answer", { time: work(agenda.no_answer_minutes) })}</span>}
        </div>
      </div>
      {agenda.visit === "optional" && (
        <Segments
          label={t("visit.label")}
          wide
          value={plan.visit ? "visit" : "phone"}
          choices={[
            { value: "visit", label: `${t("visit.visit")}, ${work(agenda.visit_minutes)}` },
            { value: "phone", label: `${t("visit.phone")}, ${work(agenda.base_minutes)}` },
          ]}
          onPick={(kind) => change({ ...plan, visit: kind === "visit" })}
          testid="visit"
        />
      )}
      <div class={side === true ? "row top aside" : "stack s4"}>
        <div class="grow stack s2">
          <Items company={company} agenda={agenda} plan={plan} change={change} />
          {agenda.write_up_minutes > 0 && (
            <Switch on={plan.writeUp} label={t("write_up", { time: work(agenda.write_up_minutes) })} hint={t("write_up.hint")} onPick={(on) => change({ ...plan, writeUp: on })} testid="write-up" />
          )}
        </div>
        {chips}
      </div>
    </div>
  );
}

/** The foot of the planner: before and after, who waits meanwhile, send. */
export function PlannerFoot({ view, company, agenda, big, onSent }: Props & { big?: boolean; onSent: () => void }) {
  const plan = planOf(company, agenda);
  const price = cost(agenda, plan);
  const limit = spendable(view);
  const short = plan.items.length > 0 && price > limit;
  const shorter = short ? trimmed(agenda, plan, limit) : null;
  const waits = waitsMeanwhile(view, company.id);
  const open = undecided(agenda, plan);
  const offered = plan.items.map((item) => priceOf(company, agenda, item)).find((one) => one > 0) ?? 0;
  const args: Record<string, unknown> = { company: company.id, agenda: plan.items };
  if (agenda.verb === "meet") Object.assign(args, { visit: plan.visit, write_up: plan.writeUp });
  const label = agenda.verb === "call" ? agenda.label || t("plan.send", { name: company.contact }) : t(plan.visit ? "meet.visit" : "meet.phone");
  const send = (
    <ActButton
      primary
      big
      wide={big !== true}
      icon={agenda.verb === "meet" && plan.visit ? "meeting" : "phone"}
      label={label}
      minutes={price}
      disabled={plan.items.length === 0 || short || open !== undefined}
      testid="send"
      deed={{ verb: agenda.verb, args, label: `${label}: ${company.name}`, key: `${agenda.verb}.${company.id}`, silent: true }}
      onDone={() => {
        discard(`plan.${company.id}`);
        onSent();
      }}
    />
  );
  const meanwhile =
    open !== undefined ? t("agenda.undecided", { topic: open.label }) : plan.items.length === 0 ? t("agenda.pick") : offered > 0 ? t("price.goes", { price: money(offered) }) : waits !== undefined ? t("waits.then", { name: waits.name, time: work(waits.wait + price) }) : "";
  const warning = short && (
    <Note
      kind="warn"
      icon="warn"
      end={shorter !== null && <Button label={t("agenda.trim", { time: work(cost(agenda, shorter)) })} onClick={() => keepPlan(company, shorter)} testid="trim" />}
    >
      {t(view.minutes.released < view.minutes.total ? "agenda.soon" : "agenda.short", { have: work(limit), need: work(price) })}
    </Note>
  );
  if (big === true)
    return (
      <div class="stack s2 center-wide">
        {warning}
        <div class="row">
          <span class="grow small soft">
            <Before minutes={view.minutes} cost={price} />
            <br />
            <span class="tiny mute">{meanwhile}</span>
          </span>
          {send}
        </div>
      </div>
    );
  return (
    <>
      {warning}
      <div class="sum">
        <span>{t("work.yours")}</span>
        <Before minutes={view.minutes} cost={price} />
      </div>
      {send}
      {meanwhile !== "" && <div class="tiny mute centered">{meanwhile}</div>}
    </>
  );
}
