"""A WebSocket by hand, for a client that does what no browser does."""

from __future__ import annotations

import base64
import os
import socket
import ssl
import struct

from tests.faults.seed import CODE

ESTABLISHED = 1
TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


class RawSocket:
    """Says what it is told, reads when asked. ``small`` makes the network hold as little as it can."""

    def __init__(
        self,
        port: int,
        cookie: str,
        *,
        role: str = "participant",
        code: str = CODE,
        origin: str = "",
        small: bool = False,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        base = f"https://localhost:{port}" if tls else f"http://127.0.0.1:{port}"
        self.socket = socket.socket()
        if small:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, 536)
        self.socket.settimeout(10)
        self.socket.connect(("127.0.0.1", port))
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_hostname="localhost")
        lines = [
            f"GET /w/{code}/live/{role}/en HTTP/1.1",
            f"Host: {base.partition('://')[2]}",
            f"Origin: {origin or base}",
            f"Cookie: {cookie}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
        ]
        self.socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        self.buffer = b""
        head = self._until_blank_line()
        self.status = int(head.split()[1])

    def _until_blank_line(self) -> str:
        while b"\r\n\r\n" not in self.buffer:
            self._more()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        return head.decode("latin-1")

    def _more(self) -> None:
        data = self.socket.recv(65536)
        if not data:
            raise EOFError
        self.buffer += data

    def send(self, payload: bytes, opcode: int = TEXT) -> None:
        """One whole frame, masked with zeros."""
        length = len(payload)
        if length < 126:
            head = struct.pack("!BB", 0x80 | opcode, 0x80 | length)
        elif length < 65536:
            head = struct.pack("!BBH", 0x80 | opcode, 0x80 | 126, length)
        else:
            head = struct.pack("!BBQ", 0x80 | opcode, 0x80 | 127, length)
        self.socket.sendall(head + bytes(4) + payload)

    def send_raw(self, data: bytes) -> None:
        self.socket.sendall(data)

    def frame(self) -> tuple[int, bytes]:
        """``(opcode, payload)`` of the next frame; EOFError or OSError when there is none any more."""
        while len(self.buffer) < 2:
            self._more()
        opcode, length, skip = self.buffer[0] & 15, self.buffer[1], 2
        if length > 125:
            skip = 4 if length == 126 else 10
            while len(self.buffer) < skip:
                self._more()
            length = int.from_bytes(self.buffer[2:skip], "big")
        while len(self.buffer) < skip + length:
            self._more()
        payload, self.buffer = self.buffer[skip : skip + length], self.buffer[skip + length :]
        return opcode, payload

    def close_code(self) -> int:
        """Reads on until the server closes; 0 when it does so without a word."""
        try:
            while True:
                opcode, payload = self.frame()
                if opcode == CLOSE:
                    return int.from_bytes(payload[:2], "big")
        except (EOFError, ConnectionError):
            return 0

    @property
    def is_open(self) -> bool:
        """As the network sees it, without reading."""
        return self.socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] == ESTABLISHED

    def close(self) -> None:
        self.socket.close()
