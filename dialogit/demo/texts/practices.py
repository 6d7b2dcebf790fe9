"""What earlier workshops shared: name, what it is, what it needs, what came of it, keywords."""

from __future__ import annotations

PRACTICES: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
    (
        "Kolmen viikon sääntö",
        "Sovittuun palataan viimeistään kolmen viikon kuluttua, vaikka mitään erityistä ei olisi tapahtunut.",
        "Kalenteriaika sovitaan heti tapaamisen lopuksi. Yksi lupaa kutsua koolle.",
        "Huoli ei jää hautumaan, ja perhekin tietää, milloin asiasta puhutaan seuraavan kerran.",
        ("seuranta", "sopiminen", "luottamus"),
    ),
    (
        "Kävelypalaveri",
        "Hankalasta asiasta jutellaan kävellen, vierekkäin eikä vastakkain.",
        "Puolen tunnin lenkki, säänmukaiset vaatteet ja sopimus siitä, kuka kirjaa jälkikäteen.",
        "Hiljaisuus ei ole kävellessä kiusallista, joten vaikeakin asia tulee sanotuksi.",
        ("puheeksiotto", "palaveri", "ulkona"),
    ),
    (
        "Tutustumiskäynti ennen aloitusta",
        "Perhe valitsee, tavataanko ensimmäisen kerran kotona, pihalla vai päiväkodissa.",
        "Kolme vapaata iltapäivää elokuussa ja tuttu aikuinen, joka on paikalla vielä syksylläkin.",
        "Aamut alkavat rauhallisemmin, ja vanhemmat soittavat meille jo pienestä asiasta.",
        ("aloitus", "kotikäynti", "perhe"),
    ),
    (
        "Siirtopalaverin ensimmäinen kysymys",
        "Kun lapsi siirtyy talosta toiseen, ensimmäinen kysymys on aina: mikä on toiminut?",
        "Kysymys kirjoitetaan kutsuun, niin jokainen ehtii miettiä vastaustaan.",
        "Palaveri ei ala puutteista, ja toimivat keinot siirtyvät lapsen mukana.",
        ("nivelvaihe", "siirto", "vahvuudet"),
    ),
    (
        "Jokainen sanoo, mitä tekee ensi viikolla",
        "Palaverin lopuksi kierros, jossa jokainen sanoo yhden oman tekonsa ensi viikolle.",
        "Viisi minuuttia ja rohkeutta lopettaa keskustelu ajoissa.",
        "Vastuu ei jää leijumaan, eikä kukaan sovi toisen puolesta.",
        ("vastuu", "palaveri", "verkosto"),
    ),
    (
        "Sijaisen reppu",
        "Päivärytmi, pohjapiirros ja tärkeät numerot ovat yhdessä repussa, jonka sijainen saa ovella.",
        "Yksi iltapäivä repun kokoamiseen ja nimetty ihminen, joka pitää sen ajan tasalla.",
        "Päivä jatkuu tutusti, vaikka aikuinen vaihtuu, ja sijaiset palaavat meille mielellään.",
        ("sijainen", "päivärytmi", "perehdytys"),
    ),
    (
        "Hyvä soitto perjantaina",
        "Joka perjantai kaksi soittoa kotiin silloin, kun mitään ei ole pielessä.",
        "Lista, josta näkee, keneen ei ole hetkeen oltu yhteydessä. Puhelu kestää kolme minuuttia.",
        "Kun asiaa joskus on, puhelimeen vastataan levollisin mielin.",
        ("yhteydenpito", "koti", "luottamus"),
    ),
    (
        "Huolet ja ilot vihkoon",
        "Työpari kirjaa viikon pienen huolen ja pienen ilon samaan vihkoon ja lukee ne ääneen maanantaina.",
        "Vihko ja vartti. Vihkoon kirjoitetaan tilanteista, ei ihmisistä.",
        "Pieni huolenaihe tulee puheeksi, kun se on vielä pieni.",
        ("huoli", "työpari", "varhainen"),
    ),
    (
        "Kaksi tuolia tyhjänä",
        "Verkostopalaveriin kutsutaan vain ne, jotka perhe haluaa mukaan. Kaksi tuolia jätetään tyhjäksi.",
        "Perheeltä kysytään etukäteen, ketkä istuvat pöydän ääreen.",
        "Perhe saa suunvuoron, ja kutsuja osaa sanoa, miksi kukin on paikalla.",
        ("osallisuus", "verkosto", "perhe"),
    ),
    (
        "Opettajat vaihtavat päiväksi paikkaa",
        "Eskarin ja ekaluokan opettajat tekevät päivän toistensa työtä ja kahvittelevat sen päälle.",
        "Esihenkilön lupa, yksi vaihtopäivä lukukaudessa ja yhteinen kahvihetki.",
        "Siirtymä eskarista kouluun on lapselle tutumpi, ja soitto naapuritaloon on helppo.",
        ("nivelvaihe", "koulu", "esiopetus"),
    ),
    (
        "Esihenkilön avoin ovi torstaisin",
        "Torstaina kello kahdesta kolmeen esihenkilö on paikalla ilman asialistaa.",
        "Aika pidetään, vaikka kukaan ei tulisi. Kännykkä jää pöydälle.",
        "Pulmat tulevat esille viikkoa aiemmin kuin ennen.",
        ("johtaminen", "jaksaminen", "avoimuus"),
    ),
    (
        "Kuvat ja selkokieli viesteissä",
        "Kodin viesteissä on yksi asia kerrallaan, selkokielellä ja kuvan kanssa.",
        "Yhteinen kuvapankki ja työkaveri, joka lukee viestin ennen lähettämistä.",
        "Kaikki kodit pysyvät mukana, ja väärinkäsitykset ovat vähentyneet.",
        ("viestintä", "selkokieli", "koti"),
    ),
)
