"""Folds what the rules made of an item into incidents, and tells of those that changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from monitor.incidents.disputing import SPAN, denials, disputed_by
from monitor.incidents.folding import counted, grown, member_of, moved, opened, shrunk
from monitor.incidents.likeness import SPAN as APART
from monitor.incidents.likeness import Likeness, likeness
from monitor.incidents.tellings import Telling, tellings
from monitor.model.ids import IncidentId, PartyId
from monitor.model.incident import Incident, Member, State
from monitor.model.item import StoredItem
from monitor.model.match import Match
from monitor.pipeline.casebook import Account, Casebook
from monitor.pipeline.circumstances import Circumstances
from monitor.pipeline.desk import Desk
from monitor.pipeline.tell import Digested, tell

KEPT = 100
"""How many denials that came before their report are looked at."""


def fold_all(
    desk: Desk, stored: StoredItem, matches: Sequence[Match], circumstances: Circumstances
) -> list[bool | Digested]:
    """Fold an item's matches, in an open transaction; return of each changed incident what `tell` made of it.

    An item leaves the incidents that its present version does not tell. Each incident is written and told once, when
    all that the item says of it is known.
    """
    folding = _Folding(desk, stored, Casebook(desk, stored.id, circumstances.now), circumstances)
    return folding.fold(tellings(stored, matches, desk.book.backdrop), denials(matches))


@dataclass(frozen=True, slots=True)
class _Found:
    """An incident that a telling may belong to, and how like they are."""

    incident: Incident
    like: Likeness

    @property
    def rank(self) -> tuple[bool, float]:
        return self.incident.state is not State.RETRACTED, self.like.points


class _Folding:
    """Folds one item."""

    def __init__(self, desk: Desk, stored: StoredItem, casebook: Casebook, circumstances: Circumstances) -> None:
        self._desk = desk
        self._stored = stored
        self._casebook = casebook
        self._circumstances = circumstances
        self._barred = desk.store.barred(stored.id)

    def fold(self, told: Sequence[Telling], denied: Sequence[Match]) -> list[bool | Digested]:
        """Fold what the item tells and what is denied in it."""
        homes = {incident.id: incident for incident in self._desk.store.incidents_of_item(self._stored.id)}
        self._desk.store.forget_denials(self._stored.id)
        placed = self._place_all(told, homes)
        for name, (telling, why) in placed.items():
            self._join(name, telling, (), why)
        refused = self._refuse_all(denied)
        for name, said in refused.items():
            told_here, why = placed.get(name, (None, "a denial of it"))
            self._join(name, told_here, said, why)
        elsewhere = {telling.rule for telling, _ in placed.values() if telling.main}
        for incident in homes.values():
            if incident.id not in placed and incident.id not in refused:
                self._leave(incident, goes=incident.rule in elsewhere)
        return self._settle()

    def _place_all(
        self, told: Sequence[Telling], homes: dict[IncidentId, Incident]
    ) -> dict[IncidentId, tuple[Telling, str]]:
        """Return where each telling belongs, and why; a second one of the same incident adds nothing."""
        placed: dict[IncidentId, tuple[Telling, str]] = {}
        for telling in told:
            found = self._place(telling, homes.values())
            if found is not None and found[0] not in placed:
                placed[found[0]] = telling, found[1]
        return placed

    def _place(self, telling: Telling, homes: Iterable[Incident]) -> tuple[IncidentId, str] | None:
        for home in homes:
            member = self._desk.store.member(home.id, self._stored.id)
            if telling.main and member is not None and member.main and home.rule == telling.rule:
                return self._place_again(telling, home, member)
        found = self._likest(telling)
        if found is None:
            return self._open(telling) if telling.main else None
        if found.incident.state is State.RETRACTED and not telling.main:
            return None
        account = self._casebook.account(found.incident)
        if found.incident.state is State.RETRACTED:
            account.anew = True
            account.after = moved(replace(account.after, state=State.OPEN), telling)
        else:
            account.after = grown(account.after, telling)
        return found.incident.id, "; ".join(found.like.why)

    def _place_again(self, telling: Telling, home: Incident, member: Member) -> tuple[IncidentId, str]:
        """Return where an item belongs that was folded before: where it is, as long as that can be."""
        account = self._casebook.account(home)
        if member.by_hand or (member.trace == telling.trace and home.state is not State.RETRACTED):
            return home.id, member.why
        others = [each for each in self._desk.store.members(home.id) if each.item != self._stored.id]
        alone = not any(each.main for each in others)
        found = self._likest(telling, besides=home.id)
        if not alone:
            rest = shrunk(counted(home, others), others, self._desk.book.backdrop)
            like = likeness(telling.trace, rest, self._desk.book.backdrop)
            if like.enough and (found is None or like.points >= found.like.points):
                account.after = grown(rest, telling)
                return home.id, "; ".join(like.why)
        if found is not None and found.incident.state is not State.RETRACTED:
            other = self._casebook.account(found.incident)
            other.after = grown(other.after, telling)
            return found.incident.id, "; ".join(found.like.why)
        if not alone:
            return self._open(telling)
        account.anew = home.state is State.RETRACTED
        state = State.OPEN if home.state is State.RETRACTED else home.state
        account.after = moved(replace(account.after, state=state), telling)
        return home.id, "its only report"

    def _open(self, telling: Telling) -> tuple[IncidentId, str]:
        incident = opened(telling, self._circumstances.now, IncidentId(self._desk.new_id()))
        self._casebook.begin(incident)
        return incident.id, "the first report"

    def _likest(self, telling: Telling, besides: IncidentId | None = None) -> _Found | None:
        """Return the incident that a telling is most like, if it is like one: one that people merged stands for two."""
        found = []
        for incident in self._casebook.of_days(telling.rule, telling.day - APART, telling.day + APART):
            like = likeness(telling.trace, incident, self._desk.book.backdrop)
            if like.enough and (target := self._told_by(incident)) is not None and target.id != besides:
                found.append(_Found(target, like))
        return max(found, key=lambda each: each.rank, default=None)

    def _told_by(self, incident: Incident) -> Incident | None:
        """Return the incident that tells an event now: another one, where people merged it; None where it is barred."""
        seen = {incident.id}
        while (into := incident.by_hand.merged_into) is not None and into not in seen:
            seen.add(into)
            if (target := self._desk.store.incident(into)) is None:
                return None
            incident = self._casebook.account(target).after
        return None if seen & self._barred or incident.id in self._barred else incident

    def _refuse_all(self, denied: Sequence[Match]) -> dict[IncidentId, list[Match]]:
        """Return which incidents the item's denials dispute; one that is of no known event is kept."""
        found: dict[IncidentId, list[Match]] = {}
        for denial in denied:
            if denial.event_on is None:
                continue
            recent = self._casebook.of_days(denial.rule, denial.event_on - SPAN, denial.event_on)
            able = [incident for incident in recent if incident.id not in self._barred]
            about = disputed_by(denial, able, self._desk.book.backdrop)
            if about is None:
                self._desk.store.keep_denial(self._stored.id, denial)
            else:
                self._casebook.account(about)
                found.setdefault(about.id, []).append(denial)
        return found

    def _join(self, name: IncidentId, telling: Telling | None, denied: Sequence[Match], why: str) -> None:
        account = self._casebook.named(name)
        before = None if account.anew else self._desk.store.member(name, self._stored.id)
        member = member_of(self._stored, telling, denied, self._parties(account.after), why)
        if before is not None:
            member = replace(member, why=before.why if telling else why, by_hand=before.by_hand)
        if member != before:
            account.members[self._stored.id] = member
        else:
            account.members.pop(self._stored.id, None)

    def _leave(self, incident: Incident, *, goes: bool) -> None:
        """Take the item out of an incident that it does not tell; without another report the incident is retracted.

        A retracted incident keeps its last member, so that it can be seen who told it, unless that tells another one.
        """
        account = self._casebook.account(incident)
        member = self._desk.store.member(incident.id, self._stored.id)
        last = member is not None and member.main and not self._desk.store.has_report(incident.id, self._stored.id)
        if last and incident.state is State.OPEN:
            account.after = replace(account.after, state=State.RETRACTED)
        if goes or not (last or incident.state is State.RETRACTED):
            account.members[self._stored.id] = None

    def _settle(self) -> list[bool | Digested]:
        told = []
        for account in self._casebook.changed():
            if account.before is None or account.before.day != account.after.day or account.anew:
                self._recall(account)
            incident = self._casebook.incident(account)
            incident, result = tell(
                self._desk, incident, self._stored, self._circumstances, partial(self._casebook.members, account)
            )
            self._casebook.write(account, incident)
            told.append(result)
        return told

    def _recall(self, account: Account) -> None:
        """Let denials that came before their report join it."""
        incident = self._casebook.incident(account)
        store, until = self._desk.store, incident.day + SPAN
        for item, denial in store.kept_denials(incident.rule, incident.day, until, KEPT):
            stored = store.item(item)
            if stored is None or disputed_by(denial, [incident], self._desk.book.backdrop) is None:
                continue
            store.forget_denials(item)
            if item not in account.members:
                parties = self._parties(incident)
                account.members[item] = member_of(stored, None, [denial], parties, "a denial that came before")

    def _parties(self, incident: Incident) -> tuple[PartyId, ...]:
        commitment = self._desk.book.commitment(incident.commitment)
        return tuple(party.id for party in commitment.parties) if commitment else ()
