"""E-mail: the address and the connection are Apprise's, the message is ours.

Apprise's plugin would make the text part of the HTML one and a new Message-ID for each try. The forms of an address:

    mailtos://${USER}:${PASSWORD}@mail.example.org:587/desk@news.example         STARTTLS, from ${USER}@mail.example.org
    mailtos://${USER}:${PASSWORD}@mail.example.org:465/desk@news.example?mode=ssl   TLS from the first byte
    mailtos://user:${PASSWORD}@mail.example.org/?from=alerts@example.org&to=desk@news.example
    mailto://127.0.0.1:2525/?from=alerts@example.org&to=desk@news.example        a relay on this machine, without TLS
"""

import re
import smtplib
import ssl
import warnings
from datetime import timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from hashlib import sha256
from typing import Any

from monitor.edges.sending.plugins import Patience, make
from monitor.edges.sending.secrecy import Destination
from monitor.messages.cleaning import one_line
from monitor.model.delivery import Outcome, SendResult
from monitor.model.ids import ReceiverId
from monitor.model.notice import Letter

with warnings.catch_warnings():
    # Apprise looks for imghdr, which Python 3.11 and 3.12 have and call deprecated.
    warnings.simplefilter("ignore", DeprecationWarning)
    from apprise.plugins.email.base import NotifyEmail
    from apprise.plugins.email.smtp import AppriseSMTPController

KEY_HEADER = "X-Pactwatch-Key"

_REFERENCES = 20
"""How many mails are named beside the first one: a header must not grow with the age of an incident."""
_TRANSIENT = range(400, 500)
_GO_ON = 354
_LINE_DOT = re.compile(rb"^\.", re.MULTILINE)


def send_mail(destination: Destination, receiver: ReceiverId, letter: Letter, patience: Patience) -> SendResult:
    """Hand a letter to the mail server. Raises BadAddress. The result's reference is the Message-ID."""
    plugin = make(NotifyEmail, destination, patience)
    if not f"{plugin.user}{plugin.password}".isascii():
        return SendResult(outcome=Outcome.REJECTED, detail="smtplib logs in with ASCII names and passwords only")
    message = compose(plugin, receiver, letter)
    connection = _Connection(
        host=plugin.smtp_host,
        port=plugin.port,
        secure_mode=plugin.secure_mode,
        user=plugin.user,
        password=plugin.password,
        verify_certificate=plugin.verify_certificate,
        socket_connect_timeout=patience.total.total_seconds(),
    )
    try:
        with connection:
            connection.hand_over(message, plugin.from_addr[1], plugin.targets[0][1], patience.text)
    except (smtplib.SMTPException, OSError) as error:
        return _failed(error, destination, begun=connection.begun)
    return SendResult(outcome=Outcome.SENT, detail="accepted by the mail server", reference=message["Message-ID"])


class _Connection(AppriseSMTPController):  # type: ignore[misc]
    """Apprise's connection and login; what the server says to the message itself is raised, not swallowed."""

    begun = False
    """The server has the whole text: from now on it may deliver it, whatever it says."""

    def hand_over(self, message: EmailMessage, sender: str, recipient: str, patience: timedelta) -> None:
        """Give the server one message for one recipient. Raises what smtplib raises.

        A server may take long over a text, since it is looked at or passed on before it is accepted.
        """
        self._socket.data = lambda text: self._data(text, patience.total_seconds())
        self._socket.send_message(message, sender, [recipient])

    def _data(self, text: bytes, seconds: float) -> tuple[int, bytes]:
        """Do what smtplib's `data` does, but know when the text is complete, and wait longer from there.

        Until the closing dot has come the server has nothing that it could deliver (RFC 5321, section 4.1.1.4).
        """
        server = self._socket
        code, said = server.docmd("DATA")
        if code != _GO_ON:
            raise smtplib.SMTPDataError(code, said)
        server.send(_LINE_DOT.sub(b"..", text if text.endswith(b"\r\n") else text + b"\r\n"))
        self.begun = True
        server.sock.settimeout(seconds)
        server.send(b".\r\n")
        answer: tuple[int, bytes] = server.getreply()
        server.sock.settimeout(self.socket_connect_timeout)
        return answer


def compose(plugin: Any, receiver: ReceiverId, letter: Letter) -> EmailMessage:
    """Make the message: our own text part and the HTML, and a Message-ID that a repeat has again."""
    message = EmailMessage(policy=SMTP)
    sender_name, sender = plugin.from_addr
    message["From"] = _address(sender_name, sender)
    message["To"] = _address(*plugin.targets[0])
    message["Subject"] = _header(letter.subject)
    message["Date"] = formatdate(usegmt=True)
    message["Message-ID"] = message_id(letter.dedup_key, receiver, sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no vacation notice shall answer it
    message[KEY_HEADER] = _header(letter.dedup_key)
    if letter.follows:  # RFC 5322, section 3.6.4; a reader shows the updates of an incident under its first mail
        message["In-Reply-To"] = letter.follows[-1]
        message["References"] = " ".join((*letter.follows[:1], *letter.follows[1:][-_REFERENCES:]))
    if plugin.reply_to:
        message["Reply-To"] = sorted(plugin.reply_to)[0]
    message.set_content(letter.text, cte="quoted-printable")
    if letter.html is not None:
        message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    return message


def message_id(dedup_key: str, receiver: ReceiverId, domain: str) -> str:
    """Return the Message-ID (RFC 5322, section 3.6.4) of an update for a receiver, the same for every try."""
    name = sha256(f"{dedup_key} {receiver}".encode()).hexdigest()[:32]
    return f"<{name}@{domain}>"


def _address(name: object, address: str) -> Address:
    return Address(display_name=_header(name) if isinstance(name, str) else "", addr_spec=address)


def _header(text: str) -> str:
    """Make text a header's value: one line, and no encoded words, which Python and mail readers would decode.

    `=?utf-8?q?=0D=0ABcc=3A_x?=` (RFC 2047) in a headline would come out as a header of its own.
    """
    return one_line(text).replace("=?", "= ?").strip()


def _failed(error: Exception, destination: Destination, *, begun: bool) -> SendResult:
    """Read what smtplib raised. A server that falls silent over the message may have it."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return _refused(code, said, destination)
    if isinstance(error, smtplib.SMTPResponseException):
        return _refused(error.smtp_code, error.smtp_error, destination)
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return SendResult(
            outcome=Outcome.REJECTED, detail="the mail server does not offer what the address asks for (TLS or login)"
        )
    if begun:
        return SendResult(outcome=Outcome.UNKNOWN, detail="the mail server fell silent over the letter; it may have it")
    return SendResult(outcome=Outcome.RETRY, detail=_before(error))


def _before(error: Exception) -> str:
    """Say what happened before the server had the letter."""
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return "the mail server fell silent or hung up before it had the letter"
    if isinstance(error, ssl.SSLError):
        return f"no secure connection to the mail server: {error.reason}"
    said_by_system = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
    return f"no connection to the mail server: {said_by_system}"


def _refused(code: int, said: bytes | str, destination: Destination) -> SendResult:
    """4yz may pass, 5yz will not (RFC 5321, section 4.2.1)."""
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    outcome = Outcome.RETRY if code in _TRANSIENT else Outcome.REJECTED
    return SendResult(outcome=outcome, detail=f"the mail server answered {code}: {destination.mask(words)}")
