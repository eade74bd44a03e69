"""Hard constraints on time between things: heavy days, sprints, matches, pauses, and days after pain."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import combinations, pairwise

from screening.domain.plan.exercises import Stage

from .check_sessions import Check
from .model import Done, LoggedSession
from .programme_reader import DAY, WEEK, Entry, ProgrammeReader

_OUT_OF_SEASON = "off_season"
_LOOK_BACK = 2 * WEEK
_USED_TO_IT = 2
_RED_PAIN = 3
_QUIET_CLASS, _QUIET_RUNG = 2, 5


def spacing_checks(reader: ProgrammeReader) -> Iterator[Check]:
    """Each rule with the question whether it holds."""
    checks = _SpacingChecks(reader)
    yield "plan.HC06", checks.heavy_days_apart
    yield "plan.HC07", checks.sprints_apart
    yield "plan.HC08", checks.clear_before_matches
    yield "plan.HC09", checks.clear_after_matches
    yield "plan.HC14", checks.no_long_gap
    yield "plan.HC17", checks.quiet_after_pain


class _SpacingChecks:
    def __init__(self, reader: ProgrammeReader) -> None:
        self.reader, self.limits = reader, reader.limits

    def _pairs(self) -> Iterator[tuple[Entry, Entry]]:
        """Sessions one after the other in time, at least one of them planned now."""
        kept = [entry for entry in self.reader.all_entries() if entry.keeps_distance]
        for one, two in combinations(kept, 2):
            if one.is_open or two.is_open:
                yield (one, two) if one.date <= two.date else (two, one)

    def heavy_days_apart(self) -> bool:
        """Sessions on different days; top class, and top beside next to top of one kind, two days apart."""
        apart, top = self.limits.class_spacing_days, self.limits.top_class
        for one, two in self._pairs():
            gap = (two.date - one.date).days
            if gap == 0:
                return False
            if gap >= apart:
                continue
            for first in one.session.items:
                for second in two.session.items:
                    classes = {self.reader.worked(first), self.reader.worked(second)}
                    if classes == {top} or (first.slot == second.slot and classes == {top, top - 1}):
                        return False
        return True

    def sprints_apart(self) -> bool:
        limits, reader = self.limits, self.reader
        for one, two in self._pairs():
            gap = (two.date - one.date).days
            first, second = reader.rung(one.session), reader.rung(two.session)
            fastest = limits.max_sprint_rung
            if gap < limits.max_sprint_spacing_days and min(first, second) >= fastest:
                return False
            if gap == 1 and second >= fastest and reader.top_class(one.session) >= limits.top_class:
                return False
        return all(self._runs_first(entry) for entry in reader.open_entries())

    def _runs_first(self, entry: Entry) -> bool:
        """Whether all fast running comes before everything else."""
        slow = False
        for item in entry.session.items:
            exercise = self.reader.exercise(item)
            if exercise is not None and exercise.is_running and (exercise.rung or 0) > 0:
                if slow:
                    return False
            else:
                slow = True
        return True

    def _heavy(self) -> list[Entry]:
        return [
            entry
            for entry in self.reader.all_entries()
            if self.reader.top_class(entry.session) >= self.limits.top_class
        ]

    def clear_before_matches(self) -> bool:
        """Two days clear before a match; three while fewer than two such sessions lie in the last 14 days."""
        heavy = self._heavy()
        for entry in heavy:
            if not entry.is_open:
                continue
            recent = [
                other
                for other in heavy
                if other.counts and entry.date - _LOOK_BACK <= other.date < entry.date
            ]
            clear = (
                self.limits.match_before_days
                if len(recent) >= _USED_TO_IT
                else self.limits.match_before_days_unaccustomed
            )
            if any(0 <= (match - entry.date).days < clear for match in self.reader.matches()):
                return False
        return True

    def clear_after_matches(self) -> bool:
        return not any(
            entry.is_open and 0 <= (entry.date - match).days < self.limits.match_after_days
            for entry in self._heavy()
            for match in self.reader.matches()
        )

    def no_long_gap(self) -> bool:
        """From today on, slow lowering at the knee never pauses longer than it may."""
        reader = self.reader
        if reader.situation.stage is not Stage.P or not reader.open_entries():
            return True
        off = reader.situation.facts.get("season_phase") == _OUT_OF_SEASON
        most = reader.more.following.off_season_gap_days if off else self.limits.exposure_gap_days
        days = [e.date for e in reader.entries if e.counts and reader.lowers_knee(e.session)]
        before = [day for day in days if day < reader.today]
        now = max(reader.today, reader.open_entries()[0].week.start)
        begin = before[-1] if before and (now - before[-1]).days <= most else now
        end = reader.programme.weeks[-1].start + WEEK
        line = [begin, *[day for day in days if day >= reader.today], end]
        return all((two - one).days <= most for one, two in pairwise(line))

    def quiet_after_pain(self) -> bool:
        """Nothing heavy or fast on the day after amber or red; nothing at all after red until green.

        After something sudden nothing at all comes any more.
        """
        reports = sorted(
            (r for r in self.reader.reported if r.on >= self.reader.programme.start),
            key=lambda report: (report.on, report.id),
        )
        known = {entry.session.key for entry in self.reader.entries}
        painful = [r for r in reports if r.session in known and self._hurt(r)]
        for entry in self.reader.open_entries():
            works = self.reader.top_class(entry.session) >= _QUIET_CLASS
            if not works and self.reader.rung(entry.session) < _QUIET_RUNG:
                continue
            if any(dt.timedelta(0) <= entry.date - report.on <= DAY for report in painful):
                return False
        return not (self._stopped(reports, known) and self.reader.open_entries())

    def _hurt(self, report: LoggedSession) -> bool:
        limits, hurt = self.reader.more.reports, self.reader.situation.stage is not Stage.P
        amber = limits.morning_amber_with_problem if hurt else limits.morning_amber
        pain = (report.pain_during or 0) >= _RED_PAIN or (report.pain_next_morning or 0) >= amber
        return report.sudden or pain

    def _stopped(self, reports: list[LoggedSession], known: set[str]) -> bool:
        """Whether the last word on a red light is still red."""
        limits, hurt = self.reader.more.reports, self.reader.situation.stage is not Stage.P
        red = limits.morning_red_with_problem if hurt else limits.morning_red
        stopped = False
        for report in reports:
            if report.session not in known:
                continue
            if report.sudden:
                return True
            if (report.pain_during or 0) >= _RED_PAIN or (report.pain_next_morning or 0) >= red:
                stopped = True
            elif report.done is not Done.NOT and report.pain_during is not None and not self._hurt(report):
                stopped = False
        return stopped
