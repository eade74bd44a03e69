"""A view drawn as HTML for print: strict about missing names, with everything escaped."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cache

import segno
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from screening.domain.reporting.case_view import CaseReport, DecisionRecord
from screening.domain.reporting.coach import CoachReport
from screening.domain.reporting.exercise_cards import ExerciseCards
from screening.domain.reporting.physio import PhysioReport
from screening.domain.reporting.plan_sheet import PlanSheet
from screening.domain.reporting.return_sheet import ReturnSheet
from screening.domain.reporting.squad_view import SquadReport
from screening.domain.reporting.view import AthleteReport
from screening.report.fonts import covered
from screening.resources import templates_folder

BRAND = "Hamstring Screening"
UNPRINTABLE = "□"
LONGEST_LINK = 300


@cache
def environment() -> Environment:
    """The environment of the print templates, made once per process."""
    return Environment(
        loader=FileSystemLoader(templates_folder()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
        auto_reload=False,
    )


def _printable(value: object) -> object:
    """Letters the typeface has not are shown as a box, never in whatever font a machine happens to have."""
    if not isinstance(value, str) or isinstance(value, Markup) or value.isascii():
        return value
    letters = covered()
    return "".join(letter if ord(letter) in letters else UNPRINTABLE for letter in value)


_TEMPLATES: Mapping[type, str] = {
    AthleteReport: "report/athlete.html",
    CoachReport: "report/coach.html",
    PhysioReport: "report/physio.html",
    ExerciseCards: "report/exercise_cards.html",
    PlanSheet: "report/plan.html",
    SquadReport: "report/squad.html",
    CaseReport: "report/case.html",
    DecisionRecord: "report/decision.html",
    ReturnSheet: "report/return_sheet.html",
}
Report = (
    AthleteReport
    | CoachReport
    | PhysioReport
    | ExerciseCards
    | PlanSheet
    | SquadReport
    | CaseReport
    | DecisionRecord
    | ReturnSheet
)


def report_html(view: Report, *, link: str | None = None, figures: Mapping[str, str] | None = None) -> str:
    """A report as one HTML document without outside references.

    Args:
        link: address of the online result, printed as a QR code; None leaves the code out.
        figures: SVG of exercises by id, made by our own renderer.
    """
    return (
        environment()
        .get_template(_TEMPLATES[type(view)])
        .render(
            view=view,
            brand=BRAND,
            title=_title(view),
            qr=_qr(link) if link else None,
            figures={name: Markup(svg) for name, svg in (figures or {}).items()},  # noqa: S704 - our own drawing
        )
        .strip()
    )


def _title(view: Report) -> str:
    verdict = view.verdict if isinstance(view, AthleteReport) else None
    return verdict.title if verdict else "Your hamstrings today"


def _qr(link: str) -> Markup:
    if len(link) > LONGEST_LINK:
        raise ValueError("the link is too long for a code that a phone can read")
    buffer = io.BytesIO()
    segno.make(link, error="m", micro=False).save(
        buffer,
        kind="svg",
        border=0,
        xmldecl=False,
        svgclass=None,
        lineclass=None,
        dark="#13212b",
        title="QR code that opens this result",
        omitsize=True,
    )
    return Markup(buffer.getvalue().decode())  # noqa: S704 - made by segno from a checked link


def print_style() -> str:
    """The print style sheet."""
    return (templates_folder() / "report" / "print.css").read_text(encoding="utf-8")
