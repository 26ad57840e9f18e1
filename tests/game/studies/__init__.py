"""Tests of `game.studies`."""
