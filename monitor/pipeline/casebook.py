"""The casebook of one item: incidents as it changes them, until all of it is known and written down at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from monitor.incidents.folding import counted, joined, shrunk, weighed
from monitor.incidents.history import Turned, turns
from monitor.incidents.origins import standing, standings, ties
from monitor.model.ids import IncidentId, ItemId, RuleId
from monitor.model.incident import Episode, Incident, Member, State, Turn
from monitor.model.rule import Corroborate
from monitor.pipeline.desk import Desk

RECENT = 200
"""How many of a rule's incidents of the days around an event are looked at, the last changed first."""


@dataclass(slots=True)
class Account:
    """An incident before the item, and after it but for what its members make of it.

    `members` are those that change, None for one that leaves; `anew` says that none of the former ones stays.
    """

    before: Incident | None
    after: Incident
    members: dict[ItemId, Member | None] = field(default_factory=dict)
    anew: bool = False

    @property
    def changed(self) -> bool:
        """Whether there is anything to write down."""
        return self.before != self.after or bool(self.members)


class Casebook:
    """Reads incidents as they are, the changes that are not written yet included. Needs an open transaction.

    `item` is what causes the changes, and `by` the person, where one does.
    """

    def __init__(self, desk: Desk, item: ItemId | None, now: datetime, by: str = "") -> None:
        self._desk = desk
        self._item = item
        self._now = now
        self._by = by
        self._accounts: dict[IncidentId, Account] = {}

    def account(self, incident: Incident) -> Account:
        """Return the account of an incident that is stored."""
        return self._accounts.setdefault(incident.id, Account(incident, incident))

    def begin(self, incident: Incident) -> Account:
        """Return the account of an incident that is to be."""
        return self._accounts.setdefault(incident.id, Account(None, incident))

    def named(self, incident: IncidentId) -> Account:
        """Return an account that was asked for before."""
        return self._accounts[incident]

    def changed(self) -> tuple[Account, ...]:
        """Return the accounts of what is changed."""
        return tuple(account for account in self._accounts.values() if account.changed)

    def of_days(self, rule: RuleId, since: date, until: date) -> tuple[Incident, ...]:
        """Return a rule's incidents of some days, as they are now."""
        stored = self._desk.store.incidents_of_days(rule, since, until, RECENT)
        here = {name: self.incident(each) for name, each in self._accounts.items() if each.after.rule == rule}
        known = tuple(here.pop(each.id, each) for each in stored)
        return (*known, *(each for each in here.values() if since <= each.day <= until))

    def incident(self, account: Account) -> Incident:
        """Return an incident as its members make it. One that is retracted stays as it was told."""
        counts = (account.members or account.anew) and account.after.state is not State.RETRACTED
        after = self._counted(account) if counts else account.after
        rule = self._desk.book.rule(after.rule)
        return replace(weighed(after, rule.corroborate if rule else Corroborate()), changed_at=self._now)

    def members(self, account: Account) -> tuple[Member, ...]:
        """Return all members of an incident."""
        stored = () if account.anew else self._desk.store.members(account.after.id)
        changes = dict(account.members)
        kept = [changes.pop(each.item) if each.item in changes else each for each in stored]
        return tuple(each for each in (*kept, *changes.values()) if each is not None)

    def write(self, account: Account, incident: Incident, why: Iterable[Turned] = ()) -> None:
        """Write down an incident, its members and what became of it; the reasons in `why` go before our own."""
        self._desk.store.save_incident(incident)
        if account.members or account.anew:
            self._write_members(account)
        reasons = dict(why)
        happened = (*reasons.items(), *_left(account), *turns(account.before, incident))
        self._desk.store.add_episodes(
            [
                Episode(incident=incident.id, at=self._now, turn=turn, why=reason, item=self._item, by=self._by)
                for turn, reason in happened
                if reasons.get(turn, reason) == reason
            ]
        )

    def _counted(self, account: Account) -> Incident:
        """Count one member more without a look at the others, where that can be; else count all."""
        if (member := self._further(account)) is not None:
            kin = self._desk.store.kin(account.after.id, member, ties(member))
            if (incident := joined(account.after, member, kin)) is not None:
                return incident
        members = self.members(account)
        incident = counted(account.after, members)
        return shrunk(incident, members, self._desk.book.backdrop) if any(_left(account)) else incident

    def _further(self, account: Account) -> Member | None:
        """Return the one member that joins, where nothing else changes."""
        if account.anew or len(account.members) != 1:
            return None
        [(item, member)] = account.members.items()
        return None if self._desk.store.member(account.after.id, item) else member

    def _write_members(self, account: Account) -> None:
        store, name = self._desk.store, account.after.id
        if (member := self._further(account)) is not None:
            kin = store.kin(name, member, ties(member))
            if len(kin.voices) <= 1:
                store.add_member(name, standing(member, kin))
                return
        store.replace_members(name, standings(self.members(account)))


def _left(account: Account) -> Iterator[Turned]:
    for item, member in account.members.items():
        if member is None and account.after.state is not State.RETRACTED:
            yield Turn.LEFT, f"item {item} tells it no more"
