"""Areas: municipalities, wellbeing services counties and others, and what becomes of one that is merged."""

from __future__ import annotations

from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.http import HttpResponse

from tests.factories import AreaFactory, Person, signed_in
from tests.markup import flat
from tests.pairs.meeting import two_sides
from tests.workshops.test_preparation import filled_in
from workshops.models import Area, User, Workshop
from workshops.queries import areas as areas_queries
from workshops.services import areas

WORKSHOPS = "admin:workshops_workshop_changelist"


@pytest.fixture
def operator(db: None) -> Person:
    return signed_in(User.objects.create_superuser("operator@example.org", "x"))


@pytest.fixture
def rusko(db: None) -> Area:
    return AreaFactory(name="Rusko")


@pytest.fixture
def vahto(rusko: Area) -> Area:
    """It took part once, and has become part of Rusko since."""
    return AreaFactory(name="Vahto", merged_into=rusko)


@pytest.fixture
def earlier(workshop, vahto):
    workshop.areas.set([vahto, AreaFactory(name="Varsinais-Suomen hyvinvointialue", kind=Area.Kind.COUNTY)])
    return workshop


# --- kinds ---


def test_preparation_offers_areas_under_their_kinds(facilitator):
    for name, kind in [
        ("Akaa", "municipality"),
        ("Pirha", "county"),
        ("Seurakunta", "other"),
        ("Åbo", "county"),
    ]:
        AreaFactory(name=name, kind=kind)
    page = flat(facilitator.get("workshops:new").content)
    words = [
        "Municipalities<",
        "Akaa",
        "Wellbeing services counties<",
        "Pirha",
        "Åbo",
        "Other communities<",
        "Seur",
    ]
    places = [page.index(word) for word in words]
    assert places == sorted(places)


def test_report_tells_areas_under_their_kinds(earlier, facilitator):
    report = flat(facilitator.get("workshops:report", earlier.code).content)
    assert "<dt>Municipalities</dt><dd>Vahto (now Rusko)</dd>" in report
    assert "<dt>Wellbeing services counties</dt><dd>Varsinais-Suomen hyvinvointialue</dd>" in report
    assert "Other communities" not in report


# --- merging ---


def test_a_merged_area_stays_in_its_workshops_and_is_found_under_both_names(
    earlier, vahto, rusko, coordinator
):
    assert vahto in earlier.areas.all()
    for query in ({"q": "Vahto"}, {"q": "rusko"}, {"area": rusko.pk}):
        assert "Vahto (now Rusko)" in coordinator.get(WORKSHOPS, **query).content.decode()
    assert earlier.title not in coordinator.get(WORKSHOPS, q="Raisio").content.decode()


def test_a_merged_area_is_offered_to_no_new_workshop_but_kept_where_it_is(earlier, vahto, facilitator):
    assert "Vahto" not in facilitator.get("workshops:new").content.decode()
    kept = flat(facilitator.get("workshops:prepare", earlier.code).content)
    assert "Vahto (now Rusko)" in kept
    sent = filled_in(earlier.organisation, title="Later", areas=[area.pk for area in earlier.areas.all()])
    assert facilitator.submit("workshops:prepare", earlier.code, **sent).status_code == 302
    assert vahto in earlier.areas.all()
    earlier.refresh_from_db()
    assert earlier.title == "Later"


def test_a_workshop_begun_from_an_earlier_one_takes_what_its_areas_are_part_of_now(
    earlier, rusko, facilitator
):
    page = flat(facilitator.client.get(f"/run/new/?from={earlier.code}").content)
    assert f'name="areas" value="{rusko.pk}" id="id_areas_0" checked' in page
    assert "Vahto" not in page


@pytest.mark.parametrize("send", ["new", "details"])
def test_an_area_merged_since_the_page_was_read_is_told_by_name_and_nothing_typed_is_lost(
    send, workshop, facilitator, coordinator, rusko
):
    vahto = AreaFactory(name="Vahto")
    sent = filled_in(workshop.organisation, title="Typed before", areas=[vahto.pk, rusko.pk])
    vahto.merged_into = rusko
    areas.keep(area=vahto)
    if send == "new":
        answer = facilitator.submit("workshops:new", **sent)
    else:
        answer = coordinator.submit("admin:workshops_workshop_details", workshop.pk, **sent)
    page = flat(answer.content)
    assert "“Vahto” has become part of “Rusko”. Tick that one instead." in page
    assert 'value="Typed before"' in page
    box = page.index(f'name="areas" value="{rusko.pk}"')
    assert "checked" in page[box : page.index(">", box)]
    assert not Workshop.objects.filter(title="Typed before").exists()


def test_what_had_become_part_of_an_area_goes_along_when_that_is_merged_too(earlier, vahto, rusko):
    turku = AreaFactory(name="Turku")
    rusko.merged_into = turku
    areas.keep(area=rusko)
    vahto.refresh_from_db()
    assert (vahto.merged_into, areas_queries.label(vahto)) == (turku, "Vahto (now Turku)")
    assert earlier in Workshop.objects.filter(areas_queries.taking_part(turku.pk))


def test_a_merge_is_made_and_taken_back_in_the_admin(operator, earlier, rusko):
    raisio = AreaFactory(name="Raisio")
    for into, stands in ((raisio.pk, raisio), ("", None)):
        body = {"name": "Rusko", "kind": "municipality", "merged_into": into}
        assert operator.submit("admin:workshops_area_change", rusko.pk, **body).status_code == 302
        rusko.refresh_from_db()
        assert rusko.merged_into == stands


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"merged_into": "itself"}, "has itself become part of another"),
        ({"merged_into": "vahto"}, "has itself become part of another"),
        ({"merged_into": "9" * 40}, "has itself become part of another"),
        ({"name": " "}, "Write something first."),
        ({"name": "R" * 121}, "Use at most 120 characters."),
        ({"name": "Raisio"}, "“Raisio” is in the list already"),
        ({"name": "raISio"}, "“Raisio” is in the list already"),
        ({"name": "VAHTO"}, "“Vahto (now Rusko)” is in the list already"),
        ({"kind": "planet"}, "not one of the available choices"),
        ({"kind": ""}, "This field is required."),
    ],
)
def test_what_is_wrong_with_an_area_is_said_and_what_was_typed_is_kept(
    operator, rusko, vahto, changed, words
):
    AreaFactory(name="Raisio")
    named = {"itself": rusko.pk, "vahto": vahto.pk}
    body = {"name": "Typed", "kind": "municipality", "merged_into": "", **changed}
    body["merged_into"] = named.get(body["merged_into"], body["merged_into"])
    answer = operator.submit("admin:workshops_area_change", rusko.pk, **body)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert f'value="{body["name"].strip()}"' in answer.content.decode() or not body["name"].strip()
    rusko.refresh_from_db()
    assert (rusko.name, rusko.kind, rusko.merged_into) == ("Rusko", "municipality", None)


WRITINGS = ("kunta ä", "KUNTA Ä", " Kunta   Ä ", "Kunta\u00a0Ä", "Kunta A\u0308", "Kunta\u200b Ä")


@pytest.mark.parametrize("written", WRITINGS)
def test_an_area_stands_in_the_list_once_however_it_is_written(operator, written):
    AreaFactory(name="Kunta Ä")
    answer = operator.submit("admin:workshops_area_add", name=written, kind="municipality")
    assert "“Kunta Ä” is in the list already" in answer.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        AreaFactory(name=written)
    assert Area.objects.get_or_add(kind="municipality", name=written)[0].name == "Kunta Ä"
    assert Area.objects.count() == 1


@pytest.mark.parametrize("name", ["Kunta A", "Kunta Å", "Kunta Äa", "Kunta"])
def test_another_name_is_another_area(operator, name):
    AreaFactory(name="Kunta Ä")
    answer = operator.submit("admin:workshops_area_add", name=name, kind="municipality")
    assert answer.status_code == 302
    assert Area.objects.filter(name=name).exists()


def test_an_area_may_be_written_otherwise_than_it_was(operator, rusko):
    body = {"name": "RUSKO", "kind": "municipality", "merged_into": ""}
    assert operator.submit("admin:workshops_area_change", rusko.pk, **body).status_code == 302
    rusko.refresh_from_db()
    assert rusko.name == "RUSKO"


@pytest.mark.django_db(transaction=True)
def test_two_who_add_an_area_at_once_add_one_and_one_of_them_is_told():
    user = User.objects.create_superuser("operator@example.org", "x")
    coordinators = [signed_in(user), signed_in(user)]
    for number in range(5):
        answers: list[HttpResponse] = []

        def ready(side: int, number: int = number, answers: list[HttpResponse] = answers):
            body = {"name": ("Kunta", "KUNTA")[side] + f" {number}", "kind": "municipality"}
            return lambda: answers.append(coordinators[side].submit("admin:workshops_area_add", **body))

        with two_sides() as sides:
            assert sides.at_once(partial(ready, 0), partial(ready, 1)) == ["done", "done"]
        assert sorted(answer.status_code for answer in answers) == [200, 302]
        assert "is in the list already" in next(a for a in answers if a.status_code == 200).content.decode()
        assert Area.objects.count() == number + 1


def test_a_county_may_have_the_name_of_a_municipality(operator, rusko):
    operator.submit("admin:workshops_area_add", name="Rusko", kind="county")
    assert Area.objects.filter(name="Rusko").count() == 2


def test_an_area_that_took_part_is_not_deleted(operator, earlier, rusko, vahto):
    unused = AreaFactory()
    for area, code in ((vahto, 403), (rusko, 200), (unused, 302)):
        answer = operator.submit("admin:workshops_area_delete", area.pk, post="yes")
        assert answer.status_code == code
    assert set(Area.objects.filter(pk__in=(vahto.pk, rusko.pk, unused.pk))) == {vahto, rusko}


@pytest.mark.parametrize("used", ["Rusko", "Vahto"])
def test_coordinators_merge_only_what_no_one_else_uses(coordinator, elsewhere, rusko, vahto, used):
    elsewhere.areas.add(Area.objects.get(name=used))
    other = AreaFactory()
    body = {"name": "Rusko", "kind": "municipality", "merged_into": other.pk}
    assert coordinator.submit("admin:workshops_area_change", rusko.pk, **body).status_code == 403
    rusko.refresh_from_db()
    assert rusko.merged_into is None


def test_a_pasted_list_of_areas_is_added_at_once(operator):
    """The same name twice, empty lines and stray spaces do no harm."""
    names = "Kaarina\r\n\r\n  Lieto \nkaarina\nRaisio"
    answer = operator.submit("admin:workshops_area_add", name=names, kind="municipality")
    assert answer.status_code == 302
    assert list(Area.objects.order_by("name").values_list("name", "kind")) == [
        ("Kaarina", "municipality"),
        ("Lieto", "municipality"),
        ("Raisio", "municipality"),
    ]


def test_a_list_with_an_area_that_is_there_already_adds_none_and_is_kept(operator, rusko):
    answer = operator.submit("admin:workshops_area_add", name="Lieto\nRusko\nRaisio", kind="municipality")
    assert "“Rusko” is in the list already" in answer.content.decode()
    assert "Lieto\nRusko\nRaisio</textarea>" in answer.content.decode()
    assert list(Area.objects.all()) == [rusko]
