"""Invented people: names of several languages, each once, and the year in which they were born."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InventedPerson:
    """Somebody who does not exist. `sex` is as the questionnaire has it, `birth_date` an ISO date."""

    name: str
    sex: str
    birth_date: str

    def age_on(self, day: dt.date) -> int:
        """Whole years on that day."""
        born = dt.date.fromisoformat(self.birth_date)
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


@dataclass(frozen=True, slots=True)
class _Language:
    """Given names by sex and family names that go together."""

    female: tuple[str, ...]
    male: tuple[str, ...]
    family: tuple[str, ...]


def _language(female: str, male: str, family: str) -> _Language:
    return _Language(tuple(female.split()), tuple(male.split()), tuple(family.split()))


LANGUAGES = (
    _language(
        "Alice Chloe Ellen Grace Harriet Isla Megan Rosie",
        "Arthur Callum Dylan Edwin Harvey Lewis Rhys Toby",
        "Ashdown Barlow Cartwright Fairley Hollins Marsden Pryce Thackeray",
    ),
    _language(
        "Aoife Bríd Caoimhe Gráinne Niamh Órla Róisín Sadhbh",
        "Cathal Ciarán Eoin Fionn Oisín Pádraig Ruairí Tadhg",
        "Breathnach Byrne Gallagher Kinsella McGrath Nolan O’Shea Whelan",
    ),
    _language(
        "Amira Dalal Hanan Leila Nour Rania Salma Yasmin",
        "Bilal Faris Idris Karim Nabil Omar Samir Tariq",
        "Aziz Darwish Haddad Khoury Mansour Nasser Qasim Saleh",
    ),
    _language(
        "Ayşe Ceren Defne Elif Gülay İpek Melis Zeynep",
        "Arda Berk Cem Emre Kaan Mert Onur Yiğit",
        "Aydın Çelik Demir Erdoğan Kılıç Öztürk Şahin Yılmaz",
    ),
    _language(
        "Beatriz Carolina Inês Joana Larissa Matilde Rafaela Teresa",
        "Afonso Caio Duarte Gonçalo João Mateus Rui Tiago",
        "Almeida Carvalho Esteves Lima Moreira Nóbrega Rocha Simões",
    ),
    _language(
        "Ainhoa Carmen Lucía Marisol Noelia Paloma Rocío Ximena",
        "Álvaro Diego Íñigo Joaquín Mateo Nicolás Rubén Santiago",
        "Aguilar Benítez Castaño Fuentes Ibáñez Muñoz Peña Quiroga",
    ),
    _language(
        "Aleksandra Bożena Celina Łucja Małgorzata Oliwia Wiktoria Zuzanna",
        "Bartosz Dawid Jakub Łukasz Mikołaj Paweł Stanisław Wojciech",
        "Dąbrowska-Lis Gajda Jabłoński Kowal Mazur Sikora Wójcik Żak",
    ),
    _language(
        "Adaeze Chiamaka Efua Folake Ngozi Simisola Uche Yetunde",
        "Abiodun Chidi Emeka Femi Kelechi Obinna Sola Tunde",
        "Adebayo Balogun Eze Ibekwe Nwosu Okafor Okoro Uzoma",
    ),
    _language(
        "Anjali Divya Kavya Meera Nandini Priya Shreya Tanvi",
        "Arjun Dev Ishaan Karthik Manoj Nikhil Rohan Vikram",
        "Banerjee Chaudhary Deshpande Iyer Kulkarni Menon Nair Reddy",
    ),
    _language(
        "Akari Emi Haruka Kaori Mio Rin Sakura Yui",
        "Daichi Haruto Kenji Naoki Ren Shota Takumi Yuto",
        "Fujita Hayashi Inoue Kobayashi Matsuda Nakano Ogawa Watanabe",
    ),
    _language(
        "Astrid Freja Ingrid Linnea Maja Signe Solveig Tuva",
        "Anders Elias Henrik Jonas Lars Mikkel Nils Sander",
        "Berg Dahl Eklund Hæstad Lindqvist Nygård Strøm Ødegaard",
    ),
    _language(
        "Annika Carla Friederike Greta Johanna Liesel Marlene Svenja",
        "Benedikt Emil Florian Jannik Konrad Moritz Till Vincent",
        "Brandt Engel Gerstner Krüger Löffler Möller Schäfer Weiß",
    ),
    _language(
        "Agathe Camille Élodie Héloïse Léa Manon Noémie Zoé",
        "Adrien Baptiste Clément Étienne Hugo Maël Rémi Théo",
        "Barbier Chevalier Dubois Fournier Garnier Lefèvre Pérez-Roux Villard",
    ),
    _language(
        "Ana Dragana Iva Jelena Katarina Lucija Mirela Tijana",
        "Bojan Dario Filip Goran Luka Marko Nikola Vedran",
        "Babić Đurić Horvat Jurić Kovač Perić Šarić Živković",
    ),
)  # fmt: skip


def invented_people(
    chance: random.Random, born: tuple[int, int], sexes: tuple[str, ...]
) -> Iterator[InventedPerson]:
    """People without end whose names are all different, as long as the names last (896 of each sex).

    Args:
        born: the first and the last year of birth.
        sexes: what to choose from, "female" or "male".
    """
    used: set[str] = set()
    while True:
        sex = chance.choice(sexes)
        language = chance.choice(LANGUAGES)
        given = language.female if sex == "female" else language.male
        name = f"{chance.choice(given)} {chance.choice(language.family)}"
        if name not in used:
            used.add(name)
            yield InventedPerson(name, sex, _birth_date(chance, born))


def _birth_date(chance: random.Random, born: tuple[int, int]) -> str:
    return dt.date(chance.randint(*born), chance.randint(1, 12), chance.randint(1, 28)).isoformat()
