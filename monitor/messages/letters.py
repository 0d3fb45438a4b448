"""The door of messages: a notice and a channel in, a letter out."""

from monitor.messages.account import Account
from monitor.messages.accounts import account_of
from monitor.messages.mail import mail_html
from monitor.messages.plain import chat_subject, chat_text, plain_text
from monitor.messages.slack import slack_blocks, slack_text
from monitor.model.alert import Channel
from monitor.model.notice import Letter, Notice


def subject(notice: Notice) -> str:
    """Return what changed and the fact in one bounded line without control or direction characters; not escaped."""
    return account_of(notice).subject


def render(notice: Notice, channel: Channel) -> Letter:
    """Write a notice for a channel. The same notice gives the same letter; nothing in a notice makes it raise.

    `text` is the whole letter without its subject, except for Slack, where it is the line shown in a notification.
    """
    account = account_of(notice)
    if channel is Channel.SLACK:
        return _letter(account, channel, text=slack_text(account), blocks=slack_blocks(account))
    if channel is Channel.EMAIL:
        return _letter(account, channel, text=plain_text(account), html=mail_html(account))
    if channel is Channel.OTHER:
        return _letter(account, channel, text=chat_text(account))
    return _letter(account, channel, text=plain_text(account))


def _letter(
    account: Account, channel: Channel, *, text: str, html: str | None = None, blocks: str | None = None
) -> Letter:
    subject_line = chat_subject(account) if channel is Channel.OTHER else account.subject
    return Letter(
        channel=channel, subject=subject_line, text=text, html=html, blocks=blocks, dedup_key=account.dedup_key
    )
