"""What commitments tell of themselves, and digests: the subject says what changed, and every channel tells it all."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from gatherings import ENDED_AT, TITLE, a_commitment_notice, a_digest, a_summary, an_entry

from monitor.messages import render, subject
from monitor.model.alert import Channel
from monitor.model.notice import CommitmentNotice, DigestNotice, Reason
from monitor.model.rule import Severity

HOSTILE = "<script>alert(1)</script> *bold* @everyone <!channel> [x](http://e.example)\r\nBcc: all"
CHANNELS = list(Channel)


def text(notice: CommitmentNotice | DigestNotice) -> str:
    return render(notice, Channel.CONSOLE).text


@pytest.mark.parametrize(
    ("notice", "said"),
    [
        (a_commitment_notice(Reason.WINDOW_STARTED), "[pactwatch] STARTED by Kyiv's count"),
        (a_commitment_notice(Reason.WINDOW_ENDING), "[pactwatch] ENDS WITHIN 24 HOURS by Kyiv's count"),
        (a_commitment_notice(), "[HIGH] ENDED by Kyiv's count: 9 breaches reported, 6 corroborated"),
        (
            a_commitment_notice(summary=a_summary(breaches=0, corroborated=0, days=(), disputed=())),
            "[HIGH] ENDED by Kyiv's count: no breach reported",
        ),
        (
            a_commitment_notice(Reason.BLIND, window=None, at=ENDED_AT - timedelta(hours=7), until=None),
            "[HIGH] BLIND: no fresh news for 7 h",
        ),
        (
            a_commitment_notice(Reason.SEEN_AGAIN, window=None, at=ENDED_AT - timedelta(hours=30)),
            "[pactwatch] SEES AGAIN: was blind for 30 h",
        ),
        (
            a_commitment_notice(Reason.DEADLINE_PASSED, window=None, what="A joint report"),
            "[pactwatch] Nothing heard by the deadline: A joint report",
        ),
    ],
)
def test_the_subject_of_a_commitment_says_what_changed(notice: CommitmentNotice, said: str) -> None:
    assert subject(notice) == f"{said} - {TITLE}"


def test_the_summary_tells_parties_days_disputed_and_quiet_days_in_every_channel() -> None:
    for channel in CHANNELS:
        letter = render(a_commitment_notice(), channel)
        whole = letter.html or letter.blocks or letter.text
        for said in ("7 breaches", "28 March 2025", "Ukraine 1", "23 of 31, at most 12 in a row", "4f1c2a9be0"):
            assert said in whole, channel


def test_days_that_passed_unseen_are_told_beside_the_quiet_ones() -> None:
    assert "Unseen: 2 further days" in text(a_commitment_notice())
    assert "Unseen" not in text(a_commitment_notice(summary=a_summary(blind_days=0)))


@pytest.mark.parametrize(
    ("notice", "said"),
    [
        (a_digest(), "[pactwatch] Digest: nothing to tell"),
        (a_digest(Reason.DIGEST, an_entry()), "[pactwatch] Digest: 1 notice"),
        (a_digest(Reason.HELD, an_entry(1, Severity.HIGH), an_entry(2)), "[HIGH] While it was quiet: 2 notices, 1 of "),
        (a_digest(Reason.LIMITED, an_entry(), more=800), "[pactwatch] More than you want one by one: 801 notices"),
        (a_digest(Reason.GROUP, an_entry(1), an_entry(2)), "[pactwatch] 2 notices together"),
    ],
)
def test_the_subject_of_several_notices_says_how_many_and_how_grave(notice: DigestNotice, said: str) -> None:
    assert subject(notice).startswith(said)


def test_an_empty_digest_says_what_was_watched() -> None:
    assert "Nothing happened that is to be told." in text(a_digest())
    assert "Feeds: 36, of which 33 brought something new" in text(a_digest())
    assert "New items: 1,412" in text(a_digest())
    assert "day 16 by Moscow's count" in text(a_digest())


def test_a_digest_tells_what_was_muted_and_how_much_it_leaves_out() -> None:
    assert "Not told: 3 silenced by a person" in text(a_digest())
    many = a_digest(Reason.LIMITED, *(an_entry(number) for number in range(60)), more=100)
    assert "and 120 more" in text(many)


@pytest.mark.parametrize("channel", CHANNELS)
def test_nothing_hostile_in_a_digest_or_a_summary_is_more_than_text(channel: Channel) -> None:
    entry = an_entry(1, subject=HOSTILE, commitment_title=HOSTILE)
    for notice in (
        a_digest(Reason.DIGEST, entry),
        a_commitment_notice(commitment_title=HOSTILE, pledge=HOSTILE, window="kyiv"),
        a_commitment_notice(Reason.DEADLINE_PASSED, what=HOSTILE, summary=None),
    ):
        letter = render(notice, channel)
        assert "\n" not in letter.subject
        assert "\r" not in letter.subject
        if channel is Channel.EMAIL:
            assert letter.html
            assert "<script>" not in letter.html
        if channel is Channel.SLACK:
            assert letter.blocks
            assert "<!channel>" not in letter.blocks
            assert "<script>" not in letter.blocks


def test_the_longest_digest_and_summary_stay_within_slacks_limits() -> None:
    days = tuple(replace(a_summary().days[0], on=a_summary().days[0].on + timedelta(days=n)) for n in range(400))
    disputed = a_summary().disputed * 200
    long = an_entry(1, subject="word " * 400, commitment_title="name " * 100)
    for notice in (
        a_commitment_notice(summary=a_summary(days=days, disputed=disputed)),
        a_digest(Reason.DIGEST, *(replace(long, commitment_title=f"{n} {TITLE}" * 8) for n in range(200))),
    ):
        blocks = json.loads(render(notice, Channel.SLACK).blocks or "")
        assert len(blocks) <= 50
        texts = [block["text"]["text"] for block in blocks if "text" in block]
        assert all(len(each.encode("utf-16-le")) <= 6000 for each in texts)
