"""Posters and cards: the page, and the PDF as a reader for the blind meets it."""

from __future__ import annotations

import io
import re
import time
from typing import Any

import pytest
from django.utils import translation
from pypdf import PdfReader

from tests.factories import Person, join, many
from tests.waiting import SLOWNESS
from workshops.documents import pdf
from workshops.extension import print_cards
from workshops.models import Theme, Workshop
from workshops.services import course
from worryzones import zones
from worryzones.services.prompts import set_prompts

MARKUP = '#text(red)[x] *bold* _it_ $x^2$ @ref <label> \\ "q" `raw` // no = 1 - 2 https://x.fi'


def cards(workshop: Workshop, people: int = 0, language: str = "en") -> list[dict[str, Any]]:
    with translation.override(language):
        return print_cards.cards_of(
            print_cards.CardContext(workshop, lambda path: f"https://dialogit.example{path}", people)
        )


def kinds(workshop: Workshop, people: int = 0) -> list[str]:
    return [card["kind"] for card in cards(workshop, people)]


def pdf_of(person: Person, workshop: Workshop, **query: Any) -> PdfReader:
    answer = person.get("workshops:print_pdf", workshop.code, **query)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    return PdfReader(io.BytesIO(answer.content))


def tags_of(node: Any) -> list[Any]:
    """Every element of the structure tree, in reading order."""
    children = node.get("/K", [])
    children = children if isinstance(children, list) else [children]
    found = [child.get_object() for child in children]
    inner = [child for child in found if isinstance(child, dict) and "/S" in child]
    return [tag for child in inner for tag in (child, *tags_of(child))]


def tagged(document: PdfReader, name: str) -> list[Any]:
    return [tag for tag in tags_of(document.root_object["/StructTreeRoot"]) if tag["/S"] == name]


def words_in(document: PdfReader) -> str:
    """All that is written, without spaces: where lines break is the layout's business."""
    return "".join("".join(page.extract_text() for page in document.pages).split())


def standard_of(document: PdfReader) -> str:
    said = document.root_object["/Metadata"].get_data().decode()
    return "PDF/UA-1" if "<pdfuaid:part>1</pdfuaid:part>" in said else ""


# --- which cards there are ---


def test_cards_before_the_themes_are_poster_principles_zones_and_four_tables(workshop):
    assert kinds(workshop) == ["poster", "ten", "zones", *["table"] * 4, "principles"]


def test_cards_of_a_large_room_are_for_each_cafe(workshop):
    assert kinds(workshop, people=33).count("table") == 8
    assert cards(workshop, people=33)[7]["eyebrow"] == "Café 2 · Table 1"
    assert cards(workshop)[3]["eyebrow"] == "Table 1"


def test_cards_are_for_the_cafes_that_were_opened(workshop_at):
    workshop = workshop_at("cafe-1", people=33)
    assert kinds(workshop).count("table") == 8


def test_theme_cards_come_once_themes_are_chosen(workshop_at):
    workshop = workshop_at("choosing", people=4)
    Theme.objects.create(workshop=workshop, title="How do we begin mornings?", selected=True, mark="2")
    Theme.objects.create(workshop=workshop, title="Left out", selected=False, mark="1")
    assert "theme" not in kinds(workshop)
    course.move(workshop=workshop, expected="choosing", to="interlude")
    themes = [card for card in cards(workshop) if card["kind"] == "theme"]
    called = "Juuri nyt ajankohtaista (What matters right now)"
    assert [card["heading"] for card in themes] == ["How do we begin mornings?", called]
    assert [card["key"] for card in themes] == ["2", "joker"]


def test_table_card_has_number_name_questions_and_a_link_of_its_own(workshop):
    set_prompts(workshop=workshop, language="en", prompts={2: ["What puzzles us?"]})
    tables = [card for card in cards(workshop) if card["kind"] == "table"]
    assert [card["key"] for card in tables] == ["1", "2", "3", "4"]
    assert [card["heading"] for card in tables] == [str(zone.label) for zone in zones.ZONES]
    assert tables[1]["questions"] == ["What puzzles us?"]
    assert len({card["qr_alt"] for card in tables}) == 4


# --- the page ---


def test_page_speaks_the_workshops_language_around_the_facilitators(workshop, facilitator):
    page = facilitator.get("workshops:print", workshop.code).content.decode()
    assert "To print" in page
    assert '<ol class="cards" lang="fi">' in page
    assert "Ei huolta" in page
    assert page.count('class="qr"') == 5


@pytest.mark.parametrize("people", ["0", "-1", "501", "many", "1e3", "99999999999999999999"])
def test_page_tells_beside_the_field_how_many_can_come(workshop, facilitator, people):
    page = facilitator.get("workshops:print", workshop.code, people=people)
    assert page.status_code == 422
    assert page.context["form"].errors == {"people": ["A number from 1 to 500."]}
    assert page.context["form"]["people"].value() == people
    assert len([card for card in page.context["cards"] if card["kind"] == "table"]) == 4
    assert facilitator.get("workshops:print_pdf", workshop.code, people=people).status_code == 200


def test_page_takes_as_many_queries_however_large_the_room(workshop, facilitator, queries_in):
    few = queries_in(lambda: facilitator.get("workshops:print", workshop.code, people=3))
    many(workshop, 30)
    assert queries_in(lambda: facilitator.get("workshops:print", workshop.code, people=300)) == few


def test_code_of_a_card_is_read_by_a_phone(workshop, facilitator):
    """What is printed is the address that the door answers to."""
    page = facilitator.get("workshops:print", workshop.code)
    addresses = [card["qr_alt"].rpartition(" ")[2] for card in page.context["cards"] if "qr_alt" in card]
    assert addresses[0] == f"http://testserver/j/{workshop.code}/"
    phone = Person()
    assert {phone.client.get(address).status_code for address in addresses} == {200}


# --- the PDF ---


def test_pdf_is_tagged_and_says_its_title_and_language(workshop, facilitator):
    course.update_workshop(workshop=workshop, title="Varhainen tuki", language="sv")
    document = pdf_of(facilitator, workshop)
    root = document.root_object
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - pypdf's own kind of boolean
    assert root["/Lang"] == "sv"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
    assert (document.metadata and document.metadata.title, standard_of(document)) == (
        "Varhainen tuki",
        "PDF/UA-1",
    )


def test_pdf_has_a_page_and_a_heading_for_each_card(workshop, facilitator):
    document = pdf_of(facilitator, workshop, people=40)
    assert len(document.pages) == len(cards(workshop, 40)) == 12
    assert len(tagged(document, "/H1")) == 12


def test_pdf_describes_its_codes_and_leaves_decoration_out(workshop, facilitator):
    document = pdf_of(facilitator, workshop)
    described = [tag["/Alt"] for tag in tagged(document, "/Figure")]
    assert [words.startswith("QR-koodi, joka avaa osoitteen http") for words in described] == [True] * 5


def test_pdf_is_made_within_two_seconds(workshop_at, facilitator):
    workshop = workshop_at("interlude", people=4)
    for n in range(12):
        Theme.objects.create(workshop=workshop, title=f"Theme {n}", selected=True, mark="1")
    began = time.monotonic()
    answer = facilitator.get("workshops:print_pdf", workshop.code, people=128)
    assert time.monotonic() - began < 2 * SLOWNESS
    assert len(PdfReader(io.BytesIO(answer.content)).pages) == 3 + 4 * 4 + 1 + 13


def test_pdf_is_made_for_the_largest_room(workshop, facilitator):
    assert len(pdf_of(facilitator, workshop, people=500).pages) == 3 + 16 * 4 + 1


def test_pdf_keeps_the_longest_texts_on_their_page(workshop_at, facilitator):
    workshop = workshop_at("interlude", people=4)
    longest = ("Mitä teemme yhdessä vuorovaikutustilanteissa, jotta luottamus kasvaisi arjessa? " * 3)[:240]
    course.update_workshop(workshop=workshop, title=longest[:120], place=longest[:120])
    set_prompts(workshop=workshop, language="fi", prompts={n: [longest] * 6 for n in zones.NUMBERS})
    Theme.objects.create(workshop=workshop, title="x", question=longest[:160], selected=True, mark="4")
    assert len(pdf_of(facilitator, workshop).pages) == 3 + 4 + 1 + 2


def test_pdf_shows_markup_as_the_plain_text_it_is(workshop_at, facilitator):
    workshop = workshop_at("interlude", people=4)
    course.update_workshop(workshop=workshop, title=MARKUP)
    Theme.objects.create(workshop=workshop, title=MARKUP, selected=True, mark="4")
    set_prompts(workshop=workshop, language="fi", prompts={1: [MARKUP]})
    assert words_in(pdf_of(facilitator, workshop)).count("".join(MARKUP.split())) == 3


UNUSUAL = [
    "😀 joy",
    "漢字と仮名",
    "سلام",
    "bell\x07",
    "\ufffe",
    "\u202eback",
    "ﷺ \U0010ffff",
    "\u200b",
    "a\r\nb",
]


@pytest.mark.parametrize("text", UNUSUAL)
def test_pdf_is_made_whatever_people_write(text):
    with translation.override("fi"):
        card = {"kind": "theme", "key": "?", "mark": print_cards.mark_picture("?"), "eyebrow": text}
        rest = {"heading": text, "place": text, "note": text, "questions": [text]}
        data = pdf.pdf("cards.typ", {"title": text, "language": "fi", "cards": [card | rest]})
    document = PdfReader(io.BytesIO(data))
    assert (len(document.pages), standard_of(document)) == (1, "PDF/UA-1")


def test_pdf_of_another_is_not_there(workshop, outsider):
    assert outsider.get("workshops:print_pdf", workshop.code).status_code == 404
    assert join(workshop).get("workshops:print_pdf", workshop.code).status_code in (302, 404)


SQUARES = re.compile(
    r'<svg[^>]*viewBox="0 0 (\d+) \1" class="qr"><title>([^<]+)</title>.*?<path[^>]*d="M(\d+) ([\d.]+)'
)


@pytest.mark.parametrize("page", ["console", "projector", "print"])
def test_each_qr_is_named_and_has_four_modules_of_quiet_around_it(workshop, facilitator, page):
    shown = facilitator.get(f"workshops:{page}", workshop.code).content.decode()
    found = SQUARES.findall(shown)
    assert len(found) == shown.count('class="qr"') > 0
    for size, words, left, top in found:
        assert f"http://testserver/j/{workshop.code}/" in words
        assert (int(left), float(top)) == (4, 4.5)  # the middle of the first line of squares
        assert (int(size) - 17 - 2 * 4) % 4 == 0  # 21, 25, 29 … modules
