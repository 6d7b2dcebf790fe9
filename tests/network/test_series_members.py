"""Organisations that are invited to a series: by mail, by whoever coordinates there, and never untold."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from network.models import SeriesInvitation, SeriesMember
from network.queries import invitations as invitations_queries
from network.services import series_invitations, series_members, series_workshops
from tests.factories import AreaFactory, Person, UserFactory, signed_in
from tests.markup import flat
from workshops.models import Membership, Organisation
from workshops.refusals import Gone, Refused

pytestmark = pytest.mark.django_db


def invite(person, series, email="head@example.org", **fields):
    return person.submit("network:invite_organisation", series.pk, email=email, **fields)


def link_in(letter) -> str:
    return next(word for word in letter.body.split() if "/invited/" in word).replace("http://testserver", "")


def members_of(series) -> set[str]:
    return set(series.members.values_list("name", flat=True))


def test_an_organisation_is_invited_by_mail_and_joins(
    coordinator, foreign_coordinator, series, other_organisation, mailoutbox
):
    area = AreaFactory(name="Akaa")
    assert invite(coordinator, series, area=area.pk).url == f"/coordinate/series/{series.pk}/#members"
    (letter,) = mailoutbox
    assert (letter.to, letter.reply_to) == (["head@example.org"], ["coordinator@example.org"])
    assert "Eight towns" in letter.subject
    link = link_in(letter)
    assert "Sign in as a coordinator" in flat(Person().client.get(link).content)
    page = flat(foreign_coordinator.client.get(link).content)
    assert "The coordinators of Family Centre read what comes of those" in page
    assert members_of(series) == set()
    joined = foreign_coordinator.client.post(link, {"organisation": other_organisation.pk})
    assert joined.url == f"/coordinate/series/{series.pk}/"
    assert members_of(series) == {"Another Centre"}
    assert set(series.areas.all()) == {area}
    assert "Eight towns" in flat(foreign_coordinator.get("network:series").content)
    assert foreign_coordinator.client.get(link).status_code == 404
    assert not SeriesInvitation.objects.exists()


def test_until_somebody_accepts_nothing_is_told_of_an_account(coordinator, foreign_coordinator, series):
    """Of an address that has one and of one that has none the page says the same."""
    pages = []
    for email in (foreign_coordinator.user.email, "nobody@example.org"):
        invite(coordinator, series, email)
        page = flat(coordinator.get("network:one_series", series.pk).content)
        assert email in page
        pages.append(re.sub(r'Token": "\w+|value="[^"]*"|\d+', "…", page.replace(email, "…")))
        SeriesInvitation.objects.all().delete()
    assert pages[0] == pages[1]
    assert "Another Centre" not in pages[0]


def test_who_coordinates_several_says_which_joins(coordinator, foreign_coordinator, series, mailoutbox):
    further = Organisation.objects.create(name="Third Centre")
    Membership.objects.create(user=foreign_coordinator.user, organisation=further, role="coordinator")
    invite(coordinator, series)
    person, link = signed_in(foreign_coordinator.user), link_in(mailoutbox[0])
    assert person.client.post(link, {"organisation": ""}).status_code == 422
    person.client.post(link, {"organisation": further.pk})
    assert members_of(series) == {"Third Centre"}


@pytest.mark.parametrize("email", ["coordinator@example.org", "Facilitator@Example.org", "care@example.org"])
def test_an_organisation_cannot_invite_itself(
    coordinator, facilitator, series, organisation, email, mailoutbox
):
    organisation.contact = "Care@example.org"
    organisation.save()
    answer = invite(coordinator, series, email)
    assert answer.status_code == 422
    assert "This is an address of your own organisation" in flat(answer.content)
    assert (SeriesInvitation.objects.count(), mailoutbox) == (0, [])


def test_an_organisation_that_is_in_it_cannot_accept(coordinator, series, organisation, mailoutbox):
    invite(coordinator, series)
    link = link_in(mailoutbox[0])
    assert "in this series already, and cannot be invited to it" in flat(coordinator.client.get(link).content)
    assert coordinator.client.post(link, {"organisation": organisation.pk}).status_code == 422
    with pytest.raises(Refused, match="looks after this series"):
        series_members.join(
            series=series, invitation_id=SeriesInvitation.objects.get().pk, organisation=organisation
        )


@pytest.mark.parametrize("who", ["facilitator", "outsider"])
def test_who_coordinates_nothing_cannot_accept(
    request, who, coordinator, series, other_organisation, mailoutbox
):
    invite(coordinator, series)
    person, link = request.getfixturevalue(who), link_in(mailoutbox[0])
    assert "You coordinate no organisation here" in flat(person.client.get(link).content)
    person.client.post(link, {"organisation": other_organisation.pk})
    assert members_of(series) == set()


def test_nobody_joins_for_an_organisation_that_they_do_not_coordinate(
    coordinator, third, series, other_organisation, mailoutbox
):
    invite(coordinator, series)
    answer = third.client.post(link_in(mailoutbox[0]), {"organisation": other_organisation.pk})
    assert answer.status_code == 422
    assert members_of(series) == set()


def test_a_withdrawn_invitation_opens_nothing(coordinator, foreign_coordinator, series, mailoutbox):
    invite(coordinator, series)
    coordinator.submit("network:uninvite_organisation", series.pk, SeriesInvitation.objects.get().pk)
    assert foreign_coordinator.client.get(link_in(mailoutbox[0])).status_code == 404


def test_an_invitation_that_has_had_its_time_opens_nothing_and_is_sent_again(
    coordinator, foreign_coordinator, series, mailoutbox
):
    invite(coordinator, series)
    past = timezone.localdate() - timedelta(days=1)
    SeriesInvitation.objects.update(expires_on=past, changed_at=timezone.now() - timedelta(days=40))
    link = link_in(mailoutbox[0])
    assert foreign_coordinator.client.get(link).status_code == 404
    assert "The invitation has expired." in flat(coordinator.get("network:one_series", series.pk).content)
    coordinator.submit("network:invite_organisation_again", series.pk, SeriesInvitation.objects.get().pk)
    assert link_in(mailoutbox[1]) == link
    assert foreign_coordinator.client.get(link).status_code == 200


def test_an_old_invitation_is_forgotten_with_its_address(coordinator, series):
    invite(coordinator, series)
    SeriesInvitation.objects.update(
        expires_on=timezone.localdate() - invitations_queries.INVITATION_TTL - timedelta(days=1)
    )
    series_invitations.forget_old()
    assert not SeriesInvitation.objects.exists()


def test_a_link_is_not_made_of_what_the_database_holds(coordinator, series):
    invite(coordinator, series)
    seed = SeriesInvitation.objects.get().seed
    for key in (seed, f"{seed}.", f"{seed}.x", "x", "9" * 5000):
        assert Person().get("network:series_invited", key).status_code == 404


def test_guessing_has_to_wait():
    guessing = Person()
    codes = [guessing.get("network:series_invited", f"guess{n}").status_code for n in range(12)]
    assert codes[-1] == 429


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "x" * 300 + "@example.org"])
def test_what_is_no_address_is_told_beside_the_field(coordinator, series, email):
    answer = invite(coordinator, series, email)
    assert answer.status_code == 422
    assert not SeriesInvitation.objects.exists()


def test_an_address_is_sent_one_mail_however_often_it_is_invited(coordinator, series, mailoutbox):
    for _each in range(2):
        invite(coordinator, series)
    assert (len(mailoutbox), SeriesInvitation.objects.count()) == (1, 1)


def test_a_mail_that_did_not_go_out_is_told_and_kept(coordinator, series, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    invite(coordinator, series)
    assert "Nothing was sent; the invitation is kept here." in flat(
        coordinator.get("network:one_series", series.pk).content
    )


# --- leaving ---


def test_an_organisation_leaves_with_its_workshops_and_nothing_else_is_lost(
    foreign_coordinator, coordinator, joined, planned, theirs, other_organisation
):
    for workshop in (planned, theirs):
        series_workshops.put(series=joined, workshop=workshop, by=coordinator.user)
    left = foreign_coordinator.submit("network:leave_series", joined.pk, other_organisation.pk)
    assert left.url == reverse("network:series")
    assert set(joined.workshops.values_list("title", flat=True)) == {"Planned"}
    theirs.refresh_from_db()
    assert theirs.organisation == other_organisation
    assert foreign_coordinator.get("network:one_series", joined.pk).status_code == 404


def test_the_keeper_removes_a_member(coordinator, joined, other_organisation):
    removed = coordinator.submit("network:leave_series", joined.pk, other_organisation.pk)
    assert removed.url == f"/coordinate/series/{joined.pk}/#members"
    assert members_of(joined) == set()


def test_a_member_removes_no_other_member(foreign_coordinator, joined, third):
    further = Organisation.objects.get(name="Third Centre")
    SeriesMember.objects.create(series=joined, organisation=further)
    for organisation in (further, joined.organisation):
        answer = foreign_coordinator.submit("network:leave_series", joined.pk, organisation.pk)
        assert answer.status_code == 404
    assert members_of(joined) == {"Another Centre", "Third Centre"}


def test_the_one_that_looks_after_it_cannot_leave(coordinator, joined, organisation):
    assert coordinator.submit("network:leave_series", joined.pk, organisation.pk).status_code == 404


# --- two at once ---


@pytest.mark.django_db(transaction=True)
def test_two_who_invite_the_same_address_at_once_send_one_mail(coordinator, series, at_once, mailoutbox):
    asked = {"by": coordinator.user, "email": "head@example.org", "area": None, "address": str}
    act = partial(series_invitations.invite, series=series, **asked)
    assert at_once(act, act) == ["done", "done"]
    assert (len(mailoutbox), SeriesInvitation.objects.count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_an_invitation_accepted_twice_at_once_is_accepted_once(
    coordinator, series, other_organisation, at_once
):
    invite(coordinator, series)
    pk = SeriesInvitation.objects.get().pk
    act = partial(series_members.join, series=series, invitation_id=pk, organisation=other_organisation)
    assert at_once(act, act) == ["Gone", "done"]
    assert members_of(series) == {"Another Centre"}


@pytest.mark.django_db(transaction=True)
def test_an_invitation_accepted_while_it_is_withdrawn_is_one_of_the_two(
    coordinator, series, other_organisation, at_once
):
    invite(coordinator, series)
    pk = SeriesInvitation.objects.get().pk
    said = at_once(
        lambda: series_members.join(series=series, invitation_id=pk, organisation=other_organisation),
        lambda: series_invitations.withdraw(series=series, invitation_id=pk),
    )
    assert said == ["Gone", "done"]


def test_an_invitation_that_no_longer_stands_joins_nobody(series, other_organisation):
    with pytest.raises(Gone):
        series_members.join(series=series, invitation_id=1, organisation=other_organisation)


def test_an_operator_accepts_for_any_organisation(
    coordinator, operator, series, other_organisation, mailoutbox
):
    UserFactory()
    invite(coordinator, series)
    operator.client.post(link_in(mailoutbox[0]), {"organisation": other_organisation.pk})
    assert members_of(series) == {"Another Centre"}
