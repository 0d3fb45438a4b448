"""The page of words that pactwatch answers with: why it told, how a feed fares, what failed, which gate decided."""

import ast
import inspect
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import get_args

from monitor.model.delivery import DeliveryState, Outcome
from monitor.model.failure import FailureKind
from monitor.model.incident import State
from monitor.model.item import Certainty
from monitor.model.labels import Mark
from monitor.model.match import GateName
from monitor.model.mute import Cause
from monitor.model.notice import Reason
from monitor.model.rule import Kind, Severity, Stance
from monitor.polling.health import Health
from tools.reference.markdown import code, page, paragraph, table

WORDS: dict[str, type[StrEnum]] = {
    "Why people are told": Reason,
    "How a feed fares": Health,
    "How a text puts an event": Stance,
    "What an event means for the commitment": Kind,
    "How urgent it is": Severity,
    "The life of an incident": State,
    "Why a notice is not told at once": Cause,
    "How an incident stands, for routes": Mark,
    "The state of a delivery": DeliveryState,
    "What came of one try to deliver": Outcome,
    "How far the date of an entry can be trusted": Certainty,
}
GATES = {
    "sense": "No phrase under `not` of a word list stands there, and no list under `unless` stands in the sentence, "
    "and what was struck is no exception of the commitment. A query and a regular expression are not asked.",
    "stance": "The text puts the event in a way that the rule takes, such as reported and not denied.",
    "party": "Whoever did it is bound by the commitment, or it happened at a place that the commitment covers. "
    "A query and a regular expression are not asked.",
    "time": "The day of the event lies in a window of the commitment.",
    "label": "An analyst labelled the item `fire` or `denied`; it has the last word, and stands there only then.",
}
"""What a mention must fulfil to pass each gate."""


def reasons_page() -> str:
    """Return the page."""
    return page(
        "Words that pactwatch answers with",
        "These names are the same in alerts, in the log, in `status` and in JSON.",
        *_of_enum("Why people are told", Reason),
        "## Which gate decided",
        "A mention of an event fires when it passes every gate, in this order. `explain` names the first that it does "
        "not pass.",
        table(("gate", "it passes when"), ((code(name), GATES[name]) for name in get_args(GateName))),
        *(part for title, words in WORDS.items() if words is not Reason for part in _of_enum(title, words)),
        "## Why a feed could not be read",
        table(("kind", "what to do"), ((code(kind), kind.hint) for kind in FailureKind)),
    )


def _of_enum(title: str, words: type[StrEnum]) -> Iterator[str]:
    said = meanings(words)
    yield f"## {title}"
    yield "" if words.__doc__ == f"{title}." else paragraph(words.__doc__)
    yield table(("name", "what it means"), ((code(word), said.get(word.name, "")) for word in words))


@cache
def meanings(words: type[StrEnum]) -> dict[str, str]:
    """Return what the docstring under each member of an enumeration says; members without one are left out."""
    [found] = ast.parse(inspect.getsource(words)).body
    body = found.body if isinstance(found, ast.ClassDef) else []
    said = {}
    for member, below in pairwise(body):
        if isinstance(member, ast.Assign) and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            [target] = member.targets
            said[ast.unparse(target)] = paragraph(str(below.value.value))
    return said
