"""Telephone numbers of Viet Nam, mobiles and landlines: one rule for booking and for checking in."""

from __future__ import annotations

import re
from typing import Final

PHONE_PATTERN: Final = r"^(\+84|84|0)[0-9]{8,10}$"
_BETWEEN_DIGITS: Final = re.compile(r"[\s.-]")


def national_number(text: str) -> str | None:
    """The number as it is dialled at home, 0 first; None for what is none. Spaces, dots and hyphens mean nothing."""
    tidy = _BETWEEN_DIGITS.sub("", text)
    return re.sub(r"^(\+84|84|0)", "0", tidy) if re.fullmatch(PHONE_PATTERN, tidy, re.ASCII) else None
