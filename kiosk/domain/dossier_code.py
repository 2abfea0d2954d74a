"""The dossier code on a slip: `MC1:` + base32 of visit id, visit key and a checksum.

It is not a URL and means nothing outside our enrolled readers. Upper-case letters and digits only, so that a QR code
stays small; the checksum tells a mangled read (an input method that rewrote letters) from another code.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import secrets
from dataclasses import dataclass

PREFIX = "MC1:"
_ID_BYTES = 16
_KEY_BYTES = 32
_SUM_BYTES = 4


class DossierCodeFault(ValueError):
    """The text is not a dossier code, or was damaged on its way."""


@dataclass(frozen=True)
class DossierCode:
    """What a slip carries: which visit (hex), and the key that opens its draft (32 bytes)."""

    visit_id: str
    visit_key: bytes

    @classmethod
    def new(cls) -> DossierCode:
        """A fresh random visit."""
        return cls(secrets.token_hex(_ID_BYTES), secrets.token_bytes(_KEY_BYTES))

    def text(self) -> str:
        """The text that goes into the QR code."""
        body = bytes.fromhex(self.visit_id) + self.visit_key
        whole = body + hashlib.sha256(body).digest()[:_SUM_BYTES]
        return PREFIX + base64.b32encode(whole).decode().rstrip("=")

    def __repr__(self) -> str:
        return f"DossierCode(visit_id={self.visit_id!r}, visit_key=<kept secret>)"


def looks_like_dossier_code(text: str) -> bool:
    """Whether a reader's line was meant to be one, whole or damaged."""
    return text.strip().upper().startswith("MC1")


def parse_dossier_code(text: str) -> DossierCode:
    """Read a slip's code. Raises DossierCodeFault."""
    tidy = text.strip().upper()
    if not tidy.startswith(PREFIX):
        raise DossierCodeFault("not a dossier code")
    encoded = tidy.removeprefix(PREFIX)
    try:
        whole = base64.b32decode(encoded + "=" * (-len(encoded) % 8))
    except (binascii.Error, ValueError) as fault:
        raise DossierCodeFault("damaged on its way") from fault
    body, checksum = whole[:-_SUM_BYTES], whole[-_SUM_BYTES:]
    if len(body) != _ID_BYTES + _KEY_BYTES or hashlib.sha256(body).digest()[:_SUM_BYTES] != checksum:
        raise DossierCodeFault("damaged on its way")
    return DossierCode(body[:_ID_BYTES].hex(), body[_ID_BYTES:])
