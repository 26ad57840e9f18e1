"""What the reference team is assumed to do with one company when its worth is taken.

Every company is valued alone, so the crowd around it enters as a standard: how long it waits for each step, how
much of the account manager's time it gets, and what a minute of the seller is worth to the other clients.
The closed form and the brute force that tests it (`game.studies.worth`) read the same numbers. The policies in
`game.bots` know nothing but a view, so they hold theirs themselves; a test keeps the two alike.
"""

from __future__ import annotations

FIRST_CALL = ("situation", "pain", "severity", "budget")
"""What lead generation asks in its first call, in this order."""

SECOND_CALL = ("product", "timing", "decision_maker", "next_step")
"""And in its second."""

TRIAL_FROM = 900_000
"""List price in cents from which a trial is worth its minutes."""

ENOUGH = 60
"""Per cent of dossier up to which the account manager asks before anything grows."""

WAIT = 60
"""Minutes that a company waits for each further step of the seller."""

FIRST_WAIT = 45
"""Minutes that an inbound lead still waits for its first call."""

ACCOUNT_MINUTES = 40
"""Minutes of the account manager that an account gets in a round: 480 shared by a dozen accounts."""

MOST_SAVED = 50
"""Of those, most that an account saves for a later round."""

MINUTE_PRICE = 3_000
"""Cents of margin that a minute of the seller earns elsewhere (workshop-pace page, section 11)."""

CARE_PRICE = 4_000
"""Cents of margin that a minute of the account manager earns elsewhere: about what an order rhythm brings in it."""

DELAY = 1
"""Bells from the first meeting to the signature of a usual deal."""
