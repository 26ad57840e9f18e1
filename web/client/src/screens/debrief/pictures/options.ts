/** Each picture as options for ECharts: labels at the marks, shapes beside colours, one message each. */
import { money, percent, short, t } from "../../../i18n";
import type { Funnel, PicturesView, Role } from "../../../types";
import { wrapped } from "../journey/stops";
import type { Palette } from "./palette";

export type Option = Record<string, unknown>;

const ROLES: readonly Role[] = ["lead_gen", "sales", "account"];
/** Shapes as on the desks: funnel, diamond, ring. */
export const SHAPES: Record<Role, string> = { lead_gen: "path://M0 0h20l-7.500 9v8l-5 3v-11z", sales: "diamond", account: "circle" };

const hatch = (color: string) => ({ symbol: "rect", dashArrayX: [1, 0], dashArrayY: [3, 4], rotation: -Math.PI / 4, color, symbolSize: 1 });
const dots = (color: string) => ({ symbol: "circle", dashArrayX: [[5, 5], [0, 5, 5, 0]], dashArrayY: [5, 0], symbolSize: 0.7, color });

function base(look: Palette): Option {
  const calm = typeof matchMedia === "function" && matchMedia("(prefers-reduced-motion: reduce)").matches;
  return { animation: !calm, animationDuration: 220, textStyle: { fontFamily: look.font, fontSize: 0.875 * look.rem, color: look.ink }, aria: { enabled: false } };
}

const text = (look: Palette, size = 0.875, more: Option = {}) => ({ color: look.ink2, fontSize: size * look.rem, fontFamily: look.font, ...more });
const axis = (look: Palette, more: Option = {}) => ({ axisLine: { show: true, lineStyle: { color: look.lineStrong } }, axisTick: { show: false }, splitLine: { show: false }, axisLabel: text(look), nameTextStyle: text(look), nameLocation: "middle", ...more });

/** Boxes in which a company is lost, and whose the others are; what is not named is lead generation's. */
const LOST = new Set(["never_called", "not_reached", "dropped", "lost", "churned", "returned", "never"]);
const OWNERS: Record<string, Role> = { before: "sales", with_sales: "sales", accepted: "sales", won: "sales", book: "account", with_account: "account", account: "account", kept: "account" };

/** Letters of a label with no box to its right: two of these boxes lie so close that each has room for two lines. */
const BESIDE_NOTHING = 27;

/** How the companies of one team flowed, box by box. */
export function funnelOption(funnel: Funnel, look: Palette): Option {
  const lost = LOST.has.bind(LOST);
  const colour = (id: string) => (lost(id) ? look.bad : look.roles[OWNERS[id] ?? "lead_gen"]);
  return {
    ...base(look),
    series: [
      {
        type: "sankey", left: 0.5 * look.rem, right: 9 * look.rem, top: 0.75 * look.rem, bottom: 0.75 * look.rem, nodeWidth: 0.9 * look.rem, nodeGap: 1.9 * look.rem, draggable: false, emphasis: { disabled: true }, layoutIterations: 64, nodeAlign: "left",
        label: { ...text(look, 0.875, { color: look.ink, lineHeight: 1.15 * look.rem }), formatter: (one: { name: string }) => { const node = funnel.nodes.find((other) => other.id === one.name); return node === undefined ? "" : wrapped(`${node.count} ${node.label}`, node.id.startsWith("before_") ? BESIDE_NOTHING : 15, 3).join("\n").replace(/^\d+/, (count) => `{n|${count}}`); }, rich: { n: { fontWeight: 700, fontSize: 1 * look.rem, color: look.ink, fontFamily: look.font } } },
        lineStyle: { color: "source", opacity: 0.28, curveness: 0.5 },
        data: funnel.nodes.filter((node) => node.count > 0).map((node) => ({ name: node.id, itemStyle: { color: colour(node.id), borderWidth: 0, ...(lost(node.id) ? { decal: hatch(look.badSoft) } : {}) } })),
        links: funnel.links.filter((link) => link.count > 0).map((link) => ({ source: link.source, target: link.target, value: link.count })),
      },
    ],
  };
}

/** Scores of seats against the profit of their teams, one field per role. */
export function kpiOption(view: PicturesView, look: Palette, narrow: boolean): Option {
  const profits = view.kpi.map((one) => one.profit / 100);
  const low = Math.min(0, ...profits);
  const high = Math.max(1, ...profits);
  const step = [2_500, 5_000, 10_000, 20_000, 25_000, 50_000, 100_000, 250_000, 500_000].find((one) => (high - low) / one <= 4.2) ?? 1_000_000;
  const few = new Set(view.kpi.map((one) => one.team)).size <= 6;
  const spot = (index: number) => (narrow ? { left: 4.5 * look.rem, right: 1.5 * look.rem, top: `${index * 33.3 + 5}%`, height: "20%" } : { left: `${index * 32 + 7}%`, width: "24%", top: 2.5 * look.rem, bottom: 3.25 * look.rem });
  return {
    ...base(look),
    title: ROLES.map((role, index) => ({ text: t(`role.${role}`), left: narrow ? 4.5 * look.rem : `${index * 32 + 7}%`, top: narrow ? `${index * 33.3}%` : 0, textStyle: { ...text(look, 1, { color: look.ink }), fontWeight: 700 } })),
    grid: ROLES.map((_, index) => spot(index)),
    xAxis: ROLES.map((_, index) => axis(look, { type: "value", gridIndex: index, min: 0, max: 100, interval: 50, name: t("pics.kpi.x"), nameGap: 1.75 * look.rem })),
    yAxis: ROLES.map((_, index) => axis(look, { type: "value", gridIndex: index, min: Math.floor(low / step) * step, max: Math.ceil(high / step) * step, interval: step, axisLabel: { ...text(look), show: index === 0 || narrow, formatter: (value: number) => short(value * 100) } })),
    series: ROLES.map((role, index) => ({
      type: "scatter", xAxisIndex: index, yAxisIndex: index, symbol: SHAPES[role], symbolSize: 1.1 * look.rem, silent: true,
      itemStyle: role === "account" ? { color: look.surface, borderColor: look.roles[role], borderWidth: 0.25 * look.rem, opacity: 1 } : { color: look.roles[role], opacity: 1 },
      label: { show: few, formatter: (one: { data: { name: string } }) => one.data.name, position: "top", ...text(look, 0.8125) },
      labelLayout: { hideOverlap: true, moveOverlap: "shiftY" },
      data: view.kpi.filter((one) => one.role === role).map((one) => ({ name: one.team_name, value: [one.kpi, one.profit / 100] })),
    })),
  };
}

/** The same little shift for the same handoff every time: equal points do not cover each other. */
const shift = (id: number) => (((id * 7919) % 97) / 97 - 0.5) * 9;

/** Quality of handoffs against what came of them, with the line and its interval. */
export function qualityOption(view: PicturesView, look: Palette): Option {
  const decided = view.handoffs.filter((one) => one.decided);
  const point = (won: boolean) => decided.filter((one) => one.won === won).map((one) => [one.quality, (won ? 100 : 0) + shift(one.id)]);
  const line = (view.regression?.line ?? []) as [number, number, number, number][];
  const clip = (value: number) => Math.max(-8, Math.min(108, 100 * value));
  const band = line.map(([x, , from, to]) => ({ x, from: clip(from), to: clip(to) }));
  return {
    ...base(look),
    grid: { left: 6.5 * look.rem, right: 1.5 * look.rem, top: 1 * look.rem, bottom: 3.5 * look.rem },
    xAxis: axis(look, { type: "value", min: 0, max: 100, interval: 25, name: t("pics.quality.x"), nameGap: 2 * look.rem }),
    yAxis: axis(look, { type: "value", min: -12, max: 112, interval: 50, axisLine: { show: false }, axisLabel: { show: false } }),
    series: [
      { type: "line", stack: "band", stackStrategy: "all", silent: true, symbol: "none", lineStyle: { opacity: 0 }, data: band.map((one) => [one.x, one.from]) },
      { type: "line", stack: "band", stackStrategy: "all", silent: true, symbol: "none", lineStyle: { opacity: 0 }, areaStyle: { color: look.ink3, opacity: 0.18 }, data: band.map((one) => [one.x, one.to - one.from]) },
      { type: "line", silent: true, symbol: "none", lineStyle: { color: look.ink, width: 0.19 * look.rem }, data: line.map(([x, y]) => [x, clip(y)]), endLabel: { show: false } },
      {
        type: "scatter", silent: true, symbol: "circle", symbolSize: 0.85 * look.rem, itemStyle: { color: look.roles.sales, opacity: 0.85 }, data: point(true),
        markLine: { silent: true, symbol: "none", lineStyle: { color: look.line, type: "solid" }, label: { position: "start", ...text(look, 0.875), formatter: (one: { value: number }) => (one.value === 100 ? t("pics.won") : one.value === 0 ? t("pics.lost") : percent(50)) }, data: [{ yAxis: 100 }, { yAxis: 50 }, { yAxis: 0 }] },
      },
      { type: "scatter", silent: true, symbol: "path://M2 0l8 8 8-8 2 2-8 8 8 8-2 2-8-8-8 8-2-2 8-8-8-8z", symbolSize: 0.75 * look.rem, itemStyle: { color: look.bad, opacity: 1 }, data: point(false) },
    ],
  };
}

/** The share won by how long the first contact took: for whoever called, for whoever met. */
export function waitsOption(view: PicturesView, look: Palette, narrow: boolean): Option {
  const share = (one: PicturesView["waits"][number]) => (one.count > 0 ? (100 * one.won) / one.count : 0);
  const roles = ROLES.filter((role) => view.waits.some((one) => one.role === role && one.count > 0));
  const bins = (role: Role) => view.waits.filter((one) => one.role === role);
  const top = Math.max(8, ...view.waits.map(share)) * 1.35;
  const many = roles.length > 1;
  const spot = (index: number) => (!many ? { left: 0.5 * look.rem, right: 0.5 * look.rem, top: 2.5 * look.rem, bottom: 3.75 * look.rem } : narrow ? { left: 0.5 * look.rem, right: 0.5 * look.rem, top: `${index * 50 + 7}%`, height: "31%" } : { left: `${index * 51}%`, width: "48%", top: 2.5 * look.rem, bottom: 3.75 * look.rem });
  return {
    ...base(look),
    title: roles.map((role, index) => ({ text: t(`role.${role}`), left: narrow || !many ? 0 : `${index * 51}%`, top: narrow && many ? `${index * 50}%` : 0, textStyle: { ...text(look, 1, { color: look.ink }), fontWeight: 700 } })),
    grid: roles.map((_, index) => spot(index)),
    xAxis: roles.map((role, index) => axis(look, { type: "category", gridIndex: index, data: bins(role).map((one) => one.label), axisLabel: text(look, 0.875, { color: look.ink, interval: 0, hideOverlap: false, width: (narrow ? 4 : 6) * look.rem, overflow: "break" }), name: t("pics.waits.x"), nameGap: (narrow ? 3.25 : 2.25) * look.rem })),
    yAxis: roles.map((_, index) => ({ type: "value", gridIndex: index, show: false, min: 0, max: top })),
    series: roles.map((role, index) => ({
      type: "bar", xAxisIndex: index, yAxisIndex: index, barWidth: "62%", silent: true, itemStyle: { color: look.roles[role], borderRadius: [3, 3, 0, 0] },
      label: { show: true, position: "top", formatter: (one: { dataIndex: number }) => { const bin = bins(role)[one.dataIndex]; return bin === undefined || bin.count === 0 ? "–" : `{p|${percent(share(bin))}}\n${t("pics.of", { n: bin.won, of: bin.count })}`; }, ...text(look), rich: { p: { fontWeight: 700, fontSize: 1.125 * look.rem, color: look.ink, fontFamily: look.font, lineHeight: 1.4 * look.rem } } },
      data: bins(role).map(share),
    })),
  };
}

type Part = { key: string; label: string; colour: string; decal?: Option; border?: string; values: number[] };

/** Bars that lie, one per team, in parts. */
function stacked(teams: readonly string[], parts: readonly Part[], look: Palette, words: (value: number) => string, ends: readonly string[]): Option {
  const totals = teams.map((_, index) => parts.reduce((sum, part) => sum + Math.max(0, part.values[index] ?? 0), 0));
  const top = Math.max(1, ...totals);
  return {
    ...base(look),
    grid: { left: 8.5 * look.rem, right: ends.length > 0 ? 6.5 * look.rem : 1 * look.rem, top: 0.25 * look.rem, bottom: 0.25 * look.rem },
    xAxis: { type: "value", show: false, max: top },
    yAxis: { type: "category", inverse: true, data: teams, axisLine: { show: false }, axisTick: { show: false }, axisLabel: text(look, 1, { color: look.ink, width: 7.75 * look.rem, overflow: "truncate", align: "left", margin: 8 * look.rem }) },
    series: parts.map((part, at) => ({
      type: "bar", stack: "all", silent: true, barWidth: "58%", barMaxWidth: 3 * look.rem,
      itemStyle: { color: part.colour, borderColor: part.border ?? look.surface, borderWidth: 1.5, ...(part.decal === undefined ? {} : { decal: part.decal }) },
      label: {
        show: true, position: at === parts.length - 1 && ends.length > 0 ? "right" : "inside", ...text(look, 0.9375), fontWeight: 700, color: look.ink,
        backgroundColor: "transparent",
        formatter: (one: { dataIndex: number; value: number }) => {
          const own = part.values[one.dataIndex] ?? 0;
          if (at === parts.length - 1 && ends.length > 0) return `{e|${ends[one.dataIndex] ?? ""}}`;
          return own / top > 0.095 ? `{v|${words(own)}}` : "";
        },
        rich: { v: { color: look.ink, backgroundColor: look.surface, padding: [0.125 * look.rem, 0.3 * look.rem], borderRadius: 4, fontWeight: 700, fontSize: 0.875 * look.rem, fontFamily: look.font }, e: { color: look.ink, fontWeight: 700, fontSize: 1 * look.rem, fontFamily: look.font } },
      },
      data: part.values.map((value) => Math.max(0, value)),
    })),
  };
}

/** The parts of the promises: kept in ink, broken hatched, unknown to whoever had to keep them lighter. */
export function promiseParts(view: PicturesView, look: Palette): Part[] {
  const of = (key: "kept_known" | "kept_unknown" | "broken_known" | "broken_unknown" | "kept_inherited" | "broken_inherited" | "open") => view.promises.map((one) => one[key]);
  return [
    { key: "kept_known", label: t("figure.kept_known"), colour: look.ink2, values: of("kept_known") },
    { key: "kept_unknown", label: t("figure.kept_unknown"), colour: look.sunken, decal: dots(look.ink2), border: look.ink2, values: of("kept_unknown") },
    { key: "broken_known", label: t("figure.broken_known"), colour: look.bad, values: of("broken_known") },
    { key: "broken_unknown", label: t("figure.broken_unknown"), colour: look.badSoft, decal: hatch(look.bad), border: look.bad, values: of("broken_unknown") },
    { key: "kept_inherited", label: t("figure.kept_inherited"), colour: look.surface, border: look.ink2, values: of("kept_inherited") },
    { key: "broken_inherited", label: t("figure.broken_inherited"), colour: look.surface, decal: dots(look.bad), border: look.bad, values: of("broken_inherited") },
    { key: "open", label: t("figure.promises_open"), colour: look.surface, border: look.lineStrong, values: of("open") },
  ];
}

export function promisesOption(view: PicturesView, look: Palette): Option {
  return stacked(view.promises.map((one) => one.team_name), promiseParts(view, look), look, String, []);
}

/** Before the signature, after it in the session, after it in the year. */
export function afterParts(view: PicturesView, look: Palette): Part[] {
  return [
    { key: "contract", label: t("pics.after.contract"), colour: look.roles.sales, values: view.after.map((one) => one.contract / 100) },
    { key: "session", label: t("pics.after.session"), colour: look.roles.account, values: view.after.map((one) => one.after_session / 100) },
    { key: "year", label: t("pics.after.year"), colour: look.surface, decal: hatch(look.roles.account), border: look.roles.account, values: view.after.map((one) => one.after_year / 100) },
  ];
}

export function afterOption(view: PicturesView, look: Palette): Option {
  return stacked(view.after.map((one) => one.team_name), afterParts(view, look), look, (value) => money(value * 100), view.after.map((one) => percent(one.share)));
}

export { type Part };
