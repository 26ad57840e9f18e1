"""`python -m web` is the `baton` command."""

from web.cli import main

main()
