"""Reads queries: `(substation OR "power plant") AND strik* NOT football`, and tells what is wrong at its character.

AND binds closer than OR, and NEAR/n closer than both; `a NOT b` is `a AND NOT b`. The notation is what Factiva, Nexis
and Meltwater have in common.
"""

from dataclasses import dataclass
from functools import cache

from lark import Lark, Token, Transformer, UnexpectedCharacters, UnexpectedToken

from monitor.model.ids import ListId
from monitor.model.query import And, InTitle, Listed, Near, Not, Or, Query, Term, anchors
from monitor.rulebook.query_faults import QueryFault, is_bare, misplaced, of_phrase, of_word

LONGEST = 2_000
"""Code points of a query."""
DEEPEST = 30
"""How deep parentheses, NOT and title: may lie in each other."""
FARTHEST = 100
"""The most words that NEAR may allow for."""
_GRAMMAR = r"""
    start: either
    ?either: both (_OR both)*
    ?both: part (_AND part | negated)*
    negated: NOT part
    ?part: negated | near
    ?near: atom (NEAR atom)*
    ?atom: WORD -> word
         | PHRASE -> phrase
         | LIST -> listed
         | TITLE atom -> title
         | "(" either ")" -> group
    TITLE.3: "title:"
    LIST.3: /list:[^\s()"]*/
    _AND.3: /AND(?![^\s()"])/
    _OR.3: /OR(?![^\s()"])/
    NOT.3: /NOT(?![^\s()"])/
    NEAR.3: /NEAR\/[0-9]{1,3}(?![^\s()"])/
    PHRASE.2: /"[^"]*"/
    WORD.1: /[^\s()"]+/
    %ignore /\s+/
"""


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a query: where it begins, how deep it is, and the lists in it with their places."""

    query: Query
    at: int
    depth: int = 0
    lists: tuple[tuple[int, str], ...] = ()


def read_query(text: str) -> tuple[Query, tuple[tuple[int, str], ...]]:
    """Return a query, and the names of lists in it with their offsets. Raises QueryFault."""
    if len(text) > LONGEST:
        raise QueryFault(LONGEST, f"the query goes on after {LONGEST:,} characters; make two rules of it")
    try:
        whole = _parser().parse(text)
    except UnexpectedToken as error:
        raise misplaced(text, error.token) from None
    except UnexpectedCharacters as error:  # all else is a word
        raise QueryFault(error.pos_in_stream or 0, "this quote is never closed") from None
    if not isinstance(whole, _Part):
        raise TypeError("the grammar's start gives a part")
    if not anchors(whole.query, lambda _: 1):
        raise QueryFault(whole.at, "the query may hold where none of its words stands; add a word with AND")
    return whole.query, whole.lists


def written(query: Query) -> str:
    """Return a query in its notation; reading it gives the same query again."""
    match query:
        case Term():
            text = query.text if is_bare(query.text) else f'"{query.text}"'
        case Listed():
            text = f"list:{query.list}"
        case And() | Or():
            text = f" {type(query).__name__.upper()} ".join(map(_operand, query.parts))
        case Not():
            text = f"NOT {_atom(query.part)}"
        case Near():
            text = f"{_atom(query.one)} NEAR/{query.words} {_atom(query.other)}"
        case InTitle():
            text = f"title:{_atom(query.part)}"
    return text


def _operand(query: Query) -> str:
    return written(query) if isinstance(query, Not | Near) else _atom(query)


def _atom(query: Query) -> str:
    return f"({written(query)})" if isinstance(query, And | Or | Not | Near) else written(query)


@cache
def _parser() -> Lark:
    return Lark(_GRAMMAR, parser="lalr", lexer="basic", transformer=_Reader(), maybe_placeholders=False)


class _Reader(Transformer[Token, _Part]):
    """Makes each part as soon as its end is read, so that no text is too deep for it."""

    def start(self, parts: list[_Part]) -> _Part:
        """Return the whole."""
        return parts[0]

    def word(self, tokens: list[Token]) -> _Part:
        """Return a word or a stem."""
        [token] = tokens
        if fault := of_word(token):
            raise QueryFault(_at(token), fault)
        return _Part(Term(str(token)), _at(token))

    def phrase(self, tokens: list[Token]) -> _Part:
        """Return what stands in quotes."""
        [token] = tokens
        if fault := of_phrase(token[1:-1]):
            raise QueryFault(_at(token), fault)
        return _Part(Term(" ".join(token[1:-1].split())), _at(token))

    def listed(self, tokens: list[Token]) -> _Part:
        """Return a list by its name."""
        [token] = tokens
        name = token.removeprefix("list:")
        if not name:
            raise QueryFault(_at(token), "the name of a list must follow list: at once, as in list:energy-site")
        return _Part(Listed(ListId(name)), _at(token), lists=((_at(token), name),))

    def title(self, parts: list[_Part]) -> _Part:
        """Return what must stand in the title."""
        mark, part = parts
        return _around(part, InTitle(part.query), _at(mark))

    def group(self, parts: list[_Part]) -> _Part:
        """Return what stands in parentheses."""
        [part] = parts
        return _around(part, part.query, part.at)

    def negated(self, parts: list[_Part]) -> _Part:
        """Return what must not stand anywhere."""
        mark, part = parts
        if _holds_not(part.query):
            raise QueryFault(_at(mark), "a NOT in a NOT is hard to read; say what must be there instead")
        return _around(part, Not(part.query), _at(mark))

    def both(self, parts: list[_Part]) -> _Part:
        """Return what AND joins."""
        return _joined(And(tuple(part.query for part in parts)), parts)

    def either(self, parts: list[_Part]) -> _Part:
        """Return what OR joins."""
        return _joined(Or(tuple(part.query for part in parts)), parts)

    def near(self, parts: list[_Part]) -> _Part:
        """Return what NEAR joins."""
        whole = parts[0]
        for mark, part in zip(parts[1::2], parts[2::2], strict=True):
            words = int(str(mark).removeprefix("NEAR/"))
            if words > FARTHEST:
                raise QueryFault(_at(mark), f"NEAR takes a number of words up to {FARTHEST}")
            for each in (whole, part):
                if not _is_of_words(each.query):
                    raise QueryFault(each.at, "NEAR joins words, phrases and lists, or several of them with OR between")
            whole = _joined(Near(whole.query, part.query, words), [whole, part])
        return whole


def _at(token: Token | _Part) -> int:
    place = token.at if isinstance(token, _Part) else token.start_pos
    return place or 0


def _around(part: _Part, query: Query, at: int) -> _Part:
    if part.depth >= DEEPEST:
        raise QueryFault(at, f"the query is more than {DEEPEST} deep here; write it simpler")
    return _Part(query, at, part.depth + 1, part.lists)


def _joined(query: Query, parts: list[_Part]) -> _Part:
    lists = tuple(each for part in parts for each in part.lists)
    return _around(_Part(query, parts[0].at, max(part.depth for part in parts), lists), query, parts[0].at)


def _holds_not(query: Query) -> bool:
    match query:
        case And() | Or():
            return any(map(_holds_not, query.parts))
        case InTitle():
            return _holds_not(query.part)
        case _:
            return isinstance(query, Not)


def _is_of_words(query: Query) -> bool:
    match query:
        case Or():
            return all(map(_is_of_words, query.parts))
        case _:
            return isinstance(query, Term | Listed | Near)
