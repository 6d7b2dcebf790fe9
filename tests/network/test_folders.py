"""The material folder: made in the background, shared by a link that ends, gone with what it is made of."""

from __future__ import annotations

import io
import zipfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from network.models import Folder, Series, SeriesMember, SeriesWorkshop, Synthesis
from network.queries import folders as folders_queries
from network.queries.selection import Selection
from network.services import folder_making, folders, series_members
from network.services import synthesis as synthesis_services
from tests.factories import Person, browser
from tests.markup import flat
from tests.network.held import hold
from tests.worker import work
from workshops.models import Membership, User, Workshop
from workshops.services import retention

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(organisation) -> list[Workshop]:
    return [hold(organisation, "Early support", weeks_ago=2), hold(organisation, "Calm days", weeks_ago=3)]


def ask(person: Person) -> Folder:
    person.client.post(reverse("network:ask_folder"))
    return Folder.objects.get(user=person.user)


def made(person: Person) -> Folder:
    folder = ask(person)
    work()
    folder.refresh_from_db()
    return folder


def content(response) -> zipfile.ZipFile:
    assert response.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def fetch(person: Person, folder: Folder) -> zipfile.ZipFile:
    return content(person.client.get(reverse("network:folder_file", args=[folder.pk])))


def names(archive: zipfile.ZipFile) -> set[str]:
    return set(archive.namelist())


def test_a_folder_has_each_workshop_s_papers_and_a_page_that_leads_to_them(coordinator, held):
    archive = fetch(coordinator, made(coordinator))
    papers = ("-one-page.pdf", ".pdf", ".docx", ".csv", ".json")
    early = {f"001/early-support{paper}" for paper in papers}
    assert names(archive) == early | {f"002/calm-days{paper}" for paper in papers} | {
        "index.html",
        "style.css",
    }
    page = archive.read("index.html").decode()
    assert all(f'href="{name}"' in page for name in early)
    assert archive.read("001/early-support.pdf").startswith(b"%PDF")


@pytest.fixture
def synthesis(coordinator, organisation, held) -> Synthesis:
    """Of the whole network, with a quote of a note from the first one."""
    made = synthesis_services.begin(
        organisation=organisation, title="What we found", reached=[organisation.pk]
    )
    finding = made.findings.create(title="Calm works")
    finding.quotes.create(workshop=held[0], kind="note", source="1", text="Rest is part of work")
    return made


SYNTHESIS_PAPERS = {
    f"001/what-we-found{ending}" for ending in (".pdf", ".docx", "-one-page.pdf", "-one-page.docx")
}


def test_what_was_put_together_of_the_workshops_stands_first_in_it(coordinator, synthesis):
    page = flat(coordinator.client.get(reverse("network:folders")).content)
    assert "2 closed workshops · 1 synthesis" in page
    archive = fetch(coordinator, made(coordinator))
    assert {name for name in names(archive) if name.startswith("001/")} == SYNTHESIS_PAPERS
    assert "002/early-support.pdf" in names(archive)
    index = archive.read("index.html").decode()
    assert all(f'href="{name}"' in index for name in SYNTHESIS_PAPERS)
    assert archive.read("001/what-we-found.pdf").startswith(b"%PDF")
    assert archive.read("001/what-we-found.docx").startswith(b"PK")


def test_a_folder_of_a_series_has_the_syntheses_of_the_series_alone(coordinator, organisation, synthesis):
    series = Series.objects.create(organisation=organisation, name="Round")
    SeriesWorkshop.objects.create(series=series, workshop=Workshop.objects.get(title="Early support"))
    of_series = Synthesis.objects.create(organisation=organisation, title="Of the round", series=series)
    of_series.proposals.create(text="Go on")
    Synthesis.objects.create(organisation=organisation, title="Not begun to be written", series=series)
    coordinator.client.post(f"{reverse('network:ask_folder')}?series={series.pk}")
    parts = Folder.objects.get().parts.values_list("title", "is_synthesis")
    assert list(parts) == [("Of the round", True), ("Early support", False)]


def test_a_member_s_folder_has_what_the_series_own_organisation_has_made_of_it(
    foreign_coordinator, other_organisation, organisation, synthesis
):
    hold(other_organisation, "Elsewhere")
    folder = ask(foreign_coordinator)
    assert not folder.parts.filter(is_synthesis=True).exists(), "of the network of others"
    Folder.objects.all().delete()
    series = Series.objects.create(organisation=organisation, name="Round")
    SeriesMember.objects.create(series=series, organisation=other_organisation)
    Synthesis.objects.filter(pk=synthesis.pk).update(series=series)
    assert ask(foreign_coordinator).parts.filter(is_synthesis=True).count() == 1


def test_a_folder_goes_with_the_notes_that_its_synthesis_may_quote(
    foreign_coordinator, other_organisation, organisation, held, synthesis
):
    """Though none of its own workshops is that one."""
    hold(other_organisation, "Elsewhere")
    series = Series.objects.create(organisation=organisation, name="Round")
    SeriesMember.objects.create(series=series, organisation=other_organisation)
    Synthesis.objects.filter(pk=synthesis.pk).update(series=series)
    assert names(fetch(foreign_coordinator, made(foreign_coordinator))) >= SYNTHESIS_PAPERS
    retention.purge(workshop=held[0])
    assert not Folder.objects.exists()


def test_a_synthesis_that_is_deleted_while_the_folder_is_built_is_told(coordinator, synthesis):
    folder = ask(coordinator)
    synthesis_services.delete(synthesis=synthesis)
    work()
    assert [part.state for part in folder.parts.all()] == ["left_out", "made", "made"]
    assert "1 synthesis is not in it" in flat(coordinator.client.get(reverse("network:folders")).content)


def test_it_tells_how_far_it_is_and_goes_on_when_nobody_looks(coordinator, held):
    folder = ask(coordinator)
    page = coordinator.client.get(reverse("network:folders")).content.decode()
    assert "0 of 2 workshops" in " ".join(page.split())
    assert coordinator.client.get(reverse("network:folder_file", args=[folder.pk])).status_code == 404
    work()
    assert 'hx-trigger="every' not in coordinator.client.get(reverse("network:folders")).content.decode()


def test_a_part_of_the_network_without_closed_workshops_is_told_in_words(coordinator):
    answer = coordinator.client.post(reverse("network:ask_folder"))
    assert answer.status_code == 409
    assert "There is no closed workshop in this part of the network yet." in answer.content.decode()


@pytest.mark.django_db(transaction=True)
def test_who_asks_twice_at_once_gets_one_folder(coordinator, held):
    def press(_number: int) -> int:
        try:
            user = User.objects.get(pk=coordinator.user.pk)
            return folders.ask(selection=Selection(user), user=user, language="en").pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert len(set(pool.map(press, range(2)))) == 1


def test_a_workshop_that_is_deleted_while_it_is_built_is_told_and_the_rest_is_there(coordinator, held):
    folder = ask(coordinator)
    held[0].delete()
    work()
    folder.refresh_from_db()
    archive = fetch(coordinator, folder)
    assert "002/calm-days.pdf" in names(archive)
    assert not [name for name in names(archive) if name.startswith("001/")]
    assert "Not here: it was deleted meanwhile" in archive.read("index.html").decode()
    page = " ".join(coordinator.client.get(reverse("network:folders")).content.decode().split())
    assert "1 workshop is not in it" in page


def test_papers_that_fail_are_left_out_and_the_rest_is_made(coordinator, held):
    folder = ask(coordinator)
    Workshop.objects.filter(pk=held[0].pk).update(one_page="torn")
    work()
    assert [part.state for part in folder.parts.all()] == ["left_out", "made"]


def test_a_folder_goes_when_the_notes_of_one_of_its_workshops_are_purged(
    coordinator, held, django_capture_on_commit_callbacks
):
    folder = made(coordinator)
    with django_capture_on_commit_callbacks(execute=True):
        retention.purge(workshop=held[0])
    assert not Folder.objects.exists()
    assert not folder_making.storage().exists(folder.file_name)


def share(person: Person, folder: Folder, on: bool = True) -> str:
    """The address then, empty where there is none."""
    person.client.post(reverse("network:share_folder", args=[folder.pk]), {"on": str(int(on))})
    ((_standing, address),) = person.client.get(reverse("network:folders")).context["folders"]
    return address


def test_a_link_opens_the_folder_without_an_account_until_it_ends(coordinator, held):
    folder = made(coordinator)
    address = share(coordinator, folder)
    assert "Early support" not in browser().get(address).content.decode()
    assert "002/calm-days.pdf" in names(content(browser().get(f"{address}all.zip")))
    assert browser().get(address)["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    again = share(coordinator, folder)
    assert again == address
    assert share(coordinator, folder, on=False) == ""
    assert [browser().get(where).status_code for where in (address, f"{address}all.zip")] == [404, 404]
    assert share(coordinator, folder) != address


@pytest.mark.parametrize("end", ["time", "membership", "deletion"])
def test_a_link_ends_with_its_folder_and_with_its_maker_s_coordination(coordinator, held, end):
    folder = made(coordinator)
    address = share(coordinator, folder)
    if end == "time":
        Folder.objects.update(kept_until=timezone.localdate() - timedelta(days=1))
    elif end == "membership":
        Membership.objects.all().delete()
    else:
        coordinator.client.post(reverse("network:delete_folder", args=[folder.pk]))
    assert browser().get(address).status_code == 404


@pytest.fixture
def of_two(coordinator, organisation, other_organisation, held) -> Folder:
    """A folder with workshops of two organisations, whose coordinator looks after both."""
    hold(other_organisation, "Elsewhere")
    Membership.objects.create(
        user=coordinator.user, organisation=other_organisation, role=Membership.Role.COORDINATOR
    )
    return made(coordinator)


def test_a_folder_ends_when_one_of_its_workshops_has_left_its_maker_s_reach(
    coordinator, other_organisation, of_two, django_capture_on_commit_callbacks
):
    """Shown to fail when being a coordinator of anything was enough: both went on opening all of it."""
    address = share(coordinator, of_two)
    own = reverse("network:folder_file", args=[of_two.pk])
    assert (browser().get(address).status_code, coordinator.client.get(own).status_code) == (200, 200)
    Membership.objects.filter(user=coordinator.user, organisation=other_organisation).delete()
    assert [browser().get(where).status_code for where in (address, f"{address}all.zip")] == [404, 404]
    assert coordinator.client.get(own).status_code == 404
    assert "Elsewhere" not in coordinator.client.get(reverse("network:folders")).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert folders.sweep() == 1
    assert not folders.storage().exists(of_two.file_name)


def test_a_folder_ends_when_a_member_leaves_the_series_that_it_is_of(
    coordinator, organisation, other_organisation, held
):
    series = Series.objects.create(organisation=organisation, name="Every third")
    SeriesMember.objects.create(series=series, organisation=other_organisation)
    SeriesWorkshop.objects.create(series=series, workshop=hold(other_organisation, "Elsewhere"))
    address = share(coordinator, made(coordinator))
    assert browser().get(address).status_code == 200
    series_members.leave(series=series, organisation=other_organisation, by=coordinator.user)
    assert browser().get(address).status_code == 404


@pytest.mark.thorough
def test_folders_of_one_coordinator_fill_no_disk(coordinator, held):
    for _time in range(folders_queries.MAX_FOLDERS):
        coordinator.client.post(reverse("network:ask_folder"))
        work()
    answer = coordinator.client.post(reverse("network:ask_folder"))
    assert (answer.status_code, Folder.objects.count()) == (409, folders_queries.MAX_FOLDERS)
    assert "Delete one of them first." in answer.content.decode()
    coordinator.client.post(reverse("network:delete_folder", args=[Folder.objects.first().pk]))
    assert coordinator.client.post(reverse("network:ask_folder")).status_code == 302


def test_a_folder_is_sent_as_it_lies_and_is_not_compressed_once_more(coordinator, held):
    folder = made(coordinator)
    for address in (reverse("network:folder_file", args=[folder.pk]), f"{share(coordinator, folder)}all.zip"):
        answer = coordinator.client.get(address, headers={"accept-encoding": "gzip"})
        assert "Content-Encoding" not in answer.headers
        assert int(answer.headers["Content-Length"]) == folders.storage().size(folder.file_name)
        assert content(answer).testzip() is None


def test_old_folders_are_swept_with_their_files(coordinator, held, django_capture_on_commit_callbacks):
    folder = made(coordinator)
    Folder.objects.update(kept_until=timezone.localdate() - timedelta(days=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert folders.sweep() == 1
    assert not folder_making.storage().exists(folder.file_name)


@pytest.mark.thorough
@pytest.mark.parametrize("who", ["foreign_coordinator", "facilitator", "outsider"])
@pytest.mark.parametrize("act", ["folder_file", "share_folder", "delete_folder"])
def test_a_folder_is_its_maker_s_alone(request, who, act, coordinator, held):
    folder = made(coordinator)
    client = request.getfixturevalue(who).client
    address = reverse(f"network:{act}", args=[folder.pk])
    answer = client.get(address) if act == "folder_file" else client.post(address, {"on": "1"})
    assert answer.status_code == 404
    assert Folder.objects.get().seed == ""


def test_a_folder_of_the_whole_network_holds_nothing_of_others(coordinator, held, other_organisation):
    hold(other_organisation, "Elsewhere")
    assert not [name for name in names(fetch(coordinator, made(coordinator))) if "elsewhere" in name]
