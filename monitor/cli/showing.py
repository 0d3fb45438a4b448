"""Shows people what was made of a text: the clause with its words marked, every gate with its reason."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from monitor.model.half import Half
from monitor.model.match import Evidence, Gate, Match

WORD, CUE = "bold yellow", "bold magenta"
REMEDY = "bold cyan"
PASSED, FAILED = ("✓", "green"), ("✗", "red")


def show_match(match: Match, console: Console) -> None:
    """Print a match. Everything from the item goes out as text, never as markup."""
    console.print(_headline(match))
    console.print(Text("  ") + marked(match.evidence), soft_wrap=True)
    for gate in match.gates:
        console.print(_gate(gate), soft_wrap=True)
    console.print(Text(f"  {_facts(match)}", style="dim"), soft_wrap=True)


def show_half(half: Half, console: Console) -> None:
    """Print that a rule finds a part of an event in a text, and which."""
    console.print(Text(f"{half.rule} ", style="bold") + Text("finds a part of an event", style="bold red"))
    show_found(half, console)


def show_found(half: Half, console: Console) -> None:
    """Print the text with what of an event stands there, and who is bound."""
    text = Text(half.text, style="dim")
    text.stylize("not dim", *half.span)
    for words in half.found:
        text.stylize(WORD, words.start, words.end)
    console.print(Text("  ") + text, soft_wrap=True)
    found = ", ".join(f'"{half.text[each.start : each.end]}" ({each.list})' for each in half.found)
    bound = f"bound or covered: {', '.join(half.bound)}" if half.bound else "no party and no covered place"
    console.print(Text(f"  {found}; {bound}; in the {half.field}", style="dim"), soft_wrap=True)


def show_remedies(would_fire_if: Sequence[str], console: Console) -> None:
    """Print what would have made a rule fire."""
    for number, remedy in enumerate(would_fire_if):
        console.print(Text("  and if " if number else "  would fire if ", style=REMEDY) + Text(remedy), soft_wrap=True)


def _headline(match: Match) -> Text:
    verdict = Text("fires", style="bold green") if match.fires else Text(f"stopped by {match.reason}", style="bold red")
    return Text(f"{match.rule} ", style="bold") + verdict


def marked(evidence: Evidence) -> Text:
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
