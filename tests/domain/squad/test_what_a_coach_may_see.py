"""What an athlete keeps private decides nothing that a coach can see."""

from __future__ import annotations

from dataclasses import replace

import pytest

from screening.domain.reporting.squad import squad_view
from screening.domain.reporting.squad_table import squad_table
from screening.domain.squad.model import EVERYTHING, NOTHING, Answered, MemberState, Permitted, SquadMember
from screening.domain.squad.picture import SquadPicture, picture_of
from screening.domain.squad.rules import Cell
from screening.domain.squad.visible import shares_of
from screening.domain.vocabulary import Availability
from tests.support.assessments import rulebook
from tests.support.made_up_squad import FIT, ROUND, answered, squad
from tests.support.random_squads import ON, RULES, RandomSquads

SEEDS = range(150)


def picture(members: tuple[SquadMember, ...]) -> SquadPicture:
    return picture_of(members, ROUND, rulebook(), ON)


def with_other_secrets(one: Answered | None, permitted: Permitted, drawn: RandomSquads) -> Answered | None:
    """The same answers with everything exchanged that the athlete keeps from coaches."""
    if one is None:
        return None
    summary, other = one.summary, drawn.summary()
    if not permitted.factors and not permitted.reason:
        summary = replace(summary, cells=other.cells)
    if not permitted.band:
        summary = replace(summary, band=other.band)
    return Answered(summary, one.on)


def test_exchanging_what_is_private_changes_nothing_that_is_shown() -> None:
    exchanged = 0
    for seed in SEEDS:
        drawn = RandomSquads(seed)
        members = drawn.squad()
        changed = tuple(
            replace(
                one,
                latest=with_other_secrets(one.latest, one.permitted, drawn),
                previous=with_other_secrets(one.previous, one.permitted, drawn),
            )
            for one in members
        )
        exchanged += changed != members
        before, after = picture(members), picture(changed)
        assert before == after
        assert squad_table(before, rulebook()) == squad_table(after, rulebook())
        if seed % 10 == 0:
            assert squad_view(before, rulebook()) == squad_view(after, rulebook())
    assert exchanged > len(SEEDS) / 2


def test_an_open_reason_gives_away_one_gap_and_no_other() -> None:
    """Whoever opens the reason alone may exchange every factor that comes after the one that was given."""
    rows = [row.id for row in RULES.attention]
    given = 0
    for seed in SEEDS:
        drawn = RandomSquads(seed)
        shut = tuple(replace(one, permitted=replace(one.permitted, factors=False)) for one in drawn.squad())
        before = picture(shut)
        reasons = {one.reference: one.reason for one in before.members}
        changed = []
        for one in shut:
            reason = reasons[one.reference]
            if reason is None or one.latest is None:
                changed.append(one)
                continue
            given += 1
            first = rows.index(reason) + 1
            known = {row.factor for row in RULES.attention[:first]}
            cells = {
                factor: cell if factor in known else drawn.chance.choice(list(Cell))
                for factor, cell in one.latest.summary.cells.items()
            }
            latest = replace(one.latest, summary=replace(one.latest.summary, cells=cells))
            changed.append(replace(one, latest=latest))
        assert picture(tuple(changed)) == before
    assert given > len(SEEDS)


def test_withholding_only_ever_locks() -> None:
    for seed in SEEDS:
        drawn = RandomSquads(seed)
        members = (*drawn.squad(), drawn.member("last"))
        place = drawn.chance.randrange(len(members))
        one = members[place]
        narrowed = drawn.chance.choice(
            [NOTHING, replace(one.permitted, reason=False), replace(one.permitted, factors=False)]
        )
        before = picture(members)
        after = picture((*members[:place], replace(one, permitted=narrowed), *members[place + 1 :]))
        assert before.counts == after.counts
        assert before.what_if == after.what_if
        assert [held.reference for held in before.held_back] == [held.reference for held in after.held_back]
        now = {seen.reference: seen for seen in after.members}
        for then in before.members:
            new = now[then.reference]
            for told in ("state", "availability", "answered_on", "ask_again", "availability_before"):
                assert getattr(new, told) == getattr(then, told)
            if then.reference != one.reference:
                assert (new.cells, new.cells_before, new.band) == (then.cells, then.cells_before, then.band)
            else:
                assert all(b in (a, Cell.PRIVATE) for a, b in zip(then.cells, new.cells, strict=True))
                assert new.band in (then.band, None)
                assert new.reason is None or narrowed.reason


def test_the_order_in_which_members_come_never_matters() -> None:
    for seed in SEEDS:
        drawn = RandomSquads(seed)
        members = drawn.squad()
        shuffled = drawn.chance.sample(members, len(members))
        assert picture(tuple(shuffled)) == picture(members)


def test_counts_add_up_to_everybody() -> None:
    for seed in SEEDS:
        members = RandomSquads(seed).squad()
        found = picture(members)
        assert sum(found.counts.values()) == len(members) == len(found.members)
        assert {one.reference for one in found.members} == {one.reference for one in members}
        assert sum(len(found.in_state(state)) for state in MemberState) == len(members)
        held = found.counts[Availability.NOT_CLEARED] + found.counts[Availability.MODIFIED]
        assert held == len(found.held_back)
        assert found.counts[Availability.FULL] <= len(found.in_state(MemberState.ANSWERED))


def test_every_share_can_be_counted_from_the_squares_that_are_shown() -> None:
    shares = 0
    for seed in SEEDS:
        found = picture(RandomSquads(seed).squad())
        for column in found.columns:
            shown = [one.cells[column.index] for one in found.members]
            said = [cell for cell in shown if cell.step is not None]
            if column.share is None:
                assert len(said) < RULES.least_group
            else:
                shares += 1
                assert column.share.opened == len(said) >= RULES.least_group
                assert column.share.gaps == sum(cell.is_gap for cell in said)
        told = [column.share.gaps / column.share.opened for column in found.columns if column.share]
        assert told == sorted(told, reverse=True)
    assert shares > 20


def test_nobody_is_singled_out_who_did_not_open_it_or_is_held_back() -> None:
    for seed in SEEDS:
        members = RandomSquads(seed).squad()
        found = picture(members)
        permitted = {one.reference: one.permitted for one in members}
        assert len(found.talk) <= RULES.most_to_talk_to
        assert found.members[: len(found.talk)] == found.talk
        for one in found.talk:
            assert permitted[one.reference].reason
            assert one.availability is Availability.FULL
            assert one.reason is not None
        assert all(permitted[one.reference].band for one in found.members if one.band is not None)


@pytest.mark.parametrize(("size", "is_told"), [(9, False), (10, True)])
def test_nine_who_opened_it_make_no_group_and_ten_do(size: int, is_told: bool) -> None:
    members = [SquadMember(f"m{place}", "Ana", EVERYTHING, answered(FIT)) for place in range(size)]
    seen = [one.cells for one in picture(tuple(members)).members]
    told = [share is not None for share in shares_of(seen, RULES)]
    assert told == [is_told] * len(RULES.columns)


def test_a_squad_of_sixty_is_told_like_one_of_twenty_five() -> None:
    for size in (25, 60):
        found = picture(squad(size))
        assert sum(found.counts.values()) == size
        assert len(found.talk) == RULES.most_to_talk_to
        assert found.counts[Availability.NOT_CLEARED] == 2
