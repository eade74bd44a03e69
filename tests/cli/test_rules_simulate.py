"""`screening rules simulate`: what it prints, that it repeats, and that the document says the same."""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner, Result

from screening.cli import main
from tests.health.project_files import ROOT

DOCUMENT = ROOT / "docs" / "what-the-score-can-do.md"
PRINTED = re.compile(r"<!-- the output of `screening rules simulate`.*?-->\n```text\n(.*?)```\n", re.DOTALL)


def simulate(*options: str) -> Result:
    return CliRunner().invoke(main, ["rules", "simulate", *options], prog_name="screening")


def printed(*options: str) -> str:
    result = simulate(*options)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_the_document_shows_what_the_command_prints() -> None:
    block = PRINTED.search(DOCUMENT.read_text("utf-8"))
    assert block is not None
    assert block.group(1) == printed(), "paste the output of `screening rules simulate` into the document"


def test_what_the_document_says_in_words_is_what_the_figures_say() -> None:
    season = json.loads(printed("--json"))["season"]
    low, moderate, _, very_high = season["bands"]
    assert round(100 * very_high["athletes"]) == 4
    assert round(1 / very_high["injuries"]) == 9
    assert low["injuries"] + moderate["injuries"] > 0.5
    assert 0.60 < 1 - very_high["injured"] < 0.70
    assert round(100 * low["injured"]) == 6


def test_a_table_names_every_band_and_the_review_beside_it() -> None:
    lines = printed("--athletes", "5000").splitlines()
    table = lines[lines.index("") + 1 :][:5]
    assert [line[:10].strip() for line in table] == ["Band", "low", "moderate", "high", "very high"]
    assert table[0].count("(review)") == 3
    assert [line.count("(") for line in table[1:]] == [3, 3, 3, 3]


def test_everything_is_there_for_a_program() -> None:
    found = json.loads(printed("--json", "--athletes", "4000", "--seed", "9"))
    assert found["athletes"] == 4000
    assert found["seed"] == 9
    assert found["season"]["group"]["p0"] == found["review"]["p0"]
    assert [one["group"]["p0"] for one in found["at_other_season_risks"]] == found["review"]["other_p0"]
    assert sum(band["athletes"] for band in found["season"]["bands"]) == pytest.approx(1.0)
    assert len(found["season"]["tenths"]) == 10


def test_the_same_seed_prints_the_same_and_another_does_not() -> None:
    first, again, other = (printed("--athletes", "3000", "--seed", seed) for seed in ("4", "4", "5"))
    assert first == again
    assert first != other


@pytest.mark.parametrize("name", ["football.professional", "football_professional"])
def test_a_group_is_named_by_its_baseline(name: str) -> None:
    found = json.loads(printed("--json", "--athletes", "2000", "--baseline", name))
    assert found["season"]["group"]["id"] == "football_professional"
    assert found["season"]["group"]["p0"] == 0.22
    assert not found["season"]["by_relative"]


def test_a_weak_baseline_says_that_its_bands_compare_with_peers() -> None:
    text = printed("--athletes", "2000", "--baseline", "football.academy")
    assert "bands compare with peers" in text
    assert "(review)" not in text


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--baseline", "football.amatuer"), "did you mean football_amateur"),
        (("--baseline", "zzz"), "no group is called 'zzz'; for example"),
        (("--baseline", "football.amateur", "--p0", "0.2"), "give one of the two"),
        (("--p0", "1"), "--p0"),
        (("--p0", "0"), "--p0"),
        (("--p0", "nan"), "--p0"),
        (("--athletes", "10"), "--athletes"),
    ],
)
def test_wrong_options_are_named_in_one_line(options: tuple[str, ...], said: str) -> None:
    result = simulate(*options)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("p0", ["0.0001", "0.999"])
def test_an_extreme_season_risk_prints_a_whole_answer(p0: str) -> None:
    assert "AUC" in printed("--athletes", "1000", "--p0", p0)
