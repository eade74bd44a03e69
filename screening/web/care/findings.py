"""The form on which a physio or doctor adds what the examination found."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from screening.domain.answers import Answers
from screening.domain.checking import check_texts
from screening.domain.errors import Problem
from screening.domain.questionnaire import Question
from screening.services.care_findings import (
    Examination,
    Examined,
    NewerAnswers,
    add_findings,
    examined,
    finding_questions,
)
from screening.web.athlete.fields import FieldView, Shown, field_view, stored_texts
from screening.web.athlete.forms import SURE, form_for, given_texts, is_unusual, unusual_message
from screening.web.care.listing import whole_number
from screening.web.care.words import day_of
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.signed_in import actor, club_id
from screening.web.training.beside import Pointed

findings = Blueprint("findings", __name__, url_prefix="/athletes/<int:athlete_id>/findings")

FIRST = "clinical_findings"
"""The section that is asked openly."""
KEY_LENGTH = range(16, 65)
NEWER = Pointed("main", "There are newer answers now, or these are past their last day. Read how they stand")


@dataclass(frozen=True, slots=True)
class Typed:
    """What one form says: the findings that can be read, what is wrong, and what to ask about once."""

    texts: Shown
    findings: Answers
    problems: tuple[Problem, ...]
    doubts: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one section; one that is `folded` holds nothing yet and nothing wrong."""

    title: str
    intro: str
    fields: tuple[FieldView, ...]
    folded: bool


@findings.get("")
@policy(Policy.CLINICIAN)
def ask(athlete_id: int) -> Response:
    """The form, with the findings of before in it."""
    found = examined(parts().store, actor(), club_id(), athlete_id, now())
    return _drawn(found, stored_texts(found.answers, [one.id for one in _asked()]))


@findings.post("")
@policy(Policy.CLINICIAN)
def add(athlete_id: int) -> Response:
    """Keep them as a new screening beside the old one."""
    typed = _typed()
    if typed.problems or typed.doubts:
        found = examined(parts().store, actor(), club_id(), athlete_id, now())
        response = _drawn(found, typed.texts, typed.problems, typed.doubts)
        response.status_code = HTTPStatus.BAD_REQUEST if typed.problems else HTTPStatus.OK
        return response
    key = request.form.get("key", "")
    if len(key) not in KEY_LENGTH or not key.isascii():
        abort(HTTPStatus.BAD_REQUEST)
    about = Examination(club_id(), athlete_id, whole_number(request.form.get("screening", "")))
    try:
        add_findings(parts().store, actor(), about, typed.findings, key, parts().rulebook, now())
    except NewerAnswers:
        found = examined(parts().store, actor(), club_id(), athlete_id, now())
        response = _drawn(found, typed.texts, is_stale=True)
        response.status_code = HTTPStatus.CONFLICT
        return response
    return redirect(url_for("record.show", athlete_id=athlete_id), code=303)


def _asked() -> tuple[Question, ...]:
    return finding_questions(parts().rulebook.questionnaire)


def _typed() -> Typed:
    """Read the form. A blank is "not examined"; nothing has to be filled in but one thing."""
    asked = _asked()
    form = form_for(asked)
    texts = given_texts(form, asked)
    answers, problems = check_texts(texts, parts().rulebook.questionnaire, [one.id for one in asked])
    kept = frozenset(form.sure.data or ())
    doubts = [
        Problem(one.id, unusual_message(one, str(texts[one.id])))
        for one in asked
        if one.id in answers and is_unusual(one, answers[one.id]) and f"{one.id}={texts[one.id]}" not in kept
    ]
    if not texts:
        problems = (Problem(asked[0].id, "Fill in at least one finding"),)
    return Typed(texts, answers, tuple(problems), tuple(doubts))


def _drawn(
    found: Examined,
    texts: Shown,
    problems: Sequence[Problem] = (),
    doubts: Sequence[Problem] = (),
    *,
    is_stale: bool = False,
) -> Response:
    wrong, unusual = _by_field(problems), _by_field(doubts)
    fields = [
        field_view(one, texts, found.answers, wrong.get(one.id), unusual.get(one.id)) for one in _asked()
    ]
    return make_response(
        render_template(
            "care/findings.html",
            found=found,
            answered=day_of(found.answered_at),
            groups=_groups(fields, texts),
            sure=[*request.form.getlist(SURE), *(f"{one.field}={texts[one.field]}" for one in doubts)],
            problems=[NEWER] * is_stale + _lines(fields, {**unusual, **wrong}),
            doubtful=bool(doubts) and not problems and not is_stale,
            key=secrets.token_urlsafe(24),
        )
    )


def _groups(fields: Sequence[FieldView], texts: Shown) -> list[Group]:
    """What the examination found comes first; what was measured besides is folded until it is used."""
    questionnaire = parts().rulebook.questionnaire
    groups = []
    for section in questionnaire.sections:
        own = tuple(one for one in fields if questionnaire.question(one.id).section == section.id)
        is_used = any(one.id in texts or one.error or one.doubt for one in own)
        folded = section.id != FIRST and not is_used
        if own:
            groups.append(Group(section.title, section.intro or "", own, folded))
    return sorted(groups, key=lambda group: group.folded)


def _by_field(problems: Sequence[Problem]) -> Mapping[str, str]:
    return {one.field: one.message for one in reversed(problems)}


def _lines(fields: Sequence[FieldView], said: Mapping[str, str]) -> list[Pointed]:
    return [Pointed(one.target, said[one.id]) for one in fields if one.id in said]
