"""What goes out of a squad's page: the report to print, and the map as a workbook or a table."""

from __future__ import annotations

from flask import make_response, render_template
from werkzeug.wrappers import Response

from screening.domain.clubs import Sight
from screening.domain.reporting.squad import squad_view
from screening.domain.reporting.squad_table import squad_table
from screening.report.squad_files import dictionary_csv, squad_csv, squad_xlsx
from screening.services.access import Action
from screening.services.squad_picture import OpenSquad
from screening.services.squad_sights import note_sights, sights_in_file
from screening.web.limits import REPORTS, limited
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.signed_in import actor, club_id, fresh_proof
from screening.web.squads.blueprint import squad_page
from screening.web.squads.picture import opened

MOST_ON_PAPER = 300
"""A report has at most twenty pages, and each further 25 athletes take one."""
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABLE = "text/csv; charset=utf-8"


@squad_page.get("/squads/<int:squad_id>.pdf")
@limited(REPORTS)
@policy(Policy.STAFF)
def report(squad_id: int) -> Response:
    """The squad report; made in another process, refused at once while too many wait."""
    found = _opened(squad_id)
    if len(found.picture.members) > MOST_ON_PAPER:
        return make_response(render_template("squads/too_large.html", found=found, most=MOST_ON_PAPER), 422)
    rulebook = parts().rulebook
    made = parts().reports.make(squad_view(found.picture, rulebook, base=found.base(rulebook)))
    _note(found, Sight.REPORT, "pdf")
    return _file(made, "application/pdf", "squad-sheet", "pdf")


@squad_page.get("/squads/<int:squad_id>.xlsx")
@limited(REPORTS)
@policy(Policy.STAFF)
@fresh_proof
def workbook(squad_id: int) -> Response:
    """The map as a workbook, with its dictionary on a sheet of its own."""
    found = _opened(squad_id)
    made = squad_xlsx(squad_table(found.picture, parts().rulebook))
    _note(found, Sight.EXPORT, "xlsx")
    return _file(made, WORKBOOK, "squad", "xlsx")


@squad_page.get("/squads/<int:squad_id>.csv")
@limited(REPORTS)
@policy(Policy.STAFF)
@fresh_proof
def table(squad_id: int) -> Response:
    """The map as a table."""
    found = _opened(squad_id)
    made = squad_csv(squad_table(found.picture, parts().rulebook))
    _note(found, Sight.EXPORT, "csv")
    return _file(made, TABLE, "squad", "csv")


@squad_page.get("/squads/<int:squad_id>/columns.csv")
@policy(Policy.STAFF)
def dictionary(squad_id: int) -> Response:
    """What each column of the table says."""
    found = _opened(squad_id)
    return _file(dictionary_csv(squad_table(found.picture, parts().rulebook)), TABLE, "squad-columns", "csv")


def _opened(squad_id: int) -> OpenSquad:
    return opened(squad_id, Action.EXPORT_SQUAD)


def _note(found: OpenSquad, what: Sight, form: str) -> None:
    sights = sights_in_file(found.picture, what)
    note_sights(parts().store, actor(), club_id(), found.squad_id, sights, now(), file=form)


def _file(content: bytes, kind: str, name: str, ending: str) -> Response:
    """A download with a name of our own."""
    response = make_response(content)
    response.content_type = kind
    day = now().date().isoformat()
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{day}.{ending}"'
    return response
