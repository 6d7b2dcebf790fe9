"""The questions of the tables: a workshop's own wording in each language, and what a reader is asked."""

from __future__ import annotations

import pytest
from django.utils import translation

from tests.factories import go, join, table_of
from tests.markup import flat
from worryzones import zones
from worryzones.models import Prompt
from worryzones.queries.prompts import prompts_of, usual
from worryzones.services.prompts import set_prompts

OWN = ["Missä meillä sujuu?", "Mitä silloin teemme?"]


def asked(workshop, language: str, zone: int = 1) -> list[str]:
    with translation.override(language):
        return prompts_of(workshop)[zone]


def test_usual_questions_are_asked_in_the_readers_language(workshop):
    assert asked(workshop, "sv") == usual(1, "sv")
    assert usual(1, "sv") != usual(1, "fi")


def test_own_questions_of_one_language_leave_the_others_as_they_were(workshop):
    set_prompts(workshop=workshop, language="fi", prompts={1: OWN})
    assert asked(workshop, "fi") == OWN
    assert asked(workshop, "sv") == usual(1, "sv")
    set_prompts(workshop=workshop, language="sv", prompts={1: ["Var går det bra?"]})
    assert asked(workshop, "sv") == ["Var går det bra?"]
    assert asked(workshop, "fi") == OWN
    assert asked(workshop, "en") == usual(1, "en")
    assert asked(workshop, "fi", zone=2) == usual(2, "fi")


def test_phone_asks_in_the_readers_language(workshop):
    set_prompts(workshop=workshop, language="fi", prompts=dict.fromkeys((1, 2, 3, 4), OWN))
    reader, finn = join(workshop, language="en"), join(workshop, language="fi")
    go(workshop, "cafe-1")
    page = flat(reader.get("workshops:stage", workshop.code).content)
    assert f"<h2 data-prompt>{usual(table_of(reader).zone_number, 'en')[0]}</h2>" in page
    assert f"<h2 data-prompt>{OWN[0]}</h2>" in flat(finn.get("workshops:stage", workshop.code).content)


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


def zone_on_page(answer, number: int) -> dict[str, object]:
    return answer.context["form"].rows()[number - 1]


def test_page_of_another_language_still_has_the_default_questions(workshop, facilitator):
    """And that of the language with own ones says who is asked the default ones."""
    set_prompts(workshop=workshop, language="fi", prompts={1: OWN})
    set_prompts(workshop=workshop, language="en", prompts={1: ["Where does it go well?"]})
    swedish = zone_on_page(facilitator.get("worryzones:prompts", workshop.code, language="sv"), 1)
    assert swedish["field"].value() == "\n".join(usual(1, "sv"))
    assert swedish["asked_ready"] == []
    finnish = facilitator.get("worryzones:prompts", workshop.code, language="fi")
    assert zone_on_page(finnish, 1)["asked_ready"] == ["Swedish"]
    assert zone_on_page(finnish, 2)["asked_ready"] == []
    assert "In other languages (Swedish) people are asked the default questions" in flat(finnish.content)


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        ("2", [["Typed?"], usual(2, "fi")]),
        ("all", [usual(1, "fi"), usual(2, "fi")]),
        ("2-1", [["Typed?"], ["Mikä mietityttää?", usual(2, "fi")[1], "Entä sitten?"]]),
        ("2-99", [["Typed?"], ["Mikä mietityttää?", "Entä sitten?"]]),
        ("nonsense", [["Typed?"], ["Mikä mietityttää?", "Entä sitten?"]]),
    ],
)
def test_default_questions_are_put_back_and_wait_to_be_saved(workshop, facilitator, which, expected):
    set_prompts(workshop=workshop, language="fi", prompts={1: OWN})
    typed = {"zone_1": "Typed?", "zone_2": "Mikä mietityttää?\nEntä sitten?"}
    answer = save(facilitator, workshop, "fi", **typed, put_back=which)
    assert answer.status_code == 200
    shown = [zone_on_page(answer, number)["field"].value().splitlines() for number in (1, 2)]
    assert shown == expected
    assert 'data-asks="unsaved"' in flat(answer.content)
    assert [prompt.text for prompt in Prompt.objects.all()] == OWN


def test_own_questions_go_back_to_the_default_ones(workshop, facilitator):
    set_prompts(workshop=workshop, language="fi", prompts={1: OWN})
    set_prompts(workshop=workshop, language="sv", prompts={1: ["Var går det bra?"]})
    save(facilitator, workshop, "sv")
    assert asked(workshop, "sv") == usual(1, "sv")
    assert asked(workshop, "fi") == OWN


def test_page_goes_on_to_another_language_and_saves_first(workshop, facilitator):
    answer = save(facilitator, workshop, "fi", zone_1="Mikä sujuu?", then="sv")
    assert answer.url == f"/run/{workshop.code}/prepare/questions/?language=sv&saved"
    assert "✓ Saved" in flat(facilitator.client.get(answer.url).content)
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
    assert asked(workshop, "fi", zone=2) == usual(2, "fi")


def test_an_empty_line_among_questions_is_left_out(workshop, facilitator):
    save(facilitator, workshop, "fi", zone_2="Mikä mietityttää?\n\u200b\nMikä auttaa?")
    assert asked(workshop, "fi", zone=2) == ["Mikä mietityttää?", "Mikä auttaa?"]


def test_questions_that_were_worded_before_stay_and_the_ready_ones_are_shown_beside_them(
    workshop, facilitator
):
    set_prompts(workshop=workshop, language="fi", prompts={1: OWN})
    page = facilitator.get("worryzones:prompts", workshop.code, language="fi")
    first, second = zone_on_page(page, 1), zone_on_page(page, 2)
    assert first["field"].value() == "\n".join(OWN)
    assert [question for _place, question in first["missing"]] == usual(1, "fi")
    assert (second["field"].value(), second["missing"]) == ("\n".join(usual(2, "fi")), [])
    save(facilitator, workshop, "fi", zone_1="\n".join(OWN))
    assert asked(workshop, "fi") == OWN


def test_each_zone_is_explained_where_its_questions_are_worded(workshop, facilitator):
    page = flat(facilitator.get("worryzones:prompts", workshop.code).content)
    assert [zone.number for zone in zones.ZONES if f'<p class="quiet">{zone.signs}</p>' not in page] == []


@pytest.mark.parametrize("language", ["", "de", "../", "\x00"])
def test_page_of_no_language_is_that_of_the_workshop(workshop, facilitator, language):
    page = facilitator.get("worryzones:prompts", workshop.code, language=language)
    assert page.context["language"] == workshop.language
