"""The months in the words and short forms of five languages, in small letters without accents."""

from __future__ import annotations

_WORDS = (
    "january jan januar janner jaenner enero ene janvier janv gennaio gen",
    "february feb februar febrero fevrier fevr fev febbraio febb",
    "march mar marz maerz mrz marzo mars",
    "april apr abril abr avril avr aprile",
    "may mai mayo maggio mag",
    "june jun juni junio juin giugno giu",
    "july jul juli julio juillet juil luglio lug",
    "august aug agosto ago aout agos",
    "september sep sept septiembre setiembre septembre settembre set sett",
    "october oct oktober okt octubre octobre ottobre ott",
    "november nov noviembre novembre",
    "december dec dezember dez diciembre dic decembre",
)
MONTHS = {word: number for number, words in enumerate(_WORDS, 1) for word in words.split()}
"""Month by word, from 1."""
