"""The program `screening` and its exit status: 0 done, 2 the input was wrong, 1 our own failure.

Every command imports what it needs when it runs, so that `screening assess` does not wait for the web.
"""

from __future__ import annotations

import sys
from typing import Any

import click

from screening import __version__
from screening.cli import (
    assessing,
    auditing,
    batching,
    demo,
    keeping,
    operating,
    reporting,
    retaining,
    rules,
    users,
    working,
)
from screening.cli.speaking import WrongInput, complain
from screening.domain.errors import InvalidAnswers, RulebookError, ScreeningError

INPUT_WRONG = 2
OWN_FAILURE = 1


class Program(click.Group):
    """A click group that ends every command with our exit status and without a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except InvalidAnswers as error:
            complain(*map(str, error.problems))
            ctx.exit(INPUT_WRONG)
        except WrongInput as error:
            complain(*error.lines)
            ctx.exit(INPUT_WRONG)
        except RulebookError as error:
            complain("the rules that ship with this program are wrong:", *map(str, error.problems))
            ctx.exit(OWN_FAILURE)
        except ScreeningError as error:
            complain(str(error))
            ctx.exit(OWN_FAILURE)
        except BrokenPipeError:
            raise
        except Exception as error:
            if ctx.params.get("debug"):
                raise
            complain(f"internal error: {type(error).__name__}; run `screening --debug …` to see where")
            ctx.exit(OWN_FAILURE)


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="screening")
@click.option("--debug", is_flag=True, help="Show where an internal error happened.")
def main(debug: bool) -> None:
    """Hamstring injury-risk screening. A screening aid, not a diagnosis."""


main.add_command(assessing.assess_command)
main.add_command(batching.assess_batch_command)
main.add_command(reporting.report_command)
main.add_command(rules.rules_group)
main.add_command(operating.serve_command)
main.add_command(operating.db_group)
main.add_command(keeping.backup_command)
main.add_command(keeping.restore_command)
main.add_command(users.user_group)
main.add_command(working.worker_command)
main.add_command(auditing.audit_group)
main.add_command(retaining.retention_group)
main.add_command(retaining.export_person_command)
main.add_command(retaining.read_person_command)
main.add_command(demo.demo_command)

if __name__ == "__main__":
    sys.exit(main())
