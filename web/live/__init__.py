"""Running sessions: submit, store, then broadcast, with one writer per session.

Owns the queue of a session, the round clock (the only wall clock), presence, and the pool for long work.
It acknowledges and broadcasts only what is committed; if a commit fails, the state is refolded.
It may not parse requests or judge permissions.
"""
