"""Tests of `game.state`."""
