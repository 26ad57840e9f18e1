"""Where things lie beside the packages."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCENARIOS = ROOT / "scenarios"
DATA = ROOT / "data"
CLIENT = ROOT / "web" / "client" / "dist"
