"""A badge's text: `MB1:` and 160 random bits in base32. Upper-case letters and digits, so that any reader can type it.

Whoever holds it may sign in, so it exists on the card alone: the hub keeps its SHA-256, and with so many random bits no
slower hash makes it any safer.
"""

from __future__ import annotations

import base64
import re
from typing import Final

from ticketing.domain.luck import fingerprint

PREFIX: Final = "MB1:"
SECRET_BYTES: Final = 20
_WHOLE: Final = re.compile(r"MB1:[A-Z2-7]{32}")


def badge_text(secret: bytes) -> str:
    """What is printed on the card, from SECRET_BYTES random bytes."""
    if len(secret) != SECRET_BYTES:
        raise ValueError(f"a badge's secret has {SECRET_BYTES} bytes")
    return PREFIX + base64.b32encode(secret).decode()


def looks_like_badge(text: str) -> bool:
    """Whether a reader's line was meant to be a badge, whole or damaged."""
    return text.strip().upper().startswith("MB1")


def badge_fingerprint(text: str) -> str | None:
    """What the hub knows a badge by; None for a text that is no whole badge."""
    tidy = text.strip().upper()
    return fingerprint(tidy) if _WHOLE.fullmatch(tidy) else None
