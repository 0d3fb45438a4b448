"""Every page of the docs is followed to the letter: files are saved, commands run, and what one should see is seen."""

import re
import shutil
from pathlib import Path

import pytest
from asking import a_state
from following import DOCS, HOME, Reader, blocks

PAGES = sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md") if path.parent.name != "reference")
NOT_RUN = {
    "how-to/container.md": ["container", "container", "container", "container", "root", "root", "root"],
    "how-to/quiet.md": ["network", "network"],
    "how-to/runbook.md": ["container", "root"],
    "how-to/slack-and-mail.md": ["network", "network"],
    "how-to/your-own-commitment.md": ["network"],
    "tutorial.md": ["network"],
}
"""What each command needs that a test has not: the Internet, a container engine, the rights of an administrator."""


@pytest.mark.parametrize("name", PAGES)
def test_a_reader_who_does_what_the_page_says_sees_what_it_says(name: str, tmp_path: Path) -> None:
    if name in {"how-to/runbook.md", "how-to/teach-it.md"}:  # whoever reads them has a daemon
        shutil.copytree(HOME / "rules", tmp_path / "rules")
        a_state(tmp_path / "state")
    with Reader(tmp_path) as reader:
        for block in blocks(DOCS / name):
            reader.do(block)
    assert sorted(reader.skipped) == NOT_RUN.get(name, [])


@pytest.mark.parametrize("path", sorted([HOME / "README.md", *DOCS.rglob("*.md")]), ids=lambda path: path.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)]+)\)", text):
        file, _, anchor = target.partition("#")
        if "://" in target:
            continue
        found = path.parent / file if file else path
        assert found.exists(), target
        assert not anchor or anchor in _anchors(found), target


def _anchors(path: Path) -> set[str]:
    """Return the anchors that headings get: small letters, no marks, hyphens for blanks."""
    heads = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}
