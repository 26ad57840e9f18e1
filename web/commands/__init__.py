"""What stands behind the verbs of the `baton` command: one file per noun.

Owns the reading of arguments, the opening of files and stores, and what is printed.
It may not hold rules, nor anything that a running server does by itself.
"""
