"""Servers on loopback that take letters as the real ones do, and misbehave when told to.

`SlackServer` answers as Slack's `chat.postMessage` and incoming webhooks do; `Mailbox` is a mail server with a login.
Both are context managers, run in threads of their own, and keep what they were given.
"""

import asyncio
import json
import socket
import struct
import threading
from collections import deque
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

WAIT_SECONDS = 10
"""How long a test waits for something that it expects before it fails."""


@dataclass(frozen=True)
class Post:
    """One request as it came in."""

    path: str
    headers: dict[str, str]
    payload: dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """How to answer one request.

    `hang` holds the connection until the server ends, `stall` does so in the middle of the body, `drip` sends a byte
    now and then until then, `reset` breaks the connection off, `half` does so in the middle of the body.
    """

    status: int = 200
    body: str | None = None
    headers: dict[str, str] = field(default_factory=dict)
    hang: bool = False
    stall: bool = False
    drip: bool = False
    reset: bool = False
    half: bool = False


class SlackServer:
    """`base` is its address, for `Receiver.base`; `posts` holds every request, the refused ones too.

    Answers given to `then` are used once each, in order; after them it accepts, with a new `ts` for each message.
    """

    def __init__(self) -> None:
        self.posts: list[Post] = []
        self.accepted: list[dict[str, Any]] = []
        self._answers: deque[Answer] = deque()
        self._came = threading.Condition()
        self._over = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_SlackHandler,), {"slack": self}))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def address(self) -> str:
        """A bot's address; the token is not a secret of anyone."""
        return "slack://xoxb-1234-1234-test/#alerts"

    def then(self, *answers: Answer) -> Self:
        self._answers.extend(answers)
        return self

    def refuse(self, error: str) -> Self:
        """Answer the next request as Slack refuses: 200 and `ok: false`."""
        return self.then(Answer(body=json.dumps({"ok": False, "error": error})))

    def wait_for(self, count: int) -> list[Post]:
        """Return the posts once there are `count` of them; for tests outside an event loop or in a thread."""
        with self._came:
            assert self._came.wait_for(lambda: len(self.posts) >= count, WAIT_SECONDS), f"{len(self.posts)} posts came"
        return self.posts

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def take(self, post: Post) -> Answer:
        """Record a request and say how it is answered."""
        with self._came:
            self.posts.append(post)
            answer = self._answers.popleft() if self._answers else self._accept(post)
            self._came.notify_all()
        return answer

    def _accept(self, post: Post) -> Answer:
        self.accepted.append(post.payload)
        if not post.path.startswith("/api/"):
            return Answer(body="ok")
        if post.path.endswith("chat.update"):
            return Answer(body=json.dumps({"ok": True, "channel": "C0TEST", "ts": post.payload["ts"]}))
        number = len(self.accepted)
        return Answer(body=json.dumps({"ok": True, "channel": "C0TEST", "ts": f"1743500000.{number:06}"}))

    def hold(self, seconds: float | None = None) -> bool:
        """Wait for the end of the server; whether it came."""
        return self._over.wait(seconds)


class _SlackHandler(BaseHTTPRequestHandler):
    """One connection."""

    slack: SlackServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        answer = self.slack.take(Post(self.path, dict(self.headers.items()), json.loads(body)))
        if answer.hang:
            self.slack.hold()
            self.close_connection = True
        elif answer.drip:
            self._drip()
        elif answer.reset:
            self._reset()
        else:
            self._say(answer)

    def _say(self, answer: Answer) -> None:
        body = (answer.body or "").encode()
        missing = 10 if answer.stall or answer.half else 0
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) + missing))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = missing > 0
        if answer.stall:
            self.slack.hold()

    def _drip(self) -> None:
        """Begin an answer and never end it, a byte at a time, so that no single wait is long."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not self.slack.hold(0.02):
            self.wfile.write(b"a")
        self.close_connection = True

    def _reset(self) -> None:
        """End the connection by a reset: with no time to linger, closing sends RST instead of FIN."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def finish(self) -> None:
        try:
            super().finish()
        except (OSError, ValueError):  # the other side has gone, or we reset the connection
            return


class Mailbox:
    """A mail server on `port`; `mails` holds what it accepted, parsed, and `raw` the same as it came.

    `refuse_with` is its answer to recipients ("550 5.1.1 no such user") and `answer_data_with` to texts, until set to
    None again; `hang_at` is the command over which it falls silent, and `slow` how many seconds it looks at a text.
    """

    USER, PASSWORD = "desk", "open-sesame-1"

    def __init__(self, *, login: bool = True) -> None:
        self.mails: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.refuse_with: str | None = None
        self.answer_data_with: str | None = None
        self.hang_at = ""
        self.slow = 0.0
        self._came = threading.Condition()
        self._controller = _Controller(self)
        self._login = login

    @property
    def port(self) -> int:
        return self._controller.port_in_use

    @property
    def address(self) -> str:
        """An address of it for one recipient, login included."""
        who = f"{self.USER}:{self.PASSWORD}@" if self._login else ""
        return f"mailto://{who}127.0.0.1:{self.port}/?from=alerts@pactwatch.example&to=desk@news.example"

    def wait_for(self, count: int) -> list[EmailMessage]:
        """Return the mails once there are `count` of them; for tests outside an event loop or in a thread."""
        with self._came:
            assert self._came.wait_for(lambda: len(self.mails) >= count, WAIT_SECONDS), f"{len(self.mails)} mails came"
        return self.mails

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._controller.stop()

    # The names of the next three are aiosmtpd's; so are their arguments.
    async def handle_MAIL(  # noqa: N802
        self, _server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self._login and not session.authenticated:
            return "530 5.7.0 Authentication required"
        await self._perhaps_hang("MAIL")
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        await self._perhaps_hang("RCPT")
        if self.refuse_with:
            return self.refuse_with
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        await self._perhaps_hang("DATA")
        await asyncio.sleep(self.slow)
        if self.answer_data_with:
            return self.answer_data_with
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        mail = message_from_bytes(content.replace(b"\r\n", b"\n"), policy=policy.default)
        with self._came:
            self.mails.append(mail)
            self.raw.append(content)
            self._came.notify_all()
        return "250 accepted"

    async def _perhaps_hang(self, command: str) -> None:
        if self.hang_at == command:
            await asyncio.Event().wait()

    def authenticate(self, login: object) -> AuthResult:
        right = isinstance(login, LoginPassword) and (login.login, login.password) == (
            self.USER.encode(),
            self.PASSWORD.encode(),
        )
        return AuthResult(success=right, handled=False, auth_data=login)


class _Controller(Controller):
    """Takes whatever port is free, and tells which."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._met: list[SMTP] = []
        super().__init__(
            mailbox,
            hostname="127.0.0.1",
            port=0,
            auth_require_tls=False,
            authenticator=lambda *given: mailbox.authenticate(given[-1]),
        )

    @property
    def port_in_use(self) -> int:
        assert self.server is not None
        return int(self.server.sockets[0].getsockname()[1])

    def factory(self) -> SMTP:
        met = super().factory()
        self._met.append(met)
        return met

    def stop(self, no_assert: bool = False) -> None:
        """Close what is still open first: aiosmtpd leaves the connections that hang to the garbage collector."""
        asyncio.run_coroutine_threadsafe(self._hang_up(), self.loop).result(WAIT_SECONDS)
        super().stop(no_assert)

    async def _hang_up(self) -> None:
        """Take nobody any more, then close every connection, those that were just taken and have not begun too."""
        assert self.server is not None
        for listening in self.server.sockets:
            self.loop.remove_reader(listening.fileno())
        await asyncio.sleep(0)  # who was just taken gets an SMTP in the loop's next turn
        while still := [met for met in self._met if met.session is None or met.transport is not None]:
            for met in still:
                if met.transport is not None:
                    met.transport.abort()
            await asyncio.sleep(0)

    def _trigger_server(self) -> None:
        """Aiosmtpd connects to itself at `self.port` to see that it is up."""
        self.port = self.port_in_use
        super()._trigger_server()
