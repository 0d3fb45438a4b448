"""Matchers from options: every name is checked, so that a slip of the pen does not match nothing in silence."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

import typer

from monitor.model.ids import CommitmentId, PartyId, RuleId
from monitor.model.labels import Mark, Matchers
from monitor.model.notice import Reason
from monitor.model.rule import Kind, Severity
from monitor.model.rulebook import Rulebook
from monitor.model.vocabulary import ListKind


def matchers(asked: Mapping[str, Sequence[str] | None], rulebook: Rulebook) -> Matchers:
    """Return the matchers of options, by field. Raises BadParameter for a name that the rulebook has not."""
    known = dict(_known(rulebook))
    given = {field: values for field, values in asked.items() if values}
    for field, values in given.items():
        for value in values:
            checked(field, value, known[field])
    return Matchers(
        commitment=tuple(map(CommitmentId, given.get("commitment", ()))),
        rule=tuple(map(RuleId, given.get("rule", ()))),
        kind=tuple(map(Kind, given.get("kind", ()))),
        severity=tuple(map(Severity, given.get("severity", ()))),
        party=tuple(map(PartyId, given.get("party", ()))),
        place=tuple(given.get("place", ())),
        state=tuple(map(Mark, given.get("state", ()))),
        reason=tuple(given.get("reason", ())),
    )


def checked(field: str, value: str, known: Sequence[str]) -> None:
    """Raise BadParameter, with what was probably meant, unless a value is known."""
    if value in known:
        return
    near = get_close_matches(value, map(str, known), 1)
    hint = f"; did you mean {near[0]!r}?" if near else f"; there are: {', '.join(sorted(known)[:20])}"
    raise typer.BadParameter(f"unknown {field} {value!r}{hint}")


def _known(rulebook: Rulebook) -> Iterator[tuple[str, tuple[str, ...]]]:
    commitments = rulebook.commitments
    yield "commitment", tuple(each.id for each in commitments)
    yield "rule", tuple(rule.id for each in commitments for rule in each.rules)
    yield "kind", tuple(Kind)
    yield "severity", tuple(Severity)
    yield "party", tuple(dict.fromkeys(party.id for each in commitments for party in each.parties))
    yield "place", tuple(each.name for each in rulebook.lists.values() if each.kind is ListKind.PLACE)
    yield "state", tuple(Mark)
    yield "reason", tuple(reason.value for reason in Reason)
