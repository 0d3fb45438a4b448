"""Plain text: for the console, for services of which we know no better, and as the text part of a mail.

Matched words stand as *word* and the cue as [cue]. A feed's own asterisks and brackets become look-alikes, so that a
mark cannot be forged. For a chat service its other markup does too, and no @everyone in a headline pages anyone.
"""

import re
from collections.abc import Callable, Sequence

from monitor.messages.account import Account, Fact, Row, Saying, Section
from monitor.messages.cleaning import one_line
from monitor.messages.marking import Mark, Piece

_FORGED_MARKS = str.maketrans({"*": "∗", "[": "(", "]": ")"})  # noqa: RUF001 (look-alikes are the point)
_MARKUP = str.maketrans({"`": "ˋ", "~": "∼", "_": "＿", "<": "‹", ">": "›"})  # noqa: RUF001
_MENTION = re.compile(r"@(?=\S)")
_WORD_JOINER = "\u2060"

Inert = Callable[[str], str]
"""Takes out of a text what its reader would take for more than text."""


def plain_text(account: Account) -> str:
    """Write the account as plain text, the lines parted by line feeds."""
    sayings = [_saying(saying, _unmarked) for saying in account.sayings]
    more = [f"and {account.more} more"] if account.more else []
    told = _facts(account.facts, _unmarked)
    sections = [_section(section, _unmarked) for section in account.sections]
    return _joined([_lines(account, _unmarked), told, *sections, *sayings, *more, _ending(account, _unmarked)])


def chat_text(account: Account) -> str:
    """Write it for a service that may read markup and names into it, and may cut it: the quotes come last."""
    sayings = [_saying(saying, _chat) for saying in account.sayings]
    more = [f"and {account.more} more"] if account.more else []
    told = _facts(account.facts, _chat)
    sections = [_section(section, _chat) for section in account.sections]
    return _joined([_lines(account, _chat), told, _ending(account, _chat), *sections, *sayings, *more])


def chat_subject(account: Account) -> str:
    """Write the subject for such a service; the brackets around the severity are no markup without a link behind."""
    return _no_names(account.subject.replace("](", ") (").replace("*", "∗").translate(_MARKUP))  # noqa: RUF001


def _unmarked(text: str) -> str:
    return text.translate(_FORGED_MARKS)


def _chat(text: str) -> str:
    return _no_names(_unmarked(text).translate(_MARKUP))


def _no_names(text: str) -> str:
    return _MENTION.sub(f"@{_WORD_JOINER}", text)


def _joined(blocks: Sequence[str]) -> str:
    return "\n\n".join(block for block in blocks if block)


def _lines(account: Account, inert: Inert) -> str:
    return "\n".join(inert(line) for line in account.lines)


def _facts(facts: Sequence[Fact], inert: Inert) -> str:
    return "\n".join(f"{fact.label}: {inert(fact.value)}" for fact in facts)


def _section(section: Section, inert: Inert) -> str:
    rows = [f"  {_row(row, inert)}" for row in section.rows]
    return "\n".join([inert(section.title), *rows, *([f"  and {section.more} more"] if section.more else [])])


def _row(row: Row, inert: Inert) -> str:
    grave = f"{row.severity} " if row.severity else ""
    return f"{grave}{inert(row.label)}: {inert(row.value)}"


def _ending(account: Account, inert: Inert) -> str:
    why = f"Why: {account.explain}\n" if account.explain else ""
    return f"{_facts(account.reference, inert)}\n{why}Key: {account.dedup_key}".strip()


def _saying(saying: Saying, inert: Inert) -> str:
    said = "".join(_marked(piece, inert) for piece in saying.pieces).strip()
    publisher, lang = inert(saying.publisher), inert(saying.lang)
    source = f"  {publisher}, {saying.published}, {saying.stance}, {lang}, item {saying.item}"
    return "\n".join([f"“{said}”", source] + ([f"  {saying.link}"] if saying.link else []))


def _marked(piece: Piece, inert: Inert) -> str:
    text = inert(one_line(piece.text))
    if piece.mark is Mark.WORD:
        return f"*{text}*"
    return f"[{text}]" if piece.mark is Mark.CUE else text
