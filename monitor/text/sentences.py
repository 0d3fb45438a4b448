"""Sentences: where one ends and the next begins."""

from collections.abc import Collection, Iterator, Sequence

from monitor.text.tokens import Token

_ENDS = frozenset(".!?…。！？؟")
LONGEST = 200
"""A sentence of more tokens is none: it is cut, so that reading a text takes time in proportion to its length."""
_APART = frozenset(";；•")
"""Marks between statements that stand for themselves, as in a list of what the day brought."""
_CLOSING = frozenset("\"'”’»)]")


def sentences(text: str, tokens: Sequence[Token], abbreviations: Collection[str] = ()) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a text as ranges of its tokens, the end excluded; together they hold every token.

    A sentence ends at a line feed, at a semicolon, and at a mark of its end before white space and what can begin
    another. The point of an initial, or of one of the `abbreviations` (in lower case and without it), ends none.
    """
    first = 0
    for index in range(len(tokens)):
        after = index + 1
        ended = after == len(tokens) or after - first == LONGEST or _parted(text, tokens, index, abbreviations)
        if not ended:
            continue
        yield first, after
        first = after


def _parted(text: str, tokens: Sequence[Token], index: int, abbreviations: Collection[str]) -> bool:
    """Whether a sentence ends after this token."""
    token, following = tokens[index], tokens[index + 1]
    between = text[token.end : following.start]
    if "\n" in between or token.text in _APART:
        return True
    end = index
    while end > 0 and tokens[end].text in _CLOSING and tokens[end - 1].end == tokens[end].start:
        end -= 1
    if tokens[end].text not in _ENDS or not between or following.text[0].islower():
        return False
    return tokens[end].text != "." or end == 0 or not _abbreviated(tokens[end - 1], abbreviations)


def _abbreviated(word: Token, abbreviations: Collection[str]) -> bool:
    return (len(word.text) == 1 and word.text.isupper()) or word.text.casefold() in abbreviations
