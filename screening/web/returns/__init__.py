"""Pages of a coach about athletes on the way back: what each may do today, and nothing clinical."""

from __future__ import annotations

from flask import Flask

from screening.web.returns.coach import returns


def configure_returns(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(returns)
