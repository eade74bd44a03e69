"""The command line by its contract: what it prints, how it ends, one line per problem, no traceback."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from screening.cli import main
from screening.cli.reporting import write_whole
from screening.cli.speaking import WrongInput
from tests.support.samples import sample_of

HEALTHY = {
    "age_years": 24,
    "sex": "male",
    "sport": "football",
    "level": "amateur",
    "hamstring_history": "never",
    "has_problem": False,
}


def run(*arguments: str, data: bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=data, prog_name="screening")


def assess(data: bytes) -> Result:
    return run("assess", "-", data=data)


def lines_of(result: Result) -> list[str]:
    """The problems of a command that refused its input."""
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    return result.stderr.splitlines()


@pytest.fixture
def answers_file(tmp_path: Path) -> Path:
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(HEALTHY), "utf-8")
    return file


# assess ------------------------------------------------------------------------------------------


def test_answers_in_an_assessment_out(answers_file: Path) -> None:
    result = run("assess", str(answers_file))
    assert result.exit_code == 0, result.stderr
    assessment = json.loads(result.stdout)
    assert {"rulebook", "risk", "injury", "triage", "plan", "trace"} <= set(assessment)
    assert assessment["risk"]["status"] == "scored"
    assert assessment["triage"]["urgency"] == "T5"


def test_standard_input_and_a_file_give_the_same_bytes(answers_file: Path) -> None:
    from_file = run("assess", str(answers_file))
    assert from_file.stdout_bytes == assess(answers_file.read_bytes()).stdout_bytes
    assert from_file.stdout_bytes == assess(b"\xef\xbb\xbf" + answers_file.read_bytes()).stdout_bytes


def test_the_order_of_answers_changes_nothing() -> None:
    turned = dict(reversed(HEALTHY.items()))
    assert (
        assess(json.dumps(HEALTHY).encode()).stdout_bytes == assess(json.dumps(turned).encode()).stdout_bytes
    )


def test_missing_required_answers_are_no_input_error() -> None:
    result = assess(b"{}")
    assert result.exit_code == 0
    assessment = json.loads(result.stdout)
    assert assessment["risk"]["status"] == "not_enough_information"
    assert assessment["injury"]["status"] == "not_asked"
    assert assessment["triage"]["urgency"] is None


def test_every_problem_has_a_line_with_its_field() -> None:
    raw = {"age_years": "24", "sport": "chess", "wings": 2, "felt_pop": 1, "sleep_hours": 99}
    found = lines_of(assess(json.dumps(raw).encode()))
    assert sorted(line.split(":")[0] for line in found) == sorted(raw)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "answers: is empty"),
        (b"[]", "answers: must be one object"),
        (b'{"age_years": 24', "line 1, column"),
        (b'{"age_years": nan}', "answers: is not complete JSON"),
        (b'{"age_years": NaN}', "age_years: Enter your age"),
        (b'{"age_years": 1_0}', "answers: is not complete JSON"),
        (b'{"age_years": ' + b"1" * 400 + b"}", "age_years: Enter your age"),
        (b'{"age_years": 24, "age_years": 25}', "age_years: This field is there twice"),
        ('{"age_years": "é"}'.encode("utf-16"), "answers: is not UTF-8"),
        (b'{"a":"' + b"x" * 10_000_000 + b'"}', "answers: is larger than 1 MB"),
        (b'{"\\ud800\\n": 1}', "This is not a field we know here"),
    ],
)
def test_a_bad_file_is_refused_in_one_line(data: bytes, said: str) -> None:
    found = lines_of(assess(data))
    assert len(found) == 1
    assert said in found[0]


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    assert "no such file" in lines_of(run("assess", str(tmp_path / "none.json")))[0]
    assert "is a folder" in lines_of(run("assess", str(tmp_path)))[0]
    assert lines_of(run("assess", "a\0b"))
    assert lines_of(run("assess", "x" * 5000))


def test_a_file_one_may_not_read_is_named(monkeypatch: pytest.MonkeyPatch, answers_file: Path) -> None:
    def refuse(*_: object) -> None:  # root may read everything, so the system's answer is played
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "you may not use" in lines_of(run("assess", str(answers_file)))[0]


@given(st.binary(max_size=300))
@settings(max_examples=sample_of(100), suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_are_assessed_or_refused(data: bytes) -> None:
    assert assess(data).exit_code in {0, 2}


@given(
    st.dictionaries(
        st.sampled_from(["age_years", "sport", "has_problem", "onset", "equipment", "clot_risks", "x"]),
        st.recursive(
            st.none()
            | st.booleans()
            | st.integers()
            | st.floats()
            | st.text(max_size=8)
            | st.just("not_sure"),
            lambda inner: st.lists(inner, max_size=3),
            max_leaves=4,
        ),
    )
)
@settings(max_examples=sample_of(100), suppress_health_check=[HealthCheck.too_slow])
def test_any_json_is_assessed_or_refused(raw: dict[str, object]) -> None:
    result = assess(json.dumps(raw).encode())
    assert result.exit_code in {0, 2}
    assert result.exit_code == 0 or result.stderr.strip()


# report ------------------------------------------------------------------------------------------


def written(answers_file: Path, report: Path) -> bytes:
    result = run("report", str(answers_file), "-o", str(report), "--date", "2026-03-31")
    assert result.exit_code == 0, result.stderr
    return report.read_bytes()


def test_a_report_is_a_whole_pdf_and_nothing_else_is_left_behind(answers_file: Path, tmp_path: Path) -> None:
    assert written(answers_file, tmp_path / "1.pdf").startswith(b"%PDF-")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.pdf", "answers.json"]


@pytest.mark.release
def test_a_report_is_the_same_again(answers_file: Path, tmp_path: Path) -> None:
    assert written(answers_file, tmp_path / "1.pdf") == written(answers_file, tmp_path / "2.pdf")


@pytest.mark.parametrize(
    "date", ["31.03.2026", "2026-3-31", "20260331", "2026-02-30", "2026-W10-1", "today", ""]
)
def test_a_date_is_written_in_one_way(answers_file: Path, tmp_path: Path, date: str) -> None:
    found = lines_of(run("report", str(answers_file), "-o", str(tmp_path / "a.pdf"), "--date", date))
    assert found == ["--date: write a date like 2026-03-31"]


def test_a_place_that_cannot_be_written_to_is_said_before_any_work(
    answers_file: Path, tmp_path: Path
) -> None:
    assert "is a folder" in lines_of(run("report", str(answers_file), "-o", str(tmp_path)))[0]
    assert (
        "is not there" in lines_of(run("report", str(answers_file), "-o", str(tmp_path / "no" / "a.pdf")))[0]
    )
    assert lines_of(run("report", str(answers_file), "-o", "a\0b.pdf"))


def test_wrong_answers_leave_no_file(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    assert lines_of(run("report", "-", "-o", str(target), data=b'{"age_years": 2}'))
    assert list(tmp_path.iterdir()) == []


def test_an_audience_is_one_of_three(answers_file: Path, tmp_path: Path) -> None:
    assert (
        run("report", str(answers_file), "-o", str(tmp_path / "a.pdf"), "--audience", "press").exit_code == 2
    )


def test_a_file_is_replaced_as_a_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    write_whole(target, b"new")
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) & 0o400
    assert list(tmp_path.iterdir()) == [target]


def test_a_failed_write_leaves_the_old_file_and_no_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")

    def disk_full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", disk_full)
    with pytest.raises(WrongInput, match="no space left"):
        write_whole(target, b"new")
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


# rules -------------------------------------------------------------------------------------------


def test_the_rules_that_ship_are_in_order() -> None:
    result = run("rules", "check")
    assert result.exit_code == 0, result.stderr
    assert "are in order" in result.stdout


def test_a_folder_without_rules_is_wrong(tmp_path: Path) -> None:
    found = lines_of(run("rules", "check", "--folder", str(tmp_path)))
    assert any("index.yaml" in line for line in found)
    assert "problem" in found[-1]


def test_a_rule_is_explained_with_its_sources() -> None:
    result = run("rules", "explain", "triage.S1")
    assert result.exit_code == 0, result.stderr
    assert "triage.S1" in result.stdout
    assert "source" in result.stdout


def test_an_unknown_rule_is_one_line() -> None:
    found = lines_of(run("rules", "explain", "triage.S99"))
    assert len(found) == 1
    assert "triage.S9" in found[0] or "triage.S" in found[0]


# the database -------------------------------------------------------------------------------------


def test_the_database_is_brought_up_to_date_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "SECRET_KEY", "SCREENING_ENV", "HOST", "PORT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SCREENING_INSTANCE", str(tmp_path))
    first, second = run("db", "upgrade"), run("db", "upgrade")
    assert first.exit_code == second.exit_code == 0, first.stderr + second.stderr
    assert first.stdout == second.stdout
    assert (tmp_path / "screening.db").is_file()


def test_a_wrong_setting_stops_with_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SCREENING_INSTANCE", str(tmp_path))
    monkeypatch.setenv("PORT", "99999")
    for command in (("serve",), ("db", "upgrade")):
        result = run(*command)
        assert result.exit_code == 1
        assert "PORT" in result.stderr
        assert "Traceback" not in result.stderr


# the program -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments", [[], ["--help"], ["assess", "--help"], ["rules", "--help"], ["--version"]]
)
def test_help_and_version_need_no_rules(arguments: list[str]) -> None:
    assert "screening" in run(*arguments).output.lower()


@pytest.mark.parametrize("arguments", [["fly"], ["assess"], ["report", "a.json"], ["assess", "a", "b"]])
def test_a_wrong_command_ends_with_two(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_our_own_failure_ends_with_one_line_and_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("screening.cli.assessing.answers_from", fail)
    result = assess(b"{}")
    assert result.exit_code == 1
    assert "Traceback" not in result.stderr
    assert "ZeroDivisionError" in result.stderr


@pytest.fixture(scope="module")
def started() -> list[str]:
    """What a real process has loaded after `screening assess`."""
    program = (
        "import sys; from screening.cli import main\n"
        "try: main(['assess', '-'])\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "print('\\n'.join(sorted(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], input=b"{}", capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["risk"]["status"] == "not_enough_information"
    return done.stderr.decode().splitlines()


def test_assess_loads_neither_web_nor_store_nor_report(started: list[str]) -> None:
    assert {"flask", "sqlalchemy", "weasyprint", "alembic", "wtforms"}.isdisjoint(started)
