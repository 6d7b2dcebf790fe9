"""Processes as an operator starts them, and what they have started themselves."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import httpx
import yaml
from django.conf import settings

from tests.waiting import until


def children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def lives(pid: int) -> bool:
    """Not when it is gone, nor when it has ended and nobody has asked how."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def worker_of(server: int) -> tuple[int, int]:
    """Of a server that has started one: the supervisor and the worker, as soon as they are there."""
    until(lambda: any(map(children, children(server))), 30, "the server has a worker")
    supervisor = next(child for child in children(server) if children(child))
    return supervisor, children(supervisor)[0]


@dataclass
class Browser:
    """A facilitator at the server ``address``, who asks for documents. Sends secure cookies over http too."""

    address: str
    code: str
    cookies: dict[str, str]
    headers: dict[str, str]

    def get(self, path: str) -> httpx.Response:
        return self._request("GET", path)

    def post(self, path: str, **data: str) -> httpx.Response:
        page = self.get(f"/w/{self.code}/report/")
        found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.text)
        assert found, page.text
        return self._request("POST", path, data={**data, "csrfmiddlewaretoken": found[1]})

    def _request(self, method: str, path: str, **more: Any) -> httpx.Response:
        site = self.headers.get("Origin", self.address)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {**self.headers, "Cookie": cookies, "Origin": site, "Referer": site}
        url = f"{self.address}{path}"
        answer = httpx.request(method, url, headers=headers, trust_env=False, timeout=30, **more)
        for name, morsel in SimpleCookie(answer.headers.get("Set-Cookie", "")).items():
            self.cookies[name] = morsel.value
        return answer

    def ask(self, form: str) -> str:
        answer = self.post(f"/w/{self.code}/report/documents/", form=form, language="fi")
        assert answer.status_code == 302, answer.text
        return str(answer.headers["Location"])

    def sees(self, page: str, words: str) -> bool:
        return words in self.get(page).text

    def file(self, page: str) -> bytes:
        return self.get(f"{page}file/").content


class Compose:
    """The processes of docker-compose.yml that are ours, each with its own command and environment.

    ``moved`` has what stands here for the names of the other containers. Nothing else differs.
    """

    def __init__(self, values: dict[str, str], moved: dict[str, str], own: dict[str, str]) -> None:
        text = (settings.BASE_DIR / "docker-compose.yml").read_text()
        self.services: dict[str, Any] = yaml.safe_load(_filled(text, values))["services"]
        self.moved, self.own = moved, own
        self.running: dict[str, subprocess.Popen[bytes]] = {}

    def environment(self, service: str) -> dict[str, str]:
        asked = {
            name: self._here(str(value)) for name, value in self.services[service]["environment"].items()
        }
        return {**self.own, **asked}

    def start(self, service: str, log: Path, **instead: str) -> subprocess.Popen[bytes]:
        """``instead``: words of its command that are others here, such as the port."""
        words = self.services[service]["command"]
        for old, new in instead.items():
            assert old.replace("_", " ") in words, (old, words)
            words = words.replace(old.replace("_", " "), new)
        command = [sys.executable if word == "python" else word for word in shlex.split(words)]
        with log.open("ab") as written:
            self.running[service] = subprocess.Popen(
                command,
                cwd=settings.BASE_DIR,
                env=self.environment(service),
                stdout=written,
                stderr=written,
                start_new_session=True,
            )
        return self.running[service]

    def _here(self, value: str) -> str:
        for name, here in self.moved.items():
            value = value.replace(name, here)
        return value

    def end(self) -> None:
        for process in self.running.values():
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
        for process in self.running.values():
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _filled(text: str, values: dict[str, str]) -> str:
    """As compose does it: ``${NAME}``, ``${NAME:-usual}``, ``${NAME:?what is missing}``."""

    def value(found: re.Match[str]) -> str:
        name, kind, rest = found[1], found[2], found[3] or ""
        if values.get(name):
            return values[name]
        assert kind != ":?", f"{name}: {rest}"
        return rest

    return re.sub(r"\$\{(\w+)(?:(:[-?])([^}]*))?\}", value, text)
