"""What athletes allow: the texts as data, how each decision stands today, and deciding."""

from __future__ import annotations

from screening.services.consents.deciding import By, decide, decide_signed_in, record_paper
from screening.services.consents.states import (
    ConsentPicture,
    PurposeState,
    allowed_now,
    consent_picture,
    own_age_in,
)
from screening.services.consents.wording import consent_texts, own_age

__all__ = [
    "By",
    "ConsentPicture",
    "PurposeState",
    "allowed_now",
    "consent_picture",
    "consent_texts",
    "decide",
    "decide_signed_in",
    "own_age",
    "own_age_in",
    "record_paper",
]
