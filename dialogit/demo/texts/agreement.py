"""What is said and agreed at the end; needs are (horizon, text), tasks (what, responsible role)."""

from __future__ import annotations

MAIN_POINTS: tuple[str, ...] = (
    "Kaikissa pöydissä toistui sama: arki kantaa, kun ehditään kohdata.",
    "Pieni huoli jää helposti sanomatta, koska päivä vie mukanaan.",
    "Paras apu on usein lähellä: työpari, naapuritiimi, kuraattori.",
    "Monta palvelua, ei yhteistä suunnitelmaa. Tämä tunnistettiin joka ryhmässä.",
    "Ensin kysytään, miten toinen näkee asian, ja vasta sitten kerrotaan oma huoli.",
    "Suuressa huolessa kaivataan selkeyttä: kuka tekee, mitä ja milloin.",
    "Siirtymävaiheet puhuttivat eniten, varsinkin eskarista kouluun.",
    "Kävelypalaveria halutaan kokeilla muuallakin.",
    "Lupausten pitäminen nousi esiin kolmessa ryhmässä.",
    "Epäonnistumisista opittiin: vähemmän väkeä paikalle, enemmän aikaa kuunnella.",
)

HEARD: tuple[str, ...] = (
    "Kuulin, että muutkin jännittävät puheeksi ottamista.",
    "Meillä on paljon toimivaa, emme vain kerro siitä toisillemme.",
    "Sama asia huolettaa päiväkodissa ja koulussa, sanat vain ovat eri.",
    "Kuulin paljon toivoa.",
    "Naapurikunnassa on jo ratkaistu asia, jota me vasta mietimme.",
    "Pienikin huoli kannattaa sanoa ääneen.",
    "Perheet halutaan mukaan alusta asti.",
    "Kuulin, että keskeneräisen ajatuksen saa sanoa.",
    "Esihenkilön läsnäolo arjessa merkitsee enemmän kuin luulin.",
    "Kukaan ei halua jäädä vaikean asian kanssa yksin.",
    "Kuulin naurua, sitä tarvitaan lisää.",
    "Kuraattorille saa soittaa myös silloin, kun ei ole varma.",
    "Kiireestä puhuttiin, mutta vielä enemmän siitä, mikä auttaa.",
    "Kuulin oman ajatukseni toisen suusta.",
    "Siirtopalaverit voi aloittaa onnistumisista.",
    "Luottamus rakennetaan tavallisina päivinä.",
    "Meillä on sama päämäärä, vaikka työnantaja on eri.",
    "Kuulin, että jatkoa toivotaan.",
    "Epäonnistumisestakin voi puhua ilman häpeää.",
    "Yksi puhelu oikeaan aikaan voi riittää.",
)

LAST_WORD = "Kuulin, että rohkeutta on jo. Kiitos, että jaoitte sen: pidetään huolta siitä, että tämä jatkuu."

NEEDS: tuple[tuple[str, str], ...] = (
    ("months", "Sovitaan jokaisessa yksikössä, miten ja milloin pieni huoli otetaan puheeksi."),
    ("months", "Otetaan kävelypalaverit ja konsultaatiovartti kokeiluun kevätkaudeksi."),
    (
        "months",
        "Tehdään yhteinen toimintakortti kiireellisiin tilanteisiin ja käydään se läpi kaikissa tiimeissä.",
    ),
    ("years", "Rakennetaan eskarista kouluun siirtymisestä seudun yhteinen polku perheiden kanssa."),
    ("years", "Vakiinnutetaan päiväkotien, koulujen ja perhekeskuksen yhteiset kehittämisiltapäivät."),
)

TASKS: tuple[tuple[str, str], ...] = (
    (
        "Kootaan hyvistä käytännöistä yhden sivun tiivistelmä ja jaetaan se kaikkiin taloihin",
        "varhaiskasvatuspäällikkö",
    ),
    ("Aloitetaan konsultaatiovartti ja ilmoitetaan ajat yksiköille", "vastaava kuraattori"),
    ("Laaditaan toimintakortin luonnos ja pyydetään siihen kommentit", "perhekeskuksen koordinaattori"),
    ("Varataan tilat ja kutsutaan koolle seurantatapaaminen", "työpajan vetäjä"),
)

# How the tasks of earlier workshops have gone, one for each of `TASKS`.
HOW_IT_WENT: tuple[str, ...] = (
    "Tiivistelmä on joka talon ilmoitustaululla, ja siihen on palattu kahdessa henkilöstökokouksessa.",
    "Vartti pidetään torstaisin. Alussa kävijöitä oli yksi tai kaksi, nyt ajat ovat täynnä.",
    "Luonnosta kommentoi yhdeksän yksikköä. Seuraavaksi korttia kokeillaan arjessa.",
    "Tilat on varattu, ja kutsu lähti kaikille mukana olleille.",
)

HOW_THEMES = (
    "Jokainen yksikkö valitsee teemoista yhden ja kokeilee siihen liittyvää käytäntöä kevään ajan. "
    "Kokemukset tuodaan toukokuun kehittämisiltapäivään."
)
HOW_RESULTS = (
    "Tulokset käydään läpi johtoryhmässä ja yksiköiden suunnittelupäivissä. "
    "Käytännöt, jotka sovittiin jaettaviksi, viedään seudun käytäntökirjastoon."
)

COMMENTS: tuple[str, ...] = (
    "Hyvä, että toimintakortti tehdään yhdessä. Voisiko mukaan pyytää myös nuorisopalvelut?",
    "Toukokuu on kouluilla kiireinen, sopisiko huhtikuun loppu paremmin?",
    "Kokeilu on sopivan kokoinen. Tähän pystymme meilläkin.",
    "Lisätään vielä, että perheiltä kysytään, miten siirtymä heidän mielestään sujui.",
)

FEEDBACK_WORDS: tuple[str, ...] = (
    "Ihanaa, kun ehti kerrankin puhua rauhassa.",
    "Sain kaksi ideaa, jotka otan käyttöön jo maanantaina.",
    "Kierrokset olivat juuri sopivan mittaiset.",
    "Vähän enemmän aikaa viimeiseen pöytään, kiitos.",
    "Huomasin, etten ole näiden asioiden kanssa yksin.",
    "Oli hyvä kuulla, miten muissa kunnissa toimitaan.",
    "Kahden jalan laki oli vapauttava!",
    "Puhelimella kirjoittaminen sujui yllättävän helposti.",
    "Toivottavasti tämä ei jää tähän.",
    "Kevyempi olo kuin aamulla.",
)
