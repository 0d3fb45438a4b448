"""What the daemon made of a beat, read from what it stored: nothing here is invented for the demo."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from monitor.incidents.origins import origins
from monitor.messages.wording import count
from monitor.model.delivery import Delivery
from monitor.model.feed import FeedState
from monitor.model.incident import Incident, Member
from monitor.model.item import StoredItem
from monitor.model.match import Match
from monitor.model.notice import IncidentNotice

NO_EVENT = "no event"
"""Where an entry is stopped in which no rule finds anything to judge; gates have names of their own."""


class Outcome(StrEnum):
    """What came of a beat."""

    TOLD = "told"
    FOLDED = "folded"
    """The event is known, and this adds nothing that is worth telling."""
    SILENT = "silent"
    FAILING = "failing"
    READ = "read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What came of a beat, and why in a sentence."""

    outcome: Outcome
    why: str


def of_entry(
    stored: StoredItem,
    verdict: Sequence[Match],
    incidents: Sequence[tuple[Incident, Sequence[Member]]],
    letters: Sequence[Delivery],
) -> Finding:
    """Say what came of an entry: `verdict` is what the rules made of it, `letters` are those that it brought.

    Its `incidents` come with their members.
    """
    updates = [letter.notice for letter in letters if isinstance(letter.notice, IncidentNotice)]
    if updates:
        told = ", ".join(f"{notice.reason}, update {notice.update} of {notice.incident}" for notice in updates)
        return Finding(outcome=Outcome.TOLD, why=f"{told}: {_passed(verdict)}")
    if any(match.fires for match in verdict) and incidents:
        return Finding(outcome=Outcome.FOLDED, why=_folded(stored, *incidents[0]))
    gate, why = stopped(verdict)
    return Finding(outcome=Outcome.SILENT, why=f"{gate}: {why}")


def of_failure(state: FeedState) -> Finding:
    """Say how a feed fails."""
    if state.failing is None:
        raise ValueError(f"{state.feed} does not fail")
    kind, gap = state.failing.kind, state.due_at - (state.polled_at or state.due_at)
    hours = round(gap.total_seconds() / 3600)
    return Finding(outcome=Outcome.FAILING, why=f"{kind}: {kind.hint} Next try in {hours} h; the other feeds go on.")


def of_recovery(before: FeedState, after: FeedState) -> Finding:
    """Say how a feed that failed is read again."""
    tries = before.failing.count if before.failing else 0
    why = f"after {count(tries, 'failed attempt')} it holds {after.entries} entries"
    if before.baseline_at is None:
        why += ", and all are history: it is the first look at this feed, so they get one summary and no alert"
    return Finding(outcome=Outcome.READ, why=why)


def stopped(verdict: Sequence[Match]) -> tuple[str, str]:
    """Return the gate that kept an entry silent, and its reason as it stands in the verdict."""
    for match in verdict:
        for gate in match.gates:
            if not gate.passed:
                return gate.gate, gate.why
    return NO_EVENT, "no action with its target in it, and no outcome with its cause"


def _passed(verdict: Sequence[Match]) -> str:
    firing = next((match for match in verdict if match.fires), None)
    if firing is None:
        return f"by itself it would be silent, at {': '.join(stopped(verdict))}"
    return f"passed {', '.join(gate.gate for gate in firing.gates)}"


def _folded(stored: StoredItem, incident: Incident, members: Sequence[Member]) -> str:
    mine = next(member for member in members if member.item == stored.id)
    if stored.version > 1:
        return f"version {stored.version} of item {stored.id} tells the same of {incident.id}"
    first = next(member for member in members if member.title_key == mine.title_key)
    independent = origins(members)
    if mine.publisher not in independent:
        newsrooms = count(len(independent), "independent newsroom")
        return f"the words are {first.publisher}'s, so {incident.id} still has {newsrooms}"
    return f"joins {incident.id}, of which it tells nothing new"
