"""`baton study` and `baton bench`."""

from __future__ import annotations

import json
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

import click
from tqdm import tqdm

from web.commands.common import BadInputError, scenario_named, show_json

if TYPE_CHECKING:
    from pathlib import Path


def study(name: str, games: int | None, workers: int | None, out: Path | None, *, as_json: bool) -> None:
    """Run one study or all."""
    from game import studies  # noqa: PLC0415

    known: dict[str, Any] = studies.STUDIES
    chosen = list(known) if name == "all" else [name]
    if name != "all" and name not in known:
        raise BadInputError(f"There is no study {name!r}. Known ones: {', '.join(known)}, all.")
    scenario, _ = scenario_named("kitchen")
    results = {}
    for each in chosen:
        with tqdm(desc=each, unit="game", file=sys.stderr, disable=None) as bar:
            results[each] = studies.run(
                each,
                scenario,
                games,
                workers,
                progress=partial(advance, bar),
            )
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        for each, result in results.items():
            (out / f"{each}.json").write_text(json.dumps(result, ensure_ascii=False, indent=2), encoding="utf-8")
    if as_json:
        show_json(results)
        return
    for each, result in results.items():
        click.echo(f"{each}: {json.dumps(result, ensure_ascii=False)}")


def advance(bar: Any, done: int, total: int) -> None:
    """Move a progress bar to `done` of `total`."""
    bar.total = total
    bar.update(done - bar.n)


def bench(*, as_json: bool) -> None:
    """Measure this machine; the benchmarks lie with the tests."""
    try:
        from tests.benchmarks import measure  # noqa: PLC0415
    except ImportError:
        raise BadInputError("The benchmarks lie in tests/; run this from a whole copy of the project.") from None
    result = measure.everything()
    if as_json:
        show_json(result)
        return
    for name, figures in result.items():
        click.echo(name)
        for key, value in figures.items():
            click.echo(f"  {key:<28} {value}")
