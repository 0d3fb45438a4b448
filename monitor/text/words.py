"""Words as they are compared: of any script, without marks."""

import re
from collections.abc import Iterator

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Thai, Lao, Burmese, Khmer, kana and Han: no spaces between words, so two letters count as a word."""

_WORD = re.compile(rf"[{_UNSPACED}]{{1,2}}|(?:(?![{_UNSPACED}_])\w)+")


def words(text: str) -> Iterator[str]:
    """Yield the words and numbers of a text in order, as they are written."""
    return (found.group() for found in _WORD.finditer(text))
