"""The client companies: a Mesa model over NumPy columns, one row per company.

Owns Market and Company, the columns, keyed chance, and the round step (vectorised, written once).
A company reads its own row, static data, keyed draws and recorded inputs; nothing of another company.
It may not use `model.random`, `model.rng` or sums whose order can change, and knows no seats or teams' acts.
"""
