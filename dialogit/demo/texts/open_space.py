"""Open Space: the themes as questions, the joker's topics, places, and what groups write as (kind, text)."""

from __future__ import annotations

# By the zone's number: how its most wanted theme is worded for dialogue 2.
QUESTIONS: dict[int, str] = {
    1: "Miten pidämme kiinni innostuksesta, kun aika on kortilla?",
    2: "Miten kohtaamme perheen jo ennen kuin huoli kasvaa?",
    3: "Miten sovimme, kuka pitää langat käsissä?",
    4: "Mistä saamme rinnallemme toisen, kun omat keinot loppuvat?",
}

JOKER_TOPICS: tuple[str, ...] = (
    "Muutto uuteen kouluun",
    "Puhelimet pois koulupäivästä, mitä tilalle?",
    "Mitä lapset itse toivoisivat meiltä?",
    "Yhteinen kieli kodin kanssa",
    "Miten pidämme huolta toisistamme?",
)

PLACES: tuple[str, ...] = (
    "ikkunapöytä",
    "kirjasto",
    "luokka 204",
    "näyttämön edusta",
    "ruokalan nurkkaus",
    "käsityöluokka",
    "aulan sohvat",
    "takkahuone",
)

CONTRIBUTIONS: tuple[tuple[str, str], ...] = (
    ("works", "Avoin aamukahvi kerran kuussa: puhutaan siitä, mikä on pinnalla, ilman esityslistaa."),
    ("works", "Soitto kotiin silloin, kun mitään ei ole pielessä."),
    ("works", "Koulun ja päiväkodin yhteinen kehittämisiltapäivä kahdesti vuodessa."),
    ("works", "Työparina palaverissa: toinen puhuu, toinen kuuntelee, ja puolivälissä vaihdetaan."),
    ("works", "Eskarin ja ekaluokan opettajat vaihtavat päiväksi paikkaa."),
    ("works", "Nuorisotyöntekijä on välitunneilla mukana ihan muuten vain."),
    ("works", "Kuvat ja selkokieli viesteissä, niin kaikki kodit pysyvät mukana."),
    ("works", "Neuvolan ja päiväkodin yhteinen soittoaika torstaisin."),
    ("turning_point", "Kysyimme vanhemmilta, mistä he ovat arjessaan ylpeitä. Siitä keskustelu vasta alkoi."),
    ("turning_point", "Lakkasimme etsimästä syyllistä ja aloimme etsiä seuraavaa askelta."),
    ("turning_point", "Vaihdoimme neuvotteluhuoneen leikkitilaan, ja kaikki rentoutuivat."),
    ("turning_point", "Joku meistä sanoi ääneen: en tiedä, mitä tekisin."),
    ("turning_point", "Sovimme, ettei palaveriin tuoda valmista suunnitelmaa."),
    ("turning_point", "Saimme ensimmäisen kerran saman pöydän ääreen kaikki, joita asia koski."),
    ("success", "Syksyn aloitus sujui, koska olimme tavanneet perheet pihalla jo kesäkuussa."),
    ("success", "Puheeksiotto, jota jännitimme kuukauden, kesti vartin ja päättyi kiitokseen."),
    ("success", "Yhteinen pihapäivä: kolme taloa, yksi nuotio ja paljon uusia tuttuja."),
    ("success", "Saimme läksykerhon pystyyn vapaaehtoisten kanssa, ja se pyörii jo toista vuotta."),
    ("success", "Paluu kouluun onnistui pienin askelin, kun tahdista sovittiin yhdessä."),
    ("success", "Saimme uudelta työkaverilta palautetta, että meillä uskaltaa kysyä."),
    ("failure", "Kutsuimme paikalle yhdeksän ammattilaista, eikä perhe saanut suunvuoroa."),
    ("failure", "Odotimme liian kauan, koska kukaan ei halunnut olla se, joka soittaa ensin."),
    ("failure", "Teimme hienon lomakkeen, jota kukaan ei täyttänyt."),
    ("failure", "Lupasimme palata asiaan ja unohdimme. Luottamuksen korjaamiseen meni puoli vuotta."),
    ("failure", "Hoidimme asian sähköpostilla, vaikka olisi pitänyt mennä käymään."),
    ("failure", "Kehittämispäivän ideat jäivät fläppitaululle, kun emme sopineet jatkosta."),
    ("essence", "Aikuisen rauha. Kiire tarttuu, mutta niin tarttuu rauhakin."),
    ("essence", "Ollaan uteliaita, ei varmoja."),
    ("essence", "Huoli on minun huoleni eikä toisen ominaisuus."),
    ("essence", "Pienetkin lupaukset pidetään."),
    ("essence", "Joku ehtii kuunnella loppuun asti."),
    ("essence", "Ihmetellään yhdessä ennen kuin ratkaistaan."),
    ("practice", "Kolmen viikon sääntö: sovittuun palataan viimeistään kolmen viikon kuluttua."),
    (
        "practice",
        "Hyvä uutinen perjantaina: jokaiseen kotiin lähtee vuorollaan tieto yhdestä onnistumisesta.",
    ),
    ("practice", "Kävelypalaveri: hankalasta asiasta jutellaan kävellen, vierekkäin eikä vastakkain."),
    (
        "practice",
        "Kuraattorin tai psykologin konsultaatiovartti joka viikko samaan aikaan, nimiä mainitsematta.",
    ),
    ("practice", "Tutustumiskäynti ennen aloitusta: perhe valitsee, tavataanko kotona, pihalla vai meillä."),
    ("practice", "Siirtopalaverin ensimmäinen kysymys on aina: mikä on toiminut?"),
    ("practice", "Palaverin lopuksi jokainen sanoo, mitä tekee ensi viikolla."),
    ("practice", "Sijaisen reppu: päivärytmi, pohjapiirros ja tärkeät numerot yhdessä paikassa."),
    ("came_up", "Miten pieni huoli sanotaan ääneen niin, että toinen pysyy mukana?"),
    ("came_up", "Kiire, ja se mistä voi luopua"),
    ("came_up", "Yhteinen suunnitelma eri palvelujen välillä"),
    ("keyword", "luottamus"),
    ("keyword", "kiireettömyys"),
    ("keyword", "rinnalla kulkeminen"),
    ("keyword", "avoimuus"),
    ("keyword", "ihmettely"),
    ("keyword", "pienet askeleet"),
    ("keyword", "työpari"),
    ("keyword", "kuunteleminen"),
    ("keyword", "yhteinen kieli"),
    ("keyword", "toivo"),
    ("keyword", "ilo"),
    ("keyword", "rohkeus"),
)
