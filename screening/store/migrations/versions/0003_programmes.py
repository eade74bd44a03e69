"""Programmes that are followed, reports about their sessions, and calendar feeds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Written out, not imported: a step must build the same tables however the program changes later.
MOMENT = sa.DateTime(timezone=True)
EVENTS_BEFORE = (
    "screening_submitted",
    "drafts_removed",
    "clock_jumped",
    "outdated_rules_accepted",
    "recall_run",
    "recall_closed",
)
EVENTS = (
    *EVENTS_BEFORE,
    "programme_started",
    "programme_changed",
    "session_reported",
    "calendar_opened",
    "calendar_closed",
)
REFUSAL = "rows of session_report are never changed or deleted"


def _one_of(values: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*values, native_enum=False, create_constraint=True, length=40, name=name)


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _on_scale(column: str) -> sa.CheckConstraint:
    return _check("session_report", f"{column}_on_scale", f"{column} BETWEEN 0 AND 10")


def _belongs_to(table: str, other: str) -> sa.ForeignKeyConstraint:
    column = f"{other}_id"
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], ondelete="RESTRICT", name=f"fk_{table}_{column}_{other}"
    )


def upgrade() -> None:
    _create_programme()
    _create_session_report()
    _create_calendar_feed()
    _guard_reports()
    _allow_events(EVENTS)


def downgrade() -> None:
    op.drop_table("calendar_feed")
    op.drop_table("session_report")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION session_report_refuse_change()")
    op.drop_table("programme")
    known: sa.BindParameter[list[str]] = sa.bindparam("known", list(EVENTS_BEFORE), expanding=True)
    op.execute(sa.text("DELETE FROM audit_entry WHERE event NOT IN :known").bindparams(known))
    _allow_events(EVENTS_BEFORE)


def _create_programme() -> None:
    op.create_table(
        "programme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seed", sa.LargeBinary(32), nullable=False),
        sa.Column("token_digest", sa.String(64), nullable=False),
        sa.Column("start_key", sa.String(64), nullable=False),
        sa.Column("screening_id", sa.Integer(), nullable=False),
        sa.Column("rulebook_digest", sa.String(80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("request", sa.JSON(), nullable=False),
        sa.Column("programme", sa.JSON(), nullable=False),
        sa.Column("calendar", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_programme"),
        sa.UniqueConstraint("token_digest", name="uq_programme_token_digest"),
        sa.UniqueConstraint("start_key", name="uq_programme_start_key"),
        _belongs_to("programme", "screening"),
        _check("programme", "token_digest_is_sha256", "length(token_digest) = 64"),
        _check("programme", "start_key_is_sha256", "length(start_key) = 64"),
        _check("programme", "version_counts_from_one", "version >= 1"),
        _check("programme", "updated_after_creation", "updated_at >= created_at"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_programme_screening_id", "programme", ["screening_id"])


def _create_session_report() -> None:
    table = "session_report"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("report_key", sa.String(64), nullable=False),
        sa.Column("session", sa.String(16), nullable=False),
        sa.Column("kind", _one_of(("session", "morning", "soreness"), "reportkind"), nullable=False),
        sa.Column("on_day", sa.String(10), nullable=False),
        sa.Column("done", _one_of(("done", "partly", "not"), "done"), nullable=True),
        sa.Column("pain_during", sa.Integer(), nullable=True),
        sa.Column("pain_next_morning", sa.Integer(), nullable=True),
        sa.Column("soreness", sa.Integer(), nullable=True),
        sa.Column("sudden", sa.Boolean(), nullable=False),
        sa.Column("skipped", sa.JSON(), nullable=False),
        sa.Column("reported_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_session_report"),
        sa.UniqueConstraint("report_key", name="uq_session_report_report_key"),
        _belongs_to(table, "programme"),
        _check(table, "report_key_is_sha256", "length(report_key) = 64"),
        _on_scale("pain_during"),
        _on_scale("pain_next_morning"),
        _on_scale("soreness"),
        _check(table, "session_says_what_was_done", "(kind = 'session') = (done IS NOT NULL)"),
        _check(table, "morning_says_pain", "(kind = 'morning') = (pain_next_morning IS NOT NULL)"),
        _check(table, "soreness_says_how_sore", "kind <> 'soreness' OR soreness IS NOT NULL"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_session_report_programme_id", table, ["programme_id"])


def _create_calendar_feed() -> None:
    table = "calendar_feed"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("seed", sa.LargeBinary(32), nullable=False),
        sa.Column("token_digest", sa.String(64), nullable=False),
        sa.Column("at_time", sa.String(5), nullable=True),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_calendar_feed"),
        sa.UniqueConstraint("token_digest", name="uq_calendar_feed_token_digest"),
        _belongs_to(table, "programme"),
        _check(table, "token_digest_is_sha256", "length(token_digest) = 64"),
        _check(table, "closed_after_opening", "closed_at >= opened_at"),
        _check(table, "at_time_is_a_time", "length(at_time) = 5"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_calendar_feed_programme_id", table, ["programme_id"])


def _guard_reports() -> None:
    """A report is never changed or removed, whoever asks the database for it."""
    if op.get_bind().dialect.name == "sqlite":
        for action in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER session_report_refuse_{action} BEFORE {action} ON session_report "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        # REPLACE deletes without asking the trigger above, so an insert that would replace is refused too.
        op.execute(
            "CREATE TRIGGER session_report_refuse_replace BEFORE INSERT ON session_report "
            "WHEN EXISTS (SELECT 1 FROM session_report WHERE id = NEW.id OR report_key = NEW.report_key) "
            "BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint: this report exists'); END"
        )
        return
    op.execute(
        "CREATE FUNCTION session_report_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
    )
    for name, moment in (("change", "UPDATE OR DELETE"), ("truncate", "TRUNCATE")):
        op.execute(
            f"CREATE TRIGGER session_report_refuse_{name} BEFORE {moment} ON session_report "
            f"FOR EACH {'STATEMENT' if name == 'truncate' else 'ROW'} "
            "EXECUTE FUNCTION session_report_refuse_change()"
        )


def _allow_events(events: tuple[str, ...]) -> None:
    """Let the audit entries hold these kinds; SQLite cannot change a check, so there the table is copied."""
    check = sa.column("event").in_(events)
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint(op.f("ck_audit_entry_event"), "audit_entry", type_="check")
        op.create_check_constraint(op.f("ck_audit_entry_event"), "audit_entry", check)
        return
    with op.batch_alter_table(
        "audit_entry", recreate="always", table_kwargs={"sqlite_autoincrement": True}
    ) as table:
        table.create_check_constraint(op.f("ck_audit_entry_event"), check)
