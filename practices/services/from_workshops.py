"""What a workshop shares as it closes comes into the library, in the write that closes it."""

from __future__ import annotations

from practices.services import library
from workshops.extension.shareable import Shared
from workshops.live import Write
from workshops.models import Contribution


def take_in(write: Write, shared: Shared) -> None:
    contribution = shared.row if isinstance(shared.row, Contribution) else None
    library.share_within(
        write,
        text=shared.text,
        sharing=shared.level,
        theme=shared.theme,
        contribution=contribution,
        keeps_notes=shared.keeps_notes,
    )
