"""The rules of Baton: what a team may do, what follows, what each seat sees.

Pure: no Flask, no clock, no disk, no random numbers but keyed draws; scenario texts are handed in.
The packages lie in layers, low to high: scenario, market, state, actions, match, scoring, views, bots,
play, debrief, studies. Each imports only those before it (`lint-imports` holds this).
"""
