"""Pactwatch: watches news feeds for what happens to written commitments, and tells people once and for sure.

The way of a news entry, floor by floor: a feed is polled (`polling`), an entry becomes an item (`items`), an item is
judged by rules (`rulebook`, `matching`), matches fold into incidents (`incidents`), a change worth telling is routed
(`alerts`), rendered (`messages`) and delivered. `pipeline` joins these decisions; `edges` holds the outside world.
"""

__version__ = "0.1.0"
