"""The coach's page, drawn from a made-up squad: a page like every other, with everything in words too."""

from __future__ import annotations

import re

import pytest
from flask import Flask, render_template

from screening.domain.reporting.squad import squad_view
from screening.domain.reporting.squad_view import SquadReport
from screening.domain.squad.picture import picture_of
from screening.services.squad_base import base_programme
from tests.support.assessments import rulebook
from tests.support.made_up_squad import CALENDAR, ON, ROUND, squad
from tests.web.page_rules import MAX_RESULT_BYTES, faults_of


def view_of(size: int) -> SquadReport:
    rules = rulebook()
    return squad_view(
        picture_of(squad(25)[:size], ROUND, rules, ON), rules, base=base_programme(CALENDAR, rules)
    )


def page_of(app: Flask, view: SquadReport) -> str:
    with app.test_request_context("/"):
        return render_template("squads/squad.html", view=view)


@pytest.mark.parametrize("size", [0, 1, 9, 25])
def test_the_page_is_in_order_for_every_size(app: Flask, size: int) -> None:
    assert faults_of(page_of(app, view_of(size)), MAX_RESULT_BYTES) == []


def test_every_square_says_its_word_beside_its_shape(app: Flask) -> None:
    view = view_of(25)
    html = page_of(app, view)
    squares = sum(len(row.cells) for group in view.map.groups for row in group.rows)
    assert len(re.findall(r'<use href="#cell-[\w-]+"/></svg><span class="vh">\w', html)) == squares + len(
        view.map.legend
    )


def test_a_hostile_name_is_only_text(app: Flask) -> None:
    rules = rulebook()
    hostile = "<script>alert(1)</script>{{ 7*7 }}"
    members = [type(one)(f"{place}", hostile, one.permitted, one.latest) for place, one in enumerate(squad())]
    html = page_of(app, squad_view(picture_of(members, ROUND, rules, ON), rules))
    assert "<script>alert" not in html
    assert "{{ 7*7 }}" in html
    assert faults_of(html, 2 * MAX_RESULT_BYTES) == []
