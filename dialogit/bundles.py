"""What a phone fetches as one file: joined from its sources when it is looked for, without a build step.

To WhiteNoise, ``collectstatic`` and ``runserver`` a bundle is a static file like any other.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage

BUNDLES: dict[str, tuple[str, ...]] = {
    "css/phone.css": ("css/tokens.css", "css/base.css", "css/pages.css", "css/stage.css"),
    "js/phone.js": (
        "django_htmx/htmx-2.min.js",
        "js/status.js",
        "js/live.js",
        "js/resend.js",
        "js/refusals.js",
        "js/answers.js",
        "js/timer.js",
        "js/signs.js",
        "js/personal.js",
        "js/composer.js",
        "js/stage.js",
        "js/themes.js",
        "js/board.js",
    ),
}
BETWEEN = {".css": b"\n", ".js": b"\n;\n"}  # a script need not end with its semicolon


class BundleFinder(finders.BaseFinder):
    def __init__(self, *_args: Any, **_kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=settings.VAR_DIR / "bundles")

    def check(self, **_kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> Any:
        found = [self._joined(path)] if path in BUNDLES else []
        return found if find_all else next(iter(found), [])

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        for path in BUNDLES:
            self._joined(path)
            yield path, self.storage

    def _joined(self, bundle: str) -> str:
        """The joined file, written anew when a source has changed; several servers may start at once."""
        target = Path(self.storage.path(bundle))
        whole = BETWEEN[target.suffix].join(_source(path).read_bytes() for path in BUNDLES[bundle])
        if not target.exists() or target.read_bytes() != whole:
            target.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=target.parent, delete=False) as written:
                written.write(whole)
            Path(written.name).chmod(0o644)
            os.replace(written.name, target)  # noqa: PTH105 - in one step, so that nobody reads half of it
        return str(target)


def _source(path: str) -> Path:
    found = finders.find(path)
    if not found:
        raise ImproperlyConfigured(f"A bundle wants {path}, which is not there.")
    return Path(found)
