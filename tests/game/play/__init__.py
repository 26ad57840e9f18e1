"""Tests of `game.play`."""
