"""Names of places: how a language writes those of another, and all the forms in which its texts have them."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product, zip_longest

from monitor.model.naming import Naming

_WORD = re.compile(r"[^ -]+")
START = "^"
"""In a table of letters: the beginning of a word."""
APOSTROPHES = "'’ʼ"
ANY = "*"
"""In the table of cases: any ending that is not there."""


class Transcription:
    """Writes names in the letters of another language, by a table of letters and groups of letters."""

    def __init__(self, letters: Mapping[str, str]) -> None:
        self._letters = letters
        groups = sorted({key.removeprefix(START) for key in letters}, key=len, reverse=True)
        self._group = re.compile("|".join(map(re.escape, groups)) + "|.")

    def __call__(self, name: str) -> str | None:
        """Return a name as it is transcribed, or None when a letter of it is not in the table.

        The longest group of letters in the table counts. Apostrophes go; other marks and blanks stay as they are.
        """
        text = name.casefold()
        found = [self._spelt(group, text) for group in self._group.finditer(text)]
        if any(each is None for each in found):
            return None
        return _with_capitals("".join(filter(None, found)), like=name)

    def _spelt(self, group: re.Match[str], text: str) -> str | None:
        letters, at = group[0], group.start()
        spelt = self._letters.get(letters)
        if at == 0 or not text[at - 1].isalpha():
            spelt = self._letters.get(START + letters, spelt)
        if spelt is None and not letters.isalpha():
            return "" if letters in APOSTROPHES else letters
        return spelt


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
    for size in range(len(word), -1, -1):
        ending = folded[len(word) - size :]
        if (cells := naming.cases.get(ending or ANY)) is not None:
            yield from ((ending, cell) for cell in cells)
            return


def _spelled(word: str, ending: str, cell: str) -> tuple[str, ...]:
    stem = word[: len(word) - len(ending)]
    forms = (stem + form for form in cell.split("|"))
    return tuple(_with_capitals(form, like=word) for form in forms)


def _with_capitals(text: str, like: str) -> str:
    """Return a text whose words begin with capitals where those of another do."""
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
