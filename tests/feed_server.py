"""A web server on loopback that serves feeds, as good servers do and as bad ones do."""

import socket
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self

DRIP_SECONDS = 0.02
Serve = Callable[["Connection"], None]


@dataclass(frozen=True)
class Request:
    """One request as it came in; names of headers are in lower case."""

    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Document:
    """What stands at a path."""

    body: bytes = b""
    content_type: str = "application/rss+xml"
    etag: str | None = None
    last_modified: str | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    def is_known_to(self, request: Request) -> bool:
        """Whether the one who asks has this version already."""
        held = request.headers.get("if-none-match"), request.headers.get("if-modified-since")
        return (self.etag is not None and held[0] == self.etag) or (
            self.etag is None and self.last_modified is not None and held[1] == self.last_modified
        )

    def head(self) -> dict[str, str]:
        """Return its headers."""
        own = {"Content-Type": self.content_type, "ETag": self.etag, "Last-Modified": self.last_modified}
        return {name: value for name, value in {**own, **self.headers}.items() if value is not None}


NOT_FOUND = Document(b"no such feed", "text/plain", status=404)


class Connection:
    """What a handler of raw bytes can do: send them, and wait for as long as the server lives."""

    def __init__(self, sock: socket.socket, ended: threading.Event) -> None:
        self._socket = sock
        self._ended = ended

    def send(self, data: bytes) -> None:
        """Send bytes as they are."""
        self._socket.sendall(data)

    def hang(self) -> None:
        """Say nothing more until the server ends."""
        self._ended.wait()

    def drip(self, data: bytes) -> None:
        """Send the same few bytes now and then until the other side or the server has enough."""
        while not self._ended.wait(DRIP_SECONDS):
            self.send(data)

    def flood(self, data: bytes) -> None:
        """Send the same bytes without end."""
        while not self._ended.is_set():
            self.send(data)


class FeedServer:
    """`url(path)` is where a path can be fetched; `requests` holds every request in order."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self._documents: dict[str, Document] = {}
        self._raw: dict[str, Serve] = {}
        self._ended = threading.Event()
        self._server = _Server(self)

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self._server.server_address[1])

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        """Return the address of a path."""
        return f"http://{host}:{self.port}{path}"

    def put(
        self,
        path: str,
        body: bytes,
        content_type: str = "application/rss+xml",
        etag: str | None = None,
        last_modified: str | None = None,
        **headers: str,
    ) -> None:
        """Serve a body; a request that has its validators gets 304."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._documents[path] = Document(body, content_type, etag, last_modified, headers=named)

    def fail(self, path: str, status: int, headers: Mapping[str, str] | None = None) -> None:
        """Answer with a status."""
        self._documents[path] = Document(b"no", "text/plain", status=status, headers=headers or {})

    def redirect(self, path: str, to: str, status: int = 302) -> None:
        """Forward to an address."""
        self.fail(path, status, {"Location": to})

    def raw(self, path: str, serve: Serve) -> None:
        """Hand the connection to a function once the request has been read."""
        self._raw[path] = serve

    def asked(self, path: str) -> list[Request]:
        """Return the requests for a path."""
        return [request for request in self.requests if request.path == path]

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._server.shutdown()
        self._thread.join()
        self._server.cut_off()
        self._server.server_close()

    def answer(self, request: Request, to: "_Handler") -> None:
        """Answer one request; called by its handler."""
        self.requests.append(request)
        if serve := self._raw.get(request.path):
            to.close_connection = True
            serve(Connection(to.connection, self._ended))
            return
        document = self._documents.get(request.path, NOT_FOUND)
        same = document.is_known_to(request)
        to.send_response(304 if same else document.status)
        for name, value in document.head().items():
            to.send_header(name, value)
        to.send_header("Content-Length", "0" if same else str(len(document.body)))
        to.end_headers()
        if not same:
            to.wfile.write(document.body)


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer leaves in one piece

    def do_GET(self) -> None:
        request = Request(self.path, {name.lower(): value for name, value in self.headers.items()})
        self.server.feeds.answer(request, self)  # type: ignore[attr-defined]

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


class _Server(ThreadingHTTPServer):
    """Ends with all its threads, and takes a client that goes away for what it is: nothing."""

    daemon_threads = False
    block_on_close = True
    request_queue_size = 128

    def __init__(self, feeds: FeedServer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.feeds = feeds
        self._open: set[socket.socket] = set()

    def process_request(self, request: socket.socket, client_address: object) -> None:  # type: ignore[override]
        self._open.add(request)
        super().process_request(request, client_address)  # type: ignore[arg-type]

    def shutdown_request(self, request: socket.socket) -> None:  # type: ignore[override]
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of broken connections."""

    def cut_off(self) -> None:
        """Break every connection that is still open, so that its thread ends."""
        for connection in tuple(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # it went by itself
