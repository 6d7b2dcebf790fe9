"""Registers what each role sees in the phases that belong to the host app."""

from workshops.panels import agreement, course, open_space, report, themes
from workshops.services import contributions, heard, images
from workshops.services import themes as theme_services


def register() -> None:
    course.register()
    open_space.register()
    agreement.register()
    report.register()
    themes.register()
    for undoable in (contributions, heard, images, theme_services):
        undoable.register()
