"""What people type, and the practice that they are to find: one pair on each line, ``query | practice``.

Written by hand, the hard ones first: consonant gradation, compounds from both ends, clitics, plurals, double
consonants, letters of a foreign keyboard, slips of the finger, a name in NFD, Skolt and Northern Sámi.
"""

from __future__ import annotations

import unicodedata

FINNISH = """
huoli | Huolta otetaan puheeksi ajoissa ja rauhassa
huoli | Kun huolet jaetaan työparin kanssa, ne pienenevät
huoli | Huolenaihe kirjataan yhteiseen vihkoon
huolta | Pieni huoli puhutaan heti samana päivänä
huolenaiheet | Mikä on tänään huolenaihe, kysytään jokaiselta
puheeksiotto | Puheeksioton harjoittelu työpareittain
käytännöt | Hyvä käytäntö kirjoitetaan seinälle
käytäntö | Käytäntöjä kokeillaan kolme viikkoa
käytännön | Uudet käytänteet sovitaan tiimissä
koti | Kodin ja koulun yhteinen vihko
kodin | Käynti kotona ennen aloitusta
kotikäynti | Kotikäynnillä kuunnellaan ensin
tapa | Uusia tapoja otetaan käyttöön yksi kerrallaan
tavat | Meillä on tapana aloittaa kahvilla
tuki | Tukea saa pyytämättä
tuen | Varhainen tuki sovitaan perheen kanssa
lapsi | Lasten mielipide kysytään piirtämällä
lapset | Lapsen vahvuudet luetaan ääneen
lasta | Lapsi saa valita paikkansa
perhe | Perheiden iltakahvit kerran kuussa
perheitä | Perheen oma sana ensin
vanhempi | Vanhempien kanssa sovitaan soittoaika
vanhemmat | Vanhempi mukaan suunnitteluun
asiakas | Asiakkaan tavoite omin sanoin
asiakkaita | Asiakas istuu pöydän päässä
oppilas | Oppilaiden oma palaute viikoittain
oppilaat | Oppilas esittelee työnsä
vuosi | Kahden vuoden siirtosuunnitelma
käsi | Kädet ylös, kun on asiaa
vesi | Vettä pöydässä kaikille
pöytä | Pöydän ympärillä kaikki näkevät toisensa
ilta | Illan viimeinen soitto
kaupunki | Kaupungin yhteinen kalenteri
kenkä | Kengät eteiseen ja rauhallinen aloitus
lampi | Lammen rannalla pidetty kävelypalaveri
kerta | Joka kerralla sama aloitus
kylpy | Kylvyn jälkeen rauhoitutaan
palaveri | Aamupalaveri seisten
palaverissa | Kävelypalaveri kuusen alla
kokous | Tiimikokouksen asialista edellisenä päivänä
keskustelu | Vasukeskustelut kotona
keskustella | Keskustelemme ensin vahvuuksista
siirto | Nivelvaiheen siirtopalaverit
nivelvaihe | Nivelvaiheissa mukana tuttu aikuinen
kirjaaminen | Yhteiskirjaaminen asiakkaan kanssa
verkosto | Verkostoissa sovitaan vastuuhenkilö
verkostopalaveri | Verkostopalaverin alussa kierros
opettaja | Opettajienkin vuoro kuulla
koulussa | Koulukin avaa ovensa
me sovimme | Sovitaanko seuraava aika heti
osallisuus | Osallisuutta lisää yhteinen suunnittelu
turvallisuus | Turvallisuuden tunne tutusta rytmistä
rakkaus | Rakkauden kieli on huomaaminen
ihminen | Ihmistä kuullaan ensin
ihmiset | Jokainen ihminen on oman elämänsä asiantuntija
yhteinen | Yhteisen pöydän ääressä
pienryhmä | Pienryhmissä harjoitellaan vuoroja
takki | Takin saa jättää naulaan
kukka | Kukkien kastelu vuorotellen
matto | Maton reunalla odotetaan
lakki | Lakit nimikoidaan
palauteet | Palautetta pyydetään joka viikko
kaytanto | Käytännön opas sijaiselle
sijaisen reppu | Sijaisten reppuun päivärytmi
huoil | Huolen vyöhykkeet seinällä
palverit | Lyhyet palaverit perjantaisin
kesksutelu | Kahdenkeskinen keskustelu viikoittain
vanhemapt | Vanhempainilta ulkona
äitiysneuvola | Äitiysneuvolan ensikäynti yhdessä
päivärytmi | NFD:Päivärytmiä kuvilla
jäähdyttely | NFD:Jäähdyttelyn jälkeen puhutaan
ǩiõll | Ǩiõllpeʹsser: kielipesä joka aamu
sääʹmǩiõll | Sääʹmǩiõll kuuluu eteisessä
saamkioll | Sääʹmǩiõll näkyy ovissa
kuulluksi tuleminen | Jokainen tulee kuulluksi kierroksella
sovittu aika | Sovitusta ajasta pidetään kiinni
hiljaiset | Hiljaisille annetaan aikaa kirjoittaa
kävely | Kävellen jutellaan hankalasta asiasta
"""

SWEDISH = """
samtal | Samtalen börjar med en runda
samtal | Orosamtal tas upp i tid
samtalen | Ett samtal om dagen räcker
samtalets | Samtalsledaren byts varje vecka
oro | Oron delas med en kollega
orosamtal | Orosamtalet förbereds tillsammans
barn | Barnens egna bilder på väggen
barnen | Varje barn får välja plats
barnets | Barnet berättar först
förälder | Föräldrarna bjuds in till planeringen
föräldrar | En förälder med i varje grupp
föräldramöte | Föräldramötena hålls ute
möte | Mötena hålls stående
möten | Morgonmötet varar tio minuter
mötet | Nätverksmöten har en värd
familj | Familjernas egen kväll
familjen | Familj och skola vid samma bord
elev | Elevernas återkoppling varje vecka
elever | Eleven visar sitt arbete
lärare | Lärarna byter klass en dag
läraren | Två lärare i samma rum
bok | Böcker att låna hem
böcker | En bok om känslor i varje grupp
hand | Händerna upp när någon vill tala
stad | Städernas gemensamma kalender
natt | Nätterna planeras med vårdaren
fot | Två fötters lag på varje möte
man | Männen bjuds in till samtal
son | Söner och döttrar får komma med
dotter | Döttrarna läser för de yngre
trygghet | Tryggheten byggs av samma morgon
trygg | Tryggare övergångar med en bekant vuxen
övergång | Övergångarna planeras två år framåt
människa | Människor möts vid kaffet
människorna | Varje människa är expert på sitt liv
stöd | Stödet avtalas med familjen
stödja | Tidigt stöd utan remiss
kund | Kundens mål med egna ord
klient | Klienterna läser anteckningarna först
hembesök | Hembesöket före starten
hem | Hemmets och skolans gemensamma häfte
besök | Besöken bokas genast
arbetssätt | Arbetssätten skrivs på väggen
praxis | God praxis prövas i tre veckor
promenad | Promenadmöte om svåra saker
promenadmöten | En promenad i skogen i stället för ett möte
vikarie | Vikariens ryggsäck med dagsrytm
dagsrytm | Dagsrytmen med bilder
tyst | De tysta får skriva först
lyssna | Vi lyssnar utan att avbryta
lyssnande | Att lyssna är halva arbetet
fråga | Frågorna ställs till var och en
frågor | En öppen fråga i taget
öppen | Öppna dörrar på fredagar
gemensam | Gemensamt häfte för alla
vecka | Tre veckors regel för det avtalade
dag | Dagarna börjar likadant
förskola | Förskolans morgonrunda
skolan | Skolornas gemensamma lov
ansvar | Ansvaret delas mellan två
delaktighet | Delaktigheten växer när barnen väljer
samarbete | Samarbetet med rådgivningen
rådgivning | Rådgivningens första besök tillsammans
tillsamans | Vi äter tillsammans en gång i veckan
samtla | Dagliga samtal vid dörren
foraldrar | Föräldrarnas eget bord
moten | Korta möten på fredagar
mötesplats | NFD:Mötesplatsen är öppen för alla
kansla | Känslorna namnges med kort
"""

ENGLISH = """
worry | Worries are taken up early and calmly
worries | A small worry is told the same day
worrying | What worries us is written on the wall
meeting | Meetings are held standing
meetings | A morning meeting of ten minutes
meet | We met at the kitchen table
child | Children choose their own place
children | Every child tells first
family | Families have an evening of their own
families | The family speaks first
parent | Parents are invited to plan
parents | A parent in each group
person | People meet over coffee
people | Each person is an expert of their own life
practice | Practices are tried for three weeks
practise | Practising in pairs before the talk
talk | Talking while walking side by side
talking | A short talk at the door
listen | Listening without interrupting
listening | We listen before we advise
network | Networks agree who is responsible
networks | The network meeting has a host
teacher | Teachers change classes for a day
teachers | Two teachers in one room
school | Schools share one calendar
home | A home visit before the start
visit | Visits are booked at once
visits | The first visit is made together
transition | Transitions are planned two years ahead
planning | The plan is made with the family
plan | Planning starts from strengths
strength | Strengths are read aloud
support | Supporting early without a referral
supported | Early support is agreed with the family
trust | Trusting relations grow of the same morning
safe | Safer mornings with a known adult
safety | Safety comes from a known rhythm
quiet | The quiet ones write first
question | Questions are asked of each one
questions | One open question at a time
agree | We agreed on the next time at once
agreement | Agreements are looked at after three weeks
substitute | A rucksack for substitutes
morning | Mornings begin alike
week | Every three weeks we look back
client | Clients read the notes first
customers | A customer's goal in own words
responsibility | Responsibilities are shared by two
responsible | One is responsible, all take part
feedback | Feedback every Friday
welcome | Welcoming families at the door
share | Sharing keys between units
happy | Happier Mondays with music
walk | Walking meetings in the wood
walking | A walk instead of a meeting
woman | Women's evening at the library
man | Men are invited to talk
teach | Taught by a peer
story | Stories are told in pairs
try | What we tried is written down
change | Changing one thing at a time
note | Notes are taken together
colour | Colours tell how the day is
picture | Pictures show the day's rhythm
mettings | Short meetings on Fridays
lisetning | Listening in pairs for two minutes
famly | The family table
cafe | NFD:Café for parents on Mondays
how do we keep mornings calm | Calm mornings with one rhythm
early openness | Open and early cooperation
"""


def _pairs(lines: str) -> list[tuple[str, str]]:
    pairs = [line.split(" | ") for line in lines.strip().splitlines()]
    return [(query, _spelled(practice)) for query, practice in pairs]


def _spelled(practice: str) -> str:
    """What begins with ``NFD:`` came from a keyboard that writes letters and their marks apart."""
    apart = practice.removeprefix("NFD:")
    return unicodedata.normalize("NFD", apart) if apart != practice else practice


PAIRS = {"fi": _pairs(FINNISH), "sv": _pairs(SWEDISH), "en": _pairs(ENGLISH)}
