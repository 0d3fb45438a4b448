"""Resemblance: whether two texts begin as copies of one text do, as a wire report does in every paper that prints it.

What is compared is the *lead*, for papers cut a report where they like. Two leads resemble each other when one has the
words of the other in their order, but for a few that are missing in it. A word in the place of another is never passed
over, nor a number or a name that only one of them has: the reports of two nights are often one form filled in twice,
and "denies" stands where "admits" did.

Leads that may resemble a given one are found by bands: parts of a MinHash signature (Broder 1997), of which resembling
leads are all but certain to share one (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, section 3.4).
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from hashlib import blake2b
from itertools import islice

from rensa import RMinHash

from monitor.text.words import words

LEAD = 32
"""How many words of a text are compared."""
FEWEST = 16
"""A shorter text ("Explosions heard in Odesa") resembles none: many say the same of different nights."""
DISTINCT = 10
"""How many words of a lead must be different ones: a text that repeats a few says nothing of its own."""

_SIGNED, _SHINGLE = 20, 3
"""The signature is of the first words, in threes: of all that the shortest lead has, and of some put before them."""
BANDS, _ROWS = 10, 2
"""Leads that share 0.6 of their threes have a band in common with probability 0.99, those that share 0.1 with 0.1."""
_SEED = 1

_BEFORE = 8
"""How many words one paper puts before a text, such as the place that it was written in."""
_MISSING = 3
"""How many words one paper leaves out within the lead ("late on Monday")."""
_LONGEST_WORD = 64
_REMEMBERED = 32
"""An item is looked for by its text, and then saved under it: a few are remembered, for they may be long."""
_SLIP_FROM = 5
"""Shorter words are too close to one another to tell a slip from another word."""

_DATELINE = re.compile(r"[^()\n]{0,60}\([^()\n]{2,30}\)\s*[-–—]+\s*")
"""KYIV, April 2 (Harbour Wire) -"""

Lead = tuple[str, ...]


@lru_cache(maxsize=_REMEMBERED)
def lead(text: str) -> Lead:
    """Return the words by which a text is compared, without a dateline; none where they are too few or too poor."""
    dateline = _DATELINE.match(text)
    told = words(text[dateline.end() :] if dateline else text)
    found = tuple(word[:_LONGEST_WORD] for word in islice(told, LEAD))
    return found if len(found) >= FEWEST and len(set(_folded(found))) >= DISTINCT else ()


@lru_cache(maxsize=_REMEMBERED)
def bands(of: Lead) -> tuple[int, ...]:
    """Return the keys by which a lead is found: signed integers of 64 bits, none for an empty lead.

    They change with the version of the algorithm that signs: then leads share none with those signed before.
    """
    if not of:
        return ()
    first = _folded(of[:_SIGNED])
    signature = RMinHash(num_perm=BANDS * _ROWS, seed=_SEED)
    signature.update([" ".join(first[at : at + _SHINGLE]) for at in range(len(first) - _SHINGLE + 1)])
    digest = signature.digest()
    return tuple(_key(band, digest[band * _ROWS : (band + 1) * _ROWS]) for band in range(BANDS))


def resemble(one: Lead, other: Lead) -> bool:
    """Return whether two leads are of one text. Symmetric, and false where one of them is empty."""
    one, other = sorted((one, other))
    matcher = SequenceMatcher(None, _folded(one), _folded(other), autojunk=False)
    if sum(block.size for block in matcher.get_matching_blocks()) < FEWEST - 1:
        return False
    missing = list(_apart(one, other, matcher.get_opcodes()))
    return None not in missing and sum(map(len, filter(None, missing))) <= _MISSING


def slip(one: str, other: str) -> bool:
    """Return whether one word is another written with a slip: a letter too many, or two in the wrong order."""
    shorter, longer = sorted((one.casefold(), other.casefold()), key=len)
    if len(shorter) < _SLIP_FROM or not (shorter + longer).isalpha():
        return False
    at = next((at for at in range(len(shorter)) if shorter[at] != longer[at]), len(shorter))
    rest, rest_of_longer = shorter[at:], longer[at:]
    return rest == rest_of_longer[1:] or (rest[:2] == rest_of_longer[1::-1] and rest[2:] == rest_of_longer[2:])


Step = tuple[str, int, int, int, int]


def _apart(one: Lead, other: Lead, steps: Sequence[Step]) -> Iterator[Lead | None]:
    """Yield the words that only one of two leads has; None where a difference makes them two texts.

    Words put before one of them do not count, nor those after the place where the other ends, or was cut in a word.
    """
    for tag, start, end, other_start, other_end in steps:
        mine, theirs = one[start:end], other[other_start:other_end]
        at_end = end == len(one) and other_end == len(other)
        if tag == "equal" or (at_end and _cut(mine, theirs)) or (start == other_start == 0 and _before(mine, theirs)):
            continue
        yield mine + theirs if tag != "replace" and all(map(_common, mine + theirs)) else None


def _cut(mine: Lead, theirs: Lead) -> bool:
    """Return whether one of two endings goes on where the other stops, be it in the middle of a word."""
    fewer, more = sorted((mine, theirs), key=lambda words: (len(words), len("".join(words))))
    if not fewer:
        return True
    last = fewer[0].casefold()
    return len(fewer) == 1 and not _numbered(last) and more[0].casefold().startswith(last)


def _before(mine: Lead, theirs: Lead) -> bool:
    """Return whether one of two beginnings is what a paper puts before a text, and the other is nothing."""
    return not (mine and theirs) and len(mine + theirs) <= _BEFORE and not any(map(_numbered, mine + theirs))


def _common(word: str) -> bool:
    """Return whether a word is certainly no number and no name; in a script without capitals nothing says so."""
    return word.islower() and not _numbered(word)


def _numbered(word: str) -> bool:
    return any(character.isnumeric() for character in word)


def _folded(of: Lead) -> list[str]:
    return [word.casefold() for word in of]


def _key(band: int, rows: Sequence[int]) -> int:
    named = f"{RMinHash.ALGORITHM_VERSION} {band} {' '.join(map(str, rows))}"
    return int.from_bytes(blake2b(named.encode(), digest_size=8).digest(), signed=True)
