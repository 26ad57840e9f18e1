"""The numbers that are made of figures, and the facts of single things, worked out once more from the state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from game.debrief.leaks.ledger import CAUSES, STEPS
from game.debrief.pictures.flows import NODES, box_label
from game.scoring.figures import FIGURES, SESSION, Horizon, figure
from game.scoring.money import months
from game.scoring.reach import STAGES, reach
from game.scoring.result import pooled
from game.scoring.story import story
from game.state.records import ROLES, SALES
from game.views.charter import WEIGHTS
from game.views.names import company_name
from game.views.words import Speaker
from tests.web.figures.marks import MarkedTexts
from web.exports.terminal import LABEL
from web.exports.words import dictionary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.match import Match

    About = Mapping[str, Any]
    Subject = tuple[str, tuple[Any, ...]]

LANGS = ("en", "ru")
ENDS = {
    "par": [lambda lang, key=key: dictionary().words(key, lang) for key in ("say.par", "say.par_short")],
    "earned": [lambda lang: dictionary().words("say.earned", lang)],
}
"""What the first and the last column of a waterfall are called."""


def of(match: Match, team: int, name: str, horizon: Horizon) -> int:
    """A figure, 0 where there is nothing to measure."""
    return figure(match, team, name, horizon) or 0


def every(match: Match, name: str, horizon: Horizon) -> list[int]:
    """A figure of every team."""
    return [of(match, team, name, horizon) for team in range(match.team_count)]


def of_all(match: Match, *names: tuple[str, Horizon]) -> int:
    """Figures of all teams added up."""
    return sum(figure(match, team, *name) or 0 for team in range(match.team_count) for name in names)


def share(part: int, whole: int) -> int:
    """Per cent, rounded half up."""
    return int(100 * part / whole + 0.5) if whole else 0


# --- What is made of figures --------------------------------------------------------------------------------------------

TOLD_MOST: dict[str, tuple[str, Horizon]] = {
    "quality": ("quality", "session"),
    "broken": ("promises_broken", "session"),
    "repeated": ("repeated", "session"),
    "churned": ("churned", "months"),
}
"""What the last slide says of a team, and which figure it is."""


def cause_own(match: Match, about: About) -> int:
    """The figure that told most of a team."""
    return figure(match, about["team"], *TOLD_MOST[about["kind"]]) or 0 if about["kind"] in TOLD_MOST else 0


def cause_room(match: Match, about: About) -> tuple[int, ...]:
    """Its mean over the teams that have it, in tenths; -1 where a team is told beside nobody."""
    if match.team_count == 1 or about["kind"] not in TOLD_MOST:
        return (-1,)
    found = [figure(match, team, *TOLD_MOST[about["kind"]]) for team in range(match.team_count)]
    values = [10 * value for value in found if value is not None]
    return -1, int(sum(values) / len(values) + 0.5)


def pooled_at(match: Match, about: About) -> int:
    """Handed leads of a round over the room (first), and how many of them signed (second)."""
    return pooled(match, about["above"] + 1)[about["at"]]


def score_of(match: Match, team: int, role: str) -> int:
    """A role's score of the session."""
    return figure(match, team, "score", "session", seat=ROLES.index(role)) or 0


def scores(match: Match) -> list[int]:
    """Every score of the session."""
    return [score_of(match, team, role) for team in range(match.team_count) for role in ROLES]


def best_score(match: Match, about: About) -> int:
    """The highest score of a seat in a team."""
    return max(score_of(match, about["team"], role) for role in ROLES)


def tile(match: Match, about: About, asked: str) -> int | None:
    """A figure that an element of the report says it holds."""
    name, _, horizon = asked.partition(".")
    return figure(match, about["team"], name, horizon)  # type: ignore[arg-type]


def told_in_terminal(match: Match, about: About) -> int | None:
    """A figure at the head of a team in the terminal, by its label."""
    for name, horizon in SESSION.values():
        for lang in LANGS:
            if label(match, name, horizon, lang) == about["line"].rpartition(": ")[0]:
                return figure(match, about["team"], name, horizon)
    raise LookupError(about["line"])


def label(match: Match, name: str, horizon: str, lang: str) -> str:
    """A figure's name with its horizon."""
    return with_horizon(match, Speaker(match, -1, lang).words(f"figure.{name}"), horizon, lang)


def with_horizon(match: Match, said: str, horizon: str, lang: str) -> str:
    """A name with a horizon."""
    words = Speaker(match, -1, lang).words
    found = words("figure_say.labelled", label=said, horizon=words(f"horizon.{horizon}"))
    return plain(match, found)


def plain(match: Match, said: str) -> str:
    """Words as people read them."""
    return match.texts.marks.plain(said) if isinstance(match.texts, MarkedTexts) else said


def charted(match: Match, about: About) -> int | None:
    """A figure in the chart data: which by its heading, whose by the name beside it."""
    team = team_called(match, about["line"])
    name = next(one for one in ("plan", "profit") if label(match, one, "session", about["lang"]) == about["head"])
    return figure(match, team, name, "session")


def charted_team(match: Match, about: About) -> int | None:
    """A team's column: how far its clients came, or its profit month by month."""
    team = team_called(match, about["head"])
    if isinstance(about["line"], str):
        return reach(match, team)[list(STAGES).index(stage_of(match, about))]
    profits = {month.month: month.profit for month in months(match.state, match.state.teams[team])}
    return profits.get(about["line"], of(match, team, "profit", "finish"))


def stage_of(match: Match, about: About) -> str:
    """The stage that a row of the chart data is."""
    return next(stage for stage in STAGES if stage_called(match, stage, about["lang"]) == about["line"])


def stage_called(match: Match, stage: str, lang: str) -> str:
    """A stage of the chart, with its horizon."""
    if stage in FIGURES:
        return label(match, stage, STAGES[stage], lang)
    return with_horizon(match, dictionary().words(f"funnel.{stage}", lang), STAGES[stage], lang)


def team_called(match: Match, name: str) -> int:
    """The team of this name."""
    return [team.name for team in match.state.teams].index(name)


def revenue_of(match: Match, about: About) -> int:
    """What the contract of a handoff's client was worth, where the handoff was won."""
    crew = match.state.teams[about["team"]]
    handoff = crew.handoffs[about["id"]]
    return crew.tracks[handoff.company].revenue if about["outcome"] == "won" else 0


def story_of(match: Match, about: About) -> Any:
    """The handoff that a break tells of; the room's where no team is named."""
    return story(match, match.round, about.get("team", -1)) if "team" in about else story(match, match.round)


# --- Facts of one thing -------------------------------------------------------------------------------------------------


def named(match: Match, about: About) -> int:
    """The number of the client whose name is in a sentence, -1 for none."""
    crew = match.state.teams[about["team"]]
    said = {crew.numbers[row]: [company_name(match, crew.index, row, lang) for lang in LANGS] for row in crew.tracks}
    return next((number for number, names in said.items() if any(name in about["sentence"] for name in names)), -1)


def parts_by_word(match: Match, role: str, lang: str) -> dict[str, str]:
    """The parts of a role's score by the words they are called."""
    speak = Speaker(match, -1, lang)
    return {speak.words(f"kpi.{role}.{word}"): key for key, word in WEIGHTS[role].items()}


def part_of(match: Match, about: About) -> tuple[Any, ...]:
    """Team, seat, round (0 is the session) and part of a score, as each place says it."""
    team, key = about["team"], about.get("key", "")
    seat = about.get("seat_no", about.get("seat", -1) + 1) - 1
    if seat < 0:
        return team, ROLES.index(key), about["round"], "of the team"
    if not key:
        label = about.get("label", about.get("part", ""))
        found = {k: v for lang in LANGS for k, v in parts_by_word(match, ROLES[seat], lang).items()}
        key = found.get(label, "score")
    digits = "".join(filter(str.isdigit, str(about.get("span", ""))))
    return team, seat, int(digits or about.get("round", 0)), key


def wait_of(match: Match, about: About) -> int:
    """How long a client waited after a handoff: for the seller's first contact, or until its account manager took it."""
    crew = match.state.teams[about["team"]]
    handoff = crew.handoffs[about["id"]]
    return crew.tracks[handoff.company].touch_wait if handoff.receiver == SALES else handoff.accept_wait


def bar_of(match: Match, about: About) -> tuple[Any, ...]:
    """Team, step and cause of a sum of the waterfall, by the codes or labels that each place has; par and earned too."""
    ends = {word(lang): end for lang in LANGS for end, words in ENDS.items() for word in words}
    said = str(about.get("step") or about.get("label") or about["line"][:LABEL].strip())
    step = ends.get(said) or step_code(match, said)
    causes = {
        Speaker(match, -1, lang).words(f"leak_cause.{one}"): one for lang in LANGS for one in CAUSES.get(step, ())
    }
    cause = str(about.get("cause") or "")
    return about["team"], step, causes.get(cause, cause)


def act_of(match: Match, about: About) -> tuple[Any, ...]:
    """The act behind a step: its entry, its step and its sentence."""
    said = about["before"] if "before" in about else about["sentence"]
    return about["team"], about.get("entry", about.get("seq")), step_code(match, str(about["step"])), said


def step_code(match: Match, said: str) -> str:
    """The code of a step, by its code or its words; a terminal's line may cut them."""
    found = {Speaker(match, -1, lang).words(f"leak_step.{code}"): code for lang in LANGS for code in STEPS}
    return next((code for words, code in found.items() if said in (words, words[:LABEL].strip())), said)


def flow_of(match: Match, about: About) -> tuple[Any, ...]:
    """From which box of a team's funnel to which."""
    boxes = {plain(match, box_label(match, Speaker(match, -1, lang), node)): node for lang in LANGS for node in NODES}
    ends = [about.get(one, about.get(other)) for one, other in (("origin", "source"), ("target", "target"))]
    return about["team"], *(boxes.get(end, end) for end in ends)


def handoff_told(match: Match, about: About) -> tuple[Any, ...]:
    """The handoff of a line in the terminal: its client, its round and its receiver."""
    crew, line = match.state.teams[about["team"]], about["line"]
    number = named(match, {**about, "sentence": line})
    for handoff in crew.handoffs:
        if crew.numbers[handoff.company] != number:
            continue
        for lang in LANGS:
            words = Speaker(match, -1, lang).words
            roles = f"{words('role.' + ROLES[handoff.sender])} → {words('role.' + ROLES[handoff.receiver])}"
            if roles in line and f" {handoff.round} " in line:
                return about["team"], handoff.id
    return about["team"], -1


def weight_of(match: Match, about: About) -> tuple[Any, ...]:
    """A weight of a team's charter; the console lists the charters in the order of the teams."""
    del match
    return about.get("team", about.get("at")), about["key1"], about["key2"]


def weights_of_team(match: Match, about: About) -> tuple[int, ...]:
    """All weights of a team's charter."""
    weights = match.state.teams[about["team"]].charter.weights
    return tuple(weight for parts in weights.values() for weight in parts.values())
