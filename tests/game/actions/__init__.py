"""Tests of `game.actions`."""
