"""Accounts, their second factors, and the secrets that set a password or begin everything."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa

from screening.domain.clubs import SecretPurpose
from screening.store.store import Transaction
from screening.store.tables.account import AccountRow, PasskeyRow, RecoveryCodeRow, SetupSecretRow


def account(tx: Transaction, account_id: int, *, for_update: bool = False) -> AccountRow | None:
    """An account by its number. `for_update` holds it until the commit."""
    wanted = sa.select(AccountRow).where(AccountRow.id == account_id)
    return tx.scalar(wanted.with_for_update() if for_update else wanted)


def account_by_email(tx: Transaction, email_key: str) -> AccountRow | None:
    """An account by its address, as addresses are compared."""
    return tx.scalar(sa.select(AccountRow).where(AccountRow.email_key == email_key))


def has_accounts(tx: Transaction) -> bool:
    """Whether anybody has an account here."""
    return tx.scalar(sa.select(AccountRow.id).limit(1)) is not None


def take_step(tx: Transaction, account_id: int, step: int) -> bool:
    """Mark a time step of the authenticator as used; False when it, or a later one, was used before."""
    taken = tx.execute(
        sa.update(AccountRow)
        .where(
            AccountRow.id == account_id,
            sa.or_(AccountRow.totp_last_step.is_(None), AccountRow.totp_last_step < step),
        )
        .values(totp_last_step=step)
        .returning(AccountRow.id)
        .execution_options(synchronize_session=False)
    )
    return taken.first() is not None


def passkeys_of(tx: Transaction, account_id: int) -> list[PasskeyRow]:
    """The passkeys of an account, oldest first."""
    return list(
        tx.scalars(sa.select(PasskeyRow).where(PasskeyRow.account_id == account_id).order_by(PasskeyRow.id))
    )


def passkey_by_credential(tx: Transaction, credential_id: bytes) -> PasskeyRow | None:
    """A passkey by the id its device gave it."""
    return tx.scalar(sa.select(PasskeyRow).where(PasskeyRow.credential_id == credential_id))


def has_second_factor(tx: Transaction, account_id: int) -> bool:
    """Whether an account has an authenticator or a passkey."""
    sealed = tx.scalar(sa.select(AccountRow.totp_sealed).where(AccountRow.id == account_id))
    return sealed is not None or bool(passkeys_of(tx, account_id))


def count_recovery_codes(tx: Transaction, account_id: int) -> int:
    """How many recovery codes are left."""
    unused = sa.select(sa.func.count()).where(
        RecoveryCodeRow.account_id == account_id, RecoveryCodeRow.used_at.is_(None)
    )
    return tx.scalar(unused) or 0


def take_recovery_code(tx: Transaction, account_id: int, code_digest: str, now: dt.datetime) -> bool:
    """Mark a recovery code as used; False when there is none such, or it was used before."""
    taken = tx.execute(
        sa.update(RecoveryCodeRow)
        .where(
            RecoveryCodeRow.account_id == account_id,
            RecoveryCodeRow.code_digest == code_digest,
            RecoveryCodeRow.used_at.is_(None),
        )
        .values(used_at=now)
        .returning(RecoveryCodeRow.id)
        .execution_options(synchronize_session=False)
    )
    return taken.first() is not None


def remove_recovery_codes(tx: Transaction, account_id: int) -> None:
    """Remove all of them; new ones take their place, or the second factor is gone."""
    tx.execute(sa.delete(RecoveryCodeRow).where(RecoveryCodeRow.account_id == account_id))


def open_secret(
    tx: Transaction, secret_digest: str, now: dt.datetime, *, for_update: bool = False
) -> SetupSecretRow | None:
    """A secret that still works."""
    wanted = sa.select(SetupSecretRow).where(
        SetupSecretRow.secret_digest == secret_digest,
        SetupSecretRow.used_at.is_(None),
        SetupSecretRow.expires_at > now,
    )
    return tx.scalar(wanted.with_for_update() if for_update else wanted)


def take_secret(tx: Transaction, secret_id: int, now: dt.datetime) -> bool:
    """Mark a secret as used; False when somebody else was first."""
    taken = tx.execute(
        sa.update(SetupSecretRow)
        .where(SetupSecretRow.id == secret_id, SetupSecretRow.used_at.is_(None))
        .values(used_at=now)
        .returning(SetupSecretRow.id)
        .execution_options(synchronize_session=False)
    )
    return taken.first() is not None


def remove_secrets(tx: Transaction, account_id: int | None) -> None:
    """Remove the secrets of an account, or those of the first run: a new one supersedes them."""
    whose = SetupSecretRow.account_id == account_id
    if account_id is None:
        whose = SetupSecretRow.purpose == SecretPurpose.FIRST_RUN
    tx.execute(sa.delete(SetupSecretRow).where(whose))


def remove_old_secrets(tx: Transaction, before: dt.datetime) -> None:
    """Remove what ended before a moment."""
    tx.execute(sa.delete(SetupSecretRow).where(SetupSecretRow.expires_at <= before))
