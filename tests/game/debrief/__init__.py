"""Tests of `game.debrief`."""
