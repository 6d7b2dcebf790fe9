"""The network around the demo's workshop: sub-regions, series, and what was or will be held in them."""

from __future__ import annotations

CENTRE = "Pirkanmaan osaamiskeskus"
REGION = "Pirkanmaa"

SUB_REGIONS: dict[str, tuple[str, ...]] = {
    "Etelä-Pirkanmaan seutukunta": ("Akaa", "Urjala", "Valkeakoski"),
    "Tampereen seutukunta": (
        "Kangasala",
        "Lempäälä",
        "Nokia",
        "Orivesi",
        "Pirkkala",
        "Pälkäne",
        "Vesilahti",
        "Ylöjärvi",
    ),
    "Luoteis-Pirkanmaan seutukunta": ("Ikaalinen", "Kihniö", "Parkano"),
    "Lounais-Pirkanmaan seutukunta": ("Punkalaidun", "Sastamala"),
    "Ylä-Pirkanmaan seutukunta": ("Juupajoki", "Mänttä-Vilppula", "Ruovesi", "Virrat"),
}

PROJECT = "Huoli puheeksi ajoissa 2024–2026"
PROJECT_PURPOSE = (
    "Kahdeksan kunnan yhteinen täydennyskoulutus: jokainen kunta pitää vuorollaan työpajan ja kutsuu "
    "naapurinsa mukaan."
)
ROUND = "Nivelvaiheet kuntoon"
ROUND_PURPOSE = "Koko maakunnan kierros: mikä kantaa lasta ja perhettä, kun talo vaihtuu?"
SEMINAR = "Mitä opimme yhdessä? Maakunnan yhteinen seminaari"

# What the workshops of the network were called; each with its focus area.
TITLES: tuple[tuple[str, str], ...] = (
    ("Eskarista ekalle", "growth"),
    ("Kodin ja koulun yhteinen kieli", "growth"),
    ("Läsnä lähellä lasta", "wellbeing"),
    ("Yhdessä perheiden kanssa", "growth"),
    ("Jaksava työyhteisö", "wellbeing"),
    ("Nuoren arki kantaa", "growth"),
    ("Johtaminen arjen tukena", "leadership"),
    ("Varhainen tuki käytännössä", "growth"),
)

# Who took part where, in the order in which they were held, the latest first: the first is where it was.
HELD: tuple[tuple[str, ...], ...] = (
    ("Kangasala",),
    ("Nokia", "Ylöjärvi"),
    ("Sastamala",),
    ("Ikaalinen", "Parkano"),
    ("Virrat",),
    ("Lempäälä", "Vesilahti"),
    ("Pälkäne", "Kangasala"),
    ("Valkeakoski",),
    ("Mänttä-Vilppula",),
    ("Ylöjärvi",),
    ("Akaa", "Urjala"),
    ("Orivesi",),
    ("Pirkkala",),
    ("Nokia",),
    ("Ruovesi", "Virrat"),
    ("Kangasala", "Pälkäne"),
    ("Sastamala",),
    ("Vesilahti",),
    ("Lempäälä",),
    ("Valkeakoski", "Akaa"),
    ("Ylöjärvi", "Nokia"),
    ("Parkano",),
    ("Pirkkala", "Lempäälä"),
    ("Kangasala",),
    ("Mänttä-Vilppula", "Ruovesi"),
    ("Akaa",),
)

# Not held yet, by when: in so many weeks, or None where nobody has said.
COMING: tuple[tuple[str, int | None], ...] = (
    ("Urjala", 3),
    ("Nokia", 6),
    ("Virrat", 14),
    ("Orivesi", None),
)
