"""Files of check-ins, force tests and runs: what is read, what is asked, what is refused."""

from __future__ import annotations

import datetime as dt
import io
import zoneinfo
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from screening.domain.case.events import CheckIn, SessionRecorded, TestRecorded
from screening.domain.case.files.model import FileKind, PersonInFile, bodies_of
from screening.domain.case.words import Part, SessionKind, Side
from screening.domain.roster.dates import DateOrder
from screening.imports.case_files.cells import DecimalMark, WrongCell, read_day, read_time
from screening.imports.case_files.checking import CheckedFile, check_case_file
from screening.imports.case_files.columns import FileColumns, chosen_columns, suggest_columns
from screening.imports.case_files.fields import FileField, Unit
from screening.imports.case_files.reading import read_case_file
from screening.imports.case_files.rows import FileOptions
from screening.services.batch_rows import TableRefused

ZONE = zoneinfo.ZoneInfo("Europe/Berlin")
TODAY = dt.date(2026, 11, 21)

NORDBORD = (
    "\ufeffName,ExternalId,Date UTC,Time UTC,Device,Test,L Reps,R Reps,L Max Force (N),R Max Force (N),"
    "Max Imbalance (%),L Max Force Per Kg (N/kg),R Max Force PerKg (N/kg),L Max Torque (Nm)\n"
    "Robin Vale,17,2026-11-14,2:05 PM,NB-204,Nordic,3,3,388.5,342.25,11.9,5.31,4.68,166\n"
    "Sam Reed,18,2026-11-14,11:30 PM,NB-204,Nordic,3,0,401,0,,5.5,0,170\n"
    "Kim Osei,,2026-11-14,2:20 PM,NB-204,ISO Prone 90,2,2,250,260,-3.8,,,\n"
)
GPS = (
    "Player Name;Session Date;Activity Name;Session Duration (min);Maximum Velocity (mph);"
    "Velocity Band 5 Total Distance (y);Velocity Band 6 Total Distance (y);Sprint Count;Player Load\n"
    "Robin Vale;14/11/2026;MD-3;72,5;17,9;320,5;41;4;512\n"
    "Sam Reed;14/11/2026;MD-3;72,5;;;;;498\n"
    "Kim Osei;14/11/2026;MD-3;72,5;171;300;12;1;498\n"
)
WELLNESS = (
    "Athlete,Date,Sleep (hh:mm),Fatigue,Soreness,Pain,RPE,Duration (min)\n"
    "Robin Vale,2026-11-14,7:30,4,8,2,6,45\n"
    "Sam Reed,2026-11-14,8:00,3,n/a,11,,\n"
    "Kim Osei,2026-11-14,,,,,,\n"
    ",2026-11-14,8:00,3,4,1,,\n"
)


def options(**different: Any) -> FileOptions:
    plain: dict[str, Any] = {"file_name": "export.csv", "today": TODAY, "zone": ZONE}
    return FileOptions(**{**plain, **different})


def columns_of(text: str, kind: FileKind, **chosen: tuple[FileField | None, Unit | None]) -> FileColumns:
    """The suggestion, with some columns decided by a person: by the start of their name."""
    table = read_case_file(text.encode(), kind)
    found = suggest_columns(kind, table.header)
    choices = [
        next(
            (choice for start, choice in chosen.items() if name.startswith(start.replace("_", " "))),
            (was.field, was.unit),
        )
        for name, was in zip(table.header, found.choices, strict=True)
    ]
    return chosen_columns(kind, table.header, choices)


def checked(
    text: str, kind: FileKind, said: FileOptions | None = None, **chosen: tuple[FileField | None, Unit | None]
) -> CheckedFile:
    table = read_case_file(text.encode(), kind)
    return check_case_file(table, columns_of(text, kind, **chosen), said or options())


BANDS = (FileField.FAST_DISTANCE, Unit.YARDS)
POINTS = {
    "Fatigue": (FileField.FATIGUE, Unit.POINTS_HIGH_IS_MORE),
    "Soreness": (FileField.SORENESS, Unit.POINTS_HIGH_IS_MORE),
}


# Force tests


def test_a_file_of_forces_is_read_by_its_own_headers() -> None:
    found = checked(NORDBORD, FileKind.STRENGTH)

    assert found.faults == ()
    assert [row.row for row in found.rows] == [2, 3, 4]
    first = found.rows[0]
    assert first.person == PersonInFile("17", "Robin Vale")
    (body,) = bodies_of(first.measured, injured=Side.RIGHT, best_speed_m_s=None)
    assert body == TestRecorded(
        test="eccentric_strength",
        on=dt.date(2026, 11, 14),
        injured=342.25,
        other=388.5,
        method="Nordic",
        device="NB-204",
        note="at 15:05, left 5.31 N/kg, right 4.68 N/kg, imbalance 11.9%",
    )


def test_left_and_right_go_by_the_leg_of_the_case() -> None:
    row = checked(NORDBORD, FileKind.STRENGTH).rows[0]
    (left,) = bodies_of(row.measured, injured=Side.LEFT, best_speed_m_s=None)
    (right,) = bodies_of(row.measured, injured=Side.RIGHT, best_speed_m_s=None)

    assert isinstance(left, TestRecorded)
    assert isinstance(right, TestRecorded)
    assert (left.injured, left.other) == (right.other, right.injured)


def test_zero_repetitions_are_no_test_of_that_leg() -> None:
    row = checked(NORDBORD, FileKind.STRENGTH).rows[1]
    (body,) = bodies_of(row.measured, injured=Side.RIGHT, best_speed_m_s=None)

    assert isinstance(body, TestRecorded)
    assert (body.tested, body.injured, body.other) == (False, None, 401)
    assert row.remarks == ("The right leg has no repetitions, so it counts as not tested",)


def test_a_time_in_universal_time_belongs_to_the_clubs_own_day() -> None:
    row = checked(NORDBORD, FileKind.STRENGTH).rows[1]

    assert getattr(row.measured, "on", None) == dt.date(2026, 11, 15)


def test_the_kind_of_test_is_suggested_and_never_guessed() -> None:
    found = checked(NORDBORD.replace("ISO Prone 90", "ISO 30"), FileKind.STRENGTH)

    assert found.test_names == (("Nordic", "eccentric_strength"), ("ISO 30", None))
    assert checked(NORDBORD, FileKind.STRENGTH).test_names[1] == ("ISO Prone 90", "isometric_prone_90")


# Runs


def test_bands_that_a_person_chose_are_added_up_in_metres() -> None:
    said = options(date_order=DateOrder.DAY_FIRST, session_kind=SessionKind.TEAM_MODIFIED)
    found = checked(GPS, FileKind.RUNNING, said, Velocity_Band=BANDS)
    (body,) = bodies_of(found.rows[0].measured, injured=Side.LEFT, best_speed_m_s=8.5)

    assert isinstance(body, SessionRecorded)
    assert body.hsr_m == pytest.approx(361.5 * 0.9144)
    assert body.top_speed_pct == pytest.approx(100 * 17.9 * 0.44704 / 8.5, abs=0.05)
    assert (body.minutes, body.sprints_ge90, body.kind) == (73, 4, SessionKind.TEAM_MODIFIED)
    assert (body.speed_measured, body.from_file) == (True, "export.csv")


def test_a_session_has_the_same_key_whenever_its_file_is_read() -> None:
    said = options(date_order=DateOrder.DAY_FIRST)
    keys = [
        bodies_of(row.measured, injured=Side.LEFT, best_speed_m_s=None)[0]
        for file_name in ("a.csv", "b.csv")
        for row in checked(GPS, FileKind.RUNNING, said, Velocity_Band=BANDS).rows[:1]
        if file_name
    ]

    assert keys[0] == keys[1]
    assert getattr(keys[0], "key", None) == "gps:2026-11-14:md 3"


def test_a_speed_nobody_can_run_is_a_fault_of_its_cell() -> None:
    found = checked(GPS, FileKind.RUNNING, options(date_order=DateOrder.DAY_FIRST), Velocity_Band=BANDS)

    (fault,) = found.faults
    assert (fault.row, fault.column, fault.value) == (4, "Maximum Velocity (mph)", "171")
    assert "check the unit" in fault.message


def test_the_share_of_the_best_speed_in_the_file_counts_where_no_speed_is_known() -> None:
    text = "Name,Date,Percentage of Max Velocity\nRobin Vale,2026-11-14,93.5%\nSam Reed,2026-11-14,0.93\n"
    found = checked(text, FileKind.RUNNING)
    (body,) = bodies_of(found.rows[0].measured, injured=Side.LEFT, best_speed_m_s=9)

    assert getattr(body, "top_speed_pct", None) == 93.5
    assert "percent" in found.faults[0].message


def test_two_sessions_of_a_day_without_a_name_are_two() -> None:
    text = "Name,Date,Sprints\nRobin Vale,2026-11-14,3\nRobin Vale,2026-11-14,4\n"
    keys = [getattr(row.measured, "key", None) for row in checked(text, FileKind.RUNNING).rows]

    assert keys == ["gps:2026-11-14:1", "gps:2026-11-14:2"]


# Check-ins


def test_a_row_of_wellness_becomes_the_halves_it_holds() -> None:
    found = checked(WELLNESS, FileKind.WELLNESS, **POINTS)
    morning, session = bodies_of(found.rows[0].measured, injured=Side.LEFT, best_speed_m_s=None)

    assert morning == CheckIn(
        Part.MORNING,
        dt.date(2026, 11, 14),
        pain_morning=2,
        soreness_hamstring=8,
        fatigue=4,
        sleep_hours=7.5,
        flags_asked=False,
        from_file="export.csv",
    )
    assert isinstance(session, CheckIn)
    assert (session.part, session.session_rpe, session.minutes) == (Part.SESSION, 6, 45)


def test_a_scale_on_which_much_is_good_is_turned_round() -> None:
    turned = {**POINTS, "Fatigue": (FileField.FATIGUE, Unit.POINTS_HIGH_IS_LESS)}
    found = checked(WELLNESS, FileKind.WELLNESS, **turned)

    morning = bodies_of(found.rows[0].measured, injured=Side.LEFT, best_speed_m_s=None)[0]
    assert getattr(morning, "fatigue", None) == 6


def test_every_row_is_good_empty_or_at_fault() -> None:
    found = checked(WELLNESS, FileKind.WELLNESS, **POINTS)

    assert [row.row for row in found.rows] == [2]
    assert found.without_values == (4,)
    assert {fault.row for fault in found.faults} == {3, 5}
    assert [(fault.column, fault.value) for fault in found.faults] == [("Pain", "11"), ("", "")]


def test_a_second_row_about_one_day_says_so() -> None:
    text = "Name,Date,Pain\nRobin Vale,2026-11-14,1\nRobin Vale,14 November 2026,4\n"
    found = checked(text, FileKind.WELLNESS)

    assert found.rows[1].remarks == ("Row 2 is about the same; this later one counts",)


# Columns, units, dates, numbers


@pytest.mark.parametrize(
    ("header", "kind", "problem"),
    [
        ("Name,Date,Fatigue", FileKind.WELLNESS, "Choose what the numbers of the column “Fatigue” are in"),
        ("Name,Date,Top speed", FileKind.RUNNING, "Choose what the numbers of the column “Top speed” are in"),
        ("Name,Pain", FileKind.WELLNESS, "No column holds “Date”"),
        (
            "Date,Pain",
            FileKind.WELLNESS,
            "No column says who it is: choose one for the name or the external id",
        ),
        (
            "First name,Date,Pain",
            FileKind.WELLNESS,
            "Choose a column for the first name and one for the last name",
        ),
        ("Name,Date,Colour", FileKind.WELLNESS, "No column holds anything that was measured"),
        ("Name,Date,L Max Force", FileKind.STRENGTH, "No column holds “Peak force right”"),
    ],
)
def test_what_a_person_still_has_to_choose_is_said(header: str, kind: FileKind, problem: str) -> None:
    columns = suggest_columns(kind, header.split(","))

    assert problem in columns.problems()
    table = read_case_file(f"{header}\n{','.join('1' for _ in columns.header)}\n".encode(), kind)
    with pytest.raises(TableRefused):
        check_case_file(table, columns, options())


def test_two_columns_that_could_be_one_are_both_left_to_a_person() -> None:
    columns = suggest_columns(FileKind.RUNNING, ["Name", "Date", "Max speed (km/h)", "Top speed (km/h)"])

    assert [choice.field for choice in columns.choices[2:]] == [None, None]


def test_what_was_chosen_is_suggested_for_the_next_file() -> None:
    chosen = columns_of(GPS, FileKind.RUNNING, Velocity_Band=BANDS)
    again = suggest_columns(FileKind.RUNNING, chosen.header, chosen.to_remember())

    assert [(c.field, c.unit) for c in again.choices] == [(c.field, c.unit) for c in chosen.choices]
    spoilt = {name: ["nonsense", "x"] for name in chosen.to_remember()}
    assert suggest_columns(FileKind.RUNNING, chosen.header, spoilt).kind is FileKind.RUNNING


def test_the_order_of_day_and_month_is_asked_and_never_guessed() -> None:
    text = "Name,Date,Pain\nRobin Vale,03/04/2026,1\nSam Reed,25/04/2026,1\n"
    unsaid = checked(text, FileKind.WELLNESS)
    said = checked(text, FileKind.WELLNESS, options(date_order=DateOrder.DAY_FIRST))

    assert unsaid.date_choice is not None
    assert unsaid.date_choice.possible == {DateOrder.DAY_FIRST}
    assert [fault.row for fault in unsaid.faults] == [2]
    assert getattr(said.rows[0].measured, "on", None) == dt.date(2026, 4, 3)
    assert said.date_choice is None


def test_a_day_that_has_not_come_is_a_fault() -> None:
    found = checked("Name,Date,Pain\nRobin Vale,2026-11-22,1\n", FileKind.WELLNESS)

    assert "not come yet" in found.faults[0].message


@pytest.mark.parametrize(
    ("number", "decimal", "metres"),
    [
        ("1234,5", None, 1234.5),
        ("1.234,5", DecimalMark.COMMA, 1234.5),
        ("1,234.5", DecimalMark.POINT, 1234.5),
        ("1,234", DecimalMark.POINT, 1234),
        ("1,234", DecimalMark.COMMA, 1.234),
        ("1,234", None, None),
        ("12,34.5", DecimalMark.POINT, None),
        ("1e3", None, None),
        ("-5", None, None),
    ],
)
def test_numbers_are_read_one_way_or_not_at_all(
    number: str, decimal: DecimalMark | None, metres: float | None
) -> None:
    found = checked(
        f"Name;Date;HSR (m)\nRobin Vale;2026-11-14;{number}\n", FileKind.RUNNING, options(decimal=decimal)
    )

    assert [getattr(row.measured, "fast_m", None) for row in found.rows] == (
        [] if metres is None else [metres]
    )
    assert len(found.faults) == (1 if metres is None else 0)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2:05 PM", dt.time(14, 5)),
        ("2:05:30pm", dt.time(14, 5, 30)),
        ("12:00 AM", dt.time(0, 0)),
        ("12:15 p.m.", dt.time(12, 15)),
        ("14:05", dt.time(14, 5)),
        ("0:05", dt.time(0, 5)),
    ],
)
def test_times_of_twelve_and_of_twenty_four_hours_are_read(text: str, time: dt.time) -> None:
    assert read_time(text) == time


@pytest.mark.parametrize("cell", ["2026-11-14 00:00:00", "2026-11-14T00:00:00Z", "2026-11-14"])
def test_a_bare_date_of_a_spreadsheet_has_no_time(cell: str) -> None:
    assert read_day(cell, None) == (dt.date(2026, 11, 14), None)
    assert read_day("14 November 2026, 2:05 PM", None) == (dt.date(2026, 11, 14), dt.time(14, 5))


@pytest.mark.parametrize("text", ["13:05 PM", "0:05 AM", "24:00", "5 pm", "12:61", ""])
def test_a_time_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(WrongCell):
        read_time(text)


# Spoilt files


@pytest.mark.parametrize(
    ("text", "kind"), [(NORDBORD, FileKind.STRENGTH), (GPS, FileKind.RUNNING), (WELLNESS, FileKind.WELLNESS)]
)
@given(data=st.data())
@settings(deadline=None, max_examples=25)
def test_a_spoilt_row_never_ends_the_reading_and_never_vanishes(
    text: str, kind: FileKind, data: st.DataObject
) -> None:
    lines = text.splitlines()
    place = data.draw(st.integers(1, len(lines) - 1))
    cells = data.draw(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), max_size=20))
    lines[place] = (";" if kind is FileKind.RUNNING else ",").join(cells)
    spoilt = "\n".join(lines) + "\n"
    chosen: dict[str, tuple[FileField | None, Unit | None]] = {**POINTS, "Velocity_Band": BANDS}

    table = read_case_file(spoilt.encode(), kind)
    found = check_case_file(
        table, columns_of(spoilt, kind, **chosen), options(date_order=DateOrder.DAY_FIRST)
    )

    good = [row.row for row in found.rows]
    at_fault = {fault.row for fault in found.faults}
    assert set(good).isdisjoint(at_fault | set(found.without_values))
    assert {row.number for row in table.rows} <= {*good, *at_fault, *found.without_values}
    assert len(good) == len(set(good))


def test_a_workbook_is_read_like_a_file_of_text() -> None:
    book, kept = Workbook(), io.BytesIO()
    assert book.active is not None
    book.active.append(["Athlete", "Date", "Pain", "Duration (min)"])
    book.active.append(["Robin Vale", dt.date(2026, 11, 14), 2, 45])
    book.active.append(["Sam Reed", "yesterday", 2, 45])
    book.save(kept)
    table = read_case_file(kept.getvalue(), FileKind.WELLNESS)
    found = check_case_file(table, suggest_columns(FileKind.WELLNESS, table.header), options())

    assert [getattr(row.measured, "on", None) for row in found.rows] == [dt.date(2026, 11, 14)]
    assert [(fault.row, fault.column, fault.value) for fault in found.faults] == [(3, "Date", "yesterday")]


def test_an_empty_file_and_a_file_without_rows_are_refused_in_words() -> None:
    for data in (b"", b"Name,Date,Pain\n", b"\x00\x01\x02"):
        with pytest.raises(TableRefused):
            read_case_file(data, FileKind.WELLNESS)


def test_a_first_row_that_names_no_column_is_noted() -> None:
    table = read_case_file(b"Robin Vale,2026-11-14,3\nSam Reed,2026-11-14,2\n", FileKind.WELLNESS)

    assert "The first row does not look like names of columns" in table.notes
