"""On a server's own TLS endpoint everything goes through TLS: what is on the line cannot be read."""

from __future__ import annotations

import datetime
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings

from dialogit import servers
from tests.e2e.server import free_port
from tests.waiting import until


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A key and its certificate, signed by itself, for localhost."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("tls")
    files = folder / "key.pem", folder / "certificate.pem"
    pem = serialization.Encoding.PEM
    pkcs8, plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    files[0].write_bytes(key.private_bytes(pem, pkcs8, plain))
    files[1].write_bytes(signed.public_bytes(pem))
    return files


def endpoint(name: str, port: int, key: Path, certificate: Path) -> list[str]:
    """Each server's own documented way to end TLS itself."""
    if name == "uvicorn":
        return ["--port", str(port), "--ssl-keyfile", str(key), "--ssl-certfile", str(certificate)]
    return ["-e", f"ssl:{port}:privateKey={key}:certKey={certificate}:interface=127.0.0.1"]


@pytest.fixture(params=servers.NAMES)
def port(request: pytest.FixtureRequest, certificate: tuple[Path, Path]) -> Iterator[int]:
    """Where a server speaks TLS."""
    found = free_port()
    words = servers.command(request.param, "127.0.0.1", free_port(), "tests.live.transport_app:application")
    process = subprocess.Popen([*words, *endpoint(request.param, found, *certificate)], cwd=settings.BASE_DIR)
    try:
        until(lambda: is_open(found), 30, "the server listens")
        yield found
    finally:
        process.kill()
        process.wait(20)


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Line:
    """TLS by hand: ``raw`` is what came on the line, ``said`` what it was when decrypted."""

    def __init__(self, port: int, trusted: ssl.SSLContext) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.raw = self.said = b""
        self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = trusted.wrap_bio(self.incoming, self.outgoing, server_hostname="localhost")
        self._carry_on(self.tls.do_handshake)

    def _carry_on(self, act: Callable[..., Any], *args: Any) -> Any:
        """Until ``act`` has what it needs from the other side."""
        while True:
            try:
                return act(*args)
            except ssl.SSLWantReadError:
                self._send()
                data = self.socket.recv(65536)
                assert data, "the server has closed the line"
                self.raw += data
                self.incoming.write(data)

    def _send(self) -> None:
        self.socket.sendall(self.outgoing.read())

    def say(self, data: bytes) -> None:
        self.tls.write(data)
        self._send()

    def hear(self, wanted: bytes, times: int = 1) -> None:
        """Reads until ``wanted`` has been said so many times."""
        while self.said.count(wanted) < times:
            self.said += self._carry_on(self.tls.read, 65536)


NAME = b"Transport"  # in what tests.live.transport_app says at first and when it is asked
ASK = b"\x81\x84" + bytes(4) + b"name"  # one frame, masked with zeros
HANDSHAKE = (
    b"GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)


def test_frames_are_encrypted_and_heard(port, certificate):
    """Shown to fail with frames written past Daphne's TLS: the client lost the connection at the first."""
    line = Line(port, ssl.create_default_context(cafile=certificate[1]))
    line.say(HANDSHAKE)
    line.hear(NAME)
    for asked in range(2, 5):
        line.say(ASK)
        line.hear(NAME, times=asked)
    assert NAME not in line.raw
    line.socket.close()
