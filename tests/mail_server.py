"""A mail server of the tests' own: takes mails as they come over the wire, and refuses what it is told to."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Mailbox:
    """``answers`` has what is said to an address instead of *OK*; ``mails`` are as they were sent."""

    port: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    mails: list[tuple[str, bytes]] = field(default_factory=list)

    def to(self, address: str) -> list[bytes]:
        return [mail for recipient, mail in self.mails if recipient == address]


class Conversation(socketserver.StreamRequestHandler):
    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())

    def handle(self) -> None:
        mailbox: Mailbox = self.server.mailbox  # type: ignore[attr-defined]
        recipient = ""
        self.say("220 here")
        for line in self.rfile:
            command = line.decode().strip()
            word = command[:4].upper()
            if word == "RCPT":
                recipient = command.partition("<")[2].partition(">")[0]
                self.say(mailbox.answers.get(recipient, "250 OK"))
            elif word == "DATA":
                self.say("354 go on")
                mailbox.mails.append((recipient, self._mail()))
                self.say("250 taken")
            elif word == "QUIT":
                self.say("221 bye")
                break
            else:
                self.say("250 OK")

    def _mail(self) -> bytes:
        lines = iter(self.rfile.readline, b".\r\n")
        return b"".join(line[1:] if line.startswith(b"..") else line for line in lines)


@contextmanager
def running() -> Iterator[Mailbox]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation) as server:
        server.daemon_threads = True
        mailbox = server.mailbox = Mailbox(server.server_address[1])  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield mailbox
        server.shutdown()
