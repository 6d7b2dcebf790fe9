"""Panels of dialogue 2: opening, Open Space and pearls, and the groups that stand ready for them."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from workshops.access.permissions import Role, Viewer
from workshops.course import principles
from workshops.course.questions import OPEN_SPACE_QUESTIONS
from workshops.extension import explanations, hooks, panels
from workshops.extension.explanations import Explanation
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
from workshops.models import Workshop
from workshops.panels.debrief import slides_context
from workshops.queries import joker, open_space, pearls
from workshops.queries.debrief import Slide
from workshops.services import open_space as open_space_services

JOKER, MARKET = Slide(_("The joker theme"), "joker"), Slide(_("Themes and places"), "")


def how_open_space_works(_workshop: Workshop) -> list[Explanation]:
    """The principles, and over all of them the law by its name."""
    return [
        Explanation(
            "open-space",
            _("Principles of Open Space"),
            "workshops/explained.html#pairs",
            principles.OPEN_SPACE,
            lead=principles.PURPOSES[2],
        ),
        Explanation(
            "two-feet",
            principles.TWO_FEET_NAME,
            "workshops/explained.html#sentences",
            principles.TWO_FEET,
        ),
    ]


def questions_of_open_space(_workshop: Workshop) -> list[Explanation]:
    return [
        Explanation(
            "questions",
            _("Questions of Open Space"),
            "workshops/explained.html#numbered",
            OPEN_SPACE_QUESTIONS,
            lead=principles.PURPOSES[2],
        )
    ]


def opening_stage(viewer: Viewer) -> dict[str, Any]:
    return {
        **joker.stage(viewer),
        "themes": open_space.themes_at_work(viewer.workshop),
        "purpose": principles.PURPOSES[2],
        "explained": explanations.of_phase("opening", viewer.workshop),
        "is_told_now": isinstance(explanations.on_slide(viewer.workshop), Explanation),
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
    }


def opening_projector(viewer: Viewer) -> dict[str, Any]:
    return {
        **open_space.market(viewer.workshop),
        **joker.topics_context(viewer.workshop),
        "is_joker_on": explanations.on_slide(viewer.workshop) == JOKER,
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
        "side": "workshops/panels/open_space_console.html#side",
        **open_space.alerts_for_facilitators(viewer.workshop, themes),
    }


def open_space_projector(viewer: Viewer) -> dict[str, Any]:
    return open_space.market(viewer.workshop)


def pearls_stage(viewer: Viewer) -> dict[str, Any]:
    forms = {"edit_form": EditContributionForm(), "description_form": DescriptionForm()}
    return {**pearls.stage(viewer), **forms}


def pearls_console(viewer: Viewer) -> dict[str, Any]:
    room = pearls.room_context(viewer.workshop)
    return {**room, **slides_context(viewer.workshop, room["slides"])}


def pearls_projector(viewer: Viewer) -> dict[str, Any]:
    return pearls.room_context(viewer.workshop)


def register() -> None:
    explanations.add("opening", 10, how_open_space_works)
    explanations.add_own("opening", 20, JOKER, MARKET)
    explanations.add_own("open_space", 0, Slide(_("Marketplace"), ""))
    explanations.add("open_space", 10, questions_of_open_space)
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
        panels.add(phase, Role.PARTICIPANT, f"workshops/panels/{phase}.html", stage)
        panels.add(phase, Role.FACILITATOR, f"workshops/panels/{phase}_console.html", console)
        panels.add(phase, Role.PROJECTOR, f"workshops/panels/{phase}_projector.html", projector)
