"""Tests of the rules: no socket, no clock, no disk."""
