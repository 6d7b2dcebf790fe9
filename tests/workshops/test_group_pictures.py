"""Pictures of a group: adding one, whose it is, who sees it, and that nothing of it is left behind."""

from __future__ import annotations

import os
import subprocess
import time
import uuid
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from threading import BoundedSemaphore

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import TestCase
from django.urls import reverse
from PIL import Image

from tests import images
from tests.factories import go, join
from tests.markup import flat
from tests.workshops.space import group_in, pearl_by, settle, text_by
from workshops.access.permissions import Role
from workshops.documents import image_cleaning
from workshops.models import Picture
from workshops.queries import pearls
from workshops.services import course, hiding, open_space, rehearsals, report_sharing
from workshops.services import images as images_services

IDENTITY_CODE = "131052-308T"


@pytest.fixture
def group(workshop, participant):
    """A group at work, the participant in it."""
    go(workshop, "open_space")
    group = group_in(workshop)
    settle(participant, group)
    return group


def post(person, workshop, group, content=None, *, submit=False, **fields):
    content = images.photo() if content is None else content
    fields = {
        "id": uuid.uuid4(),
        "group": group.pk,
        "text": "Our flip chart",
        "image": SimpleUploadedFile("Aino.jpg", content, "image/jpeg"),
    } | fields
    return (person.submit if submit else person.post)("workshops:add_picture", workshop.code, **fields)


def added(person, workshop, group, **fields):
    id = uuid.uuid4()
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert post(person, workshop, group, id=id, **fields).status_code == 204
    return Picture.objects.get(pk=id)


def look(person, picture):
    return person.get("workshops:picture", picture.workshop.code, picture.pk)


def files(settings):
    return sorted(path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


# --- adding ---


def test_add_picture_is_kept_as_a_clean_photo(workshop, participant, group, settings):
    picture = added(participant, workshop, group, content=images.photo((3000, 2000), orientation=6))
    assert (picture.workshop, picture.group, picture.description) == (workshop, group, "Our flip chart")
    assert (picture.width, picture.height) == (1067, 1600)
    [name] = files(settings)
    assert name == Path(picture.image.name).name
    kept = (Path(settings.MEDIA_ROOT) / "pictures" / name).read_bytes()
    assert dict(Image.open(BytesIO(kept)).getexif()) == {}


def test_add_picture_names_its_file_by_chance_alone(workshop, participant, group, settings):
    picture = added(participant, workshop, group)
    [name] = files(settings)
    assert len(Path(name).stem) == 32
    assert not any(word in name for word in ("Aino", picture.pk.hex, workshop.code))


def test_add_drawing_is_kept_as_png(workshop, participant, group):
    picture = added(participant, workshop, group, content=images.drawing(), drawn="1")
    assert picture.image.name.endswith(".png")
    assert look(participant, picture)["content-type"] == "image/png"


def test_add_picture_ten_times_is_one_row_and_one_file(workshop, participant, group, settings):
    id = uuid.uuid4()
    answers = [post(participant, workshop, group, id=id).status_code for _time in range(10)]
    assert answers == [204] * 10
    assert Picture.objects.count() == 1
    assert len(files(settings)) == 1


def test_add_picture_with_anothers_id_is_refused(workshop, participant, group, settings):
    theirs = added(settle(join(workshop), group), workshop, group)
    assert post(participant, workshop, group, text="Mine now", id=theirs.pk).status_code == 409
    theirs.refresh_from_db()
    assert theirs.description == "Our flip chart"
    assert len(files(settings)) == 1


def test_add_picture_under_the_same_id_with_other_words_is_not_called_saved(
    workshop, participant, group, settings
):
    mine = added(participant, workshop, group)
    assert post(participant, workshop, group, text="The other wall", id=mine.pk).status_code == 409
    mine.refresh_from_db()
    assert mine.description == "Our flip chart"


def test_add_another_picture_under_the_same_id_is_not_called_saved(workshop, participant, group, settings):
    mine = added(participant, workshop, group)
    answer = post(participant, workshop, group, content=images.drawing(), drawn="1", id=mine.pk)
    assert answer.status_code == 409
    assert files(settings) == [Path(mine.image.name).name]


@pytest.mark.parametrize("name", images.PRETENDERS)
def test_add_picture_says_beside_it_that_it_is_none_and_keeps_the_words(
    workshop, participant, group, settings, name
):
    answer = post(participant, workshop, group, images.PRETENDERS[name], text="Our mornings")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_picture_image_error"' in page
    assert "Our mornings" in page
    assert not Picture.objects.exists()
    assert files(settings) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (images.drawing(lines=0), "nothing in this picture"),
        (images.bomb(), "24 megapixels"),
        (images.huge("JPEG", 5000), "24 megapixels"),
    ],
    ids=["empty drawing", "bomb", "too many pixels"],
)
def test_add_picture_says_what_is_wrong_with_it(workshop, participant, group, content, words):
    answer = post(participant, workshop, group, content, drawn="1")
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Picture.objects.exists()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Say in a few words"),
        ("   ", "Say in a few words"),
        ("x" * 241, "Use at most 240 characters."),
        (f"About {IDENTITY_CODE}", "personal identity code"),
    ],
)
def test_add_picture_wants_a_description_that_names_nobody(workshop, participant, group, text, words):
    answer = post(participant, workshop, group, text=text)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Picture.objects.exists()


def test_add_picture_without_a_picture_is_told_so(workshop, participant, group):
    answer = post(participant, workshop, group, image="")
    assert answer.status_code == 422
    assert "choose a picture or draw one first" in answer.content.decode()


def test_add_picture_of_12_megabytes_is_told_so_beside_it(workshop, participant, group):
    answer = post(participant, workshop, group, images.photo() + b"\0" * 12 * 1024 * 1024)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "at most 10 megabytes" in page
    assert "Our flip chart" in page


def test_add_picture_into_an_ended_group_is_refused(workshop, participant, group):
    open_space.end_group(group=group, ended=True)
    answer = post(participant, workshop, group)
    assert answer.status_code == 409
    assert "This group has ended" in answer.content.decode()


def test_add_picture_again_after_the_group_ended_is_still_acknowledged(workshop, participant, group):
    picture = added(participant, workshop, group)
    open_space.end_group(group=group, ended=True)
    assert post(participant, workshop, group, id=picture.pk).status_code == 204


def test_add_picture_into_a_group_one_has_left_is_refused(workshop, participant, group):
    settle(participant, group_in(workshop, "Evenings"))
    assert "moved to another group" in post(participant, workshop, group).content.decode()
    assert not Picture.objects.exists()


def test_add_picture_when_groups_are_not_at_work_is_refused(workshop, participant, group):
    go(workshop, "pearls")
    assert post(participant, workshop, group).status_code == 409


def test_add_picture_beyond_what_a_group_holds_is_refused(workshop, participant, group, monkeypatch):
    monkeypatch.setattr(images_services, "MAX_PICTURES", 1)
    added(participant, workshop, group)
    assert "as many pictures as it can hold" in post(participant, workshop, group).content.decode()


@pytest.fixture
def full_disk(settings, tmp_path: Path) -> Iterator[Path]:
    """For pictures alone, and with no room for one."""
    settings.MEDIA_ROOT = tmp_path / "full"
    settings.MEDIA_ROOT.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", settings.MEDIA_ROOT]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("No right to mount a small disk here: this test did NOT run.")
    yield settings.MEDIA_ROOT
    subprocess.run(["umount", "--lazy", settings.MEDIA_ROOT], check=True)


def test_add_picture_on_a_full_disk_waits_and_leaves_nothing_behind(
    workshop, participant, group, settings, full_disk
):
    answer = post(participant, workshop, group, images.photo((1600, 1200)))
    assert answer.status_code == 503
    assert answer["retry-after"]
    assert not Picture.objects.exists()
    assert files(settings) == []


@pytest.mark.parametrize("submit", [False, True])
def test_add_picture_while_many_come_in_is_told_to_come_again(workshop, participant, group, busy, submit):
    answer = post(participant, workshop, group, submit=submit)
    assert answer.status_code == 503
    assert int(answer["retry-after"]) >= 1
    assert "Yours is still here: send it again" in answer.content.decode()
    assert not Picture.objects.exists()


@pytest.fixture
def busy(monkeypatch):
    """As many pictures are being opened, and wait for it, as may."""
    monkeypatch.setattr(image_cleaning, "_places", BoundedSemaphore(1))
    image_cleaning._places.acquire()


def test_add_picture_as_a_plain_form_leads_back_to_the_stage(workshop, participant, group):
    answer = post(participant, workshop, group, submit=True)
    assert (answer.status_code, answer.url) == (302, f"/w/{workshop.code}/")


# --- seeing ---


def test_add_picture_reaches_participants_and_facilitators_not_the_projector(
    workshop, participant, group, frames
):
    for role in Role:
        with frames(workshop, role) as sent:
            post(participant, workshop, group, text=f"To {role}")
        assert (f'alt="To {role}"' in sent[0]["html"]) == (role != Role.PROJECTOR)


def test_picture_comes_safely_and_is_kept_in_no_shared_cache(workshop, participant, group):
    answer = look(participant, added(participant, workshop, group))
    assert answer.status_code == 200
    assert answer["content-type"] == "image/jpeg"
    assert answer["x-content-type-options"] == "nosniff"
    assert answer["cache-control"] == "private, max-age=3600"
    assert Image.open(BytesIO(answer.content)).size == (400, 300)


def test_picture_is_for_the_people_of_the_workshop(
    workshop, participant, group, facilitator, second, outsider, stranger, foreign_facilitator
):
    picture = added(participant, workshop, group)
    for person in (participant, join(workshop), facilitator, second):
        assert look(person, picture).status_code == 200
    for person in (outsider, stranger, foreign_facilitator):
        assert look(person, picture).status_code == 404


def test_picture_of_another_workshop_is_not_found_here(workshop, group, facilitator, elsewhere):
    theirs = Picture.objects.create(workshop=elsewhere, image="pictures/x.jpg", description="Theirs")
    assert facilitator.get("workshops:picture", workshop.code, theirs.pk).status_code == 404


def test_picture_whose_file_is_gone_is_not_found(workshop, participant, group):
    picture = added(participant, workshop, group)
    picture.image.storage.delete(picture.image.name)
    assert look(participant, picture).status_code == 404


def test_pictures_stand_among_the_texts_newest_first(workshop, participant, group, facilitator):
    first = text_by(participant, "Before")
    picture = added(participant, workshop, group)
    last = text_by(participant, "After")
    for person, page in ((participant, "stage"), (facilitator, "console")):
        html = person.get(f"workshops:{page}", workshop.code).content.decode()
        places = [html.index(f'id="{id}"') for id in (f"contribution-{last.pk}", f"picture-{picture.pk}")]
        places.append(html.index(f'id="contribution-{first.pk}"'))
        assert places == sorted(places)
    read = participant.get("workshops:read_group", workshop.code, group.pk).content.decode()
    assert 'alt="Our flip chart"' in read


def test_pictures_cost_no_more_queries_however_many(workshop, participant, group, facilitator, queries_in):
    added(participant, workshop, group)
    few = queries_in(lambda: facilitator.get("workshops:console", workshop.code))
    for _time in range(4):
        added(participant, workshop, group)
    assert queries_in(lambda: facilitator.get("workshops:console", workshop.code)) == few


def test_pictures_stand_in_the_report_with_their_description(workshop, participant, group, facilitator):
    picture = added(participant, workshop, group)
    hidden = added(participant, workshop, group, text="Taken off")
    hiding.hide(thing=hidden, hidden=True)
    page = facilitator.get("workshops:report", workshop.code).content.decode()
    assert reverse("workshops:report_picture", args=[workshop.code, picture.pk]) in page
    assert 'alt="Our flip chart"' in page
    assert "Taken off" not in page


def test_picture_in_a_shared_report_is_seen_by_participants_after_closing(workshop, participant, group):
    picture = added(participant, workshop, group)
    go(workshop, "closed")
    report_sharing.share_report(workshop=workshop, shared=True)
    assert 'alt="Our flip chart"' in participant.get("workshops:report", workshop.code).content.decode()
    assert look(participant, picture).status_code == 200


# --- one's own ---


def test_describe_picture_changes_ones_own(workshop, participant, group):
    picture = added(participant, workshop, group)
    answer = participant.post("workshops:describe_picture", workshop.code, picture.pk, text="A map")
    assert answer.status_code == 204
    picture.refresh_from_db()
    assert picture.description == "A map"


def test_describe_picture_refuses_an_identity_code_beside_it(workshop, participant, group):
    picture = added(participant, workshop, group)
    answer = participant.post("workshops:describe_picture", workshop.code, picture.pk, text=IDENTITY_CODE)
    assert answer.status_code == 422
    assert "personal identity code" in answer.content.decode()


def test_withdraw_picture_leaves_neither_row_nor_file(workshop, participant, group, settings, frames):
    picture = added(participant, workshop, group)
    with frames(workshop) as sent:
        assert participant.post("workshops:withdraw_picture", workshop.code, picture.pk).status_code == 204
    assert f'id="picture-{picture.pk}" data-remove' in sent[-1]["html"]
    assert not Picture.objects.exists()
    assert files(settings) == []


@pytest.mark.parametrize("act", ["describe_picture", "withdraw_picture"])
def test_pictures_of_others_are_not_ones_own(workshop, participant, group, act, facilitator):
    picture = added(participant, workshop, group)
    other = settle(join(workshop), group)
    assert other.post(f"workshops:{act}", workshop.code, picture.pk, text="Mine now").status_code == 403
    assert facilitator.post(f"workshops:{act}", workshop.code, picture.pk, text="Mine").status_code == 404
    assert Picture.objects.get().description == "Our flip chart"


def test_picture_is_nobodys_own_once_the_workshop_has_closed(workshop, participant, group):
    picture = added(participant, workshop, group)
    go(workshop, "closed")
    assert participant.post("workshops:withdraw_picture", workshop.code, picture.pk).status_code == 403
    picture.refresh_from_db()
    assert picture.proof is None


# --- the facilitator's hand, pearls ---


def test_hide_picture_takes_it_off_and_undo_brings_it_back(workshop, participant, group, facilitator):
    picture = added(participant, workshop, group)
    facilitator.post("workshops:hide_picture", workshop.code, picture.pk, hidden="1")
    assert look(participant, picture).status_code == 404
    assert look(facilitator, picture).status_code == 200
    reader = settle(join(workshop), group)
    assert "Our flip chart" not in reader.get("workshops:stage", workshop.code).content.decode()
    facilitator.post("workshops:undo", workshop.code)
    assert look(participant, picture).status_code == 200


def test_description_that_seems_to_reach_somebody_is_shown_to_the_facilitator(
    workshop, participant, group, facilitator
):
    picture = added(participant, workshop, group, text="Ring 040 123 4567", anyway="1")
    page = facilitator.get("workshops:space_alerts", workshop.code).content.decode()
    assert f'href="#picture-{picture.pk}"' in page
    assert reverse("workshops:hide_picture", args=[workshop.code, picture.pk]) in page
    assert "has written nothing yet" not in page


def test_mark_picture_shares_the_groups_few_pearls(workshop, participant, group, facilitator):
    course.update_workshop(workshop=workshop, pearls_each=2)
    pearl_by(participant)
    first, second = (added(participant, workshop, group) for _time in range(2))
    assert participant.post("workshops:mark_picture", workshop.code, first.pk, on="1").status_code == 204
    answer = facilitator.post("workshops:mark_picture_as_facilitator", workshop.code, second.pk, on="1")
    assert answer.status_code == 409
    assert list(Picture.objects.filter(pearl=True)) == [first]


def test_mark_picture_is_for_its_own_group(workshop, participant, group):
    picture = added(participant, workshop, group)
    elsewhere = settle(join(workshop), group_in(workshop, "Evenings"))
    answer = elsewhere.post("workshops:mark_picture", workshop.code, picture.pk, on="1")
    assert "only those of your own group" in answer.content.decode()


def test_picture_is_told_as_a_pearl_on_every_page(workshop, participant, group, facilitator):
    pearl_by(participant, "A text")
    picture = added(participant, workshop, group)
    images_services.mark_pearl(picture=picture, on=True)
    go(workshop, "pearls")
    told = [pearl.pk for pearl in pearls.pearls_of(workshop)]
    facilitator.post("workshops:slide", workshop.code, slide=1 + told.index(picture.pk))
    address = reverse("workshops:picture", args=[workshop.code, picture.pk])
    for person, page in ((participant, "stage"), (facilitator, "console"), (facilitator, "projector")):
        html = flat(person.get(f"workshops:{page}", workshop.code).content)
        told = html[html.index('id="telling"' if page != "projector" else 'id="slide"') :]
        assert f'<img src="{address}" alt="Our flip chart"' in told, page


def test_group_with_a_picture_is_not_removed(workshop, participant, group, facilitator):
    added(participant, workshop, group)
    assert facilitator.post("workshops:remove_group", workshop.code, group.pk).status_code == 409


# --- nothing is left behind ---


def test_ending_a_rehearsal_deletes_its_pictures(workshop, facilitator, settings):
    rehearsal = rehearsals.begin(workshop=workshop, user=facilitator.user)
    go(rehearsal, "open_space")
    group = group_in(rehearsal)
    added(settle(join(rehearsal), group), rehearsal, group)
    assert len(files(settings)) == 1
    with TestCase.captureOnCommitCallbacks(execute=True):
        rehearsals.end(rehearsal=rehearsal)
    assert files(settings) == []


def test_housekeeping_deletes_files_that_belong_to_nothing(workshop, participant, group, settings, capsys):
    kept = added(participant, workshop, group)
    folder = Path(settings.MEDIA_ROOT) / "pictures"
    for name, age in (("old.jpg", 7200), ("just-now.jpg", 0)):
        (folder / name).write_bytes(b"x")
        os.utime(folder / name, (time.time() - age,) * 2)
    call_command("housekeeping")
    assert "1 picture deleted." in capsys.readouterr().out
    assert files(settings) == sorted(["just-now.jpg", Path(kept.image.name).name])
