"""Everything with a socket, a clock or a disk; the rules are in `game`.

The packages: store (the log on disk), live (running sessions), access (who may do what), http (pages and
JSON), socket (messages), client (the browser's part, TypeScript), and `cli.py`, the `baton` command.
It may not decide anything about the game: it submits commands and shows views.
"""
