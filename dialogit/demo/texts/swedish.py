"""What simulated people say in Swedish; notes and contributions are (kind, text)."""

from __future__ import annotations

NAMES: tuple[str, ...] = (
    "Anna", "Birgitta", "Camilla", "David", "Eva", "Fredrik", "Gunilla", "Henrik",
    "Ida", "Johan", "Karin", "Linnea", "Maria", "Niklas", "Oskar", "Petra",
)  # fmt: skip

HOME_UNITS: tuple[str, ...] = (
    "Strandängens daghem",
    "Backens skola",
    "Familjecentret",
    "Elevvårdsteamet",
    "Ungdomstjänsterna",
)

NOTES: dict[int, tuple[tuple[str, str], ...]] = {
    1: (
        ("situation", "Morgonsamlingen löper av sig själv, eftersom alla vet hur dagen ser ut."),
        ("situation", "Vid hämtningen hinner vi byta några ord med varje förälder."),
        ("situation", "På utflykter vet alla sin uppgift, och vi hinner lyssna på barnen."),
        ("situation", "Vi börjar teammötet med det som har lyckats under veckan."),
        ("situation", "En ny familj besöker oss, och ingen har bråttom."),
        ("situation", "Vi planerar arbetsskiften tillsammans, och alla får säga sitt i tur och ordning."),
        ("helps", "Vi hälsar på alla vid namn i dörren, varje morgon."),
        ("helps", "Vi berättar goda nyheter hemåt genast och sparar dem inte till samtalen."),
        ("helps", "Smågrupper: när vi delar oss i tre hinner vi lyssna."),
        ("helps", "Hos oss får man säga att man inte vet. Då funderar vi tillsammans."),
        ("helps", "På fredagar går vi igenom nästa vecka i par. En kvart räcker."),
        ("helps", "Vi kommer överens om spelreglerna i augusti och ser på dem igen efter jul."),
    ),
    2: (
        (
            "situation",
            "Morgnarna har dragit ut på tiden på sistone, och ingen av oss har frågat hur det går.",
        ),
        ("situation", "Vi undrar om vi borde säga något, men dagen drar oss med sig."),
        ("situation", "Våra meddelanden hem har blivit kortare, och svaren också."),
        ("situation", "På hemvägen funderar vi ännu på om vi tolkade situationen rätt."),
        ("situation", "Vi är inte säkra på när det är rätt tid att fråga om frånvaron."),
        ("situation", "Våra möten har blivit tysta, och vi har inte tagit upp det."),
        ("helps", "Vi ringer samma dag och börjar med något bra."),
        ("helps", "Vi talar för oss själva: det här fick mig att undra, hur låter det för dig?"),
        ("helps", "Vi frågar först hur föräldern ser på saken och berättar sedan vår egen syn."),
        ("helps", "Tio lugna minuter över en kopp kaffe i stället för några ord i dörren."),
        ("helps", "Fråga, gissa inte."),
        ("helps", "Vi övar med varandra inför ett samtal som känns svårt."),
    ),
    3: (
        ("situation", "Tre tjänster möter samma familj, och vi känner inte till varandras planer."),
        ("situation", "Vi har prövat allt vi kan, och våra sätt räcker inte längre."),
        ("situation", "Vi sitter på många möten, men ingen vet vem som för saken vidare."),
        ("situation", "Vi väntar på stöd i månader och försöker klara oss så länge."),
        ("situation", "Vikarierna byts, och det vi har kommit överens om går förlorat."),
        ("situation", "Vi talar mer om familjen än med familjen."),
        ("helps", "Vi bjuder in familjen från början och funderar tillsammans på vem som behövs."),
        ("helps", "En gemensam promemoria som vi skriver med föräldern vid samma bord."),
        ("helps", "Vi utser en vuxen som alla kan ringa och avtalar när hen ringer tillbaka."),
        ("helps", "Alla fick tala till punkt. Det ändrade hela tonen."),
        ("helps", "Vi delar upp saken så att någon bit lyckas redan nästa vecka."),
        ("helps", "Vi ber om konsultation i tid och säger öppet att vi inte har så många utvägar kvar."),
    ),
    4: (
        ("situation", "Vi har ringt alla nummer och vet inte vem som tar över."),
        ("situation", "Vi vågar inte lämna saken över helgen, men vet inte vem som har ansvaret."),
        ("situation", "Något måste hända i dag, och vi är ensamma med saken."),
        ("situation", "Nätverket är samlat, men vi talar förbi varandra och skyller på köerna."),
        ("situation", "Förtroendet är borta, och vi vet inte hur vi ska fortsätta samtalet."),
        ("situation", "Samma situation har tagit våra krafter, och vi orkar inte föreslå något nytt."),
        ("helps", "Vi ringer jouren tillsammans. Ingen blir ensam."),
        ("helps", "Ett kort på väggen: vem ringer, till vem, vem stannar hos barnen."),
        ("helps", "Vi berättar själva för familjen vad vi gör och erbjuder oss att följa med."),
        ("helps", "Vi stannar upp mötet och frågar alla: vad är viktigast just nu?"),
        ("helps", "I en kris hjälper klarhet: vad nu, vad om en timme, vad i morgon."),
        ("helps", "En lugn vuxen talar, de andra tar hand om det runtomkring."),
    ),
}

THEME_GROUPS: dict[int, tuple[str, ...]] = {
    1: ("Vilka små vanor ger en god vardag?", "Tid att mötas", "Synliggör det som lyckas"),
    2: ("Hur tar vi upp saken i tid?", "Undra tillsammans med hemmet"),
    3: ("Vem håller i trådarna?", "När de egna utvägarna inte räcker"),
    4: ("Att ingen blir ensam", "Vad gör vi nu, vad i morgon?"),
}

JOKER_TOPICS: tuple[str, ...] = (
    "Flytten till den nya skolan",
    "Vad skulle barnen själva önska av oss?",
    "Hur tar vi hand om varandra?",
    "Ett gemensamt språk med hemmen",
)

PLACES: tuple[str, ...] = ("fönsterbordet", "biblioteket", "klassrum 204", "sofforna i aulan", "scenen")

CONTRIBUTIONS: tuple[tuple[str, str], ...] = (
    ("works", "Öppet morgonkaffe en gång i månaden, utan föredragningslista."),
    ("works", "Ett samtal hem när inget är på tok."),
    ("works", "I par på mötet: en talar, en lyssnar, och vi byter halvvägs."),
    ("works", "Bilder och lättläst språk i meddelandena, så att alla hem hänger med."),
    ("turning_point", "Vi frågade föräldrarna vad de är stolta över i sin vardag."),
    ("turning_point", "Vi slutade leta efter den skyldiga och letade efter nästa steg."),
    ("turning_point", "Någon sade högt: jag vet inte vad jag ska göra."),
    ("success", "Hösten började bra, eftersom vi hade träffat familjerna på gården i juni."),
    ("success", "Samtalet som vi hade bävat för tog en kvart och slutade med ett tack."),
    ("success", "Återgången till skolan lyckades i små steg, i en takt som vi kom överens om."),
    ("failure", "Vi bjöd in nio yrkespersoner, och familjen fick aldrig ordet."),
    ("failure", "Vi gjorde en fin blankett som ingen fyllde i."),
    ("failure", "Vi lovade återkomma och glömde bort det."),
    ("essence", "De vuxnas lugn. Brådska smittar, men det gör lugnet också."),
    ("essence", "Nyfikna, inte säkra."),
    ("essence", "Små löften hålls."),
    ("practice", "Treveckorsregeln: vi återkommer till det avtalade inom tre veckor."),
    ("practice", "Promenadmöte: det svåra talar vi om sida vid sida."),
    ("practice", "Första frågan vid övergången är alltid: vad har fungerat?"),
    ("practice", "I slutet av mötet säger alla vad de gör nästa vecka."),
    ("came_up", "Hur en liten oro sägs högt så att den andra är med"),
    ("keyword", "förtroende"),
    ("keyword", "att lyssna"),
    ("keyword", "små steg"),
    ("keyword", "hopp"),
)

HEARD: tuple[str, ...] = (
    "Också andra är nervösa för att ta upp saker.",
    "Mycket fungerar hos oss, vi berättar bara inte om det.",
    "Jag hörde mycket hopp.",
    "Det lönar sig att säga också en liten oro högt.",
    "Ingen vill vara ensam med det svåra.",
    "Jag hörde min egen tanke från någon annan.",
    "Förtroende byggs under vanliga dagar.",
    "Vi har samma mål, fast vi har olika arbetsgivare.",
    "Ett samtal i rätt tid kan räcka.",
    "Jag hörde att många vill fortsätta.",
)

COMMENTS: tuple[str, ...] = (
    "Försöket är lagom stort. Det här klarar vi också.",
    "Kunde vi bjuda in ungdomstjänsterna?",
    "Vi kunde också fråga familjerna hur det gick för dem.",
)

FEEDBACK_WORDS: tuple[str, ...] = (
    "Skönt att en gång få tala i lugn och ro.",
    "Jag tar med mig två idéer och börjar på måndag.",
    "Rundorna var lagom långa.",
    "Lite mer tid vid det sista bordet.",
    "Jag är inte ensam med de här sakerna.",
)
