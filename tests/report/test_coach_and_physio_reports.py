"""The coach learns what an athlete may do and nothing else; the physio sees every reason."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pypdfium2
import pytest

from screening.domain.answers import Answers
from screening.domain.assess import assess
from screening.domain.reporting.coach import availability_of, coach_view
from screening.domain.reporting.figures import figures_of
from screening.domain.reporting.physio import physio_view
from screening.domain.vocabulary import Availability
from screening.report.html import report_html
from screening.report.pdf import Made, html_to_pdf
from tests.report.test_pdf_ua import judged
from tests.support.assessments import HEALTHY, rulebook

ON = dt.date(2026, 11, 21)
STRAIN_ANSWERS = Answers({
    "age_years": 24, "sex": "female", "sport": "football", "level": "professional", "exclusions": ("none",),
    "has_problem": True, "problem_side": "right", "onset": "sudden", "mechanism": "sprint", "felt_pop": True,
    "stopped": "stopped", "walking": "limp", "pain_worst": 7, "days_since_onset": 3,
    "walking_pain_free": "not_yet", "daily_pain_over_3_days": False, "bruising": "small", "swelling": "mild",
    "gap": False, "weakness": "some", "sitting_pain": "none", "pain_location": "middle_third",
    "both_legs": False, "numbness": "none", "foot_drop": "none", "back_pain": False,
    "cauda_equina_signs": False, "night_pain": False, "systemic_signs": (), "cancer_history": False,
    "calf_signs": (), "clot_risks": (), "chest_signs": False, "blood_thinner": "none",
    "pain_out_of_proportion": False, "cold_foot": False, "dark_urine": False, "major_trauma": False,
    "lump": "none", "skin_signs": (), "trend": "improving", "hamstring_history": "over_12_months",
    "ake_deficit_deg": 22,
})  # fmt: skip


def coach_pdf(answers: Answers) -> Made:
    view = coach_view(assess(answers, rulebook()), answers, rulebook(), ON)
    return html_to_pdf(report_html(view, figures=figures_of(view.plan, rulebook())))


def physio_pdf(answers: Answers) -> Made:
    view = physio_view(assess(answers, rulebook()), answers, rulebook(), ON)
    return html_to_pdf(report_html(view, figures=figures_of(view.shown.plan, rulebook())))


def words_of(made: Made) -> str:
    document = pypdfium2.PdfDocument(made.content)
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    return re.sub(r"[\s\x00-\x1f\u00ad\ufffe]+", "", text)


@pytest.mark.slow
@pytest.mark.release
def test_both_reports_pass_the_referee_for_accessible_documents(tmp_path: Path) -> None:
    files = [tmp_path / "coach.pdf", tmp_path / "physio.pdf"]
    files[0].write_bytes(coach_pdf(HEALTHY).content)
    files[1].write_bytes(physio_pdf(STRAIN_ANSWERS).content)
    assert judged(files).count("PASS") == len(files)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (HEALTHY, Availability.FULL),
        (HEALTHY.without("has_problem"), Availability.UNKNOWN),
        (STRAIN_ANSWERS, Availability.MODIFIED),
        (STRAIN_ANSWERS.with_(walking="cannot"), Availability.NOT_CLEARED),
        (STRAIN_ANSWERS.without("chest_signs"), Availability.NOT_CLEARED),
        (HEALTHY.with_(hamstring_history="not_back_yet"), Availability.MODIFIED),
        (HEALTHY.with_(exclusions=("pregnant",)), Availability.NOT_CLEARED),
    ],
)
def test_a_gap_or_an_alarm_never_reads_as_full_training(answers: Answers, expected: Availability) -> None:
    assert availability_of(assess(answers, rulebook())) is expected


def test_the_coach_sees_a_plan_only_with_full_training() -> None:
    full = coach_view(assess(HEALTHY, rulebook()), HEALTHY, rulebook(), ON)
    modified = coach_view(assess(STRAIN_ANSWERS, rulebook()), STRAIN_ANSWERS, rulebook(), ON)
    assert full.plan is not None
    assert full.plan.weeks
    assert modified.plan is None


@pytest.mark.parametrize("answers", [HEALTHY, STRAIN_ANSWERS, HEALTHY.with_(weeks_since_return=20)])
def test_the_coach_reads_no_answer_no_band_and_no_number(answers: Answers) -> None:
    text = words_of(coach_pdf(answers))
    shown = coach_view(assess(answers, rulebook()), answers, rulebook(), ON)
    assert squeezed(shown.word) in text
    words = "in100 of100 grade rightleg leftleg Veryhigh: last12months halfayear sinceyourreturn football"
    forbidden = words.split()
    assert not [word for word in forbidden if word in text]


@pytest.mark.parametrize("answers", [HEALTHY, STRAIN_ANSWERS])
def test_the_physio_reads_every_rule_that_had_a_say(answers: Answers) -> None:
    assessment = assess(answers, rulebook())
    text = words_of(physio_pdf(answers))
    assert not [step.rule for step in assessment.trace if squeezed(step.rule) not in text]
    assert not [factor.label for factor in assessment.risk.factors if squeezed(factor.label) not in text]


def test_the_physio_reads_every_negative_and_the_open_questions() -> None:
    text = words_of(physio_pdf(STRAIN_ANSWERS.without("lump")))
    questions = rulebook().questionnaire.questions
    for field in ("chest_signs", "cold_foot", "dark_urine", "calf_signs"):
        assert squeezed(questions[field].short_label) in text
    assert "Opensafetyquestionslump" in text


@pytest.mark.parametrize("make", [coach_pdf, physio_pdf])
@pytest.mark.parametrize("answers", [HEALTHY, STRAIN_ANSWERS])
@pytest.mark.release
def test_both_reports_are_quiet_and_the_same_every_time(make, answers: Answers) -> None:
    first, second = make(answers), make(answers)
    assert first.complaints == ()
    assert first.content == second.content
