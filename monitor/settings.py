"""Settings from the environment (`PACTWATCH_…`), and secrets from the environment or files.

A receiver's address in `alerts.yaml` names its secrets as `${NAME}`. A secret is looked up as the variable `NAME`,
then in the file that `NAME_FILE` points to, then in the file `NAME` in the folder of secrets, as container engines
mount them.
"""

import os
import re
from functools import cached_property
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from monitor.model.errors import SettingsError

SECRET_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")


class Settings(BaseSettings):
    """What the operator can set. Every name is read from the environment with the prefix `PACTWATCH_`."""

    model_config = SettingsConfigDict(env_prefix="PACTWATCH_", frozen=True, extra="ignore")

    rules: Path = Field(Path("rules"), description="The folder with the rulebook.")
    state: Path = Field(Path("state"), description="The folder in which the daemon remembers.")
    secrets: Path = Field(Path("/run/secrets"), description="A folder with one file per secret.")
    allow_networks: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = Field(
        (), description="Private networks that feeds may live in, with commas between: 10.1.0.0/16,127.0.0.1/32."
    )
    contact: str = Field("", description="An address or page for publishers, sent in the User-Agent.")
    log: Literal["auto", "json", "text"] = Field("auto", description="Log format; auto is text on a terminal.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="The least level that is logged."
    )
    health_port: int = Field(
        0, ge=0, le=65535, description="A port for /healthz and /metrics; 0 is none. It asks for no password."
    )
    health_host: str = Field(
        "127.0.0.1", description="The address of this machine that the health port listens on; 0.0.0.0 is every one."
    )
    keep_days: int = Field(
        400, ge=0, description="Days after which texts that no incident needs, and sent letters, go; 0 keeps all."
    )
    poll_files: bool = Field(False, description="Look for changed rule files by polling, for mounts without events.")

    @field_validator("allow_networks", mode="before")
    @classmethod
    def _networks(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(ip_network(part.strip()) for part in value.split(",") if part.strip())

    @cached_property
    def database(self) -> Path:
        """The file of the store."""
        return self.state / "pactwatch.db"

    def secret(self, name: str) -> str | None:
        """Return a secret by its name, or None when nobody set it. Raises SettingsError when its file is unreadable."""
        if not SECRET_NAME.match(name):
            return None
        if (value := os.environ.get(name)) is not None:
            return value
        named = os.environ.get(f"{name}_FILE")
        path = Path(named) if named else self.secrets / name
        try:
            return path.read_text(encoding="utf-8").rstrip("\r\n") if named or path.is_file() else None
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"the secret {name} cannot be read from {path}: {type(error).__name__}") from error


def load_settings(**given: Path | None) -> Settings:
    """Read the settings; what is given on the command line wins. Raises SettingsError that names each bad one."""
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        lines = [
            f"PACTWATCH_{'_'.join(map(str, e['loc'])).upper()}: {e['msg']}" for e in error.errors(include_input=False)
        ]
        raise SettingsError("\n".join(lines)) from None
