"""Every way in which reading a feed can fail, by name."""

from enum import StrEnum


class FailureKind(StrEnum):
    """The kind of a failed poll; `hint` says what an operator can do about it."""

    BAD_ADDRESS = "bad-address"
    FORBIDDEN_ADDRESS = "forbidden-address"
    DNS = "dns"
    CONNECT = "connect"
    TLS = "tls"
    TLS_EXPIRED = "tls-expired"
    TIMEOUT = "timeout"
    DISCONNECTED = "disconnected"
    PROTOCOL = "protocol"
    TOO_LARGE = "too-large"
    BOMB = "bomb"
    BAD_CODING = "bad-coding"
    REDIRECT_LOOP = "redirect-loop"
    REDIRECT_FORBIDDEN = "redirect-forbidden"
    UNAUTHORISED = "unauthorised"
    NOT_FOUND = "not-found"
    GONE = "gone"
    RATE_LIMITED = "rate-limited"
    CLIENT_ERROR = "client-error"
    SERVER_ERROR = "server-error"
    EMPTY = "empty"
    WEB_PAGE = "web-page"
    NOT_A_FEED = "not-a-feed"
    MALFORMED = "malformed"
    PARSE_TIMEOUT = "parse-timeout"
    PARSE_MEMORY = "parse-memory"
    PARSE_CRASHED = "parse-crashed"
    INTERNAL = "internal"

    @property
    def hint(self) -> str:
        """What to do, in one sentence for the operator."""
        return _HINTS[self]


_HINTS: dict[FailureKind, str] = {
    FailureKind.BAD_ADDRESS: "Correct the address in feeds.yaml; it must begin with http:// or https://.",
    FailureKind.FORBIDDEN_ADDRESS: "The name leads into a private network; if you trust it, "
    "list the network in PACTWATCH_ALLOW_NETWORKS.",
    FailureKind.DNS: "The name does not resolve; check the spelling and this machine's name server.",
    FailureKind.CONNECT: "Nothing answers there; check the network, or wait for the publisher.",
    FailureKind.TLS: "The certificate is not trusted; open the address in a browser to see why.",
    FailureKind.TLS_EXPIRED: "The publisher's certificate has expired; only they can renew it.",
    FailureKind.TIMEOUT: "The server is too slow; it will be tried again.",
    FailureKind.DISCONNECTED: "The server closed the connection early; it will be tried again.",
    FailureKind.PROTOCOL: "The answer is not HTTP; check the port.",
    FailureKind.TOO_LARGE: "The feed is larger than pactwatch reads; ask for a shorter one.",
    FailureKind.BOMB: "The answer unpacks to far more than it should; the server may be hostile.",
    FailureKind.BAD_CODING: "The answer is compressed in a way that was not asked for, or broken.",
    FailureKind.REDIRECT_LOOP: "The address forwards too often; find the feed's new address.",
    FailureKind.REDIRECT_FORBIDDEN: "The address forwards to a place that may not be fetched.",
    FailureKind.UNAUTHORISED: "The server refuses us; the feed may need a subscription.",
    FailureKind.NOT_FOUND: "There is no feed at this address any more; find the new one.",
    FailureKind.GONE: "The publisher has ended this feed; remove it or find its successor.",
    FailureKind.RATE_LIMITED: "We ask too often; set a longer interval.",
    FailureKind.CLIENT_ERROR: "The server does not accept the request; open the address in a browser.",
    FailureKind.SERVER_ERROR: "The server has a fault of its own; it will be tried again.",
    FailureKind.EMPTY: "The answer has no content; it will be tried again.",
    FailureKind.WEB_PAGE: "This is a web page, not a feed; look on it for the feed's address.",
    FailureKind.NOT_A_FEED: "The answer is neither RSS, Atom, RDF nor JSON Feed; check the address.",
    FailureKind.MALFORMED: "The feed is too broken to read an entry from it; tell the publisher.",
    FailureKind.PARSE_TIMEOUT: "Reading the feed took too long and was stopped; ask for a shorter one.",
    FailureKind.PARSE_MEMORY: "Reading the feed took too much memory and was stopped.",
    FailureKind.PARSE_CRASHED: "Reading the feed brought its worker down; the next poll uses a new one.",
    FailureKind.INTERNAL: "This is a fault of pactwatch; the log has the details.",
}
