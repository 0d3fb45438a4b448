"""Names of things, so that one kind cannot be passed for another."""

from typing import NewType

FeedId = NewType("FeedId", str)
"""The feed's address as the operator wrote it."""
Publisher = NewType("Publisher", str)
"""The newsroom behind feeds; the unit of independence."""
ItemId = NewType("ItemId", int)
CommitmentId = NewType("CommitmentId", str)
PartyId = NewType("PartyId", str)
RuleId = NewType("RuleId", str)
ListId = NewType("ListId", str)
"""A word list: `energy-site`, `actor:russia` or `place:ukraine`; actors and places have name spaces of their own."""
Lang = NewType("Lang", str)
"""A lower-case ISO 639 code such as `en`; `und` where nobody declared one."""
IncidentId = NewType("IncidentId", str)
"""Opaque and permanent: it stays while the place, day and wording of an incident change."""
ReceiverId = NewType("ReceiverId", str)
DeliveryId = NewType("DeliveryId", int)

UNDETERMINED = Lang("und")
