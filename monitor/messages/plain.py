"""Plain text: for the console, for services of which we know no better, and as the text part of a mail.

Matched words stand as *word* and the cue as [cue]. A feed's own asterisks and brackets become look-alikes, so that a
mark cannot be forged, no chat service reads markup into the text, and nobody is paged by an @everyone in a headline.
"""

import re

from monitor.messages.accounts import Account, Saying
from monitor.messages.cleaning import one_line
from monitor.messages.marking import Mark, Piece

_LOOK_ALIKES = str.maketrans(
    {"*": "∗", "[": "(", "]": ")", "`": "ˋ", "~": "∼", "_": "＿", "<": "‹", ">": "›"}  # noqa: RUF001 (that is the point)
)
_MENTION = re.compile(r"@(?=\S)")
_WORD_JOINER = "\u2060"


def plain_text(account: Account) -> str:
    """Write the account as plain text, the lines parted by line feeds; what matters most comes first."""
    blocks = ["\n".join(_inert(line) for line in account.lines)]
    blocks.append("\n".join(f"{fact.label}: {_inert(fact.value)}" for fact in account.facts))
    blocks.append("\n".join(_ending(account)))
    blocks.extend(_saying(saying) for saying in account.sayings)
    if account.more:
        blocks.append(f"and {account.more} more")
    return "\n\n".join(block for block in blocks if block)


def plain_subject(account: Account) -> str:
    """Write the subject for a service that may page people named in it."""
    return _MENTION.sub(f"@{_WORD_JOINER}", account.subject)


def _ending(account: Account) -> list[str]:
    why = [f"Why: {account.explain}"] if account.explain else []
    return [*why, f"Key: {account.dedup_key}"]


def _saying(saying: Saying) -> str:
    said = "".join(_marked(piece) for piece in saying.pieces).strip()
    source = f"  {_inert(saying.publisher)}, {saying.published}, {saying.stance}, {saying.lang}, item {saying.item}"
    return "\n".join([f"“{said}”", source] + ([f"  {saying.link}"] if saying.link else []))


def _marked(piece: Piece) -> str:
    text = _inert(piece.text)
    if piece.mark is Mark.WORD:
        return f"*{text}*"
    return f"[{text}]" if piece.mark is Mark.CUE else text


def _inert(text: str) -> str:
    return _MENTION.sub(f"@{_WORD_JOINER}", one_line(text).translate(_LOOK_ALIKES))
