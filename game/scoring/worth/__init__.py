"""Worth: the expected margin of a company under the reference policy, given its true state and what the seats know.

A closed form: the reference plan is walked once and every draw replaced by its expectation. It is a potential, in
cents; differences of it say what an act changed. Exact it is not: `game.studies.worth` measures it against the
reference policy played out hundreds of times.
May not change a state, and says nothing to a seat: it knows the truth.
"""

from game.scoring.worth.figures import AS_IT_IS, AT_WORK, NOTHING, Variant, Worth
from game.scoring.worth.value import worth

__all__ = ["AS_IT_IS", "AT_WORK", "NOTHING", "Variant", "Worth", "worth"]
