"""The athlete report: one frozen view that page and PDF draw and the store keeps."""

from __future__ import annotations

import datetime as dt

from screening.domain.answers import Answers
from screening.domain.assessment import Assessment
from screening.domain.errors import ScreeningError
from screening.domain.notices import rules_notices
from screening.domain.questionnaire import Questionnaire
from screening.domain.reporting.answered import answer_groups, answer_words, short_label, sign_rows
from screening.domain.reporting.care import care_card_of, reasons_of
from screening.domain.reporting.how_sure import how_sure_of
from screening.domain.reporting.identity import PageIdentity, ReportIdentity, page_identity
from screening.domain.reporting.injury import injury_of
from screening.domain.reporting.moved import contributions_of, worth_working_on
from screening.domain.reporting.plan_page import plan_page_of
from screening.domain.reporting.reasons import cited, reason_groups
from screening.domain.reporting.references import References
from screening.domain.reporting.season import (
    figures_of,
    first_weeks_of,
    light_of,
    one_change_of,
    season_of,
)
from screening.domain.reporting.situation import Situation, has_problem, side_key, situation_of
from screening.domain.reporting.step_down import step_down_of, what_if_of
from screening.domain.reporting.verdict import verdict_of
from screening.domain.reporting.view import AthleteReport, Foot, Row
from screening.domain.reporting.wording import Wording
from screening.domain.reporting.words import day
from screening.domain.risk.what_if import ground_of
from screening.domain.rulebook import Rulebook
from screening.domain.vocabulary import RiskStatus

LANGUAGE = "en-GB"
SHORT_DIGEST = 8


def athlete_view(
    assessment: Assessment,
    answers: Answers,
    rulebook: Rulebook,
    on: dt.date,
    identity: ReportIdentity | None = None,
) -> AthleteReport:
    """Everything the athlete is shown.

    Args:
        assessment: the result of `answers` under `rulebook`.
        on: the date of the report; "valid until" counts from it.
        identity: whose it is and when it was answered, as far as the shell knows.
    Raises:
        ScreeningError: the rulebook has no report wording.
    """
    wording = required_wording(rulebook)
    say = wording.say
    questionnaire = rulebook.questionnaire
    references = References(rulebook.sources)
    side = say(f"side.{side_key(assessment, answers)}")
    whose = page_identity(
        identity or ReportIdentity(),
        answers=answers,
        digest=assessment.rulebook_digest,
        on=on,
        summary=_summary(answers, questionnaire, wording),
        side=side,
    )
    urgent = situation_of(assessment) is Situation.URGENT
    figures = figures_of(assessment.risk, rulebook.risk)
    reasons = reasons_of(assessment, references)
    baseline = assessment.risk.baseline
    group_sources = references.mark(baseline.sources) if baseline and figures and not urgent else ""
    chart = None if urgent else contributions_of(assessment, figures, rulebook.risk, wording, references)
    work_on = None if urgent else worth_working_on(assessment, wording, references)
    scored = assessment.risk.status is RiskStatus.SCORED and not urgent
    ground = ground_of(answers, rulebook) if scored else None
    why = reason_groups(assessment, answers, rulebook, wording)
    references.mark(assessment.plan.sources)
    return AthleteReport(
        language=LANGUAGE,
        document_title=_document_title(assessment, wording, whose),
        made_on=on.isoformat(),
        identity=whose,
        foot=_foot(assessment, rulebook, on, wording),
        care=care_card_of(assessment, wording),
        verdict=verdict_of(assessment, wording),
        season=None if urgent else season_of(assessment, figures, wording, group_sources),
        first_weeks=None if urgent else first_weeks_of(assessment, rulebook.risk, wording),
        contributions=chart,
        work_on=work_on,
        one_change=None if urgent else one_change_of(assessment, figures, rulebook.risk, wording),
        how_sure=how_sure_of(assessment.risk, figures, ground, questionnaire, wording),
        light=None if urgent else light_of(assessment, wording),
        injury=injury_of(assessment, answers, questionnaire, wording),
        reasons=reasons,
        signs=sign_rows(answers, questionnaire, wording),
        withheld=say("withheld.urgent") if urgent else None,
        plan=plan_page_of(assessment.plan, wording),
        professional=tuple(Row(head, text) for head, text in wording.professional),
        who_sees=_who_sees(wording),
        limits=wording.limits,
        missing=_not_judged(assessment, questionnaire, wording),
        sources=references.lines(),
        more_sources=say("sources.more", number=references.left_out) if references.left_out else None,
        answers=answer_groups(answers, questionnaire, wording),
        step_down=step_down_of(assessment, figures, ground, wording),
        what_if=what_if_of(assessment, ground, wording),
        why=why,
        why_sources=cited(why, rulebook),
        notices=rules_notices(rulebook, on),
    )


def required_wording(rulebook: Rulebook) -> Wording:
    """The sentences of the reports.

    Raises:
        ScreeningError: the rulebook has none.
    """
    if rulebook.wording is None:
        raise ScreeningError("the rulebook holds no wording for reports")
    return rulebook.wording


def _summary(answers: Answers, questionnaire: Questionnaire, wording: Wording) -> str:
    """Age, sport and level, as far as answered: "27, football, professional"."""
    parts = []
    age = answers.known("age_years")
    if age is not None:
        parts.append(str(age))
    for field in ("sport", "level"):
        if field in answers and field in questionnaire.questions:
            parts.append(answer_words(questionnaire.question(field), answers[field], wording).lower())
    return ", ".join(parts)


def _document_title(assessment: Assessment, wording: Wording, whose: PageIdentity) -> str:
    lead = assessment.triage.headline if has_problem(assessment) else wording.say("title")
    return f"{lead}: {wording.say('document_title', name=whose.name, date=whose.answered)}"


def _foot(assessment: Assessment, rulebook: Rulebook, on: dt.date, wording: Wording) -> Foot:
    say = wording.say
    until = on + dt.timedelta(days=assessment.valid_days)
    checked = say("foot.checked", name=rulebook.checked_by) if rulebook.checked_by else say("foot.unchecked")
    digest = assessment.rulebook_digest.removeprefix("sha256:")[:SHORT_DIGEST]
    version = assessment.rulebook_version
    again = "foot.again_problem" if has_problem(assessment) else "foot.again"
    return Foot(
        rules=say("foot.rules", version=version, digest=digest, checked=checked),
        rules_long=say(
            "foot.rules_long",
            **{
                "version": version,
                "digest": digest,
                "checked": checked,
                "from": day(dt.date.fromisoformat(rulebook.valid_from)),
                "review": day(dt.date.fromisoformat(rulebook.review_by)),
            },
        ),
        valid_until=say("foot.valid", date=day(until)),
        valid_until_iso=until.isoformat(),
        answer_again=say(again, date=day(until)),
        aid=say("aid"),
    )


def _who_sees(wording: Wording) -> tuple[Row, ...]:
    say = wording.say
    return tuple(Row(say(f"sees.{who}"), say(f"sees.{who}_text")) for who in ("you", "link", "club"))


def _not_judged(assessment: Assessment, questionnaire: Questionnaire, wording: Wording) -> tuple[str, ...]:
    """What could not be judged because answers are missing, as one sentence."""
    if assessment.risk.status is RiskStatus.NOT_SCORED or not assessment.risk.missing:
        return ()
    named = [short_label(field, questionnaire) for field in assessment.risk.missing]
    return (wording.say("missing.list", missing="; ".join(named)),)
