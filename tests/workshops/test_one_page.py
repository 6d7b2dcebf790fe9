"""The one page: made of the report by itself, in its facilitators' words where they want, and one page."""

from __future__ import annotations

import io
from typing import Any

import docx
import pikepdf
import pytest
from django.utils import translation

from tests.workshops.reported import built, closed_workshop
from tests.workshops.test_report_forms import tags, words_of
from workshops.documents.report import one_page as boxes
from workshops.extension import one_page, report_sections
from workshops.models import Contribution, Need, Task, Workshop

LONG = "Aamupalan aikana jutellaan jokaisen lapsen kanssa rauhassa, jotta huoli ei pääse kasvamaan. " * 5


@pytest.fixture
def held(organisation: Any, facilitator: Any) -> Workshop:
    return closed_workshop(organisation, facilitator.user)


def page_of(workshop: Workshop) -> dict[str, boxes.Box]:
    with translation.override("en"):
        page = one_page.of(report_sections.read(workshop).report, "en")
    return {box.key: box for box in page.boxes}


def texts(box: boxes.Box) -> list[str]:
    return [" · ".join([line.text, *line.small]) for line in box.lines]


def test_one_page_tells_what_it_was_what_keeps_worry_away_and_what_follows(held):
    unmarked = Contribution.objects.filter(group__theme__is_joker=True, kind="practice")
    unmarked.update(pearl=False, text="Quiet")
    found = page_of(held)
    assert texts(found["about"]) == [
        "Learning Café 25 October 2026 · Open Space 29 November 2026",
        "12 people in the first dialogue · under five people in the second dialogue",
        "Akaa",
        "Focus: Growth and learning",
    ]
    assert [(line.text, line.pearl) for line in found["keeps"].lines][-1] == ("Quiet", False)
    assert all(line.pearl for line in found["keeps"].lines[:-1])
    assert texts(found["worries"]) == [  # chosen first; no theme of the no-worry table, and no joker
        "Miten Aamut alkavat yhdessä? · 5 votes",
        "Aamut alkavat yhdessä 5",
        "Aamut alkavat yhdessä 3",
    ]
    told = "24 December 2026 · under way: Aamut alkavat yhdessä"
    assert texts(found["tasks"])[0] == f"Aamut alkavat yhdessä 1 · päiväkodin johtaja · {told}"
    assert "Received by" not in str(texts(found["next"]))
    assert len(found["next"].lines) == 2
    assert [box.more for box in found.values()] == [""] * 6


def test_one_page_is_one_whatever_is_written_and_tells_what_found_no_room(organisation, facilitator):
    full = closed_workshop(organisation, facilitator.user, title="Varhainen " * 12, words=LONG)
    for number in range(20):
        Task.objects.create(workshop=full, what=f"{LONG[:230]} {number}", responsible="johtaja")
        Need.objects.create(workshop=full, text=f"{LONG[:230]} {number}")
    found = page_of(full)
    left = 23 - len(found["tasks"].lines)
    assert found["tasks"].more == f"{left} more do not fit here: see “What we agreed” in the report"
    for form in ("fi", "sv"):
        document = pikepdf.open(io.BytesIO(built(full, "page-pdf", form)))
        assert len(document.pages) == 1
    kinds = [str(tag.S) for tag in tags(document.Root.StructTreeRoot)]
    assert (kinds.count("/H1"), kinds.count("/H2")) == (1, 6)
    with document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
    assert "får inte plats här" in words_of(document)
    word = docx.Document(io.BytesIO(built(full, "page-docx", "en")))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    assert [cell.split("\n")[0] for cell in cells] == [str(title) for title in IN_ORDER]


IN_ORDER = [one_page.TITLES[key] for key in ("about", "keeps", "worries", "agreed", "next", "tasks")]


def test_boxes_filled_to_their_rims_are_one_page_in_large_type_or_small(held):
    for key in one_page.TITLES:
        room, width = boxes.room_of(key)
        held.one_page[key] = "\n".join([("m" * 9 + " ") * (width // 10)] * int(room / 1.25))
        assert boxes.too_many(key, held.one_page[key]) == 0
    held.save()
    assert len(pikepdf.open(io.BytesIO(built(held, "page-pdf", "fi"))).pages) == 1
    assert [box.more for box in page_of(held).values()] == [""] * 6


def test_one_page_of_a_workshop_that_has_only_begun_is_a_page_too(workshop):
    assert len(pikepdf.open(io.BytesIO(built(workshop, "page-pdf", "fi"))).pages) == 1
    assert built(workshop, "page-docx", "sv")
