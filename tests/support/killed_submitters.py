"""Forks submitters one after another, kills each at a random moment, and prints what they acknowledged.

Run as a program: the address of the database, and how many to kill.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from screening.domain.answers import Answers
from screening.domain.rulebook import Rulebook
from screening.rulebook.load import load_rulebook
from screening.services.drafts import save_page, start_draft
from screening.services.submit_screening import submit
from screening.store import open_store
from tests.support.store_rows import SECRET

ANSWERS = Answers({"age_years": 24, "sex": "male", "sport": "football", "has_problem": False})


def submit_for_ever(url: str, rulebook: Rulebook, acknowledgements: int) -> None:
    """Start, save and submit; write a result's token down once `submit` has answered."""
    store = open_store(url, SECRET)
    while True:
        now = dt.datetime.now(tz=dt.UTC)
        handle = start_draft(store, now)
        save_page(store, handle.token, "about_you", ANSWERS, now)
        token = submit(store, handle.token, "key", rulebook, now)
        os.write(acknowledgements, f"{token}\n".encode())


def read_until_killed(child: int, acknowledgements: int, pause_s: float) -> str:
    """Wait for the first acknowledgement, then a little longer, then kill; gives all that was written."""
    text = os.read(acknowledgements, 65536)
    time.sleep(pause_s)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while more := os.read(acknowledgements, 65536):
        text += more
    return text.decode()


def main(url: str, kills: int) -> None:
    rulebook = load_rulebook()
    chance = random.Random(31415)  # noqa: S311
    tokens: list[str] = []
    for _ in range(kills):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            submit_for_ever(url, rulebook, writing)
        os.close(writing)
        written = read_until_killed(child, reading, chance.uniform(0, 0.15))
        os.close(reading)
        # The last line may have been cut by the kill; only whole ones were acknowledged.
        tokens += written.split("\n")[:-1]
    print(json.dumps(tokens))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
