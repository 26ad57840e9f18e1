"""Tests, mirroring the packages that they test."""
