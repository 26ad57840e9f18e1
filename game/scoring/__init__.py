"""What play was worth: KPIs per role, team result against plan, handoff quality, worth.

Owns every number that is called a score, each with the events that earned it and a stated tie-break.
It only reads: scoring a session twice gives the same figures and changes nothing.
It may not compare sessions, and says nothing to a seat by itself: that is for `game.views`.
"""
