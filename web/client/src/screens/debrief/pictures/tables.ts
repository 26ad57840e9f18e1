/** The table behind each picture: the same numbers, in words. */
import { money, percent, t } from "../../../i18n";
import type { Funnel, PicturesView } from "../../../types";

export type Table = { head: string[]; rows: (string | number)[][] };

export function funnelTable(funnel: Funnel): Table {
  const name = new Map(funnel.nodes.map((node) => [node.id, node.label]));
  return { head: [t("pics.from"), t("pics.to"), t("pics.clients")], rows: funnel.links.map((link) => [name.get(link.source) ?? link.source, name.get(link.target) ?? link.target, link.count]) };
}

export function kpiTable(view: PicturesView): Table {
  return { head: [t("team"), t("pics.role"), t("pics.kpi.x"), t("pics.profit")], rows: view.kpi.map((one) => [one.team_name, t(`role.${one.role}`), one.kpi, money(one.profit)]) };
}

export function qualityTable(view: PicturesView): Table {
  return { head: [t("team"), t("pics.handoff"), t("pics.quality.x"), t("pics.outcome")], rows: view.handoffs.map((one) => [one.team_name, one.id, one.quality, !one.decided ? t("pics.open") : one.won ? t("pics.won") : t("pics.lost")]) };
}

export function waitsTable(view: PicturesView): Table {
  return { head: [t("pics.role"), t("pics.waits.x"), t("pics.leads"), t("pics.won"), t("pics.share")], rows: view.waits.map((one) => [t(`role.${one.role}`), one.label, one.count, one.won, one.count > 0 ? percent((100 * one.won) / one.count) : "–"]) };
}

export function promisesTable(view: PicturesView): Table {
  return {
    head: [t("team"), t("figure.kept_known"), t("figure.kept_unknown"), t("figure.broken_known"), t("figure.broken_unknown"), t("figure.kept_inherited"), t("figure.broken_inherited"), t("figure.promises_open")],
    rows: view.promises.map((one) => [one.team_name, one.kept_known, one.kept_unknown, one.broken_known, one.broken_unknown, one.kept_inherited, one.broken_inherited, one.open]),
  };
}

export function afterTable(view: PicturesView): Table {
  return {
    head: [t("team"), t("pics.after.contract"), t("pics.after.session"), t("pics.after.year"), t("pics.after.share")],
    rows: view.after.map((one) => [one.team_name, money(one.contract), money(one.after_session), money(one.after_year), percent(one.share)]),
  };
}
