"""Slides of the projector as no course has them at once: every panel's own template, with made-up words.

Nothing is stored: what a panel reads is put together by hand, in every ``Kind`` of words for each slide.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from types import SimpleNamespace as Thing
from typing import Any
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from workshops.course import phases, principles
from workshops.course.questions import FEEDBACK_STATEMENTS, OPEN_SPACE_QUESTIONS
from workshops.extension.explanations import Explanation
from workshops.extension.print_cards import qr_of
from workshops.models import Agreement, Need, Workshop
from workshops.queries import course
from workshops.text.places import Place
from worryzones import diagrams, zones
from worryzones.queries.prompts import usual

SENTENCES = (
    "Kolme palvelua tapaa saman perheen eikä kukaan tiedä toisista.",
    "Soitamme kotiin myös silloin, kun kaikki on hyvin.",
    "Aamupalaverissa sanotaan ääneen, mikä huolettaa, ja sovitaan kuka kysyy.",
    "Työpari on aina olemassa.",
    "Vaikeasta asiasta on helpompi puhua, kun sen saa tehdä kävellen.",
    "Joku soittaa takaisin ennen kuin päivä päättyy.",
)
SHORT = ("Ikkunan vieressä", "Johtava ohjaaja", "Kuka soittaa ensin?", "Aamut alkavat yhdessä", "Aula")
SKOLT = (
    "Jeeʹres jiõččvuõđâst ooumžin lij vuõiggâdvuõtt õhttsažtuâjja da vuäʹpstummša, koʹst juʹhǩǩkaž kuuláp.",
    "Õõut juõʹǩǩhaaʹree mij päʹjjtõõllâp pirrõõzz da vueʹmes luâttkõskkvuõđ teâđaid puârrsi kuʹvddlummšin.",
)
# 117 letters, as Finnish can make them.
COMPOUND = (
    "lastensuojeluilmoituksentekovelvollisuusperiaatekokonaisuudenarviointityöryhmänpuheenjohtajavaalitoimikunnankokouspöytäkirja"
)[:117]
A_DAY = datetime(2026, 11, 18, 13, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Kind:
    """What words are like: ``fill`` goes up to the limit of a field, ``most`` has as many as may come."""

    name: str
    sentences: tuple[str, ...] = SENTENCES
    fill: bool = False
    most: bool = False
    least: bool = False

    def text(self, limit: int, number: int = 0) -> str:
        if self.least:
            return "Kiire"
        if limit <= 120 and not self.fill:
            return SHORT[number % len(SHORT)]
        words = (
            self.sentences[number % len(self.sentences) :] + self.sentences[: number % len(self.sentences)]
        )
        return " ".join(words * (1 + limit // 20))[:limit].strip() if self.fill else words[0].rstrip(".")

    def texts(self, limit: int, few: int, most: int) -> list[str]:
        count = 1 if self.least else most if self.most else few
        return [self.text(limit, number) for number in range(count)]


KINDS = (
    Kind("usual"),
    Kind("least", least=True),
    Kind("long", fill=True),
    Kind("many", most=True),
    Kind("all", fill=True, most=True),
    Kind("compound", sentences=(COMPOUND,), fill=True),
    Kind("Skolt Sámi", sentences=SKOLT, fill=True),
)

Make = Callable[[Kind], dict[str, Any]]
_slides: list[tuple[str, str, str, Make]] = []


def slide(name: str, step: str, template: str) -> Callable[[Make], Make]:
    """One that is laid out in every kind."""

    def keep(make: Make) -> Make:
        _slides.append((name, step, template, make))
        return make

    return keep


def of(kind: Kind) -> Iterator[tuple[str, str]]:
    """The name and the region of each slide in the active language."""
    for name, step, template, make in _slides:
        yield f"{name}, {kind.name}", _region(step, template, kind, make(kind))


def _region(step: str, template: str, kind: Kind, context: dict[str, Any]) -> str:
    workshop = a_workshop(step, kind, **context.pop("workshop", {}))
    clock = {"now": A_DAY.isoformat(), "ends_at": "", "remaining": 761, "paused": False, "rings": 0}
    html = render_to_string(
        "workshops/projector.html#region",
        {
            "workshop": workshop,
            "role": "projector",
            "panel": template,
            "clock": clock,
            "join_host": "dialogit.hyvinvointialue.example",
            "qr": QR,
            **course.where(workshop),
            **context,
        },
    )
    return html.replace(f"/w/{workshop.code}/pictures/{UUID(int=1)}/", PICTURE)


QR = qr_of("https://dialogit.hyvinvointialue.example/j/K7M2QFXA/")


def a_workshop(step: str, kind: Kind, **fields: Any) -> Workshop:
    phase, round_number = phases.parts_of(step)
    title = kind.text(120) if kind.fill else "Varhaisen tuen päivä, Lempäälä"
    fields = {"place": kind.text(120, 3), "language": "fi", **fields}
    return Workshop(title=title, code="K7M2QFXA", phase=phase, round=round_number, **fields)


def a_theme(text: str, mark: int) -> Thing:
    return Thing(wording=text, mark=str(mark) if mark else "joker", title=text, is_joker=not mark)


def themes(kind: Kind, few: int, most: int) -> list[Thing]:
    return [a_theme(text, 1 + n % 4) for n, text in enumerate(kind.texts(160, few, most))]


def points(kind: Kind, few: int = 3, most: int = 5) -> list[Thing]:
    return [Thing(pk=n, text=text) for n, text in enumerate(kind.texts(500, few, most))]


# --- dialogue 1 ---


@slide("lobby", "welcome", "workshops/panels/welcome_projector.html")
def lobby(kind: Kind) -> dict[str, Any]:
    return {
        "principles": principles.DIALOGUE,
        "connected": {"people": 1 if kind.least else 120 if kind.most else 14},
    }


def explained(step: str, name: str, make: Callable[[Kind], Explanation], only: str = "") -> None:
    @slide(name, step, "workshops/panels/explained_projector.html")
    def told(kind: Kind) -> dict[str, Any]:
        return {"told": make(kind)}


explained(
    "welcome",
    "principles",
    lambda kind: Explanation(
        "talk",
        translation.gettext("How we talk today"),
        "workshops/explained.html#pairs",
        principles.DIALOGUE,
        lead=principles.PURPOSES[1],
    ),
)
explained(
    "welcome",
    "zones",
    lambda kind: Explanation(
        "zones",
        translation.gettext("The four zones of worry"),
        "worryzones/explained.html#signs",
        zones.ZONES,
        lead=zones.ZONES_ARE,
    ),
)
explained(
    "welcome",
    "ten",
    lambda kind: Explanation(
        "ten",
        translation.gettext("Ten principles of early open cooperation"),
        "workshops/explained.html#numbered",
        principles.EARLY_COOPERATION,
        lead=principles.METHOD,
    ),
)
explained(
    "opening",
    "principles of Open Space",
    lambda kind: Explanation(
        "open-space",
        translation.gettext("Principles of Open Space"),
        "workshops/explained.html#pairs",
        principles.OPEN_SPACE,
        lead=principles.PURPOSES[2],
    ),
)
explained(
    "opening",
    "two feet",
    lambda kind: Explanation(
        "two-feet", principles.TWO_FEET_NAME, "workshops/explained.html#sentences", principles.TWO_FEET
    ),
)
explained(
    "open_space",
    "questions of Open Space",
    lambda kind: Explanation(
        "questions",
        translation.gettext("Questions of Open Space"),
        "workshops/explained.html#numbered",
        OPEN_SPACE_QUESTIONS,
        lead=principles.PURPOSES[2],
    ),
)


def _questions(zone: zones.Zone, kind: Kind) -> Explanation:
    ready, own = usual(zone.number, translation.get_language()), kind.texts(240, 4, 9)
    return Explanation(
        f"questions-{zone.number}",
        f"{zone.number} · {zone.label}",
        "workshops/explained.html#numbered",
        ready if kind.name == "usual" else own,
        lead=zone.signs,
        mark=str(zone.number),
    )


for zone in zones.ZONES[1:3]:
    explained("cafe-2", f"questions {zone.number}", partial(_questions, zone))


def _seating(kind: Kind, cafes: int) -> list[dict[str, Any]]:
    """Who is at which table; the room speaks another language than the reader for the longer names."""
    room = Thing(language="sv" if translation.get_language() == "fi" else "fi")
    rows = []
    for cafe in range(1, cafes + 1):
        for zone in zones.ZONES:
            place = Thing(number=cafe, workshop=room, alone=cafes == 1)
            name = zones.group_name(1 + (zone.number + 1) % 4, None if cafes == 1 else cafe, room.language)
            called = name.partition(" (")[0]
            group = AGroup(number=1 + (zone.number + 1) % 4, cafe=place, name=name, called=called)
            rows.append({"table": Thing(zone_number=zone.number), "group": group})
    return rows


class AGroup(Thing):
    def __str__(self) -> str:
        return str(self.name)


def _cafes(kind: Kind) -> int:
    return 12 if kind.name == "all" else 6 if kind.most else 2 if kind.fill else 1


@slide("café", "cafe-2", "worryzones/projector.html")
def cafe(kind: Kind) -> dict[str, Any]:
    afar = [(zone, 12) for zone in zones.ZONES] if kind.fill else []
    return {"large_clock": True, "circle": diagrams.circle(_seating(kind, _cafes(kind))), "afar": afar}


@slide("walking", "cafe-2", "worryzones/projector.html")
def walking(kind: Kind) -> dict[str, Any]:
    rows = _seating(kind, _cafes(kind))
    places = [
        {
            "zone": zone,
            "groups": [row["group"] for row in rows if row["table"].zone_number == zone.number],
            "told": Place(call="https://meet.example/").told,
        }
        for zone in zones.ZONES
    ]
    most = len(places[0]["groups"])
    density = "lots" if most > 8 else "many" if most > 1 else "few"
    walk = {"seconds": 40, "places": places, "density": density}
    return {"large_clock": True, "circle": diagrams.circle(rows), "walk": walk}


@slide("theming", "theming", "worryzones/theming_projector.html")
def theming(kind: Kind) -> dict[str, Any]:
    many = 1 if kind.least else 38 if kind.most else 4
    tallies = [{"zone": zone, "named": many, "tables": 1 + many // 4, "begun": 2} for zone in zones.ZONES]
    return {"large_clock": True, "tallies": tallies}


def _notes(kind: Kind, few: int, most: int) -> list[Thing]:
    return [Thing(text=text, ours_count=6 if kind.fill else 0) for text in kind.texts(500, few, most)]


def _sharing(kind: Kind, **more: Any) -> dict[str, Any]:
    titles = kind.texts(120, 4, 9)
    told = [{"title": title, "notes": _notes(kind, 2, 2), "count": 5} for title in titles]
    table = Thing(pk=1, cafe=Thing(number=2))
    return {"table": table, "zone": zones.ZONES[2], "many_cafes": kind.most, "told": told, **more}


@slide("sharing", "sharing", "worryzones/sharing_projector.html")
def sharing(kind: Kind) -> dict[str, Any]:
    return _sharing(kind, slide=0, points=[])


@slide("sharing, one theme", "sharing", "worryzones/sharing_projector.html")
def sharing_one(kind: Kind) -> dict[str, Any]:
    whole = _sharing(kind, slide=0, points=[])
    return {**whole, "told": whole["told"][: 2 if kind.most else 1]}


@slide("sharing, main points", "sharing", "worryzones/sharing_projector.html")
def sharing_points(kind: Kind) -> dict[str, Any]:
    return _sharing(kind, slide=0, points=points(kind))


@slide("sharing, notes alone", "sharing", "worryzones/sharing_projector.html")
def sharing_notes(kind: Kind) -> dict[str, Any]:
    return _sharing(kind, slide=0, points=[]) | {"told": [], "loose": _notes(kind, 5, 10)}


@slide("sharing, notes and main points", "sharing", "worryzones/sharing_projector.html")
def sharing_notes_points(kind: Kind) -> dict[str, Any]:
    return _sharing(kind, slide=0, points=points(kind, 2)) | {"told": [], "loose": _notes(kind, 5, 10)}


def _candidates(kind: Kind) -> list[Thing]:
    return [
        Thing(
            theme=theme,
            merged=[theme] * (n % 3),
            votes=max(4, 24 - n),
            share=max(5, 100 - 4 * n),
            place=n + 1,
        )
        for n, theme in enumerate(themes(kind, 4, 12))
    ]


def _choosing(kind: Kind, shown: bool) -> dict[str, Any]:
    return {
        "large_clock": not shown,
        "workshop": {"results_shown": shown, "votes_each": 12 if kind.most else 3},
        "candidates": _candidates(kind),
        "ranked": _candidates(kind),
        "tokens": range(12 if kind.most else 3),
        "joker": a_theme(translation.gettext("The joker theme"), 0),
    }


@slide("choosing", "choosing", "workshops/panels/choosing_projector.html")
def choosing(kind: Kind) -> dict[str, Any]:
    return _choosing(kind, shown=False)


@slide("the result", "choosing", "workshops/panels/choosing_projector.html")
def result(kind: Kind) -> dict[str, Any]:
    return _choosing(kind, shown=True)


@slide("between", "interlude", "workshops/panels/interlude_projector.html")
def between(kind: Kind) -> dict[str, Any]:
    return {"chosen": _candidates(kind), "workshop": {"dialogue_2_at": A_DAY}}


# --- dialogue 2 ---


@slide("the joker", "opening", "workshops/panels/opening_projector.html")
def joker(kind: Kind) -> dict[str, Any]:
    topics = [
        Thing(text=text, support_count=n % 9, chosen=n == 1) for n, text in enumerate(kind.texts(500, 4, 9))
    ]
    question = kind.text(160) if kind.fill else ""
    return {"is_joker_on": True, "topics": topics, "joker": Thing(question=question)}


def _market(kind: Kind, **more: Any) -> dict[str, Any]:
    found = [*themes(kind, 4, 9), a_theme("Jokeriteema", 0)]
    for n, theme in enumerate(found):
        theme.open_groups = [
            Thing(
                pk=f"{n}-{m}",
                letter=chr(65 + (4 * n + m) % 26),
                place=place,
                heads=m * 6,
                ended=m == 1,
            )
            for m, place in enumerate(kind.texts(60, 1, 4))
        ]
    return {"themes": found, **more}


@slide("places", "opening", "workshops/panels/opening_projector.html")
def places(kind: Kind) -> dict[str, Any]:
    return _market(kind, is_joker_on=False)


@slide("market", "open_space", "workshops/panels/open_space_projector.html")
def market(kind: Kind) -> dict[str, Any]:
    return _market(kind)


def _pearl(kind: Kind, **more: Any) -> dict[str, Any]:
    group = Thing(letter="B", place=kind.text(60), ended=True, theme=a_theme(kind.text(160, 1), 3))
    pearl = Thing(pk=UUID(int=1), text=kind.text(500), image="", group=group)
    return {"pearl": pearl, "slide": 3, "pearls": range(12), "points": [], **more}


@slide("pearl", "pearls", "workshops/panels/pearls_projector.html")
def pearl(kind: Kind) -> dict[str, Any]:
    return _pearl(kind)


@slide("pearl, main points", "pearls", "workshops/panels/pearls_projector.html")
def pearl_points(kind: Kind) -> dict[str, Any]:
    return _pearl(kind, points=points(kind))


def _picture(kind: Kind, **more: Any) -> dict[str, Any]:
    made = _pearl(kind, **more)
    made["pearl"].image, made["pearl"].width, made["pearl"].height = "x.jpg", 1067, 1600
    made["pearl"].text = made["pearl"].description = kind.text(240)
    return made


@slide("picture", "pearls", "workshops/panels/pearls_projector.html")
def picture(kind: Kind) -> dict[str, Any]:
    return _picture(kind)


@slide("picture, main points", "pearls", "workshops/panels/pearls_projector.html")
def picture_points(kind: Kind) -> dict[str, Any]:
    return _picture(kind, points=points(kind))


@slide("pearls begin", "pearls", "workshops/panels/pearls_projector.html")
def pearls_begin(kind: Kind) -> dict[str, Any]:
    groups = [
        Thing(letter=chr(65 + n % 26), theme=theme, pearl_count=n % 5, texts=[MARKED] * (n % 5))
        for n, theme in enumerate(themes(kind, 5, 15))
    ]
    return {"groups": groups, "pearl": None, "slide": 0, "pearls": []}


MARKED = Thing(pearl=True, hidden=False)


def _heard(kind: Kind, last_word: str = "") -> dict[str, Any]:
    lines = [Thing(pk=n, text=text) for n, text in enumerate(kind.texts(500, 8, 16))]
    return {
        "hearing": True,
        "lines": lines,
        "count": len(lines),
        "agreement": Agreement(last_word=last_word),
    }


@slide("heard", "agreement", "workshops/panels/agreement_projector.html")
def heard(kind: Kind) -> dict[str, Any]:
    return _heard(kind)


@slide("heard, the last word", "agreement", "workshops/panels/agreement_projector.html")
def last_word(kind: Kind) -> dict[str, Any]:
    return _heard(kind, kind.text(500, 2))


@slide("needs", "agreement", "workshops/panels/agreement_projector.html")
def needs(kind: Kind) -> dict[str, Any]:
    rows = [
        {"label": horizon.label, "needs": [Thing(text=text) for text in kind.texts(240, few, most)]}
        for horizon, few, most in ((Need.Horizon.MONTHS, 3, 9), (Need.Horizon.YEARS, 1, 6))
    ]
    return {"slide": 1, "needs_by_horizon": rows[:1] if kind.least else rows}


@slide("how we go on", "agreement", "workshops/panels/agreement_projector.html")
def how(kind: Kind) -> dict[str, Any]:
    agreement = Agreement(decision="go_on", next_at=A_DAY, next_place=kind.text(120))
    label = Agreement._meta.get_field("how_themes").verbose_name
    how = [{"label": label, "text": text} for text in kind.texts(1000, 2, 2)]
    return {"slide": 2, "agreement": agreement, "how": [] if kind.least else how}


@slide("tasks", "agreement", "workshops/panels/agreement_projector.html")
def tasks(kind: Kind) -> dict[str, Any]:
    found = [
        Thing(what=text, responsible=kind.text(80, 1), due=date(2027, 1, 31))
        for text in kind.texts(240, 4, 12)
    ]
    return {"slide": 3, "tasks": found}


@slide("feedback", "feedback", "workshops/panels/feedback_projector.html")
def feedback(kind: Kind) -> dict[str, Any]:
    means = [
        {"statement": statement, "mean": None if n == 4 and kind.most else 4.3, "count": 12, "x": 175.0}
        for n, (_key, statement) in enumerate(FEEDBACK_STATEMENTS)
    ]
    return {"feedback_shown": not kind.least, "means": means}


@slide("closed", "closed", "workshops/panels/closed_projector.html")
def closed(kind: Kind) -> dict[str, Any]:
    return {
        "workshop": {"closed_at": A_DAY},
        "agreement": Agreement(next_at=None if kind.least else A_DAY, next_place=kind.text(120)),
    }


# --- all in one page ---

# Each is its own screen, and what stands fixed in it stands in it alone.
APART = ".projector { contain: strict; inline-size: 100vw; } "
SHEETS = ("tokens", "base", "projector", "openspace", "agreement", "themes")


STATIC = settings.BASE_DIR / "static"
PICTURE = (  # 1067 × 1600
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='1067' height='1600'%3E"
    "%3Crect width='1067' height='1600' fill='gray'/%3E%3C/svg%3E"
)


def regions(languages: tuple[str, ...], kinds: tuple[Kind, ...] = KINDS) -> dict[str, str]:
    """Each slide's name and its region."""
    found = {}
    for language in languages:
        with translation.override(language):
            found |= {f"{language}: {name}": region for kind in kinds for name, region in of(kind)}
    return found


def page(found: Iterable[str]) -> str:
    """All of them one below the other, with the projector's sheets and the script that lays out."""
    styles = "".join((STATIC / f"css/{sheet}.css").read_text() for sheet in SHEETS)
    script = (STATIC / "js/slides.js").read_text()
    return (
        f'<!doctype html><html lang="fi"><head><meta charset="utf-8"><style>{styles}{APART}</style></head>'
        f'<body class="projector-page">{"".join(found)}<script>{script}</script></body></html>'
    )
