"""The forms as JSON Schema, so that editors complete and check while one writes."""

from enum import StrEnum
from typing import Any

from monitor.rulebook.alerts_form import AlertsForm
from monitor.rulebook.commitment_form import CommitmentForm
from monitor.rulebook.feeds_form import FeedsForm
from monitor.rulebook.fields import Form
from monitor.rulebook.keys import schema_of
from monitor.rulebook.vocabulary_form import VocabularyForm


class FileKind(StrEnum):
    """The kinds of rule file."""

    FEEDS = "feeds"
    VOCABULARY = "vocabulary"
    COMMITMENT = "commitment"
    ALERTS = "alerts"


FORMS: dict[FileKind, type[Form]] = {
    FileKind.FEEDS: FeedsForm,
    FileKind.VOCABULARY: VocabularyForm,
    FileKind.COMMITMENT: CommitmentForm,
    FileKind.ALERTS: AlertsForm,
}


def schema(kind: FileKind) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a kind of file; it accepts every file that is read without a fault."""
    found = dict(schema_of(FORMS[kind]))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found, "title": f"pactwatch: {kind}"}
