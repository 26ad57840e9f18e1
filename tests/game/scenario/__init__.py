"""Tests of `game.scenario`."""
