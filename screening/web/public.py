"""Pages that show nothing of any person: start, for people who look after athletes, warning signs, about."""

from __future__ import annotations

from flask import Blueprint, render_template

from screening.web.parts import parts
from screening.web.policies import Policy, policy

public = Blueprint("public", __name__)


@public.get("/")
@policy(Policy.PUBLIC)
def start() -> str:
    """What it is and the two ways in."""
    return render_template("public/start.html", page_count=parts().journey.healthy_page_count())


@public.get("/athletes")
@policy(Policy.PUBLIC)
def athletes() -> str:
    """What a coach, physio or parent can do today."""
    return render_template("public/athletes.html")


@public.get("/red-flags")
@policy(Policy.PUBLIC)
def red_flags() -> str:
    """The warning signs on one page to print: useful with this service switched off."""
    return render_template("public/red_flags.html")


@public.get("/about")
@policy(Policy.PUBLIC)
def about() -> str:
    """Limits, sources, privacy, and who checked the rules."""
    sources = sorted(parts().rulebook.sources.values(), key=lambda source: source.id)
    return render_template("public/about.html", sources=sources, settings=parts().settings)
