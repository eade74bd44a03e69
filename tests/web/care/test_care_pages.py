"""The pages of the care list and of one athlete, as each person of a club finds them."""

from __future__ import annotations

import re

import pytest
import sqlalchemy as sa

from screening.domain.clubs import CareOutcome, FilledBy, Purpose, Role, Sight
from screening.domain.reporting.physio import PhysioReport
from screening.store.queries import club_screenings
from screening.store.tables.athlete import AthleteRow
from screening.store.tables.audit import Event
from screening.store.tables.consent import ViewedRow
from screening.store.tables.people import MembershipRow
from tests.support.clubs import add_consents, make_club
from tests.support.signing_in import Person, member_of
from tests.web.care.conftest import Desk
from tests.web.page_rules import MAX_RESULT_BYTES, faults_of

NOBODY_READS = "Nobody reads the care list."
KEY = "key-of-this-press-of-the-button"
HEALTH_OF_TORN = ("Left leg", "pattern of", "Dent or gap", "tear", "Hamstring strain in the last")


def text_of(person: Person, path: str, status: int = 200) -> str:
    """The page as text, after a look at what every page must be."""
    response = person.get(path)
    assert response.status_code == status, (path, response.status_code)
    assert response.headers["Cache-Control"] == "no-store"
    return response.get_data(as_text=True)


def path_of(desk: Desk, name: str, act: str = "") -> str:
    return f"/care/{desk.clinic.row(name).id}{act}"


def test_the_list_shows_urgent_results_first_with_side_time_and_owner_in_words(desk: Desk) -> None:
    page = text_of(desk.person(Role.PHYSIO), "/care")
    names = re.findall(r'class="nm">([^<]+)<', page)
    assert names == [f"Harriers athlete {number}" for number in (4, 3, 2)]
    for words in ("Emergency", "Unread", "Left leg", "Right leg", "born 2000, code 3", "Nobody yet"):
        assert words in page
    assert faults_of(page) == []


@pytest.mark.parametrize("name", ["list", "entry", "record", "findings"])
def test_every_page_keeps_the_rules_of_pages(desk: Desk, name: str) -> None:
    physio = desk.person(Role.PHYSIO)
    address = {
        "list": "/care?show=closed",
        "entry": path_of(desk, "torn"),
        "record": desk.address("torn"),
        "findings": desk.address("torn") + "/findings",
    }[name]
    assert faults_of(text_of(physio, address), MAX_RESULT_BYTES) == []


def test_reading_a_result_is_a_press_of_a_button_and_looking_is_not(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    for path in ("/care", path_of(desk, "torn"), desk.address("torn")):
        text_of(physio, path)
    assert desk.clinic.row("torn").first_read_at is None
    response = physio.post(path_of(desk, "torn", "/read"))
    assert response.status_code == 303
    assert response.location.endswith(desk.address("torn"))
    assert desk.clinic.row("torn").first_read_at == desk.clock.time


def test_the_entry_of_somebody_who_left_the_club_can_still_be_read_and_closed(desk: Desk) -> None:
    with desk.clinic.store.write(club=desk.clinic.club.id) as tx:
        tx.get_one(AthleteRow, desk.clinic.athlete("torn")).removed_at = desk.clock.time
    physio = desk.person(Role.PHYSIO)
    assert "No longer on the roster" in text_of(physio, "/care")
    assert physio.post(path_of(desk, "torn", "/read")).location.endswith(path_of(desk, "torn"))
    text_of(physio, desk.address("torn"), 404)
    fields = {"version": "1", "outcome": "elsewhere", "note": "With the new club."}
    assert physio.post(path_of(desk, "torn", "/close"), fields).status_code == 303


def test_an_entry_is_taken_and_closed_on_its_page(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    assert physio.post(path_of(desk, "torn", "/take"), {"version": "1"}).status_code == 303
    assert "Harriers physio (you)" in text_of(physio, path_of(desk, "torn"))
    wrong = physio.post(path_of(desk, "torn", "/close"), {"version": "2", "outcome": "referred"})
    assert wrong.status_code == 400
    assert "Write a line" in wrong.get_data(as_text=True)
    fields = {"version": "2", "outcome": "referred", "note": "To the hospital."}
    assert physio.post(path_of(desk, "torn", "/close"), fields).status_code == 303
    assert desk.clinic.row("torn").outcome is CareOutcome.REFERRED
    closed = text_of(physio, "/care?show=closed")
    assert "To the hospital." in closed
    assert "Open again" in closed


def test_whoever_is_second_sees_who_was_first_and_keeps_what_was_typed(desk: Desk) -> None:
    physio, doctor = desk.person(Role.PHYSIO), desk.person(Role.DOCTOR)
    physio.post(path_of(desk, "torn", "/take"), {"version": "1"})
    fields = {"version": "1", "outcome": "spoken_with", "note": "Walks without pain."}
    late = doctor.post(path_of(desk, "torn", "/close"), fields)
    page = late.get_data(as_text=True)
    assert late.status_code == 409
    for words in ("Somebody else changed this entry", "Harriers physio", "Walks without pain.", 'value="2"'):
        assert words in page
    assert desk.clinic.row("torn").closed_at is None


@pytest.mark.parametrize("version", ["", "0", "one", "1" * 40, "-1", "²"])
def test_a_version_that_is_none_changes_nothing(desk: Desk, version: str) -> None:
    response = desk.person(Role.PHYSIO).post(path_of(desk, "torn", "/take"), {"version": version})
    assert response.status_code == 409
    assert desk.clinic.row("torn").owner_account_id is None


@pytest.mark.parametrize("role", [Role.ATHLETE, Role.GUARDIAN, Role.COACH, Role.ADMINISTRATOR])
def test_for_everybody_else_the_list_does_not_exist(desk: Desk, role: Role) -> None:
    person = desk.person(role)
    never = text_of(person, "/care/99999", 404)
    for path in ("/care", path_of(desk, "torn"), desk.address("torn") + "/findings"):
        assert without_code(text_of(person, path, 404)) == without_code(never)
    for act in ("/read", "/take", "/close", "/hand-over", "/open-again"):
        assert person.post(path_of(desk, "torn", act), {"version": "1"}).status_code == 404


def without_code(page: str) -> str:
    return re.sub(r'class="num">[0-9a-z]{8}<', "", page)


def test_another_club_is_answered_like_something_that_never_existed(desk: Desk) -> None:
    other = make_club(desk.clinic.store, "Rovers", at=desk.clock.time)
    stranger = member_of(desk.app, other, Role.PHYSIO)
    screening = desk.clinic.screenings["torn"]
    pairs = (
        (path_of(desk, "torn"), "/care/99999"),
        (desk.address("torn"), "/athletes/99999"),
        (f"{desk.address('torn')}/results/{screening}", "/athletes/99999/results/99999"),
        (f"{desk.address('torn')}/reports/{screening}.pdf", "/athletes/99999/reports/99999.pdf"),
        (f"{desk.address('torn')}/findings", "/athletes/99999/findings"),
    )
    for there, never in pairs:
        assert without_code(text_of(stranger, there, 404)) == without_code(text_of(stranger, never, 404))


def test_the_result_of_one_athlete_is_not_found_under_another(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    for kind in ("/results/{}", "/reports/{}.pdf"):
        wrong = desk.address("strained") + kind.format(desk.clinic.screenings["torn"])
        text_of(physio, wrong, 404)


def test_a_physio_reads_the_result_with_reasons_and_it_is_written_down(desk: Desk) -> None:
    page = text_of(desk.person(Role.PHYSIO), desk.address("torn"))
    for words in (*HEALTH_OF_TORN, "born 2000, code 3", "Newest", "Every rule that had a say"):
        assert words.casefold() in page.casefold(), words
    with desk.clinic.store.read(club=desk.clinic.club.id) as tx:
        seen = {row.what for row in tx.scalars(sa.select(ViewedRow))}
    assert seen == {Sight.RESULT, Sight.ANSWERS, Sight.CARE_ITEM}
    (written,) = desk.clinic.audit(Event.RECORD_VIEWED)
    assert (written.athlete_id, written.screening_id, written.detail) == (
        desk.clinic.athlete("torn"),
        desk.clinic.screenings["torn"],
        {"what": "result"},
    )


def test_without_consent_a_physio_is_told_that_and_nothing_else(desk: Desk) -> None:
    desk.clinic.withdraw("torn", Purpose.PHYSIO_CLINICAL)
    physio = desk.person(Role.PHYSIO)
    page = text_of(physio, desk.address("torn"))
    assert "Not opened to physios and doctors" in page
    for words in HEALTH_OF_TORN:
        assert words.casefold() not in page.casefold(), words
    screening = desk.clinic.screenings["torn"]
    for path in (f"/results/{screening}", f"/reports/{screening}.pdf", "/findings"):
        text_of(physio, desk.address("torn") + path, 404)
    assert desk.reports.asked == []


def test_who_withdraws_everything_leaves_a_page_without_entries(desk: Desk) -> None:
    desk.clinic.withdraw("torn", Purpose.PROCESSING)
    page = text_of(desk.person(Role.PHYSIO), desk.address("torn"))
    assert "Not opened to physios and doctors" in page
    assert "Urgent" not in page
    assert "1 entry is not shown" in text_of(desk.person(Role.PHYSIO), "/care")


def test_a_coach_reads_availability_and_what_was_opened_and_no_health(desk: Desk) -> None:
    coach = desk.person(Role.COACH)
    page = text_of(coach, desk.address("torn"))
    assert "Training today: not cleared" in page
    for words in (*HEALTH_OF_TORN, "Urgent", "care list"):
        assert words.casefold() not in page.casefold(), words
    assert faults_of(page) == []
    assert "Nordics" not in text_of(coach, desk.address("calm"))
    with desk.clinic.store.write(club=desk.clinic.club.id) as tx:
        add_consents(tx, desk.clinic.athlete("calm"), [Purpose.COACH_REASONS], at=desk.clock.time)
    assert "Nordics" in text_of(coach, desk.address("calm"))
    text_of(coach, desk.address("emergency"), 404)


def test_an_administrator_is_led_to_the_plain_details(desk: Desk) -> None:
    response = desk.person(Role.ADMINISTRATOR).get(desk.address("torn"))
    assert response.status_code == 303
    assert response.location.endswith("/details")


def test_the_report_names_the_athlete_on_every_page_and_its_file_names_nobody(desk: Desk) -> None:
    path = f"{desk.address('torn')}/reports/{desk.clinic.screenings['torn']}.pdf"
    response = desk.person(Role.PHYSIO).get(path)
    assert response.content_type == "application/pdf"
    assert response.headers["Cache-Control"] == "no-store"
    ((view, link),) = desk.reports.asked
    assert isinstance(view, PhysioReport)
    assert view.shown.identity.name == "Harriers athlete 3 (born 2000, code 3)"
    assert link == ""
    assert not re.search("harrier|injur|hamstring|physio", response.headers["Content-Disposition"], re.I)
    (written,) = desk.clinic.audit(Event.EXPORTED)
    assert written.athlete_id == desk.clinic.athlete("torn")


def test_two_of_one_name_are_told_apart_at_each_step(desk: Desk) -> None:
    with desk.clinic.store.write(club=desk.clinic.club.id) as tx:
        for name in ("torn", "strained"):
            row = tx.get_one(AthleteRow, desk.clinic.athlete(name))
            row.name, row.name_key = "Kim Lee", "kim lee"
    physio = desk.person(Role.PHYSIO)
    assert text_of(physio, "/care").count("Two athletes have this name.") == 2
    for path in ("", "/findings"):
        page = text_of(physio, desk.address("torn") + path)
        assert "Kim Lee, born 2000, code 2" in page


def test_unread_results_are_told_to_those_who_can_act_and_to_nobody_else(desk: Desk) -> None:
    desk.clock.forward(hours=4, seconds=1)
    told = "3 results unread for more than 4 hours."
    assert told in text_of(desk.person(Role.DOCTOR), "/care")
    assert told in text_of(desk.person(Role.ADMINISTRATOR), "/account")
    assert told not in text_of(desk.person(Role.COACH), "/account")


def test_a_club_without_clinicians_says_so_to_coach_and_administrator(desk: Desk) -> None:
    coach, administrator = desk.person(Role.COACH), desk.person(Role.ADMINISTRATOR)
    assert NOBODY_READS not in text_of(coach, "/account")
    with desk.clinic.store.write(club=desk.clinic.club.id) as tx:
        clinical = MembershipRow.role.in_([Role.PHYSIO, Role.DOCTOR])
        tx.execute(sa.update(MembershipRow).where(clinical).values(ended_at=desk.clock.time))
    assert "Ask the administrator to invite one." in text_of(coach, "/account")
    assert "Invite a physio or doctor" in text_of(administrator, "/account")


def findings_of(desk: Desk, **typed: str) -> dict[str, str]:
    return {"screening": str(desk.clinic.screenings["torn"]), "key": KEY, **typed}


def test_findings_make_a_new_result_beside_the_old_one(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    path = desk.address("torn") + "/findings"
    assert "Injured side: left leg" in text_of(physio, path)
    done = physio.post(path, findings_of(desk, ake_deficit_deg="25", palpable_defect="yes"))
    assert done.status_code == 303
    with desk.clinic.store.read(club=desk.clinic.club.id) as tx:
        new, old = club_screenings.screenings_of_athlete(tx, desk.clinic.athlete("torn"))
    assert old.screening.id == desk.clinic.screenings["torn"]
    assert "ake_deficit_deg" not in old.screening.answers
    assert {**old.screening.answers, "ake_deficit_deg": 25, "palpable_defect": True} == new.screening.answers
    assert new.place.filled_by is FilledBy.PHYSIO
    assert new.place.coach_facts is not None
    assessor = "the athlete on 14 November 2026; examined by Harriers physio, physio"
    assert new.screening.view["identity"]["assessor"] == assessor
    page = text_of(physio, desk.address("torn"))
    assert "from a physio or doctor" in page
    assert "Newer answers" in page
    mine = text_of(physio, "/care?show=mine")
    assert mine.count('class="nm"') == 1


def test_findings_to_answers_that_are_no_longer_the_newest_are_refused_and_kept_typed(desk: Desk) -> None:
    physio, doctor = desk.person(Role.PHYSIO), desk.person(Role.DOCTOR)
    path = desk.address("torn") + "/findings"
    physio.post(path, findings_of(desk, ake_deficit_deg="25"))
    late = doctor.post(path, findings_of(desk, ake_deficit_deg="12"))
    assert late.status_code == 409
    assert 'value="12"' in late.get_data(as_text=True)
    with desk.clinic.store.read(club=desk.clinic.club.id) as tx:
        assert len(club_screenings.screenings_of_athlete(tx, desk.clinic.athlete("torn"))) == 2


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({}, "Fill in at least one finding"),
        ({"ake_deficit_deg": "999"}, "120"),
        ({"ake_deficit_deg": "nan"}, "the deficit in degrees"),
    ],
)
def test_findings_that_cannot_be_read_are_named(desk: Desk, typed: dict[str, str], words: str) -> None:
    response = desk.person(Role.PHYSIO).post(desk.address("torn") + "/findings", findings_of(desk, **typed))
    assert response.status_code == 400
    assert words in response.get_data(as_text=True)


def test_an_unusual_finding_is_asked_about_once(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    path = desk.address("torn") + "/findings"
    asked = physio.post(path, findings_of(desk, ake_deficit_deg="80"))
    assert asked.status_code == 200
    assert "Is that right?" in asked.get_data(as_text=True)
    kept = physio.post(path, findings_of(desk, ake_deficit_deg="80", sure="ake_deficit_deg=80"))
    assert kept.status_code == 303


def test_answers_of_the_athlete_cannot_be_changed_as_findings(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    path = desk.address("torn") + "/findings"
    fields = findings_of(desk, ake_deficit_deg="25", problem_side="right", has_problem="no", urgency="T5")
    assert physio.post(path, fields).status_code == 303
    with desk.clinic.store.read(club=desk.clinic.club.id) as tx:
        new = club_screenings.screenings_of_athlete(tx, desk.clinic.athlete("torn"))[0].screening
    assert (new.answers["problem_side"], new.answers["has_problem"]) == ("left", True)


def test_findings_need_answers_of_a_problem_that_still_hold(desk: Desk) -> None:
    physio = desk.person(Role.PHYSIO)
    assert "tell of no problem" in text_of(physio, desk.address("calm") + "/findings")
    desk.clock.forward(days=30)
    physio = desk.person(Role.PHYSIO)
    assert "past their last day" in text_of(physio, desk.address("torn") + "/findings")
    late = physio.post(desk.address("torn") + "/findings", findings_of(desk, ake_deficit_deg="25"))
    assert late.status_code == 409
