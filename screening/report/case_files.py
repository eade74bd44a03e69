"""The files of a case: what the paper carries inside, and the same as downloads."""

from __future__ import annotations

from screening.domain.reporting.case_appendix import ATTACHED
from screening.domain.reporting.case_data import case_json, data_tables
from screening.domain.reporting.case_sheet import CaseSheet
from screening.domain.reporting.fhir.bundle import case_bundle
from screening.report.attached import AttachedFile
from screening.report.csv_text import csv_text


def case_files(sheet: CaseSheet) -> tuple[AttachedFile, ...]:
    """Exactly the files that the appendix lists, by name."""
    contents = {"bundle.json": case_bundle(sheet), "case.json": case_json(sheet)}
    contents |= {f"{one.name}.csv": csv_text((one.heads, *one.rows)) for one in data_tables(sheet)}
    return tuple(
        AttachedFile(row.head, row.text, contents[row.head], sheet.today.isoformat()) for row in ATTACHED
    )
