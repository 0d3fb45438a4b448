"""Shows a match to people: the clause with its words marked, and every gate with its reason."""

from rich.console import Console
from rich.text import Text

from monitor.model.match import Evidence, Gate, Match

WORD, CUE = "bold yellow", "bold magenta"
PASSED, FAILED = ("✓", "green"), ("✗", "red")


def show_match(match: Match, console: Console) -> None:
    """Print a match. Everything from the item goes out as text, never as markup."""
    console.print(_headline(match))
    console.print(Text("  ") + _marked(match.evidence), soft_wrap=True)
    for gate in match.gates:
        console.print(_gate(gate), soft_wrap=True)
    console.print(Text(f"  {_facts(match)}", style="dim"), soft_wrap=True)


def _headline(match: Match) -> Text:
    verdict = Text("fires", style="bold green") if match.fires else Text(f"stopped by {match.reason}", style="bold red")
    return Text(f"{match.rule} ", style="bold") + verdict


def _marked(evidence: Evidence) -> Text:
    """Return the sentence's clause with the matched words and the cue marked, inside what is left of the text."""
    text = Text(evidence.text, style="dim")
    text.stylize("not dim", *evidence.clause)
    for words in evidence.words:
        text.stylize(WORD, words.start, words.end)
    if evidence.cue:
        text.stylize(CUE, evidence.cue.start, evidence.cue.end)
    return text


def _gate(gate: Gate) -> Text:
    mark, style = PASSED if gate.passed else FAILED
    return Text(f"  {mark} ", style=style) + Text(f"{gate.gate:7}", style="bold") + Text(gate.why, style="not bold")


def _facts(match: Match) -> str:
    words = ", ".join(f'"{match.evidence.text[w.start : w.end]}" ({w.list})' for w in match.evidence.words)
    accused = f"accused: {match.party or 'unknown'}"
    speaker = f", says {match.speaker}" if match.speaker else ""
    places = f"; at {', '.join(match.places)}" if match.places else ""
    return f"{words}; {accused}{speaker}{places}; in the {match.evidence.field}"
