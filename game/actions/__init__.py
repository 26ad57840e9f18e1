"""What a seat may do: `decide(state, command, draws)` gives events or a named rejection.

Owns one file per family of tasks: lead generation, sales, accounts, handoff, charter, facilitation.
Pure: it reads the state and keyed draws and never assigns; events carry absolute values, the ordinals of
their draws, and texts as key plus parameters. It may not look at rows of another company.
"""
