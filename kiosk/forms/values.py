"""What a well-formed answer is, kind by kind. Dates are text as typed: a year is never turned into 1 January."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date
from typing import Final

_NAME: Final = re.compile(r"[^\W\d_]+(?:[ '’.-]{1,2}[^\W\d_]+)*\.?")
_PERSONAL_NUMBER: Final = re.compile(r"\d{12}|\d{9}")
_DOCUMENT_NUMBER: Final = re.compile(r"[^\W_](?:[^\W_]|[ ./-](?=[^\W_])){1,39}")
_PHONE: Final = re.compile(r"(?:0|\+84)[35789]\d{8}|(?:0|\+84)2\d{8,9}")
_EMAIL: Final = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}")
_DATE: Final = re.compile(r"(?:(?:([0-9]{1,2})/)?([0-9]{1,2})/)?([0-9]{4})")
_EARLIEST_YEAR: Final = 1850


def tidy(text: str) -> str:
    """NFC, without spaces at the ends or doubled inside."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def is_plain(text: str) -> bool:
    """Whether the text has only letters, marks, digits, punctuation and spaces: nothing invisible."""
    return all(character.isprintable() for character in text)


def is_name(text: str) -> bool:
    """Whether this can be a person's name: 1 to 8 words, also `H'Mông`-like and hyphened ones."""
    tidied = tidy(text)
    return 2 <= len(tidied) <= 100 and len(tidied.split()) <= 12 and _NAME.fullmatch(tidied) is not None


def is_personal_number(text: str) -> bool:
    """12 digits, or the 9 of an old identity card. There is no check digit to test."""
    return _PERSONAL_NUMBER.fullmatch(text.strip()) is not None and text.isascii()


def is_document_number(text: str) -> bool:
    """Letters and digits, with single spaces, dots, slashes or hyphens between them."""
    return _DOCUMENT_NUMBER.fullmatch(tidy(text)) is not None


def is_phone(text: str) -> bool:
    """A Vietnamese mobile or landline number; spaces and dots between digits are fine."""
    return text.isascii() and _PHONE.fullmatch(re.sub(r"[ .]", "", text)) is not None


def is_email(text: str) -> bool:
    """An address that mail can be sent to."""
    return _EMAIL.fullmatch(text.strip()) is not None


def read_date(text: str) -> tuple[date, date] | None:
    """The first and last day that `dd/mm/yyyy`, `mm/yyyy` or `yyyy` can mean, or None."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    day, month, year = match.groups()
    if int(year) < _EARLIEST_YEAR:
        return None
    try:
        if day is not None:
            exact = date(int(year), int(month), int(day))
            return exact, exact
        if month is not None:
            first = date(int(year), int(month), 1)
            return first, first.replace(day=monthrange(first.year, first.month)[1])
        return date(int(year), 1, 1), date(int(year), 12, 31)
    except ValueError:
        return None


def is_full_date(text: str) -> bool:
    """Whether day, month and year are given."""
    return read_date(text) is not None and text.count("/") == 2


def written_date(day: date) -> str:
    """The way a full date is kept in an answer."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"
