"""Addresses of receivers: what is wrong with one can be told without sending."""

import pytest

from monitor.alerts.addresses import address_fault
from monitor.model.alert import Channel, channel_of


@pytest.mark.parametrize(
    ("address", "channel"),
    [
        ("slack://${TOKEN}/#alerts", Channel.SLACK),
        ("SLACK://${TOKEN}", Channel.SLACK),
        ("mailto://127.0.0.1", Channel.EMAIL),
        ("mailtos://host", Channel.EMAIL),
        ("console://", Channel.CONSOLE),
        ("ntfys://host/topic", Channel.OTHER),
        ("syslog://", None),
        ("slack:", None),
        ("${ADDRESS}", None),
        ("", None),
    ],
)
def test_the_scheme_tells_the_channel(address: str, channel: Channel | None) -> None:
    assert channel_of(address) is channel


@pytest.mark.parametrize(
    "address",
    [
        "console://",
        "slack://${TOKEN}/#alerts",
        "slack://${TOKEN}/C012345",
        "slack://xoxb-1-2-3/#alerts",
        "slack://${A}/${B}/${C}",
        "slack://${A}/${B}/${C}/#alerts",
        "slack://${HOOK}",
        "mailtos://${USER}:${PASSWORD}@mail.example.org:587/desk@news.example",
        "mailtos://u:${PASSWORD}@mail.example.org/?from=a@b.example&to=desk@news.example",
        "mailto://127.0.0.1:2525/?from=a@b.example&to=c@d.example",
        "json://127.0.0.1:8000/hook?verify=no",
        "tgram://${BOT}/${CHAT}",
    ],
)
def test_a_good_address_has_no_fault(address: str) -> None:
    assert address_fault(address) is None


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", "does not begin with a scheme"),
        ("${SLACK_ADDRESS}", "only what is secret goes into ${NAME}"),
        ("${SCHEME}://x", "does not begin with a scheme"),
        ("slakc://x", "did you mean slack://?"),
        ("syslog://x", "not one that pactwatch sends to"),
        ("console://x", "console:// and nothing more"),
        ("slack://x y", "blank or a control character"),
        ("slack://x\n", "blank or a control character"),
        ("slack://${SLACK-TOKEN}/#a", "a secret is named by letters"),
        ("slack://${SLACK_TOKEN/#a", "a secret is named by letters"),
        ("slack://xoxb-1/#a/#b", "several recipients"),
        ("slack://xoxb-1/#a?to=b", "several recipients"),
        ("slack://${A}/${B}/${C}/#a/#b", "several recipients"),
        ("mailto://h/a@b.example/c@d.example", "several recipients"),
        ("mailto://h/?to=a@b.example,c@d.example", "several recipients"),
        ("mailto://h/?to=a@b.example&cc=c@d.example", "may not set 'cc'"),
        ("json://h/?retry=3", "may not set 'retry'"),
        ("json://h/?Optional=yes", "may not set 'optional'"),
        ("json://h/?redirect=yes", "may not set 'redirect'"),
        ("slack://xoxb-1/#a?template=/etc/passwd", "may not set 'template'"),
        ("mailto://h/?pgpprv=/key", "may not set 'pgpprv'"),
    ],
)
def test_a_fault_is_told_in_a_sentence(address: str, words: str) -> None:
    assert words in str(address_fault(address))


def test_a_fault_never_shows_the_address() -> None:
    for address in ("CanarySecret", "CanarySecret://x", "slack://CanarySecret x", "slack://xoxb-CanarySecret/#a/#b"):
        assert "anarysecret" not in str(address_fault(address)).lower().replace("did you mean", "")
