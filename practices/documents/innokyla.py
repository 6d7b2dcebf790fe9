"""A practice in the sections of Innokylä's descriptions, where Finnish social and health care publishes.

What is known of it stands there, and what a publisher would still ask stands as questions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from practices.documents import papers, telling
from practices.models import Practice
from workshops.documents.report.blocks import Block, Line, Lines, Paper, Paragraph, Section


@dataclass(frozen=True)
class Part:
    """``known`` are people's own words, ``told`` is ours; ``questions`` are left for whoever publishes."""

    key: str
    title: str
    known: list[str]
    told: list[str]
    questions: list[str]


def parts(practice: Practice, experiences: Iterable[str]) -> list[Part]:
    return [
        _name(practice),
        _short(practice),
        _where(practice),
        _idea(practice),
        _need(practice),
        _target(practice),
        _conditions(practice, experiences),
        _change(practice),
    ]


def _part(
    key: str, title: str, known: Iterable[str], *questions: str, otherwise: str = "", told: Iterable[str] = ()
) -> Part:
    """``otherwise`` is asked where nothing is known."""
    words, ours = list(filter(None, known)), list(filter(None, told))
    first = [otherwise] if otherwise and not words else []
    return Part(key, title, words, ours, [*first, *questions])


def _name(practice: Practice) -> Part:
    questions = [] if practice.title else [_("What would you call it, in a few words?")]
    return _part("name", _("Name of the practice"), [str(practice)], *questions)


def _short(practice: Practice) -> Part:
    keywords = ", ".join(practice.keyword_list)
    return _part(
        "short",
        _("Short description"),
        [practice.text],
        _("What has somebody to know who has never seen it, in two or three sentences?"),
        told=[_("Keywords: %(words)s") % {"words": keywords} if keywords else ""],
    )


def _where(practice: Practice) -> Part:
    return _part(
        "where",
        _("Where it is in use"),
        [],
        _("In which unit or service is it in use now?"),
        told=[telling.where(practice)],
    )


def _idea(practice: Practice) -> Part:
    return _part(
        "idea",
        _("Basic idea of the solution"),
        [practice.text],
        _("What is done, step by step, and who does it?"),
        _("What in it makes the difference?"),
    )


def _need(practice: Practice) -> Part:
    grown = telling.origins(practice)
    return _part(
        "need",
        _("Environment and need"),
        [practice.theme, *grown],
        _("What had to change, and for whom?"),
        otherwise=_("In which situations did the need for it come up?"),
        told=[
            _("It came up in a dialogue of a work community about its own work (Good Practice Dialogues)."),
            _("A zone tells how a situation feels to us and classifies nobody.") if grown else "",
        ],
    )


def _target(practice: Practice) -> Part:
    return _part(
        "target",
        _("Target group and what is known of it"),
        [],
        _("Who benefits from it?"),
        _("How have they taken part in making it?"),
        told=[_("Focus area: %(focus)s") % {"focus": telling.focus(practice)}],
    )


def _conditions(practice: Practice, experiences: Iterable[str]) -> Part:
    return _part(
        "conditions",
        _("Conditions for working and taking into use"),
        [practice.needed, *experiences],
        _("What has to be agreed before others begin?"),
        _("What can get in its way, and what helps then?"),
        otherwise=_("What does it take of time, people and skills?"),
    )


def _change(practice: Practice) -> Part:
    return _part(
        "change",
        _("How change is measured"),
        [practice.outcome],
        _("What is asked or counted, when and by whom?"),
        _("What would tell you that it does not work?"),
        otherwise=_("What has changed, and how do you notice it?"),
    )


def as_text(found: list[Part]) -> str:
    """Plain text to paste, section by section."""
    return "\n\n".join("\n".join(_lines(part)) for part in found) + "\n"


def _lines(part: Part) -> list[str]:
    return [part.title, *part.known, *part.told, *(f"– {question}" for question in part.questions)]


def as_paper(practice: Practice, found: list[Part], language: str) -> Paper:
    return papers.paper(
        title=str(practice),
        organisation=str(practice.organisation or ""),
        own_language=practice.language,
        language=language,
        kind=_("Description of a practice"),
        lead=_("In the sections of Innokylä's descriptions: what is known, and what is still asked"),
        sections=[Section(key=part.key, title=part.title, blocks=_blocks(part)) for part in found],
    )


def _blocks(part: Part) -> list[Block]:
    known = [Paragraph(text=text, own=True) for text in part.known]
    told = [Paragraph(text=text, look="quiet") for text in part.told]
    asked = [Line(text=question, own=False) for question in part.questions]
    return [*known, *told, *([Lines(lines=asked)] if asked else [])]
