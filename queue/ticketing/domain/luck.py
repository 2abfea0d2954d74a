"""Where ids and tokens come from; tests hand in their own."""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from typing import Final, Protocol

_48_BITS: Final = (1 << 48) - 1
_12_BITS: Final = (1 << 12) - 1
_62_BITS: Final = (1 << 62) - 1


class Luck(Protocol):
    """A source of ids that nobody can guess."""

    def new_id(self) -> str:
        """A fresh UUID as text."""

    def new_token(self) -> str:
        """A fresh URL-safe secret of 128 bits or more."""


class SystemLuck:
    """The operating system's randomness."""

    def new_id(self) -> str:
        """A fresh UUID of version 7 (RFC 9562): ids made one after the other lie beside each other in an index.

        Its time only orders; nothing reads it.
        """
        at_ms = time.time_ns() // 1_000_000
        chance = int.from_bytes(os.urandom(10))
        bits = (at_ms & _48_BITS) << 80 | 7 << 76 | (chance >> 62 & _12_BITS) << 64 | 2 << 62 | chance & _62_BITS
        text = f"{bits:032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

    def new_token(self) -> str:
        """A fresh URL-safe secret of 192 bits."""
        return secrets.token_urlsafe(24)


def fingerprint(token: str) -> str:
    """The SHA-256 (hex) of a token: all that is ever stored of it."""
    return hashlib.sha256(token.encode()).hexdigest()
