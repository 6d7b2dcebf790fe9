"""Words made comparable: *huoli*, *huolta* and *huolenaihe* meet in one key, on any database alike.

A word of a practice is kept as a few keys. Snowball's stem is the precise one. The loose one levels what
Finnish and Swedish change inside a word (*pöytä, pöydän*; *bok, böcker*) and what a foreign keyboard lacks
(*käytäntö, kaytanto*). A key that is written backwards finds the last part of a compound: *palaveri* in
*aamupalaveri*. What was weighed stands in docs/decisions.md, how well it finds in tests/benchmark/RESULTS.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

LANGUAGES = {"fi": "finnish", "sv": "swedish", "en": "english"}
BACKWARDS = {"fi": "0", "sv": "1", "en": "2"}  # before a key that is written backwards
# Of a key that may go on, else *työ* would find each word that begins so; Swedish stems are short (*möt*)
MIN_PREFIX, MIN_SUFFIX = 4, {"fi": 4, "sv": 3, "en": 4}
MAX_WORDS = 12  # of a query that are looked for; who pastes a page is answered by its beginning

WORD = re.compile(r"[^\W_]+")
# Letters that no decomposition makes plain: Sámi, Norwegian, German
PLAIN = str.maketrans({"đ": "d", "ŋ": "n", "ǥ": "g", "ʒ": "z", "ǯ": "z", "ø": "o", "æ": "a", "ß": "ss"})
BETWEEN = re.compile(r"[ʹʼ'’´`\u00ad\u200b-\u200f]")  # inside a word and no part of it

# What is too common to be looked for, unless nothing else is asked
COMMON = frozenset(
    word
    for line in (
        "ja tai on oli ei en että kun jos niin myös kuin joka jotka mikä mitä miten kuinka missä miksi",
        "milloin se ne tämä nämä hän me te he voi olla ovat sekä kanssa",
        "och eller att det den de som en ett i på av för med till är var inte om hur vad när varför vi man",
        "the a an and or of to in on is are was for with by how what when why we it that this be can do at",
    )
    for word in line.split()
)
# Of which no rule knows; few, because each would have to be right in every sentence
IRREGULAR = {
    "lapsi": "lapse",
    "ihmistä": "ihmise",
    "tuen": "tuke",
    "tuella": "tuke",
    "työn": "työ",
    "työssä": "työ",
    "työtä": "työ",
    "öppen": "öppna",
    "öppet": "öppna",
    "children": "child",
    "men": "man",
    "women": "woman",
    "people": "person",
    "persons": "person",
    "feet": "foot",
    "taught": "teach",
    "spoke": "speak",
    "spoken": "speak",
    "held": "hold",
    "met": "meet",
    "kept": "keep",
}
# What stands at the end of a stem: (endings, what they are levelled to)
LEVELS = tuple(
    (re.compile(f"(?:{endings})$"), level)
    for endings, level in (
        ("uuks|uude|uute|uus|uud|uut|yyks|yyde|yyte|yys|yyd|yyt", "uu"),
        ("nt|nn", "n"),
        ("nk|ng", "n"),
        ("mp|mm", "m"),
        ("lt|ll", "l"),
        ("rt|rr", "r"),
        ("ht|hd", "h"),
        ("[kp]s|st|[dst]", "t"),
        ("[pv]", "v"),
    )
)
# What comes and goes before a Swedish ending: *förälder, föräldrar*
SYNCOPE = re.compile(r"(?<=\w{3}[^\Waeiouy])e?[lrn]$")


@dataclass(frozen=True)
class Asked:
    """One word of a query with what may stand for it: whole keys, and beginnings of keys."""

    word: str
    keys: tuple[str, ...]
    beginnings: tuple[str, ...]

    def finds(self, keys: Iterable[str]) -> bool:
        return any(key in self.keys or key.startswith(self.beginnings) for key in keys)


def words_of(text: str) -> list[str]:
    return WORD.findall(_spelled(text))


def _spelled(text: str) -> str:
    return BETWEEN.sub("", unicodedata.normalize("NFKC", text)).lower()


def folded(word: str) -> str:
    """Without marks on letters: what is left of *käytäntö* on a keyboard without them."""
    apart = unicodedata.normalize("NFKD", word.translate(PLAIN))
    return "".join(filter(str.isalnum, apart))


@lru_cache(maxsize=50_000)
def keys_of(word: str, language: str) -> tuple[str, ...]:
    """The keys of one word in one language, the most precise first."""
    precise, loose = _stems(word, language)
    return tuple(dict.fromkeys((folded(word), precise, loose, BACKWARDS[language] + loose[::-1])))


@lru_cache(maxsize=50_000)
def _stems(word: str, language: str) -> tuple[str, str]:
    word = IRREGULAR.get(word, word)
    if language == "fi":
        word = re.sub(r"nen$", "se", word)  # *ihminen* as *ihmisen*
    stem = _stemmer(language).stemWord(word)
    loose = _levelled(stem) if language == "fi" else _squeezed(folded(stem))
    return folded(stem), SYNCOPE.sub("", loose) if language == "sv" else loose


@lru_cache
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(LANGUAGES.get(language, "finnish"))


def _levelled(stem: str) -> str:
    """A Finnish stem without what changes at its end: *kädestä, kättä*; *asiakas, asiakkaan*."""
    bare = _bare(folded(stem))
    if len(bare) > 5 and bare.endswith("as"):
        bare = bare[:-2]
    for endings, level in LEVELS:
        if endings.search(bare):
            bare = endings.sub(level, bare)
            break
    return _squeezed(bare)


def _bare(stem: str) -> str:
    bare = stem.rstrip("aeiouy")
    return bare if len(bare) >= 3 else stem


def _squeezed(stem: str) -> str:
    """Each consonant once: *asiakkaan*, *böcker*."""
    return re.sub(r"([b-df-hj-np-tv-z])\1", r"\1", stem.replace("ck", "k"))


def document(text: str, language: str) -> str:
    """All keys of a text, with spaces between, for a database to index."""
    return " ".join(key for word in words_of(text) for key in keys_of(word, language))


def asked(query: str) -> list[Asked]:
    """The words of a query; what is too common counts only where nothing else is asked."""
    words = list(dict.fromkeys(words_of(query)))
    telling = [word for word in words if word not in COMMON] or words
    return [ask(word) for word in telling[:MAX_WORDS]]


def ask(word: str) -> Asked:
    """A word stands for itself in all three languages: nobody says in which one they ask."""
    whole: dict[str, None] = {}
    beginnings: dict[str, None] = {}
    for language, mark in BACKWARDS.items():
        *keys, backwards = keys_of(word, language)
        whole |= dict.fromkeys(keys)
        beginnings |= dict.fromkeys(key for key in keys if len(key) >= MIN_PREFIX)
        if len(backwards.removeprefix(mark)) >= MIN_SUFFIX[language] and len(word) >= MIN_PREFIX:
            beginnings[backwards] = None
    shortest = _without_longer(beginnings or (folded(word),)[: len(word) > 2])
    return Asked(word, tuple(_telling(whole, shortest)), shortest)


def _without_longer(beginnings: Iterable[str]) -> tuple[str, ...]:
    """What begins *huol* begins *huoli* too: each key that is asked for costs the database time."""
    found: list[str] = []
    for key in sorted(beginnings, key=len):
        if not key.startswith(tuple(found)):
            found.append(key)
    return tuple(found)


def _telling(whole: Iterable[str], beginnings: tuple[str, ...]) -> list[str]:
    """Of the keys that a beginning finds in any case the shortest, so that the word itself ranks first."""
    keys = list(whole)
    covered = [key for key in keys if key.startswith(beginnings)]
    return [key for key in keys if key not in covered] + sorted(covered, key=len)[:1]


def is_one_edit_away(one: str, other: str) -> bool:
    """Whether one letter is wrong, missing, too many, or two beside each other are swapped."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    pairs = enumerate(zip(one, other, strict=False))
    start = next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
