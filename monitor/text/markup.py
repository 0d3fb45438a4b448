"""Plain text out of hostile HTML, in time that grows with its length alone.

The standard library's `HTMLParser` is not used: before Python 3.13.6, 3.12.12 and 3.11.14 it takes time that grows with
the square of the length on constructs left open (CVE-2025-6069). News text needs no tree: what is text, what is a tag,
and which tags break a line is all that counts, so there is no depth to bound either.
"""

import html
import re

from monitor.text.normal import paragraphs

READ = 400_000
"""How many characters of markup are read at most; ten times the longest text that is kept."""

_LAYERS = 4
"""How many times text is decoded that was escaped more than once, as titles of feeds often are."""

_NAMES_OF_BREAKING = """
    address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol optgroup option p pre section summary table
    tbody td tfoot th thead title tr ul
"""
_BREAKING = frozenset(_NAMES_OF_BREAKING.split())
"""Elements that begin and end a line (HTML Living Standard, section 15.3), and the cells of tables."""

_NAMES_OF_SILENT = "canvas iframe math noembed noframes object script select style svg template textarea"
_SILENT = frozenset(_NAMES_OF_SILENT.split())
"""Elements whose content is not text for a reader."""

_CDATA = re.compile(r"<!\[CDATA\[|\]\]>")
"""Left over where a publisher wrapped a text twice; what stands between the marks is text."""

_LINE_END = re.compile("[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
"""Line ends of the markup itself are mere spaces; only blocks break a line."""

_TAG = re.compile(r"<(?:(/?)([a-zA-Z][^\s/>]*)|([!?/]))")
_TAG_END = re.compile(r""">|=\s*(["'])""")
_MARKUP = re.compile(
    r"&(?:#\d|#[xX][0-9a-fA-F]|[a-zA-Z][a-zA-Z0-9]{1,30};)"
    r"|</?(?:a|abbr|b|blockquote|br|code|div|em|figure|font|h[1-6]|hr|i|img|li|ol|p|s|script|small|span|strong|style"
    r"|sub|sup|table|td|tr|u|ul)\b[^<>]*>|<!\[CDATA\[",
    re.IGNORECASE,
)
"""What says that a text is still markup after it was decoded once."""

_AMPERSANDS = re.compile(r"&(?:amp;|#0{0,6}38;|#[xX]0{0,6}26;)+")


def text_of(markup: str) -> str:
    """Return the text of an HTML fragment, one line for each of its blocks, in normal form.

    Tags, comments, scripts and styles are dropped, character references decoded, also where they were escaped several
    times over. A `<` that begins no tag stays, so plain text comes back as it was. Never raises.
    """
    text = _LINE_END.sub(" ", markup[:READ])
    for _ in range(_LAYERS):
        decoded = html.unescape(_AMPERSANDS.sub("&amp;", _without_tags(_CDATA.sub("", text))))
        if decoded == text or not _MARKUP.search(decoded):
            return paragraphs(decoded)
        text = decoded
    return paragraphs(text)


def _without_tags(markup: str) -> str:
    scan = _Scan(markup)
    pieces: list[str] = []
    while (tag := _TAG.search(markup, scan.at)) is not None:
        pieces.append(markup[scan.at : tag.start()])
        pieces.append(scan.skip(tag))
    pieces.append(markup[scan.at :])
    return "".join(pieces)


class _Scan:
    """A place in markup that only moves on. What is not found ahead once is not looked for again."""

    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._absent: set[str] = set()
        self.at = 0

    def skip(self, tag: re.Match[str]) -> str:
        """Move past a tag, or past an element that holds no text; return what stands for it: a break or nothing."""
        closing, name, other = tag.groups()
        self.at = tag.end()
        if other is not None:
            self._skip_declaration(tag.start())
            return ""
        self._skip_attributes()
        name = name.lower()
        if name in _SILENT and not closing and not self._markup.endswith("/>", 0, self.at):
            self._past(f"</{name}", ignore_case=True)
            self._past(">")
            return " "
        return "\n" if name in _BREAKING else ""

    def _skip_declaration(self, start: int) -> None:
        comment = self._markup.startswith("<!--", start)
        self._past("-->" if comment else ">")

    def _skip_attributes(self) -> None:
        while (found := _TAG_END.search(self._markup, self.at)) is not None:
            self.at = found.end()
            if found[1] is None:
                return
            if found[1] not in self._absent and self._markup.find(found[1], self.at) >= 0:
                self._past(found[1])
            else:
                self._absent.add(found[1])
        self.at = len(self._markup)

    def _past(self, ending: str, *, ignore_case: bool = False) -> None:
        """Move behind the next `ending`, or to the end of the markup where there is none."""
        if ignore_case:
            found = re.compile(re.escape(ending), re.IGNORECASE).search(self._markup, self.at)
            self.at = found.end() if found else len(self._markup)
        else:
            at = self._markup.find(ending, self.at)
            self.at = at + len(ending) if at >= 0 else len(self._markup)
