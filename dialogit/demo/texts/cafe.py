"""What is written at the café tables, by the zone's number; notes are (kind, text)."""

from __future__ import annotations

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
        ("situation", "Pelkäämme turvallisuutemme puolesta, emmekä ole sopineet, miten silloin toimitaan."),
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
