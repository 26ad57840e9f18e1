"""The `baton` command. Every verb is a thin line to `web.commands`; what they need is loaded when they run.

Exit codes: 0 done, 2 bad input with one clear line on stderr, 1 a mistake of ours.
"""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import click

from web import output
from web.options import FILE, as_json, data
from web.upkeep import backup, doctor, session


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Baton: a training game about passing clients along."""


@cli.command()
@click.option("--host", default="0.0.0.0", show_default=True, help="Address to listen on.")  # noqa: S104
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("--public-url", default="", help="Address under which trainees reach this server from outside.")
@click.option("--behind-proxy", is_flag=True, help="Believe the X-Forwarded headers of one proxy in front.")
@click.option("--no-browser", is_flag=True, help="Do not open the console.")
@data
def serve(host: str, port: int, public_url: str, behind_proxy: bool, no_browser: bool, data: Path) -> None:
    """Start the server."""
    from web.addresses import BadAddressError, public_address
    from web.commands import serving

    try:
        public_url = public_url and public_address(public_url)
    except BadAddressError as error:
        raise click.BadParameter(f"{error}.", param_hint="--public-url") from None
    host = host.strip("[]")
    serving.serve(host, port, public_url, data, browser=not no_browser, proxy=behind_proxy)


@cli.command("host-link")
@click.option("--only", is_flag=True, help="Opening this link signs out every other facilitator.")
@data
@as_json
def host_link(only: bool, data: Path, as_json: bool) -> None:
    """Print a new one-time link to the console."""
    from web.commands import serving

    serving.host_link(data, only=only, as_json=as_json)


@cli.command()
@click.argument("scenario")
@click.option("--seed", type=click.IntRange(0, 2**64 - 1), help="Random when left out.")
@click.option("--teams", type=click.IntRange(1, 99), default=1, show_default=True)
@click.option("--rounds", type=click.IntRange(1, 100), help="The scenario's when left out.")
@click.option("--structure", default="conveyor", show_default=True, help="Which seats a team has.")
@click.option("--policy", "policies", multiple=True, metavar="ROLE=NAME", help="Which bot plays a role.")
@click.option("--acts", type=click.Choice(["scenario", "open"]), default="scenario", show_default=True)
@click.option("--log", type=FILE, help="Write the log to this file.")
@as_json
def play(  # noqa: PLR0917 - one per option
    scenario: str,
    seed: int | None,
    teams: int,
    rounds: int | None,
    structure: str,
    policies: tuple[str, ...],
    acts: str,
    log: Path | None,
    as_json: bool,
) -> None:
    """Play a session with bots alone."""
    from web.commands import playing

    if structure != "conveyor":
        raise click.BadParameter("this version plays the conveyor only", param_hint="--structure")
    playing.play(scenario, seed, teams, rounds, policies, acts, log, as_json=as_json)


@cli.command()
@click.argument("log", type=FILE)
@click.option("--at", type=click.IntRange(0), metavar="SEQ", help="Show the state after this entry.")
@click.option("--as", "seat", metavar="SEAT", help="Show what a seat saw: TEAM:SEAT, such as 1:sales.")
@click.option("--language", type=click.Choice(["en", "ru"]), default="en", show_default=True)
@as_json
def replay(log: Path, at: int | None, seat: str | None, language: str, as_json: bool) -> None:
    """Re-run a log and verify every digest."""
    from web.commands import playing

    playing.replay(log, at, seat, language, as_json=as_json)


@cli.command()
@click.argument("log", type=FILE)
@click.option("--team", type=click.IntRange(1), metavar="N", help="One team only, numbered from 1.")
@click.option("--lang", "--language", "lang", type=click.Choice(["en", "ru"]), default="en", show_default=True)
@click.option("--xlsx", type=FILE, help="Write a workbook with charts to this file.")
@click.option("--html", type=FILE, help="Write the printable report to this file.")
@click.option("--masked", is_flag=True, help="Leave out what only an unmasked debrief shows of the clients.")
@as_json
def debrief(
    log: Path, team: int | None, lang: str, xlsx: Path | None, html: Path | None, masked: bool, as_json: bool
) -> None:
    """Tell where the value went, key moments and questions; LOG is a log or a session file."""
    from web.commands import debriefing

    debriefing.debrief(log, team, lang, as_json=as_json, xlsx=xlsx, html=html, masked=masked)


@cli.group()
def scenario() -> None:
    """Scenario files."""


@scenario.command("list")
@as_json
def scenario_list(as_json: bool) -> None:
    """List what can be played."""
    from web.commands import scenarios

    scenarios.show_list(as_json=as_json)


@scenario.command("check")
@click.argument("file", type=FILE)
@as_json
def scenario_check(file: Path, as_json: bool) -> None:
    """Check a scenario file."""
    from web.commands import scenarios

    scenarios.check(file, as_json=as_json)


@scenario.command("schema")
def scenario_schema() -> None:
    """Print the JSON Schema of scenario files."""
    from web.commands import scenarios

    scenarios.schema()


@scenario.command("new")
@click.argument("name")
def scenario_new(name: str) -> None:
    """Begin a scenario as a copy of the kitchen."""
    from web.commands import scenarios

    scenarios.new(name)


@cli.command()
@click.argument("name")
@click.option("--games", type=click.IntRange(1), help="Games per variant.")
@click.option("--workers", type=click.IntRange(1), help="Processes; all cores when left out.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Write tables here.")
@as_json
def study(name: str, games: int | None, workers: int | None, out: Path | None, as_json: bool) -> None:
    """Measure a claim of the game over many games."""
    from web.commands import studying

    studying.study(name, games, workers, out, as_json=as_json)


@cli.command()
@as_json
def bench(as_json: bool) -> None:
    """Measure ratios against the plain model and the bare echo."""
    from web.commands import studying

    studying.bench(as_json=as_json)


for part in (session, backup, doctor):
    cli.add_command(part)


def _mistake(error: Exception) -> int:
    """What nobody foresaw: one line, or with BATON_DEBUG where it happened."""
    if os.environ.get("BATON_DEBUG"):
        raise error
    click.echo(f"baton: a mistake of ours ({type(error).__name__}: {error}). BATON_DEBUG=1 shows where.", err=True)
    return 1


def main() -> None:
    """Run the command; bad input is one line, never a traceback."""
    output.prepare()
    try:
        code = cli.main(standalone_mode=False)
        output.finish()
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        code = 0
    except click.ClickException as error:
        click.echo(f"baton: {' '.join(error.format_message().split())}", err=True)
        code = 2
    except click.Abort:
        code = 130
    except (BrokenPipeError, SystemExit):  # Click turns the first into the second
        output.give_up()
        code = 0
    except OSError as error:
        if error.errno != errno.ENOSPC or error.filename is not None:
            code = _mistake(error)
        else:
            output.give_up()
            click.echo(f"baton: the output cannot be written: {error.strerror}", err=True)
            code = 2
    except Exception as error:
        code = _mistake(error)
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
