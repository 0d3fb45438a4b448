"""What can be told of an address as it is written, before any name is looked up."""

from ipaddress import ip_address

from monitor.edges.fetching.guard import Guard, Network, literal
from monitor.edges.fetching.targets import target
from monitor.model.errors import PollError
from monitor.model.failure import FailureKind

_HERE = (".localhost", ".local", ".internal", ".lan", ".home.arpa")
"""Names that lead to this machine or its neighbours (RFC 6761, 6762, 8375; ICANN for `internal`)."""


def written_fault(address: str, allow: tuple[Network, ...] = ()) -> PollError | None:
    """Return why an address may not be asked whatever its name leads to, or None where nothing speaks against it yet.

    A name of a private network is permitted once the operator named any network: which one it leads to is told when it
    is fetched.
    """
    try:
        host = target(address).url.host
        number = literal(host)
    except PollError as error:
        return error
    if number is not None and not Guard(allow).permits(ip_address(number)):
        return PollError(FailureKind.FORBIDDEN_ADDRESS, "its host is an address that is not public")
    if not allow and f".{host.rstrip('.')}".lower().endswith(_HERE):
        return PollError(FailureKind.FORBIDDEN_ADDRESS, "its host is a name of a private network")
    return None
