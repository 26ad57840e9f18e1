"""Value lost: the way from par to what a team earned, step by step.

Owns the ledger of worth (`ledger`), the reference team on the same market (`par`) and the waterfall (`view`).
The bars add up to the cent, because every amount is a whole number of cents and each has one owner.
May not change the log it reads; what its numbers can and cannot say stands in README.md of game/debrief.
"""

from game.debrief.leaks.keep import ledger_of
from game.debrief.leaks.par import Par, par_of
from game.debrief.leaks.view import leaks_view, masked, own_ledger, waterfall

__all__ = ["Par", "leaks_view", "ledger_of", "masked", "own_ledger", "par_of", "waterfall"]
