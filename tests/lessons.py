"""Items and a small rulebook from which an analyst can teach: a word is missing in a list."""

import json
from pathlib import Path

from asking import Answer, ask
from rulefolders import GOOD, PAUSE, write

EXTRA = PAUSE.replace(
    "fire: [{at: 2025-04-02, text: Drones hit a substation in Sumy}]",
    "fire:\n        - {at: 2025-04-02, text: Drones hit a substation in Sumy}  # by night\n"
    "        - {at: 2025-04-02, text: Blackout in Sumy after a strike}",
)
TITLES = {
    "report": "Moscow hits a substation in Sumy",
    "threat": "Moscow could hit a substation in Sumy",
    "late": "Moscow hits a power plant",
    "dark": "Sumy sits without heat after a strike",
    "cold": "A strike leaves Sumy without heat",
    "again": "No heat in Sumy after a strike, mayor tells",
    "far": "A heat wave and a strike of bakers in Lyon",
    "farm": "Farmers begin to sow the fields",
}


def a_lesson(folder: Path) -> tuple[str, str]:
    """Write the rules and the items; returns the folder and the file."""
    rules = write(folder / "rules", {**GOOD, "commitments/pause.yaml": EXTRA})
    lines = [
        json.dumps({"id": name, "title": title, "lang": "en", "published": published(name)})
        for name, title in TITLES.items()
    ]
    items = write(folder, {"items.jsonl": "\n".join(lines)}) / "items.jsonl"
    return str(rules), str(items)


def published(name: str) -> str:
    return "2025-06-01" if name == "late" else "2025-04-02"


def lines(answer: Answer) -> list[dict[str, object]]:
    return [json.loads(line) for line in answer.out.splitlines()]


__all__ = ["TITLES", "a_lesson", "ask", "lines"]
