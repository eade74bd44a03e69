"""Reads rules/sources.yaml: every study, guideline and convention a rule may rest on."""

from __future__ import annotations

import re
from collections.abc import Mapping

from screening.domain.sources import Source
from screening.rulebook.context import Context
from screening.rulebook.reading import Block

SOURCES = "sources.yaml"
_WITHOUT_YEAR = frozenset({"expert", "design", "article"})
_ID = re.compile(r"[A-Za-z][A-Za-z-]*(?:19|20)[0-9]{2}[a-z]*")
_DOI = re.compile(r"10\.[0-9]{4,9}/[^\s†]+")
_PMID = re.compile(r"[1-9][0-9]{0,8}")


def read_sources(context: Context) -> Mapping[str, Source]:
    """All sources by id, in file order; each can be found by a DOI, a PMID or an address."""
    file = context.open(SOURCES)
    sources: dict[str, Source] = {}
    for block in file.blocks() if file else ():
        source = _read_source(block)
        if source.id in sources:
            block.problem("id", f"{source.id!r} is there twice", "keep one entry per paper")
        sources[source.id] = source
    return sources


def _read_source(block: Block) -> Source:
    source = Source(
        id=block.text("id"),
        reference=block.text("reference"),
        found=block.text("found"),
        verified=block.flag("verified"),
        doi=block.optional_text("doi"),
        pmid=block.optional_text("pmid"),
        address=block.optional_text("address"),
        background=block.flag("background", default=False),
    )
    if source.id and source.id not in _WITHOUT_YEAR and not _ID.fullmatch(source.id):
        block.problem("id", f"{source.id!r} is not an author and a year", "write it like Green2020")
    if not (source.doi or source.pmid or source.address):
        block.problem("doi", "is missing, and so are pmid and address", "say where the source can be found")
    if source.doi and not _DOI.fullmatch(source.doi):
        block.problem("doi", f"{source.doi!r} is not a DOI", "write it like 10.1136/bjsports-2019-100983")
    if source.pmid and not _PMID.fullmatch(source.pmid):
        block.problem("pmid", f"{source.pmid!r} is not a PubMed number", "write digits only, in quotes")
    if source.found and not source.found.endswith("."):
        block.problem("found", "is not a sentence", "say in one sentence what it found, with a full stop")
    return source
