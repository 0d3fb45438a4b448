"""Web addresses in one form, so that two links to one article can be told to be the same."""

import re
from urllib.parse import SplitResult, unquote_plus, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

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


def canonical(address: str, base: str = "") -> str | None:
    """Return a web address in its canonical form, or None where it is none.

    Only `http` and `https` with a host; a relative address is resolved against `base`. Lower-case host, sorted query,
    upper-case escapes (w3lib), no fragment, no credentials, no default port, no parameters that only track the reader.
    `canonical(canonical(a)) == canonical(a)`.
    """
    address = address.strip()
    if not address or len(address) > LONGEST:
        return None
    try:
        parts = urlsplit(canonicalize_url(urljoin(base, address) if base else address))
        host = _host(parts)
    except (ValueError, UnicodeError, IndexError):
        return None
    if host is None:
        return None
    found = urlunsplit((parts.scheme, host, parts.path, _query(parts.query), ""))
    return found if len(found) <= LONGEST else None


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
