"""Sends letters. The only place that imports Apprise, and the libraries it sends with.

`Senders` is the door: console letters go to a stream, all others through Apprise. Slack and e-mail have small
subclasses of Apprise's own plugins (`slack.py`, `mail.py`), since there we send blocks and our own text part and want
to know what was answered; every other service goes through its plugin as it is (`services.py`).
"""

from monitor.edges.sending.senders import AppriseSender, Senders

__all__ = ["AppriseSender", "Senders"]
