"""The report before it is shared: a foreword, sections left out, the one page in the facilitators' words."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import Any

import pytest

from tests.factories import Person
from tests.workshops.reported import built, closed_workshop
from workshops.documents.report.codec import encode
from workshops.extension import one_page, report_sections
from workshops.models import Workshop
from workshops.queries import report_words
from workshops.services import facilitation, report_editing, report_sharing


@pytest.fixture
def held(organisation: Any, facilitator: Person) -> Workshop:
    assert facilitator.user
    return closed_workshop(organisation, facilitator.user)


def save(person: Person, workshop: Workshop, part: str, words: str, **more: str) -> Any:
    read = report_words.version_of(Workshop.objects.get(pk=workshop.pk), part)
    return person.post("workshops:write_report", workshop.code, part, words=words, **{"read": read, **more})


def data_of(workshop: Workshop) -> Any:
    return json.loads(built(Workshop.objects.get(pk=workshop.pk), "json", "fi"))


def test_foreword_stands_in_every_form_and_counts_as_a_change(held, facilitator):
    rev = held.rev
    assert save(facilitator, held, "foreword", "Kiitos kaikille.").status_code == 200
    held.refresh_from_db()
    assert (held.rev, data_of(held)["foreword"]) == (rev + 1, "Kiitos kaikille.")
    assert "Kiitos kaikille." in facilitator.get("workshops:report", held.code).content.decode()
    assert save(facilitator, held, "foreword", "Kiitos kaikille.").status_code == 200
    held.refresh_from_db()
    assert held.rev == rev + 1


def test_sections_left_out_are_in_no_form_with_their_themes_and_pictures(held, facilitator):
    out = ["themes", "open-space", "pearls"]
    kept = [section.key for section in report_sections.registered() if section.key not in out]
    assert facilitator.post("workshops:leave_out", held.code, read="", kept=kept).status_code == 200
    found = data_of(held)
    assert (found["left_out"], list(found["sections"])) == (
        sorted(out),
        [key for key in kept if key != "library"],
    )
    assert len(found["themes"]) == 6  # those of the zones' groups; the joker is told of nowhere
    held.refresh_from_db()
    archive = zipfile.ZipFile(io.BytesIO(built(held, "zip", "en")))
    assert [name for name in archive.namelist() if name.startswith("pictures/")] == []
    table = csv.reader(io.StringIO(built(held, "csv", "en").decode("utf-8-sig")), delimiter=";")
    assert {row[0] for row in table}.isdisjoint({"Themes and votes", "Open Space", "Pearls"})
    page = facilitator.get("workshops:report", held.code).content.decode()
    assert "Themes and votes" not in page
    assert "What we heard" in page
    report_editing.leave_out(workshop=held, out=["zones"], back=["pearls"])
    assert [theme["ref"] for theme in data_of(held)["themes"]] == ["t1", "t2", "t3"]  # of the pearls, anew
    report_editing.leave_out(workshop=held, out=["heard"], back=out)
    assert len(data_of(held)["themes"]) == 7


def test_two_who_leave_out_different_sections_both_get_their_way(held, facilitator, second):
    facilitation.add_second(workshop=held, user=second.user)
    every = [section.key for section in report_sections.registered()]
    for person, gone in ((facilitator, "heard"), (second, "feedback")):
        kept = [key for key in every if key != gone]
        person.post("workshops:leave_out", held.code, read="", kept=kept)
    assert data_of(held)["left_out"] == ["feedback", "heard"]


def test_box_is_reworded_and_made_by_itself_again(held, facilitator):
    before = encode(report_sections.read(held).report)
    made = one_page.usual_words(report_sections.read(held).report, "keeps")
    assert made.startswith("Aamut alkavat yhdessä")
    assert save(facilitator, held, "keeps", "Puhumme ajoissa\nKahvi on kuumaa").status_code == 200
    page = facilitator.get("workshops:one_page", held.code).content.decode()
    assert "Kahvi on kuumaa" in page
    assert save(facilitator, held, "next", "").status_code == 200
    assert "What happens next" not in facilitator.get("workshops:one_page", held.code).content.decode()
    assert save(facilitator, held, "keeps", made).status_code == 200  # typed back by hand
    assert save(facilitator, held, "next", "", usual="1").status_code == 200
    held.refresh_from_db()
    assert encode(report_sections.read(held).report) == before


def test_box_that_is_too_long_is_told_by_how_much_and_loses_nothing(held, facilitator):
    words = "\n".join(f"Rivi {number}" for number in range(40))
    answer = save(facilitator, held, "agreed", words)
    assert answer.status_code == 422
    assert "about 40 lines too long" in answer.content.decode()
    assert "Rivi 39" in answer.content.decode()
    assert save(facilitator, held, "agreed", "Soita 040 123 4567").status_code == 422
    assert save(facilitator, held, "agreed", "Tunnus 131052-308T", anyway="1").status_code == 422
    plain = facilitator.submit("workshops:write_report", held.code, "agreed", words=words)
    assert (plain.status_code, "Rivi 39" in plain.content.decode()) == (422, True)
    held.refresh_from_db()
    assert held.one_page == {}


def test_colleagues_words_stand_beside_those_that_came_later(held, facilitator, second):
    facilitation.add_second(workshop=held, user=second.user)
    read = report_words.version_of(held, "foreword")
    save(second, held, "foreword", "Hei vain")
    answer = save(facilitator, held, "foreword", "Kiitos", read=read)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "“Hei vain”" in page
    assert ">\nKiitos</textarea>" in page
    assert data_of(held)["foreword"] == "Hei vain"


def test_report_that_is_shared_is_not_changed_and_rehearsals_begin_without_words(held, facilitator):
    save(facilitator, held, "foreword", "Kiitos")
    report_sharing.share_report(workshop=held, shared=True)
    answer = save(facilitator, held, "foreword", "Muuta")
    assert (answer.status_code, "Stop sharing it first" in answer.content.decode()) == (409, True)
    assert facilitator.post("workshops:leave_out", held.code, read="", kept=[]).status_code == 409
    found = data_of(held)
    assert (found["foreword"], found["left_out"]) == ("Kiitos", [])
    assert "Stop sharing it first" in facilitator.get("workshops:edit_report", held.code).content.decode()
