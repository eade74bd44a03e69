"""Every route says who may use it; the application does not start while one does not."""

from __future__ import annotations

import pytest
from flask import Flask

from screening.web.policies import Policy, UndeclaredRoute, policy, policy_of, require_policies


def test_every_route_declares_its_policy(app: Flask) -> None:
    undeclared = [rule.rule for rule in app.url_map.iter_rules() if policy_of(app, rule.endpoint) is None]
    assert undeclared == []


def test_routes_of_a_draft_need_its_link_and_routes_of_a_result_need_that_link(app: Flask) -> None:
    wanted = {"/check/<token": Policy.DRAFT_HOLDER, "/result/<token": Policy.RESULT_HOLDER}
    seen = 0
    for rule in app.url_map.iter_rules():
        for prefix, kind in wanted.items():
            if rule.rule.startswith(prefix):
                seen += 1
                assert policy_of(app, rule.endpoint) is kind, rule.rule
    assert seen >= 8


def test_an_undeclared_route_stops_the_start() -> None:
    bare = Flask("bare", static_folder=None)
    bare.add_url_rule("/secret", "secret", lambda: "")
    with pytest.raises(UndeclaredRoute, match="/secret declares no policy"):
        require_policies(bare)


def test_flasks_own_static_route_counts_as_undeclared() -> None:
    with pytest.raises(UndeclaredRoute, match="/static/"):
        require_policies(Flask("with_static"))


def test_an_untyped_parameter_stops_the_start() -> None:
    bare = Flask("bare", static_folder=None)
    bare.add_url_rule("/of/<name>", "of", policy(Policy.PUBLIC)(lambda name: name))
    with pytest.raises(UndeclaredRoute, match="takes name of no particular type"):
        require_policies(bare)
