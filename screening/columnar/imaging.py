"""The class of a scan as it stands in a report: one run of digits and letters after the other."""

from __future__ import annotations

import re

import numpy as np

from screening.columnar.facts import ColumnFacts, OneWord
from screening.columnar.graph import Node
from screening.columnar.judging import true_where
from screening.domain.answers import NOT_SURE
from screening.domain.grading.rules import ImagingFields

CODE_PREFIX = "class in "
"""Before the field whose text is read, in the name of the input."""

SYSTEMS = ("bamic", "peetrons", "munich")
CLASSES = tuple(number + letter for number in "01234" for letter in ("", "a", "b", "c"))
NO_CLASS = -1
_PLACE = {name: place for place, name in enumerate(CLASSES)}
_PASSED_OVER = (*SYSTEMS, "grade", "type", "class")
_RUN = re.compile(r"[0-9a-z.]+")
_APART = re.compile(r"(?<=[0-4])\s+(?=[abc](?!\w))")
"""The gap in "2 c", where the letter stands alone."""


def written_class(text: str) -> int:
    """The place in CLASSES of the one class that the text names; -1 where it names none, or several."""
    if text == NOT_SURE:
        return NO_CLASS
    text = text.lower()
    for word in _PASSED_OVER:
        text = text.replace(word, " ")
    runs = _RUN.findall(_APART.sub("", text))
    named = {name for name in map(_named, runs) if name}
    return _PLACE[named.pop()] if len(named) == 1 else NO_CLASS


def _named(run: str) -> str | None:
    """The class that a run of digits, letters and points is: "2c." is 2c, "2.5" and "2nd" are none."""
    name = next((run[:length] for length in (2, 1) if run[:length] in _PLACE), None)
    if name is None:
        return None
    rest = run[len(name) :]
    ends_here = not rest or (rest[0] == "." and not rest[1:2].isdigit())
    return name if ends_here else None


def imaging_fact(facts: ColumnFacts, rules: ImagingFields, classes: Node) -> OneWord:
    """The class with its system, such as "bamic 2c", where both are known and they count.

    Args:
        classes: the places in CLASSES, -1 where no class can be read.
    """
    graph = facts.graph
    counts = true_where(rules.when, facts)
    return OneWord(
        graph,
        {
            f"{system} {name}": graph.both(
                counts,
                facts.get(rules.system).one_of((system,)),
                graph.apply(np.equal, classes, place),
            )
            for system in SYSTEMS
            for name, place in _PLACE.items()
        },
    )
