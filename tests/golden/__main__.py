"""Write the golden files anew: `python -m tests.golden`. Read the difference before you commit it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.golden.playthrough import PLAYTHROUGHS, SESSIONS, digest, told

HERE = Path(__file__).parent


def main() -> None:
    """Play every session and write what came out."""
    for name, play in PLAYTHROUGHS.items():
        (HERE / f"{name}.txt").write_text("\n".join(told(play())) + "\n", encoding="utf-8")
    digests = {name: digest(name) for name in SESSIONS}
    (HERE / "digests.json").write_text(json.dumps(digests, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
