"""Cases with their events, links to check in, files brought in, and the clinician who answers for them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from screening.store.migrations.parts import MOMENT, check, one_of, points

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# Written out, not imported: a step must build the same tables however the program changes later.
TABLES = ("injury_case", "case_event", "case_link", "case_columns", "case_import")
KINDS = ("wellness", "strength", "running")
PARTIES = ("system", "athlete", "guardian", "coach", "physio", "doctor")
STAGES = ("S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8")
STATES = ("INTAKE", "TRIAGE", *STAGES, "REFERRED", "CLOSED", "CLOSED_REINJURY", "WITHDRAWN")

REFUSAL = "rows of case_event are never changed or deleted"
SAME_ROW = "id = NEW.id OR (case_id = NEW.case_id AND (number = NEW.number OR request_key = NEW.request_key))"


def upgrade() -> None:
    op.execute(
        "ALTER TABLE club ADD COLUMN responsible_account_id INTEGER "
        "CONSTRAINT fk_club_responsible_account_id_account REFERENCES account (id)"
    )
    op.add_column("membership", sa.Column("registration", sa.String(60), nullable=True))
    _create_injury_case()
    _create_case_event()
    _create_case_link()
    _create_case_columns()
    _create_case_import()
    _guard_events()
    if op.get_bind().dialect.name != "sqlite":
        for table in TABLES:
            _secure(table)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION case_event_refuse_change()")
    op.execute("ALTER TABLE membership DROP COLUMN registration")
    op.execute("ALTER TABLE club DROP COLUMN responsible_account_id")


def _create_injury_case() -> None:
    op.create_table(
        "injury_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("club_id", sa.Integer(), nullable=False),
        sa.Column("athlete_id", sa.Integer(), nullable=False),
        sa.Column("screening_id", sa.Integer(), nullable=True),
        sa.Column("open_key", sa.String(64), nullable=False),
        sa.Column("side", one_of("side", "left", "right"), nullable=False),
        sa.Column("injury_on", sa.String(10), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("state", one_of("state", *STATES), nullable=False),
        sa.Column(
            "severity",
            one_of("severityclass", "G0", "G1", "G2", "G2c", "G3", "G3c", "AV", "UNKNOWN"),
            nullable=False,
        ),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("light", one_of("light", "green", "amber", "red", "stop", "open"), nullable=True),
        sa.Column("is_held", sa.Boolean(), nullable=False),
        sa.Column("review_on", sa.String(10), nullable=True),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
        sa.Column("responsible_account_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        check("injury_case", "open_key_is_sha256", "length(open_key) = 64"),
        check("injury_case", "injury_on_is_a_date", "length(injury_on) = 10"),
        check("injury_case", "review_on_is_a_date", "length(review_on) = 10"),
        check("injury_case", "version_counts_from_one", "version >= 1"),
        check("injury_case", "rung_on_the_ladder", "rung BETWEEN 0 AND 9"),
        check("injury_case", "closed_after_opening", "closed_at >= opened_at"),
        check("injury_case", "last_after_opening", "last_at >= opened_at"),
        points("injury_case", "responsible_account_id", other="account"),
        points("injury_case", "club_id", "athlete_id", other="athlete"),
        points(
            "injury_case",
            "club_id",
            "athlete_id",
            "screening_id",
            other="club_screening",
            to=("club_id", "athlete_id", "screening_id"),
        ),
        points("injury_case", "club_id", other="club"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_injury_case")),
        sa.UniqueConstraint("open_key", name=op.f("uq_injury_case_open_key")),
        sa.UniqueConstraint("club_id", "id", name=op.f("uq_injury_case_club_id_id")),
        sqlite_autoincrement=True,
    )
    open_only = sa.text("closed_at IS NULL")
    op.create_index(
        "ix_injury_case_open_side",
        "injury_case",
        ["club_id", "athlete_id", "side"],
        unique=True,
        sqlite_where=open_only,
        postgresql_where=open_only,
    )
    _index("injury_case", "club_id", "closed_at", "due_at")
    _index("injury_case", "club_id", "athlete_id")


def _create_case_event() -> None:
    op.create_table(
        "case_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("club_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("party", one_of("party", *PARTIES), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("rulebook", sa.String(160), nullable=False),
        sa.Column("event", sa.JSON(), nullable=False),
        sa.Column("request_key", sa.String(64), nullable=True),
        check("case_event", "number_counts_from_one", "number >= 1"),
        check("case_event", "day_is_a_date", "length(day) = 10"),
        check("case_event", "request_key_is_sha256", "length(request_key) = 64"),
        check("case_event", "system_has_no_account", "party <> 'system' OR account_id IS NULL"),
        points("case_event", "account_id", other="account"),
        points("case_event", "club_id", "case_id", other="injury_case"),
        points("case_event", "club_id", other="club"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_event")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_case_event_case_id_number")),
        sa.UniqueConstraint("case_id", "request_key", name=op.f("uq_case_event_case_id_request_key")),
        sqlite_autoincrement=True,
    )
    _index("case_event", "club_id", "case_id", "number")


def _create_case_link() -> None:
    op.create_table(
        "case_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("club_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("seed", sa.LargeBinary(32), nullable=False),
        sa.Column("token_digest", sa.String(64), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        check("case_link", "token_digest_is_sha256", "length(token_digest) = 64"),
        check("case_link", "expires_after_making", "expires_at > made_at"),
        check("case_link", "revoked_after_making", "revoked_at >= made_at"),
        points("case_link", "made_by", other="account"),
        points("case_link", "club_id", "case_id", other="injury_case"),
        points("case_link", "club_id", other="club"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_link")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_case_link_token_digest")),
        sqlite_autoincrement=True,
    )
    _index("case_link", "club_id", "case_id")


def _create_case_columns() -> None:
    op.create_table(
        "case_columns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("club_id", sa.Integer(), nullable=False),
        sa.Column("kind", one_of("casefilekind", *KINDS), nullable=False),
        sa.Column("headers_digest", sa.String(64), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=False),
        check("case_columns", "headers_digest_is_sha256", "length(headers_digest) = 64"),
        points("case_columns", "saved_by", other="account"),
        points("case_columns", "club_id", other="club"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_columns")),
        sa.UniqueConstraint(
            "club_id", "kind", "headers_digest", name=op.f("uq_case_columns_club_id_kind_headers_digest")
        ),
        sqlite_autoincrement=True,
    )


def _create_case_import() -> None:
    op.create_table(
        "case_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("club_id", sa.Integer(), nullable=False),
        sa.Column("kind", one_of("casefilekind", *KINDS), nullable=False),
        sa.Column("by_account_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column(
            "state", one_of("importstate", "previewed", "confirmed", "undone", "expired"), nullable=False
        ),
        sa.Column("file_name", sa.String(255), nullable=False),
        sa.Column("file_digest", sa.String(64), nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.Column("undone_at", MOMENT, nullable=True),
        check("case_import", "file_digest_is_sha256", "length(file_digest) = 64"),
        check("case_import", "undone_at_some_time", "(state = 'undone') = (undone_at IS NOT NULL)"),
        check(
            "case_import",
            "confirmed_at_some_time",
            "state NOT IN ('confirmed', 'undone') OR confirmed_at IS NOT NULL",
        ),
        points("case_import", "by_account_id", other="account"),
        points("case_import", "club_id", other="club"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_import")),
        sqlite_autoincrement=True,
    )
    _index("case_import", "club_id", "at")


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _guard_events() -> None:
    """Events are only added; an erasure alone removes them, each with a permit. OLD is the row."""
    removable = "EXISTS (SELECT 1 FROM erasure_permit WHERE table_name = 'case_event' AND row_id = OLD.id)"
    if op.get_bind().dialect.name == "sqlite":
        _guard_on_sqlite(removable)
    else:
        _guard_on_postgres(removable)


def _guard_on_sqlite(removable: str) -> None:
    refusal = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    op.execute(f"CREATE TRIGGER case_event_refuse_update BEFORE UPDATE ON case_event {refusal}")
    # REPLACE deletes without asking a trigger, so an insert that would replace is refused as well.
    same = f"SELECT 1 FROM case_event WHERE {SAME_ROW}"  # noqa: S608 - written out above
    op.execute(
        f"CREATE TRIGGER case_event_refuse_replace BEFORE INSERT ON case_event WHEN EXISTS ({same}) "
        "BEGIN SELECT RAISE(ABORT, 'UNIQUE constraint: this row exists'); END"
    )
    op.execute(
        "CREATE TRIGGER case_event_refuse_delete BEFORE DELETE ON case_event "
        f"WHEN NOT ({removable}) {refusal}"
    )


def _guard_on_postgres(removable: str) -> None:
    op.execute(
        "CREATE FUNCTION case_event_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'DELETE' THEN IF {removable} THEN RETURN OLD; END IF; END IF; "
        f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$"
    )
    for name, moment, each in (("change", "UPDATE OR DELETE", "ROW"), ("truncate", "TRUNCATE", "STATEMENT")):
        op.execute(
            f"CREATE TRIGGER case_event_refuse_{name} BEFORE {moment} ON case_event "
            f"FOR EACH {each} EXECUTE FUNCTION case_event_refuse_change()"
        )


def _secure(table: str) -> None:
    """Rows of one club for a transaction of this club; also for the owner of the tables."""
    own = (
        "club_id = NULLIF(current_setting('screening.club', true), '')::integer "
        "OR current_setting('screening.everywhere', true) = 'on'"
    )
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY {table}_of_one_club ON {table} USING ({own}) WITH CHECK ({own})")
