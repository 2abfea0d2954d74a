"""The machine-readable zone on the back of the card: ICAO 9303 part 5 (TD1, three lines of 30).

Vietnam writes the nine last digits where the document number goes, the whole number into the optional field, and a
check digit over that field at its end. Names have no accents here: never take a name from it when there is a QR code.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from kiosk.domain.identity_card import CardFault, Sex

_LINE: Final = 30
_VALUES: Final = {sign: value for value, sign in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {"<": 0}
_WEIGHTS: Final = (7, 3, 1)
_NEVER_ENDS: Final = "991231"
_DATE: Final = re.compile(r"[0-9]{6}")


@dataclass(frozen=True)
class CardMrz:
    """What the three lines say; `expires` is None on a card that does not. Its repr shows nothing personal."""

    number: str = field(repr=False)
    plain_name: str = field(repr=False)
    born: date = field(repr=False)
    sex: Sex = field(repr=False)
    expires: date | None = field(repr=False)


def parse_card_mrz(text: str) -> CardMrz | CardFault:
    """Read the three lines (spaces and line ends do not matter); any text at all gives lines or a fault."""
    signs = "".join(text.upper().split()) if len(text) < 400 else ""
    if len(signs) != 3 * _LINE or not signs.startswith("IDVNM") or not set(signs) <= _VALUES.keys():
        return CardFault("mrz_lines")
    first, second, third = signs[:_LINE], signs[_LINE : 2 * _LINE], signs[2 * _LINE :]
    checked = (
        (first[5:14], first[14]),
        (first[15:29], first[29]),
        (second[0:6], second[6]),
        (second[8:14], second[14]),
        (first[5:30] + second[0:7] + second[8:15] + second[18:29], second[29]),
    )
    number = first[15:27]
    sound = all(check_digit(part) == check for part, check in checked)
    if not sound or not number.isdecimal() or number[3:] != first[5:14]:
        return CardFault("mrz_check")
    # The number knows the century that two digits of a year leave open.
    born = _date(second[0:6], 1900 + 100 * (int(number[3]) // 2))
    expires = None if second[8:14] == _NEVER_ENDS else _date(second[8:14], 2000)
    sexes: dict[str, Sex] = {"M": "Nam", "F": "Nữ"}
    sex = sexes.get(second[7])
    if born is None or sex is None or (expires is None and second[8:14] != _NEVER_ENDS):
        return CardFault("mrz_check")
    return CardMrz(number, " ".join(third.replace("<", " ").split()), born, sex, expires)


def check_digit(part: str) -> str:
    """The 7-3-1 check digit over digits, capitals and `<` (ICAO 9303 part 3, 4.9)."""
    return str(sum(_VALUES[sign] * _WEIGHTS[at % 3] for at, sign in enumerate(part)) % 10)


def _date(digits: str, century: int) -> date | None:
    if not _DATE.fullmatch(digits):
        return None
    try:
        return date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    except ValueError:
        return None
