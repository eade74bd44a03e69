"""Links and codes: long enough, different for each purpose, and of no use without the server's secret."""

from __future__ import annotations

import base64
import re

from hypothesis import given
from hypothesis import strategies as st

from screening.store.tokens import ALPHABET, Tokens, digest, grouped, new_seed, plain_code

OURS = Tokens.under("the secret of this server, long enough")
OTHERS = Tokens.under("the secret of another server, as long")


def test_a_link_has_at_least_192_bits_in_letters_an_address_may_hold() -> None:
    for link in (OURS.draft_link(new_seed()), OURS.result_link(new_seed())):
        assert re.fullmatch(r"[A-Za-z0-9_-]{43}", link)
        assert len(base64.urlsafe_b64decode(link + "=")) * 8 >= 192


def test_the_same_seed_always_gives_the_same_links() -> None:
    seed = new_seed()
    again = Tokens.under("the secret of this server, long enough")
    assert OURS.result_link(seed) == again.result_link(seed)
    assert OURS.resume_code(seed) == again.resume_code(seed)


def test_each_purpose_and_each_server_has_links_of_its_own() -> None:
    seed = new_seed()
    made = [OURS.draft_link(seed), OURS.result_link(seed), OTHERS.draft_link(seed), OTHERS.result_link(seed)]
    assert len(set(made)) == len(made)
    assert OURS.check_code(seed)[:9] != OURS.resume_code(seed)


def test_seeds_do_not_repeat() -> None:
    assert len({new_seed() for _ in range(1000)}) == 1000


def test_codes_are_in_groups_of_four_without_letters_that_are_misread() -> None:
    for _ in range(200):
        seed = new_seed()
        assert re.fullmatch(f"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", OURS.resume_code(seed))
        assert re.fullmatch(f"[{ALPHABET}]{{4}}(-[{ALPHABET}]{{4}}){{2}}", OURS.check_code(seed))
    assert not set("ILOU") & set(ALPHABET)


def test_a_code_reads_the_same_however_it_is_typed() -> None:
    assert plain_code(" 7kq4 – m2rd ") == plain_code("7KQ4-M2RD") == "7KQ4M2RD"
    assert plain_code("oO0iIlL1") == "00011111"


@given(st.text(max_size=40))
def test_whatever_is_typed_has_a_digest(typed: str) -> None:
    assert len(OURS.code_digest(typed)) == len(digest(typed)) == 64


@given(st.text(alphabet=ALPHABET, min_size=8, max_size=8))
def test_grouping_is_undone_by_reading(letters: str) -> None:
    assert plain_code(grouped(letters)) == letters


def test_codes_are_kept_under_the_secret() -> None:
    assert OURS.code_digest("7KQ4-M2RD") != OTHERS.code_digest("7KQ4-M2RD") != digest("7KQ4M2RD")


def test_a_key_counts_for_its_own_draft_only() -> None:
    assert OURS.submission_key("draft one", "key") != OURS.submission_key("draft two", "key")
    assert OURS.submission_key("draft", "one") == OURS.submission_key("draft", "one")


def test_the_secret_is_not_shown() -> None:
    assert "key" not in repr(OURS)
