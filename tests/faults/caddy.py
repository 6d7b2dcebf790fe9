"""The reverse proxy of the README, with the README's own lines: it ends TLS and may be killed."""

from __future__ import annotations

import re
import shutil
import socket
import ssl
import subprocess
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from tests.e2e.server import free_port
from tests.waiting import until

CADDY = shutil.which("caddy")
BLOCK = re.compile(r"^```\n(\{\n.*?\n\})\n```$", re.MULTILINE | re.DOTALL)
NAME, SERVER = "dialogit.example", "127.0.0.1:8000"


def of_the_readme() -> str:
    found = BLOCK.findall((settings.BASE_DIR / "README.md").read_text())
    assert len(found) == 1, "the README has another Caddyfile, or none"
    return str(found[0])


class Caddy:
    """Serves ``address`` with a certificate by an authority of its own, whose own one is ``authority``.

    ``lines`` are those of the README, with ``name`` for the site and ``servers`` for what stands behind it.
    """

    def __init__(
        self, folder: Path, *server_ports: int, lines: str = "", name: str = NAME, servers: str = SERVER
    ) -> None:
        self.folder, self.port, self.server_ports = folder, free_port(), server_ports
        self.lines, self.name, self.servers = lines or of_the_readme(), name, servers
        self.address = f"https://localhost:{self.port}"
        self.log_file = folder / "caddy.log"
        self.authority = folder / "storage/pki/authorities/local/root.crt"
        self._write()
        self.start()

    def _write(self) -> None:
        """With ports and a certificate for a machine that has no name."""
        here = f"""{{
            admin off
            skip_install_trust
            http_port {free_port()}
            https_port {self.port}
            auto_https disable_redirects
            storage file_system {self.folder / "storage"}"""
        lines = self.lines
        for theirs, ours in (
            ("{", here),
            (f"{self.name} {{", f"{self.address} {{\n tls internal"),
            (self.servers, " ".join(f"127.0.0.1:{port}" for port in self.server_ports)),
        ):
            assert theirs in lines
            lines = lines.replace(theirs, ours, 1)
        (self.folder / "Caddyfile").write_text(lines)

    def start(self) -> None:
        """Returns when it listens, with its certificate, which comes a moment later."""
        assert CADDY
        words = [CADDY, "run", "--config", self.folder / "Caddyfile", "--adapter", "caddyfile"]
        with self.log_file.open("ab") as log:
            self.process = subprocess.Popen(
                words, cwd=self.folder, env={"HOME": str(self.folder)}, stderr=log
            )
        until(self.listens, 20, f"Caddy listens: {self.log_file}")

    def listens(self) -> bool:
        if not list(self.folder.glob("storage/certificates/local/*/*.crt")):
            return False
        trusted = ssl.create_default_context(cafile=str(self.authority))
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 5) as line:
            trusted.wrap_socket(line, server_hostname="localhost").close()
            return True
        return False

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
