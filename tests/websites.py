"""Websites of the tests: every public name leads to one real server on this machine, and private names stay private."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.conf import settings

PUBLIC = "93.184.216.34"
Talk = Callable[[socket.socket], object]


def page(
    body: bytes | str, kind: str = "text/html; charset=utf-8", status: str = "200 OK", **headers: str
) -> bytes:
    """The bytes of a response."""
    data = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(data)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + data


def redirect(address: str, status: str = "302 Found") -> bytes:
    """A response that leads to another address."""
    return page("", status=status, Location=address)


class Websites:
    """Responses by address without its scheme, such as ``daily.example/bridge``, and what was asked for."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes | Talk] = {}
        # Names with addresses of their own; all others ending in .example are public.
        self.names: dict[str, list[str]] = {}
        self.lookups: list[str] = []
        self.requests: list[str] = []
        self.tls: ssl.SSLContext | None = None
        self.connections: list[tuple[str, int]] = []

    def use_https(self, name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Serve https, too, with a certificate for ``name`` that this process trusts."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
        certificate = (
            x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
            .not_valid_before(datetime.now(UTC) - timedelta(days=1))
            .not_valid_after(datetime.now(UTC) + timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
            .sign(key, hashes.SHA256())
        )
        pem, key_file = folder / "certificate.pem", folder / "key.pem"
        pem.write_bytes(certificate.public_bytes(Encoding.PEM))
        key_file.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        monkeypatch.setenv("SSL_CERT_FILE", str(pem))
        self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.tls.load_cert_chain(pem, key_file)

    def answer(self, caller: socket.socket) -> None:
        """Answer one request."""
        if self.tls and caller.recv(1, socket.MSG_PEEK) == b"\x16":
            with caller, self.tls.wrap_socket(caller, server_side=True) as caller_in_private:
                self._answer(caller_in_private)
        else:
            self._answer(caller)

    def _answer(self, caller: socket.socket) -> None:
        with caller:
            request = b""
            while b"\r\n\r\n" not in request and (piece := caller.recv(65536)):
                request += piece
            if not request:
                return
            head = request.decode("latin-1")
            self.requests.append(head)
            path = head.split(" ")[1]
            host = head.lower().partition("\r\nhost: ")[2].partition("\r\n")[0]
            response = self.pages.get(f"{host}{path}", page("", status="404 Not Found"))
            if callable(response):
                response(caller)
            else:
                caller.sendall(response)

    def resolve(self, host: str, port: int) -> list[Any]:
        """Return what the system's resolver would."""
        self.lookups.append(host)
        if host in self.names or host.endswith(".example"):
            addresses = self.names.get(host, [PUBLIC])
            if not addresses:
                raise socket.gaierror("no such name")
            families = [socket.AF_INET6 if ":" in address else socket.AF_INET for address in addresses]
            return [
                (f, socket.SOCK_STREAM, 6, "", (a, port)) for f, a in zip(families, addresses, strict=True)
            ]
        return LOOKUP(host, port, type=socket.SOCK_STREAM)


LOOKUP = socket.getaddrinfo


@contextmanager
def running(monkeypatch: pytest.MonkeyPatch) -> Iterator[Websites]:
    """Serve websites and let articles be fetched; connections to other addresses of the internet end here, too."""
    monkeypatch.setattr(settings, "FETCH_ARTICLES", True)
    websites, server = Websites(), socket.create_server(("127.0.0.1", 0), backlog=50)
    connect = socket.create_connection

    def accept() -> None:
        while True:
            try:
                caller = server.accept()[0]
            except OSError:
                return
            threading.Thread(target=_quietly, args=(websites.answer, caller), daemon=True).start()

    def create_connection(address: tuple[str, int], timeout: float, **_options: Any) -> socket.socket:
        websites.connections.append(address)
        return connect(server.getsockname(), timeout)

    def resolve(host: Any, port: Any, *args: Any, **options: Any) -> Any:
        if isinstance(host, str) and port in (80, 443):
            return websites.resolve(host, port)
        return LOOKUP(host, port, *args, **options)

    monkeypatch.setattr("urllib3.util.connection.create_connection", create_connection)
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    threading.Thread(target=accept, daemon=True).start()
    try:
        yield websites
    finally:
        server.close()


def _quietly(answer: Talk, caller: socket.socket) -> None:
    try:
        answer(caller)
    except OSError:
        return
