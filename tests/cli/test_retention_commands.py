"""`screening retention`, `read-person`, `audit seen-by` and `audit head`, as the operator runs them."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from screening.cli.program import main
from screening.domain.clubs import Role, Sight
from screening.services.own_data.collecting import numbers_of
from screening.services.own_data.files import records_digest, records_text
from screening.store import Store, open_store
from screening.store.queries import audit, consents
from screening.store.queries.erasure import subject_digest
from screening.store.schema import upgrade
from screening.store.tables import AthleteRow, ScreeningRow, SignInRow
from screening.store.tables.audit import Event
from tests.support.clubs import MadeClub, add_screening, make_club
from tests.support.store_rows import NOON, SECRET, some_digest
from tests.support.whole_lives import live_whole_life


def run(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, list(words))
    return done.exit_code, done.output


@pytest.fixture
def club(store: Store, monkeypatch: pytest.MonkeyPatch) -> MadeClub:
    """A club in the database that the commands find; its first athlete was removed years ago."""
    monkeypatch.setenv("DATABASE_URL", str(store.engine.url))
    monkeypatch.setenv("SECRET_KEY", SECRET)
    made = make_club(store, athletes_per_squad=2)
    with store.write(club=made.id) as tx:
        tx.get_one(AthleteRow, made.athletes[0]).removed_at = NOON - dt.timedelta(days=4000)
    with store.write() as tx:
        audit.record(tx, Event.SIGNED_OUT, dt.datetime.now(tz=dt.UTC))
    return made


def test_what_is_past_its_time_goes_in_two_steps(store: Store, club: MadeClub) -> None:
    code, said = run("retention")
    assert code == 0
    assert f"Club {club.id}, Harriers: athletes 1, mails 0, imports 0; athletes held 0" in said
    assert "Harriers athlete" not in said
    assert run("retention", "--dry-run")[1] == said
    assert run("retention", "--apply", "00000000")[0] == 2
    assert run("retention", "--dry-run", "--apply", "00000000")[0] == 2
    assert run("retention", "--apply", said.split()[-1]) == (0, "Removed: 1.\n")
    with store.read(club=club.id) as tx:
        assert tx.get(AthleteRow, club.athletes[0]) is None
        assert tx.get(AthleteRow, club.athletes[1]) is not None


def test_a_held_record_is_named_and_stays(club: MadeClub) -> None:
    whose = ("--club", str(club.id), "--athlete", str(club.athletes[0]))
    assert run("retention", "hold", *whose) == (0, "Held.\n")
    assert "athletes 0, mails 0, imports 0; athletes held 1" in run("retention")[1]
    assert run("retention", "hold", *whose, "--lift")[0] == 0
    assert "athletes 1, mails 0" in run("retention")[1]
    assert run("retention", "hold", "--club", "9", "--athlete", "1")[0] == 2


def test_tombstones_are_printed_and_erase_again(store: Store, club: MadeClub, tmp_path: Path) -> None:
    with store.read(club=club.id) as tx:
        known = subject_digest(tx.get_one(AthleteRow, club.athletes[1]))
    file = tmp_path / "tombstones.txt"
    file.write_text(f"{known}\n{'0' * 64}\n", encoding="ascii")
    assert run("retention", "erase-again", str(file)) == (0, "Erased again: 1.\n")
    assert run("retention", "tombstones") == (0, f"{known}\n")


def test_the_records_of_an_export_are_read_into_an_empty_installation(
    store: Store, club: MadeClub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with store.write(club=club.id) as tx:
        live_whole_life(tx, club, 1, "words")
    with store.read(club=club.id) as tx:
        text = "".join(records_text(tx, numbers_of(tx, club.athletes[0])))
        digest = records_digest(tx, club.athletes[0])
    file = tmp_path / "records.json"
    file.write_text(text, encoding="utf-8")
    assert run("read-person", str(file))[0] == 2, "there is a club here"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")
    empty = open_store(f"sqlite:///{tmp_path / 'empty.db'}", SECRET)
    upgrade(empty)
    assert run("read-person", str(file)) == (0, "Club 1, athlete 1.\n")
    with empty.read(club=1) as tx:
        assert records_digest(tx, 1) == digest
    empty.close()


def test_the_operator_writes_a_copy_for_somebody_without_a_sign_in(
    store: Store, club: MadeClub, tmp_path: Path
) -> None:
    file = tmp_path / "copy.zip"
    whose = ("--club", str(club.id), "--athlete", str(club.athletes[1]))
    assert run("export-person", *whose, str(file))[0] == 0
    assert file.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(file) as packed, store.read(club=club.id) as tx:
        digest = hashlib.sha256(packed.read("records.json")).hexdigest()
        assert digest == records_digest(tx, club.athletes[1])
    assert run("export-person", *whose, str(file))[0] == 2, "nothing is written over"
    assert run("export-person", "--club", "9", "--athlete", "1", str(tmp_path / "no.zip"))[0] == 2
    with store.read() as tx:
        assert [row.event for row in audit.entries(tx)].count(Event.EXPORTED) == 1


def test_whose_records_somebody_has_read_is_told_exactly(store: Store, club: MadeClub) -> None:
    """200 made-up visits by two people, half of them in the log only."""
    chance = random.Random(7)  # noqa: S311 - a made-up truth
    physio, doctor = club.accounts[Role.PHYSIO], club.accounts[Role.DOCTOR]
    truth: set[tuple[str, int, str]] = set()
    with store.write(club=club.id) as tx:
        for _ in range(200):
            at = NOON + dt.timedelta(minutes=chance.randrange(20 * 24 * 60))
            who, athlete = chance.choice((physio, doctor)), chance.choice(club.athletes)
            what = chance.choice((Sight.RESULT, Sight.ANSWERS, Sight.PLAN))
            if chance.random() < 0.5:
                consents.note_seen(tx, [athlete], who, what, at)
            else:
                detail = {"what": what.value}
                audit.record(tx, Event.RECORD_VIEWED, at, account_id=who, athlete_id=athlete, detail=detail)
            if who == physio and dt.date(2026, 3, 16) <= at.date() <= dt.date(2026, 3, 25):
                truth.add((f"{at:%Y-%m-%d %H:%M:%S}", athlete, what.value))
    period = ("--since", "2026-03-16", "--until", "2026-03-25")
    code, said = run("audit", "seen-by", "--account", "harriers-physio@example.org", *period)
    assert code == 0
    lines = said.splitlines()
    assert set(lines[:-1]) == {f"{at} UTC  club {club.id}  athlete {who}  {what}" for at, who, what in truth}
    assert len(lines) - 1 == len(truth)
    assert lines[-1] == f"Athletes: {len({who for _at, who, _what in truth})}. Readings: {len(truth)}."


def test_a_sign_in_and_a_link_lead_to_what_they_opened(store: Store, club: MadeClub) -> None:
    hour = dt.timedelta(hours=1)
    with store.write(club=club.id) as tx:
        row = SignInRow(
            account_id=club.accounts[Role.PHYSIO],
            token_digest=some_digest("sign-in"),
            created_at=NOON,
            last_seen_at=NOON + hour,
            proved_at=NOON,
            ended_at=NOON + hour,
            device="Firefox on Linux",
        )
        tx.add(row)
        tx.flush()
        for at in (NOON - hour, NOON, NOON + hour, NOON + 2 * hour):
            consents.note_seen(tx, [club.athletes[1]], row.account_id, Sight.RESULT, at)
        number = row.id
        made = add_screening(tx, club.athletes[1], 1, check_code="ABCD-EFGH-JKMN")
        screening = tx.get_one(ScreeningRow, made)
    period = ("--since", "2026-03-14", "--until", "2026-03-14")
    assert "Athletes: 1. Readings: 2." in run("audit", "seen-by", "--sign-in", str(number), *period)[1]
    said = run("audit", "seen-by", "--link", screening.check_code.lower())[1]
    assert f"club {club.id}  athlete {club.athletes[1]}  result" in said
    for wrong in (
        (),
        ("--account", "nobody@example.org", *period),
        ("--sign-in", "99", *period),
        ("--link", "0000-0000-0000"),
        ("--account", "x@example.org", "--link", "A"),
        ("--sign-in", str(number)),
        ("--sign-in", str(number), "--since", "yesterday", "--until", "2026-03-14"),
    ):
        assert run("audit", "seen-by", *wrong)[0] == 2, wrong


@pytest.mark.usefixtures("club")
def test_the_end_of_the_chain_is_printed_to_be_noted() -> None:
    code, said = run("audit", "head")
    assert code == 0
    assert run("audit", "verify", "--noted", said.strip())[0] == 0
