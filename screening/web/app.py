"""The web application, made from settings by a list of short steps."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import TYPE_CHECKING

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from screening.report import ReportMaker
from screening.resources import templates_folder
from screening.rulebook.load import load_rulebook
from screening.store import open_store
from screening.store.schema import require_current
from screening.web.account import configure_account
from screening.web.assets import configure_assets
from screening.web.athlete import configure_athlete
from screening.web.athlete.journey import Journey
from screening.web.care import configure_care
from screening.web.case_files import configure_case_files
from screening.web.cases import configure_cases
from screening.web.checkin import configure_check_in
from screening.web.converters import configure_converters
from screening.web.demonstration import configure_demonstration
from screening.web.errors import configure_errors
from screening.web.exercises import configure_exercises
from screening.web.health import health
from screening.web.invited import configure_invited
from screening.web.limits import configure_limits
from screening.web.own import configure_own
from screening.web.parts import Parts, keep_parts, parts, wall_clock
from screening.web.policies import require_policies
from screening.web.public import public
from screening.web.report_code import report_code
from screening.web.returns import configure_returns
from screening.web.roster import configure_roster
from screening.web.rounds import configure_rounds
from screening.web.rules_notice import about_rules, configure_rules_notice
from screening.web.security import configure_security
from screening.web.signed_in import configure_signed_in
from screening.web.squads import configure_squads
from screening.web.training import configure_training

if TYPE_CHECKING:
    from screening.settings import Settings


def create_app(settings: Settings) -> Flask:
    """The application of one worker process: its own store, rules and report processes.

    Raises:
        ScreeningError: the database or the rules cannot be used.
    """
    rulebook = load_rulebook()
    store = open_store(settings.database_url, settings.secret_key)
    require_current(store)
    made = Parts(settings, store, rulebook, Journey.through(rulebook), ReportMaker(), wall_clock)
    return build_app(made)


def close_app(app: Flask) -> None:
    """End the report processes and the database connections of an application."""
    with app.app_context():
        parts().reports.close()
        parts().store.close()


def build_app(made: Parts) -> Flask:
    """The application over parts that exist already; `create_app` makes them from settings."""
    # No static folder: Flask's own static route would be one nobody declared a policy for.
    app = Flask("screening", static_folder=None, template_folder=str(templates_folder()))
    keep_parts(app, made)
    configure_proxies(app, made.settings)
    configure_converters(app)
    configure_templates(app, made.settings)
    configure_security(app, made.settings)
    configure_signed_in(app, made.settings)
    configure_errors(app)
    configure_rules_notice(app)
    configure_demonstration(app)
    configure_assets(app)
    app.register_blueprint(health)
    app.register_blueprint(public)
    app.register_blueprint(report_code)
    configure_exercises(app)
    configure_athlete(app)
    configure_training(app)
    configure_account(app)
    configure_own(app)
    configure_care(app)
    configure_cases(app)
    configure_squads(app)
    configure_roster(app)
    configure_rounds(app)
    configure_invited(app)
    configure_check_in(app)
    configure_returns(app)
    configure_case_files(app)
    configure_limits(app, made.settings)
    require_policies(app)
    return app


def configure_proxies(app: Flask, settings: Settings) -> None:
    """Believe forwarding headers from as many proxies as the settings name; from nobody by default."""
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count)  # type: ignore[method-assign]


def configure_templates(app: Flask, settings: Settings) -> None:
    """Undefined names are errors, whitespace of tags goes, and every page knows the rulebook it stands on."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["long_date"] = long_date

    @app.context_processor
    def furniture() -> dict[str, object]:
        rulebook = parts().rulebook
        return {
            "rules_version": rulebook.version,
            "rules_checked_by": rulebook.checked_by,
            "rules_review_by": rulebook.review_by,
            "local_network": settings.lan,
            **about_rules(),
        }


def long_date(day: str) -> str:
    """An ISO date in words: 14 November 2026."""
    date = dt.date.fromisoformat(day)
    return f"{date.day} {calendar.month_name[date.month]} {date.year}"
