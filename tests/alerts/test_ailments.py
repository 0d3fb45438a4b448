"""What operators are told of the daemon itself: once when it begins, once when it is over."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.alerts.ailments import Ailment, Facts, Stopped, compare, hearers
from monitor.alerts.composing import ailment_notice, recovery_notice
from monitor.model.ids import ReceiverId
from monitor.model.notice import Reason

NOW = datetime(2025, 4, 2, 3, 0, tzinfo=UTC)
EARLIER = NOW - timedelta(hours=2)
SLACK, MAIL = ReceiverId("slack"), ReceiverId("mail")
GONE = Stopped(mark="ab12", title="Dawn Courier", since=EARLIER)
WHOLE = Facts(
    rulebook_fault="rules/feeds.yaml:3:1: broken",
    store_fault="the database cannot grow: the disk is full.",
    dead={SLACK: 3},
    blind_since=EARLIER,
    stopped=(GONE,),
    items_in_error=2,
)


def reasons(ailments: Sequence[Ailment]) -> set[Reason]:
    return {ailment.reason for ailment in ailments}


def dead(receiver: ReceiverId) -> Ailment:
    return Ailment(reason=Reason.DEAD_LETTERS, about=receiver, what="Given up.", since=NOW)


def blind() -> Ailment:
    return Ailment(reason=Reason.ALL_FEEDS_FAILING, what="Blind.", since=EARLIER)


def test_each_thing_that_ails_the_daemon_begins_with_a_reason_of_its_own() -> None:
    assert reasons(compare((), WHOLE, NOW).begun) == {
        Reason.RULEBOOK_BROKEN,
        Reason.STORE_UNWRITABLE,
        Reason.DEAD_LETTERS,
        Reason.ALL_FEEDS_FAILING,
        Reason.FEED_STOPPED,
        Reason.ITEMS_IN_ERROR,
    }


def test_nothing_ails_a_daemon_that_is_well() -> None:
    assert compare((), Facts(), NOW).begun == ()


def test_more_dead_letters_of_the_same_receiver_are_not_told_again_but_those_of_another_are() -> None:
    known = compare((), Facts(dead={SLACK: 1}), NOW).known
    assert compare(known, Facts(dead={SLACK: 50}), NOW).begun == ()
    [other] = compare(known, Facts(dead={SLACK: 50, MAIL: 1}), NOW).begun
    assert other.receiver == MAIL


def test_what_is_over_is_told_with_what_it_was_and_since_when() -> None:
    known = compare((), Facts(stopped=(GONE,)), NOW).known
    [over] = compare(known, Facts(), NOW + timedelta(days=1)).ended
    assert (over.what, over.since) == ("The publisher has ended the feed Dawn Courier (410 Gone).", EARLIER)


@given(st.lists(st.builds(Facts, dead=st.dictionaries(st.sampled_from([SLACK, MAIL]), st.just(1)),
                          items_in_error=st.integers(0, 1), rulebook_fault=st.none() | st.just("broken"))))  # fmt: skip
def test_whatever_happens_a_beginning_and_an_end_take_turns(course: list[Facts]) -> None:
    known: tuple[Ailment, ...] = ()
    open_: set[object] = set()
    for hour, facts in enumerate(course):
        changes = compare(known, facts, NOW + timedelta(hours=hour))
        begun, ended = ({a.key for a in each} for each in (changes.begun, changes.ended))
        assert not begun & open_
        assert ended <= open_
        open_ = (open_ | begun) - ended
        known = changes.known
        assert compare(known, facts, NOW) == compare(known, facts, NOW + timedelta(days=1))
        assert {a.key for a in known} == open_


def test_dead_letters_of_an_operator_go_to_the_other_operators() -> None:
    assert hearers(dead(SLACK), (SLACK, MAIL), {SLACK}).receivers == (MAIL,)
    assert not hearers(dead(SLACK), (SLACK, MAIL), {SLACK}).console


def test_without_another_operator_who_hears_the_console_is_told() -> None:
    assert hearers(dead(SLACK), (SLACK,), {SLACK}).console
    assert hearers(dead(SLACK), (SLACK, MAIL), {SLACK, MAIL}).console
    assert hearers(blind(), (SLACK,), {SLACK}).console
    assert hearers(blind(), (), ()).console


def test_a_letter_says_what_is_wrong_since_when_and_what_to_do() -> None:
    notice = ailment_notice((blind(),), NOW)
    text = "\n".join(notice.lines)
    assert "blind" in notice.subject
    assert "What to do: check this machine's network" in text
    assert "Since 2025-04-02, 01:00 UTC." in text


def test_an_end_and_a_new_beginning_have_keys_of_their_own() -> None:
    later = NOW + timedelta(hours=1)
    keys = [ailment_notice((blind(),), NOW), recovery_notice((blind(),), later), ailment_notice((blind(),), later)]
    assert len({notice.dedup_key for notice in keys}) == 3
    assert keys[1].reason is Reason.RECOVERED
    assert "From 2025-04-02, 01:00 UTC: Blind." in keys[1].lines


def test_every_ailment_can_be_put_into_words() -> None:
    for ailment in compare((), WHOLE, NOW).begun:
        assert ailment_notice((ailment,), NOW).subject
        assert recovery_notice((ailment,), NOW).subject.startswith("Over: ")
