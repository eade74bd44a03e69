"""`screening assess`: answers in, the assessment as JSON out."""

from __future__ import annotations

import json

import click

from screening.cli.answers_file import answers_from
from screening.cli.clock import today
from screening.cli.speaking import complain, say_bytes


@click.command("assess")
@click.argument("answers_file", metavar="ANSWERS.json")
def assess_command(answers_file: str) -> None:
    """Assess one set of answers and print the assessment as JSON.

    ANSWERS.json is one flat object of field ids and answers; "-" reads standard input.
    """
    from screening.domain.assess import assess  # noqa: PLC0415 - keeps --help and usage errors quick
    from screening.domain.assessment_json import assessment_to_json  # noqa: PLC0415
    from screening.domain.notices import rules_notices  # noqa: PLC0415
    from screening.domain.risk.outlook_json import outlook_json  # noqa: PLC0415
    from screening.rulebook.load import default_rulebook  # noqa: PLC0415

    rulebook = default_rulebook()
    answers = answers_from(answers_file, rulebook.questionnaire)
    assessment = assess(answers, rulebook)
    told = assessment_to_json(assessment)
    told["risk"] = {**_record(told["risk"]), **outlook_json(assessment, answers, rulebook)}
    notices = rules_notices(rulebook, today())
    if notices:  # the one thing here that depends on the day: without it nobody would know
        told["notices"] = list(notices)
        complain(*notices)
    text = json.dumps(told, ensure_ascii=False, allow_nan=False, indent=2)
    say_bytes(f"{text}\n".encode())


def _record(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError("the risk part is not a record")
    return value
