"""No programme, first made or made anew, breaks a hard constraint: thousands of seeded lives."""

from __future__ import annotations

from collections import Counter

import pytest

from screening.domain.programme.programme_json import programme_to_json
from screening.domain.rulebook import Rulebook
from tests.support.programme_lives import Programmer, follow, lives
from tests.support.samples import sample_of

SOME, FEW, ALL = sample_of(400), sample_of(60), 50_000
SEED, RELEASE_SEED = 20260302, 11


@pytest.fixture(scope="module")
def programmer(rulebook: Rulebook) -> Programmer:
    return Programmer.of(rulebook)


def breaches(programmer: Programmer, count: int, seed: int) -> Counter[tuple[str, str]]:
    """How often each rule was broken, in programmes first made and made anew."""
    found: Counter[tuple[str, str]] = Counter()
    for life in lives(count, seed, programmer.more):
        followed = follow(programmer, life)
        first = programmer.breaches(followed.first, life.case, life.request)
        again = programmer.breaches(followed.again, life.case, followed.request, followed.today)
        found.update([("made", rule) for rule in first] + [("made anew", rule) for rule in again])
    return found


def test_no_programme_breaks_a_hard_constraint(programmer: Programmer) -> None:
    assert breaches(programmer, SOME, SEED) == Counter()


@pytest.mark.release
def test_no_programme_of_fifty_thousand_lives_breaks_a_hard_constraint(programmer: Programmer) -> None:
    assert breaches(programmer, ALL, RELEASE_SEED) == Counter()


def test_what_was_done_and_what_is_past_stays_as_it_was(programmer: Programmer) -> None:
    for life in lives(FEW, SEED + 1, programmer.more):
        followed = follow(programmer, life)
        reported = {report.session for report in followed.request.log}
        now = {session.key: session for week in followed.again.weeks for session in week.sessions}
        for week in followed.first.weeks:
            for session in week.sessions:
                if session.date < followed.today or session.key in reported:
                    assert now[session.key] == session


def test_no_two_sessions_share_a_key_or_a_day(programmer: Programmer) -> None:
    for life in lives(FEW, SEED + 2, programmer.more):
        sessions = [s for week in follow(programmer, life).again.weeks for s in week.sessions]
        assert len({session.key for session in sessions}) == len(sessions)
        assert len({session.date for session in sessions}) == len(sessions)


def test_the_same_request_gives_the_same_bytes(programmer: Programmer, rulebook: Rulebook) -> None:
    other = Programmer.of(rulebook)
    for life in lives(FEW // 2, SEED + 3, programmer.more):
        one, two = follow(programmer, life).again, follow(other, life).again
        assert repr(programme_to_json(one)) == repr(programme_to_json(two))
