"""Forks reporters one after another, kills each at a random moment, and prints what they acknowledged.

Run as a program: the address of the database, the token of a programme, and how many to kill.
"""

from __future__ import annotations

import json
import os
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from screening.domain.programme.model import Done
from screening.domain.rulebook import Rulebook
from screening.rulebook.load import load_rulebook
from screening.services.training import load_programme
from screening.services.training_log import SessionReport
from screening.services.training_reports import report
from screening.store import open_store
from tests.support.followed import evening_of
from tests.support.killed_submitters import read_until_killed
from tests.support.store_rows import SECRET

LONGEST_WAIT_S = 0.12


def report_for_ever(url: str, token: str, rulebook: Rulebook, acknowledgements: int) -> None:
    """Report the first session again and again under new keys; write a key down once it was kept."""
    store = open_store(url, SECRET)
    session = load_programme(store, token).sessions[0]
    said = SessionReport(session=session.key, on=session.date, done=Done.DONE, pain_during=0)
    number = 0
    while True:
        key = f"{os.getpid()}-{number}"
        report(store, token, (said,), key, rulebook, evening_of(session.date))
        os.write(acknowledgements, f"{key}\n".encode())
        number += 1


def main(url: str, token: str, kills: int) -> None:
    rulebook = load_rulebook()
    chance = random.Random(27182)  # noqa: S311
    keys: list[str] = []
    for _ in range(kills):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            report_for_ever(url, token, rulebook, writing)
        os.close(writing)
        written = read_until_killed(child, reading, chance.uniform(0, LONGEST_WAIT_S))
        os.close(reading)
        # The last line may have been cut by the kill; only whole ones were acknowledged.
        keys += written.split("\n")[:-1]
    print(json.dumps(keys))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
