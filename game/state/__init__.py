"""What a session is: teams, seats, roles, dossiers, briefs, promises, the charter.

Owns data and nothing else: every field says its unit or an example, and each value can be copied,
compared and digested. It holds no rules: what is allowed and what follows is decided in `game.actions`.
It may not import anything above the market.
"""
