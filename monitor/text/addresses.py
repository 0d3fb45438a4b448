"""Web addresses: in one form, so that two that lead to one thing can be told to be the same, and fit to be shown."""

import re
from urllib.parse import SplitResult, unquote_plus, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

from monitor.text.normal import cut, plain

LONGEST = 2_000
"""Longer addresses are not taken: browsers and proxies cut them."""

_TRACKING = re.compile(
    r"(?:utm|at|mtm|pk|piwik|ns|hsa|stm|vero|oly|wt)_\w*"
    r"|(?:fb|g|dcl|msclk|y|tw|ttcl|igsh|wbra|gbra|gcl|epik|ys)c?l?id|gclsrc|gbraid|wbraid|igsh|mc_[ce]id|_ga|_gl|_hs\w+"
    r"|mkt_tok|s_cid|cmp|cmpid|cmp_?\w*id|ito|ncid|ocid|smid|smtyp|sr_share|xtor|maca|ftag|traffic_source|feedname"
    r"|feedtype|ref_src|ref_url|rss_?id|spm|wprov|guccounter|guce_\w+|dicbo|fb_\w+|__twitter_impression",
    re.IGNORECASE,
)
"""Names of query parameters that tell a publisher where a reader came from, and nothing about the article."""

_FROM_FEED = re.compile(r"(?:rss|atom|feed|rss[-_]?feed|newsfeed)\w{0,8}", re.IGNORECASE)
_ORIGIN = frozenset({"cid", "emc", "from", "mod", "origin", "partner", "ref", "referrer", "source", "src", "via"})
"""Names that may matter, and do not where their value only says that the link stood in a feed."""

_HOST = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*|\[[0-9a-f:.]+\]")
_PORTS = {"http": 80, "https": 443}

_SHOWN = 300
_HOST_AND_PORT = re.compile(r"(?:\[[^\]]*\]|[^:]*)(?::[0-9]*)?")
_PARAMETER = re.compile(r"(;[^=;/]*=)[^;/]*")
_SECRET_NAME = re.compile(
    r".*(?:token|secret|passw|pwd|auth|sign|sig|session|key|credential).*|pass|user|login|sid", re.I
)
_TOKEN = re.compile(r"(?=.*[0-9])(?=.*[A-Za-z])[A-Za-z0-9_:+=.~-]{16,}", re.ASCII)


def canonical(address: str, base: str = "") -> str | None:
    """Return a web address in its canonical form, or None where it is none.

    Only `http` and `https` with a host; a relative address is resolved against `base`. Lower-case host, sorted query,
    upper-case escapes (w3lib), no fragment, no credentials, no default port, no parameters that only track the reader.
    `canonical(canonical(a)) == canonical(a)`.
    """
    parts = _normal(address, base)
    found = parts and urlunsplit(parts._replace(query=_query(parts.query)))
    return found if found and len(found) <= LONGEST else None


def address_key(address: str | None) -> str:
    """Return what an article's canonical address is known by, or an empty text where it names no article.

    Without scheme, `www.` and trailing slash. An address without path and query is a site's front page, which many
    feeds give for every entry: it names none.
    """
    if address is None:
        return ""
    parts = urlsplit(address)
    path = parts.path.rstrip("/")
    if not path and not parts.query:
        return ""
    return urlunsplit(("", parts.netloc.removeprefix("www."), path, parts.query, "")).removeprefix("//")


def feed_key(address: str) -> str | None:
    """Return what a feed's address is known by, or None where it is no web address.

    Without scheme, `www.`, credentials, fragment and trailing slash. All of its query counts: a publisher may serve
    many feeds at one place and tell them apart by parameters that would only track the reader of an article.
    """
    parts = _normal(address)
    if parts is None:
        return None
    return urlunsplit(("", parts.netloc.removeprefix("www."), parts.path.rstrip("/"), parts.query, "")).lstrip("/")


def shown(address: str) -> str:
    """Return an address as it may be shown to anyone: without credentials and without the values of its parameters.

    Any value may be a key that was given to one subscriber. It stays recognisable: scheme, host, path and the names of
    parameters stand. Invisible characters and fragments are left out, and what is very long is cut.
    """
    scheme, colon, rest = plain(address).partition("://")
    if not colon:
        scheme, rest = "", scheme.removeprefix("//")
    rest, asked, query = _without_login(rest).partition("#")[0].partition("?")
    masked = "&".join(map(_masked, re.split("[&;]", query)))
    return cut(scheme + colon + _PARAMETER.sub(r"\1…", rest) + asked + masked, _SHOWN)


def keeps_a_secret(address: str) -> bool:
    """Return whether an address seems to hold what only its owner should know: credentials, or a key in its query.

    A guess, by the names of parameters and the shape of their values; `shown` does not rely on it.
    """
    rest = address.partition("://")[2]
    if _without_login(rest) != rest:
        return True
    pieces = rest.partition("#")[0].partition("?")[2].split("&")
    pairs = [piece.partition("=")[::2] for piece in pieces]
    return any(
        (value and _SECRET_NAME.fullmatch(unquote_plus(name))) or _TOKEN.fullmatch(unquote_plus(value or name))
        for name, value in pairs
    )


def _without_login(rest: str) -> str:
    """Return an address after its scheme without credentials: what stands before the last @ of the authority.

    Credentials that hold a slash or the like, which should have been escaped, end the authority for most programs, and
    none can tell where they really end: then nothing is left of the address.
    """
    authority = re.split("[/?#]", rest, maxsplit=1)[0]
    path = re.split("[?#]", rest[len(authority) :], maxsplit=1)[0]
    host = authority.rpartition("@")[2]
    odd = "@" in path and (host != authority or ":" in path.rpartition("@")[0])
    odd = odd or ("@" in rest and not _HOST_AND_PORT.fullmatch(host))
    return "…" if odd else rest.removeprefix(authority.removesuffix(host))


def _masked(piece: str) -> str:
    name, _, value = piece.partition("=")
    return f"{name}=…" if value else "…" if name else ""


def _normal(address: str, base: str = "") -> SplitResult | None:
    """Return the parts of a web address in canonical form with all of its query; None where it is none."""
    address = address.strip()
    if not address or len(address) > LONGEST:
        return None
    try:
        parts = urlsplit(canonicalize_url(urljoin(base, address) if base else address))
        host = _host(parts)
    except (ValueError, UnicodeError, IndexError):
        return None
    return None if host is None else parts._replace(netloc=host, fragment="")


def _host(parts: SplitResult) -> str | None:
    """Return host and port, without credentials and default port; None where the address leads to no web server."""
    host = parts.hostname or ""
    if parts.scheme not in _PORTS:
        return None
    host = f"[{host}]" if ":" in host else host.rstrip(".")
    if not _HOST.fullmatch(host):
        return None
    return host if parts.port in (None, _PORTS[parts.scheme]) else f"{host}:{parts.port}"


def _query(query: str) -> str:
    """Return a query without its tracking parameters; the others keep the bytes they had."""
    return "&".join(piece for piece in query.split("&") if piece and not _tracks(*piece.partition("=")[::2]))


def _tracks(name: str, value: str) -> bool:
    name = unquote_plus(name).lower()
    return bool(_TRACKING.fullmatch(name)) or (name in _ORIGIN and bool(_FROM_FEED.fullmatch(unquote_plus(value))))
