"""`pactwatch send-test`: tries whether a receiver can be reached."""

import asyncio
import secrets
from typing import Annotated

import typer

from monitor.alerts.composing import drill_notice
from monitor.cli.options import Rules, load_settings
from monitor.cli.receivers import receiver_named
from monitor.edges.clock import SystemClock
from monitor.edges.rulefiles import load
from monitor.edges.sending import Senders
from monitor.messages import render
from monitor.model.alert import Receiver
from monitor.model.delivery import Outcome, SendResult
from monitor.settings import Settings
from monitor.telemetry import hiding


def send_test(
    receiver: Annotated[str, typer.Argument(help="The name of a receiver in alerts.yaml.")], rules: Rules = None
) -> None:
    """Send a test message to one receiver of alerts.yaml, once, and say what came of it."""
    settings = load_settings(rules=rules)
    found = receiver_named(load(settings.rules).alerts, receiver)
    result = asyncio.run(_send(settings, found))
    typer.echo(f"{receiver}: {result.outcome}{f', {result.detail}' if result.detail else ''}")
    if result.outcome is not Outcome.SENT:
        raise typer.Exit(1)


async def _send(settings: Settings, receiver: Receiver) -> SendResult:
    sender = Senders(hiding(settings.secret))
    try:
        notice = drill_notice(receiver.id, secrets.token_hex(4), SystemClock().now())
        return await sender.send(receiver, render(notice, receiver.channel))
    finally:
        await sender.aclose()
