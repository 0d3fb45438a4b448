"""How much of anything a server can make us take."""

from dataclasses import dataclass
from datetime import timedelta

MIB = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one fetch, redirects included.

    `wire` bounds the bytes of a body as it came, `decoded` as it is unpacked; a body that unpacks to more than `ratio`
    times its size is a bomb once it is over `ratio_from` bytes.
    """

    total: timedelta = timedelta(seconds=20)
    hops: int = 5
    wire: int = 5 * MIB
    decoded: int = 10 * MIB
    ratio: int = 200
    ratio_from: int = MIB
