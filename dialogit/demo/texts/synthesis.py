"""What comes up in many of the demo's workshops, and what its coordinator concludes from it."""

from __future__ import annotations

# By the name under which they are put together: themes as tables called them.
TOGETHER: dict[str, tuple[str, ...]] = {
    "Huoli puheeksi ajoissa, yhdessä kodin kanssa": (
        "Miten otan puheeksi ajoissa?",
        "Kodin kanssa ihmetellen",
        "Miten puhumme perheen kanssa emmekä perheestä?",
    ),
    "Yhteinen suunnitelma, eikä kukaan jää yksin": (
        "Kuka pitää langat käsissä?",
        "Ettei kukaan jää yksin",
    ),
}

TITLE = "Mikä kantaa lasta, kun talo vaihtuu?"
FOREWORD = (
    "Maakunnan kierroksella varhaiskasvatuksen, koulujen ja palvelujen väki on kertonut, mikä arjessa toimii "
    "ja missä kaivataan toista rinnalle. Tähän on koottu se, mikä toistui paikasta toiseen, ihmisten omin "
    "sanoin. Kooste on tehty lautakunnille ja johtoryhmille, ja se täydentyy kierroksen edetessä."
)

# Title, what it is about, and what is quoted: from where, and how it begins.
FINDINGS: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Pieni huoli sanotaan ääneen, kun siihen on yhteinen tapa",
        "Puheeksi ottaminen onnistuu siellä, missä siitä on sovittu etukäteen: kuka ottaa yhteyttä, "
        "milloin ja millä sanoilla. Ensin kysytään, miten koti näkee asian.",
        (
            ("heard", "Pienikin huoli kannattaa sanoa ääneen."),
            ("heard", "Kuulin, että muutkin jännittävät puheeksi ottamista."),
            ("pearl", "Soitto kotiin silloin, kun mitään ei ole pielessä."),
        ),
    ),
    (
        "Siirtymässä tieto kulkee, mutta tutuksi tullaan tapaamalla",
        "Lomakkeet täytetään hyvin. Perheet toivovat, että myös ihmiset tapaavat ennen kuin talo vaihtuu.",
        (
            ("heard", "Siirtopalaverit voi aloittaa onnistumisista."),
            ("heard", "Sama asia huolettaa päiväkodissa ja koulussa, sanat vain ovat eri."),
        ),
    ),
    (
        "Suuressa huolessa tarvitaan yksi, joka pitää langat käsissä",
        "Kun auttajia on monta, perhe ei tiedä, kenelle soittaa. Selkeys rauhoittaa: kuka tekee, mitä ja "
        "milloin.",
        (
            ("theme", "Kuka pitää langat käsissä?"),
            ("heard", "Kukaan ei halua jäädä vaikean asian kanssa yksin."),
            ("heard", "Kuraattorille saa soittaa myös silloin, kun ei ole varma."),
        ),
    ),
)

PROPOSALS: tuple[str, ...] = (
    "Sovitaan joka kunnassa, kuka kutsuu siirtopalaverin koolle, ja aloitetaan se siitä, mikä on toiminut.",
    "Nimetään jokaiselle lapselle, jolla on monta auttajaa, yksi aikuinen, joka pitää langat käsissä.",
    "Varataan konsultaatiovartti viikon kalenteriin: soittaa saa myös silloin, kun ei ole varma.",
)
