"""The printable report: needs nothing else, escapes what people wrote, tells a trainee no more than is theirs."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from game.scenario.texts import LANGUAGES
from tests.game.debrief.sessions import session
from tests.web.exports.made import HOSTILE, STEPS, fall, gathered, hostile
from web.exports import drawing
from web.exports.after import After, Reflection
from web.exports.report import report
from web.exports.style import style_hash, stylesheet
from web.exports.words import Words

VOID = {"meta", "br", "path", "rect", "circle", "i"}


class Page(HTMLParser):
    """What a browser would find in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("seat", [None, 0, 1, 2])
def test_the_report_needs_nothing_but_itself(lang: str, seat: int | None) -> None:
    text = report(gathered(session("told"), lang), seat)
    page = Page(text)
    assert not [tag for tag, _ in page.tags if tag in ("script", "img", "link", "iframe", "object", "base", "form")]
    held = [name for _, attributes in page.tags for name in attributes]
    assert not {"style", "src", "href", "srcdoc", "xlink:href"} & set(held)
    assert not [name for name in held if name.startswith("on")]
    assert "http" not in text.replace("http-equiv", "")
    assert not re.search(r"@import|url\((?!#)", text)
    assert f'<html lang="{lang}" translate="no"' in text


def test_the_style_is_the_one_that_the_security_policy_names() -> None:
    text = report(gathered(session("told")))
    assert f"<style>{stylesheet()}</style>" in text
    assert re.fullmatch(r"'sha256-[A-Za-z0-9+/]{43}='", style_hash())
    assert "@page { size: A4" in stylesheet()


def test_dark_mode_leaves_the_paper_white() -> None:
    assert "color-scheme: only light" in stylesheet()
    assert "prefers-color-scheme" not in stylesheet()


def test_what_people_wrote_stays_text() -> None:
    match = hostile()
    rules = tuple(Reflection(team, 0, text, "") for team in (0, 1) for text in HOSTILE)
    text = report(gathered(match, after=After(rules)))
    assert "<script>" not in text
    assert "]]></t>" not in text
    assert "49" not in "".join(line for line in text.splitlines() if "7 * 7" in line)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_sums_add_up_as_they_are_read() -> None:
    for amounts in ((-310_055, 120_001, -99_949, 0, -1, 33_333), (49, 49, 49, 49, 49, 49), (-150, 50, 50, 50, 50, 149)):
        view = fall(session("told"), 0, amounts)
        shown = drawing.shown_steps(view)
        assert round(view["par"] / 100) + sum(shown) == round(view["earned"] / 100)
        for bar, total in zip(view["bars"], shown, strict=True):
            parts = drawing.shown_parts(total, [cause["amount"] for cause in bar["causes"]])
            assert not parts or sum(parts) in (total, total + 1, total - 1)


def test_bars_hang_where_the_last_one_ended_and_stay_on_the_paper() -> None:
    for amounts in ((-5, 3, 0, 7, -9, 1), (-900_000_000, 5, 6, 7, 8, 9), (1, 2, 3, 4, 5, 6)):
        made = drawing.waterfall(fall(session("told"), 0, amounts), Words("en"), "sales")
        assert [bar.kind for bar in made.bars[:1] + made.bars[-1:]] == ["total", "total"]
        for bar in made.bars:
            assert bar.x >= drawing.LEFT - 1
            assert bar.x + bar.width <= drawing.RIGHT + 3
        for bar in made.bars[:-1]:
            assert bar.link is not None
        assert all(bar.own for bar in made.bars[1:6])
        assert not made.bars[6].own  # nobody owns luck


def test_a_scale_that_does_not_begin_at_zero_says_so() -> None:
    near, far = (fall(session("told"), 0, amounts) for amounts in ((-5, 3, 0, 7, -9, 1), (-900_000_000, 5, 6, 7, 8, 9)))
    assert drawing.waterfall(near, Words("en")).cut
    assert not drawing.waterfall(far, Words("en")).cut
    assert not drawing.waterfall(fall(session("told"), 0, (0,) * 6), Words("en")).cut
    note = Words("en")("report.cut")
    for view in (near, far):
        text = report(gathered(session("told"), leaks=lambda _, view=view: view))
        assert (note in text) == (view is near)


def test_a_team_report_tells_of_its_team_alone() -> None:
    match = session("told")
    text = report(gathered(match, teams=(1,)))
    assert match.state.teams[1].name in text
    assert match.state.teams[0].name not in text


def test_a_personal_report_holds_the_seats_own_rule_and_no_colleagues() -> None:
    after = After((Reflection(0, 0, "Mine alone.", "S"), Reflection(0, 1, "Of a colleague.", "S")))
    text = report(gathered(session("told"), teams=(0,), after=after), 0)
    assert "Mine alone." in text
    assert "Of a colleague." not in text
    assert "Lead generation, team" in text


def test_acts_and_worths_come_with_the_truth_only() -> None:
    match = session("told")
    plain, told = (report(gathered(match, reveal=reveal)) for reveal in (False, True))
    assert all(f"The act behind {step}." in told for step in STEPS[:-1])
    assert "The act behind" not in plain
    assert "€6,543" in told
    assert "€6,543" not in plain


def test_a_rule_that_was_never_written_can_be_written_by_hand() -> None:
    assert '<div class="lines">' in report(gathered(session("told")), 1)


def test_batons_show_what_fell_out() -> None:
    text = report(gathered(session("told"), teams=(0,)))
    assert text.count('<svg class="baton"') == 2 * len(session("told").state.teams[0].handoffs)
    stories = gathered(session("told")).teams[0].debrief["handoffs"]
    assert sum(drawing.fallen(story) for story in stories) > 0
    for story in stories:
        lost = [look for look, _ in drawing.arrived_cells(story)].count("x")
        pairs = zip(story["known"], story["received"], strict=True)
        assert lost == sum(k["status"] != "unknown" and r["status"] == "unknown" for k, r in pairs)
