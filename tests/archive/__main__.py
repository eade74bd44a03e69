"""Write the archive of whole results anew and say what moved: `python -m tests.archive`.

The answers of an archive that is there stay as they are; `python -m tests.archive afresh` draws them again.
"""

from __future__ import annotations

import sys
from collections import Counter

from screening.rulebook.load import default_rulebook
from tests.archive.keeping import KEPT, athletes, kept_results, write


def main(*, afresh: bool) -> None:
    rulebook = default_rulebook()
    if afresh or not KEPT.exists():
        write(list(athletes()), rulebook)
        return
    archive = kept_results()
    counts: Counter[str] = Counter()
    for kept in archive:
        for moved in kept.moved(rulebook):
            counts[moved.partition(":")[0]] += 1
            if ":" in moved:
                print(f"{kept.name}: {moved}")
    write([(kept.name, kept.answers) for kept in archive], rulebook)
    print(f"{len(archive)} results; moved: {dict(counts) or 'nothing'}")


if __name__ == "__main__":
    main(afresh=sys.argv[1:] == ["afresh"])
