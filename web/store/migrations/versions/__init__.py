"""Migrations of the event store, run by Alembic when a store is opened."""
