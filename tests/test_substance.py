"""What the method says is what the room is told, in each language and on every surface.

The tables below hold the substance by words that cannot be missing; the wording around them is free. Source:
design/method.md.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable

import pytest
from django.utils import translation

from tests.factories import go, join, note_by
from workshops.course import principles
from workshops.course.questions import EXAMPLES_OF_THEMES, OPEN_SPACE_QUESTIONS
from workshops.extension import print_cards
from workshops.services import console, course
from worryzones import zones
from worryzones.prompts import DEFAULT_PROMPTS

LANGUAGES = ("fi", "sv", "en")

TEN = [  # Finnish, Swedish, English: what each of the ten says, in their order
    ("yhteis palvelu", "gemensam service", "services share"),
    ("oma vastuu", "eget ansvar", "own responsibility"),
    ("huolestu puheeksi", "oroar tar upp", "worry say"),
    ("yhdessä lähiverkosto", "tillsammans nätverk", "together networks close"),
    ("tuemme osallisuu", "stöder delaktighet", "support taking part"),
    ("avoimesti yhdessä", "öppet tillsammans", "openly together"),
    ("tuki kontrolli kädessä", "stöd kontroll hand", "support control hand"),
    ("yhteistyö jatkuu", "samarbete fortsätter", "working together lasts"),
    ("emme leimaa", "stämplar ingen", "label nobody"),
    ("varhain rakenteelli syi", "tidigt strukturella orsaker", "early structural causes"),
]
DIALOGUE = [
    ("yhdenvertai", "jämlik", "equal"),
    ("osalli läsnä", "deltar närvarande", "takes part present"),
    ("kuuntele aidosti kuulluksi", "lyssnar riktigt hörda", "really listen heard"),
]
SIGNS = [
    ("ei lainkaan hyvin", "ingen alls väl", "no worry at all well"),
    (
        "huoli ihmettely lisävoimavaro luotamme omiin mahdollisuuksi",
        "oro undran mer resurser litar egna möjligheter",
        "worry wondering more resources trust own possibilities",
    ),
    (
        "tuntuu voimavara ehty lisää voimavaroja kontrolli",
        "känns resurser tryta mer resurser kontroll",
        "felt resources low more resources control",
    ),
    (
        "hyvin suuri keino lopussa muututtava heti",
        "mycket stor utvägar slut förändras genast",
        "very great means used up change at once",
    ),
]
CLASSIFIES_NOBODY = (
    "tilanne tuntuu luoki",
    "situation känns klassificerar ingen",
    "situation feels classifie nobody",
)
REGISTERS_NOBODY = (
    "yhteinen kieli rekisteröi luokitel",
    "gemensamt språk registrer klassificer",
    "language register",
)
OPEN_SPACE = [
    (
        "oikea osallistu kuka kaikenlai arvokas tervetullut halu innostus sitoutumi ryhmä",
        "rätt delta vem alla slag lika välkommet vilja iver engagemang grupp",
        "right take part whoever every kind same welcome wish enthusiasm commitment group",
    ),
    ("teemme oikea", "gör rätt", "do right"),
    (
        "alkaa tahti eloisa virallisuu jokainen huolehti mielekkä",
        "börjar takt livfull formalitet var och en meningsfull",
        "begins pace lively formality each care worth while",
    ),
    ("päättyy lopettaa tärke käsitel", "slutar sluta viktig avhandla", "ends stop matters dealt with"),
]
TWO_FEET = [
    ("jokainen vastaa itse", "var och en ansvarar själv", "each responsible ourselves"),
    (
        "opi keskustelu kahta jalkaa toiseen ryhmään enemmän",
        "lär samtal två fötter annan grupp mer",
        "learn join two feet another group more",
    ),
    ("koko ajan yhde useam", "hela tiden ett flera", "all the time one several"),
    ("kiinnosta moni useampi ryhmä", "intresserar många flera grupper", "interests many several groups"),
]
LAW = ("Kahden jalan laki", "Två fötters lag", "The law of two feet")
PURPOSES = [
    (
        "työmme tilanteet huolestut loitolla",
        "situationer arbete oro borta",
        "situations work worry keeps away",
    ),
    (
        "kokemuk varhaisen avoimen yhteistyön hyvistä käytännöistä poistaa loitolla",
        "erfarenheter god praxis tidigt öppet samarbete bort borta",
        "experiences good practices early open cooperation takes worry away keeps away",
    ),
]
METHOD = (
    "työyhteisö omaa työtä yhdessä avoimuus osallisuus varhainen yhteistyö",
    "arbetsgemenskap eget arbete tillsammans öppenhet delaktighet tidigt samarbete",
    "work community own work together openness taking part early cooperation",
)
QUESTIONS = {
    1: [
        ("tyypilli tilante ei huolta", "typiska situation inte oro", "typical situations no worry"),
        ("toimimme loitolla", "gör oron borta", "do keep worry away"),
        (
            "taito tapa loitolla erityisen",
            "färdighet arbetssätt särskilt borta",
            "skills ways especially away",
        ),
    ],
    2: [
        ("tilante herättä pieniä huolia", "situation väcker liten oro", "situations stir small worries"),
        (
            "helpotta pieniä rakenta yhteistyö",
            "lindrar liten bygger samarbete",
            "ease small build cooperation",
        ),
        (
            "varhai avoi yhteistyö ehkäisevän käytän parhaiten",
            "tidiga öppna samarbete förebyggande arbetssätt bäst",
            "practices early open cooperation preventive best",
        ),
        (
            "varhais avoimuutta yhteistyötä vahvista",
            "tidigt öppenhet stärker samarbete",
            "early openness strengthens cooperation",
        ),
    ],
    3: [
        ("tyypilli tuntuvan tilante", "typiska situation kännbar", "typical situations tangible"),
        ("millaisia huolia vyöhyk", "vilket slags oro zon", "kind of worries zone"),
        (
            "keiden vuoropuhelu yhteistyö huoli helpotta",
            "vilka dialog samarbeta oron lätta",
            "whom dialogue cooperation worry eases",
        ),
        ("käytän kokeilleet vaikeissa", "arbetssätt prövat svåra", "practices tried difficult"),
        (
            "käytän avoimuutta osallisuutta",
            "arbetssätt öppenhet delaktighet",
            "practices openness taking part",
        ),
    ],
    4: [
        ("tyypilli suuren tilante", "typiska situation stor", "typical situations great"),
        ("erottaa suuren tuntuvan", "skiljer stor kännbar", "apart great tangible"),
        (
            "työkäytän osallisuutta dialogi suuren",
            "arbetssätt delaktighet dialog stor",
            "working practices taking part dialogue great",
        ),
        ("kriisityön menetelmä toimi", "metoder krisarbete fungerar", "methods crisis work effective"),
        ("käytän helpotta suurta eniten", "arbetssätt lindrar stor mest", "practices ease great most"),
    ],
}
OF_OPEN_SPACE = [
    ("teema toimii on toiminut", "fungerar har fungerat tema", "works theme has worked"),
    ("käänteentekevä", "vändpunkt", "turning point"),
    ("kokemuk onnistumi epäonnistumi", "erfarenhet lyckas misslyckas", "experiences success failure"),
    ("kokemuk olennais", "väsentlig erfarenhet", "essential experiences"),
]


def said(texts: Iterable[object], language: str) -> list[str]:
    with translation.override(language):
        return ["  ".join(map(str, text)) if isinstance(text, tuple) else str(text) for text in texts]


def missing(texts: list[str], substance: list[tuple[str, str, str]], language: str) -> list[str]:
    """What is not said at its place; each word stands for all that begin so or hold it."""
    of_language = [words[LANGUAGES.index(language)].split() for words in substance]
    assert len(texts) == len(of_language)
    return [
        f"{word} in “{text}”"
        for text, words in zip(texts, of_language, strict=True)
        for word in words
        if word not in text.lower()
    ]


SAID = [
    (TEN, principles.EARLY_COOPERATION),
    (DIALOGUE, principles.DIALOGUE),
    (SIGNS, [zone.signs for zone in zones.ZONES]),
    ([CLASSIFIES_NOBODY, REGISTERS_NOBODY], [zones.ZONE_TELLS, zones.ZONES_ARE]),
    (OPEN_SPACE, principles.OPEN_SPACE),
    (TWO_FEET, principles.TWO_FEET),
    (PURPOSES, list(principles.PURPOSES.values())),
    ([METHOD], [principles.METHOD]),
    (OF_OPEN_SPACE, OPEN_SPACE_QUESTIONS),
    *((QUESTIONS[number], DEFAULT_PROMPTS[number]) for number in zones.NUMBERS),
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("substance", "texts"), SAID)
def test_what_the_method_says_is_said(substance, texts, language):
    assert missing(said(texts, language), substance, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_law_of_two_feet_has_its_name(language):
    assert said([principles.TWO_FEET_NAME], language) == [LAW[LANGUAGES.index(language)]]


def test_questions_are_seventeen_and_each_asks_one_thing():
    asked = [str(question) for prompts in DEFAULT_PROMPTS.values() for question in prompts]
    assert len(asked) == 17
    assert {question.count("?") for question in asked} == {1}


# --- where it is said ---

EVERY_QUESTION = [question for prompts in DEFAULT_PROMPTS.values() for question in prompts]
EVERY_SIGN = [zone.signs for zone in zones.ZONES]
DIALOGUE_1 = [
    principles.PURPOSES[1],
    *(text for pair in principles.DIALOGUE for text in pair),
    *principles.EARLY_COOPERATION,
    *EVERY_SIGN,
    zones.ZONES_ARE,
]
DIALOGUE_2 = [
    principles.PURPOSES[2],
    *(text for pair in principles.OPEN_SPACE for text in pair),
    principles.TWO_FEET_NAME,
    *principles.TWO_FEET,
]


def unsaid(page: str, texts: Iterable[object], language: str) -> list[str]:
    told = re.sub(r"\s+", " ", html.unescape(page))
    return [text for text in said(texts, language) if text not in told]


def phone_of(workshop, language: str):
    reader = join(workshop, language=language)
    return lambda: reader.get("workshops:stage", workshop.code).content.decode()


def projected(workshop, facilitator, language: str, slides: int) -> str:
    """All slides that the console can turn to, as the projector shows them."""
    facilitator.post("workshops:language", language=language)
    shown = []
    for slide in range(slides):
        console.show_slide(workshop=workshop, slide=slide)
        shown.append(facilitator.get("workshops:projector", workshop.code).content.decode())
    return " ".join(shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_phones_are_told_at_the_welcome_at_the_table_at_sharing_and_at_the_opening(workshop, language):
    phone = phone_of(workshop, language)
    assert unsaid(phone(), DIALOGUE_1, language) == []
    go(workshop, "cafe-1")
    assert unsaid(phone(), [zones.ZONES[0].signs, zones.ZONE_TELLS, *DEFAULT_PROMPTS[1]], language) == []
    go(workshop, "theming")
    assert unsaid(phone(), EXAMPLES_OF_THEMES[:2], language) == []
    go(workshop, "sharing")
    assert unsaid(phone(), [zones.ZONES[0].signs, zones.ZONE_TELLS], language) == []
    go(workshop, "opening")
    assert unsaid(phone(), DIALOGUE_2, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_projector_shows_it_slide_by_slide(workshop_at, facilitator, language):
    workshop = workshop_at("welcome", people=12)
    assert unsaid(projected(workshop, facilitator, language, 4), DIALOGUE_1, language) == []
    go(workshop, "cafe-1")
    assert (
        unsaid(projected(workshop, facilitator, language, 5), [*EVERY_QUESTION, *EVERY_SIGN], language) == []
    )
    go(workshop, "sharing")
    assert unsaid(projected(workshop, facilitator, language, 4), EVERY_SIGN, language) == []
    go(workshop, "opening")
    assert unsaid(projected(workshop, facilitator, language, 2), DIALOGUE_2, language) == []
    go(workshop, "open_space")
    assert unsaid(projected(workshop, facilitator, language, 2), OPEN_SPACE_QUESTIONS, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_script_holds_it_whole(workshop, facilitator, language):
    facilitator.post("workshops:language", language=language)
    page = facilitator.get("workshops:script", workshop.code).content.decode()
    everything = [*DIALOGUE_1, *EVERY_QUESTION, *DIALOGUE_2, *OPEN_SPACE_QUESTIONS]
    assert unsaid(page, everything, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper_holds_it_whole(workshop_at, language):
    workshop = workshop_at("opening", people=4)
    course.update_workshop(workshop=workshop, language=language)
    with translation.override(language):
        cards = print_cards.cards_of(print_cards.CardContext(workshop, lambda path: path))
        paper = json.dumps(cards, ensure_ascii=False)
    everything = [*DIALOGUE_1, *EVERY_QUESTION, *DIALOGUE_2, *OPEN_SPACE_QUESTIONS, zones.ZONE_TELLS]
    assert unsaid(paper, everything, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_report_and_front_page_say_what_the_method_is_for(workshop_at, facilitator, language):
    workshop = workshop_at("cafe-1", people=4)
    note_by(join(workshop), "Aamut alkavat yhdessä")
    facilitator.post("workshops:language", language=language)
    page = facilitator.get("workshops:report", workshop.code).content.decode()
    assert unsaid(page, [principles.METHOD, zones.ZONES_ARE], language) == []
    assert len(unsaid(page, EVERY_SIGN, language)) == 3  # of the one zone that something was written in
    front = facilitator.get("workshops:home").content.decode()
    assert unsaid(front, [principles.METHOD], language) == []
