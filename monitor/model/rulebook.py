"""The rulebook: all that the operator edits, read and checked."""

from collections.abc import Mapping
from dataclasses import dataclass

from monitor.model.alert import AlertPlan
from monitor.model.commitment import Commitment
from monitor.model.feed import Feed
from monitor.model.ids import Lang, ListId
from monitor.model.language import Language
from monitor.model.vocabulary import WordList


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """Feeds, word lists, commitments, the alert plan, and the cues of each language that ships with pactwatch.

    `fingerprint` changes when anything that decides a match changes: it tells which items were judged by other rules.
    """

    feeds: tuple[Feed, ...]
    lists: Mapping[ListId, WordList]
    languages: Mapping[Lang, Language]
    commitments: tuple[Commitment, ...]
    alerts: AlertPlan
    fingerprint: str
