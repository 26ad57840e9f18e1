"""The three socket events, and the contract of every message as Pydantic models.

Owns handlers of a few lines: parse `act` and `sync`, pass them on, acknowledge exactly once. The
TypeScript types of the client are generated from the contract.
It may not take an identity from a payload: that comes from the token alone.
"""
