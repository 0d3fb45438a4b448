"""Unpacks a body in steps whose size we choose, so that no server can fill the memory."""

import zlib
from collections.abc import Callable

from monitor.edges.fetching.limits import Limits
from monitor.model.errors import PollError
from monitor.model.failure import FailureKind

PIECE, STEP = 1 << 12, 1 << 16
"""How many bytes are taken in, and at most given out, at a time."""
GZIP_START = b"\x1f\x8b"
ACCEPTED = "gzip, deflate"
"""What we say that we take, and all that we do."""


class Decoder:
    """Takes the parts of one body. Every method raises PollError as soon as the body breaks a bound or its coding."""

    def __init__(self, content_encoding: str, limits: Limits) -> None:
        codings = [
            name for part in content_encoding.lower().split(",") if (name := part.strip()) not in {"", "identity"}
        ]
        if len(codings) > 1:
            raise PollError(FailureKind.BAD_CODING, f"it is packed {len(codings)} times")
        self._limits = limits
        self._unpack = _unpacker(codings[0]) if codings else None
        self._parts: list[bytes] = []
        self._wire = self._decoded = 0

    def feed(self, part: bytes) -> None:
        """Take the next part as it came."""
        # In small pieces, so that a bomb shows before a large part of it is unpacked.
        for start in range(0, len(part), PIECE):
            self._take(part[start : start + PIECE])

    def _take(self, piece: bytes) -> None:
        self._wire += len(piece)
        if self._wire > self._limits.wire:
            raise PollError(FailureKind.TOO_LARGE, f"over {self._limits.wire >> 20} MiB")
        if self._unpack is None:
            self._keep(piece)
        else:
            self._unpack.feed(piece, self._keep)

    def body(self) -> bytes:
        """Return the whole body."""
        if self._unpack is not None and self._wire and not self._unpack.complete:
            raise PollError(FailureKind.BAD_CODING, "the packed body is cut off")
        return b"".join(self._parts)

    def _keep(self, piece: bytes) -> None:
        self._decoded += len(piece)
        if self._decoded > self._limits.ratio_from and self._decoded > self._limits.ratio * self._wire:
            raise PollError(FailureKind.BOMB, f"{self._wire} bytes unpack to over {self._decoded}")
        if self._decoded > self._limits.decoded:
            raise PollError(FailureKind.TOO_LARGE, f"over {self._limits.decoded >> 20} MiB unpacked")
        self._parts.append(piece)


class _Unpacker:
    """A zlib stream, or several gzip members one after the other; what follows them is ignored (RFC 1952)."""

    def __init__(self, window_bits: Callable[[bytes], int]) -> None:
        self._window_bits = window_bits
        self._stream: zlib._Decompress | None = None
        self._begun = b""
        self._members = False

    @property
    def complete(self) -> bool:
        """Whether the stream came to its end."""
        return self._stream is not None and self._stream.eof

    def feed(self, part: bytes, keep: Callable[[bytes], None]) -> None:
        """Unpack a part, handing on what comes out in pieces of at most `STEP` bytes."""
        rest, self._begun = self._begun + part, b""
        while rest:
            if self._stream is None or self._stream.eof:
                if len(rest) < len(GZIP_START):
                    self._begun = rest  # too little to tell what begins here
                    return
                if self._stream is not None and not (self._members and rest.startswith(GZIP_START)):
                    return
                self._start(rest)
            rest = self._step(rest, keep)

    def _start(self, first: bytes) -> None:
        bits = self._window_bits(first)
        self._members = bits > zlib.MAX_WBITS
        self._stream = zlib.decompressobj(bits)

    def _step(self, rest: bytes, keep: Callable[[bytes], None]) -> bytes:
        stream = self._stream
        assert stream is not None  # noqa: S101 - for the type checker: begun above
        try:
            keep(stream.decompress(rest, STEP))
        except zlib.error:
            raise PollError(FailureKind.BAD_CODING, "the packed body is broken") from None
        return stream.unused_data if stream.eof else stream.unconsumed_tail


def _unpacker(coding: str) -> _Unpacker:
    if coding in {"gzip", "x-gzip"}:
        return _Unpacker(lambda _: 16 + zlib.MAX_WBITS)
    if coding == "deflate":
        return _Unpacker(_deflate_bits)
    shown = coding if coding.isascii() and coding.isalnum() else "unknown"
    raise PollError(FailureKind.BAD_CODING, f"it is packed as {shown[:20]}")


def _deflate_bits(first: bytes) -> int:
    """Return how to read `deflate`: with zlib's header as RFC 9110 says, or bare as many servers send it."""
    has_header = first[0] & 0x0F == zlib.DEFLATED and int.from_bytes(first[:2], "big") % 31 == 0
    return zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS
