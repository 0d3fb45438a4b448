"""Every way in which reading a feed can fail, by name, and what may be wrong with one that is read nevertheless."""

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
    RECORDING = "recording"
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
    FailureKind.GONE: "The publisher has ended this feed; remove it from feeds.yaml or find its successor; "
    "`pactwatch feeds resume` asks again.",
    FailureKind.RATE_LIMITED: "We ask too often; set a longer interval in feeds.yaml.",
    FailureKind.CLIENT_ERROR: "The server does not accept the request; open the address in a browser.",
    FailureKind.SERVER_ERROR: "The server has a fault of its own; it will be tried again.",
    FailureKind.EMPTY: "The answer has no content; it will be tried again.",
    FailureKind.WEB_PAGE: "This is a web page, not a feed; write the feed's address, which many pages name, "
    "into feeds.yaml.",
    FailureKind.NOT_A_FEED: "The answer is neither RSS, Atom, RDF nor JSON Feed; check the address.",
    FailureKind.MALFORMED: "The feed is too broken to read an entry from it; tell the publisher.",
    FailureKind.PARSE_TIMEOUT: "Reading the feed took too long and was stopped; ask for a shorter one.",
    FailureKind.PARSE_MEMORY: "Reading the feed took too much memory and was stopped.",
    FailureKind.PARSE_CRASHED: "Reading the feed brought its worker down; the next poll uses a new one.",
    FailureKind.RECORDING: "What the feed brought could not be written down; it is asked again, "
    "and the log has the details.",
    FailureKind.INTERNAL: "This is a fault of pactwatch; the log has the details.",
}

FAULTS: dict[str, str] = {
    "body-cut": "A text was longer than pactwatch reads; its beginning was.",
    "date-unreadable": "An entry has a date that nobody can read; it counts as undated.",
    "date-without-zone": "A date does not say its time zone; it was taken as UTC.",
    "encoding-broken": "Some letters are broken and were replaced by a mark.",
    "encoding-guessed": "The document says nothing true of its character set; Windows-1252 was guessed.",
    "encoding-refused": "The document names a character set that pactwatch does not read; another one was found.",
    "encoding-wrong": "The document is not in the character set that it claims; the right one was found.",
    "entries-cut": "The feed lists more entries than are read in one poll; the newest were.",
    "extensions-dropped": "Parts on places, pictures or podcasts are broken and were left out.",
    "forbidden-characters": "Characters that XML forbids were left out.",
    "item-is-no-object": "A list of entries holds something else, which was left out.",
    "language-unreadable": "It names its language in a way that nobody can read.",
    "not-well-formed": "The XML is broken; what could be read was.",
    "summary-cut": "A text was longer than pactwatch reads; its beginning was.",
    "text-before-feed": "Something stands before the feed, such as a warning of the server's software.",
    "title-cut": "A title was longer than pactwatch reads; its beginning was.",
}
"""What was wrong with a document or an entry that was read nevertheless, and how: one sentence for each name."""
