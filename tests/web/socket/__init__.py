"""Tests of `web.socket`."""
