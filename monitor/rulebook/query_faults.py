"""What can be wrong with a query, in words for those who write them."""

import re

from lark import Token

from monitor.rulebook.wording import short

SHORTEST_STEM = 3
"""Letters before a `*`; shorter stems are found in words of every kind."""
_SMALL = re.compile(r"(?:and|or|not|near(?:/.*)?)\Z", re.IGNORECASE)
_JOINS = re.compile(r"(?:AND|OR|NOT|NEAR/[0-9]{1,3})\Z")
_NEAR = "NEAR takes a number of words that may stand between, as in NEAR/5, in capitals"
_FIELD = re.compile(r"([A-Za-z][\w-]*):")
_QUOTES = frozenset("“”„‟«»")
_STRAIGHT = 'write straight quotes round a phrase: "power plant"'
_TOGETHER = "put AND, OR or NEAR/5 between them, or quotes round a phrase"


class QueryFault(Exception):
    """A text that is no query: `at` is the offset of the character where that shows, `sentence` says what to do."""

    def __init__(self, at: int, sentence: str) -> None:
        self.at = at
        self.sentence = sentence
        super().__init__(sentence)


def is_bare(text: str) -> bool:
    """Return whether a word needs no quotes."""
    return bool(re.fullmatch(r'[^\s()"]+', text)) and not _JOINS.match(text) and of_word(text) is None


def of_word(text: str) -> str | None:
    """Return what is wrong with a word that stands without quotes, or None."""
    if text.upper() == "NEAR" or text.startswith("NEAR/"):
        return _NEAR
    if field := _FIELD.match(text):
        return f'there is no field "{short(field[1])}"; there are title: and list:, and quotes take a colon as it is'
    if text[0] in "-+":
        return f'"{text[0]}" means nothing before a word; write NOT to leave a word out, and AND to ask for one'
    if _QUOTES & set(text):
        return _STRAIGHT
    return of_phrase(text)


def of_phrase(text: str) -> str | None:
    """Return what is wrong with a word or a phrase, or None."""
    if not any(letter.isalnum() for letter in text):
        return f'no word stands in "{short(text)}"'
    for word in text.split():
        stem, star, rest = word.partition("*")
        if star and (rest or len(stem) < SHORTEST_STEM):
            return (
                f'a * stands at the end of a word, after {SHORTEST_STEM} letters at least; "{short(word)}" is none such'
            )
    return None


def misplaced(text: str, token: Token) -> QueryFault:
    """Return the fault of a part of a query that cannot stand where it does."""
    at, said = token.start_pos or 0, short(token)
    before = re.search(r"\S+(?=\s+\Z)", text[:at])
    if before and _SMALL.match(before[0]) and not _JOINS.match(before[0]):
        return QueryFault(before.start(), _unjoined(before[0]))
    match token.type:
        case "$END":
            return _ended(text)
        case "RPAR":
            opened = _unclosed(text[:at]) is not None
            return QueryFault(at, _lacking('this ")"') if opened else 'this ")" closes nothing; remove it')
        case "_AND" | "_OR" | "NOT" | "NEAR":
            return QueryFault(at, _lacking(said))
        case _:
            return _stray(text, at, said)


def _stray(text: str, at: int, said: str) -> QueryFault:
    """Return the fault of a word that follows another."""
    if _SMALL.match(said):
        return QueryFault(at, _unjoined(said))
    quote = next((place for place, letter in enumerate(text) if letter in _QUOTES), None)
    if quote is not None:
        return QueryFault(quote, _STRAIGHT)
    return QueryFault(at, f'"{said}" follows another word and nothing joins them; {_TOGETHER}')


def _unjoined(word: str) -> str:
    if word.upper().startswith("NEAR"):
        return _NEAR
    return f'write "{word}" in capitals to join what stands beside it, or put quotes round a phrase'


def _lacking(what: str) -> str:
    return f"a word must stand before {what}"


def _ended(text: str) -> QueryFault:
    if not text.strip():
        return QueryFault(0, "the query is empty; write the words that must be there")
    opened = _unclosed(text)
    joined = re.search(r'(?:(?<![^\s()"])(?:AND|OR|NOT|NEAR/\d+)|title:|\()\s*\Z', text)
    if opened is None or joined:
        return QueryFault(len(text.rstrip()), "the query ends where a word should follow")
    return QueryFault(opened, 'this "(" is never closed')


def _unclosed(text: str) -> int | None:
    """Return where the last parenthesis stands that is open at the end of a text, or None."""
    opened: list[int] = []
    for found in re.finditer(r'"[^"]*"|[()]', text):
        if found[0] == "(":
            opened.append(found.start())
        elif found[0] == ")" and opened:
            opened.pop()
    return opened[-1] if opened else None
