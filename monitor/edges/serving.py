"""A small web server on loopback for feeds that are made up: no other machine can reach it."""

import hashlib
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from types import TracebackType
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What stands at a path; `etag` is made of the body."""

    body: bytes
    content_type: str
    status: int

    @property
    def etag(self) -> str:
        """The validator that a server gives with it."""
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'


NOTHING = Served(body=b"nothing here", content_type="text/plain", status=HTTPStatus.NOT_FOUND)


class FeedServer:
    """Serves documents on a free port from `with` to its end; one who has a document's ETag is answered 304."""

    def __init__(self) -> None:
        self._served: dict[str, Served] = {}
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.served = self._served
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, name="feed-server")

    def url(self, path: str) -> str:
        """Return the address of a path."""
        return f"http://127.0.0.1:{self._server.server_address[1]}{path}"

    def put(self, path: str, body: bytes, content_type: str, status: int = HTTPStatus.OK) -> str:
        """Serve a body at a path from now on; returns its ETag."""
        self._served[path] = Served(body=body, content_type=content_type, status=status)
        return self._served[path].etag

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    """Waits at its end for the answers under way."""

    daemon_threads = False
    served: dict[str, Served]

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that goes away."""


class _Handler(BaseHTTPRequestHandler):
    """One request; HTTP/1.0 closes the connection after it, so that no thread stays behind."""

    timeout = 5
    server: _Server

    def do_GET(self) -> None:
        served = self.server.served.get(self.path, NOTHING)
        fine = served.status == HTTPStatus.OK
        same = fine and self.headers.get("If-None-Match") == served.etag
        self.send_response(HTTPStatus.NOT_MODIFIED if same else served.status)
        if fine:
            self.send_header("ETag", served.etag)
        self.send_header("Content-Type", served.content_type)
        self.send_header("Content-Length", "0" if same else str(len(served.body)))
        self.end_headers()
        if not same:
            self.wfile.write(served.body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""
