"""A study, guideline or convention that a rule rests on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of `rules/sources.yaml`. At least one of `doi`, `pmid` and `address` is set.

    `verified` is false while the entry, or the place it points to, has only been recalled; figures that
    rest on such a source alone are never printed to users as figures. `background` marks reading that no
    rule cites yet.
    """

    id: str
    reference: str
    found: str
    verified: bool
    doi: str | None = None
    pmid: str | None = None
    address: str | None = None
    background: bool = False

    @property
    def where(self) -> str:
        """Where to find it, in the shortest form that is sure: DOI, else PubMed number, else address."""
        if self.doi:
            return f"doi:{self.doi}"
        return f"PMID {self.pmid}" if self.pmid else self.address or ""
