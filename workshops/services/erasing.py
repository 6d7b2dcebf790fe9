"""Deleting a workshop as a whole, with its screens, its files and what lies in the database's own."""

from __future__ import annotations

from workshops import live
from workshops.extension import hooks
from workshops.live.close_codes import CloseCode
from workshops.models import Picture, Workshop
from workshops.services import builds, images, secure_deletion


def erase(write: live.Write) -> None:
    """As the last part of another write: nothing can be read of the workshop afterwards."""
    workshop = write.workshop
    files = list(Picture.objects.filter(workshop=workshop).values_list("image", flat=True))
    write.close_sockets(CloseCode.OVER)
    hooks.run_on_erase(write)
    builds.forget(workshop)
    Workshop.objects.filter(pk=workshop.pk).delete()  # by its row: the frames need the id
    write.refetch()
    secure_deletion.schedule()
    images.forget_files(files)
