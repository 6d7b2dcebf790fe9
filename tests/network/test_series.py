"""Series: begun, worded, filled and emptied; and what those are told who join a workshop of one."""

from __future__ import annotations

from functools import partial

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from network.models import Series, SeriesMember, Turn
from network.queries import series as series_queries
from network.services import series as series_services
from network.services import series_members, series_workshops
from tests.factories import AreaFactory, Person, UserFactory, WorkshopFactory, go, join
from tests.markup import flat
from tests.network.filled import filled
from workshops.models import Membership, Organisation, OwnScript, Workshop
from workshops.refusals import Gone, Refused
from workshops.services.rewording import Overtaken
from worryzones.models import Prompt, TablePlace

pytestmark = pytest.mark.django_db
IDENTITY_CODE = "131052-308T"


def workshops_in(series: Series) -> set[str]:
    return set(series.workshops.values_list("title", flat=True))


def page_of(person: Person, series: Series, **asked: object) -> str:
    return flat(person.get("network:one_series", series.pk, **asked).content)


# --- beginning and wording ---


def test_a_series_is_begun_with_a_name_alone(coordinator, organisation):
    begun = coordinator.submit("network:begin_series", name="Eight towns", language="en")
    series = Series.objects.get()
    assert begun.url == reverse("network:one_series", args=[series.pk])
    assert series.organisation == organisation
    assert "Eight towns" in flat(coordinator.get("network:series").content)


def test_no_series_yet_says_how_to_begin(coordinator):
    assert "Begin the first one here" in flat(coordinator.get("network:series").content)


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("name", " ", "Write something first."),
        ("name", f"Round {IDENTITY_CODE}", "personal identity code"),
        ("purpose", f"For {IDENTITY_CODE}", "personal identity code"),
        ("name", "x" * 121, "This is too long."),
        ("ends_on", "2026-01-01", "This is before it begins."),
        ("begins_on", "soon", "Enter a valid date."),
        ("language", "xx", "xx is not one of the available choices."),
    ],
)
def test_what_cannot_be_saved_is_told_beside_the_field_and_kept(coordinator, field, typed, told):
    typed_all = {"name": "Round", "purpose": "Kept", "language": "en", "begins_on": "2026-02-01"}
    answer = coordinator.submit("network:begin_series", **{**typed_all, field: typed})
    assert answer.status_code == 422
    assert told in flat(answer.content)
    assert typed.strip() in answer.content.decode()
    assert not Series.objects.exists()


def test_nobody_begins_a_series_of_another_organisation(coordinator, other_organisation):
    asked = {"name": "Round", "language": "en", "organisation": other_organisation.pk}
    assert coordinator.submit("network:begin_series", **asked).status_code == 422


def test_who_rewords_what_a_colleague_has_changed_meanwhile_is_told(coordinator, series):
    page = coordinator.get("network:series_settings", series.pk)
    read = page.context["words"]["read"].value()
    series_services.reword(
        series=series, read=None, name="Nine towns", purpose="", begins_on=None, ends_on=None
    )
    typed = {"name": "Ten towns", "purpose": "New", "language": "en", "read": read}
    answer = coordinator.submit("network:reword_series", series.pk, **typed)
    assert answer.status_code == 422
    assert "Nine towns" in flat(answer.content)
    assert "Ten towns" in answer.content.decode()
    assert Series.objects.get().name == "Nine towns"
    again = answer.context["words"]["read"].value()
    assert (
        coordinator.submit("network:reword_series", series.pk, **{**typed, "read": again}).status_code == 302
    )
    assert Series.objects.get().name == "Ten towns"


def test_of_two_who_choose_areas_both_are_heeded(series):
    first, second, third = (AreaFactory() for _each in range(3))
    series_services.set_areas(series=series, read=[], areas=[first])
    series_services.set_areas(series=series, read=[first.pk], areas=[first, second])
    series_services.set_areas(series=series, read=[first.pk], areas=[third])
    assert set(series.areas.all()) == {second, third}


def test_an_area_that_was_merged_stands_as_what_it_is_part_of_now(series, planned):
    now = AreaFactory(name="Rusko")
    before = AreaFactory(name="Vahto", merged_into=now)
    series.areas.add(before)
    planned.areas.add(before)
    series_workshops.put(series=series, workshop=planned, by=UserFactory())
    (row,) = series_queries.area_rows(series)
    assert (row.label, row.has_had, row.is_planned) == ("Rusko", False, True)
    go(planned, "closed")
    assert series_queries.area_rows(series)[0].has_had


def test_of_two_who_choose_the_template_the_second_is_told(coordinator, series, planned, workshop):
    series_services.choose_template(series=series, read="", template=planned)
    with pytest.raises(Overtaken):
        series_services.choose_template(series=series, read="", template=workshop)
    answer = coordinator.submit("network:choose_series_template", series.pk, template=workshop.pk, read="")
    assert answer.status_code == 422
    assert "has meanwhile chosen “Planned”" in flat(answer.content)
    read = answer.context["template_form"]["read"].value()
    coordinator.submit("network:choose_series_template", series.pk, template=workshop.pk, read=read)
    assert Series.objects.get().template == workshop


def test_the_template_is_one_of_the_organisation_that_looks_after_it(coordinator, joined, theirs):
    answer = coordinator.submit("network:choose_series_template", joined.pk, template=theirs.pk, read="")
    assert answer.status_code == 422


# --- workshops in it ---


def test_a_workshop_made_in_a_series_begins_with_its_questions_and_script(
    foreign_coordinator, other_organisation, joined, planned
):
    """And with nothing that is the organisation's own, such as rooms."""
    Prompt.objects.create(workshop=planned, language="en", zone_number=1, order=1, text="What works?")
    OwnScript.objects.create(workshop=planned, step="cafe-1", text="Welcome, all eight towns")
    TablePlace.objects.create(workshop=planned, cafe_number=1, zone_number=1, place="Room 5")
    Workshop.objects.filter(pk=planned.pk).update(votes_each=7, place="Town hall")
    joined.template = planned
    joined.save()
    address = f"{reverse('workshops:new')}?in=series-{joined.pk}"
    page = foreign_coordinator.client.get(address)
    form = page.context["form"]
    assert "becomes part of the series “Eight towns”" in flat(page.content)
    assert (form["votes_each"].value(), form["place"].value()) == (7, "")
    assert form["organisation"].value() == other_organisation.pk
    typed = filled(form, recipients="Heads", title="Ours")
    made = foreign_coordinator.client.post(address, typed)
    assert made.status_code == 302
    workshop = Workshop.objects.get(title="Ours")
    assert (workshop.organisation, workshops_in(joined)) == (other_organisation, {"Ours"})
    assert workshop.scripts.get().text == "Welcome, all eight towns"
    assert Prompt.objects.get(workshop=workshop).text == "What works?"
    assert not TablePlace.objects.filter(workshop=workshop).exists()


def test_nothing_is_made_in_a_series_that_the_organisation_has_left_meanwhile(
    foreign_coordinator, other_organisation, joined
):
    address = f"{reverse('workshops:new')}?in=series-{joined.pk}"
    form = foreign_coordinator.client.get(address).context["form"]
    typed = filled(form, recipients="Heads", title="Ours")
    SeriesMember.objects.all().delete()
    assert foreign_coordinator.client.post(address, typed).status_code == 404
    assert not Workshop.objects.filter(title="Ours").exists()


@pytest.mark.parametrize("key", ["series-", "series-99999999999999999999", "turn-1", "series-0", "x" * 5000])
def test_what_is_no_series_begins_nothing(coordinator, key):
    assert coordinator.client.get(reverse("workshops:new"), {"in": key}).status_code == 404


def test_facilitators_begin_nothing_in_a_series(facilitator, series):
    assert facilitator.client.get(f"{reverse('workshops:new')}?in=series-{series.pk}").status_code == 404


def test_own_workshops_are_put_in_and_taken_out(coordinator, series, planned, workshop):
    put = coordinator.submit("network:put_workshops", series.pk, workshops=[planned.pk, workshop.pk])
    assert put.url == f"/coordinate/series/{series.pk}/#workshops"
    assert workshops_in(series) == {"Planned", "Early support"}
    coordinator.submit("network:take_out_workshop", series.pk, planned.pk)
    assert workshops_in(series) == {"Early support"}
    assert Workshop.objects.filter(pk=planned.pk).exists()


def test_nothing_ticked_is_told(coordinator, series, planned):
    answer = coordinator.submit("network:put_workshops", series.pk, other="1")
    assert answer.status_code == 422
    assert "Tick at least one workshop." in flat(answer.content)


def test_a_workshop_in_which_people_have_joined_stays_out_of_others_series(
    foreign_coordinator, joined, theirs
):
    go(theirs, "welcome")
    join(theirs)
    assert "You have no workshops that could be put in" in flat(
        foreign_coordinator.get("network:put_workshops", joined.pk).content
    )
    with pytest.raises(Refused, match="were not told"):
        series_workshops.put(series=joined, workshop=theirs, by=foreign_coordinator.user)
    assert workshops_in(joined) == set()


def test_a_workshop_in_which_people_have_joined_may_be_put_into_its_own_organisations_series(
    series, workshop, participant, coordinator, frames
):
    """They learn of it on their phones."""
    with frames(workshop) as sent:
        series_workshops.put(series=series, workshop=workshop, by=coordinator.user)
    assert workshops_in(series) == {"Early support"}
    assert len(sent) == 1
    stage = flat(participant.get("workshops:stage", workshop.code).content)
    assert (
        "part of the series “Eight towns”. The coordinators of Family Centre read what comes of it." in stage
    )


def test_a_workshop_of_an_organisation_that_does_not_take_part_stays_out(series, theirs, coordinator):
    with pytest.raises(Refused, match="Another Centre does not take part"):
        series_workshops.put(series=series, workshop=theirs, by=coordinator.user)


def test_a_rehearsal_is_in_no_series(series, workshop, coordinator):
    rehearsal = WorkshopFactory(organisation=workshop.organisation, rehearsal_of=workshop)
    with pytest.raises(Refused, match="rehearsal"):
        series_workshops.put(series=series, workshop=rehearsal, by=coordinator.user)


def test_whoever_joins_is_told_and_the_facilitators_too(series, workshop, facilitator, coordinator):
    told = "This workshop is part of the series “Eight towns”."
    door = reverse("workshops:join", args=[workshop.code])
    assert told not in flat(Person().client.get(door).content)
    series_workshops.put(series=series, workshop=workshop, by=coordinator.user)
    assert told in flat(Person().client.get(door).content)
    assert told in flat(facilitator.get("workshops:prepare", workshop.code).content)


def test_the_trail_of_the_settings_says_who_put_it_in_and_took_it_out(series, workshop, coordinator):
    series_workshops.put(series=series, workshop=workshop, by=coordinator.user)
    series_workshops.put(series=series, workshop=workshop, by=coordinator.user)
    series_workshops.take_out(series=series, workshop=workshop, by=coordinator.user)
    trail = LogEntry.objects.filter(object_id=str(workshop.pk))
    assert [entry.user for entry in trail] == [coordinator.user] * 2
    assert {entry.get_change_message() for entry in trail} == {"Changed series."}


def test_a_closed_workshop_is_put_in_and_taken_out_too(series, workshop_at, coordinator):
    workshop = workshop_at("closed")
    series_workshops.put(series=series, workshop=workshop, by=coordinator.user)
    series_workshops.take_out(series=series, workshop=workshop, by=coordinator.user)
    assert workshops_in(series) == set()


def test_a_seminar_for_all_is_marked(coordinator, series, planned):
    series_workshops.put(series=series, workshop=planned, by=coordinator.user)
    coordinator.submit("network:mark_seminar", series.pk, planned.pk, on="1")
    assert page_of(coordinator, series).count("Seminar for all") == 1
    coordinator.submit("network:mark_seminar", series.pk, planned.pk)
    assert "Seminar for all" not in page_of(coordinator, series)


def test_members_see_their_own_workshops_one_by_one_and_how_many_others_there_are(
    foreign_coordinator, coordinator, joined, planned, theirs
):
    for workshop in (planned, theirs):
        series_workshops.put(series=joined, workshop=workshop, by=coordinator.user)
    page = page_of(foreign_coordinator, joined)
    assert ("Theirs" in page, "Planned" in page) == (True, False)
    assert "and 1 workshop of other organisations" in page
    assert foreign_coordinator.get("network:series_workshop", joined.pk, planned.pk).status_code == 404
    keeper = page_of(coordinator, joined)
    assert ("Theirs" in keeper, "Planned" in keeper) == (True, True)


def test_a_deleted_series_leaves_its_workshops_as_they_are(coordinator, series, workshop):
    series_workshops.put(series=series, workshop=workshop, by=coordinator.user)
    assert coordinator.submit("network:delete_series", series.pk).url == reverse("network:series")
    assert not Series.objects.exists()
    assert Workshop.objects.filter(pk=workshop.pk).exists()
    assert LogEntry.objects.filter(object_id=str(workshop.pk)).count() == 2
    with pytest.raises(Gone):
        series_workshops.put(series=series, workshop=workshop, by=coordinator.user)


def test_pages_take_as_many_queries_at_1_as_at_30(coordinator, series, organisation, queries_in):
    counted = []
    for more in (1, 29):
        for _each in range(more):
            area = AreaFactory(sub_region=f"Region {more}")
            workshop = WorkshopFactory(organisation=organisation)
            workshop.areas.add(area)
            series.areas.add(area)
            series_workshops.put(series=series, workshop=workshop, by=coordinator.user)
            Turn.objects.create(series=series, order=1, region="North", host=organisation, workshop=workshop)
        pages = ("one_series", "series_settings", "put_workshops")
        counted.append(
            [queries_in(lambda page=page: coordinator.get(f"network:{page}", series.pk)) for page in pages]
            + [queries_in(lambda: coordinator.get("network:series"))]
        )
    assert counted[0] == counted[1]


# --- a facilitator from elsewhere ---


def test_a_facilitator_from_elsewhere_is_given_one_workshop(
    coordinator, foreign_facilitator, series, planned, workshop, mailoutbox
):
    """Asked by the coordinator, who does not facilitate it; and reaches no other workshop of the series."""
    for each in (planned, workshop):
        series_workshops.put(series=series, workshop=each, by=coordinator.user)
    email = foreign_facilitator.user.email
    given = coordinator.submit("network:give_workshop", series.pk, planned.pk, email=email)
    assert given.status_code == 302
    page = flat(coordinator.get("network:series_workshop", series.pk, planned.pk).content)
    assert "Invited, and has not answered yet." in page
    (letter,) = mailoutbox
    link = next(word for word in letter.body.split() if "/invited/" in word)
    assert foreign_facilitator.client.post(link.replace("http://testserver", "")).status_code == 302
    assert foreign_facilitator.get("workshops:console", planned.code).status_code == 200
    assert foreign_facilitator.get("workshops:console", workshop.code).status_code == 404
    assert foreign_facilitator.get("network:one_series", series.pk).status_code == 404
    assert foreign_facilitator.user.memberships.filter(organisation=series.organisation).count() == 0


def test_an_invitation_ends_when_whoever_sent_it_coordinates_no_more(
    coordinator, foreign_facilitator, series, planned, mailoutbox
):
    series_workshops.put(series=series, workshop=planned, by=coordinator.user)
    email = foreign_facilitator.user.email
    coordinator.submit("network:give_workshop", series.pk, planned.pk, email=email)
    Membership.objects.filter(user=coordinator.user).delete()
    link = next(word for word in mailoutbox[0].body.split() if "/invited/" in word)
    assert foreign_facilitator.client.get(link.replace("http://testserver", "")).status_code == 404


def test_keepers_give_no_workshop_of_another_organisation(coordinator, joined, theirs):
    series_workshops.put(series=joined, workshop=theirs, by=coordinator.user)
    given = coordinator.submit("network:give_workshop", joined.pk, theirs.pk, email="new@example.org")
    assert given.status_code == 404


# --- two at once ---


@pytest.mark.django_db(transaction=True)
def test_two_who_put_the_same_workshop_in_at_once_put_it_in_once(series, planned, coordinator, at_once):
    put = partial(series_workshops.put, series=series, workshop=planned, by=coordinator.user)
    again = partial(put, workshop=Workshop.objects.get(pk=planned.pk))
    assert at_once(put, again) == ["done", "done"]
    assert (series.entries.count(), LogEntry.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_nobody_joins_untold_while_a_workshop_is_put_in(joined, theirs, coordinator, at_once):
    """Whichever comes first: either they were told, or the workshop stays out."""
    at_once(
        lambda: join(Workshop.objects.get(pk=theirs.pk)),
        lambda: series_workshops.put(
            series=joined, workshop=Workshop.objects.get(pk=theirs.pk), by=coordinator.user
        ),
    )
    assert theirs.participants.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_organisation_leaves_while_its_workshop_is_put_in_and_nothing_of_it_stays(
    joined, theirs, other_organisation, coordinator, at_once
):
    user = coordinator.user
    for _each in range(5):
        SeriesMember.objects.get_or_create(series=joined, organisation=other_organisation)
        said = at_once(
            lambda: series_members.leave(series=joined, organisation=other_organisation, by=user),
            lambda: series_workshops.put(series=joined, workshop=theirs, by=user),
        )
        assert set(said) <= {"done", "Refused"}
        assert (joined.entries.count(), joined.memberships.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_two_who_delete_a_series_at_once_delete_it_once(series, workshop, coordinator, at_once):
    series_workshops.put(series=series, workshop=workshop, by=coordinator.user)
    delete = partial(series_services.delete, series=series, by=coordinator.user)
    assert at_once(delete, delete) == ["Gone", "done"]


# --- a workshop that becomes another organisation's ---


@pytest.fixture
def moved(facilitator, organisation, joined) -> Workshop:
    """In the series, before anybody has joined; its facilitator belongs to a third organisation too."""
    workshop = WorkshopFactory(title="Moves", organisation=organisation)
    workshop.facilitations.update(user=facilitator.user)
    joined.entries.create(workshop=workshop)
    Turn.objects.create(series=joined, order=1, region="North", workshop=workshop)
    return workshop


def move_to(facilitator, workshop: Workshop, organisation: Organisation):
    """As the form of preparation does it; the page that comes then."""
    Membership.objects.get_or_create(user=facilitator.user, organisation=organisation, role="facilitator")
    address = reverse("workshops:prepare", args=[workshop.code])
    form = facilitator.client.get(address).context["form"]
    changed = filled(form, organisation=organisation.pk, recipients="The board")
    return facilitator.client.post(address, changed, follow=True)


def test_a_workshop_leaves_the_series_in_which_its_new_organisation_takes_no_part(facilitator, joined, moved):
    page = move_to(facilitator, moved, Organisation.objects.create(name="Third Centre"))
    assert workshops_in(joined) == set()
    assert Turn.objects.get().workshop is None
    assert "The workshop is in its series no more" in flat(page.content)


def test_a_workshop_stays_in_the_series_that_its_new_organisation_has_joined(
    facilitator, joined, moved, other_organisation
):
    page = move_to(facilitator, moved, other_organisation)
    moved.refresh_from_db()
    assert (moved.organisation, workshops_in(joined)) == (other_organisation, {"Moves"})
    assert "in its series no more" not in flat(page.content)
