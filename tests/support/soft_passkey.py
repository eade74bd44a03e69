"""A passkey made of numbers: it answers like a device, so that checks of its answers can be tested."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

USER_PRESENT, ATTESTED = 0x01, 0x40


def text_of(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass
class SoftPasskey:
    """One key on one device."""

    origin: str
    rp_id: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    count: int = 0

    def made(self, options: str) -> str:
        """The answer to an offer to make a passkey."""
        attestation = {
            "fmt": "none",
            "attStmt": {},
            "authData": self._data(USER_PRESENT | ATTESTED) + self._attested(),
        }
        return self._answer(
            "webauthn.create", json.loads(options), {"attestationObject": text_of(cbor2.dumps(attestation))}
        )

    def used(self, options: str) -> str:
        """The answer to a request to use it."""
        self.count += 1
        given = json.loads(options)
        data = self._data(USER_PRESENT)
        signed = data + hashlib.sha256(self._client_data("webauthn.get", given)).digest()
        signature = self.key.sign(signed, ec.ECDSA(hashes.SHA256()))
        return self._answer(
            "webauthn.get",
            given,
            {"authenticatorData": text_of(data), "signature": text_of(signature), "userHandle": None},
        )

    def _answer(self, kind: str, given: dict[str, Any], rest: dict[str, Any]) -> str:
        ours = text_of(self.credential_id)
        client_data = {"clientDataJSON": text_of(self._client_data(kind, given))}
        return json.dumps(
            {"id": ours, "rawId": ours, "type": "public-key", "response": {**client_data, **rest}}
        )

    def _client_data(self, kind: str, given: dict[str, Any]) -> bytes:
        said = {"type": kind, "challenge": given["challenge"], "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _data(self, flags: int) -> bytes:
        return hashlib.sha256(self.rp_id.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _attested(self) -> bytes:
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        return (
            bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id + cbor2.dumps(public)
        )
