"""The pages about one's own data: what they show, who opens them, and that a change counts at once."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from screening.domain.clubs import Purpose, Role, Sight
from screening.services.consents import allowed_now, consent_texts
from screening.store import Store
from screening.store.queries import audit, consents
from screening.store.tables import AccountRow, AthleteRow, OutgoingMailRow, ScreeningRow, ViewedRow
from screening.store.tables.audit import Event
from screening.store.tokens import digest
from screening.web.parts import parts
from tests.support.clubs import MadeClub, add_screening, make_club
from tests.support.signing_in import PASSWORD, Person, member_of
from tests.web.browsing import Visitor
from tests.web.conftest import MakeApp
from tests.web.page_rules import faults_of, header_faults
from tests.web.people import HEALTHY
from tests.web.still_clock import StillClock

LATER = dt.timedelta(minutes=6)
"""After which a proof of identity is no longer fresh."""


def store_of(app: Flask) -> Store:
    with app.app_context():
        return parts().store


@pytest.fixture
def club(app: Flask, clock: StillClock) -> MadeClub:
    """One screening of the first athlete, at whom the physio has looked."""
    made = make_club(store_of(app), consents=())
    with store_of(app).write(club=made.id) as tx:
        add_screening(tx, made.athletes[0], 1)
        tx.add(
            ViewedRow(
                athlete_id=made.athletes[0],
                account_id=made.accounts[Role.PHYSIO],
                what=Sight.RESULT,
                at=clock(),
            )
        )
    return made


def good(response: TestResponse, status: int = 200) -> str:
    """The page, which keeps every page rule."""
    page = response.get_data(as_text=True)
    assert response.status_code == status
    assert faults_of(page) == []
    assert header_faults(dict(response.headers)) == []
    assert "no-store" in response.headers["Cache-Control"]
    return page


def wish(
    person: Person, athlete: int, purpose: Purpose, *, allow: bool, version: str | None = None
) -> TestResponse:
    shown = version or consent_texts()[purpose].version
    fields = {"purpose": purpose.value, "wish": "allow" if allow else "take-back", "version": shown}
    return person.post(f"/me/{athlete}/consents", fields)


def allowed(app: Flask, club: MadeClub, athlete: int) -> frozenset[Purpose]:
    with app.app_context():
        today = parts().clock().date()
    with store_of(app).read(club=club.id) as tx:
        return allowed_now(tx, [athlete], today)[athlete]


def prove(person: Person) -> None:
    assert person.post("/account/prove", {"password": PASSWORD}).status_code == 303


def give_password(app: Flask, club: MadeClub, role: Role) -> None:
    with app.app_context():
        from screening.web.signed_in import tools

        hashed = tools().hasher.hash(PASSWORD)
    with store_of(app).write() as tx:
        tx.get_one(AccountRow, club.accounts[role]).password_hash = hashed


def answered(app: Flask, club: MadeClub, athlete: int) -> str:
    """The token of a real result, put into the club."""
    visitor = Visitor(app)
    visitor.start()
    while "/check/" in visitor.path:
        visitor.send(HEALTHY)
    from screening.domain.clubs import FilledBy
    from screening.store.tables import ClubScreeningRow

    with store_of(app).write(club=club.id) as tx:
        row = tx.scalars(
            sa.select(ScreeningRow).where(ScreeningRow.token_digest == digest(visitor.token))
        ).one()
        tx.add(
            ClubScreeningRow(
                screening_id=row.id, athlete_id=athlete, filled_by=FilledBy.ATHLETE, at=row.taken_at
            )
        )
    return visitor.token


def test_an_athlete_sees_results_who_can_see_and_who_has_seen(app: Flask, club: MadeClub) -> None:
    me = member_of(app, club, Role.ATHLETE)
    first = me.get("/me")
    assert first.headers["Location"] == f"/me/{club.athletes[0]}"
    page = good(me.get(f"/me/{club.athletes[0]}"))
    assert "14 March 2026" in page
    assert "Harriers physio" in page
    assert re.search(r"Who has seen it</h2>.*Harriers physio.*: the result", page, re.S)
    assert "All answers, the whole result and everything of a return to training" not in page, (
        "nothing is allowed yet"
    )
    assert 'aria-current="page">My results' in page


def test_what_staff_can_see_follows_each_decision_at_once(app: Flask, club: MadeClub) -> None:
    me, athlete = member_of(app, club, Role.ATHLETE), club.athletes[0]
    for purpose in (Purpose.PROCESSING, Purpose.PHYSIO_CLINICAL, Purpose.COACH_BAND):
        assert wish(me, athlete, purpose, allow=True).status_code == 303
    page = good(me.get(f"/me/{athlete}?done=given"))
    assert "All answers, the whole result and everything of a return to training" in page
    assert "The band" in page
    assert allowed(app, club, athlete) == {Purpose.PROCESSING, Purpose.PHYSIO_CLINICAL, Purpose.COACH_BAND}
    wish(me, athlete, Purpose.PHYSIO_CLINICAL, allow=False)
    assert "All answers, the whole result and everything of a return to training" not in good(
        me.get(f"/me/{athlete}?done=withdrawn")
    )
    assert Purpose.PHYSIO_CLINICAL not in allowed(app, club, athlete)


def test_a_text_of_before_is_not_agreed_to(app: Flask, club: MadeClub) -> None:
    me = member_of(app, club, Role.ATHLETE)
    refused = wish(me, club.athletes[0], Purpose.PROCESSING, allow=True, version="2020-01")
    assert "has changed since you opened" in good(refused, 400)
    assert allowed(app, club, club.athletes[0]) == frozenset()


def test_nobody_else_opens_or_changes_them(app: Flask, club: MadeClub) -> None:
    rovers = make_club(store_of(app), "Rovers")
    strangers = [member_of(app, club, role) for role in Role if role is not Role.ATHLETE]
    strangers += [member_of(app, rovers, role) for role in Role]
    me = member_of(app, club, Role.ATHLETE)
    never = me.get("/me/99999")
    assert never.status_code == 404
    for person in strangers:
        for path in (f"/me/{club.athletes[0]}", f"/me/{club.athletes[0]}/erase"):
            assert person.get(path).status_code == 404
        for path in ("consents", "everything", "erase"):
            fields = {"purpose": "processing", "wish": "allow", "sure": "yes"}
            assert person.post(f"/me/{club.athletes[0]}/{path}", fields).status_code == 404
    assert me.get(f"/me/{rovers.athletes[0]}").status_code == 404
    assert app.test_client().get(f"/me/{club.athletes[0]}").status_code == 303
    assert allowed(app, club, club.athletes[0]) == frozenset()


def test_a_guardian_decides_for_a_child_and_no_more_from_the_birthday_on(
    app: Flask, club: MadeClub, clock: StillClock
) -> None:
    guardian, child = member_of(app, club, Role.GUARDIAN), club.athletes[1]
    birthday = clock().date().replace(year=clock().year - 13) + dt.timedelta(days=1)
    with store_of(app).write(club=club.id) as tx:
        row = tx.get_one(AthleteRow, child)
        row.birth_date, row.birth_year = birthday.isoformat(), birthday.year
    page = good(guardian.get(f"/me/{child}"))
    assert "You decide for this athlete until 15 November 2026" in page
    assert "Not possible below the age of 18" in page
    assert wish(guardian, child, Purpose.PROCESSING, allow=True).status_code == 303
    assert wish(guardian, child, Purpose.COACH_BAND, allow=True).status_code == 400
    clock.time += dt.timedelta(days=1)
    again = member_of(app, club, Role.GUARDIAN)
    assert again.get(f"/me/{child}").status_code == 404
    assert wish(again, child, Purpose.PROCESSING, allow=False).status_code == 404
    assert "Nothing here yet" in good(again.get("/me"))


def test_everything_comes_as_one_file_after_a_fresh_proof(
    app: Flask, club: MadeClub, clock: StillClock
) -> None:
    give_password(app, club, Role.ATHLETE)
    token = answered(app, club, club.athletes[0])
    me, address = member_of(app, club, Role.ATHLETE), f"/me/{club.athletes[0]}/everything"
    clock.time += LATER
    assert "/account/prove" in me.post(address).headers["Location"]
    prove(me)
    sent = me.post(address)
    assert sent.status_code == 200
    assert sent.content_type == "application/zip"
    assert re.search(r'filename="my-records-[0-9-]+\.zip"', sent.headers["Content-Disposition"])
    with zipfile.ZipFile(io.BytesIO(sent.data)) as found:
        assert {"records.json", "account.json", "log.json", "read-me.txt"} <= set(found.namelist())
        reports = [name for name in found.namelist() if name.startswith("reports/")]
        assert reports == ["reports/01-result-2026-11-14.pdf"]
        assert found.read(reports[0]).startswith(b"%PDF")
        index = found.read("read-me.txt").decode()
        assert "reports that could not be drawn just now: 1" in index, "the made-up screening has no view"
        assert token not in index
        assert b"Harriers athlete 2" not in sent.data + found.read("records.json")
    with store_of(app).read() as tx:
        assert audit.entries(tx)[-1].event is Event.EXPORTED


def test_erasing_asks_twice_and_signs_out(app: Flask, club: MadeClub, clock: StillClock) -> None:
    give_password(app, club, Role.ATHLETE)
    me, address = member_of(app, club, Role.ATHLETE), f"/me/{club.athletes[0]}/erase"
    clock.time += LATER
    assert "/account/prove" in me.get(address).headers["Location"]
    assert "/account/prove" in me.post(address, {"sure": "yes"}).headers["Location"]
    prove(me)
    assert "within 35 days" in good(me.get(address))
    assert "Tick the box" in good(me.post(address), 400)
    done = me.post(address, {"sure": "yes"})
    assert done.headers["Location"] == "/me/erased"
    assert me.get("/me").headers["Location"].startswith("/sign-in")
    assert "Everything is erased" in me.get("/me/erased").get_data(as_text=True)
    with store_of(app).read(club=club.id) as tx:
        assert tx.get(AthleteRow, club.athletes[0]) is None


def test_an_administrator_erases_on_request_and_staff_record_paper(app: Flask, club: MadeClub) -> None:
    administrator, physio = member_of(app, club, Role.ADMINISTRATOR), member_of(app, club, Role.PHYSIO)
    athlete = club.athletes[2]
    good(physio.get(f"/athletes/{athlete}/consents"))
    fields = {"purpose": "processing", "wish": "allow", "version": "2026-03"}
    assert physio.post(f"/athletes/{athlete}/consents", fields).status_code == 303
    assert allowed(app, club, athlete) == {Purpose.PROCESSING}
    with store_of(app).read(club=club.id) as tx:
        seen = consents.who_has_seen(tx, athlete)
        assert [view.what for view, _account in seen] == [Sight.PERSONAL_DETAILS]
    for person in (member_of(app, club, Role.COACH), member_of(app, club, Role.ATHLETE)):
        assert person.get(f"/athletes/{athlete}/consents").status_code == 404
        assert person.post(f"/athletes/{athlete}/consents", fields).status_code == 404
        assert person.get(f"/athletes/{athlete}/erase").status_code == 404
    assert physio.post(f"/athletes/{athlete}/erase", {"sure": "yes"}).status_code == 404
    good(administrator.get(f"/athletes/{athlete}/erase"))
    assert administrator.post(f"/athletes/{athlete}/erase", {"sure": "yes"}).status_code == 303
    assert administrator.get(f"/athletes/{athlete}/erase").status_code == 404
    rovers = make_club(store_of(app), "Rovers")
    assert administrator.get(f"/athletes/{rovers.athletes[0]}/erase").status_code == 404


def test_the_link_of_a_result_takes_back_and_allows_nothing(make_app: MakeApp, clock: StillClock) -> None:
    app = make_app(rate_limits=False, smtp_url="smtp://mail.example.org", mail_from="club@example.org")
    club = make_club(store_of(app), consents=(Purpose.PROCESSING, Purpose.COACH_REASONS))
    athlete = club.athletes[1]
    token = answered(app, club, athlete)
    holder = Person(app, app.test_client(), 0, None, "")
    assert f'href="/result/{token}/data"' in holder.get(f"/result/{token}").get_data(as_text=True)
    page = good(holder.get(f"/result/{token}/data"))
    assert "H…@e…" in page
    assert "Harriers-athlete-2@example.org" not in page
    assert "Harriers coach" in page
    address = f"/result/{token}/data/take-back"
    fields = {"purpose": "coach_reasons", "version": "2026-03"}
    assert holder.post(address, {**fields, "wish": "allow"}).status_code == 400
    assert holder.post(address, {**fields, "wish": "take-back"}).status_code == 303
    assert allowed(app, club, athlete) == {Purpose.PROCESSING}
    for _ in range(3):
        assert holder.post(f"/result/{token}/data/sign-in").status_code == 303
    with store_of(app).read(club=club.id) as tx:
        mail = tx.scalars(sa.select(OutgoingMailRow)).one()
        account = tx.scalar(sa.select(AthleteRow.account_id).where(AthleteRow.id == athlete))
    assert mail.to_address == "Harriers-athlete-2@example.org"
    assert account is not None
    link = re.search(r"/password/[A-Za-z0-9_-]+", mail.body)
    assert link is not None
    assert holder.get(link[0]).status_code == 200


def test_a_result_without_a_club_has_no_such_page_and_staff_get_no_sign_in(
    make_app: MakeApp,
) -> None:
    app = make_app(rate_limits=False, smtp_url="smtp://mail.example.org", mail_from="club@example.org")
    club = make_club(store_of(app))
    visitor = Visitor(app)
    visitor.start()
    while "/check/" in visitor.path:
        visitor.send(HEALTHY)
    assert app.test_client().get(f"/result/{visitor.token}/data").status_code == 404
    assert f"/result/{visitor.token}/data" not in app.test_client().get(visitor.path).get_data(as_text=True)
    token = answered(app, club, club.athletes[2])
    with store_of(app).write(club=club.id) as tx:
        tx.get_one(AthleteRow, club.athletes[2]).email = "Harriers-coach@example.org"
    Person(app, app.test_client(), 0, None, "").post(f"/result/{token}/data/sign-in")
    with store_of(app).read(club=club.id) as tx:
        assert tx.scalars(sa.select(OutgoingMailRow)).all() == []
        assert tx.get_one(AthleteRow, club.athletes[2]).account_id is None


def test_an_address_that_two_athletes_share_gets_no_sign_in(make_app: MakeApp) -> None:
    app = make_app(rate_limits=False, smtp_url="smtp://mail.example.org", mail_from="club@example.org")
    club = make_club(store_of(app))
    token = answered(app, club, club.athletes[2])
    with store_of(app).write(club=club.id) as tx:
        for number in club.athletes[2:4]:
            tx.get_one(AthleteRow, number).email = "team@example.org"
    holder = Person(app, app.test_client(), 0, None, "")
    assert "has no address of yours, or one that is not yours alone" in good(
        holder.get(f"/result/{token}/data")
    )
    holder.post(f"/result/{token}/data/sign-in")
    with store_of(app).read(club=club.id) as tx:
        assert tx.scalars(sa.select(OutgoingMailRow)).all() == []
