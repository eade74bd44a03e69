"""Places of ages in the table of a factor with a curve: whole years beforehand, any other as it comes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from screening.columnar.program import Array

WHOLE_YEARS = 121
"""Ages from 0 that are laid out beforehand."""


@dataclass(frozen=True)
class Ages:
    """All ages of one run, in the order of their places."""

    others: tuple[float, ...] = ()
    """Ascending; none of them a common whole year."""

    def all(self) -> tuple[float, ...]:
        return (*(float(age) for age in range(WHOLE_YEARS)), *self.others)

    def places(self, column: Array, under_18: Array) -> Array:
        """The place among the entries, which hold every age twice after the open one; 0 where not known."""
        known = column > -np.inf
        age = np.where(known, column, 0.0)
        whole, is_common = _whole_years(age)
        if self.others:
            other = WHOLE_YEARS + np.searchsorted(self.others, age)
            whole = np.where(is_common, whole, other)
        return np.where(known, 1 + 2 * whole + under_18, 0)


def ages_in(column: Array) -> Ages:
    """The ages of a column that are not common."""
    known = column[column > -np.inf]
    _, is_common = _whole_years(known)
    return Ages(tuple(np.unique(known[~is_common]).tolist()))


def _whole_years(age: Array) -> tuple[Array, Array]:
    """The age cut to whole years, and where that is the age itself and a common one."""
    within = np.minimum(np.maximum(age, 0.0), WHOLE_YEARS - 1.0)
    whole = within.astype(np.intp)
    return whole, whole == age
