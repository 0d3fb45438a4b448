"""The command line: one file per command."""

import sys

import typer

from monitor.model.errors import PactwatchError

app = typer.Typer(
    name="pactwatch",
    help="Watches news feeds for what happens to written commitments, and tells people once and for sure.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command line. Exit code 0: done; 1: a fault was found or a thing is unhealthy; 2: wrong usage."""
    try:
        app()
    except PactwatchError as error:
        print(error, file=sys.stderr)  # noqa: T201 - the command line is where people are spoken to
        sys.exit(1)
