"""The shape of everything a browser may be told, as typed dictionaries.

This is the allow-list: a key that is not declared here cannot reach a browser, because every view is built
field by field against these types, a conformance test validates each view with extra keys forbidden, and the
client's TypeScript types are generated from them. Minutes are integers of work time, money is integer cents,
companies are named by the team's own public number (never by their row), text is already in the reader's language.
"""

from game.views.shape.basics import (
    Caption,
    Cell,
    Choice,
    Field,
    Line,
    Mode,
    Offer,
    Phase,
    PromiseView,
    Role,
    Status,
    Talk,
)
from game.views.shape.debrief import DebriefView, HandoffStory, Moment
from game.views.shape.desk import Account, Agenda, CompanyView, Deal, HandoffView, Param, Preset, ReadBackLine, Topic
from game.views.shape.readers import Card, FacilitatorView, ScreenView, SeatCell, SeatView, SessionInfo, Step, TeamRow
from game.views.shape.team import (
    CharterView,
    ForwardLine,
    Inbox,
    KpiPart,
    Levers,
    Mate,
    Minutes,
    Month,
    Practice,
    RoundResult,
    TeamLine,
)

__all__ = [
    "Account",
    "Agenda",
    "Caption",
    "Card",
    "Cell",
    "CharterView",
    "Choice",
    "CompanyView",
    "Deal",
    "DebriefView",
    "FacilitatorView",
    "Field",
    "ForwardLine",
    "HandoffStory",
    "HandoffView",
    "Inbox",
    "KpiPart",
    "Levers",
    "Line",
    "Mate",
    "Minutes",
    "Mode",
    "Moment",
    "Month",
    "Offer",
    "Param",
    "Phase",
    "Practice",
    "Preset",
    "PromiseView",
    "ReadBackLine",
    "Role",
    "RoundResult",
    "ScreenView",
    "SeatCell",
    "SeatView",
    "SessionInfo",
    "Status",
    "Step",
    "Talk",
    "TeamLine",
    "TeamRow",
    "Topic",
]
