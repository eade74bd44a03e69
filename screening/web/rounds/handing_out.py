"""Three ways out of a round: cards and links for each athlete, one poster for the wall, and e-mail."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from screening.services.invitations import Card, cards_of_round
from screening.services.rounds_poster import poster_of_round
from screening.services.rounds_view import round_page
from screening.web.account.answering import page
from screening.web.account.factors import qr_picture
from screening.web.addresses import link_to, opens_here_only
from screening.web.parts import now, parts
from screening.web.policies import Policy, policy
from screening.web.signed_in import actor, club_id

handing_out = Blueprint("handing_out", __name__, url_prefix="/rounds/<int:round_id>")

CARDS_ON_A_PAGE = 40


@dataclass(frozen=True, slots=True, repr=False)
class PrintedCard:
    """One card to cut out."""

    card: Card
    link: str
    picture: Markup


@handing_out.get("/cards")
@policy(Policy.STAFF)
def cards(round_id: int) -> Response:
    """A card for each athlete who can still answer, to print and cut."""
    found = cards_of_round(parts().store, actor(), club_id(), round_id, now())
    pages = max(1, -(-len(found) // CARDS_ON_A_PAGE))
    here = min(max(request.args.get("page", 1, type=int), 1), pages)
    shown = found[(here - 1) * CARDS_ON_A_PAGE : here * CARDS_ON_A_PAGE]
    return page(
        "rounds/cards.html",
        round=_about(round_id),
        is_here_only=_is_here_only(),
        cards=[PrintedCard(card, _link(card), qr_picture(_link(card))) for card in shown],
        total=len(found),
        page=here,
        pages=pages,
    )


@handing_out.get("/links")
@policy(Policy.STAFF)
def links(round_id: int) -> Response:
    """The links as text, to copy into a message to each athlete."""
    found = cards_of_round(parts().store, actor(), club_id(), round_id, now())
    return page(
        "rounds/links.html",
        round=_about(round_id),
        is_here_only=_is_here_only(),
        links=[(card, _link(card)) for card in found],
    )


@handing_out.get("/codes")
@policy(Policy.STAFF)
def codes(round_id: int) -> Response:
    """Each athlete's own code beside the poster, for whoever hands them out."""
    found = cards_of_round(parts().store, actor(), club_id(), round_id, now())
    return page("rounds/codes.html", round=_about(round_id), cards=found)


@handing_out.get("/poster")
@policy(Policy.STAFF)
def poster(round_id: int) -> Response:
    """The sheet for the wall: one picture to scan, and the address to type."""
    found = poster_of_round(parts().store, actor(), club_id(), round_id, now())
    link = link_to(parts().settings, url_for("wall.code_form", token=found.token))
    return page(
        "rounds/poster.html",
        round=_about(round_id),
        is_here_only=_is_here_only(),
        poster=found,
        link=link,
        picture=qr_picture(link),
    )


def _link(card: Card) -> str:
    return link_to(parts().settings, url_for("invited.welcome", token=card.token))


def _is_here_only() -> bool:
    return opens_here_only(parts().settings)


def _about(round_id: int) -> object:
    return round_page(parts().store, actor(), club_id(), round_id, now())
