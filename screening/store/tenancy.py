"""One club's rows reach one club: every statement of a transaction is narrowed here, below all queries.

A transaction is opened for one club, or for everything with a reason from a closed list, or for neither. In
the last case tables that belong to clubs can be neither read nor written. PostgreSQL keeps the same rule once
more by row-level security; SQLite has this module alone, so it refuses every statement that it cannot narrow
for certain.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, mapped_column, with_loader_criteria
from sqlalchemy.orm.attributes import get_history
from sqlalchemy.orm.base import PassiveFlag
from sqlalchemy.orm.exc import ObjectDeletedError
from sqlalchemy.sql import visitors

from screening.store.base import Base
from screening.store.errors import StoreError

_KEY = "scope"
_COUNTED = "count_clubs"
_PARAMETER = "club_of_transaction"


class NoClub(StoreError):
    """A table that belongs to clubs was used in a transaction of no club, or in a way we cannot narrow."""


class OtherClub(StoreError):
    """A row of another club was about to be written."""


class Reason(enum.StrEnum):
    """The few occasions on which somebody has to look across clubs."""

    SIGN_IN = "sign_in"
    """Which clubs an account belongs to, before any of them is entered."""
    LINK = "link"
    """Which club an invitation, a poster or a result belongs to."""
    NEW_CLUB = "new_club"
    """A club is being made; nothing belongs to it yet."""
    DUE_WORK = "due_work"
    """Rounds, reminders, care items and mails that fall due, in whatever club."""
    OPERATION = "operation"
    """The operator's commands on the machine itself: users, counts, tombstones after a restore."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What a transaction may touch: the rows of one club, those of all for a reason, or of none."""

    club: int | None = None
    everywhere: Reason | None = None

    def __post_init__(self) -> None:
        if self.club is not None and self.everywhere is not None:
            raise ValueError("a transaction is for one club or for all, not for both")


NOWHERE = Scope()


class ClubOwned:
    """Mixed into every table whose rows belong to one club."""

    club_id: Mapped[int] = mapped_column(sa.ForeignKey("club.id", ondelete="RESTRICT"))


def in_club(*columns: str, table: str, to: tuple[str, ...] = ("id",)) -> sa.ForeignKeyConstraint:
    """A link that holds only inside one club, because the club's number is part of it.

    Args:
        columns: of the row that points, beside `club_id`.
        to: the columns of `table` they point to, beside its `club_id`.
    """
    return sa.ForeignKeyConstraint(
        ["club_id", *columns], [f"{table}.{name}" for name in ("club_id", *to)], ondelete="RESTRICT"
    )


def scope_of(session: Session) -> Scope:
    """What this transaction may touch."""
    found: Scope = session.info.get(_KEY, NOWHERE)
    return found


def club_of(session: Session) -> int:
    """The club of this transaction.

    Raises:
        NoClub: it is for no club, or for all.
    """
    club = scope_of(session).club
    if club is None:
        raise NoClub("this transaction is for no single club")
    return club


def enter(session: Session, scope: Scope) -> None:
    """Set what the transaction may touch. From everywhere one may go on into one club, and not back.

    Raises:
        NoClub: the transaction belongs to a club already, or to none.
    """
    if _KEY in session.info and scope_of(session).everywhere is None and scope != scope_of(session):
        raise NoClub("only a transaction that looks across clubs can go on into one")
    if scope.club is not None:
        session.flush()  # what was added so far was added under the wider scope
    session.info[_KEY] = scope
    _forget_others(session, scope)
    _tell_postgres(session, scope)


def _tell_postgres(session: Session, scope: Scope) -> None:
    if session.get_bind().dialect.name != "postgresql" or scope == NOWHERE:
        return
    session.connection().execute(
        sa.select(
            sa.func.set_config("screening.club", str(scope.club or ""), True),
            sa.func.set_config("screening.everywhere", "on" if scope.everywhere else "", True),
        )
    )


def _forget_others(session: Session, scope: Scope) -> None:
    """What was read before of other clubs must not be found again in memory."""
    if scope.club is None:
        return
    for row in list(session):
        if _is_owned(type(row)) and _club_of(row) != scope.club:
            session.expunge(row)


def club_owned_tables() -> frozenset[str]:
    """The names of all tables whose rows belong to a club, that of the clubs included."""
    return frozenset(_owned_classes())


def _is_owned(kind: type) -> bool:
    return issubclass(kind, ClubOwned) or _is_club(kind)


def _is_club(kind: type) -> bool:
    return getattr(kind, "__tablename__", None) == "club"


def _club_of(row: Any) -> int | None:
    found: int | None = row.id if _is_club(type(row)) else row.club_id
    return found


def guard(kind: type[Session]) -> None:
    """Have every session of this kind narrowed, and what it adds and changes checked."""
    event.listen(kind, "do_orm_execute", _narrow)
    event.listen(kind, "before_flush", _check_flush)


def guard_engine(engine: sa.Engine) -> None:
    """Have every query of a session counted just before it is sent: was each table of a club narrowed?"""
    event.listen(engine, "before_cursor_execute", _check_narrowed)


def insert_many(session: Session, kind: type[ClubOwned], rows: Sequence[Mapping[str, object]]) -> None:
    """Add many rows to the transaction's club by one statement, without an object for each.

    Args:
        rows: values by column; the club is set here, whatever they say.
    Raises:
        NoClub: the transaction is for no single club.
    """
    club = club_of(session)
    session.flush()
    if rows:
        statement = sa.insert(sa.inspect(kind).local_table)
        session.connection().execute(statement, [{**row, "club_id": club} for row in rows])


def _narrow(state: ORMExecuteState) -> None:
    scope = scope_of(state.session)
    owned = _owned_classes_in(state.statement)
    if owned and scope == NOWHERE:
        raise NoClub("say for which club: store.read(club=…) or store.write(club=…)")
    if owned and state.is_insert:
        raise NoClub("rows of a club are added to the transaction, not inserted by a statement")
    if scope.everywhere is None:
        state.update_execution_options(**{_COUNTED: True})
    if scope.club is not None:
        for kind in owned:
            state.statement = _narrowed(state, kind, scope.club)


def _owned_classes_in(statement: Any) -> list[type]:
    """The classes of the clubs' tables in a statement, wherever the traversal finds them."""
    names = {part.name for part in visitors.iterate(statement) if isinstance(part, sa.Table)}
    target = getattr(statement, "table", None)
    if isinstance(target, sa.Table):
        names.add(target.name)
    return [kind for name, kind in _owned_classes().items() if name in names]


def _owned_classes() -> dict[str, type]:
    # Asked for with every statement, and other only where another table has become known.
    return _owned_classes_among(len(Base.metadata.tables))


@lru_cache(maxsize=4)
def _owned_classes_among(_tables: int) -> dict[str, type]:
    classes = (mapper.class_ for mapper in Base.registry.mappers)
    return {kind.__tablename__: kind for kind in classes if _is_owned(kind)}


def _narrowed(state: ORMExecuteState, kind: Any, club: int) -> Any:
    # One name in all of them, so that they can be counted in what is sent.
    here = sa.bindparam(_PARAMETER, club, type_=sa.Integer)
    ours = (kind.id if _is_club(kind) else kind.club_id) == here
    if state.is_column_load and isinstance(state.statement, sa.Select):
        # Reading a known row again takes no notice of criteria for its class.
        return state.statement.where(ours)
    return state.statement.options(with_loader_criteria(kind, ours, include_aliases=True))


def _check_narrowed(
    _connection: object, _cursor: object, statement: str, _parameters: object, context: Any, _many: object
) -> None:
    """Each mention of a table of a club needs its own comparison with the club of the transaction."""
    if context is None or not context.execution_options.get(_COUNTED):
        return
    mentioned = _mentions(statement, _owned_names())
    if mentioned == 0:
        return
    compiled = context.compiled
    sent = (compiled.positiontup if compiled is not None else None) or re.findall(r"%\((\w+)\)s", statement)
    if sum(name == _PARAMETER for name in sent) != mentioned:
        raise NoClub("this query reaches rows of a club in a way that cannot be narrowed to it")


def _owned_names() -> tuple[str, ...]:
    return _sorted_names(frozenset(_owned_classes()))


@lru_cache(maxsize=4)
def _sorted_names(names: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(names))


@lru_cache(maxsize=2_000)
def _mentions(statement: str, tables: tuple[str, ...]) -> int:
    """How often tables of clubs stand in a statement as tables, not as the beginning of a column."""
    return len(re.findall(rf'(?<![.\w])(?<!AS )"?(?:{"|".join(tables)})"?(?![.\w])', statement))


def _check_flush(session: Session, _context: object, _instances: object) -> None:
    scope = scope_of(session)
    new = session.new  # made anew at every look, which a thousand rows would pay for a thousand times
    for row in (*new, *session.dirty, *session.deleted):
        if _is_owned(type(row)):
            _check_row(row, scope, is_new=row in new)


def _check_row(row: Any, scope: Scope, *, is_new: bool) -> None:
    if scope == NOWHERE:
        raise NoClub("say for which club: store.write(club=…)")
    if _is_club(type(row)):
        if is_new and scope.everywhere is None:
            raise OtherClub("a club is made outside every other")
    elif is_new and row.club_id is None:
        row.club_id = scope.club
    if scope.everywhere is None and not _is_of(row, scope.club, is_new=is_new):
        raise OtherClub("this row belongs to another club")


def _is_of(row: Any, club: int | None, *, is_new: bool) -> bool:
    if not is_new and _has_other_club_than_before(row):
        return False
    try:
        return _club_of(row) == club
    except ObjectDeletedError:
        # It was brought along without its club, and is not found in ours.
        return False


def _has_other_club_than_before(row: Any) -> bool:
    column = "id" if _is_club(type(row)) else "club_id"
    return get_history(row, column, PassiveFlag.PASSIVE_NO_INITIALIZE).has_changes()
