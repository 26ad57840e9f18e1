"""Experiments over many games: the claims of the game, measured.

Owns the plans of the experiments, their spread over worker processes and their tables and verdicts.
A claim is shown as an emergent result or reported as missed; nothing is scripted to come out right.
It may not hold rules of its own: a study sets scenario, seeds and policies.
"""
