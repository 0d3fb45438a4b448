"""A document that a person hands over in a file, as if a server had answered with it."""

from pathlib import Path

from monitor.edges.fetching.limits import MIB, Limits
from monitor.model.errors import NotFound, PollError
from monitor.model.failure import FailureKind
from monitor.model.feed import Fetched


def from_file(path: Path, limits: Limits | None = None) -> Fetched:
    """Read a file within the bounds of a fetched body. Raises NotFound when it cannot be read, else PollError."""
    most = (limits or Limits()).decoded
    if not path.is_file():  # reading a pipe would never end
        raise NotFound(f"there is no file {path}; name a file, or an address that begins with http:// or https://")
    try:
        with path.open("rb") as file:
            body = file.read(most + 1)
    except OSError as error:
        raise NotFound(f"{path} cannot be read: {error.strerror}") from error
    if len(body) > most:
        raise PollError(FailureKind.TOO_LARGE, f"over {most // MIB} MiB")
    return Fetched(address=path.absolute().as_uri(), body=body)
