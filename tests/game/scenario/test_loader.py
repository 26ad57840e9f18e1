"""A scenario file becomes a scenario, or one clear line that names file, field and fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.scenario.loader import BadScenario, catalogue, digest, load, load_text

if TYPE_CHECKING:
    from pathlib import Path


def test_the_flagship_loads_and_reads_like_a_sentence(kitchen_text: str) -> None:
    case = load_text(kitchen_text)
    assert case.lead.topics["pain"].minutes == 9
    assert case.handing.modes["card"].as_guess is False
    assert [kind.id for kind in case.kinds] == ["household", "designer", "landlord", "hotel", "developer"]


def test_acts_follow_the_rounds(kitchen_text: str) -> None:
    case = load_text(kitchen_text)
    assert [case.act_of(r).id for r in (1, 2, 3, 4, 5)] == [
        "as_usual",
        "as_usual",
        "by_our_rules",
        "under_shock",
        "under_shock",
    ]


def test_equal_files_give_equal_scenarios_and_digests(kitchen_text: str) -> None:
    one, two = load_text(kitchen_text), load_text("# another comment\n" + kitchen_text)
    assert one == two
    assert hash(one) == hash(two)
    assert digest(one) == digest(two)


def test_the_digest_notices_a_changed_number(kitchen_text: str) -> None:
    other = load_text(kitchen_text.replace("warm_trust = 0.03", "warm_trust = 0.04"))
    assert digest(other) != digest(load_text(kitchen_text))


def test_a_scenario_cannot_be_changed(kitchen_text: str) -> None:
    case = load_text(kitchen_text)
    with pytest.raises(Exception, match="frozen"):
        case.frame.rounds = 9  # type: ignore[misc]


@pytest.mark.parametrize(
    ("find", "put", "says"),
    [
        ("rounds = 4", "rounds = [", "not valid TOML"),
        ("rounds = 4", "rounds = 0", "frame.rounds: "),
        ("rounds = 4", "rounds = 4.5", "frame.rounds: "),
        ("rounds = 4", "rounds = true", "frame.rounds: "),
        ("rounds = 4", "rounds = 3", "an act begins after the last round"),
        ("rounds = 4\n", "", "frame.rounds: is missing"),
        ("rounds = 4", "rounds = 4\nroundz = 4", "frame.roundz: is not a known field"),
        ("[lead]\ncall = 24", "[lead]\ncall = 'long'", "lead.call: "),
        ("share = 0.30", "share = 0.40", "the shares of kinds must add up to 1"),
        ("share = 0.30", "share = nan", "kinds.0.share: "),
        ("share = 0.30", "share = -0.30", "kinds.0.share: "),
        ('id = "designer"', 'id = "household"', "kinds names something twice"),
        ('id = "designer"', 'id = "De signer"', "kinds.1.id: "),
        ("fit = [1.0, 0.5, 0.5, 0.0, 1.0, 0.5]", "fit = [1.0]", "products.line.fit has 1 values for 6 pains"),
        ('"developer", "landlord"]', '"builder", "landlord"]', "there is no kind called 'builder'"),
        ("[30.0, 1.0], [60.0, 0.95]", "[60.0, 1.0], [30.0, 0.95]", "response: the x values must rise"),
        ("profiles = [0.3, 0.3", "profiles = [0.9, 0.3", "profiles must add up to 1"),
        ("count = 25, accepted", "count = 26, accepted", "the weights must add up to 100"),
        ("serious = 0.30", "serious = 0.80", "serious must lie below critical"),
        ("first_round = 3", "first_round = 1", "acts must begin with round 1"),
        ("charter_after = 2", "charter_after = 4", "frame.charter_after must lie before the last round"),
        ("last_minute = 400", "last_minute = 481", "inbound.last_minute: "),
        ("known = 0.8", "known = 'most'", "book.known: "),
        ('pains = ["storage"', 'pains = ["storage", "storage"', "pains names something twice"),
        ("low = 0.5, high = 0.95", "low = 0.95, high = 0.5", "low lies above high"),
    ],
)
def test_a_faulty_file_gives_one_line_that_names_the_fault(kitchen_text: str, find: str, put: str, says: str) -> None:
    assert find in kitchen_text, "the test wants to change something that is no longer there"
    with pytest.raises(BadScenario) as caught:
        load_text(kitchen_text.replace(find, put, 1), "bakery.toml")
    message = str(caught.value)
    assert message.startswith("bakery.toml: ")
    assert says in message
    assert "\n" not in message
    assert len(message) < 300


def test_text_that_is_no_scenario_at_all() -> None:
    for text in ("", "x = 1", "\x00", "[" * 5000, "a = " + "[" * 20_000):
        with pytest.raises(BadScenario) as caught:
            load_text(text, "odd.toml")
        assert "\n" not in str(caught.value)


def test_a_file_too_long_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(BadScenario, match="longer than"):
        load_text("#" * 2_000_000)


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(BadScenario, match="cannot be read"):
        load(tmp_path / "absent.toml")
    broken = tmp_path / "broken.toml"
    broken.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadScenario, match="cannot be read"):
        load(broken)


def test_the_catalogue_lists_scenarios_but_not_their_texts(tmp_path: Path) -> None:
    for name in ("kitchen.toml", "kitchen.texts.toml", "bank.toml", "README.md"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert list(catalogue(tmp_path)) == ["bank", "kitchen"]
