"""The page of settings: every `PACTWATCH_…` that the environment may hold."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

from pydantic.fields import FieldInfo

from monitor import settings
from monitor.settings import Settings
from tools.reference.markdown import code, codes, page, paragraph, table


def settings_page() -> str:
    """Return the page."""
    return page(
        "Settings",
        "All settings come from the environment; the options `--rules` and `--state` of a command win over it.",
        table(("setting", "what it may be", "default", "what it is"), _rows()),
        "## Secrets",
        paragraph((settings.__doc__ or "").partition("\n\n")[2]),
    )


def _rows() -> Iterator[tuple[str, str, str, str]]:
    prefix = Settings.model_config["env_prefix"]
    for name, field in Settings.model_fields.items():
        yield code(f"{prefix}{name.upper()}"), _kind(field), _default(field.default), field.description or ""


def _kind(field: FieldInfo) -> str:
    wanted = field.annotation
    if get_origin(wanted) is not None and all(isinstance(each, str) for each in get_args(wanted)):
        return codes(get_args(wanted))
    if get_origin(wanted) is tuple:
        return "networks, with commas between"
    return {Path: "folder", bool: "`true` or `false`", int: "number"}.get(wanted, "text")  # type: ignore[arg-type]


def _default(value: Any) -> str:
    if isinstance(value, bool):
        return code(str(value).lower())
    return "" if value in ("", ()) else code(str(value))
