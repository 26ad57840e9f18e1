"""Tests of what people take home."""
