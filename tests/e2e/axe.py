"""Accessibility by machine: axe-core on a page as it stands."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from tests.web.running import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

SOURCE = ROOT / "web" / "client" / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = ("serious", "critical")
RUN = """async (rules) => {
  // Colours that are on their way from one to the other, as after a change of theme, are nobody's colours.
  await new Promise((go) => { setTimeout(go, 500); requestAnimationFrame(() => requestAnimationFrame(go)); });
  const moving = document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime < Infinity);
  await Promise.allSettled(moving.map((one) => one.finished));
  const found = await axe.run(document, { runOnly: { type: "tag", values: rules }, resultTypes: ["violations"] });
  return found.violations.map(({ id, impact, help, nodes }) => ({ id, impact, help,
    nodes: nodes.slice(0, 4).map((node) => `${node.target.join(" ")}  ${node.html.slice(0, 160)}
      ${(node.failureSummary ?? "").split("\\n").slice(1, 3).join(" ")}`) }));
}"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@cache
def _source() -> str:
    return SOURCE.read_text(encoding="utf-8")


def violations(page: Page) -> list[dict[str, Any]]:
    """What axe finds; the page's policy does not bind what comes through the debugger."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_source())
    return list(page.evaluate(RUN, RULES))


def grave(page: Page) -> list[str]:
    """What axe calls serious or critical, in words."""
    return [
        f"{one['impact']} {one['id']}: {one['help']}\n    " + "\n    ".join(one["nodes"])
        for one in violations(page)
        if one["impact"] in GRAVE
    ]
