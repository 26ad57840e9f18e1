"""Tests of `game.bots`."""
