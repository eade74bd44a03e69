"""Links and codes that open records: made from a server secret, kept as digests only.

A draft and its later screening share a random seed of 256 bits. Every link is an HMAC of that seed under the
server's secret key, so the same seed always gives the same link: a repeated submit finds its result page
again and a resume code finds its draft, although the database holds no link. Without the key the database
opens nothing; without the database the key opens nothing. A new key leaves existing links working (their
digests need no key) and ends only open resume codes and the repetition of older submits.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass

SEED_BYTES = 32
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters without I, L, O and U, which are misread or spell words."""

_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
INVITATION, POSTER, CHECK_IN = "inv-", "wall-", "day-"
"""How links of these kinds begin, so that an address tells what it opens before anything is looked up."""

CODE_LETTERS = 8
CHECK_CODE_LETTERS = 12
GROUP = 4


def new_seed() -> bytes:
    """A fresh secret for one draft and its screening."""
    return secrets.token_bytes(SEED_BYTES)


def grouped(letters: str) -> str:
    """A code in groups of four, as it is printed."""
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def plain_code(typed: str) -> str:
    """A code as somebody typed it, without spaces and dashes and with look-alike letters put right."""
    letters = "".join(letter for letter in typed.upper() if letter not in " -–\t\u00a0")
    return letters.translate(_READ_AS)


def digest(token: str) -> str:
    """What is stored of a link."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True, repr=False)
class Tokens:
    """Makes links and codes under one secret key."""

    key: bytes

    @classmethod
    def under(cls, secret_key: str) -> Tokens:
        """Under the server's secret, of which a part of its own is used here."""
        return cls(hmac.digest(secret_key.encode(), b"links to records", "sha256"))

    def _mac(self, purpose: str, of: bytes) -> bytes:
        return hmac.digest(self.key, purpose.encode() + b"\0" + of, "sha256")

    def _link(self, purpose: str, seed: bytes) -> str:
        return base64.urlsafe_b64encode(self._mac(purpose, seed)).rstrip(b"=").decode()

    def draft_link(self, seed: bytes) -> str:
        """The token of a draft, 256 bits as 43 URL-safe letters."""
        return self._link("draft", seed)

    def result_link(self, seed: bytes) -> str:
        """The token of the screening a draft became."""
        return self._link("result", seed)

    def programme_link(self, seed: bytes) -> str:
        """The token of a programme that is followed."""
        return self._link("programme", seed)

    def calendar_link(self, seed: bytes) -> str:
        """The token at which a calendar program reads a programme; it opens nothing else."""
        return self._link("calendar", seed)

    def invitation_link(self, seed: bytes) -> str:
        """The token of an invitation to answer."""
        return INVITATION + self._link("invitation", seed)

    def poster_link(self, seed: bytes) -> str:
        """The token of the one code on the wall for a round."""
        return POSTER + self._link("poster", seed)

    def check_in_link(self, seed: bytes) -> str:
        """The token of the daily check-in of one case."""
        return CHECK_IN + self._link("check-in", seed)

    def round_code(self, seed: bytes) -> str:
        """The code of one athlete beside a poster, 40 bits; it opens nothing without their name."""
        return self._code("round code", seed, CODE_LETTERS)

    def round_code_digest(self, typed: str) -> str:
        """What is stored of it: under the key, because 40 bits alone can be tried out."""
        return self._mac("code of a round", plain_code(typed).encode("utf-8", "surrogatepass")).hex()

    def resume_code(self, seed: bytes) -> str:
        """The code of a draft to write down, 40 bits: "7KQ4-M2RD"."""
        return self._code("resume code", seed, CODE_LETTERS)

    def check_code(self, seed: bytes) -> str:
        """The code printed on a report: it tells "current" or "superseded", and opens nothing."""
        return self._code("check code", seed, CHECK_CODE_LETTERS)

    def _code(self, purpose: str, seed: bytes, length: int) -> str:
        number = int.from_bytes(self._mac(purpose, seed), "big")
        return grouped("".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(length)))

    def code_digest(self, typed: str) -> str:
        """What is stored of a resume code: under the key, because 40 bits alone can be tried out."""
        return self._mac("code", plain_code(typed).encode("utf-8", "surrogatepass")).hex()

    def submission_key(self, draft_digest: str, client_key: str) -> str:
        """What is stored of the key a form sends with its submit; it counts for its own draft only."""
        return self._key("submission", draft_digest, client_key)

    def start_key(self, screening_digest: str, client_key: str) -> str:
        """The same for starting a programme; it counts for its own screening only."""
        return self._key("start of a programme", screening_digest, client_key)

    def report_key(self, programme_digest: str, client_key: str) -> str:
        """The same for reporting a session; it counts for its own programme only."""
        return self._key("report of a session", programme_digest, client_key)

    def case_key(self, of: str, client_key: str) -> str:
        """The same for everything done to a case; it counts for this person and this case only."""
        return self._key("event of a case", of, client_key)

    def _key(self, purpose: str, record_digest: str, client_key: str) -> str:
        return self._mac(purpose, f"{record_digest}\0{client_key}".encode("utf-8", "surrogatepass")).hex()
