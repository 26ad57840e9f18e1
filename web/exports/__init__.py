"""What people take home: a workbook, tables as CSV, a printable report, a session file, text for the terminal.

Owns the one definition of every exported table, the drawings of the report, and the layout of the session file.
Everything is made from the views of `game`, with the truth only where the caller asks for an unmasked export.
It may not know sockets, routes or the store, and never sees a token; the seed leaves in the session file alone.
"""
