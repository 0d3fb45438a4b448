"""The command line: one file per command."""

import sys
from collections.abc import Sequence
from typing import NoReturn

import typer

from monitor.cli import deliveries, feeds, incidents, routes, silences
from monitor.cli.backup import backup, restore_backup
from monitor.cli.check import check
from monitor.cli.demo import demo
from monitor.cli.diff import diff
from monitor.cli.drill import drill
from monitor.cli.explain import explain
from monitor.cli.init import init
from monitor.cli.label import label
from monitor.cli.match import match
from monitor.cli.nearmiss import nearmiss
from monitor.cli.preview import preview
from monitor.cli.replay import replay
from monitor.cli.run import run
from monitor.cli.schema import schema
from monitor.cli.send_test import send_test
from monitor.cli.status import status
from monitor.cli.test import test_rules
from monitor.cli.version import version
from monitor.model.errors import PactwatchError

app = typer.Typer(
    name="pactwatch",
    help="Watches news feeds for what happens to written commitments, and tells people once and for sure.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(run)
app.command()(demo)
app.command()(status)
app.command()(explain)
app.command()(nearmiss)
app.command()(label)
app.add_typer(feeds.app, name="feeds")
app.add_typer(incidents.app, name="incidents")
app.add_typer(deliveries.app, name="deliveries")
app.add_typer(routes.app, name="routes")
app.add_typer(silences.app, name="silences")
app.command()(backup)
app.command("restore")(restore_backup)
app.command()(send_test)
app.command()(drill)
app.command()(preview)
app.command()(check)
app.command("test")(test_rules)
app.command()(diff)
app.command()(schema)
app.command()(match)
app.command()(replay)
app.command()(init)
app.command()(version)


def main(words: Sequence[str] | None = None) -> NoReturn:
    """Run the command line, on these words or on the process's own, and exit.

    Exit code 0: done; 1: a fault was found or a thing is unhealthy; 2: wrong usage.
    """
    try:
        app(words)
    except PactwatchError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the command line is where people are spoken to
        sys.exit(1)
    sys.exit(0)
