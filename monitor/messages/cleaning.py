"""Hostile text made fit to be shown: one line, no control characters, no invisible steering, bounded, safe links."""

import re
from urllib.parse import quote, urlsplit

_BLANKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# Characters that are not seen and change how the rest is read: direction overrides (Trojan Source, CVE-2021-42574),
# zero-width spaces, annotation marks and tag characters. The joiners U+200C and U+200D stay: scripts and emoji need
# them.
_UNSEEN = re.compile(
    r"[\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_LONE_SURROGATES = re.compile(r"[\ud800-\udfff]")

_URL_LIMIT = 2000
_URL_SAFE = ":/?#[]!$&()+,;=%~-._"


def one_line(text: str) -> str:
    """Return the text without control, direction and invisible characters; each run of blanks is one space."""
    return _BLANKS.sub(" ", _LONE_SURROGATES.sub("\ufffd", _UNSEEN.sub("", text)))


def clip(text: str, limit: int) -> str:
    """Return at most `limit` code points, cut between words where there is a gap, with an ellipsis where cut."""
    if len(text) <= limit:
        return text
    cut = text[: max(limit - 1, 0)]
    gap = cut.rfind(" ", len(cut) * 2 // 3)
    return (cut[:gap] if gap > 0 else cut).rstrip() + "…"


def title(text: str, limit: int) -> str:
    """Return the text as one clean, bounded line without blanks at its ends: fit for a subject or a label."""
    return clip(one_line(text[: limit * 8]).strip(), limit)


def web_link(url: str | None) -> str | None:
    """Return the address, percent-encoded, if it is a plain http(s) one that a reader may follow; else None.

    An address with a user name in it is not one: `https://news.example@elsewhere.example/` leads elsewhere.
    """
    if not url or len(url) > _URL_LIMIT or _BLANKS.search(url) or "\\" in url:
        return None
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:  # a broken IPv6 host, a port that is no number, a host name that IDNA refuses
        return None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    place = f"[{host}]" if ":" in host else host
    rest = url[url.index(parts.netloc) + len(parts.netloc) :]
    return f"{parts.scheme}://{quote(place, safe='[]:.-_')}{port}{quote(rest, safe=_URL_SAFE, errors='replace')}"
