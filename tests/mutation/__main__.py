"""How many mistakes in the rules are noticed, and by what: `python -m tests.mutation [part of a name]`."""

from __future__ import annotations

import sys
import time
from collections import Counter, defaultdict

from screening.rulebook.load import default_rulebook
from tests.mutation.killing import Killer, mutants, verdict
from tests.mutation.survivors import listed_for
from tests.support.rule_mutants import weights_of_one


def main(wanted: str) -> int:
    """One line for each part of the rules, then whatever nobody noticed and no list excuses."""
    started = time.process_time()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    unnoticed = []
    for mutant in mutants():
        if wanted not in mutant.id:
            continue
        found = verdict(mutant)
        excused = found.killer is Killer.NOBODY and listed_for(mutant) is not None
        counts["+".join(mutant.parts)]["listed" if excused else found.killer] += 1
        if found.killer is Killer.NOBODY and not excused:
            unnoticed.append(mutant.id)
    columns = (*Killer, "listed")
    print(f"{'part':16} {'mutants':>8} " + " ".join(f"{column:>22}" for column in columns))
    for part, found_by in [*counts.items(), ("all", sum(counts.values(), Counter()))]:
        numbers = " ".join(f"{found_by[column]:>22}" for column in columns)
        print(f"{part:16} {found_by.total():>8} {numbers}")
    print(f"{weights_of_one(default_rulebook())} weights are exactly 1 and have no negation")
    print(f"{time.process_time() - started:.0f} s of one processor core")
    print("\n".join(unnoticed) or "nothing goes unnoticed")
    return len(unnoticed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if sys.argv[1:] else "") > 0)
