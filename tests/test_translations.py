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
ENDING = re.compile(r"[.?!:…,]*$")
Key = tuple[str | None, str]

# One term for one thing: what a glossary of docs/translation.md has replaced, and by what.
REPLACED: dict[str, dict[str, str]] = {
    "en": {
        r"\bjoker\b(?! theme)": "joker",
        r"\banew\b": "again",
        r"\bno more$|\bno more[.,;]|\bany more\b": "no longer",
        r"\bt(ake|akes|aken|ook)\b[^.]* off\b": "remove",
        r"\bsees to it\b": "be responsible for",
        r"\bdraws? you\b": "interest you",
        r"\buntil now\b": "current",
        r"\bat work\b": "working",
        r"\busual\b": "default",
        r"screen of the room": "projector",
        r"\b[Jj]oin themes": "put together",
        r"\b(is|was) (in )?no \w+( address| of a|:)": "is not a",
    },
    "fi": {
        r"\bavoi(n|men|mess\w+|meen) tila": "Open Space",
        r"jokeri(?!teema)": "jokeriteema",
        r"(?<!emäntä/)(?<!emännäksi/)(?<!emäntää/)(?<!tai )(?<!ja )\bisän\w+": "emäntä/isäntä",
        r"\bvä(ki|keä|en|estä)\b": "osallistujat",
        r"\bavainsan": "ydinsana",
        r"\blaji\b": "tyyppi",
        r"\bhallinta\b": "koordinointi",
        r"päävetäjyy|vetovastu": "päävetäjän tehtävä",
        r"\btavalliset\b": "valmis",
        r"\bvetä(ä|vät|nyt)\w* puoleen": "kiinnostaa",
        r"\bjatka\w* matkaa": "siirtyä",
        r"\b(löysi|löysivät|löytynyt)\b": "nousi esiin",
        r"\bsähköposti(lla|lle|si)\b(?<!katso sähköpostisi)": "sähköpostiosoite",
        r"\bperu\b": "peruuta",
        r"\bhälve": "helpottaa",
        r"\bpalaute on päättynyt|päät\w+ palaut(e|teen)\b": "palautekysely",
    },
    "sv": {
        r"verkst(ad|äd)": "workshop",
        r"\bledare(n|ns)?\b|\bledarna": "samtalsledare",
        r"\bkafé": "café",
        r"sammandrag": "sammanfattning",
        r"\blämna\w* bort": "utelämna, hoppa över",
        r"repetition": "övning",
        r"\bmärk(a|t|ts|te)?\b|märkning": "markera",
        r"goda praxis": "god praxis",
        r"\brummet (ser|är)\b|för rummet": "alla",
        r"\bvärd(en|ar|arna)\b|\b(till|ingen|en) värd\b": "bordsvärd",
        r"\bjoker(n|ns)?\b": "jokertema",
        r"\bnyckelord": "kärnord",
        r"\bström?v": "gå runt",
        r"\banslut(er|it|a) (med|till|just)|\bkom med via\b|\bdelta med\b": "gå med",
        r"\bavslut\w+ responsen|\bresponsen (är|har) avslut": "enkät",
        r"(?<!den )%\((day|until)\)s": "den 25.10.2026",
        r"\bframskrid|\btidtabell": "fortskrida, tidsplan",
    },
}


def catalogue(language: str, kind: str = "po") -> polib.POFile | polib.MOFile:
    path = LOCALE / language / "LC_MESSAGES" / f"django.{kind}"
    return polib.pofile(str(path)) if kind == "po" else polib.mofile(str(path))


def placeholders(text: str) -> set[str]:
    return {"".join(found) for found in PLACEHOLDER.findall(text)}


def strings(entry: polib.POEntry | polib.MOEntry) -> list[str]:
    return [entry.msgstr_plural[n] for n in sorted(entry.msgstr_plural)] or [entry.msgstr]


def ending(text: str) -> str:
    found = ENDING.search(text)
    return found.group() if found else ""


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
def test_catalogue_ends_and_begins_as_the_source_does(language):
    """A full stop, a question mark or a colon is in all languages or in none; no blank hangs over an edge."""
    wrong = []
    for entry in catalogue(language):
        sources = [entry.msgid, entry.msgid_plural or entry.msgid]
        for source, text in zip(sources, strings(entry), strict=False):
            if ending(source) != ending(text) or text.strip() != text or source.strip() != source:
                wrong.append((source, text))
    assert wrong == []


@pytest.mark.parametrize("language", REPLACED)
def test_term_that_was_replaced_does_not_come_back(language):
    entries = catalogue(LANGUAGES[0] if language == "en" else language)
    texts = [
        text
        for entry in entries
        for text in ([entry.msgid, entry.msgid_plural] if language == "en" else strings(entry))
    ]
    assert [
        (text, term)
        for found, term in REPLACED[language].items()
        for text in texts
        if re.search(found, text, re.IGNORECASE)
    ] == []


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
    for part in ("dialogit", "workshops", "worryzones", "practices", "network", "templates"):
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
