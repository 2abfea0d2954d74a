"""Whether a PIN is somebody's: only its argon2id hash is kept."""

from __future__ import annotations

from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

NOBODYS_HASH: Final = "$argon2id$v=19$m=65536,t=3,p=4$bm9ib2R5J3Mgc2FsdA$bm9ib2R5J3MgaGFzaCwgMzIgYnl0ZXMgbG9uZyE"
"""To be asked for where the clerk is unknown, so that the time of the answer does not tell who works here."""


def is_pin(pin_hash: str, pin: str) -> bool:
    """Slow by design: a core and 64 MiB for some tenths of a second."""
    try:
        return PasswordHasher().verify(pin_hash, pin)
    except (VerificationError, InvalidHashError):
        return False
