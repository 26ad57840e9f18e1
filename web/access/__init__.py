"""Who may do what: join codes, tokens of seats and facilitators, permissions, rate limits.

Owns the making and checking of every secret that is handed to a person, and the table of which token
may send which command.
It may not know the rules of the game, and never logs a token.
"""
