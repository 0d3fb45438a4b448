"""Certificates made on the spot by the openssl command, and a TLS server that shows one."""

import shutil
import socket
import ssl
import subprocess
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest

CONFIG = """\
[ca]
default_ca = own
[own]
dir = {folder}
database = {folder}/index
serial = {folder}/serial
new_certs_dir = {folder}
default_md = sha256
policy = any
x509_extensions = names
unique_subject = no
[any]
commonName = supplied
[names]
subjectAltName = DNS:dawn.example
basicConstraints = critical, CA:true
[req]
distinguished_name = any
"""


def certificate(folder: Path, begin: str, end: str) -> tuple[Path, Path]:
    """Return a certificate for dawn.example and its key; `begin` and `end` are written YYYYMMDD."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("THE OPENSSL COMMAND IS MISSING: failures of TLS are not tested on this machine")
    config, key, request, found = (folder / name for name in ("config", "key.pem", "request.pem", "certificate.pem"))
    config.write_text(CONFIG.format(folder=folder))
    (folder / "index").touch()
    (folder / "serial").write_text("01\n")
    make = [
        "req",
        "-new",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=dawn.example",
        "-keyout",
        key,
        "-out",
        request,
    ]
    sign = ["ca", "-batch", "-selfsign", "-keyfile", key, "-in", request, "-out", found, "-notext"]
    for words in (make, [*sign, "-startdate", f"{begin}000000Z", "-enddate", f"{end}000000Z"]):
        subprocess.run([program, *map(str, words), "-config", str(config)], check=True, capture_output=True)  # noqa: S603
    return found, key


class TlsServer:
    """Answers every request with `body` over TLS; `port` is where."""

    def __init__(self, certificate: Path, key: Path, body: bytes = b"<rss/>") -> None:
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate, key)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)

    @property
    def port(self) -> int:
        return int(self._socket.getsockname()[1])

    def __enter__(self) -> Self:
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                plain, _ = self._socket.accept()
            except OSError:
                return
            try:
                with plain, self._context.wrap_socket(plain, server_side=True) as secure:
                    secure.recv(65536)
                    secure.sendall(self._answer)
            except (OSError, ssl.SSLError):
                continue
