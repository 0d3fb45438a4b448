"""Slack: Block Kit as JSON, within Slack's limits, in which nothing from a feed is markup.

Limits: 50 blocks in a message, 150 characters in a header, 3000 in a text object
(https://docs.slack.dev/reference/block-kit/blocks). `&`, `<` and `>` are escaped as Slack asks
(https://docs.slack.dev/messaging/formatting-message-text); Slack has no escape for `*`, `_`, `~` and the backtick, so
those from a feed become look-alikes. `verbatim` keeps Slack from reading names and addresses into the text.
"""

import json
import re

from monitor.messages.account import Account, Fact, Row, Saying, Section
from monitor.messages.cleaning import one_line
from monitor.messages.marking import Mark, Piece
from monitor.model.rule import Severity

_HEADER_LIMIT = 150
_TEXT_LIMIT = 3000
_FALLBACK_LIMIT = 600
_ROW_LIMIT = 1000

_LOOK_ALIKES = str.maketrans({"*": "∗", "_": "＿", "~": "∼", "`": "ˋ"})  # noqa: RUF001 (look-alikes are the point)
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_DIVIDER: dict[str, object] = {"type": "divider"}
_WORD_JOINER = "\u2060"
_ZERO_WIDTH_SPACE = "\u200b"
_MARKS = ("*", "`")
_MENTION = re.compile(r"@(?=\S)")
_EMOJI = re.compile(r":(?=[A-Za-z+-][\w+'-]*:)")
_SIGNS = {Severity.CRITICAL: "🔴", Severity.HIGH: "🟠", Severity.MEDIUM: "🟡", Severity.LOW: "🔵"}

Block = dict[str, object]


def slack_blocks(account: Account) -> str:
    """Write the account as a JSON list of blocks."""
    blocks: list[Block] = [_header(account)]
    blocks += _sections([escaped(line) for line in account.lines])
    blocks += _sections([_fact(fact) for fact in account.facts])
    for section in account.sections:
        blocks += [_DIVIDER, *_sections(_rows(section))]
    for saying in account.sayings:
        blocks += [_section(_said(saying)), _context(_source(saying))]
    if account.more:
        blocks.append(_context(f"and {account.more} more"))
    blocks += [_context(text) for text in _packed([*map(_fact, account.reference), _ending(account)])]
    return json.dumps(blocks, ensure_ascii=False)


def slack_text(account: Account) -> str:
    """Write the line that Slack shows where blocks cannot be: in a notification, and to screen readers."""
    return _fitted(account.subject, _FALLBACK_LIMIT)


def escaped(text: str) -> str:
    """Return the text so that Slack shows it and reads no markup, mention, link or emoji into it."""
    inert = _EMOJI.sub(f":{_WORD_JOINER}", _MENTION.sub(f"@{_WORD_JOINER}", one_line(text)))
    return inert.translate(_LOOK_ALIKES).translate(_ENTITIES)


def _units(text: str) -> int:
    """Count as Slack does at most: UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def _fitted(text: str, limit: int) -> str:
    """Escape as much of the text as fits."""
    whole = escaped(text)
    if _units(whole) <= limit:
        return whole
    left = limit - 1  # for the ellipsis
    kept: list[str] = []
    for character in one_line(text):
        written = escaped(character)
        left -= _units(written) + (1 if character in "@:" else 0)
        if left < 0:
            break
        kept.append(character)
    return escaped("".join(kept)) + "…"


def _header(account: Account) -> Block:
    text = _fitted(f"{_SIGNS[account.severity]} {account.change}", _HEADER_LIMIT)
    return {"type": "header", "text": {"type": "plain_text", "text": text, "emoji": False}}


def _section(text: str) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def _context(text: str) -> Block:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": text, "verbatim": True}]}


def _sections(lines: list[str]) -> list[Block]:
    return [_section(text) for text in _packed(lines)]


def _packed(lines: list[str]) -> list[str]:
    """Put lines into as few texts as hold them."""
    texts: list[str] = []
    for line in lines:
        if texts and _units(texts[-1]) + 1 + _units(line) <= _TEXT_LIMIT:
            texts[-1] += f"\n{line}"
        else:
            texts.append(line)
    return texts


def _fact(fact: Fact) -> str:
    return f"*{fact.label}:* {_fitted(fact.value, _TEXT_LIMIT - 100)}"


def _rows(section: Section) -> list[str]:
    more = [f"and {section.more} more"] if section.more else []
    return [f"*{escaped(section.title)}*", *map(_row, section.rows), *more]


def _row(row: Row) -> str:
    sign = f"{_SIGNS[row.severity]} " if row.severity else "• "
    return f"{sign}*{_fitted(row.label, 300)}:* {_fitted(row.value, _ROW_LIMIT)}"


def _said(saying: Saying) -> str:
    text = "> "
    for piece in saying.pieces:
        marked = _marked(piece, _TEXT_LIMIT - 10 - _units(text))
        # Slack shows a mark that touches a letter as a character: a space of no width parts them.
        text += marked if _parted(text[-1], marked[:1]) else _ZERO_WIDTH_SPACE + marked
    return text


def _parted(before: str, after: str) -> bool:
    return not (before.isalnum() and after in _MARKS) and not (before in _MARKS and after.isalnum())


def _marked(piece: Piece, limit: int) -> str:
    """Write a matched word in bold, the cue as code; Slack wants blanks outside of the marks."""
    mark = {Mark.WORD: "*", Mark.CUE: "`"}.get(piece.mark, "")
    inner = _fitted(piece.text, limit)
    bare = inner.strip()
    if not mark or not bare:
        return inner
    before, after = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
    return f"{before}{mark}{bare}{mark}{after}"


def _source(saying: Saying) -> str:
    publisher = escaped(saying.publisher).replace("|", "¦")  # in a link, | parts the address from the name
    named = f"<{saying.link.translate(_ENTITIES)}|{publisher}>" if saying.link else publisher
    return f"{named} · {saying.published} · {saying.stance} · {escaped(saying.lang)} · item {saying.item}"


def _ending(account: Account) -> str:
    why = f"Why: `{account.explain}` · " if account.explain else ""
    return f"{why}Key: `{_fitted(account.dedup_key, 300)}`"
