"""Every field of an athlete's record against every role and every form a squad goes out in: none too many."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook

from screening.domain.clubs import Purpose, Role
from screening.report.html import report_html
from screening.services.readable import Field
from screening.store.encoding import to_json
from screening.store.tables.athlete import AthleteRow, GuardianLinkRow
from screening.web.parts import parts
from tests.support.clubs import add_consents, make_club
from tests.support.kept_squads import add_athlete, keep_answers
from tests.support.made_up_squad import FIT, STRAINED
from tests.support.signing_in import member_of
from tests.web.quick_reports import QuickReports
from tests.web.still_clock import NOW

FORMS = ("page", "pdf", "xlsx", "csv")
READERS = frozenset({Role.COACH, Role.PHYSIO, Role.DOCTOR})
SHOWN = frozenset(
    {
        Field.NAME, Field.SQUADS, Field.CLUB_KEY, Field.HAS_ANSWERED, Field.ANSWERED_AT,
        Field.ASKED_ABOUT_PAIN, Field.AVAILABILITY, Field.REVIEW_BY,
    }
)  # fmt: skip
"""What a squad's page may say of everybody who allows the keeping of answers, in whatever form."""
OPENED = frozenset({Field.ONE_REASON, Field.OPEN_FACTORS})
"""What it may say only of who opened it to the reader."""
ON_PAPER_TOO = frozenset({Field.BAND})
"""As before, but never in a table, which could be sorted."""

ALLOWED: Mapping[str, frozenset[Field]] = {
    "page": SHOWN | OPENED | ON_PAPER_TOO,
    "pdf": SHOWN | OPENED | ON_PAPER_TOO,
    "xlsx": SHOWN | OPENED,
    "csv": SHOWN | OPENED,
}

TEXTS = {
    Field.ANSWERS: ("answers", None),
    Field.CARE_CARD: ("triage", "headline"),
    Field.TRIAGE_REASONS: ("triage", "what_to_say"),
    Field.URGENCY: ("triage", "when"),
    Field.FACTORS: ("risk", "why_no_number"),
    Field.SEASON_PROBABILITY: ("risk", "display"),
    Field.RELATIVE_TO_PEERS: ("risk", "display_range"),
    Field.RETURN_MODULE: ("triage", "who"),
    Field.PLAN: ("plan", "why"),
}
"""Where a canary stands in the kept result: its part and the text in it."""
NUMBER = "0.734513"
"""Stands in the place of a probability."""


def canary(field: Field) -> str:
    return f"kanarie-{field.value.replace('_', '-')}"


def with_canaries(record: dict[str, Any]) -> dict[str, Any]:
    """A kept result in which everything clinical can be told by its words."""
    made = {**record, **{part: dict(record[part]) for part in ("risk", "triage", "plan", "injury")}}
    for field, (part, key) in TEXTS.items():
        if key is not None:
            made[part][key] = canary(field)
    made["risk"]["season_probability"] = float(NUMBER)
    made["risk"]["factors"] = [
        {**one, "text": canary(Field.FACTORS), "label": canary(Field.FACTORS)}
        for one in made["risk"]["factors"]
    ]
    made["triage"]["reasons"] = [
        {**one, "text": canary(Field.TRIAGE_REASONS)} for one in made["triage"]["reasons"]
    ]
    made["injury"]["alternatives"] = [
        {"id": "x", "text": canary(Field.ALTERNATIVES), "what_would_tell": canary(Field.ALTERNATIVES)}
    ]
    made["injury"]["expected_return"] = {
        "text": canary(Field.EXPECTED_RETURN),
        "low_weeks": 2,
        "high_weeks": 4,
    }
    made["trace"] = [{**one, "result": canary(Field.TRACE)} for one in made["trace"]]
    return made


class Shown:
    """A squad of which everything is known, in every form and for every role."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with app.app_context():
            self.store = parts().store
            quick = parts().reports
        assert isinstance(quick, QuickReports)
        self.quick = quick
        self.club = make_club(self.store, "Fields", squads=1, athletes_per_squad=0, at=NOW)
        self.path = f"/squads/{self.club.squads[0]}"
        with self.store.write(club=self.club.id) as tx:
            for name, answers in (("Kim Fields", FIT), ("Lou Fields", STRAINED)):
                self._athlete(tx, name, answers)

    def _athlete(self, tx: Any, name: str, answers: Mapping[str, Any]) -> None:
        number = add_athlete(tx, self.club.squads[0], name, NOW, key=f"key-of-club-{name[0]}")
        row = tx.get_one(AthleteRow, number)
        row.email, row.birth_date = f"{canary(Field.EMAIL)}@example.org", "2000-07-19"
        tx.add(
            GuardianLinkRow(
                athlete_id=number, name=canary(Field.GUARDIANS), email="guardian@example.org", created_at=NOW
            )
        )
        add_consents(tx, number, Purpose, at=NOW)
        kept = {
            "answers": {"problem": canary(Field.ANSWERS)},
            "view": {"title": canary(Field.REPORT_ATHLETE)},
        }
        keep_answers(tx, number, answers, NOW, change_record=with_canaries, with_facts=name[0] == "K", **kept)

    @cache  # noqa: B019 - one squad for the whole module
    def text(self, role: Role, form: str) -> str:
        """Everything in that form, as text; empty where it is refused."""
        self.quick.asked.clear()
        path = self.path + ("" if form == "page" else f".{form}")
        response = member_of(self.app, self.club, role).get(path)
        if response.status_code != 200:
            assert response.status_code == 404
            assert "Fields" not in response.get_data(as_text=True)
            return ""
        if form == "pdf":
            return report_html(self.quick.asked[0][0])  # type: ignore[arg-type]  # a squad's view
        if form == "xlsx":
            book = load_workbook(io.BytesIO(response.data))
            return to_json([[str(cell.value) for cell in row] for sheet in book for row in sheet.iter_rows()])
        return response.data.decode("utf-8-sig")


@pytest.fixture(scope="module")
def everything(squads_app: Flask) -> Iterator[Shown]:
    return Shown(squads_app)


def found_in(text: str) -> frozenset[Field]:
    """Which fields can be read in a text; those without words of their own by what they look like."""
    marks = {
        Field.NAME: "Kim Fields", Field.CLUB_KEY: "key-of-club", Field.SQUADS: "Fields squad 1",
        Field.BIRTH_DATE: "2000-07-19|19 July 2000", Field.BIRTH_YEAR: "2000",
        Field.AVAILABILITY: r">\s*(Full|Modified)\s*<|[\",](Full|Modified)[\",]",
        Field.ANSWERED_AT: "2026-11-14|14 November 2026", Field.REVIEW_BY: "2026-11-21|21 November",
        Field.HAS_ANSWERED: "Answered 2 of 2|answered", Field.OPEN_FACTORS: "In place",
        Field.BAND: r"Risk band, opened|class=\"band\"", Field.SEASON_PROBABILITY: f"{NUMBER}|73 in 100",
        Field.URGENCY: r"\bT[1-5]\b", Field.GRADE: r"grade I|strain of a grade|\bI-II\b",
        Field.INJURY_STATUS: "graded|not_graded", Field.TAGS: "AVULSION|RUPTURE|RECURRENCE",
        Field.PLAN_KIND: "rest_and_refer|return_to_training", Field.CONSENTS: "consent|coach_reasons",
        Field.ASSESSMENT: "rulebook_digest|\"triage\"", Field.WHO_LOOKED: "has seen|viewed",
        Field.CARE_ITEM: "care list|due by", Field.CARE_OUTCOME: "spoken_with|referred",
    }  # fmt: skip
    without_drawings = re.sub(r"<svg.*?</svg>", "", text, flags=re.DOTALL)
    found = {field for field, mark in marks.items() if re.search(mark, without_drawings)}
    return frozenset(found | {field for field in Field if canary(field) in text})


def test_no_form_shows_anybody_a_field_that_is_not_theirs(everything: Shown) -> None:
    cells, forbidden = 0, []
    for role in Role:
        for form in FORMS:
            shown = found_in(everything.text(role, form))
            allowed = ALLOWED[form] if role in READERS else frozenset[Field]()
            cells += len(Field)
            forbidden += [f"{role} {form} {field}" for field in sorted(shown - allowed)]
    print(f"{cells} cells, {len(forbidden)} forbidden")
    assert forbidden == []
    assert cells >= 900


@pytest.mark.parametrize("form", FORMS)
def test_what_may_be_shown_is_shown_to_coaches(everything: Shown, form: str) -> None:
    wanted = {Field.NAME, Field.AVAILABILITY, Field.REVIEW_BY, Field.HAS_ANSWERED, Field.OPEN_FACTORS}
    assert wanted <= found_in(everything.text(Role.COACH, form))
    assert (Field.BAND in found_in(everything.text(Role.COACH, form))) == (form in {"page", "pdf"})


def test_the_marks_are_found_where_they_stand() -> None:
    for field in Field:
        assert field in found_in(f"x {canary(field)} y")
    assert Field.URGENCY in found_in("<td>T2</td>")


def test_no_text_of_anybodys_result_stands_in_the_facts_beside_it(everything: Shown) -> None:
    with everything.store.engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT coach_facts FROM club_screening").scalars().all()
    texts = [str(text) for text in kept if text]
    assert texts
    assert not [text for text in texts if "kanarie" in text or NUMBER in text]
