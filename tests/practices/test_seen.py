"""The library's pages in a browser, with invitations: axe finds nothing, nothing is cut, copies are whole.

They are made before the browser starts, whose event loop the database would not bear.
"""

from __future__ import annotations

import uuid

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.urls import reverse
from playwright.sync_api import Route

from practices.models import Collection, CollectionLink, Practice
from practices.queries import collections as collections_queries
from practices.services import collections, curating, experiences
from tests.browsers import CHROMIUM, TIMEOUT, launched
from tests.e2e.eyes import JUDGE, TAGS, axe_script
from tests.factories import AreaFactory, OrganisationFactory, PracticeFactory, UserFactory, signed_in
from workshops.access import invited
from workshops.access.devices import new_device
from workshops.models import MembershipInvitation, User
from workshops.services import membership_invitations

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.any_database,
    pytest.mark.e2e,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium here"),
]
HERE = "http://localhost"
LONG = "Unbreakable" * 6


@pytest.fixture
def pages() -> dict[str, str]:
    organisation = OrganisationFactory(name="Family Centre")
    operator = signed_in(UserFactory(is_staff=True, is_superuser=True))
    kept = PracticeFactory(
        title="Calm mornings",
        text="Begin with music",
        organisation=organisation,
        keywords=f"calm, {LONG}",
        areas=[AreaFactory(name="Lakeside")],
        provenance=[{"mark": "2", "group": "Hurry", "notes": ["Shoes are lost"]}],
    )
    double = PracticeFactory(text=LONG * 2, organisation=organisation)
    curating.reword(practice=kept, read=None, by=operator.user, text="Begin with quiet music")
    curating.merge(double=double, into=kept, by=operator.user)
    for _each in range(2):
        experiences.tell(practice=kept, id=uuid.uuid4(), text=f"It calmed {LONG}", device=new_device())
    experiences.remove(experience=kept.experiences.earliest("pk"), by=operator.user)
    folder = collections.begin(organisation=organisation, name=LONG, foreword="First.", language="en")
    for practice in (kept, PracticeFactory(text=LONG * 2, organisation=organisation)):
        collections.put(collection=folder, practice=practice)
    collections.make_link(collection=folder, audience="anyone")
    asked, _is_to_send = membership_invitations.ask(
        organisation=organisation, email=f"{LONG}@example.org", role="coordinator", by=operator.user
    )
    addresses = [*library(kept, double, folder), *admin(kept, operator.user, asked)]
    return {address: operator.client.get(address).content.decode() for address in addresses}


def library(kept: Practice, double: Practice, folder: Collection) -> list[str]:
    return [
        reverse("practices:library"),
        reverse("practices:library") + "?q=music",
        reverse("practices:library") + "?q=xyzzy",
        reverse("practices:practice", args=[kept.pk]),
        reverse("practices:curate", args=[kept.pk]),
        reverse("practices:curate", args=[double.pk]),
        reverse("practices:collections"),
        reverse("practices:collection", args=[folder.pk]),
        reverse("practices:shared", args=[collections_queries.key_of(CollectionLink.objects.get())]),
        reverse("practices:shared", args=["x"]),
        reverse("practices:description", args=[kept.pk]),
    ]


def admin(kept: Practice, user: User, asked: MembershipInvitation) -> list[str]:
    return [
        reverse("admin:practices_practice_changelist"),
        reverse("admin:practices_practice_change", args=[kept.pk]),
        reverse("admin:workshops_membershipinvitation_changelist"),
        reverse("admin:workshops_membershipinvitation_add"),
        reverse("admin:workshops_user_changelist"),
        reverse("admin:workshops_user_change", args=[user.pk]),
        reverse("workshops:invited_member", args=[invited.token_of(asked)]),
    ]


@pytest.mark.thorough
def test_pages_read_well_and_what_is_copied_is_whole(pages: dict[str, str]):
    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(HERE)
        if path in pages:
            route.fulfill(body=pages[path], content_type="text/html; charset=utf-8")
        else:
            _url, is_static, name = path.partition(settings.STATIC_URL)
            file = finders.find(name) if is_static else None  # a script of the admin's is made by a view
            route.fulfill(path=file) if file else route.fulfill(body="")

    with launched() as browser:
        phone = browser.new_context(
            viewport={"width": 320, "height": 700},
            locale="en",
            reduced_motion="reduce",  # what fades in is pale for a while, and would be judged so
        )
        phone.set_default_timeout(TIMEOUT)
        phone.grant_permissions(["clipboard-read", "clipboard-write"])
        phone.route("**/*", answer)
        page, found = phone.new_page(), {}
        for address in pages:
            page.goto(HERE + address)
            page.evaluate(axe_script())
            wrong = page.evaluate(JUDGE, [TAGS, True]) + page.evaluate(JUDGE, [TAGS, False])
            found[address] = (wrong, page.evaluate("document.documentElement.scrollWidth"))
        assert {address: told for address, told in found.items() if told != ([], 320)} == {}
        page.goto(HERE + next(address for address in pages if address.endswith("/description/")))
        page.get_by_role("button", name="Copy all of it").click()
        page.get_by_text("Copied", exact=True).wait_for()
        copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Name of the practice\nCalm mornings\n")
    assert "Begin with quiet music" in copied
