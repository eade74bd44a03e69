"""What columns of rosters are called, in English, German, Spanish, French and Italian."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator

from screening.domain.roster.fields import TITLES, RosterField

_WORDS = {
    RosterField.NAME: (
        "name, full name, athlete, athlete name, player, player name, swimmer, member, participant, "
        "spieler, spielerin, spielername, athlet, athletin, sportler, sportlerin, vollstandiger name, "
        "vor und nachname, nombre completo, nombre y apellidos, jugador, jugadora, deportista, atleta, "
        "nom complet, nom et prenom, nom prenom, joueur, joueuse, athlete nom, "
        "nome completo, nome e cognome, cognome e nome, giocatore, giocatrice, nominativo"
    ),
    RosterField.FIRST_NAME: (
        "first name, firstname, forename, given name, given names, christian name, vorname, rufname, "
        "nombre, nombre de pila, prenom, nome"
    ),
    RosterField.LAST_NAME: (
        "last name, lastname, surname, family name, nachname, familienname, zuname, apellido, apellidos, "
        "nom, nom de famille, cognome"
    ),
    RosterField.BIRTH_DATE: (
        "date of birth, birth date, birthdate, birthday, dob, d o b, born, born on, geburtsdatum, "
        "geburtstag, geb datum, geb, geboren, geboren am, fecha de nacimiento, fecha nacimiento, nacimiento, "
        "f nacimiento, date de naissance, naissance, ne le, data di nascita, nascita, data nascita, nato il"
    ),
    RosterField.BIRTH_YEAR: (
        "year of birth, birth year, yob, year born, jahrgang, geburtsjahr, ano de nacimiento, "
        "ano nacimiento, annee de naissance, annee naissance, anno di nascita, anno nascita"
    ),
    RosterField.CLUB_KEY: (
        "club number, club key, club id, key, id, athlete id, player id, member id, member number, "
        "membership number, registration, registration number, reg no, licence, licence number, license, "
        "license number, shirt number, shirt no, shirt, jersey, jersey number, jersey no, squad number, "
        "player number, player no, number, no, nr, "
        "nummer, mitgliedsnummer, passnummer, spielerpass, spielerpassnummer, ruckennummer, trikotnummer, "
        "dorsal, numero, numero de licencia, licencia, numero de socio, "
        "numero de licence, numero de maillot, maillot, numero di maglia, maglia, tessera, numero tessera"
    ),
    RosterField.EMAIL: (
        "email, e mail, mail, email address, e mail address, athlete email, player email, email athlete, "
        "e mail adresse, emailadresse, mailadresse, correo, correo electronico, courriel, adresse email, "
        "adresse e mail, adresse mail, posta elettronica, indirizzo email, indirizzo e mail"
    ),
    RosterField.SQUAD: (
        "squad, team, group, age group, squad name, team name, mannschaft, kader, gruppe, altersklasse, "
        "equipo, plantilla, grupo, categoria, equipe, groupe, categorie, squadra, gruppo"
    ),
    RosterField.SPORT: "sport, discipline, sportart, disziplin, deporte, disciplina, discipline sportive",
    RosterField.POSITION: (
        "position, playing position, role, pos, spielposition, posicion, demarcacion, poste, posizione, ruolo"
    ),
    RosterField.GUARDIAN_NAME: (
        "parent or guardian, guardian, guardian name, parent, parent name, parents, parent guardian, "
        "mother, father, erziehungsberechtigte, erziehungsberechtigter, eltern, elternteil, mutter, vater, "
        "tutor, tutor legal, padre o tutor, padres, responsable legal, representant legal, parents nom, "
        "genitore, genitori, tutore"
    ),
    RosterField.GUARDIAN_EMAIL: (
        "email address of parent or guardian, guardian email, parent email, parents email, email parent, "
        "email guardian, guardian e mail, parent e mail, parent email address, guardian email address, "
        "email eltern, e mail eltern, eltern email, eltern e mail, email padres, correo padres, "
        "correo del tutor, email tutor, email parents, courriel parents, email genitore, email genitori"
    ),
}
_BETWEEN = re.compile(r"[^a-z0-9]+")


def folded(header: str) -> str:
    """A header as it is compared: small letters without accents, anything else as one blank.

    A unit or a remark in brackets does not count, nor does a star for "required".
    """
    plain = unicodedata.normalize("NFKD", header.casefold())
    letters = "".join(character for character in plain if unicodedata.category(character) != "Mn")
    without_remark = re.sub(r"[(\[].*?[)\]]", " ", letters)
    return _BETWEEN.sub(" ", without_remark if _BETWEEN.sub("", without_remark) else letters).strip()


def field_of(header: str) -> RosterField | None:
    """What a column of this name holds; None where nobody has called it so before."""
    return _FIELDS.get(folded(header))


def _fields() -> Iterator[tuple[str, RosterField]]:
    for field, words in _WORDS.items():
        for word in words.split(", "):
            yield word, field
    for field, title in TITLES.items():
        yield folded(title), field
        yield folded(field), field


_FIELDS = dict(_fields())


class _KnownHeaders(Collection[str]):
    """Every text that is the name of a column, whatever its case and accents."""

    def __contains__(self, header: object) -> bool:
        return isinstance(header, str) and field_of(header) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(_FIELDS)

    def __len__(self) -> int:
        return len(_FIELDS)


KNOWN_HEADERS: Collection[str] = _KnownHeaders()
