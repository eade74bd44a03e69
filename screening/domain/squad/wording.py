"""The sentences of the coach's picture, by key: data in `rules/squad/wording.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SQUAD_PLACES: Mapping[str, frozenset[str]] = {
    name: frozenset(filled.split())
    for name, filled in {
        "title": "",
        "document_title": "squad date",
        "kicker": "club squad round date",
        "as_of": "date",
        "count.full": "",
        "count.modified": "",
        "count.not_cleared": "",
        "count.unknown": "",
        "answered": "answered total",
        "private": "number",
        "private_one": "",
        "talk.title": "number",
        "talk.title_one": "",
        "talk.title_none": "",
        "talk.none": "",
        "talk.opened": "reason",
        "talk.band": "band",
        "care.title": "",
        "care.name": "",
        "care.word": "",
        "care.review": "",
        "care.none": "",
        "care.note": "",
        "missing.not_answered": "",
        "missing.not_answered_text": "",
        "missing.not_asked": "",
        "missing.not_asked_text": "",
        "missing.lapsed": "",
        "missing.lapsed_text": "",
        "missing.none": "",
        "base.title": "",
        "base.when": "days minutes",
        "base.kit": "kit",
        "base.note": "",
        "base.none": "why",
        "map.title": "",
        "map.no_shared": "",
        "map.too_few": "least",
        "map.caption": "",
        "map.athlete": "",
        "map.available": "",
        "map.gaps": "",
        "map.of": "total",
        "map.hidden": "",
        "map.order": "",
        "map.group": "first last total",
        "list.all": "",
        "list.gap": "head",
        "list.more": "number",
        "list.part": "words first last total",
        "what_if.title": "",
        "what_if.lead": "none none_others all all_others",
        "what_if.take_up": "",
        "what_if.cases": "",
        "what_if.likely": "",
        "what_if.fewer": "",
        "what_if.row": "percent",
        "what_if.range": "low high",
        "what_if.ratio": "ratio low high population",
        "what_if.typical": "",
        "what_if.counted": "number total",
        "what_if.not_counted": "number",
        "what_if.none": "number total least",
        "what_if.picture": "number percent",
        "change.title": "",
        "change.first": "",
        "change.paired": "number",
        "change.available": "",
        "change.then": "",
        "change.now": "",
        "change.by_factor": "",
        "change.closed": "",
        "change.opened": "",
        "change.of": "",
        "change.too_few": "",
        "change.moves": "",
        "change.move": "topic before now",
        "change.no_moves": "",
        "change.more_moves": "number",
        "change.more_on_page": "number",
        "change.note_one": "",
        "change.note": "steps",
        "weeks.title": "",
        "weeks.week": "date",
        "weeks.done": "done planned",
        "weeks.share": "percent",
        "weeks.hidden": "least",
        "weeks.none": "",
        "report.do": "",
        "report.map": "",
        "report.notes": "",
        "limits.title": "",
        "sources.title": "",
        "table.sheet": "",
        "table.dictionary": "",
        "table.column": "",
        "table.meaning": "",
        "table.values": "",
        "table.athlete_name": "",
        "table.club_key": "",
        "table.answered": "",
        "table.answered_on": "",
        "table.availability": "",
        "table.ask_again": "",
        "table.factor": "head",
        "table.any_name": "",
        "table.any_key": "",
        "table.any_date": "",
    }.items()
}
"""Every sentence with exactly what is filled in. The reader refuses more, fewer or other ones."""


@dataclass(frozen=True, slots=True)
class SquadWording:
    """All sentences of the coach's picture. `states` are the words for whether somebody answered."""

    texts: Mapping[str, str]
    limits: tuple[str, ...]
    states: Mapping[str, str]

    def say(self, key: str, **filled: object) -> str:
        """The sentence with its places filled."""
        return self.texts[key].format(**filled)
