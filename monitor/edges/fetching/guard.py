"""Decides which addresses may be connected to: the public ones, and the networks that the operator named."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from monitor.model.errors import PollError
from monitor.model.failure import FailureKind

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_NUMERIC = re.compile(r"0x[0-9a-f]*|[0-9]+", re.IGNORECASE)
"""A last label that makes a host an IPv4 address in the eyes of some parsers (WHATWG URL, "ends in a number")."""
_NAT64 = ip_network("64:ff9b::/96")
_COMPATIBLE = ip_network("::/96")
_NEVER = tuple(
    map(
        ip_network,
        (
            "192.88.99.0/24",  # 6to4 relays, RFC 7526
            "2002::/16",  # 6to4: an IPv4 address inside
            "2001::/32",  # Teredo: another
            "64:ff9b:1::/48",  # NAT64 of a local network, RFC 8215
            "fec0::/10",  # site-local, RFC 3879
            "3fff::/20",  # documentation, RFC 9637
            "5f00::/16",  # segment routing, RFC 9602
        ),
    )
)
"""Networks that some versions of Python call public, or that lead to an address inside the address."""


@dataclass(frozen=True, slots=True)
class Guard:
    """The operator's policy."""

    allow: tuple[Network, ...] = ()

    def checked(self, host: str, addresses: Sequence[str]) -> tuple[str, ...]:
        """Return the addresses of a host if every one of them may be connected to.

        Raises PollError: one address that is not public refuses them all, or else whoever answers for the name could
        choose which of them we try.
        """
        for text in addresses:
            if not self.permits(ip_address(text)):
                raise PollError(FailureKind.FORBIDDEN_ADDRESS, f"{host} leads to {text}, which is not public")
        return tuple(dict.fromkeys(addresses))

    def permits(self, address: Address) -> bool:
        """Whether an address is public, with every other address inside it, or in a network that was named."""
        return all(self._named(each) or _public(each) for each in _inside(address))

    def _named(self, address: Address) -> bool:
        return any(address in network for network in self.allow)


def literal(host: str) -> str | None:
    """Return the address that a host is by itself, or None when it is a name to be resolved.

    Raises PollError for an address in a notation that programs read in different ways: octal, hexadecimal, short, one
    whole number, or with a zone.
    """
    bare = host.removesuffix(".")
    try:
        found = ip_address(bare)
    except ValueError:
        if "%" in bare or ":" in bare or _NUMERIC.fullmatch(bare.rpartition(".")[2]):
            raise PollError(FailureKind.FORBIDDEN_ADDRESS, "its host is a number that is no plain address") from None
        return None
    if isinstance(found, IPv6Address) and found.scope_id:
        raise PollError(FailureKind.FORBIDDEN_ADDRESS, "its host names a network card")
    return str(found)


def _inside(address: Address) -> Iterator[Address]:
    """Yield an address and the IPv4 address that it carries, if it does."""
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        yield address.ipv4_mapped
        return
    if isinstance(address, IPv6Address) and address in _NAT64:
        yield IPv4Address(int(address) & 0xFFFF_FFFF)
        return
    yield address


def _public(address: Address) -> bool:
    if any(address in network for network in (*_NEVER, _COMPATIBLE)):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)
