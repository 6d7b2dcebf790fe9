"""A Finnish workshop for the demo, as plain data (source: design/method.md, "The course").

Made up and not translated. Single strings, tuples of strings, tuples of (kind, text), and two dictionaries
by the zone's number, 1 to 4: `NOTES` and `THEME_GROUPS`.
"""

from __future__ import annotations

ORGANISATION = "Lempäälän kunta, kasvun ja oppimisen palvelut"
TITLE = "Varhaisen tuen hyvät käytännöt · Lempäälä"
MUNICIPALITIES: tuple[str, ...] = ("Lempäälä", "Vesilahti", "Pirkkala", "Akaa", "Valkeakoski")
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
    "Oppilashuollon tiimi",
)

NOTES: dict[int, tuple[tuple[str, str], ...]] = {
    1: (
        ("situation", "Aamupiiri sujuu omalla painollaan, kun päivän järjestys on meille kaikille tuttu."),
        ("situation", "Iltapäivän hakutilanteissa ehdimme vaihtaa muutaman sanan jokaisen vanhemman kanssa."),
        ("helps", "Tervehdimme ovella jokaista nimeltä, niin lapset kuin aikuisetkin. Joka aamu."),
        ("situation", "Uusi perhe tutustuu taloon, eikä meillä ole kiire mihinkään."),
        ("helps", "Kerromme hyvät uutiset kotiin heti emmekä säästä niitä keskusteluihin."),
        ("helps", "Perjantaisin käymme parin kanssa läpi seuraavan viikon. Vartti riittää."),
        (
            "situation",
            "Tapaamme koulun väen jo keväällä, ja siirtyminen eskarista ekalle sujuu ilman arvailua.",
        ),
        (
            "situation",
            "Retkipäivinä jokainen tietää tehtävänsä, ja meillä on oikeasti aikaa lasten jutuille.",
        ),
        ("helps", "Pienryhmät! Kun porukka jaetaan kolmeen, ehdimme kuunnella."),
        ("situation", "Vanhempainillassa nauretaan, ja me uskallamme pyytää vanhemmilta neuvoja."),
        ("helps", "Meillä saa sanoa, ettei tiedä. Silloin mietitään yhdessä."),
        ("helps", "Sovimme pelisäännöt elokuussa ja palaamme niihin joulun jälkeen."),
        (
            "situation",
            "Sijainen tulee taloon, ja meillä on valmiina selkeä päivän kulku ja aikaa tervehtiä kunnolla.",
        ),
        ("helps", "Kysymme lapsilta, mikä päivässä oli parasta, ja muutamme suunnitelmaa sen mukaan."),
        ("situation", "Tiimipalaverissa aloitamme siitä, mikä viikossa onnistui."),
        (
            "helps",
            "Vaihdamme ryhmien kesken kuulumiset joka aamu ennen ulkoilua, "
            "niin kaikki tietävät, missä tarvitaan lisää käsiä.",
        ),
        ("situation", "Pihalla meillä on aikaa."),
        ("helps", "Taukohuoneessa puhutaan muustakin kuin töistä ja nauretaan joka päivä."),
        ("situation", "Suunnittelemme työvuorot yhdessä, ja jokainen pääsee vuorollaan vaikuttamaan."),
        ("helps", "Esihenkilö käy ryhmissä viikoittain, muulloinkin kuin silloin, kun jokin on pielessä."),
        ("helps", "Toimivat vinkit kirjataan yhteiseen vihkoon, joka kiertää talosta toiseen."),
    ),
    2: (
        (
            "situation",
            "Huomaamme, että aamut ovat jonkin aikaa venyneet, eikä kukaan meistä ole kysynyt kuulumisia.",
        ),
        ("helps", "Soitamme samana päivänä ja aloitamme jostakin hyvästä. Sitten ihmetellään yhdessä."),
        ("situation", "Mietimme, pitäisikö jotain sanoa, mutta päivä vie mukanaan ja asia jää."),
        (
            "situation",
            "Puhumme kodin kanssa enää vain kurahousuista, ja meistä tuntuu, että jotain jää kysymättä.",
        ),
        ("helps", "Puhumme omasta puolestamme: minua jäi mietityttämään tämä, miltä se sinusta kuulostaa?"),
        ("helps", "Kysymme ensin, millaisena vanhempi näkee tilanteen. Vasta sitten kerromme omamme."),
        ("situation", "Jäämme vielä kotimatkalla pohtimaan, tulkitsimmeko tilanteen oikein."),
        ("situation", "Palaverimme ovat hiljentyneet, emmekä ole ottaneet sitä puheeksi."),
        (
            "helps",
            "Kuraattorin avoin vartti maanantaisin: voi kysyä nimiä mainitsematta, mitä itse voisin tehdä.",
        ),
        ("situation", "Poissaoloja kertyy sieltä täältä, emmekä ole varmoja, milloin on oikea hetki kysyä."),
        ("helps", "Otamme asian puheeksi jo samalla viikolla emmekä jää odottamaan vasukeskustelua."),
        ("situation", "Wilma-viestit lyhenevät puolin ja toisin, ja alamme miettiä, ymmärrämmekö toisiamme."),
        ("helps", "Ovensuun sijasta kuppi kahvia ja kymmenen minuuttia rauhassa."),
        ("situation", "Kun arki jakautuu kahteen kotiin, emme aina tiedä, kumpaan viestimme päätyi."),
        (
            "helps",
            "Sovimme vanhemman kanssa yhden pienen kokeilun ja katsomme kahden viikon päästä, miten kävi.",
        ),
        ("helps", "Kysytään, ei arvailla."),
        ("situation", "Siirtymissä äänet nousevat käytävällä, myös meidän aikuisten."),
        ("helps", "Harjoittelemme puheeksi ottamista keskenämme ennen jännittävää puhelua."),
        ("helps", "Sanomme ääneen sen, mikä jo sujuu, ja kerromme sen kotiinkin."),
        (
            "helps",
            "Varhaiskasvatuksen erityisopettaja tulee aamupäiväksi ryhmään, eikä pyyntöön tarvita lomaketta.",
        ),
    ),
    3: (
        ("situation", "Kolme palvelua tapaa samaa perhettä, emmekä tunne toistemme suunnitelmia."),
        ("situation", "Olemme kokeilleet kaikkea tuttua, ja keinot alkavat käydä vähiin."),
        ("helps", "Kutsumme perheen mukaan heti alusta ja mietimme yhdessä, keitä pöydän ääreen tarvitaan."),
        ("helps", "Yksi yhteinen muistio, jonka kirjoitamme vanhemman kanssa saman pöydän ääressä."),
        ("situation", "Istumme monessa palaverissa, mutta kukaan meistä ei tiedä, kuka vie asiaa eteenpäin."),
        ("situation", "Odotamme tukea kuukausia ja yritämme sillä välin pärjätä entisillä keinoilla."),
        (
            "helps",
            "Nimetään yksi aikuinen, jolle kaikki voivat soittaa, ja sovitaan, milloin hän soittaa takaisin.",
        ),
        ("situation", "Puhumme perheestä enemmän kuin perheen kanssa."),
        ("helps", "Jokainen sai palaverissa puhua keskeyttämättä. Se muutti sävyn kokonaan."),
        ("situation", "Lykkäämme soittamista, koska pelkäämme pahentavamme tilannetta."),
        ("helps", "Valmistelemme puheeksioton parin kanssa: mitä pyydän, mitä en voi luvata."),
        ("situation", "Sijaiset vaihtuvat, ja sovitut asiat katoavat meiltä matkalle."),
        (
            "helps",
            "Perhekeskuksen työntekijä tulee meille, niin kenenkään ei tarvitse opetella taas uutta paikkaa.",
        ),
        (
            "situation",
            "Meillä ei ole perheen kanssa yhteistä kieltä, ja tulkin saamme vasta viikkojen päähän.",
        ),
        (
            "helps",
            "Palaverin aluksi vanhempi kertoo omin sanoin, mitä toivoo. "
            "Me muut kuuntelemme ja kirjaamme sen muistion ensimmäiseksi riviksi.",
        ),
        ("helps", "Pilkomme asian niin pieneksi, että jokin siitä onnistuu jo ensi viikolla."),
        ("situation", "Olemme tiimissä eri mieltä siitä, kuinka huolissaan pitäisi olla."),
        ("helps", "Pyydämme konsultaatiota ajoissa ja sanomme suoraan, että keinomme ovat vähissä."),
        ("helps", "Verkostopalaverilla on ulkopuolinen vetäjä, niin saamme itse keskittyä kuuntelemaan."),
        (
            "situation",
            "Koulussa ja iltapäivätoiminnassa toimimme eri säännöillä, ja se näkyy joka iltapäivä.",
        ),
        ("helps", "Läheisneuvonpito: me väistymme hetkeksi ja annamme tilaa perheen omille ratkaisuille."),
    ),
    4: (
        ("situation", "Olemme soittaneet kaikki numerot läpi, emmekä tiedä, kuka ottaa kopin."),
        ("helps", "Soitamme päivystykseen yhdessä, kaiutin päällä. Kukaan ei jää yksin."),
        ("situation", "Emme uskalla jättää asiaa viikonlopun yli, mutta emme tiedä, kenellä on vastuu."),
        ("helps", "Toimintakortti seinällä: kuka soittaa, kenelle, kuka jää lasten luo."),
        ("situation", "Meistä tuntuu, että jotain on tapahduttava tänään, ja olemme asian kanssa yksin."),
        ("situation", "Valvomme yöllä ja mietimme, teimmekö lastensuojeluilmoituksen liian myöhään."),
        ("helps", "Kerromme perheelle itse, että teemme ilmoituksen, ja tarjoudumme mukaan tapaamiseen."),
        ("situation", "Verkosto on koolla, mutta puhumme toistemme ohi ja syytämme jonoja."),
        ("helps", "Pysäytämme palaverin ja kysymme jokaiselta: mikä on nyt tärkeintä?"),
        ("situation", "Luottamus on mennyt, emmekä enää keksi, miten jatkaisimme keskustelua."),
        ("helps", "Esihenkilö ottaa puhelun hoitaakseen ja järjestää meille hengähdystauon."),
        ("situation", "Pelkäämme turvallisuuden puolesta emmekä ole sopineet, miten silloin toimitaan."),
        ("helps", "Kriisissä selkeys auttaa: mitä nyt, mitä tunnin päästä, mitä huomenna."),
        ("situation", "Teemme ilmoituksen, ja sitten tulee hiljaisuus. Emme tiedä, miten asia etenee."),
        ("helps", "Purku työparin kanssa samana iltana ja koko tiimin kanssa seuraavana päivänä."),
        ("situation", "Sama tilanne on vienyt meiltä voimat, emmekä jaksa enää ehdottaa mitään uutta."),
        (
            "helps",
            "Sovimme sosiaalityön kanssa soittoajan, ja siitä pidetään kiinni. Luottamus palaa pikkuhiljaa.",
        ),
        (
            "situation",
            "Jokainen meistä on tehnyt oman osansa, mutta kokonaisuus ei ole kenenkään käsissä, "
            "ja tilanne muuttuu nopeammin kuin ehdimme sopia.",
        ),
        ("helps", "Yksi rauhallinen aikuinen puhuu, muut huolehtivat ympäristöstä."),
        ("helps", "Pyydämme työnohjausta heti emmekä vasta sitten, kun kaikki on ohi."),
    ),
}

THEME_GROUPS: dict[int, tuple[str, ...]] = {
    1: ("Mistä pienistä tavoista hyvä arki syntyy?", "Aikaa kohdata", "Onnistumiset näkyviin"),
    2: ("Miten otan puheeksi ajoissa?", "Kodin kanssa ihmetellen"),
    3: (
        "Kuka pitää langat käsissä?",
        "Miten puhumme perheen kanssa emmekä perheestä?",
        "Kun keinot käyvät vähiin",
    ),
    4: ("Ettei kukaan jää yksin", "Mitä teemme nyt, mitä huomenna?"),
}

QUESTIONS: tuple[str, ...] = (
    "Miten kohtaamme perheen jo ennen kuin huoli kasvaa?",
    "Miten pidämme kiinni innostuksesta, kun aika on kortilla?",
    "Miten sovimme, kuka pitää langat käsissä?",
    "Mikä auttaa meitä puhumaan perheen kanssa eikä perheestä?",
    "Mistä saamme rinnallemme toisen, kun omat keinot loppuvat?",
)

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
    ("works", "Eskarin ja ekaluokan opettajat vaihtavat työpaikkaa päiväksi."),
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

EARLIER_TITLES: tuple[str, ...] = (
    "Eskarista ekalle · Pirkkala",
    "Kodin ja koulun yhteinen kieli · Akaa",
    "Läsnä lähellä lasta · Vesilahti",
    "Yhdessä perheiden kanssa · Valkeakoski",
    "Jaksava työyhteisö · Lempäälä",
    "Nivelvaiheen hyvät käytännöt · Akaa ja Valkeakoski",
    "Johtaminen arjen tukena · Pirkkala ja Lempäälä",
    "Sitouttava kouluyhteisötyö · Vesilahti",
)
