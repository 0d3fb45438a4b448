"""Decides when people are reminded of an incident: with growing gaps, while it is open and nobody acknowledged it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from monitor.model.delivery import Reminded
from monitor.model.incident import Incident, State


def waits_for_a_person(incident: Incident) -> bool:
    """Return whether somebody should have a look at the incident, and nobody said that they did."""
    unheeded = incident.by_hand.acked_at is None
    return incident.state is State.OPEN and incident.told.updates > 0 and unheeded


def is_due(gaps: Sequence[timedelta], heard: Reminded, now: datetime) -> bool:
    """Return whether the next reminder is due: one gap after the last letter, however long pactwatch was down.

    A further update begins the gaps anew; after the last of them there is no further reminder.
    """
    return heard.count < len(gaps) and now >= heard.last_at + gaps[heard.count]
