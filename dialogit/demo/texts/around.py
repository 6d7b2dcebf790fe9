"""Who arranges the demo's workshop, who takes part, and what was held before it."""

from __future__ import annotations

ORGANISATION = "Lempäälän kunta, kasvun ja oppimisen palvelut"
REGIONAL = "Etelä-Pirkanmaan yhteiset kasvun palvelut"
TITLE = "Varhaisen tuen hyvät käytännöt · Lempäälä"
MUNICIPALITIES: tuple[str, ...] = ("Lempäälä", "Vesilahti", "Pirkkala", "Akaa", "Valkeakoski")
COUNTY = "Pirkanmaan hyvinvointialue"
PLACE = "Lempäälä-talo, iso sali"
RECIPIENTS = "Kasvun ja oppimisen johtoryhmä, perhekeskuksen ohjausryhmä ja alueellinen osaamiskeskus"

NAMES: tuple[str, ...] = (
    "Aino",
    "Anneli",
    "Antti",
    "Eeva",
    "Elina",
    "Emmi",
    "Hanna",
    "Heikki",
    "Ilona",
    "Jaana",
    "Janne",
    "Johanna",
    "Kaisa",
    "Katariina",
    "Kirsi",
    "Laura",
    "Leena",
    "Maarit",
    "Marjo",
    "Matti",
    "Mikko",
    "Minna",
    "Noora",
    "Outi",
    "Päivi",
    "Riikka",
    "Saara",
    "Sami",
    "Tiina",
    "Tuomas",
    "Ulla",
    "Ville",
)

HOME_UNITS: tuple[str, ...] = (
    "Sääksjärven päiväkoti",
    "Kuusipolun päiväkoti",
    "Niittyrannan koulu",
    "Harjuportin yhtenäiskoulu",
    "Perhekeskus Tuulikello",
    "Opiskeluhuollon tiimi",
)

# Held before: title, who arranged it, focus area, who took part.
EARLIER: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("Eskarista ekalle · Pirkkala", REGIONAL, "growth", ("Pirkkala",)),
    ("Kodin ja koulun yhteinen kieli · Akaa", REGIONAL, "growth", ("Akaa",)),
    ("Läsnä lähellä lasta · Vesilahti", REGIONAL, "wellbeing", ("Vesilahti",)),
    ("Yhdessä perheiden kanssa · Valkeakoski", REGIONAL, "growth", ("Valkeakoski",)),
    ("Jaksava työyhteisö · Lempäälä", ORGANISATION, "wellbeing", ("Lempäälä",)),
    ("Nivelvaiheen hyvät käytännöt · Akaa ja Valkeakoski", REGIONAL, "growth", ("Akaa", "Valkeakoski")),
    ("Johtaminen arjen tukena · Pirkkala ja Lempäälä", REGIONAL, "leadership", ("Pirkkala", "Lempäälä")),
    ("Sitouttava kouluyhteisötyö · Vesilahti", REGIONAL, "growth", ("Vesilahti",)),
)
