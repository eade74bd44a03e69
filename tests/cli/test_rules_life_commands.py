"""The commands of a rulebook's life: publish, compare, recall, answer for old rules, see where they stand."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from screening.cli import main
from screening.domain.answers import Answers
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import Urgency
from screening.rulebook import load
from screening.services.drafts import save_page, start_draft
from screening.services.submit_screening import submit
from screening.store import open_store
from screening.store.schema import upgrade
from tests.support.changed_rules import with_urgency
from tests.support.rule_folders import copied_rules, edit, next_version

SECRET = "a secret for tests only, long enough to pass"  # noqa: S105 - opens nothing but test stores
LAME = {"age_years": 24, "has_problem": True, "onset": "sudden", "walking": "cannot"}
HEALTHY = {"age_years": 24, "sex": "male", "sport": "football", "has_problem": False}
NOW = dt.datetime(2026, 11, 20, 12, 0, tzinfo=dt.UTC)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["rules", *arguments], prog_name="screening")


def problems(result: Result) -> list[str]:
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    return result.stderr.splitlines()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied_rules(tmp_path / "rules")


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database of its own for the commands; its address."""
    url = f"sqlite:///{tmp_path / 'data.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("SECRET_KEY", SECRET)
    monkeypatch.setenv("SCREENING_INSTANCE", str(tmp_path))
    for module in ("recall", "rules_life", "clock"):
        monkeypatch.setattr(f"screening.cli.{module}.local_now", lambda: NOW)
    store = open_store(url, SECRET)
    upgrade(store)
    store.close()
    return url


def runs_with(monkeypatch: pytest.MonkeyPatch, rulebook: Rulebook) -> None:
    """Let the commands believe that these are the rules that run."""
    monkeypatch.setattr(load, "default_rulebook", lambda: rulebook)


def keep_result(url: str, rulebook: Rulebook, answers: dict[str, object]) -> None:
    store = open_store(url, SECRET)
    handle = start_draft(store, NOW)
    save_page(store, handle.token, "page", Answers(answers), NOW)  # type: ignore[arg-type]
    submit(store, handle.token, "key", rulebook, NOW)
    store.close()


# release ------------------------------------------------------------------------------------------


def test_publishing_says_what_was_published_and_only_once(folder: Path) -> None:
    first = run("release", "--folder", str(folder), "--by", "Ada", "--by", "Ben")
    assert first.exit_code == 0, first.output
    assert first.stdout.startswith("Published 1.0.0 (sha256:")
    assert (folder / "releases/1.0.0.zip").is_file()
    (again,) = problems(run("release", "--folder", str(folder), "--by", "Ada", "--by", "Ben"))
    assert "is not newer than 1.0.0" in again


def test_publishing_alone_is_refused_in_one_line(folder: Path) -> None:
    (line,) = problems(run("release", "--folder", str(folder), "--by", "Ada"))
    assert "needs two different people" in line
    assert not (folder / "released.yaml").exists()


# compare ------------------------------------------------------------------------------------------


@pytest.fixture
def pair(folder: Path, tmp_path: Path) -> tuple[Path, Path, Path]:
    """Shipped rules, the same with one row more urgent, and a folder of answers."""
    newer = copied_rules(tmp_path / "newer")
    next_version(newer)
    text = "\n    text: You cannot take four steps."
    edit(newer / "triage/same_day.yaml", f"urgency: T2{text}", f"urgency: T1{text}")
    answers = tmp_path / "answers"
    answers.mkdir()
    for name, content in {"lame": LAME, "healthy": HEALTHY, "odd": {"age_years": "x"}}.items():
        (answers / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")
    return folder, newer, answers


def test_comparing_says_who_moves_and_why_and_names_what_it_left_out(pair: tuple[Path, Path, Path]) -> None:
    old, new, answers = map(str, pair)
    result = run("compare", old, new, "--on", answers)
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[1] == "2 athletes, 1 would be told something else"
    assert "  T2 to T1: 1" in lines
    assert lines[lines.index("lame.json") + 1] == "  urgency: T2 to T1"
    assert "healthy.json" not in lines
    assert lines[-1] == "Left out, because they cannot be read: 1"
    (left_out,) = result.stderr.splitlines()
    assert left_out.startswith("odd.json: age_years: Enter your age in whole years")
    machine = run("compare", old, new, "--on", answers, "--json")
    assert machine.exit_code == 0
    told = json.loads(machine.stdout)
    assert (told["athletes"], [move["name"] for move in told["moves"]]) == (2, ["lame.json"])
    assert {"old": "T2", "new": "T1", "athletes": 1} in told["urgency"]
    assert [each["name"] for each in told["wrong"]] == ["odd.json"]


def test_comparing_names_what_is_no_rulebook_and_what_is_no_place(tmp_path: Path) -> None:
    (version,) = problems(run("compare", "9.9.9", "1.0.0", "--on", str(tmp_path)))
    assert version.startswith("OLD: 9.9.9 is no folder, and no version '9.9.9' was published")
    (place,) = problems(run("compare", "1.0.0", "1.0.0", "--on", str(tmp_path / "none")))
    assert "there is no such file or folder" in place
    assert problems(run("compare", str(tmp_path), "1.0.0", "--on", str(tmp_path)))[0].startswith("OLD: ")


# recall -------------------------------------------------------------------------------------------


def test_looking_writes_nothing_and_writing_fills_the_list_until_it_is_closed(
    installation: str, rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_result(installation, rulebook, LAME)
    keep_result(installation, rulebook, HEALTHY)
    runs_with(monkeypatch, with_urgency(rulebook, "triage.S3", Urgency.T1))
    look = run("recall")
    assert look.exit_code == 0, look.output
    assert "2 open results of other rules looked at again, 1 would be more urgent" in look.stdout
    assert "Nothing was written" in look.stdout
    line = look.stdout.splitlines()[1]
    assert "T2 to T1" in line
    assert "triage.S3" in line
    assert not any(str(value) in line for value in ("football", "cannot", "sudden"))
    assert run("recall", "--list").stdout == "0 open, 0 closed\n"
    assert "New on the recall list: 1" in run("recall", "--write").stdout
    assert "New on" not in run("recall", "--write").stdout
    code = line.split()[0]
    assert run("recall", "--close", code, "--by", "Ada", "--note", "called").stdout == "Closed.\n"
    listed = run("recall", "--list").stdout
    assert "closed 2026-11-20 by Ada: called" in listed
    assert listed.endswith("0 open, 1 closed\n")


def test_other_rules_can_be_looked_ahead_with_but_not_written(
    installation: str, rulebook: Rulebook, pair: tuple[Path, Path, Path]
) -> None:
    keep_result(installation, rulebook, LAME)
    ahead = run("recall", "--new", str(pair[1]))
    assert "1 would be more urgent" in ahead.stdout
    (refused,) = problems(run("recall", "--new", str(pair[1]), "--write"))
    assert "the list is kept for the rules that run" in refused


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("--close", "AAAA-AAAA-AAAA", "--by", "Ada", "--note", "called"),
            "--close: no open recall has this code",
        ),
        (("--close", "AAAA-AAAA-AAAA"), "--by: say who dealt with it"),
        (("--close", "A", "--list"), "give one"),
        (("--new", "9.9.9"), "--new: 9.9.9 is no folder"),
    ],
)
def test_a_recall_command_that_cannot_be_meant_is_refused(
    installation: str, arguments: tuple[str, ...], said: str
) -> None:
    assert said in problems(run("recall", *arguments))[0]


def test_upgrading_the_database_recalls_once_and_says_so(
    installation: str, rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_result(installation, rulebook, LAME)

    def upgraded() -> list[str]:
        result = CliRunner().invoke(main, ["db", "upgrade"], prog_name="screening")
        assert result.exit_code == 0, result.output
        return result.stdout.splitlines()

    assert len(upgraded()) == 1
    monkeypatch.setattr("screening.cli.clock.local_now", lambda: NOW + dt.timedelta(hours=1))
    runs_with(monkeypatch, with_urgency(rulebook, "triage.S3", Urgency.T1))
    first = upgraded()
    assert "1 would be more urgent" in first[1]
    assert first[-1] == "New on the recall list: 1"
    assert len(upgraded()) == 1


# overdue: what is printed for machines and tables ---------------------------------------------------


def test_an_assessment_names_overdue_rules_in_its_json_and_is_the_same_on_every_day_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps(HEALTHY), encoding="utf-8")

    def on(day: dt.date) -> Result:
        monkeypatch.setattr("screening.cli.assessing.today", lambda: day)
        return CliRunner().invoke(main, ["assess", str(path)], prog_name="screening")

    in_time = on(dt.date(2027, 1, 15))
    assert in_time.stdout_bytes == on(dt.date(2026, 3, 1)).stdout_bytes
    assert "notices" not in json.loads(in_time.stdout)
    assert in_time.stderr == ""
    late = on(dt.date(2027, 1, 16))
    assert late.exit_code == 0
    (said,) = json.loads(late.stdout)["notices"]
    assert "were due for review on 15 January 2027" in said
    assert late.stderr.splitlines() == [said]
    assert {**json.loads(late.stdout), "notices": None} == {**json.loads(in_time.stdout), "notices": None}


def test_a_table_of_results_is_made_with_the_notice_before_it(tmp_path: Path) -> None:
    table = tmp_path / "in.csv"
    table.write_text("age_years,has_problem\n24,no\n", encoding="utf-8")
    arguments = ["assess-batch", str(table), "-o", str(tmp_path / "out.csv"), "--date"]
    late = CliRunner().invoke(main, [*arguments, "2027-01-16"], prog_name="screening")
    assert "were due for review on 15 January 2027" in late.stderr.splitlines()[0]
    in_time = CliRunner().invoke(main, [*arguments, "2027-01-15"], prog_name="screening")
    assert "were due for review" not in in_time.stderr


# overdue ------------------------------------------------------------------------------------------


def test_status_and_a_decision_about_overdue_rules(
    installation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fine = run("status")
    assert fine.exit_code == 0, fine.output
    assert "valid from 2026-01-15, review by 2027-01-15: in_force" in fine.stdout
    assert "to do" not in fine.stdout
    early = problems(run("accept-outdated", "--by", "Ada", "--reason", "x", "--until", "2026-12-01"))
    assert early == ["rules: these are in time until 2027-01-15; nothing has to be decided"]
    late = dt.datetime(2027, 5, 1, 9, tzinfo=dt.UTC)
    monkeypatch.setattr("screening.cli.rules_life.local_now", lambda: late)
    assert "to do: rules 1.0.0 were due for review on 2027-01-15" in run("status").stdout
    done = run("accept-outdated", "--by", "Ada", "--reason", "no new study", "--until", "2027-05-31")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[0].endswith("until 2027-06-01 00:00.")
    assert "accepted until 2027-05-31" in run("status").stdout


def test_a_date_that_is_none_is_refused(installation: str) -> None:
    (line,) = problems(run("accept-outdated", "--by", "Ada", "--reason", "x", "--until", "soon"))
    assert line == "--until: write a date like 2027-05-31"
