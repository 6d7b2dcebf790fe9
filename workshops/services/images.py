"""Writes about the pictures of groups: adding, describing and withdrawing one's own, hiding, pearls.

A file is named by chance alone; it is written in the transaction of its row and goes after the row has gone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from functools import cache
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workshops import inverses, live
from workshops.access.devices import Device
from workshops.access.permissions import Role
from workshops.documents.image_cleaning import Clean
from workshops.models import OpenSpaceGroup, Picture, Workshop
from workshops.queries import open_space
from workshops.queries.course import locked
from workshops.refusals import Refused
from workshops.services import contributions, pearls, undoing

FOLDER = "pictures"
MOST_PICTURES = 60  # of one group
LEFT_BEHIND = timedelta(hours=1)  # a file without a row that is younger may be waiting for its commit


@transaction.atomic
def add_picture(
    *, group: OpenSpaceGroup, device: Device, id: UUID, image: Clean, description: str
) -> Picture:
    """Into a group at work. The same ``id`` again changes nothing and returns what is there."""
    standing = Picture.objects.filter(pk=id).first()
    picture = standing or _new_picture(group, device, id, image, description)
    if picture.proof != device.prove(id):
        raise Refused(_("This picture could not be saved. Send it once more."))
    return picture


def _new_picture(group: OpenSpaceGroup, device: Device, id: UUID, image: Clean, description: str) -> Picture:
    workshop = group.theme.workshop
    if group.ended:
        raise Refused(_("This group has ended. Open it again to add pictures; yours is still here."))
    if group.pictures.count() >= MOST_PICTURES:
        raise Refused(_("The group has as many pictures as it can hold. Take one away first."))
    picture, is_new = Picture.objects.get_or_create(
        pk=id,
        defaults={
            "workshop": workshop,
            "group": group,
            "image": f"{FOLDER}/{uuid4().hex}.{image.suffix}",
            "width": image.width,
            "height": image.height,
            "description": description,
            "proof": device.prove(id),
        },
    )
    if is_new:
        _keep(picture.image.name, image)
        live.changed(workshop, *fragments(picture))
    return picture


def _keep(name: str | None, image: Clean) -> None:
    """On a full disk nothing is left half written; the row goes with the transaction."""
    try:
        _storage().save(name, ContentFile(image.content))
    except OSError:
        _storage().delete(name or "")
        raise


@transaction.atomic
def describe_picture(*, picture: Picture, description: str) -> None:
    workshop = locked(picture.workshop)
    picture.description = description
    picture.save(update_fields=["description"])
    live.changed(workshop, *fragments(picture))


@transaction.atomic
def withdraw_picture(*, picture: Picture) -> None:
    """Who added it takes it back: the row goes, and the file with it."""
    workshop = locked(picture.workshop)
    with pearls.following(workshop):
        Picture.objects.filter(pk=picture.pk).delete()
    forget_files([picture.image.name])
    live.changed(workshop, *fragments(picture))


@transaction.atomic
def hide_picture(*, picture: Picture, hidden: bool) -> None:
    """A facilitator takes a picture off everyone's screens, or shows it again. Can be undone."""
    workshop = locked(picture.workshop)
    key = "picture_hidden" if hidden else "picture_shown"
    _set_hidden(workshop, picture, hidden, undoing.offer(workshop, key, picture=str(picture.pk)))


def _set_hidden(workshop: Workshop, picture: Picture, hidden: bool, *more: live.Fragment) -> None:
    with pearls.following(workshop):
        picture.hidden = hidden
        picture.save(update_fields=["hidden"])
    live.changed(workshop, *fragments(picture), *more)


def turn_back(workshop: Workshop, *, picture: str) -> None:
    """Undoes `hide_picture`. One that has been withdrawn meanwhile stays away."""
    found = Picture.objects.filter(pk=picture, workshop=workshop).first()
    if found is None:
        raise Refused(_("Whoever added this picture has taken it away."))
    _set_hidden(workshop, found, not found.hidden)


def register() -> None:
    inverses.add("picture_hidden", gettext_lazy("A picture was hidden."), turn_back)
    inverses.add("picture_shown", gettext_lazy("A picture is shown again."), turn_back)


@transaction.atomic
def mark_pearl(*, picture: Picture, on: bool) -> None:
    """As a text is marked, within the same limit."""
    workshop = locked(picture.workshop)
    standing = Picture.objects.select_related("group").get(pk=picture.pk)
    if standing.pearl == on:
        return
    if on and standing.group:
        contributions.refuse_one_more_pearl(workshop, standing.group)
    with pearls.following(workshop):
        standing.pearl = on
        standing.save(update_fields=["pearl"])
    live.changed(workshop, *fragments(picture))


def forget_files(names: Iterable[str | None]) -> None:
    """Deletes the files once their rows are gone for good."""
    for name in filter(None, names):
        transaction.on_commit(lambda name=name: _storage().delete(name), robust=True)  # type: ignore[misc]


def sweep_files() -> int:
    """Deletes the files that no row names any more, and says how many."""
    storage, before = _storage(), timezone.now() - LEFT_BEHIND
    if not storage.exists(FOLDER):
        return 0
    named = set(Picture.objects.values_list("image", flat=True))
    there = (f"{FOLDER}/{file}" for file in storage.listdir(FOLDER)[1])
    left = [name for name in there if name not in named and storage.get_modified_time(name) < before]
    for name in left:
        storage.delete(name)
    return len(left)


def _storage() -> Storage:
    return Picture._meta.get_field("image").storage


def fragments(picture: Picture) -> tuple[live.Fragment, ...]:
    """As of a text; nothing for a picture that belongs to no group."""
    if picture.group_id is None:
        return ()

    @cache
    def context() -> dict[str, object]:
        return open_space.picture_context(picture)

    page = "workshops/stages/open_space"
    return (
        live.Fragment(f"{page}.html#picture_pushed", context, roles=(Role.PARTICIPANT,)),
        live.Fragment(f"{page}_console.html#picture_pushed", context, roles=(Role.FACILITATOR,)),
        *pearls.fragments(picture.workshop),
    )
