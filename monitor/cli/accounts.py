"""Says of a text that was judged otherwise than expected what was made of it."""

from collections.abc import Sequence

from monitor.model.match import Match
from monitor.model.rule import Expectation


def judged_account(expected: Expectation, matches: Sequence[Match]) -> str:
    """Say what the engine made of a text that it judged otherwise than was expected."""
    if not matches:
        return "no mention of its event was found"
    if any(match.fires for match in matches):
        return "it fires"
    if expected is Expectation.DENIED:
        return "no mention is denied"
    return "every mention was stopped"


def gate_account(match: Match) -> str:
    """Return the gate that decided on a mention; of one that fires, the last that it passed."""
    start, end = match.evidence.clause
    clause = match.evidence.text[start:end]
    if match.fires:
        return f'"{clause}" passed every gate: ' + "; ".join(gate.why for gate in match.gates)
    why = next((gate.why for gate in match.gates if gate.gate == match.reason), "")
    return f'"{clause}" was stopped by the {match.reason} gate ({match.stance}): {why}'
