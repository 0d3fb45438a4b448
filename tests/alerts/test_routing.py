"""Who is told: the routing tree."""

from monitor.alerts.routing import receivers
from monitor.model.alert import Route
from monitor.model.ids import CommitmentId, PartyId, ReceiverId
from monitor.model.labels import Labels, Matchers
from monitor.model.notice import Reason
from monitor.model.rule import Kind, Severity

DESK, DUTY, ARCHIVE = ReceiverId("desk"), ReceiverId("duty"), ReceiverId("archive")
CRITICAL = Labels(
    reason=Reason.FIRST_REPORT,
    severity=Severity.CRITICAL,
    commitment=CommitmentId("grid-pause"),
    kind=Kind.BREACH,
    parties=(PartyId("russia"), PartyId("ukraine")),
    places=("sumy",),
)
PLAIN = Labels(reason=Reason.TEST, severity=Severity.LOW)


def test_without_children_the_root_is_told() -> None:
    assert receivers(Route(receivers=(DESK,)), CRITICAL) == (DESK,)


def test_the_first_child_that_takes_an_alert_keeps_it() -> None:
    tree = Route(
        receivers=(DESK,),
        routes=(
            Route(receivers=(DUTY,), match=Matchers(severity=(Severity.CRITICAL,))),
            Route(receivers=(ARCHIVE,)),
        ),
    )
    assert receivers(tree, CRITICAL) == (DUTY,)
    assert receivers(tree, PLAIN) == (ARCHIVE,)


def test_a_child_that_says_continue_lets_the_next_one_have_it_too() -> None:
    tree = Route(receivers=(DESK,), routes=(Route(receivers=(DUTY,), continue_=True), Route(receivers=(ARCHIVE, DUTY))))
    assert receivers(tree, CRITICAL) == (DUTY, ARCHIVE)


def test_an_alert_that_no_child_takes_stays_with_the_parent() -> None:
    tree = Route(receivers=(DESK,), routes=(Route(receivers=(DUTY,), match=Matchers(kind=(Kind.TALKS,))),))
    assert receivers(tree, CRITICAL) == (DESK,)


def test_a_child_without_receivers_has_those_of_its_parent() -> None:
    tree = Route(receivers=(DESK,), routes=(Route(routes=(Route(),)),))
    assert receivers(tree, CRITICAL) == (DESK,)


def test_one_of_several_parties_or_places_is_enough() -> None:
    tree = Route(receivers=(DESK,), routes=(Route(receivers=(DUTY,), match=Matchers(party=(PartyId("ukraine"),))),))
    assert receivers(tree, CRITICAL) == (DUTY,)


def test_every_field_that_is_named_must_hold() -> None:
    match = Matchers(severity=(Severity.CRITICAL,), place=("odesa",))
    tree = Route(receivers=(DESK,), routes=(Route(receivers=(DUTY,), match=match),))
    assert receivers(tree, CRITICAL) == (DESK,)


def test_a_notice_without_a_commitment_is_taken_only_by_routes_that_do_not_ask_for_one() -> None:
    match = Matchers(commitment=(CommitmentId("grid-pause"),))
    tree = Route(receivers=(DESK,), routes=(Route(receivers=(DUTY,), match=match),))
    assert receivers(tree, PLAIN) == (DESK,)
