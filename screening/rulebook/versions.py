"""Several versions side by side: a published one is loaded from its kept copy, whole and as it was."""

from __future__ import annotations

import functools
import io
import tempfile
import zipfile
from pathlib import Path

from screening.domain.errors import NotFound, RulebookError
from screening.domain.rulebook import Rulebook
from screening.resources import rules_folder
from screening.rulebook.context import Context
from screening.rulebook.digest import digest_of
from screening.rulebook.index import read_index
from screening.rulebook.load import load_rulebook
from screening.rulebook.problems import Problems
from screening.rulebook.released import Release, archive_of, digest_of_bytes, published

VERSIONS_IN_MEMORY = 4


def published_versions(folder: Path | None = None) -> tuple[Release, ...]:
    """Every published version, oldest first.

    Raises:
        RulebookError: the list cannot be read.
    """
    problems = Problems()
    found = published(_or_ours(folder), problems)
    problems.stop_if_any()
    return tuple(found.values())


def load_version(version: str, folder: Path | None = None) -> Rulebook:
    """The rules of a published version, as they were published.

    Raises:
        NotFound: no version of that number was published.
        RulebookError: the kept copy was altered, or this program cannot read rules of that age.
    """
    folder = _or_ours(folder)
    known = published_versions(folder)
    release = next((each for each in known if each.version == version), None)
    if release is None:
        names = ", ".join(each.version for each in known) or "none yet"
        raise NotFound(f"no version {version!r} was published; published: {names}")
    return _unpacked(release, folder)


def rulebook_named(name: str, folder: Path | None = None) -> Rulebook:
    """The rulebook of a folder, or of a published version, or the working one by its number.

    Raises:
        NotFound: neither a folder nor a version.
        RulebookError: the rules cannot be used.
    """
    if Path(name).is_dir():
        return load_rulebook(Path(name))
    known = {release.version for release in published_versions(folder)}
    is_working = read_index(Context(_or_ours(folder), Problems())).version == name
    if is_working and name not in known:
        return load_rulebook(folder)
    return load_version(name, folder)  # says which versions there are, where it is none of them


class KeptRules:
    """The rules an old result was made with, found by their digest; read once, then kept in memory."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._load = functools.lru_cache(VERSIONS_IN_MEMORY)(self._by_digest)

    def with_digest(self, digest: str) -> Rulebook | None:
        """The published rules of that digest; None where none were, or this program cannot read them."""
        return self._load(digest)

    def _by_digest(self, digest: str) -> Rulebook | None:
        try:
            known = {release.digest: release.version for release in published_versions(self._folder)}
            return load_version(known[digest], self._folder) if digest in known else None
        except RulebookError:
            # Rules so old that the reader has grown stricter since: the record still says what was shown.
            return None


def _unpacked(release: Release, folder: Path) -> Rulebook:
    content = _kept_copy(release, folder)
    with tempfile.TemporaryDirectory(prefix="screening-rules-") as name:
        place = Path(name)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            archive.extractall(place)
        if digest_of(place) != release.digest:
            raise _altered(release)
        return load_rulebook(place)


def _kept_copy(release: Release, folder: Path) -> bytes:
    try:
        content = archive_of(folder, release.version).read_bytes()
    except OSError:
        raise _altered(release) from None
    if digest_of_bytes(content) != release.archive:
        raise _altered(release)
    return content


def _altered(release: Release) -> RulebookError:
    problems = Problems()
    problems.add(
        f"releases/{release.version}.zip",
        "file",
        "is not the copy that was published",
        "take the published file back",
    )
    return RulebookError(problems.found)


def _or_ours(folder: Path | None) -> Path:
    return rules_folder() if folder is None else folder
