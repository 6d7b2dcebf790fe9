"""The questions of the tables: a workshop's own wording in each language, and what a reader is asked."""

from __future__ import annotations

import pytest
from django.utils import translation

from tests.factories import go, join, table_of
from tests.markup import flat
from workshops.services import course
from worryzones import zones
from worryzones.models import Prompt
from worryzones.queries.prompts import Question, prompts_of, usual
from worryzones.services.prompts import set_prompts

OWN = ["Missä meillä sujuu?", "Mitä silloin teemme?"]


def asked(workshop, language: str, zone: int = 1) -> list[Question]:
    with translation.override(language):
        return prompts_of(workshop)[zone]


def test_usual_questions_are_asked_in_the_readers_language(workshop):
    assert [q.text for q in asked(workshop, "sv")] == usual(1, "sv")
    assert usual(1, "sv") != usual(1, "fi")
    assert {q.language for q in asked(workshop, "sv")} == {""}


def test_own_questions_are_asked_everyone_and_marked_where_the_language_is_another(workshop):
    set_prompts(workshop=workshop, language="fi", prompts={1: OWN})
    assert asked(workshop, "fi") == [Question(text) for text in OWN]
    assert asked(workshop, "sv") == [Question(text, "fi") for text in OWN]
    assert [q.text for q in asked(workshop, "sv", zone=2)] == usual(2, "sv")


def test_own_questions_in_the_readers_language_come_first(workshop):
    set_prompts(workshop=workshop, language="fi", prompts={1: OWN})
    set_prompts(workshop=workshop, language="sv", prompts={1: ["Var går det bra?"]})
    assert asked(workshop, "sv") == [Question("Var går det bra?")]
    assert asked(workshop, "en") == [Question(text, "fi") for text in OWN]


def test_own_questions_in_the_workshops_language_come_before_others(workshop):
    course.update_workshop(workshop=workshop, language="sv")
    set_prompts(workshop=workshop, language="fi", prompts={1: OWN})
    set_prompts(workshop=workshop, language="sv", prompts={1: ["Var går det bra?"]})
    assert asked(workshop, "en") == [Question("Var går det bra?", "sv")]


def test_phone_marks_a_question_in_another_language(workshop):
    set_prompts(workshop=workshop, language="fi", prompts=dict.fromkeys((1, 2, 3, 4), OWN))
    reader = join(workshop, language="en")
    go(workshop, "cafe-1")
    page = flat(reader.get("workshops:stage", workshop.code).content)
    assert f'<h2 data-prompt lang="fi">{OWN[0]}</h2>' in page
    assert table_of(reader)


# --- the page ---


def save(person, workshop, language: str, **zones: str):
    address = f"/run/{workshop.code}/prepare/questions/?language={language}"
    texts = {f"zone_{n}": "\n".join(usual(n, language)) for n in (1, 2, 3, 4)}
    return person.client.post(address, texts | zones)


def test_page_keeps_what_differs_from_the_usual(workshop, facilitator):
    assert save(facilitator, workshop, "sv", zone_2="Vad undrar vi?\n\n  Och sedan?  ").status_code == 302
    kept = Prompt.objects.values_list("language", "zone_number", "order", "text")
    assert list(kept) == [("sv", 2, 0, "Vad undrar vi?"), ("sv", 2, 1, "Och sedan?")]


def test_page_of_one_language_leaves_the_others(workshop, facilitator):
    set_prompts(workshop=workshop, language="fi", prompts={1: OWN})
    save(facilitator, workshop, "sv", zone_1="Var går det bra?")
    assert Prompt.objects.filter(language="fi").count() == 2
    save(facilitator, workshop, "sv", zone_1="")
    assert set(Prompt.objects.values_list("language", flat=True)) == {"fi"}


def test_page_tells_what_is_asked_meanwhile_in_another_language(workshop, facilitator):
    set_prompts(workshop=workshop, language="fi", prompts={1: OWN})
    page = facilitator.get("worryzones:prompts", workshop.code, language="sv")
    field = page.context["form"]["zone_1"]
    assert field.value() == ""
    assert field.help_text == (
        "Until you write some here, people are asked in another language (Finnish): " + " ".join(OWN)
    )


def test_usual_questions_can_be_asked_although_another_language_has_its_own(workshop, facilitator):
    set_prompts(workshop=workshop, language="fi", prompts={1: OWN})
    save(facilitator, workshop, "sv")
    assert [q.text for q in asked(workshop, "sv")] == usual(1, "sv")


def test_own_questions_can_go_back_to_the_usual_although_another_language_has_its_own(workshop, facilitator):
    set_prompts(workshop=workshop, language="fi", prompts={1: OWN})
    set_prompts(workshop=workshop, language="sv", prompts={1: ["Var går det bra?"]})
    save(facilitator, workshop, "sv")
    assert [q.text for q in asked(workshop, "sv")] == usual(1, "sv")


def test_page_goes_on_to_another_language_and_saves_first(workshop, facilitator):
    answer = save(facilitator, workshop, "fi", zone_1="Mikä sujuu?", then="sv")
    assert answer.url == f"/run/{workshop.code}/prepare/questions/?language=sv"
    assert Prompt.objects.get().text == "Mikä sujuu?"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("x" * 2000, "A question is too long. Use at most 240 characters for each."),
        ("\n".join(f"Question {n}?" for n in range(7)), "At most six questions, each on its own line."),
        ("Ask 131052-308T?", "This holds a personal identity code"),
        ("a\x00b", "Null characters are not allowed."),
        ("?", "A question needs words."),
        ("Mikä sujuu?\n – \nEntä sitten?", "A question needs words."),
        ("…", "A question needs words."),
    ],
)
def test_page_tells_beside_the_field_and_keeps_what_was_typed(workshop, facilitator, typed, told):
    answer = save(facilitator, workshop, "fi", zone_3=typed, zone_1="Mikä sujuu?")
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["zone_3"]
    assert answer.context["form"].errors["zone_3"][0].startswith(told)
    assert answer.context["form"]["zone_1"].value() == "Mikä sujuu?"
    assert answer.context["form"]["zone_3"].value() == typed
    assert not Prompt.objects.exists()


@pytest.mark.parametrize("empty", ["", " ", "\n\n", "\u200b", "\u00a0\n\u2060", "\ufeff\n\u00ad", "\t\n\r\n"])
def test_empty_questions_are_none_and_the_ready_ones_are_asked(workshop, facilitator, empty):
    assert save(facilitator, workshop, "fi", zone_2=empty).status_code == 302
    assert not Prompt.objects.exists()
    assert [q.text for q in asked(workshop, "fi", zone=2)] == usual(2, "fi")


def test_an_empty_line_among_questions_is_left_out(workshop, facilitator):
    save(facilitator, workshop, "fi", zone_2="Mikä mietityttää?\n\u200b\nMikä auttaa?")
    assert [q.text for q in asked(workshop, "fi", zone=2)] == ["Mikä mietityttää?", "Mikä auttaa?"]


def test_questions_that_were_worded_before_stay_and_the_ready_ones_are_shown_beside_them(
    workshop, facilitator
):
    set_prompts(workshop=workshop, language="fi", prompts={1: OWN})
    page = facilitator.get("worryzones:prompts", workshop.code, language="fi")
    shown = {zone.number: (field.value(), ready) for zone, field, ready in page.context["form"].zones()}
    assert shown[1] == ("\n".join(OWN), usual(1, "fi"))
    assert shown[2] == ("\n".join(usual(2, "fi")), [])
    save(facilitator, workshop, "fi", zone_1="\n".join(OWN))
    assert [q.text for q in asked(workshop, "fi")] == OWN


def test_each_zone_is_explained_where_its_questions_are_worded(workshop, facilitator):
    page = flat(facilitator.get("worryzones:prompts", workshop.code).content)
    assert [zone.number for zone in zones.ZONES if f'<p class="quiet">{zone.signs}</p>' not in page] == []


@pytest.mark.parametrize("language", ["", "de", "../", "\x00"])
def test_page_of_no_language_is_that_of_the_workshop(workshop, facilitator, language):
    page = facilitator.get("worryzones:prompts", workshop.code, language=language)
    assert page.context["language"] == workshop.language
