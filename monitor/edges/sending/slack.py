"""Slack through Apprise's plugin: blocks as they are, what was answered, and a base address of the receiver's own.

A bot keeps one message for an incident: a later letter takes the place of the first one's text (`chat.update`), and is
posted as a reply to it that the channel sees too. A webhook cannot do either and posts anew.
"""

import json
import re
from dataclasses import replace
from typing import Any

import requests
from apprise.plugins.slack import NotifySlack, SlackMode

from monitor.edges.sending.answers import refusal
from monitor.edges.sending.failures import failed_request
from monitor.edges.sending.plugins import Patience, make
from monitor.edges.sending.secrecy import Destination
from monitor.model.delivery import Outcome, SendResult
from monitor.model.notice import Letter

_ANSWER_LIMIT = 65_536
_REFERENCE = re.compile(r"(?P<channel>[A-Z0-9]{2,32})/(?P<ts>[0-9]{1,20}\.[0-9]{1,20})")
"""How a posted message is named: the channel's id and Slack's `ts`, which together name it."""
_WHERE = ("channel", "thread_ts", "username")
_ERROR_CODE = re.compile(r"[a-z_]{1,64}")
_PASSING = frozenset(
    {"ratelimited", "rate_limited", "service_unavailable", "internal_error", "fatal_error", "request_timeout"}
)
"""Slack's own errors (https://docs.slack.dev/reference/methods/chat.postMessage) that may pass."""


def send_slack(destination: Destination, base: str | None, letter: Letter, patience: Patience) -> SendResult:
    """Post a letter to one channel. Raises BadAddress.

    `base` takes the place of both https://slack.com and https://hooks.slack.com: a bot posts to
    `{base}/api/chat.postMessage`, a webhook to `{base}/services/...`.
    """
    plugin = make(_Slack, destination, patience)
    plugin.post = _Post(destination, letter, (patience.connect, patience.answer))
    if base:
        plugin.lead_to(base.rstrip("/"))
    plugin.send(body=letter.text, title=letter.subject)
    if plugin.result is None:
        return _not_asked(plugin.channels[0])
    result: SendResult = plugin.result
    return result


def _not_asked(target: str | None) -> SendResult:
    """Say why Apprise did not come to post: a person could not be looked up, which may pass, or a name is none."""
    if "@" in (target or "")[1:]:
        return SendResult(outcome=Outcome.RETRY, detail="Slack did not say who has the mail address")
    return SendResult(outcome=Outcome.REJECTED, detail="the name of the channel is not one that Slack allows")


class _Slack(NotifySlack):  # type: ignore[misc]
    """Apprise's plugin finds the address and the channel; how it posts, and what it makes of the answer, is ours."""

    post: "_Post"
    result: SendResult | None = None

    def lead_to(self, base: str) -> None:
        """Take another base address than Slack's own."""
        self.api_url = base.replace("{", "%7B").replace("}", "%7D") + "/api/{}"
        self.webhook_url = self.webhook_gov_url = f"{base}/services"
        self.workflow_url, self.workflow_trigger_url = f"{base}/workflows", f"{base}/triggers"

    def _send(self, url: str, payload: dict[str, Any], **_: object) -> dict[str, Any] | bool:
        """Post in place of Apprise, which would drop the blocks, the answer's headers and its `ts`."""
        where = {key: value for key, value in payload.items() if key in _WHERE}
        bearer = self.access_token if self.mode is SlackMode.BOT else None
        verify: bool = self.verify_certificate
        if bearer and (first := self.post.first):
            edited = self.post.to(self.api_url.format("chat.update"), first, bearer, verify=verify)
            if _may_pass(edited):
                self.result = replace(edited, outcome=Outcome.RETRY)  # the reply is not posted yet
                return False
            where |= {"thread_ts": first["ts"], "reply_broadcast": True}
        self.result = self.post.to(url, where, bearer, verify=verify)
        return {} if self.result.outcome is Outcome.SENT else False


def _may_pass(edited: SendResult) -> bool:
    """Whether to try again later, edit and reply: editing again does no harm. A message that is gone stays so."""
    return edited.outcome in {Outcome.RETRY, Outcome.UNKNOWN}


class _Post:
    """One letter on its way to Slack; `first` names the message that it follows, as Slack's methods take it."""

    def __init__(self, destination: Destination, letter: Letter, timeout: tuple[float, float]) -> None:
        named = _REFERENCE.fullmatch(letter.follows[0]) if letter.follows else None
        self.first = named.groupdict() if named else None
        self._destination = destination
        self._timeout = timeout
        # Unfurling would fetch the sources' pages and show whatever they say of themselves.
        self._payload: dict[str, Any] = {"text": letter.text, "unfurl_links": False, "unfurl_media": False}
        if letter.blocks:
            self._payload["blocks"] = json.loads(letter.blocks)

    def to(self, url: str, where: dict[str, Any], bearer: str | None, *, verify: bool) -> SendResult:
        """Post it once; whatever comes of it is a result."""
        headers = {"User-Agent": "pactwatch", "Accept": "application/json"}
        if bearer:
            headers["Authorization"] = f"Bearer {bearer}"
        try:
            with requests.Session() as session:
                session.trust_env = False  # no proxy, and no login of .netrc in place of the bearer
                with session.post(
                    url,
                    json=self._payload | where,
                    headers=headers,
                    timeout=self._timeout,
                    allow_redirects=False,
                    verify=verify,
                    stream=True,
                ) as answer:
                    return self._heard(answer)
        except requests.RequestException as error:
            return failed_request("Slack", error)

    def _heard(self, answer: requests.Response) -> SendResult:
        body = _body(answer)
        told = _told(body)
        if answer.status_code != requests.codes.ok:
            said = told.get("error") or body.decode("utf-8", "replace")
            return refusal("Slack", answer.status_code, answer.headers, self._destination.mask(str(said)))
        if body.strip() == b"ok" or told.get("ok") is True:
            return SendResult(outcome=Outcome.SENT, detail="accepted by Slack", reference=_reference(told))
        return self._refused(answer, told)

    def _refused(self, answer: requests.Response, told: dict[str, Any]) -> SendResult:
        """Slack answers 200 and `ok: false` with the name of an error."""
        code = told.get("error")
        if not isinstance(code, str) or not _ERROR_CODE.fullmatch(code):
            return SendResult(outcome=Outcome.RETRY, detail="Slack answered 200 with something that is not its own")
        outcome = Outcome.RETRY if code in _PASSING else Outcome.REJECTED
        again = refusal("Slack", answer.status_code, answer.headers).retry_after
        return SendResult(outcome=outcome, detail=f"Slack refused: {code}", retry_after=again)


def _body(answer: requests.Response) -> bytes:
    """Read the answer, at most as much as Slack ever says."""
    body = b""
    for chunk in answer.iter_content(8192):
        body += chunk
        if len(body) >= _ANSWER_LIMIT:
            break
    return body[:_ANSWER_LIMIT]


def _told(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _reference(told: dict[str, Any]) -> str | None:
    name = f"{told.get('channel')}/{told.get('ts')}"
    return name if _REFERENCE.fullmatch(name) else None
