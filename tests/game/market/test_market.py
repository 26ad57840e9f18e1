"""The market is a Mesa model like any other, and leaves nothing behind."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

import mesa
import pytest

from game.market.build import build
from game.market.columns import MUTABLE, STATIC
from game.market.market import Company, Market
from game.market.row import Row

if TYPE_CHECKING:
    from game.scenario.schema import Scenario


def test_a_round_closes_through_step(case: Scenario) -> None:
    market = Market(case, 7)
    market.step()
    assert market.round_number == 2
    assert market.steps == 1
    assert market.report is not None
    static, columns = build(case, 7, 4)
    other = Market(case, static=static, columns=columns)
    other.close_round(0.0)
    assert other.columns.digest() == market.columns.digest()
    market.close()
    other.close()


def test_companies_are_agents_and_their_properties_are_the_columns(case: Scenario) -> None:
    market = Market(case, 7)
    assert len(market.agents) == market.static.n
    company = market.company(8)
    assert company is market.company(8)
    assert isinstance(company, Company)
    assert company.stage == market.columns.stage[8]
    company.trust = 0.33
    assert market.columns.trust[8] == 0.33
    with pytest.raises(AttributeError):
        company.list_price = 1
    with pytest.raises(IndexError):
        market.company(market.static.n)
    trusting = market.agents.select(lambda agent: agent.trust > 0.6)
    assert 0 < len(trusting) < market.static.n
    market.close()


@pytest.mark.parametrize("name", [*STATIC, *MUTABLE])
def test_every_column_has_a_documented_property(name: str) -> None:
    found = getattr(Row, name)
    assert isinstance(found, property)
    assert found.__doc__, "say what the column means"


def test_mesa_can_run_a_batch_of_markets(case: Scenario) -> None:
    rows = mesa.batch_run(
        Market,
        {"case": [case], "market_seed": [1, 2], "companies": 60, "handles": False},
        max_steps=20,
        data_collection_period=1,
        display_progress=False,
    )
    assert {row["market_seed"] for row in rows} == {1, 2}
    assert {"accounts", "churned", "trust", "margin"} <= set(rows[0])
    last = {row["market_seed"]: row["round"] for row in rows}
    assert set(last.values()) == {case.frame.rounds}


def test_the_collector_reads_the_columns(case: Scenario) -> None:
    market = Market.scaled(case, 300, seed=2)
    for _ in range(3):
        market.close_round(0.2)
    frame = market.datacollector.get_model_vars_dataframe()
    assert len(frame) == 3
    churned = market.datacollector.model_vars["churned"]
    assert churned == sorted(churned)  # type: ignore[type-var]
    market.close()


def test_no_outcome_uses_mesas_random_numbers(case: Scenario) -> None:
    class Refuses:
        def __getattr__(self, name: str) -> object:
            raise AssertionError(f"model.random.{name} was asked")

    market, plain = Market.scaled(case, 200, seed=5), Market.scaled(case, 200, seed=5)
    market.random = market.rng = Refuses()  # type: ignore[attr-defined]
    for _ in range(3):
        market.close_round(0.3)
        plain.close_round(0.3)
    assert market.columns.digest() == plain.columns.digest()
    market.close()
    plain.close()


def test_a_closed_market_is_freed(case: Scenario) -> None:
    market = Market(case, 1)
    ghost = weakref.ref(market)
    market.close()
    market.close()
    del market
    gc.collect()
    assert ghost() is None


def test_forks_build_no_mesa_objects(case: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    market = Market(case, 1, handles=False)

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("a Mesa object was made")

    monkeypatch.setattr(mesa.Agent, "__init__", refuse)
    monkeypatch.setattr(mesa.Model, "__init__", refuse)
    fork = market.fork()
    fork.close_round(0.1)
    fork.fork().close_round(0.1)
    assert market.round_number == 1
    market.close()
