"""What a process of its own makes of the environment."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

PRINT = "import sys; from django.conf import settings; print(*(getattr(settings, n) for n in sys.argv[1:]))"


def in_process(*words: str, var: Path, **environment: str) -> str:
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    env = {**kept, "DJANGO_SETTINGS_MODULE": "dialogit.settings", "DIALOGIT_VAR": str(var), **environment}
    done = subprocess.run(
        [sys.executable, *words], env=env, capture_output=True, check=True, text=True, umask=0o022
    )
    return done.stdout.strip()


def mode(path: Path) -> str:
    return oct(stat.S_IMODE(path.stat().st_mode))


def test_database_keys_and_pictures_are_the_servers_alone(tmp_path):
    """Shown to fail before: 0644 in a folder of 0755."""
    var = tmp_path / "var"
    keep = (
        "import django; django.setup(); from django.db import connection; connection.cursor().execute("
        "'CREATE TABLE one (two)'); from django.core.files.storage import default_storage as kept; "
        "from django.core.files.base import ContentFile; kept.save('pictures/x.jpg', ContentFile(b'x'))"
    )
    in_process("-c", keep, var=var)
    files = {path.name: mode(path) for path in var.rglob("*") if path.is_file()}
    assert files.keys() >= {"dialogit.sqlite3", "secret-key", "x.jpg"}
    assert set(files.values()) == {"0o600"}
    assert {mode(var), mode(var / "media"), mode(var / "media/pictures")} == {"0o700"}


@pytest.mark.parametrize(
    ("environment", "printed"),
    [
        ({}, "0  False False"),
        (
            {"HTTPS": "1", "ALLOWED_HOSTS": "dialogit.example,other.example"},
            "1 https://dialogit.example False False",
        ),
        ({"HTTPS": "1", "ALLOWED_HOSTS": ".dialogit.example"}, "1 https://dialogit.example False False"),
        ({"HTTPS": "1", "ALLOWED_HOSTS": "*"}, "1  False False"),
        (
            {"HTTPS": "1", "PROXIES": "2", "SITE_ADDRESS": "https://a.example:8443/", "HSTS_SUBDOMAINS": "1"},
            "2 https://a.example:8443 True True",
        ),
    ],
)
def test_proxies_the_sites_address_and_hsts_for_other_names_are_as_asked(tmp_path, environment, printed):
    names = ("PROXIES", "SITE_ADDRESS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD")
    assert in_process("-c", PRINT, *names, var=tmp_path, **environment) == printed
