"""The fingerprint of a rulebook: it changes when anything that decides a match changes, and only then."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from hashlib import sha256
from zoneinfo import ZoneInfo

from monitor.model.commitment import Commitment
from monitor.model.ids import Lang, ListId
from monitor.model.language import Language
from monitor.model.vocabulary import WordList

_TOLD_ONLY = frozenset(
    {"meaning", "title", "pledge", "status", "deadlines", "blind_after", "severity", "corroborate", "examples"}
)
"""Fields of lists, commitments and rules that say what people are told and decide no match."""


def fingerprint(
    lists: Mapping[ListId, WordList], languages: Mapping[Lang, Language], commitments: Sequence[Commitment]
) -> str:
    """Return 16 hexadecimal digits of a SHA-256; files, their order and their layout do not matter."""
    decided = [
        {name: _plain(_in_order(each)) for name, each in lists.items()},
        {code: _plain(each) for code, each in languages.items()},
        {each.id: _plain(each) for each in commitments},
    ]
    text = json.dumps(decided, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()[:16]


def _in_order(words: WordList) -> WordList:
    """Return a list whose phrases stand in an order that does not depend on the file's."""
    phrases, senses = (
        {code: tuple(sorted(each)) for code, each in given.items()} for given in (words.phrases, words.senses_not)
    )
    return replace(words, phrases=phrases, senses_not=senses)


def _plain(value: object) -> object:
    """Return a noun as data for JSON, each with the name of its class, so that two forms alike in shape differ."""
    if is_dataclass(value) and not isinstance(value, type):
        told = {each.name: _plain(getattr(value, each.name)) for each in fields(value) if each.name not in _TOLD_ONLY}
        return {"": type(value).__name__, **told}
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, ZoneInfo):
        return value.key
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value
