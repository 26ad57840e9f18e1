"""Tests in real browsers, against a real server."""
