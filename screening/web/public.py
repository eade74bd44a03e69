"""Pages that show nothing of any person: start, for people who look after athletes, warning signs, about."""

from __future__ import annotations

from flask import Blueprint, abort, render_template

from screening.services.accounts.set_up import is_open
from screening.services.rulebook_status import status_of
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy

SOURCES_PER_PAGE = 50

public = Blueprint("public", __name__)


@public.get("/")
@policy(Policy.PUBLIC)
def start() -> str:
    """What it is and the two ways in."""
    return render_template("public/start.html", page_count=parts().journey.healthy_page_count())


@public.get("/for-clubs")
@policy(Policy.PUBLIC)
def athletes() -> str:
    """What a coach, physio or parent can do with it, and the way in for those who work in a club."""
    return render_template("public/athletes.html", is_new=is_open(parts().store))


@public.get("/red-flags")
@policy(Policy.PUBLIC)
def red_flags() -> str:
    """The warning signs on one page to print: useful with this service switched off."""
    return render_template("public/red_flags.html", emergency_number=parts().rulebook.triage.emergency_number)


@public.get("/about")
@policy(Policy.PUBLIC)
def about() -> str:
    """Limits, privacy, and who checked the rules."""
    return render_template(
        "public/about.html",
        settings=parts().settings,
        source_count=len(parts().rulebook.sources),
        rules=status_of(parts().store, parts().rulebook, now()),
    )


@public.get("/sources", defaults={"part": 1})
@public.get("/sources/<int(min=2, max=99):part>")
@policy(Policy.PUBLIC)
def sources(part: int) -> str:
    """The studies behind the rules, so many to a page that it stays small on a weak signal."""
    found = sorted(parts().rulebook.sources.values(), key=lambda source: source.id)
    shown = found[(part - 1) * SOURCES_PER_PAGE : part * SOURCES_PER_PAGE]
    if not shown:
        abort(404)
    count = -(-len(found) // SOURCES_PER_PAGE)
    return render_template(
        "public/sources.html", sources=shown, part=part, parts=range(1, count + 1), total=len(found)
    )
