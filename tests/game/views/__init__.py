"""Tests of `game.views`."""
