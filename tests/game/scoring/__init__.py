"""Tests of `game.scoring`."""
