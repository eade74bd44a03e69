"""The coach's page of a squad: who may open it, what is written down, and that consents count at once."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
import re

import pytest
import sqlalchemy as sa
from flask import Flask
from openpyxl import load_workbook

from screening.domain.clubs import Purpose, Role, Sight
from screening.domain.vocabulary import Urgency
from screening.store.tables import RecallRow
from screening.store.tables.audit import AuditRow, Event
from screening.store.tables.club import SquadRow
from screening.store.tables.consent import ViewedRow
from screening.web.parts import parts
from tests.support.clubs import MadeClub, add_consents, make_club
from tests.support.kept_squads import ALL, CLOSED, OPENED, add_athlete, add_round_of, fill_squad, keep_answers
from tests.support.made_up_squad import CANNOT_WALK, FIT, NOBODY_ASKED
from tests.support.signing_in import Person, member_of, signed_in
from tests.support.store_rows import some_digest
from tests.web.page_rules import MAX_RESULT_BYTES, faults_of, header_faults
from tests.web.quick_reports import QuickReports
from tests.web.still_clock import NOW, StillClock

NUMBERS = itertools.count(1)
FORMS = ("", ".pdf", ".xlsx", ".csv", "/columns.csv")
DAY = dt.timedelta(days=1)
ZERO_NORDICS = {**FIT, "nordic_dose": "none"}


class Squad:
    """A club of its own whose first squad is filled by the test, with a browser for each role."""

    def __init__(self, app: Flask, name: str) -> None:
        self.app = app
        with app.app_context():
            self.store = parts().store
        self.club: MadeClub = make_club(self.store, name, squads=2, athletes_per_squad=0, at=NOW - 30 * DAY)
        self.path = f"/squads/{self.club.squads[0]}"

    def athlete(self, name: str, *purposes: Purpose, key: str | None = None) -> int:
        with self.store.write(club=self.club.id) as tx:
            number = add_athlete(tx, self.club.squads[0], name, NOW - 20 * DAY, key=key)
            add_consents(tx, number, purposes, at=NOW - 20 * DAY)
            return number

    def answers(self, athlete: int, answers: dict[str, object], **more: object) -> int:
        with self.store.write(club=self.club.id) as tx:
            return keep_answers(tx, athlete, answers, **{"at": NOW - DAY, **more})  # type: ignore[arg-type]

    def round(self, name: str, at: dt.datetime) -> int:
        with self.store.write(club=self.club.id) as tx:
            return add_round_of(tx, self.club.squads[0], name, at, self.club.accounts[Role.COACH])

    def person(self, role: Role) -> Person:
        return member_of(self.app, self.club, role)

    def page(self, query: str = "") -> str:
        response = self.person(Role.COACH).get(self.path + query)
        assert response.status_code == 200
        return response.get_data(as_text=True)

    def seen(self) -> list[tuple[int, Sight]]:
        with self.store.read(club=self.club.id) as tx:
            return [
                (row.athlete_id, row.what) for row in tx.scalars(sa.select(ViewedRow).order_by(ViewedRow.id))
            ]

    def events(self, event: Event) -> list[AuditRow]:
        with self.store.read() as tx:
            ours = (AuditRow.event == event, AuditRow.club_id == self.club.id)
            return list(tx.scalars(sa.select(AuditRow).where(*ours).order_by(AuditRow.id)))


@pytest.fixture
def squad(squads_app: Flask) -> Squad:
    return Squad(squads_app, f"Harriers {next(NUMBERS)}")


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def row_of(html: str, name: str) -> str:
    """The words of one athlete's row of the map."""
    found = re.search(
        rf'<tr><th scope="row"><span class="who">(?:<a [^>]*>)?{re.escape(name)}.*?</tr>', html, re.DOTALL
    )
    assert found, name
    return plain(found[0])


def test_only_who_looks_after_the_squad_and_clinicians_open_it_in_any_form(squad: Squad) -> None:
    squad.answers(squad.athlete("Ana Reyes", *OPENED), ZERO_NORDICS)
    stranger = Squad(squad.app, f"Rovers {next(NUMBERS)}")
    for form in FORMS:
        for role in (Role.COACH, Role.PHYSIO, Role.DOCTOR):
            assert squad.person(role).get(squad.path + form).status_code == 200, (role, form)
        for role in (Role.ADMINISTRATOR, Role.ATHLETE, Role.GUARDIAN):
            refused = squad.person(role).get(squad.path + form)
            assert refused.status_code == 404, (role, form)
            assert "Ana" not in refused.get_data(as_text=True)
        for role in Role:
            assert stranger.person(role).get(squad.path + form).status_code == 404, (role, form)
        other_squad = f"/squads/{squad.club.squads[1]}{form}"
        assert squad.person(Role.COACH).get(other_squad).status_code == 404
        assert squad.app.test_client().get(squad.path + form).status_code == 303


def test_a_squad_of_another_club_answers_like_one_that_never_was(squad: Squad) -> None:
    stranger = Squad(squad.app, f"Rovers {next(NUMBERS)}").person(Role.COACH)

    def answer(path: str) -> str:
        return re.sub(r"[2-9a-hj-np-z]{8}", "", stranger.get(path).get_data(as_text=True))

    for form in FORMS:
        assert answer(squad.path + form) == answer(f"/squads/987654{form}")
    assert stranger.get("/squads/9999999999999999999999").status_code == 404
    assert squad.seen() == []


def test_a_squad_that_was_put_away_is_gone_in_every_form(squad: Squad) -> None:
    squad.answers(squad.athlete("Ana Reyes", *OPENED), FIT)
    with squad.store.write(club=squad.club.id) as tx:
        tx.get_one(SquadRow, squad.club.squads[0]).archived_at = NOW
    for role in (Role.COACH, Role.PHYSIO):
        for form in FORMS:
            assert squad.person(role).get(squad.path + form).status_code == 404
    assert squad.seen() == []


def test_a_coach_without_the_second_factor_opens_nothing(squad: Squad) -> None:
    coach = signed_in(
        squad.app, account=squad.club.accounts[Role.COACH], club=squad.club.id, second_factor=False
    )
    assert coach.get(squad.path).status_code == 303


def test_tables_ask_for_a_fresh_proof_and_the_report_does_not(squad: Squad, still: StillClock) -> None:
    squad.answers(squad.athlete("Ana Reyes", *OPENED), FIT)
    coach = squad.person(Role.COACH)
    still.forward(minutes=6)
    for form in (".xlsx", ".csv"):
        response = coach.get(squad.path + form)
        assert response.status_code == 303
        assert response.headers["Location"].startswith("/account/prove?next=")
    assert coach.get(squad.path + ".pdf").status_code == 200
    assert [row.detail["format"] for row in squad.events(Event.EXPORTED)] == ["pdf"]


def test_what_an_athlete_takes_back_is_gone_at_the_next_request(squad: Squad) -> None:
    ana = squad.athlete("Ana Reyes", *ALL)
    squad.answers(ana, ZERO_NORDICS)
    opened = squad.page()
    assert "Opened to you" in opened
    assert "Nothing yet" in row_of(opened, "Ana Reyes")
    assert re.search("(Low|Moderate|High)", row_of(opened, "Ana Reyes"))
    for taken_back, is_gone in (
        (Purpose.COACH_BAND, r"\b(Low|Moderate|High)\b"),
        (Purpose.COACH_REASONS, r"Nothing yet|In place"),
        (Purpose.PROCESSING, r"\bFull\b|Kept private"),
    ):
        with squad.store.write(club=squad.club.id) as tx:
            add_consents(tx, ana, [taken_back], given=False)
        assert not re.search(is_gone, row_of(squad.page(), "Ana Reyes")), taken_back
    assert "Opened to you" not in squad.page()
    assert "Not answered yet: 1" in plain(squad.page())


def test_a_physio_reads_what_was_opened_to_physios_and_not_to_coaches(squad: Squad) -> None:
    for_coach = (Purpose.PROCESSING, Purpose.COACH_REASONS)
    squad.answers(squad.athlete("Ana Reyes", *for_coach), ZERO_NORDICS)
    squad.answers(squad.athlete("Bo Lind", *CLOSED), ZERO_NORDICS)
    read = {
        role: squad.person(role).get(squad.path).get_data(as_text=True) for role in (Role.COACH, Role.PHYSIO)
    }
    assert "Nothing yet" in row_of(read[Role.COACH], "Ana Reyes")
    assert "Kept private" in row_of(read[Role.COACH], "Bo Lind")
    assert "Kept private" in row_of(read[Role.PHYSIO], "Ana Reyes")
    assert "Nothing yet" in row_of(read[Role.PHYSIO], "Bo Lind")


def test_who_has_seen_what_is_written_down_once_an_hour(squad: Squad, still: StillClock) -> None:
    ana, bo = squad.athlete("Ana Reyes", *ALL), squad.athlete("Bo Lind", *CLOSED)
    squad.athlete("Cy Moor", *ALL)
    for athlete in (ana, bo):
        squad.answers(athlete, ZERO_NORDICS)
    squad.page()
    wanted = {
        (ana, Sight.AVAILABILITY),
        (ana, Sight.REASON),
        (ana, Sight.BAND),
        (bo, Sight.AVAILABILITY),
    }
    assert set(squad.seen()) == wanted
    squad.page()
    assert len(squad.seen()) == len(wanted)
    still.forward(minutes=61)
    squad.page()
    assert len(squad.seen()) == 2 * len(wanted)
    noted = squad.events(Event.RECORD_VIEWED)
    assert [row.amount for row in noted] == [2, 2, 2]
    assert {row.account_id for row in noted} == {squad.club.accounts[Role.COACH]}
    assert {row.club_id for row in noted} == {squad.club.id}


def test_each_file_is_written_down_for_everybody_in_it(squad: Squad) -> None:
    ana = squad.athlete("Ana Reyes", *CLOSED)
    squad.answers(ana, FIT)
    squad.athlete("Bo Lind", *ALL)
    coach = squad.person(Role.COACH)
    for form in (".pdf", ".xlsx", ".csv", ".csv"):
        coach.get(squad.path + form)
    assert squad.seen() == [(ana, Sight.REPORT), *[(ana, Sight.EXPORT)] * 3]
    assert [row.detail["format"] for row in squad.events(Event.EXPORTED)] == ["pdf", "xlsx", "csv", "csv"]


def test_the_newest_answers_count_and_old_ones_say_so(squad: Squad) -> None:
    ana, bo, cy, di = (squad.athlete(name, *OPENED) for name in ("Ana Reyes", "Bo Lind", "Cy Moor", "Di Ek"))
    squad.answers(ana, FIT, at=NOW - 9 * DAY)
    squad.answers(ana, CANNOT_WALK)
    squad.answers(bo, CANNOT_WALK, at=NOW - 9 * DAY)
    squad.answers(bo, FIT)
    squad.answers(cy, FIT, at=NOW - 91 * DAY)
    squad.answers(di, NOBODY_ASKED)
    html = squad.page()
    assert "Not cleared" in row_of(html, "Ana Reyes")
    assert "Full" in row_of(html, "Bo Lind")
    assert "Unknown" in row_of(html, "Cy Moor")
    assert "Unknown" in row_of(html, "Di Ek")
    words = plain(html)
    assert "Answered too long ago: 1 Cy Moor" in words
    assert "Not asked about pain: 1 Di Ek" in words
    assert "Answered 3 of 4." in words


def test_an_old_problem_stays_not_cleared_until_somebody_answers_anew(squad: Squad) -> None:
    ana = squad.athlete("Ana Reyes", *OPENED)
    squad.answers(ana, CANNOT_WALK, at=NOW - 60 * DAY)
    assert "Not cleared" in row_of(squad.page(), "Ana Reyes")


def test_results_that_newer_rules_find_urgent_are_not_cleared(squad: Squad) -> None:
    number = squad.answers(squad.athlete("Ana Reyes", *OPENED), FIT)
    assert "Full" in row_of(squad.page(), "Ana Reyes")
    with squad.store.write() as tx:
        tx.add(
            RecallRow(
                screening_id=number,
                listed_at=NOW,
                rulebook_version="2.0.0",
                rulebook_digest="sha256:" + some_digest("newer"),
                old_urgency=Urgency.T5,
                new_urgency=Urgency.T2,
                headline="See a doctor today",
                how_soon="today",
                rules=["triage.S1"],
            )
        )
    html = squad.page()
    assert "Not cleared" in row_of(html, "Ana Reyes")
    assert "doctor" not in plain(html)


def test_what_was_kept_without_its_facts_is_read_from_the_result(squad: Squad) -> None:
    ana, bo = squad.athlete("Ana Reyes", *ALL), squad.athlete("Bo Lind", *ALL)
    squad.answers(ana, ZERO_NORDICS)
    squad.answers(bo, ZERO_NORDICS, with_facts=False)
    html = squad.page()
    assert row_of(html, "Bo Lind").replace("Bo Lind", "") == row_of(html, "Ana Reyes").replace(
        "Ana Reyes", ""
    )


def test_the_change_is_told_since_the_round_that_is_chosen(squad: Squad) -> None:
    first, second, third = (
        squad.round(name, NOW - days * DAY) for name, days in (("Spring", 80), ("Summer", 40), ("Autumn", 3))
    )
    ana = squad.athlete("Ana Reyes", *OPENED)
    squad.answers(ana, ZERO_NORDICS, at=NOW - 79 * DAY, round_id=first)
    squad.answers(ana, FIT, at=NOW - 39 * DAY, round_id=second)
    squad.answers(ana, FIT, at=NOW - 2 * DAY, round_id=third)
    assert "Nobody who opened theirs moved" in plain(squad.page())
    assert "Ana Reyes. Nordics: nothing yet, now in place" in plain(squad.page(f"?since={first}"))
    for nonsense in ("0", "-1", "x", "99999999999999999999", str(third)):
        assert "Nobody who opened theirs moved" in plain(squad.page(f"?since={nonsense}"))


def test_a_round_that_has_yet_to_open_is_not_the_newest(squad: Squad) -> None:
    squad.round("Autumn", NOW - DAY)
    squad.round("Winter", NOW + 7 * DAY)
    squad.athlete("Ana Reyes", *OPENED)
    assert "Autumn, 13 November 2026" in squad.page()
    assert "Winter" not in squad.page()


def test_one_set_of_answers_is_no_change(squad: Squad) -> None:
    first = squad.round("Summer", NOW - 40 * DAY)
    squad.round("Autumn", NOW - 3 * DAY)
    squad.answers(squad.athlete("Ana Reyes", *OPENED), FIT, at=NOW - 39 * DAY, round_id=first)
    assert "Nobody answered both this round" in plain(squad.page())


def test_the_first_round_says_that_it_is_the_first(squad: Squad) -> None:
    first = squad.round("Autumn", NOW - 3 * DAY)
    squad.answers(squad.athlete("Ana Reyes", *OPENED), FIT, round_id=first)
    assert "This is the first round" in plain(squad.page())


def test_an_empty_squad_and_one_without_a_round_say_what_comes_next(squad: Squad) -> None:
    empty = squad.page()
    assert "This squad has no athletes yet" in empty
    assert faults_of(empty, MAX_RESULT_BYTES) == []
    squad.athlete("Ana Reyes")
    html = squad.page()
    assert "No round has been opened for this squad yet" in html
    assert "Not answered yet: 1 Ana Reyes" in plain(html)
    assert faults_of(html, MAX_RESULT_BYTES) == []


def test_twins_are_told_apart_on_every_line(squad: Squad) -> None:
    for key in ("7", "8"):
        squad.answers(squad.athlete("Ana Reyes", *OPENED, key=key), CANNOT_WALK)
    words = plain(squad.page())
    assert words.count("Ana Reyes (7)") == words.count("Ana Reyes (8)") == 2
    assert words.count("Ana Reyes") == 4


def test_files_have_neutral_names_and_are_not_stored(squad: Squad) -> None:
    squad.answers(squad.athlete("Ana Reyes", *OPENED), FIT)
    coach = squad.person(Role.COACH)
    for form in FORMS:
        response = coach.get(squad.path + form)
        assert response.headers["Cache-Control"] == "no-store"
        assert header_faults(response.headers) == []
        if form:
            name = response.headers["Content-Disposition"]
            assert re.fullmatch(
                r'attachment; filename="squad(-sheet|-columns)?-2026-11-14\.(pdf|csv|xlsx)"', name
            )


def test_table_and_workbook_hold_the_same_rows_and_no_band(squad: Squad) -> None:
    squad.answers(squad.athlete("=Ana", *ALL, key="+7"), ZERO_NORDICS)
    coach = squad.person(Role.COACH)
    table = coach.get(squad.path + ".csv").data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table, newline="")))
    book = load_workbook(io.BytesIO(coach.get(squad.path + ".xlsx").data))
    assert rows == [[cell.value or "" for cell in row] for row in book["Squad"].iter_rows()]
    assert rows[1][:2] == ["'=Ana", "'+7"]
    dictionary = coach.get(squad.path + "/columns.csv").data.decode("utf-8-sig")
    assert [row[0] for row in csv.reader(io.StringIO(dictionary))][1:] == rows[0]
    assert not {"Low", "Moderate", "High", "Very high"} & set(rows[1])


def test_the_report_is_refused_at_once_while_too_many_wait(squad: Squad, quick: QuickReports) -> None:
    squad.answers(squad.athlete("Ana Reyes", *OPENED), FIT)
    quick.busy = True
    assert squad.person(Role.COACH).get(squad.path + ".pdf").status_code == 503
    assert squad.events(Event.EXPORTED) == []
    assert squad.seen() == []


def test_the_page_of_a_whole_squad_is_in_order_and_lists_each_kind(squad: Squad) -> None:
    with squad.store.write(club=squad.club.id) as tx:
        fill_squad(tx, squad.club.squads[0], 27, NOW, squad.club.accounts[Role.COACH])
    html = squad.page()
    assert faults_of(html, MAX_RESULT_BYTES) == []
    assert html.count('<span class="who">') == 25
    assert "Athletes 1 to 25 of 27" in plain(html)
    second = squad.page("?page=2")
    assert second.count('<span class="who">') == 2
    names = re.findall(r'<span class="who">(?:<a [^>]*>)?([^<]+)', html + second)
    assert len({name.strip() for name in names}) == 27
    for number, count in re.findall(r'list=(\d+)#map"[^>]*>[^<]+<b>(\d+)</b>', html):
        listed = squad.page(f"?list={number}")
        assert listed.count('<span class="who">') == min(int(count), 25)
        assert faults_of(listed, MAX_RESULT_BYTES) == []
    for nonsense in ("?list=99", "?page=99", "?list=-1", "?page=0", "?page=x&list=y", "?page=" + "9" * 30):
        assert squad.page(nonsense).count('<span class="who">') == 25


def test_more_athletes_than_a_report_holds_are_told_so(squad: Squad, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("screening.web.squads.files.MOST_ON_PAPER", 1)
    for name in ("Ana Reyes", "Bo Lind"):
        squad.athlete(name, *OPENED)
    response = squad.person(Role.COACH).get(squad.path + ".pdf")
    assert response.status_code == 422
    html = response.get_data(as_text=True)
    assert "at most 1 athletes, and this squad has 2" in html
    assert faults_of(html, MAX_RESULT_BYTES) == []
