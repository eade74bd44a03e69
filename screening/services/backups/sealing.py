"""Seals a file of any length, piece by piece, with a key that is not in it: nobody reads or changes it.

Each piece is sealed with its place and with whether it is the last, so that none can be moved, left out or
cut off at the end.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from screening.domain.errors import ScreeningError

MAGIC = b"screening backup 1\n"
SALT = 32
PIECE = 1024 * 1024
TAG = 16


class CannotUnseal(ScreeningError):
    """A backup was sealed with another key, was changed, or is not whole."""


def key_of(secret_key: str) -> bytes:
    """The part of the server's secret that backups are sealed with."""
    return hmac.digest(secret_key.encode(), b"backups", "sha256")


def seal_file(source: Path, target: Path, key: bytes) -> str:
    """Write a sealed copy and give the digest of what was sealed, as 64 hexadecimal letters."""
    salt, digest = secrets.token_bytes(SALT), hashlib.sha256()
    cipher = AESGCM(hmac.digest(key, salt, "sha256"))
    with source.open("rb") as plain, target.open("xb") as sealed:
        target.chmod(0o600)
        sealed.write(MAGIC + salt)
        for place, (piece, is_last) in enumerate(_pieces(plain, PIECE)):
            digest.update(piece)
            sealed.write(cipher.encrypt(_nonce(place, is_last=is_last), piece, MAGIC))
    return digest.hexdigest()


def unseal_file(source: Path, target: Path, keys: Sequence[bytes]) -> str:
    """Write what was sealed to a new file and give its digest.

    Args:
        keys: those it may have been sealed with.
    Raises:
        CannotUnseal: none of them fits, or it was changed.
    """
    digest = hashlib.sha256()
    with source.open("rb") as sealed, target.open("xb") as plain:
        target.chmod(0o600)
        head = sealed.read(len(MAGIC) + SALT)
        if not head.startswith(MAGIC) or len(head) < len(MAGIC) + SALT:
            raise CannotUnseal("this is no backup of this program")
        ciphers = [AESGCM(hmac.digest(key, head[len(MAGIC) :], "sha256")) for key in keys]
        for place, (piece, is_last) in enumerate(_pieces(sealed, PIECE + TAG)):
            cipher, opened = _opened(ciphers, _nonce(place, is_last=is_last), piece)
            ciphers = [cipher]
            digest.update(opened)
            plain.write(opened)
    return digest.hexdigest()


def digest_of(file: Path) -> str:
    """The SHA-256 of a file, as 64 hexadecimal letters."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _opened(ciphers: Sequence[AESGCM], nonce: bytes, piece: bytes) -> tuple[AESGCM, bytes]:
    for cipher in ciphers:
        try:
            return cipher, cipher.decrypt(nonce, piece, MAGIC)
        except InvalidTag:
            continue
    raise CannotUnseal("the backup was sealed with another SECRET_KEY, was changed, or is not whole")


def _nonce(place: int, *, is_last: bool) -> bytes:
    return place.to_bytes(11, "big") + bytes([is_last])


def _pieces(file: BinaryIO, size: int) -> Iterator[tuple[bytes, bool]]:
    """Pieces with whether each is the last; an empty file is one empty piece."""
    piece = file.read(size)
    while True:
        following = file.read(size)
        yield piece, not following
        if not following:
            return
        piece = following
