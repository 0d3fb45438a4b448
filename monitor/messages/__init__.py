"""Messages: a notice, which is typed fields, becomes a letter, which is escaped text for one channel.

`letters.render` is the door. A notice first becomes an `Account` (`accounts.py`), the same for every channel: a
headline, facts, sayings. Then `slack.py`, `mail.py` or `plain.py` writes it. Whatever came from a feed passes
`cleaning.py` and the escaping of its channel; nothing here touches a network, a clock or a file but its own template.
"""

from monitor.messages.letters import render, subject

__all__ = ["render", "subject"]
