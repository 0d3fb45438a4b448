"""Names of places: how a language writes those of another, and all the forms in which its texts have them."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product, zip_longest

from monitor.model.naming import Naming

_WORD = re.compile(r"[^ -]+")
START = "^"
"""In a table of letters: the beginning of a word."""
_PRIVATE = 0xE000
APOSTROPHES = "'’ʼ"
ANY = "*"
"""In the table of cases: any ending that is not there."""


class Transcription:
    """Writes names in the letters of another language, by a table of letters and groups of letters."""

    def __init__(self, letters: Mapping[str, str]) -> None:
        plain = {key: spelt for key, spelt in letters.items() if not key.startswith(START)}
        first = {key.removeprefix(START): spelt for key, spelt in letters.items() if key.startswith(START)}
        groups = sorted((key for key in plain if len(key) > 1), key=len, reverse=True)
        # Each group of letters, and each letter that begins a word, is one sign of the private use area for a while.
        self._groups = [(group, chr(_PRIVATE + at)) for at, group in enumerate(groups)]
        self._first = {letter: chr(_PRIVATE + len(groups) + at) for at, letter in enumerate(first)}
        self._begins = re.compile(rf"\b[{''.join(first)}]") if first else None
        spelt = {sign: plain[group] for group, sign in self._groups}
        spelt |= {sign: first[letter] for letter, sign in self._first.items()}
        spelt |= {key: each for key, each in plain.items() if len(key) == 1} | dict.fromkeys(APOSTROPHES, "")
        self._spelt = str.maketrans(spelt)
        self._known = frozenset(spelt) | {" ", "-"}

    def __call__(self, name: str) -> str | None:
        """Return a name as it is transcribed, or None when a letter of it is not in the table.

        The longest group of letters in the table counts. Apostrophes go; blanks and hyphens stay.
        """
        text = name.casefold()
        for group, sign in self._groups:
            text = text.replace(group, sign)
        if self._begins:
            text = self._begins.sub(lambda letter: self._first[letter[0]], text)
        return _with_capitals(text.translate(self._spelt), like=name) if self._known.issuperset(text) else None


def accented(name: str, accents: Mapping[str, str]) -> Iterator[str]:
    """Yield a name with each one of its vowels accented, where it is one word."""
    if name.isalpha():
        for at, letter in enumerate(name):
            if mark := accents.get(letter.casefold()):
                yield name[:at] + (mark.upper() if letter.isupper() else mark) + name[at + 1 :]


def declined(name: str, naming: Naming) -> tuple[str, ...]:
    """Return a name in all its forms, as it is given first.

    The words of a name are declined together, and of a word with hyphens its first part or its last.
    """
    if not naming.cases:
        return (name,)
    words = [_forms_of_word(word, naming) for word in name.split()]
    found = [name]
    if len(words) == 1:
        return tuple(dict.fromkeys((name, *(form for case in words[0] for form in case))))
    for case in zip_longest(*words, fillvalue=()):
        if all(case):
            found += (" ".join(forms) for forms in product(*case))
    return tuple(dict.fromkeys(found))


def _forms_of_word(word: str, naming: Naming) -> list[tuple[str, ...]]:
    """Return a word's forms, case by case."""
    first, hyphen, rest = word.partition("-")
    if not hyphen:
        return [_spelled(word, ending, cell) for ending, cell in _cells(word, naming)]
    front, _, last = word.rpartition("-")
    return [
        tuple(f"{form}-{rest}" for form in one) + tuple(f"{front}-{form}" for form in other)
        for one, other in zip(_forms_of_word(first, naming), _forms_of_word(last, naming), strict=False)
    ]


def _cells(word: str, naming: Naming) -> Iterator[tuple[str, str]]:
    folded = word.casefold()
    for size in range(min(len(word), _longest_ending(naming)), -1, -1):
        ending = folded[len(word) - size :]
        if (cells := naming.cases.get(ending or ANY)) is not None:
            yield from ((ending, cell) for cell in cells)
            return


@lru_cache
def _longest_ending(naming: Naming) -> int:
    return max(map(len, naming.cases), default=0)


def _spelled(word: str, ending: str, cell: str) -> tuple[str, ...]:
    stem = word[: len(word) - len(ending)]
    forms = (stem + form for form in cell.split("|"))
    return tuple(_with_capitals(form, like=word) for form in forms)


def _with_capitals(text: str, like: str) -> str:
    """Return a text whose words begin with capitals where those of another do."""
    if " " not in like and "-" not in like:
        return _capital(text) if like[:1].isupper() else text
    capital = iter([word[:1].isupper() for word in _WORD.findall(like)])
    return _WORD.sub(lambda word: _capital(word[0]) if next(capital, False) else word[0], text)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


@lru_cache(maxsize=50_000)
def skeleton(name: str) -> str:
    """Return what stays of a name in Latin letters through its spellings: consonants, g and kh as h, none doubled."""
    found = ""
    for letter in name.casefold().replace("kh", "h").replace("g", "h"):
        if letter.isascii() and letter.isalpha() and letter not in "aeiouy" and letter != found[-1:]:
            found += letter
    return found


def akin(one: str, other: str) -> bool:
    """Whether two names in Latin letters can be spellings of one: their skeletons differ in one letter at most."""
    first, second = sorted((skeleton(one), skeleton(other)), key=len)
    if first == second:
        return True
    if len(first) < SURE or len(second) - len(first) > 1:
        return False
    head = next((at for at in range(len(first)) if first[at] != second[at]), len(first))
    return first[head:] == second[head + 1 :] or first[head + 1 :] == second[head + 1 :]


SURE = 4
"""Consonants that a name must have before one of them may differ."""
