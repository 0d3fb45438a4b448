"""The environment of the process: proxies and login files of others are none of our business."""

from datetime import timedelta
from pathlib import Path

import pytest
from notices import an_incident_notice
from receivers import SlackServer

from monitor.edges.sending import Senders
from monitor.messages import render
from monitor.model.alert import Channel, Receiver, channel_of
from monitor.model.delivery import Outcome
from monitor.model.ids import ReceiverId


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> SlackServer:
    """A server that is named as everyone's proxy, beside a file of logins."""
    server = SlackServer()
    logins = tmp_path / "netrc"
    logins.write_text("machine 127.0.0.1 login someone password CanaryOfNetrc\n")
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, server.base)
    monkeypatch.setenv("NETRC", str(logins))
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.setenv(name, "")
    return server


@pytest.mark.parametrize("address", ["slack://xoxb-1-2-Token/#alerts", "json://{}/", "json://user:pass@{}/"])
async def test_no_letter_goes_through_a_proxy_or_with_another_login(proxy: SlackServer, address: str) -> None:
    with proxy, SlackServer() as service:
        place = service.base.removeprefix("http://")
        slack = channel_of(address) is Channel.SLACK
        target = Receiver(
            id=ReceiverId("desk"),
            channel=Channel.SLACK if slack else Channel.OTHER,
            address=address.format(place),
            base=service.base if slack else None,
        )
        letter = render(an_incident_notice(), target.channel)
        result = await Senders({}.get, timeout=timedelta(seconds=5)).send(target, letter)
    assert (result.outcome, len(service.posts), proxy.posts) == (Outcome.SENT, 1, [])
    expected = {"slack": "Bearer xoxb-1-2-Token", "json://user": "Basic dXNlcjpwYXNz"}
    given = next((login for form, login in expected.items() if address.startswith(form)), None)
    assert service.posts[0].headers.get("Authorization") == given
