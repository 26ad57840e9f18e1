"""What a round does to a company, and that it does so to each company alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from game.market.build import build, scaled
from game.market.chance import Kind, unit
from game.market.columns import MUTABLE, Columns, Stage, Static
from game.market.fork import Fork
from game.market.rules import DATE, PRICE, part
from game.market.step import StepReport, step

if TYPE_CHECKING:
    from game.scenario.schema import Scenario

MANY = 3000


def accounts(case: Scenario, **state: object) -> tuple[Static, Columns]:
    """Many calm accounts: owned, touched, of good trust, with what `state` says."""
    static, _ = scaled(case, 11, MANY)
    columns = Columns(static.n)
    calm = {"stage": Stage.ACCOUNT, "owned": True, "touched": True, "trust": 0.6, "product": -1}
    for name, value in {**calm, **state}.items():
        getattr(columns, name)[:] = value
    return static, columns


def close(case: Scenario, round_: int = 2, slip: float = 0.0, **state: object) -> tuple[StepReport, Columns]:
    static, columns = accounts(case, **state)
    return step(case, static, columns, round_, slip), columns


def share(mask: object) -> float:
    return float(np.count_nonzero(mask)) / MANY


def test_a_calm_account_stays_as_it_is(case: Scenario) -> None:
    report, columns = close(case)
    quiet = ~report.churned & ~report.complaint
    assert (columns.trust[quiet] == 0.6).all()
    assert (columns.idle == 0).all()
    assert not columns.touched.any(), "the mark of this round is cleared"
    assert share(report.churned) == pytest.approx(0.012, abs=0.006)
    assert share(report.complaint) == pytest.approx(0.07, abs=0.015)


def test_neglect_cools_down_to_a_floor(case: Scenario) -> None:
    _, columns = close(case, touched=False, idle=2)
    stayed = columns.stage == Stage.ACCOUNT
    assert np.allclose(columns.trust[stayed], 0.57)
    assert (columns.idle[stayed] == 3).all()
    _, columns = close(case, touched=False, trust=0.26)
    assert (columns.trust == 0.25).all()
    _, columns = close(case, touched=False, trust=0.10)
    assert (columns.trust == 0.10).all(), "neglect alone never warms either"


def test_a_win_that_nobody_hands_over_cools_without_a_floor(case: Scenario) -> None:
    _, columns = close(case, owned=False, trust=0.2)
    assert np.allclose(columns.trust, 0.17)


@pytest.mark.parametrize(("state", "chance"), [({}, 0.40), ({"complaint": 1}, 0.30)])
def test_an_open_order_comes_by_itself_or_is_lost(case: Scenario, state: dict[str, int], chance: float) -> None:
    report, columns = close(case, order_open=True, **state)
    assert share(report.self_order) == pytest.approx(chance, abs=0.03)
    assert (report.self_order ^ report.order_lost).all()
    stayed = columns.stage == Stage.ACCOUNT
    came = report.self_order & stayed
    assert (columns.promise_kind[came, 0] == DATE).all()
    assert (columns.promise_due[came, 0] == 3).all()
    assert (columns.promise_known[came] == 0).all(), "nobody knows of a date that nobody gave"
    assert (report.margin[report.order_lost] == 0).all()
    static, _ = accounts(case)
    row = int(np.flatnonzero(came)[0])
    usual = part(int(static.list_price[row]), 300)
    assert report.value[row] == part(usual, 900)
    assert report.margin[row] == part(int(report.value[row]), 400)


def test_the_next_order_is_due_a_period_later(case: Scenario) -> None:
    static, columns = accounts(case, order_open=True)
    step(case, static, columns, 2, 0.0)
    stayed = (columns.stage == Stage.ACCOUNT) & (static.period > 0)
    assert (columns.order_due[stayed] == 2 + static.period[stayed]).all()
    once = (columns.stage == Stage.ACCOUNT) & (static.period == 0)
    assert (columns.order_due[once] == 0).all()
    static, columns = accounts(case, order_due=3)
    report = step(case, static, columns, 2, 0.0)
    stayed = columns.stage == Stage.ACCOUNT
    assert columns.order_open[stayed].all()
    assert report.order_opened[stayed].all()
    assert (columns.order_due == 0).all()


def test_complaints_annoy_age_and_drive_away(case: Scenario) -> None:
    report, columns = close(case, complaint=2)
    stayed = columns.stage == Stage.ACCOUNT
    assert np.allclose(columns.trust[stayed], 0.56)
    assert (columns.complaint[stayed] == 3).all()
    assert not report.complaint.any(), "an old complaint is no new one"
    assert share(report.churned) == pytest.approx(0.012 + 0.06, abs=0.015)


def test_idleness_and_low_trust_drive_away_and_loyalty_binds(case: Scenario) -> None:
    report, _ = close(case, touched=False, idle=9, trust=0.2)
    assert share(report.churned) == pytest.approx(0.012 + 0.042 + 0.05, abs=0.02)
    bound, _ = close(case, touched=False, idle=9, trust=0.2, loyalty=2)
    assert share(bound.churned) == pytest.approx(0.052, abs=0.015)
    assert (bound.churned <= report.churned).all(), "better care keeps a superset"


@pytest.mark.parametrize(
    ("known", "ahead", "owned", "chance"),
    [
        (4, True, True, 0.06),
        (4, False, True, 0.45),
        (0, True, True, 0.775),
        (3, False, True, 0.775),
        (4, True, False, 0.6),
    ],
)
def test_promises_break_by_what_is_known_of_them(
    case: Scenario, known: int, ahead: bool, owned: bool, chance: float
) -> None:
    static, columns = accounts(case, owned=owned)
    columns.promise_kind[:, 3] = DATE
    columns.promise_due[:, 3] = 2
    columns.promise_known[:, 3] = known
    columns.promise_ahead[:, 3] = ahead
    report = step(case, static, columns, 2, 0.5)
    assert share(report.broken) == pytest.approx(chance, abs=0.03)
    assert (report.broken[:, 3] ^ report.kept[:, 3]).all()
    assert (columns.promise_kind == 0).all()
    broke = report.broken[:, 3]
    assert np.array_equal(report.compensation[broke], (static.list_price[broke] * 60 + 500) // 1000)
    assert (report.compensation[~broke] == 0).all()
    stayed = columns.stage == Stage.ACCOUNT
    assert (columns.complaint[broke & stayed] == 1).all()
    trust = 0.6 if owned else 0.57
    assert np.allclose(columns.trust[broke & stayed], trust - 0.15)


def test_a_promise_that_is_not_due_or_belongs_to_the_proposal_waits(case: Scenario) -> None:
    static, columns = accounts(case)
    columns.promise_kind[:, 0] = PRICE
    columns.promise_kind[:, 1] = DATE
    columns.promise_due[:, 1] = 3
    report = step(case, static, columns, 2, 1.0)
    stayed = columns.stage == Stage.ACCOUNT
    assert (columns.promise_kind[stayed, :2] == (PRICE, DATE)).all()
    assert not report.broken.any()


def test_invoices_become_bad_debt_at_the_third_bell(case: Scenario) -> None:
    static, columns = accounts(case, overdue=5000)
    paid = [int(step(case, static, columns, round_, 0.0).bad_debt.sum()) for round_ in (1, 2, 3, 4)]
    assert paid == [0, 0, 5000 * MANY, 0], "also of clients that have left"


def test_an_order_may_leave_an_overdue_invoice(case: Scenario) -> None:
    report, columns = close(case, ordered=True, basket=1)
    assert share(report.overdue) == pytest.approx(0.25, abs=0.03)
    static, _ = accounts(case)
    row = int(np.flatnonzero(report.overdue)[0])
    assert columns.overdue[row] == part(part(int(static.list_price[row]), 345), 350)
    assert share(report.complaint) == pytest.approx(0.12, abs=0.02), "orders bring complaints"


def test_nurtured_leads_come_back_and_others_do_not_age(case: Scenario) -> None:
    for stage in Stage:
        if stage == Stage.ACCOUNT:
            continue
        static, columns = accounts(case, stage=stage, complaint=1, idle=2)
        report = step(case, static, columns, 2, 0.3)
        assert (columns.trust == 0.6).all()
        assert (columns.idle == 2).all()
        assert (columns.stage == (Stage.LEAD if stage == Stage.NURTURED else stage)).all()
        assert report.returned.all() == (stage == Stage.NURTURED)


def test_the_draw_of_churn_is_the_keyed_one(case: Scenario) -> None:
    report, _ = close(case)
    static, _ = accounts(case)
    wanted = [unit(int(key), Kind.CHURN, 2) < 0.012 for key in static.key[:500]]
    complaints_do_not_count_yet = report.churned[:500].tolist()
    assert complaints_do_not_count_yet == wanted


@pytest.mark.parametrize("seed", range(5))
def test_a_company_reads_nothing_of_another(case: Scenario, seed: int) -> None:
    static, columns = scaled(case, seed, 200)
    whole = columns.copy()
    for round_ in (1, 2, 3):
        step(case, static, whole, round_, 0.4)
    for row in range(0, 200, 17):
        alone_static, alone = Static(1), Columns(1)
        for name in Static.__annotations__:
            getattr(alone_static, name)[0] = getattr(static, name)[row]
        alone.assign(0, columns.row(row))
        for round_ in (1, 2, 3):
            step(case, alone_static, alone, round_, 0.4)
        assert alone.row(0) == whole.row(row)


def test_all_columns_keep_their_types_and_ranges(case: Scenario) -> None:
    static, columns = scaled(case, 4, 500)
    for round_ in range(1, 40):
        step(case, static, columns, round_, 0.9)
        assert (columns.trust >= 0.0).all()
        assert (columns.trust <= 1.0).all()
        for name, (dtype, _) in MUTABLE.items():
            assert getattr(columns, name).dtype == np.dtype(dtype), name


def test_a_fork_goes_its_own_way(case: Scenario) -> None:
    static, columns = build(case, 9, 4)
    trunk = Fork(case, static, columns)
    trunk.close_round(0.1)
    branch = trunk.fork()
    before = trunk.columns.digest()
    branch.close_round(0.1)
    assert trunk.columns.digest() == before
    trunk.close_round(0.1)
    assert trunk.columns.digest() == branch.columns.digest()


def test_a_rounds_order_in_which_teams_close_does_not_matter(case: Scenario) -> None:
    static, columns = build(case, 9, 4)
    teams = [Fork(case, static, columns.copy()) for _ in range(4)]
    for team in reversed(teams):
        team.close_round(0.2)
    assert len({team.columns.digest() for team in teams}) == 1
