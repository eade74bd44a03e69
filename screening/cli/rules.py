"""`screening rules`: check the rulebook, explain one rule; the commands of other modules join here."""

from __future__ import annotations

from pathlib import Path

import click

from screening.cli.comparing import compare_command
from screening.cli.recall import recall_command
from screening.cli.rules_life import accept_outdated_command, release_command, status_command
from screening.cli.simulating import simulate_command
from screening.cli.speaking import WrongInput, complain


@click.group("rules")
def rules_group() -> None:
    """Check, explain, publish and compare the rules behind a result."""


rules_group.add_command(simulate_command)
rules_group.add_command(compare_command)
rules_group.add_command(release_command)
rules_group.add_command(recall_command)
rules_group.add_command(status_command)
rules_group.add_command(accept_outdated_command)


@rules_group.command("check")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    help="Another rules folder; the one that ships with the program otherwise.",
)
@click.pass_context
def check_command(ctx: click.Context, folder: Path | None) -> None:
    """Check every rule: ids, sources, weights, options. Problems are shown with file and line."""
    from screening.domain.errors import RulebookError  # noqa: PLC0415
    from screening.rulebook.load import load_rulebook  # noqa: PLC0415

    try:
        rulebook = load_rulebook(folder)
    except RulebookError as error:
        complain(*map(str, error.problems))
        count = len(error.problems)
        complain(f"{count} problem{'' if count == 1 else 's'}")
        ctx.exit(2)
    checked_by = rulebook.checked_by or "no clinician yet"
    click.echo(
        f"rules {rulebook.version} ({rulebook.digest[:19]}…) are in order: "
        f"{len(rulebook.questionnaire.questions)} questions, {len(rulebook.sources)} sources; "
        f"checked by: {checked_by}; review by {rulebook.review_by}"
    )


@rules_group.command("explain")
@click.argument("rule_id")
def explain_command(rule_id: str) -> None:
    """Show one rule, its evidence and where it is used, for example triage.S1."""
    from screening.domain.errors import NotFound  # noqa: PLC0415
    from screening.rulebook.explain import explain_rule, rule_ids  # noqa: PLC0415
    from screening.rulebook.load import default_rulebook  # noqa: PLC0415

    rulebook = default_rulebook()
    try:
        explanation = explain_rule(rulebook, rule_id)
    except NotFound:
        raise WrongInput(f"RULE_ID: {_not_found(rule_id, rule_ids(rulebook))}") from None
    for line in explanation.lines():
        click.echo(line)


def _not_found(rule_id: str, known: tuple[str, ...]) -> str:
    import difflib  # noqa: PLC0415 - only after a mistake

    near = difflib.get_close_matches(rule_id, known, n=3, cutoff=0.5)
    hint = f"did you mean {', '.join(near)}?" if near else "for example triage.S1 or grade.G4"
    return f"no rule is called {rule_id!r}; {hint}"
