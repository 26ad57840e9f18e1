"""Measurements, as ratios against the plain model and the bare echo server."""
