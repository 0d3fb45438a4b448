"""`python -m tools.reference`: write every page of docs/reference anew."""

from pathlib import Path

from tools.reference.pages import FOLDER, pages

HOME = Path(__file__).parent.parent.parent

for name, text in pages().items():
    (HOME / FOLDER / name).write_text(text, encoding="utf-8")
