"""The population behind the simulation is read strictly: each slip is named with its file and advice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from screening.resources import rules_folder
from screening.rulebook.load import check_rules, default_rulebook

FILE = "risk/simulation.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(rules_folder(), tmp_path / "rules"))


def problems_after(folder: Path, old: str, new: str) -> str:
    file = folder / FILE
    text = file.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} does not stand once in {FILE}"
    file.write_text(text.replace(old, new), "utf-8")
    return "\n".join(str(problem) for problem in check_rules(folder) if FILE in str(problem))


def test_every_asked_factor_has_its_shares() -> None:
    rulebook = default_rulebook()
    simulation = rulebook.simulation
    assert simulation is not None
    for factor in rulebook.risk.factors:
        shares = simulation.shares.get(factor.id)
        if factor.kind == "asked" and factor.curve is None:
            assert shares is not None
            assert sum(shares.values()) == pytest.approx(1.0, abs=0.005)
            assert set(shares) <= {level.id for level in factor.levels}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{one: 0.60,", "{one: 0.70,", "add up to 1.1"),
        ("{one: 0.60,", "{once: 0.60,", "'once' is not a level of 'prior_hsi_count'"),
        ("  - factor: prior_hsi_count     #", "  - factor: acl_history #", "has prevalences of its own"),
        ("  - factor: prior_hsi_count     #", "  - factor: nothing #", "say nothing about 'prior_hsi_count'"),
        (
            "other: prior_hsi_status, at: never}",
            "other: prior_hsi_status, at: ever}",
            "'ever' is not a level",
        ),
        ("age: {factor: age_years,", "age: {factor: acl_history,", "is not a factor with a curve"),
        ("sd: 4.3}", "sd: 0}", "is not above 0"),
        ("- {band: low, ", "- {band: high, ", "does not name each band once in order"),
        ("sources: [expert]", "sources: [Nobody1999]", "'Nobody1999' is not in sources.yaml"),
        ("  p0: 0.13\n", "  p0: 0.13\n  p1: 0.2\n", "is not a key we know here"),
    ],
)
def test_a_slip_is_named(folder: Path, old: str, new: str, said: str) -> None:
    assert said in problems_after(folder, old, new)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / FILE).unlink()
    assert f"{FILE}: file: is missing" in "\n".join(map(str, check_rules(folder)))
