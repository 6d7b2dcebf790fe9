"""Finnish and Swedish are whole, say the same as the English source, and are compiled as they are written."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils import translation

LOCALE = settings.BASE_DIR / "dialogit" / "locale"
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != "en"]
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|(?<!%)%([sd])|\{(\w*)\}")
Key = tuple[str | None, str]


def catalogue(language: str, kind: str = "po") -> polib.POFile | polib.MOFile:
    path = LOCALE / language / "LC_MESSAGES" / f"django.{kind}"
    return polib.pofile(str(path)) if kind == "po" else polib.mofile(str(path))


def placeholders(text: str) -> set[str]:
    return {"".join(found) for found in PLACEHOLDER.findall(text)}


def strings(entry: polib.POEntry | polib.MOEntry) -> list[str]:
    return [entry.msgstr_plural[n] for n in sorted(entry.msgstr_plural)] or [entry.msgstr]


def as_dict(entries: polib.POFile | polib.MOFile) -> dict[Key, list[str]]:
    return {(entry.msgctxt, entry.msgid): strings(entry) for entry in entries}


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_leaves_nothing_untranslated_fuzzy_or_obsolete(language):
    entries = catalogue(language)
    assert [entry.msgid for entry in entries if not all(map(str.strip, strings(entry)))] == []
    assert [entry.msgid for entry in entries if entry.fuzzy] == []
    assert [entry.msgid for entry in entries if entry.obsolete] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_keeps_every_placeholder(language):
    """Of plural forms all may leave the number out but the last, and none may make one up."""
    wrong = []
    for entry in catalogue(language):
        source = placeholders(entry.msgid_plural or entry.msgid)
        *forms, last = [placeholders(text) for text in strings(entry)]
        if last != source or any(form - source for form in forms):
            wrong.append(entry.msgid)
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_is_compiled_as_it_is_written(language):
    assert as_dict(catalogue(language, "mo")) == as_dict(catalogue(language))


@pytest.fixture(scope="session")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> set[Key]:
    """Every text of the source, found anew in a copy of it."""
    if not shutil.which("xgettext"):
        pytest.skip("No xgettext here: whether the catalogues hold every text was NOT checked.")
    copy = tmp_path_factory.mktemp("source")
    unneeded = shutil.ignore_patterns("*.po", "*.mo", "__pycache__")
    for part in ("dialogit", "workshops", "worryzones", "templates"):
        shutil.copytree(settings.BASE_DIR / part, copy / part, ignore=unneeded)
    (copy / "dialogit" / "locale").mkdir(exist_ok=True)
    shutil.copy(settings.BASE_DIR / "manage.py", copy)
    command = [sys.executable, "manage.py", "makemessages", "-l", "fi", "--no-location", "-v", "0"]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "dialogit.settings",
        "DIALOGIT_VAR": str(copy / "var"),
    }
    subprocess.run(command, cwd=copy, env=environment, check=True)
    found = polib.pofile(str(copy / "dialogit" / "locale" / "fi" / "LC_MESSAGES" / "django.po"))
    return {(entry.msgctxt, entry.msgid) for entry in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_holds_the_texts_of_the_source_and_no_others(language, extracted):
    written = {(entry.msgctxt, entry.msgid) for entry in catalogue(language)}
    assert sorted(extracted - written, key=str) == []
    assert sorted(written - extracted, key=str) == []


def test_english_is_the_source_itself():
    """It needs no catalogue: with English active nothing falls back to Finnish, the site's own language."""
    entries = list(catalogue("fi"))
    with translation.override("en"):
        for entry in entries:
            translated = (
                translation.pgettext(entry.msgctxt, entry.msgid)
                if entry.msgctxt
                else translation.gettext(entry.msgid)
            )
            assert translated == entry.msgid
    assert not Path(LOCALE / "en" / "LC_MESSAGES" / "django.po").exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_spoken(language):
    with translation.override(language):
        assert translation.gettext("Join the workshop") != "Join the workshop"
