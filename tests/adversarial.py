"""The table of headlines made to mislead, as its lines. What its columns mean stands beside the test of them."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

TABLE = Path(__file__).parent / "matching" / "adversarial" / "headlines.tsv"


@dataclass(frozen=True, slots=True)
class Line:
    category: str
    at: datetime
    expect: str
    known: str
    text: str


def lines() -> Iterator[Line]:
    with TABLE.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
            at = datetime.fromisoformat(row["at"] if "T" in row["at"] else f"{row['at']}T12:00").replace(tzinfo=UTC)
            yield Line(row["category"], at, row["expect"], row["known"], row["text"])


LINES = tuple(lines())
