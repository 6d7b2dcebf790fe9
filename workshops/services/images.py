"""Writes about the pictures of groups: adding, describing and withdrawing one's own, pearls.

A file is named by chance alone; it is written in the transaction of its row and goes after the row has gone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workshops import live
from workshops.access.devices import Device
from workshops.documents.image_cleaning import Clean
from workshops.models import OpenSpaceGroup, Participant, Picture
from workshops.pushes import open_space as open_space_pushes
from workshops.refusals import Refused
from workshops.services import contributions, hiding, pearls, posting, withdrawing

ALONG = ("group__theme", "workshop")
FOLDER = "pictures"
MAX_PICTURES = 60  # of one group
LEFT_BEHIND = timedelta(hours=1)  # a file without a row that is younger may be waiting for its commit


def add_picture(
    *, group: OpenSpaceGroup, device: Device, id: UUID, image: Clean, description: str
) -> Picture:
    """Into a group at work. The same ``id`` again changes nothing and returns what is there."""
    workshop = group.theme.workshop
    with live.writing(workshop) as write:
        write.require(
            "open_space", otherwise=_("Groups are not writing right now. Your picture is still here.")
        )
        picture = Picture(
            pk=id,
            workshop=workshop,
            group=group,
            width=image.width,
            height=image.height,
            description=description,
            proof=device.prove(id),
            created=posting.moment_in(workshop),
        )
        if posting.withdrawn_before(id):
            return picture
        standing = Picture.objects.filter(pk=id).first()
        if standing is None:
            _add(write, group, picture, image)
        elif _is_other(standing, picture, image):
            raise Refused(_("This picture could not be saved. Send it once more."))
        return standing or picture


def _is_other(standing: Picture, picture: Picture, image: Clean) -> bool:
    if (standing.proof, standing.description) != (picture.proof, picture.description):
        return True
    try:
        with _storage().open(standing.image.name or "") as file:
            return bool(file.read() != image.content)
    except FileNotFoundError:  # a backup was put back without its files
        return False


def _add(write: live.Write, group: OpenSpaceGroup, picture: Picture, image: Clean) -> None:
    write.reread(group, "theme", gone=_("This group no longer exists. Your picture is still here."))
    if group.ended:
        raise Refused(_("This group has ended. Open it again to add pictures; yours is still here."))
    if group.pictures.count() >= MAX_PICTURES:
        raise Refused(_("The group has as many pictures as it can hold. Remove one first."))
    picture.image = f"{FOLDER}/{uuid4().hex}.{image.suffix}"
    picture.save(force_insert=True)
    _keep(picture.image.name, image)
    write.push(*open_space_pushes.picture(write.workshop, picture))


def _keep(name: str | None, image: Clean) -> None:
    """On a full disk nothing is left half written; the row goes with the transaction."""
    try:
        _storage().save(name, ContentFile(image.content))
    except OSError:
        _storage().delete(name or "")
        raise


def describe_picture(*, picture: Picture, description: str) -> None:
    workshop = picture.workshop
    with live.writing(workshop) as write:
        write.reread(picture, *ALONG)
        picture.description = description
        picture.save(update_fields=["description"])
        _push(write, picture)


def withdraw_picture(*, picture: Picture) -> None:
    """Who added it takes it back: the row goes, and the file with it."""
    workshop = picture.workshop
    with live.writing(workshop) as write:
        with pearls.following(workshop):
            withdrawing.withdraw(write, picture)
        forget_files([picture.image.name])
        _push(write, picture)


def _push(write: live.Write, picture: Picture) -> None:
    """What is hidden one phone shows, and nobody is to know which."""
    if picture.hidden:
        write.refetch()
    else:
        write.push(*open_space_pushes.picture(write.workshop, picture))


def mark_pearl(*, picture: Picture, on: bool, by: Participant | None = None) -> None:
    """As a text is marked, within the same limit."""
    workshop = picture.workshop
    with live.writing(workshop) as write:
        write.reread(picture, *ALONG, gone=_("Whoever added this picture has removed it."))
        if by:
            words = _("The facilitator has hidden this picture.")
            contributions.refuse_marking(write, by, picture, taken_off=words)
        if picture.pearl == on:
            return
        if on and picture.group:
            contributions.refuse_one_more_pearl(workshop, picture.group)
        with pearls.following(workshop):
            picture.pearl, picture.pearl_order = on, pearls.order_for(workshop) if on else 0
            picture.save(update_fields=["pearl", "pearl_order"])
        write.push(*open_space_pushes.picture(workshop, picture))


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


hiding.register(
    hiding.Hideable(
        key="picture",
        model=Picture,
        workshop_path="workshop",
        hidden=gettext_lazy("A picture was hidden."),
        shown=gettext_lazy("A picture is shown again."),
        withdrawn=gettext_lazy("Whoever added this picture has removed it."),
    )
)
