"""What a workshop is made of, read from a TOML text.

Owns the schema (Pydantic), the loader, the texts, and the catalogue of pains, products and structures.
Gives named errors that a scenario's author can act on, and a digest of what was read.
It opens no files by itself, draws no chance and knows nothing of sessions.
"""
