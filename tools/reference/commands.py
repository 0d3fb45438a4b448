"""The page of commands: every one with its arguments, options and exit codes, asked of the command line itself."""

import inspect
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_type_hints

import typer

from monitor.cli import app
from tools.reference.markdown import block, code, codes, page, paragraph, table

EXIT_CODES = (
    ("`0`", "It is done, and all is well."),
    ("`1`", "A fault was found, or a thing is not as it should be; a sentence on standard error says what."),
    ("`2`", "The command was written in a way that it does not understand."),
)
"""What every command ends with, as `monitor.cli.main` promises."""
HEAD = ("argument or option", "what it may be", "default", "what it is")
_OF_EXIT = re.compile(r"[^.]*\b[Ee]xit code[^.]*\.")


def commands_page() -> str:
    """Return the page."""
    return page(
        "Commands",
        paragraph(typer.main.get_command(app).help),
        "Every command ends with one of these exit codes:",
        table(("exit code", "when"), EXIT_CODES),
        "Where a command's own text below says more of its exit codes, that is in force. `--help` after any command "
        "prints what it takes.",
        *(part for name, command in commands(typer.main.get_command(app), "pactwatch") for part in _of(name, command)),
    )


def commands(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Yield each command that does something, with its full name, in the order of `--help`."""
    below = getattr(command, "commands", None)
    if below is None:
        yield name, command
        return
    for word, each in below.items():
        yield from commands(each, f"{name} {word}")


def _of(name: str, command: Any) -> Iterator[str]:
    said = paragraph(command.help)
    wanted = get_type_hints(inspect.unwrap(command.callback))
    params = [param for param in command.params if param.name in wanted]
    yield f"## {name}"
    yield block(" ".join((name, *(_usage(param, wanted[param.name]) for param in params))), "text")
    yield _OF_EXIT.sub("", said).strip()
    yield table(HEAD, (_row(param, wanted[param.name]) for param in params)) if params else ""
    yield " ".join(("**Exit codes:**", *codes_of_exit)) if (codes_of_exit := exits(said)) else ""


def exits(said: str) -> list[str]:
    """Return the sentences of a command's own text that are about its exit codes."""
    return [sentence.strip() for sentence in _OF_EXIT.findall(said)]


def _usage(param: Any, wanted: Any) -> str:
    value = "" if wanted is bool else f" {param.name.upper()}"
    shown = _name(param) if _is_argument(param) else f"{param.opts[0]}{value}"
    return shown if param.required else f"[{shown}]"


def _row(param: Any, wanted: Any) -> tuple[str, str, str, str]:
    name = code(_name(param)) if _is_argument(param) else codes(param.opts)
    return name, _kind(wanted), _default(param), paragraph(getattr(param, "help", ""))


def _is_argument(param: Any) -> bool:
    return bool(param.param_type_name == "argument")


def _name(param: Any) -> str:
    return str(param.name).upper()


def _kind(wanted: Any) -> str:
    [kind, *_] = [each for each in get_args(wanted) if each is not NoneType] or [wanted]
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return codes(kind)
    return {bool: "flag", int: "whole number", float: "number", Path: "path"}.get(kind, "text")


def _default(param: Any) -> str:
    shown = param.show_default if isinstance(param.show_default, str) else param.default
    return "" if shown in (None, False, ()) else code(str(shown))
