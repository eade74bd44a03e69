"""The coach's page and report: the picture of a squad in words, ready to draw."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from screening.domain.notices import rules_notices
from screening.domain.reporting.athlete import LANGUAGE, required_wording
from screening.domain.reporting.bands import kind_of
from screening.domain.reporting.charts.model import StateShape
from screening.domain.reporting.day_words import day_of
from screening.domain.reporting.identity import printable_name, short_code
from screening.domain.reporting.references import References
from screening.domain.reporting.rules_foot import rules_line, rules_long
from screening.domain.reporting.squad_base import base_part
from screening.domain.reporting.squad_change import change_part, weeks_part
from screening.domain.reporting.squad_map import map_part
from screening.domain.reporting.squad_view import (
    Count,
    HeldPart,
    HeldRow,
    NameGroup,
    SquadIdentity,
    SquadReport,
    TalkEntry,
    TalkPart,
)
from screening.domain.reporting.squad_what_if import what_if_part
from screening.domain.reporting.words import counted, day
from screening.domain.rulebook import Rulebook
from screening.domain.squad.listing import Shown
from screening.domain.squad.model import HAS_ANSWERS, BaseProgramme, MemberState
from screening.domain.squad.picture import SquadPicture, required_squad_rules
from screening.domain.squad.rules import SquadRules
from screening.domain.squad.visible import VisibleMember
from screening.domain.vocabulary import Availability, Band

_MISSING = (
    (MemberState.NOT_ANSWERED, "missing.not_answered"),
    (MemberState.NOT_ASKED_ABOUT_PAIN, "missing.not_asked"),
    (MemberState.LAPSED, "missing.lapsed"),
)


def squad_view(
    picture: SquadPicture,
    rulebook: Rulebook,
    *,
    base: BaseProgramme | None = None,
    check_code: str | None = None,
    shown: Shown | None = None,
) -> SquadReport:
    """Everything page and report show.

    Args:
        picture: what a coach may see.
        base: the programme for everybody on the days of the squad; None leaves it out.
        check_code: the code a kept report has; without one a code made from what it shows stands there.
        shown: the part of the map that a page shows, with short lists of names beside it; None shows all.
    Raises:
        ScreeningError: the rulebook has no rules or no words for it.
    """
    rules = required_squad_rules(rulebook)
    say, names = rules.wording.say, names_of(picture.members)
    most = shown.most_named if shown else None
    bands = {band: _band_shape(band, rulebook) for band in Band}
    references = References(rulebook.sources)
    what_if = what_if_part(picture.what_if, rules, rulebook.risk, references)
    references.mark(key for column in rules.columns for key in column.sources)
    return SquadReport(
        language=LANGUAGE,
        document_title=say("document_title", squad=_name(picture.round.squad), date=day(picture.on)),
        made_on=picture.on.isoformat(),
        identity=_identity(picture, rulebook, "" if shown else check_code),
        rules=rules_line(rulebook),
        rules_long=rules_long(rulebook),
        aid=required_wording(rulebook).say("aid"),
        title=say("title"),
        notices=rules_notices(rulebook, picture.on),
        counts=tuple(
            Count(kind.value, number, say(f"count.{kind}")) for kind, number in picture.counts.items()
        ),
        answered=say(
            "answered",
            answered=sum(member.state in HAS_ANSWERS for member in picture.members),
            total=len(picture.members),
        ),
        private=_private(picture, rules),
        talk=_talk(picture, rules, names, bands),
        held=_held(picture, rules, names, most),
        missing=tuple(
            NameGroup(
                say(key),
                say(f"{key}_text"),
                tuple(names[one.reference] for one in found[:most]),
                len(found),
                _more(found, most, rules),
            )
            for state, key in _MISSING
            if (found := picture.in_state(state))
        ),
        missing_none=say("missing.none"),
        base=base_part(base, rules, rulebook.plan, picture.on) if base else None,
        map=map_part(picture, rules, names, bands, shown),
        what_if=what_if,
        change=change_part(picture.change, rules, names, most, follows=picture.round.follows),
        weeks=weeks_part(picture.round.weeks, rules),
        limits_title=say("limits.title"),
        limits=rules.wording.limits,
        sources_title=say("sources.title"),
        sources=references.lines(),
        do_title=say("report.do"),
        map_title=say("report.map"),
        notes_title=say("report.notes"),
    )


def names_of(members: Sequence[VisibleMember]) -> dict[str, str]:
    """What each athlete is called, by reference; two of one name with what the club tells them apart by."""
    names = {member.reference: _name(member.name) for member in members}
    often = Counter(name.casefold() for name in names.values())
    twins = {name for name, number in often.items() if number > 1}
    if twins:
        for member in members:
            name = names[member.reference]
            if name.casefold() in twins:
                names[member.reference] = f"{name} ({_name(member.key or member.reference)})"
    return names


def _name(text: str) -> str:
    return printable_name(text) or "No name given"


def _band_shape(band: Band, rulebook: Rulebook) -> StateShape:
    return StateShape(kind_of(band), required_wording(rulebook).say(f"band.{band}.word"))


def _identity(picture: SquadPicture, rulebook: Rulebook, check_code: str | None) -> SquadIdentity:
    say, found = required_squad_rules(rulebook).wording.say, picture.round
    return SquadIdentity(
        kicker=say(
            "kicker",
            club=_name(found.club),
            squad=_name(found.squad),
            round=_name(found.name),
            date=day(found.opened_on),
        ),
        as_of=say("as_of", date=day(picture.on)),
        code_label="Check code" if check_code else "Sheet code",
        code=short_code(repr(picture) + rulebook.digest) if check_code is None else check_code,
    )


def _private(picture: SquadPicture, rules: SquadRules) -> str:
    number = picture.keeps_private
    if number == 0:
        return ""
    if number == 1:
        return rules.wording.say("private_one")
    return rules.wording.say("private", number=counted(number).capitalize())


def _talk(
    picture: SquadPicture, rules: SquadRules, names: Mapping[str, str], bands: Mapping[Band, StateShape]
) -> TalkPart:
    say, number = rules.wording.say, len(picture.talk)
    title = "talk.title" if number > 1 else "talk.title_one" if number else "talk.title_none"
    entries = []
    for place, member in enumerate(picture.talk, start=1):
        row = rules.attention_row(member.reason or "")
        shape = bands[member.band] if member.band else None
        entries.append(
            TalkEntry(
                number=place,
                name=names[member.reference],
                reason=say("talk.opened", reason=row.reason),
                question=row.question,
                band=shape,
                band_text=say("talk.band", band=shape.title.lower()) if shape else "",
            )
        )
    filled = {"number": counted(number)} if number > 1 else {}
    return TalkPart(say(title, **filled), tuple(entries), say("talk.none"))


def _more(found: Sequence[VisibleMember], most: int | None, rules: SquadRules) -> str:
    """What stands under a list of names that was ended; nothing under a whole one."""
    left = 0 if most is None else len(found) - most
    return rules.wording.say("list.more", number=left) if left > 0 else ""


def _held(picture: SquadPicture, rules: SquadRules, names: Mapping[str, str], most: int | None) -> HeldPart:
    say = rules.wording.say
    return HeldPart(
        title=say("care.title"),
        heads=(say("care.name"), say("care.word"), say("care.review")),
        rows=tuple(
            HeldRow(
                name=names[member.reference],
                word=rules.availability_words[member.availability].word,
                review=day_of(member.ask_again) if member.ask_again else "",
                is_cleared=member.availability is not Availability.NOT_CLEARED,
            )
            for member in picture.held_back[:most]
        ),
        none=say("care.none"),
        note=say("care.note"),
        more=_more(picture.held_back, most, rules),
    )
