"""Registers what each role sees in the phases that belong to the host app."""

from workshops.stages import course, themes


def register() -> None:
    course.register()
    themes.register()
