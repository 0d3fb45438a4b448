"""Bytes to text: which encoding a body is in, whatever it says of itself.

Only encodings of the list below are ever used, and their names are looked up here: Python's own look-up imports a
module by a name that the feed gives, and knows "encodings" that unpack (`zlib_codec`) or take quadratic time (`idna`).
"""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE

CODECS: dict[str, tuple[str, ...]] = {
    "utf-8": ("utf8", "unicode-1-1-utf-8", "utf-8-sig", "us-ascii", "ascii"),
    "utf-16-le": ("utf-16", "utf-16le", "utf16", "ucs-2", "iso-10646-ucs-2", "unicode"),
    "utf-16-be": ("utf-16be",),
    "utf-32-le": (),
    "utf-32-be": (),
    "cp1252": ("windows-1252", "iso-8859-1", "latin1", "latin-1", "l1", "iso8859-1", "iso_8859-1", "x-cp1252"),
    "cp1250": ("windows-1250", "x-cp1250"),
    "cp1251": ("windows-1251", "x-cp1251", "win-1251"),
    "cp1253": ("windows-1253", "iso-8859-7", "iso8859-7"),
    "cp1254": ("windows-1254", "iso-8859-9", "iso8859-9", "latin5"),
    "cp1255": ("windows-1255",),
    "cp1256": ("windows-1256",),
    "cp1257": ("windows-1257",),
    "cp1258": ("windows-1258",),
    "iso8859-2": ("iso-8859-2", "latin2"),
    "iso8859-3": ("iso-8859-3", "latin3"),
    "iso8859-4": ("iso-8859-4", "latin4"),
    "iso8859-5": ("iso-8859-5", "cyrillic"),
    "iso8859-6": ("iso-8859-6", "arabic"),
    "iso8859-8": ("iso-8859-8", "iso-8859-8-i", "hebrew"),
    "iso8859-10": ("iso-8859-10", "latin6"),
    "iso8859-13": ("iso-8859-13",),
    "iso8859-14": ("iso-8859-14",),
    "iso8859-15": ("iso-8859-15", "latin9"),
    "iso8859-16": ("iso-8859-16",),
    "koi8-r": ("koi8", "koi8_r"),
    "koi8-u": ("koi8-ru",),
    "cp866": ("ibm866",),
    "mac-cyrillic": ("x-mac-cyrillic", "maccyrillic"),
    "mac-roman": ("macintosh", "x-mac-roman"),
    "cp874": ("windows-874", "tis-620", "iso-8859-11"),
    "gb18030": ("gbk", "gb2312", "gb_2312-80", "x-gbk", "chinese"),
    "big5hkscs": ("big5", "big5-hkscs", "x-x-big5"),
    "cp932": ("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j", "ms932"),
    "euc_jp": ("euc-jp", "x-euc-jp"),
    "iso2022_jp": ("iso-2022-jp",),
    "cp949": ("euc-kr", "ks_c_5601-1987", "windows-949", "korean"),
}
"""Python's name of each encoding, and the labels that mean it, mostly as in the WHATWG Encoding Standard."""

_BY_LABEL = {label: codec for codec, labels in CODECS.items() for label in (codec, *labels)}

_BOMS = (
    (BOM_UTF8, "utf-8"),
    (BOM_UTF32_LE, "utf-32-le"),
    (BOM_UTF32_BE, "utf-32-be"),
    (BOM_UTF16_LE, "utf-16-le"),
    (BOM_UTF16_BE, "utf-16-be"),
)
_STARTS = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
    (b"{\0", "utf-16-le"),
    (b"\0{", "utf-16-be"),
)
"""How UTF-16 and UTF-32 without a mark begin (XML 1.0, appendix F)."""

_CHARSET = re.compile(r"""charset\s*=\s*["']?([^\s"';]{1,40})""", re.IGNORECASE)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{1,40})["']""")

_NO_LEAD = bytes(range(0xC0))
"""Bytes that do not begin a character beyond ASCII in UTF-8."""

_TOLERATED = 0.1
"""A body that says it is UTF-8 is read as such if no more than this share of its other characters is broken."""


def decode(body: bytes, content_type: str) -> tuple[str, tuple[str, ...]]:
    """Return a body as text, and named faults where it is not in the encoding that it claims. Never raises.

    A byte order mark is believed first, then UTF-8 where the bytes are valid as such and not mere ASCII (no other
    encoding is by chance), then the HTTP header, then the XML declaration (RFC 7303), then UTF-8, then Windows-1252.
    """
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace"), ()
    for start, codec in _STARTS:
        if body.startswith(start):
            return body.decode(codec, "replace"), ()
    codecs, faults = _claimed(body, content_type)
    if not body.isascii() and (text := _strictly(body, "utf-8")) is not None:
        lied = bool(codecs) and "utf-8" not in codecs
        return text, (*faults, "encoding-wrong") if lied else faults
    for codec in codecs:
        if (text := _strictly(body, codec)) is not None:
            return text, faults
        faults = (*faults, "encoding-wrong")
    return _at_any_rate(body, faults)


def _claimed(body: bytes, content_type: str) -> tuple[list[str], tuple[str, ...]]:
    header, declared = _CHARSET.search(content_type), _DECLARED.match(body[:400].lstrip())
    labels = [header[1]] if header else []
    labels += [declared[1].decode("latin-1")] if declared else []
    known = [_BY_LABEL[label.lower()] for label in labels if label.lower() in _BY_LABEL]
    # Without a mark or a zero byte at its start the body is in neither of these, whatever it says.
    codecs = [codec for codec in known if not codec.startswith(("utf-16", "utf-32"))]
    faults = ("encoding-refused",) if len(known) < len(labels) else ()
    return codecs, faults if len(codecs) == len(known) else (*faults, "encoding-wrong")


def _at_any_rate(body: bytes, faults: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if not broken:
        return text, faults
    foreign = len(body.translate(None, delete=_NO_LEAD))
    if broken <= _TOLERATED * foreign + 1:
        return text, (*faults, "encoding-broken")
    return body.decode("cp1252", "replace"), (*faults, "encoding-guessed")


def _strictly(body: bytes, codec: str) -> str | None:
    try:
        return body.decode(codec)
    except UnicodeDecodeError:
        return None
