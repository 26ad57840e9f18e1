"""Tests of `game.market`."""
