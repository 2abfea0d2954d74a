"""The last part of a phone page's address: `A012.` and the random token.

The number in front is only a signpost, so that the hub finds the ticket by the number it is unique by anyway; what
opens the page is the token, and it is compared whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Self

PAGE_KEY_PATTERN: Final = r"^(?:[A-Z]{1,8}|[A-Z][A-Z0-9]{0,7}-)[0-9]{3,9}\.[0-9A-Za-z_-]{22,64}$"
LONGEST_PAGE_KEY: Final = 96
_LOOKS_RIGHT: Final = re.compile(PAGE_KEY_PATTERN, re.ASCII)
_PARTS: Final = re.compile(r"([A-Z]+(?=[0-9])|[A-Z][A-Z0-9]*(?=-))-?([0-9]+)")


@dataclass(frozen=True, slots=True)
class PageKey:
    """A ticket's series and number, and the secret that opens its page."""

    series: str
    number: int
    token: str = field(repr=False)

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The key in an address; None for what cannot be one."""
        if len(text) > LONGEST_PAGE_KEY or _LOOKS_RIGHT.fullmatch(text) is None:
            return None
        label, _, token = text.partition(".")
        parts = _PARTS.fullmatch(label)
        return None if parts is None else cls(parts[1], int(parts[2]), token)


def page_key(label: str, page_token: str) -> str:
    """The key of a ticket's page, as it stands in an address."""
    return f"{label}.{page_token}"
