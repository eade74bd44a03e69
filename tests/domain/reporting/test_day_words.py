"""Days and counts of a programme in words."""

from __future__ import annotations

import datetime as dt

from screening.domain.reporting.day_words import sentence_of_worth, span_of


def test_a_week_says_its_month_once_where_it_has_one() -> None:
    assert span_of(dt.date(2026, 11, 16), dt.date(2026, 11, 22)) == "16 to 22 November"
    assert span_of(dt.date(2026, 11, 30), dt.date(2026, 12, 6)) == "30 November to 6 December"
    assert span_of(dt.date(2026, 12, 28), dt.date(2027, 1, 3)) == "28 December to 3 January"


def test_what_was_done_in_part_reads_as_a_sentence() -> None:
    assert sentence_of_worth(1, 0, 1, None) == "You did 1 of 1 session, in part."
    assert sentence_of_worth(3, 1, 1, 4) == (
        "You did 2 of 3 sessions, one of them in part. Your longest gap was 4 days."
    )
    assert sentence_of_worth(4, 0, 0, None) == "You did 0 of 4 sessions."
