"""What one seat sees: the only way from the state to a browser.

Owns one allow-list per role; a view is built field by field from nothing, in the reader's language.
What a seat has not found out or been handed is absent from every byte: no truth, future, seed, other teams.
It may not copy a state and delete from it, and may not change anything.
"""
