"""What has to be said beside a kept result today: about the rules it was made with, and about newer ones."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from screening.domain.notices import notice, rules_notices
from screening.domain.rulebook import Rulebook
from screening.services.results import Recall, StoredScreening, load_result
from screening.store import Store
from screening.store.queries import rules_life as rows


def result_notices(stored: StoredScreening, rulebook: Rulebook, now: dt.datetime) -> tuple[str, ...]:
    """Every notice, the most pressing first. The result itself is not worked out again.

    Args:
        rulebook: the rules that run. They bring the words; the dates are those of the result's own rules.
    """
    about_rules = rules_notices(
        rulebook, now.date(), valid_from=stored.rules_valid_from, review_by=stored.rules_review_by
    )
    # What was said when it was made is said again, also where its day has come since.
    return (*_recalled(stored.recall, rulebook), *(about_rules or stored.view.notices))


def _recalled(recall: Recall | None, rulebook: Rulebook) -> tuple[str, ...]:
    if recall is None:
        return ()
    when = recall.how_soon.strip()
    closed = when if not when or when[-1] in ".!?" else f"{when}."
    text = notice(rulebook, "recalled", headline=recall.headline.rstrip("."), when=closed)
    return (" ".join(text.split()),)


def _still_holds(store: Store, recall: Recall, rulebook: Rulebook) -> bool:
    """A recall counts until rules that came later were asked, and did not repeat it."""
    if recall.rulebook_digest == rulebook.digest:
        return True
    with store.read() as tx:
        run = rows.latest_run(tx)
    return run is None or run.rulebook_digest != rulebook.digest


def open_result(store: Store, token: str, rulebook: Rulebook, now: dt.datetime) -> StoredScreening:
    """The screening a result link opens, its view with everything that has to be said beside it today.

    Raises:
        NotFound: no such link.
    """
    return with_notices(store, load_result(store, token), rulebook, now)


def with_notices(
    store: Store, stored: StoredScreening, rulebook: Rulebook, now: dt.datetime
) -> StoredScreening:
    """A kept screening, its view with everything that has to be said beside it today."""
    if stored.recall is not None and not _still_holds(store, stored.recall, rulebook):
        stored = replace(stored, recall=None)
    notices = result_notices(stored, rulebook, now)
    return replace(stored, view=replace(stored.view, notices=notices))
