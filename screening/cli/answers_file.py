"""Reads the answers a command was given: a file, or standard input where the name is "-"."""

from __future__ import annotations

import sys
from pathlib import Path

from screening.cli.speaking import WrongInput
from screening.domain.answers import Answers
from screening.domain.checking import check_answers
from screening.domain.questionnaire import Questionnaire
from screening.imports.json_answers import MAX_BYTES, read_answers_json

STANDARD_INPUT = "-"


def answers_from(name: str, questionnaire: Questionnaire) -> Answers:
    """Checked answers.

    Raises:
        WrongInput: the file cannot be opened.
        InvalidAnswers: it can, but what is in it is wrong; every problem at once.
    """
    return check_answers(read_answers_json(read_some(name)), questionnaire)


def read_some(name: str) -> bytes:
    """The bytes of the file, at most one more than may be in it."""
    if name == STANDARD_INPUT:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        with Path(name).open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise WrongInput(f"{name}: {reason_of(error)}") from None


def reason_of(error: OSError | ValueError) -> str:
    """Why a file could not be used, in words."""
    match error:
        case FileNotFoundError():
            return "there is no such file or folder"
        case IsADirectoryError():
            return "this is a folder, not a file"
        case PermissionError():
            return "you may not use this file or folder"
        case OSError(strerror=str() as reason):
            return reason.lower()
        case _:
            return "this is not a usable file name"
