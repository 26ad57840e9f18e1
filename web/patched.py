"""Importing this patches the standard library for gevent. Only `web.serve` does so, before all else."""

from gevent import monkey

monkey.patch_all()
