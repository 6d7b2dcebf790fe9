"""The report in each of its forms: all are made of the same data, and open to the same readers."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from typing import Any

import docx
import msgspec
import pikepdf
import pytest
from django.db import connection
from pypdf import PdfReader

from tests.factories import Person, join, signed_in
from tests.worker import work
from tests.workshops.reported import built, closed_workshop
from workshops.documents.pdf import typesetting
from workshops.documents.report import as_csv, as_pdf, blocks, codec, pictures
from workshops.extension import report_sections
from workshops.models import Build, Need, Picture, User, Workshop
from workshops.services import report_sharing

ODD = "ǩǧǥ 😀 a\u0308iti " + "x" * 120
FORMS = ("page-pdf", "page-docx", "pdf", "docx", "csv", "json", "zip")


@pytest.fixture
def held(organisation: Any, facilitator: Person) -> Workshop:
    assert facilitator.user
    return closed_workshop(organisation, facilitator.user)


def words_of(document: pikepdf.Pdf) -> str:
    out = io.BytesIO()
    document.save(out)
    return " ".join(page.extract_text() for page in PdfReader(out).pages)


def tags(node: Any) -> list[Any]:
    """Every element of the structure tree, in reading order."""
    inner = node.get("/K", [])
    inner = list(inner) if isinstance(inner, pikepdf.Array) else [inner]
    found = [child for child in inner if isinstance(child, pikepdf.Dictionary) and "/S" in child]
    return [tag for child in found for tag in (child, *tags(child))]


# --- PDF ---


def test_pdf_is_tagged_speaks_its_language_and_describes_its_pictures(held):
    document = pikepdf.open(io.BytesIO(built(held, "pdf", "sv")))
    root = document.Root
    with document.open_metadata() as metadata:
        assert (metadata["pdfuaid:part"], metadata["dc:title"]) == ("1", held.title)
    assert (root.Lang, root.MarkInfo.Marked, root.ViewerPreferences.DisplayDocTitle) == ("sv", True, True)
    tree = tags(root.StructTreeRoot)
    kinds = [str(tag.S) for tag in tree]
    assert kinds.count("/H1") == 1
    assert [kind for kind in kinds if kind.startswith("/H")][:2] == ["/H1", "/H2"]
    described = [str(tag.Alt) for tag in tree if tag.S == "/Figure"]
    assert described == ["Aamut alkavat yhdessä 0", "Aamut alkavat yhdessä 0", "Aamut alkavat yhdessä 1"]
    assert {"/Table", "/TH", "/L", "/LI", "/Link", "/TOC"} <= set(kinds)
    assert "fi" in {str(tag.get("/Lang", "")) for tag in tree}
    foot = words_of(document)
    assert f"Sida 1 av {len(document.pages)}" in foot


def test_last_page_holds_more_than_two_lines(workshop):
    """A report that is made longer line by line until its end would stand alone on a page."""
    paper = report_sections.paper(report_sections.read(workshop).report, "fi")

    def of_lines(count: int) -> blocks.Paper:
        lines: list[Any] = [blocks.Paragraph(text=f"Rivi {number}") for number in range(count)]
        section = blocks.Section(key="lines", title="Rivejä", blocks=lines)
        return msgspec.structs.replace(paper, sections=[section])

    def end(count: int) -> typesetting.End:
        """Of the first try."""
        data = as_pdf.paper_data(of_lines(count), {"": ""}) | {"air": as_pdf.AIRS[0]}
        return typesetting.end(typesetting.HERE, "report.typ", data)

    begun = end(0).y
    least = int((297 - 27 - begun) / ((end(10).y - begun) / 10)) - 2
    lonely = next(n for n in range(least, least + 12) if not as_pdf.MORE_THAN_TWO_LINES.holds(end(n)))
    document = as_pdf.made(of_lines(lonely), pictures.none, {"": ""})
    assert PdfReader(io.BytesIO(document)).pages[-1].extract_text().count("Rivi ") > 2


@pytest.mark.thorough
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL takes no need that is too long.")
def test_pdf_and_word_hold_whatever_people_write_and_lay_out_a_text_without_end(organisation, facilitator):
    odd = closed_workshop(organisation, facilitator.user, title=ODD[:120], words=ODD)
    Need.objects.filter(workshop=odd).update(text="Aikaa puhua rauhassa. " * 455)  # past what a form takes
    Picture.objects.filter(workshop=odd).first().image.delete(save=False)
    document = pikepdf.open(io.BytesIO(built(odd, "pdf", "fi")))
    told = words_of(document)
    assert "ǩǧǥ" in told
    assert "□" not in told
    assert "Kuva puuttuu" in told
    assert re.sub(r"[\s\u00ad-]", "", told).count("puhua") == 3 * 455
    for page in document.pages:
        assert _runs_off(page) == []
    word = docx.Document(io.BytesIO(built(odd, "docx", "fi")))
    assert any("ǩǧǥ 😀 äiti" in paragraph.text for paragraph in word.paragraphs)
    assert any("Kuva puuttuu" in paragraph.text for paragraph in word.paragraphs)


def _runs_off(page: Any) -> list[float]:
    """Where letters begin beyond the right margin of A4."""
    found: list[float] = []
    single = pikepdf.new()
    single.pages.append(page)
    out = io.BytesIO()
    single.save(out)

    def look(text: str, _cm: Any, tm: Any, _font: Any, _size: Any) -> None:
        if text.strip() and tm[4] > 540:
            found.append(tm[4])

    PdfReader(out).pages[0].extract_text(visitor_text=look)
    return found


# --- Word ---


def test_word_has_styles_headings_tables_descriptions_and_languages(held):
    document = docx.Document(io.BytesIO(built(held, "docx", "en")))
    assert (document.core_properties.title, document.core_properties.language) == (held.title, "en-GB")
    styles = [p.style.name for p in document.paragraphs]
    assert styles.count("Title") == 1
    titles = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    sections = [section for section in report_sections.registered() if section.key != "library"]
    assert titles == [str(section.title) for section in sections]
    assert {"Heading 2", "Heading 3", "Heading 4", "List Bullet", "Quote", "Caption"} <= set(styles)
    assert [table.rows[0].cells[0].text for table in document.tables] == [
        "What is done",
        "Theme",
        "Statement",
    ]
    pictures = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    assert "Aamut alkavat yhdessä 1" in pictures
    assert "4.0 on a scale from 1 to 5" in pictures
    xml = document.element.xml
    assert 'w:lang w:val="fi-FI"' in xml
    assert "Aamut alkavat yhdessä 0" in xml


# --- CSV, JSON, zip ---


def test_csv_opens_in_excel_in_finnish_settings_and_reckons_nothing(held):
    Need.objects.filter(workshop=held).update(text="=1+1")
    content = built(held, "csv", "fi")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert {len(row) for row in rows} == {11}
    assert sum(row[4] == "'=1+1" for row in rows) == 3
    notes = [row for row in rows if row[0] == "Huolen neljä vyöhykettä"]
    assert len(notes) == 24
    assert {row[5] for row in notes} == {"", "5", "6", "7"}


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\tx", "\rx", "\0x", " =1", "\u00a0+1"])
def test_csv_defuses_what_begins_a_formula(cell):
    assert as_csv.escape_formula(cell) == f"'{cell}"


def test_csv_leaves_words_and_figures_alone():
    assert [as_csv.escape_formula(cell) for cell in ("5", 7, "a-b", "")] == ["5", 7, "a-b", ""]


def test_json_is_read_back_as_it_was_written_and_has_no_figure_under_five(held):
    content = built(held, "json", "en")
    assert content == built(held, "json", "sv")
    report = codec.decode(content, report_sections.schemas())
    assert codec.encode(report) == content
    plain = json.loads(content)
    assert plain["head"]["took_part"] == [{"dialogue": 1, "people": 12}, {"dialogue": 2, "people": None}]
    assert [row["votes"] for row in plain["sections"]["themes"]["votes"]] == [16, 5, None, None, None, None]
    few = plain["sections"]["feedback"]["statements"][3]
    usual = {"fi": "", "sv": "", "en": ""}
    assert few == {"key": "ease", "wording": usual, "mean": None, "count": None}


def test_zip_holds_every_form_and_the_pictures(held):
    archive = zipfile.ZipFile(io.BytesIO(built(held, "zip", "fi")))
    assert sorted(archive.namelist()) == [
        "pictures/1.jpg",
        "pictures/2.jpg",
        *(f"varhainen-tuki-one-page.{form}" for form in ("docx", "pdf")),
        *(f"varhainen-tuki.{form}" for form in ("csv", "docx", "json", "pdf")),
    ]
    told = json.loads(archive.read("varhainen-tuki.json"))
    worked = told["sections"]["open-space"]["themes"]
    assert [p["file"] for t in worked for g in t["groups"] for p in g["pictures"]] == [
        "pictures/1.jpg",
        "pictures/2.jpg",
    ]


# --- at any moment, for whom ---


def test_every_form_is_made_of_a_workshop_that_has_only_begun(workshop):
    for form in FORMS:
        assert built(workshop, form, "fi")
    begun = words_of(pikepdf.open(io.BytesIO(built(workshop, "pdf", "fi"))))
    assert "Raportti karttuu itsestään" in begun


def asked_for(person: Person, workshop: Workshop, form: str) -> int:
    """What asking for it is answered."""
    return person.submit("workshops:ask_document", workshop.code, form=form, language="sv").status_code


def test_downloads_are_named_and_of_their_kind(held, facilitator):
    for form, kind in {"pdf": "application/pdf", "csv": "text/csv; charset=utf-8"}.items():
        assert asked_for(facilitator, held, form) == 302
        work()
        build = Build.objects.get(form=form).pk
        answer = facilitator.get("workshops:document_file", held.code, build)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)
        assert answer.headers["Content-Disposition"] == f'attachment; filename="varhainen-tuki-sv.{form}"'
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert [asked_for(facilitator, held, odd) for odd in ("", "exe", "\0")] == [404] * 3


def test_report_and_its_forms_are_for_members_it_is_shared_with_and_its_coordinator(
    workshop, facilitator, coordinator, foreign_coordinator, outsider
):
    participant, operator = (
        join(workshop),
        signed_in(User.objects.create_superuser("operator@example.org", "x")),
    )
    shown = Picture.objects.create(workshop=workshop, image="pictures/none.jpg", description="A map")
    pages = [
        ("workshops:report", []),
        ("workshops:report_picture", [shown.pk]),
    ]

    def answers(person: Person) -> list[int]:
        found = [person.get(page, workshop.code, *args).status_code for page, args in pages]
        return [*found, asked_for(person, workshop, "json")]

    for person in (facilitator, coordinator, operator):
        assert answers(person) == [200, 404, 302]  # the picture's file is not there
    for person in (participant, foreign_coordinator, outsider, Person()):
        assert answers(person) == [404, 404, 404]
    report_sharing.share_report(workshop=workshop, shared=True)
    assert answers(participant) == [200, 404, 302]


def test_rehearsal_has_no_report_for_a_coordinator(workshop, elsewhere, coordinator):
    Workshop.objects.filter(pk=workshop.pk).update(rehearsal_of=elsewhere)
    assert coordinator.get("workshops:report", workshop.code).status_code == 404
