"""Tests of web.serving."""
