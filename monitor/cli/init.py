"""`pactwatch init`: a folder with starter rules."""

from pathlib import Path
from typing import Annotated

import typer

import monitor

PARTS = ("feeds.yaml", "alerts.yaml", "vocabulary/*.yaml", "commitments/*.yaml")
"""What a rulebook consists of."""


def init(
    folder: Annotated[Path, typer.Argument(help="The folder to make; it must not exist, or be empty.")] = Path("rules"),
) -> None:
    """Make a folder with starter rules to change as you like. Nothing that exists is ever overwritten."""
    try:
        count = _copy(starter(), folder)
    except FileExistsError:
        typer.echo(f"{folder} exists and is not an empty folder; nothing was written. Name another.", err=True)
        raise typer.Exit(1) from None
    except OSError as error:
        typer.echo(f"{folder} cannot be written: {error.strerror}", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{count} files are in {folder}. What to do next:")
    typer.echo(f"  1. name your feeds in {folder / 'feeds.yaml'} and your receivers in {folder / 'alerts.yaml'}")
    typer.echo(f"  2. pactwatch check {folder}")
    typer.echo(f"  3. pactwatch test {folder}")
    typer.echo(f"  4. pactwatch run --rules {folder} --state state")
    typer.echo("The daemon makes the folder state and keeps its memory there; keep it out of git, and back it up.")


def starter() -> Path:
    """Return the folder of the starter rules: in a wheel within the package, in a checkout the rules of the project."""
    package = Path(monitor.__file__).parent
    packed = package / "starter" / "rules"
    return packed if packed.is_dir() else package.parent / "rules"


def _copy(source: Path, folder: Path) -> int:
    """Copy the rulebook and return how many files it has. Raises FileExistsError when the folder holds anything."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileExistsError(folder)
    files = sorted(path for part in PARTS for path in source.glob(part))
    for path in files:
        target = folder / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            file.write(path.read_bytes())
    return len(files)
