"""What the rules depend on in the person and the injury. The unknown never counts in anybody's favour."""

from __future__ import annotations

from screening.domain.vocabulary import Tag

from .rules import CaseRules
from .stage_rules import Group
from .standing import CaseState
from .words import Light, Mechanism, PainMode, SeverityClass

WORSE_THAN_GREEN = frozenset({Light.AMBER, Light.RED, Light.STOP})
RED = frozenset({Light.RED, Light.STOP})


def is_tendon(state: CaseState, rules: CaseRules) -> bool:
    """Whether a tendon is involved, by class or tag."""
    return state.severity in rules.classes.tendon_classes or bool(rules.classes.tendon_tags & set(state.tags))


def is_minor(state: CaseState, rules: CaseRules) -> bool:
    """Whether a guardian has to agree as well; an age that is not known counts as under age."""
    age = state.opened.age_years
    return age is None or age < rules.classes.guardian_under_years


def is_stretch(state: CaseState) -> bool:
    """Whether it is a stretch-type injury, by mechanism or tag."""
    return state.opened.mechanism is Mechanism.STRETCH or Tag.STRETCH_PROXIMAL in state.tags


def groups(state: CaseState, rules: CaseRules) -> frozenset[Group]:
    """Which criteria are asked of this case beside the common ones."""
    found = {
        Group.SPRINTER: state.opened.is_sprinter,
        Group.STRETCH: is_stretch(state),
        Group.TENDON: is_tendon(state, rules),
        Group.RECURRENT: state.recurrent,
    }
    return frozenset(group for group, present in found.items() if present)


def is_pain_free_always(state: CaseState, rules: CaseRules) -> bool:
    """Whether nobody may set a pain threshold: recurrent, tendon class, under 18 or age not known."""
    age = state.opened.age_years
    return (
        state.recurrent or is_tendon(state, rules) or age is None or age < rules.classes.pain_free_under_years
    )


def pain_mode(state: CaseState, rules: CaseRules) -> PainMode:
    """The pain mode that counts, whatever was set."""
    return PainMode.PAIN_FREE if is_pain_free_always(state, rules) else state.pain_mode


def is_fast_track(state: CaseState, rules: CaseRules) -> bool:
    """Class G0, or G1 with no amber or worse so far; never where it is recurrent or a tendon is involved."""
    fast = rules.running.fast_track
    if state.severity not in fast.classes or state.recurrent or is_tendon(state, rules):
        return False
    seen = {light.body.light for light in state.lights}
    return state.severity not in fast.without_amber or not seen & WORSE_THAN_GREEN


def is_clinician_built(state: CaseState) -> bool:
    """Grade III, avulsion and the like: no automatic suggestions, every move by a doctor's record."""
    return state.severity in {SeverityClass.AV, SeverityClass.G3, SeverityClass.G3C}
