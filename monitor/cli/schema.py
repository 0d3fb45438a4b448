"""`pactwatch schema`: what rule files may hold, for editors."""

import json
from typing import Annotated

import typer

from monitor.rulebook import FileKind
from monitor.rulebook import schema as schema_of


def schema(
    kind: Annotated[FileKind | None, typer.Argument(help="The kind of file; all kinds by name, if not given.")] = None,
) -> None:
    """Print the JSON Schema of a kind of rule file.

    Save it beside the rules, and begin a file with `# yaml-language-server: $schema=FILE`: then editors complete and
    check while you write.
    """
    found = schema_of(kind) if kind else {each.value: schema_of(each) for each in FileKind}
    typer.echo(json.dumps(found, indent=2, ensure_ascii=False))
