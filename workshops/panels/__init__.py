"""Registers what each role sees in the phases that belong to the host app."""

from workshops.panels import agreement, course, open_space, report, sharing, themes


def register() -> None:
    course.register()
    open_space.register()
    agreement.register()
    report.register()
    sharing.register()
    themes.register()
