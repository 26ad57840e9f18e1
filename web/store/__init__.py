"""The event store: every committed entry of every session, on SQLite or PostgreSQL.

Owns the tables, their migrations and the group commit; entries are unique on (session, seq) and
(session, id). Names of people lie apart from the log and can be forgotten while the log stays.
It may not know rules, sockets or views.
"""
