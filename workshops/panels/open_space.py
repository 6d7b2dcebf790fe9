"""Panels of dialogue 2: opening, Open Space and pearls, and the groups that stand ready for them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from workshops.access.permissions import Role, Viewer
from workshops.course import principles
from workshops.documents import marketplace_layout
from workshops.extension import hooks, panels
from workshops.forms.images import DescriptionForm, PictureForm
from workshops.forms.open_space import (
    ContributionForm,
    EditContributionForm,
    EditTopicForm,
    GroupForm,
    JokerQuestionForm,
    JokerTopicForm,
    ThemeForm,
)
from workshops.panels.debrief import slides_context
from workshops.queries import joker, open_space, pearls
from workshops.queries.debrief import Slide
from workshops.services import open_space as open_space_services

OPENING_SLIDES = (
    Slide(_("How Open Space works"), ""),
    Slide(_("The joker theme"), "joker"),
    Slide(_("Themes and places"), ""),
)


def opening_stage(viewer: Viewer) -> dict[str, Any]:
    return {
        **joker.stage(viewer),
        "themes": open_space.themes_at_work(viewer.workshop),
        "principles": principles.OPEN_SPACE,
        "two_feet": principles.TWO_FEET,
        "form": JokerTopicForm(hint=_("A topic for the joker theme")),
        "edit_form": EditTopicForm(),
    }


def opening_console(viewer: Viewer) -> dict[str, Any]:
    themes = open_space.boards(viewer.workshop)
    return {
        **joker.topics_context(viewer.workshop, next((theme for theme in themes if theme.is_joker), None)),
        "themes": themes,
        "question_form": JokerQuestionForm(),
        "theme_form": ThemeForm(),
        **slides_context(viewer.workshop, OPENING_SLIDES),
    }


def opening_projector(viewer: Viewer) -> dict[str, Any]:
    return {
        **marketplace_layout.market(viewer.workshop),
        **joker.topics_context(viewer.workshop),
        "principles": principles.OPEN_SPACE,
        "two_feet": principles.TWO_FEET,
        "slide": viewer.workshop.slide,
    }


def open_space_stage(viewer: Viewer) -> dict[str, Any]:
    return {
        **open_space.stage(viewer),
        "form": ContributionForm(),
        "edit_form": EditContributionForm(),
        "picture_form": PictureForm(),
        "description_form": DescriptionForm(),
        "group_form": GroupForm(workshop=viewer.workshop),
        "theme_form": ThemeForm(),
    }


def open_space_console(viewer: Viewer) -> dict[str, Any]:
    themes = open_space.boards(viewer.workshop)
    return {
        "themes": themes,
        "wandering": open_space.wandering(viewer.workshop),
        "theme_form": ThemeForm(),
        "side": "workshops/stages/open_space_console.html#side",
        **open_space.needs_a_look(themes),
    }


def open_space_projector(viewer: Viewer) -> dict[str, Any]:
    return marketplace_layout.market(viewer.workshop)


def pearls_stage(viewer: Viewer) -> dict[str, Any]:
    forms = {"edit_form": EditContributionForm(), "description_form": DescriptionForm()}
    return {**pearls.stage(viewer), **forms}


def pearls_console(viewer: Viewer) -> dict[str, Any]:
    room = pearls.room(viewer.workshop)
    return {**room, **slides_context(viewer.workshop, room["slides"])}


def pearls_projector(viewer: Viewer) -> dict[str, Any]:
    return pearls.room(viewer.workshop)


def register() -> None:
    hooks.on_enter("opening", open_space_services.give_groups)
    hooks.on_enter("open_space", open_space_services.give_groups)
    hooks.on_join(open_space_services.push_arrival)
    hooks.on_leave(open_space_services.push_arrival)
    pages = {
        "opening": (opening_stage, opening_console, opening_projector),
        "open_space": (open_space_stage, open_space_console, open_space_projector),
        "pearls": (pearls_stage, pearls_console, pearls_projector),
    }
    for phase, (stage, console, projector) in pages.items():
        panels.add(phase, Role.PARTICIPANT, f"workshops/stages/{phase}.html", stage)
        panels.add(phase, Role.FACILITATOR, f"workshops/stages/{phase}_console.html", console)
        panels.add(phase, Role.PROJECTOR, f"workshops/stages/{phase}_projector.html", projector)
