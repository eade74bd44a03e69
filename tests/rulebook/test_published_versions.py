"""Published versions: kept whole, verified by digest at every start, loadable side by side, never altered."""

from __future__ import annotations

import datetime as dt
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from screening.domain.errors import NotFound, RulebookError
from screening.domain.rulebook import Rulebook
from screening.rulebook import check_rules, load_rulebook, verify_released
from screening.rulebook.digest import digest_of
from screening.rulebook.release import release_rules
from screening.rulebook.released import digest_of_bytes
from screening.rulebook.versions import KeptRules, load_version, published_versions, rulebook_named
from tests.support.rule_folders import PEOPLE, RELEASE_DAY, copied_rules, edit, next_version, published_rules

LATER = dt.date(2026, 6, 1)


@pytest.fixture(scope="module")
def _published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published_rules(tmp_path_factory.mktemp("published") / "rules")[0]


@pytest.fixture
def folder(_published: Path, tmp_path: Path) -> Path:
    """Rules of which 1.0.0 is published."""
    return Path(shutil.copytree(_published, tmp_path / "rules"))


def problems_at_start(folder: Path, rulebook: Rulebook) -> list[str]:
    """What the check at every start says about the published versions."""
    try:
        verify_released(rulebook, folder)
    except RulebookError as error:
        return [str(problem) for problem in error.problems]
    return []


# publishing ---------------------------------------------------------------------------------------


def test_publishing_notes_version_day_digest_and_both_people(folder: Path) -> None:
    (release,) = published_versions(folder)
    assert (release.version, release.released_on) == ("1.0.0", RELEASE_DAY.isoformat())
    assert release.digest == digest_of(folder)
    assert release.released_by == PEOPLE


def test_publishing_changes_no_digest_and_packs_the_same_bytes_again(folder: Path, tmp_path: Path) -> None:
    other, release = published_rules(tmp_path / "other")
    assert published_versions(folder) == (release,)
    assert (other / "releases/1.0.0.zip").read_bytes() == (folder / "releases/1.0.0.zip").read_bytes()


def test_a_kept_copy_holds_the_scenarios_and_no_other_copy(folder: Path) -> None:
    with zipfile.ZipFile(folder / "releases/1.0.0.zip") as archive:
        names = archive.namelist()
    assert "index.yaml" in names
    assert any(name.startswith("scenarios/") for name in names)
    assert not any(name.startswith("releas") for name in names)


def test_a_later_version_is_added_below_and_the_earlier_entry_stays_as_it_is(folder: Path) -> None:
    before = (folder / "released.yaml").read_text(encoding="utf-8")
    kept = (folder / "releases/1.0.0.zip").read_bytes()
    next_version(folder)
    release_rules(folder, PEOPLE, LATER)
    after = (folder / "released.yaml").read_text(encoding="utf-8")
    assert after.startswith(before)
    assert (folder / "releases/1.0.0.zip").read_bytes() == kept
    assert [release.version for release in published_versions(folder)] == ["1.0.0", "1.1.0"]


@pytest.mark.parametrize(
    ("version", "message"),
    [
        ("1.0.0", "1.0.0 is not newer than 1.0.0, which was published; give the rules a higher version"),
        ("0.9.9", "0.9.9 is not newer than 1.0.0, which was published; give the rules a higher version"),
    ],
)
def test_a_version_that_is_not_higher_is_not_published(folder: Path, version: str, message: str) -> None:
    if version != "1.0.0":
        next_version(folder, version)
    with pytest.raises(RulebookError, match=message):
        release_rules(folder, PEOPLE, LATER)
    assert len(published_versions(folder)) == 1


def test_versions_count_as_numbers_not_as_letters(folder: Path) -> None:
    edit(folder / "released.yaml", 'version: "1.0.0"', 'version: "1.9.0"')
    (folder / "releases/1.0.0.zip").rename(folder / "releases/1.9.0.zip")
    next_version(folder, "1.10.0")
    assert release_rules(folder, PEOPLE, LATER).version == "1.10.0"


@pytest.mark.parametrize(
    "people", [(), ("Ada",), ("Ada", "ada "), ("Ada", ""), ("Ada", "Ben", "Cy"), ("Ada", "B\x07n")]
)
def test_nobody_publishes_alone(people: tuple[str, ...], tmp_path: Path) -> None:
    folder = copied_rules(tmp_path / "rules")
    with pytest.raises(RulebookError, match="released_by"):
        release_rules(folder, people, RELEASE_DAY)
    assert published_versions(folder) == ()


def test_rules_that_are_due_for_review_already_are_not_published(tmp_path: Path) -> None:
    folder = copied_rules(tmp_path / "rules")
    with pytest.raises(RulebookError, match="2027-01-15 is over already; set the day of the next review"):
        release_rules(folder, PEOPLE, dt.date(2027, 1, 15))
    assert published_versions(folder) == ()


def test_rules_that_are_not_in_order_are_not_published(folder: Path) -> None:
    next_version(folder)
    edit(folder / "sources.yaml", "verified: true", "verified: perhaps")
    with pytest.raises(RulebookError, match=r"sources\.yaml"):
        release_rules(folder, PEOPLE, LATER)
    assert not (folder / "releases/1.1.0.zip").exists()


def test_rules_that_send_a_scenario_the_wrong_way_are_not_published(tmp_path: Path) -> None:
    folder = copied_rules(tmp_path / "rules", scenarios="emergency_and_same_day")
    text = "\n    text: You cannot take four steps."
    edit(folder / "triage/same_day.yaml", f"urgency: T2{text}", f"urgency: T4{text}")
    with pytest.raises(RulebookError) as caught:
        release_rules(folder, PEOPLE, RELEASE_DAY)
    assert all(problem.file == "scenarios" for problem in caught.value.problems)
    assert any(problem.path.startswith("triage.S3") for problem in caught.value.problems)
    assert "intended was T2" in str(caught.value)
    assert published_versions(folder) == ()


def test_a_publishing_that_was_cut_short_can_be_repeated(tmp_path: Path) -> None:
    folder = copied_rules(tmp_path / "rules")
    (folder / "releases").mkdir()
    (folder / "releases/1.0.0.zip").write_bytes(b"half a cop")
    release = release_rules(folder, PEOPLE, RELEASE_DAY)
    assert digest_of_bytes((folder / "releases/1.0.0.zip").read_bytes()) == release.archive


# at every start -----------------------------------------------------------------------------------


def remove_copy(folder: Path) -> None:
    (folder / "releases/1.0.0.zip").unlink()


def flip_a_bit_of_the_copy(folder: Path) -> None:
    path = folder / "releases/1.0.0.zip"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def add_to_the_copy(folder: Path) -> None:
    with zipfile.ZipFile(folder / "releases/1.0.0.zip", "a") as archive:
        archive.writestr("triage/more.yaml", "id: more")


def swap_the_digest(folder: Path) -> None:
    edit(folder / "released.yaml", 'archive: "sha256:', 'archive: "sha256:0000')
    path = folder / "released.yaml"
    path.write_text(
        "\n".join(
            line[:-5] + '"' if "archive" in line else line for line in path.read_text("utf-8").splitlines()
        ),
        encoding="utf-8",
    )


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (remove_copy, "releases/1.0.0.zip: file: is missing; it was published; take the file back"),
        (flip_a_bit_of_the_copy, "releases/1.0.0.zip: file: is not the copy that was published"),
        (add_to_the_copy, "releases/1.0.0.zip: file: is not the copy that was published"),
        (swap_the_digest, "releases/1.0.0.zip: file: is not the copy that was published"),
    ],
)
def test_a_published_version_that_was_altered_stops_the_start(
    tamper: Callable[[Path], None], said: str, folder: Path, rulebook: Rulebook
) -> None:
    assert problems_at_start(folder, rulebook) == []
    tamper(folder)
    (problem,) = problems_at_start(folder, rulebook)
    assert problem.startswith(said)
    with pytest.raises(RulebookError, match="published"):
        load_version("1.0.0", folder)


def test_nothing_is_served_from_a_folder_with_an_altered_published_version(folder: Path) -> None:
    flip_a_bit_of_the_copy(folder)
    with pytest.raises(RulebookError, match="is not the copy that was published"):
        load_rulebook(folder)


def test_published_rules_that_were_changed_without_a_new_version_are_refused(folder: Path) -> None:
    edit(folder / "index.yaml", 'review_by: "2027-01-15"', 'review_by: "2028-01-15"')
    (problem,) = check_rules(folder)
    assert problem.file == "index.yaml"
    assert "1.0.0 was published as sha256:" in problem.problem
    assert problem.advice == "take the published files back, or give the changed rules a new version"
    next_version(folder)
    assert check_rules(folder) == ()


def test_a_list_that_cannot_be_read_stops_the_start(folder: Path, rulebook: Rulebook) -> None:
    (folder / "released.yaml").write_text('- {version: "1.0.0", released_on: "2026-02-01", digest: "abc"}\n')
    found = problems_at_start(folder, rulebook)
    assert any("is not a digest" in line for line in found)
    assert any("archive: is missing" in line for line in found)


# side by side -------------------------------------------------------------------------------------


def test_a_published_version_is_loaded_as_it_was_beside_changed_working_rules(
    folder: Path, rulebook: Rulebook
) -> None:
    next_version(folder)
    edit(folder / "wording/athlete.yaml", "title: Your hamstrings today", "title: Your legs today")
    working = rulebook_named("1.1.0", folder)
    assert (working.version, working.digest) == ("1.1.0", digest_of(folder))
    assert rulebook_named("1.0.0", folder) == rulebook != working


def test_a_version_nobody_published_is_not_found_and_the_known_ones_are_named(folder: Path) -> None:
    with pytest.raises(NotFound, match=r"no version '2\.0\.0' was published; published: 1\.0\.0"):
        load_version("2.0.0", folder)


def test_the_rules_of_an_old_result_are_found_by_their_digest_and_read_once(folder: Path) -> None:
    (release,) = published_versions(folder)
    next_version(folder)
    kept = KeptRules(folder)
    found = kept.with_digest(release.digest)
    assert found is not None
    assert (found.version, found.digest) == ("1.0.0", release.digest)
    assert kept.with_digest(release.digest) is found
    assert kept.with_digest("sha256:" + "0" * 64) is None


def test_kept_rules_that_this_program_cannot_use_are_none_and_no_failure(folder: Path) -> None:
    (release,) = published_versions(folder)
    flip_a_bit_of_the_copy(folder)
    assert KeptRules(folder).with_digest(release.digest) is None
