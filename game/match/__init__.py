"""The match: submit a command, apply its events, ring the bell, keep the log.

Owns the order of things: decide, apply, round step, digest. Everything that changes a session passes through
`Match.submit`; everything that shows one reads `Match.state` through `views`.
May not read a clock, a file or a socket, and may not decide anything by itself.
"""

from game.actions.commands import Actor, Command
from game.actions.errors import Rejected
from game.match.log import BadLog, Entry
from game.match.match import Match, RulesDiffer
from game.match.start import mesa_market

__all__ = ["Actor", "BadLog", "Command", "Entry", "Match", "Rejected", "RulesDiffer", "mesa_market"]
