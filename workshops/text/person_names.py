"""Whether words that should name a role name a person: a first name, or a name with a Finnish surname.

It is only asked about, so it may be wrong either way. The first names are common ones in Finland, in Finnish
and Swedish; those that are words too, such as *Helmi* or *Onni*, are left out.
"""

from __future__ import annotations

import re
from itertools import pairwise

NAMES = """
Aada Aapo Aarne Aaro Aaron Aatos Aatu Agneta Aila Aili Aimo Aino Airi Aki Akseli Albin Aleksandra
Aleksanteri Aleksi Alexander Alexandra Alf Alfred Alice Alina Alisa Allan Amanda Anders Andreas Anette Anita
Anja Anna Anne Anneli Annette Anni Anniina Annika Annikki Annukka Anssi Antero Anton Antti Anu Ari Arja Arne
Arto Arttu Artturi Arvid Asko Astrid Atte Aukusti Aulikki Aulis Aune Aurora Axel Barbro Bengt Benita
Benjamin Berit Bernt Bertil Birgit Birgitta Bjarne Bodil Britt Britta Carin Carina Carita Carl Carola
Caroline Catarina Cecilia Charlotta Charlotte Christel Christer Christian Christina Christine Christoffer
Clara Daniel Daniela David Doris Ebba Edvard Edvin Eelis Eemeli Eemil Eerik Eero Eetu Eeva Eija Eila Einari
Eino Elias Eliisa Elin Elina Elisa Elisabet Elisabeth Ella Ellen Elli Elmeri Elsa Elvira Emil Emilia Emma
Emmi Ensio Erik Erika Erkki Esa Esko Essi Ester Esteri Eva Eveliina Evelina Fanni Felix Filip Fredrik
Fredrika Frida Gerd Greta Gun Gunilla Gunnar Gunnel Gunvor Gustav Göran Hanna Hannele Hannu Hans Harri
Harriet Harry Heidi Heikki Helena Helge Heli Helinä Hellevi Helvi Henna Henri Henrik Henrika Henrikki Henry
Hermanni Hilda Hilkka Hillevi Hugo Håkan Ida Iida Iiris Iisakki Ilari Ilkka Ilmari Ilona Inga Ingeborg Inger
Ingmar Ingrid Inka Inkeri Irene Irja Irma Irmeli Isabella Ismo Jaakko Jaana Jakob Jalmari Jan Jani Janne
Jari Jarkko Jarmo Jarno Jasmin Jenna Jenni Jennifer Jenny Jens Jere Jesse Jessica Joakim Joel Johan Johanna
Johannes John Jonas Jonathan Joni Jonna Joona Joonas Joonatan Jorma Josefiina Josefin Jouko Jouni Juha
Juhana Juhani Juho Jukka Julia Julius Jussi Juulia Juuso Jyrki Kaarina Kaarlo Kai Kaija Kaisa Kaj Kalervo
Kalevi Kalle Kari Karin Karl Karoliina Karolina Kasper Katariina Katarina Kati Katja Katri Katriina Kauko
Keijo Kennet Kerstin Kerttu Kim Kimmo Kirsi Kirsti Kjell Klas Krista Kristian Kristiina Kristina Kristoffer
Kullervo Kustaa Kyllikki Laila Lars Lasse Lassi Laura Lauri Lea Leena Leevi Leif Leila Lena Leo Liisa Lilja
Linda Linnea Linus Lisa Lisbeth Lotta Louise Lovisa Lukas Maaria Maarit Magnus Maija Maire Maj Malin Marcus
Margareta Margit Mari Maria Marianne Marie Marika Marina Marita Maritta Marja Marjaana Marjatta Marjo
Marjukka Marjut Marketta Markku Marko Markus Martta Martti Mathilda Matias Matilda Mats Matti Mattias Mauno
Mauri Merja Mervi Mia Micaela Michael Miia Miika Mika Mikael Mikko Milla Minna Mira Mirja Mirjam Mirjami
Miro Moa Mona Monica Måns Nea Niilo Niina Niklas Niko Nils Nina Noora Nora Oiva Olav Olavi Oliver Olivia
Olli Olof Onerva Oona Oscar Oskar Oskari Osmo Ossi Otto Outi Paavo Pasi Patrik Paul Paula Pauli Pauliina
Pekka Pentti Pertti Peter Petra Petri Petteri Pia Piia Pirjo Pirkko Pontus Päivi Päivikki Rabbe Raija Raili
Raimo Rainer Ralf Rasmus Rauno Rebecka Regina Reijo Reino Richard Riikka Riitta Riku Risto Ritva Robert
Robin Roger Roland Rolf Roope Roosa Runar Rune Rut Saara Sabina Saija Saimi Sakari Salla Sami Samu Samuel
Samuli Sandra Sanna Sanni Santeri Sara Sari Sebastian Seija Senni Seppo Siiri Simo Sinikka Sirkka Sirkku
Sirpa Siv Sofia Sofie Soile Soili Solveig Sonja Stefan Stina Sture Susanna Susanne Sven Sylvi Tage Taina
Taneli Tanja Tapani Tapio Tarja Taru Tauno Teemu Teija Tellervo Terese Terhi Tero Terttu Teuvo Theresa
Thomas Tiia Tiina Timo Tobias Tom Tomas Tomi Tommi Tommy Toni Topias Torbjörn Tore Torsten Tuija Tuire
Tuomas Tuomo Tuukka Tuula Tuulia Tuulikki Ulf Ulla Ulrica Ulrika Unto Uolevi Urpo Valdemar Valtteri Veera
Veeti Veijo Veikko Venla Verneri Veronica Vesa Victor Victoria Viivi Viktor Viktoria Vilhelm Vilhelmiina
Vilho Viljami Viljo Ville Vilma Virpi Väinö Walter Wilhelm William Wilma Yngve Yrjö Yvonne Åke Åsa
"""
FIRST_NAMES = frozenset(NAMES.split())
WORD = re.compile(r"[^\W\d_]+")
SURNAME = re.compile(r"(?:nen|ström|berg|lund|[kq]vist|man|sson|gren|holm|stedt|fors|blom|roos|qvist)$")


def names_somebody(text: str) -> bool:
    """``Maija``, ``maija virtanen`` and ``M. Virtanen`` are people; ``Head of unit`` is a role."""
    words = WORD.findall(text)
    if any(word in FIRST_NAMES for word in words):
        return True
    return any(_is_full_name(first, last) for first, last in pairwise(words))


def _is_full_name(first: str, last: str) -> bool:
    if not SURNAME.search(last.lower()):
        return False
    return first.capitalize() in FIRST_NAMES or (first[0].isupper() and last[0].isupper())
