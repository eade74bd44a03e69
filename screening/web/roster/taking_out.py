"""The roster as a file, to work on in a spreadsheet program and to bring back."""

from __future__ import annotations

from flask import make_response
from werkzeug.wrappers import Response

from screening.imports.roster.export import roster_csv, roster_rows, roster_workbook
from screening.services.roster_export import roster_entries
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.roster.blueprint import athletes
from screening.web.roster.typing_in import number_asked
from screening.web.signed_in import actor, club_id, fresh_proof

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@athletes.get("/roster.csv")
@policy(Policy.STAFF)
@fresh_proof
def roster_as_csv() -> Response:
    """As CSV."""
    return _file(roster_csv(_rows("csv")), "text/csv; charset=utf-8", "csv")


@athletes.get("/roster.xlsx")
@policy(Policy.STAFF)
@fresh_proof
def roster_as_workbook() -> Response:
    """As a workbook."""
    return _file(roster_workbook(_rows("xlsx")), _WORKBOOK, "xlsx")


def _rows(file_format: str) -> list[list[str | int]]:
    squad_id = number_asked("squad")
    return roster_rows(roster_entries(parts().store, actor(), club_id(), squad_id, file_format, now()))


def _file(content: bytes, kind: str, ending: str) -> Response:
    response = make_response(content)
    response.content_type = kind
    day = now().date().isoformat()
    response.headers["Content-Disposition"] = f'attachment; filename="roster-{day}.{ending}"'
    return response
