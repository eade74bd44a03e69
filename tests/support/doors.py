"""Every door of the application: a route with a method, what it is about, and whom it opens for.

The table `tests/security/policy.yaml` is written by hand and knows nothing of the code. What it does not say
stays shut.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from flask import Flask
from werkzeug.routing import Rule

from screening.domain.clubs import Role
from screening.report.fonts import web_fonts
from tests.support.principals import PRINCIPALS, ROLES, World
from tests.support.two_clubs import Place, Tenant

TABLE = Path(__file__).resolve().parents[1] / "security" / "policy.yaml"
METHODS = ("GET", "POST")
UNUSED_METHODS = ("PUT", "PATCH", "DELETE", "TRACE")
NOBODY_HAS_THIS_NUMBER = 987_654
NOBODY_HAS_THIS_LINK = "A" * 43
SAMPLES: Mapping[str, object] = {
    "page_id": "age",
    "exercise": "stability_ball_curl",
    "moment": "start",
    "part": 2,
    "key": "1-1",
    "act": "note",
    "what": "matches",
}
"""What stands in an address beside numbers and links, and leads to nobody."""

FIELDS: Mapping[str, Mapping[str, str]] = {
    "/consents": {"purpose": "research_export", "wish": "take-back"},
}
"""What a form needs before anybody looks at who sends it, by the end of its address."""
GATHERED = {
    "everybody": PRINCIPALS,
    "signed_in": (*ROLES, "role_removed", "of_other_club"),
    "clinicians": ("physio", "doctor"),
    "staff": ("coach", "physio", "doctor", "administrator"),
}
"""Words of the table for several principals."""

RELATIONS: Mapping[str, tuple[str, ...]] = {
    "": ("none",),
    "squad": ("same_squad", "other_squad", "other_club", "deleted", "never_existed"),
    "athlete": ("own", "ward", "same_squad", "other_squad", "other_club", "deleted", "never_existed"),
    "round": ("same_squad", "other_squad", "other_club", "never_existed"),
    "case": ("same_squad", "other_squad", "other_club", "never_existed"),
    "own_case": ("own", "ward", "same_squad", "other_squad", "other_club", "never_existed"),
    "waiting_file": ("same_squad", "other_club", "never_existed"),
    "kept_file": ("same_squad", "other_club", "never_existed"),
    "care_item": ("same_squad", "other_squad", "other_club", "never_existed"),
    "roster_import": ("same_squad", "other_club", "never_existed"),
    "kept_import": ("same_squad", "other_club", "never_existed"),
    "membership": ("own", "same_squad", "other_club", "never_existed"),
    "sign_in": ("own", "same_squad", "other_club", "never_existed"),
    "passkey": ("never_existed",),
    "link:draft": ("holder", "never_existed"),
    "link:result": ("holder", "never_existed"),
    "link:programme": ("holder", "never_existed"),
    "link:calendar": ("holder", "never_existed"),
    "link:check_in": ("holder", "never_existed"),
    "link:setup": ("never_existed",),
    "link:password": ("never_existed",),
    "link:invitation": (
        "holder",
        "used_invitation",
        "expired_invitation",
        "revoked_invitation",
        "never_existed",
    ),
    "link:poster": ("holder", "never_existed"),
}
"""By what a door is about. `same_squad` means the club of the principals, and the squad of their coach."""


@dataclass(frozen=True, slots=True)
class Door:
    """One route with one method.

    Args:
        about: the kind of thing of which the address holds a number or a link; empty for none.
        opens: by principal, the relations for which it opens.
        otherwise: what everybody else who is signed in meets, where it is not nothing at all.
    """

    method: str
    rule: str
    endpoint: str
    parameters: tuple[str, ...]
    about: str
    opens: Mapping[str, frozenset[str]]
    otherwise: str = ""

    @property
    def name(self) -> str:
        return f"{self.method} {self.rule}"

    @property
    def is_for_anybody(self) -> bool:
        """Whether it opens without signing in."""
        return "anonymous" in self.opens

    @property
    def relations(self) -> tuple[str, ...]:
        """Everything the thing in the address can be to somebody; mixed where a part is another club's."""
        mixed = ("mixed_clubs",) if sum(name.endswith("_id") for name in self.parameters) > 1 else ()
        return (*RELATIONS[self.about], *mixed)


def routes(app: Flask) -> Iterator[tuple[str, Rule]]:
    """Each method a route takes, HEAD and OPTIONS aside, with the route."""
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield method, rule


def doors(app: Flask) -> list[Door]:
    """Every door that the table knows, in the order of the address.

    Raises:
        KeyError: a route is missing in the table.
    """
    table = _table()
    made = [
        _door(method, rule, table["doors"][f"{method} {rule.rule}"], table) for method, rule in routes(app)
    ]
    return sorted(made, key=lambda door: (door.rule, door.method))


def names_in_table() -> set[str]:
    """Every line of the table, as method and route."""
    return set(_table()["doors"])


def _table() -> dict[str, dict[str, object]]:
    read: dict[str, dict[str, object]] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return read


def _door(method: str, rule: Rule, line: object, table: Mapping[str, Mapping[str, object]]) -> Door:
    """A line is the name of a group, or a group with what the address is about."""
    assert isinstance(line, str)
    about, _, group = line.rpartition(" ")
    opens = table["groups"][group]
    assert isinstance(opens, dict)
    by_principal: dict[str, frozenset[str]] = {}
    otherwise = str(opens.get("otherwise", ""))
    for who, relations in opens.items():
        if who == "otherwise":
            continue
        for principal in GATHERED.get(who, (who,)):
            assert principal in PRINCIPALS, (group, principal)
            by_principal[principal] = by_principal.get(principal, frozenset()) | frozenset(relations)
    return Door(
        method,
        rule.rule,
        rule.endpoint,
        tuple(sorted(rule.arguments)),
        about,
        by_principal,
        otherwise,
    )


def address(door: Door, relation: str, principal: str, world: World) -> str:
    """The address at which somebody knocks for something that stands in this relation to them."""
    given = {}
    for place, name in enumerate(door.parameters):
        as_seen = relation
        if relation == "mixed_clubs":
            as_seen = "same_squad" if place == 0 else "other_club"
        given[name] = _value(door, name, as_seen, principal, world)
    adapter = world.app.url_map.bind("localhost")
    return adapter.build(door.endpoint, given, method=door.method)


def _value(door: Door, name: str, relation: str, principal: str, world: World) -> object:
    if name == "name":
        return next(iter(web_fonts())) if door.rule.startswith("/fonts/") else "screen.css"
    if name in SAMPLES:
        return SAMPLES[name]
    if name == "token":
        return _link(door, relation, world.tenants[0])
    if relation == "never_existed":
        return NOBODY_HAS_THIS_NUMBER
    tenant = world.tenants[1 if relation == "other_club" else 0]
    place = tenant.places[1 if relation == "other_squad" else 0]
    if name in {"sign_in_id", "membership_id"}:
        return _of_person(name, relation, principal, world, tenant)
    return {
        "squad_id": tenant.archived if relation == "deleted" else place.squad,
        "athlete_id": _athlete(relation, tenant, place),
        "round_id": place.round,
        "invitation_id": place.invitation,
        "screening_id": tenant.screenings.get(_athlete(relation, tenant, place), place.screening),
        "item_id": place.care_item,
        "case_id": tenant.own_cases.get(relation, place.case),
        "file_id": tenant.case_files["waiting" if door.about == "waiting_file" else "kept"],
        "import_id": tenant.roster_import if door.about == "roster_import" else tenant.kept_import,
        "passkey_id": NOBODY_HAS_THIS_NUMBER,
    }[name]


def _athlete(relation: str, tenant: Tenant, place: Place) -> int:
    special = {"own": tenant.own_athlete, "ward": tenant.ward, "deleted": tenant.removed}
    return special.get(relation, place.athlete)


def _of_person(name: str, relation: str, principal: str, world: World, tenant: Tenant) -> int:
    """A sign-in, or a role of the staff; `own` is that of the principal where there is one."""
    if name == "sign_in_id":
        who = {"own": principal, "other_club": "of_other_club"}.get(relation, "doctor")
        return world.sign_ins.get(who, NOBODY_HAS_THIS_NUMBER)
    role = ROLES.get(principal) if relation == "own" else Role.DOCTOR
    return tenant.made.memberships[role or Role.DOCTOR]


def _link(door: Door, relation: str, tenant: Tenant) -> str:
    kind = door.about.partition(":")[2]
    beginning = {"invitation": "inv-", "poster": "wall-", "check_in": "day-"}.get(kind, "")
    if relation == "holder":
        return tenant.links[kind]
    if relation == "never_existed":
        return beginning + NOBODY_HAS_THIS_LINK
    return tenant.links[relation]
