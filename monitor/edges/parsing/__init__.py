"""Reads feed documents in worker processes that can be stopped.

`workers` is the parent's side, `child` the process it starts, `wire` what the two say to each other. In the child,
`documents` finds out what a body is and hands it to `xmlfeeds` (feedparser) or `jsonfeeds`.
"""

from monitor.edges.parsing.workers import WorkerParser

__all__ = ["WorkerParser"]
