"""`baton serve` and `baton host-link`."""

from __future__ import annotations

import contextlib
import webbrowser
from typing import TYPE_CHECKING

import click

from web.commands.common import BadInputError, show_json, store_in
from web.output import can_say
from web.paths import DATA

if TYPE_CHECKING:
    from pathlib import Path

    from web.http.server import Server


def serve(host: str, port: int, public_url: str, data: Path, *, browser: bool, proxy: bool) -> None:
    """Run the server until it is told to stop."""
    from web import serve as process  # noqa: PLC0415 - patches the standard library: first of all
    from web.app import Settings  # noqa: PLC0415
    from web.listening import PortTakenError  # noqa: PLC0415
    from web.store.trouble import StoreError, told  # noqa: PLC0415

    def ready(parts: Server, ticket: str) -> None:
        with contextlib.suppress(BrokenPipeError):  # nobody reads the greeting; the game goes on
            _greet(parts, ticket, data)
        if browser:
            webbrowser.open(f"{parts.links.local()}/host#{ticket}")

    settings = Settings(data=data, host=host, port=port, public_url=public_url, behind_proxy=proxy)
    try:
        process.serve(settings, ready=ready)
    except (PortTakenError, StoreError) as error:
        raise BadInputError(str(error)) from None
    except OSError as error:
        raise BadInputError(told(error, data)) from None


def host_link(data: Path, *, only: bool, as_json: bool) -> None:
    """Print a new one-time link to the console of the server that uses this data directory.

    Whoever opens one that is for the `only` facilitator signs out all others.
    """
    from web.access import tokens  # noqa: PLC0415
    from web.access.tokens import Purpose  # noqa: PLC0415
    from web.store import folder  # noqa: PLC0415

    server = folder.running(data)
    if server is None:
        raise BadInputError(f"No server runs on {data}. Start one with baton serve, or give its folder with --data.")
    with store_in(data) as store:
        purpose = Purpose.SOLE_TICKET if only else Purpose.HOST_TICKET
        ticket = store.run(lambda connection: tokens.issue(connection, purpose))
    link = f"{server.local}/host#{ticket}"
    if as_json:
        show_json({"link": link})
    else:
        click.echo(link)


def _greet(parts: Server, ticket: str, data: Path) -> None:
    """Say where the console is, and how a phone gets there."""
    from web import doctor  # noqa: PLC0415
    from web.http.links import qr_terminal  # noqa: PLC0415
    from web.store import folder  # noqa: PLC0415

    links = parts.links
    console = f"{links.local()}/host#{ticket}"
    click.echo(f"\nBaton is running. Console for the facilitator (this link works once):\n\n  {console}\n")
    ways = [base for _, base in links.bases() if base != links.local()]
    if ways:
        click.echo("Trainees join with the code that the console shows, at:\n")
        for base in ways:
            click.echo(f"  {base}/")
        code = qr_terminal(ways[0] + "/")
        if can_say(code):
            click.echo("\n" + code)
    for line in [*parts.warnings, *doctor.warnings([doctor.network(links.host)])]:
        click.echo(f"Mind: {line}")
    if not links.public_url:
        click.echo("In this network the connection is not encrypted.")
    again = "baton host-link" if data == DATA else f"baton host-link {folder.option(data)}"
    click.echo(f"Sessions are kept in {data}. A new console link: {again}. Ctrl-C ends the server.\n")
