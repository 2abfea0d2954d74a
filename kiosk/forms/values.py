"""What a well-formed answer is, kind by kind. Dates are text as typed: a year is never turned into 1 January."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date
from typing import Final

from config.procedures import QuestionKind

# A letter may carry marks of its own: some letters of Viet Nam's smaller peoples exist in no composed form (ê̆, ơ̆).
_LETTERS: Final = r"(?:[^\W\d_][\u0300-\u036f]{0,2})+"
_NAME: Final = re.compile(rf"{_LETTERS}(?:[ '’ʼ.-]{{1,2}}{_LETTERS})*\.?")
_LETTER_KINDS: Final = ("Lu", "Ll", "Lt", "Lo")
_PERSONAL_NUMBER: Final = re.compile(r"\d{12}|\d{9}")
_DOCUMENT_NUMBER: Final = re.compile(r"[^\W_](?:[^\W_]|[ ./-](?=[^\W_])){1,39}")
_PHONE: Final = re.compile(r"(?:0|\+84)[35789]\d{8}|(?:0|\+84)2\d{8,9}")
_EMAIL: Final = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}")
_DATE: Final = re.compile(r"(?:(?:([0-9]{1,2})/)?([0-9]{1,2})/)?([0-9]{4})")
_EARLIEST_YEAR: Final = 1850
# The Icelandic letter looks like the Vietnamese one. In Icelandic it never begins a word, so Guðrún keeps hers.
_LOOKS_LIKE_D: Final = re.compile(r"(?<![^\W\d_])[Ðð]")


def tidy(text: str) -> str:
    """NFC, without spaces at the ends or doubled inside; an eth (Ð) that begins a word is the Đ that it looks like."""
    composed = " ".join(unicodedata.normalize("NFC", text).split())
    return _LOOKS_LIKE_D.sub(lambda found: "Đ" if found[0] == "Ð" else "đ", composed)


def filed(kind: QuestionKind, text: str) -> str:
    """The one form in which an answer is filed: tidy; day and month of a date with two digits, as on a card."""
    tidied = tidy(text)
    if kind in ("date", "partial_date") and read_date(tidied) is not None:
        return "/".join(part.zfill(2) for part in tidied.split("/"))
    return tidied


def is_plain(text: str) -> bool:
    """Whether the text has only letters, marks, digits, punctuation and spaces: nothing invisible."""
    return all(character.isprintable() for character in text)


def is_name(text: str) -> bool:
    """Whether this can be a person's name: 1 to 12 words, also `H'Mông`-like and hyphened ones."""
    tidied = tidy(text)
    if not (2 <= len(tidied) <= 100 and len(tidied.split()) <= 12 and _NAME.fullmatch(tidied)):
        return False
    return all(_is_letter(character) for character in tidied if character.isalnum() and character != "ʼ")


def _is_letter(character: str) -> bool:
    """A letter of any script, but no raised, circled or otherwise disguised one."""
    disguised = unicodedata.decomposition(character).startswith("<")
    return unicodedata.category(character) in _LETTER_KINDS and not disguised


def is_personal_number(text: str) -> bool:
    """12 digits, or the 9 of an old identity card. There is no check digit to test."""
    return _PERSONAL_NUMBER.fullmatch(text.strip()) is not None and text.isascii()


def is_citizen_card_number(text: str) -> bool:
    """12 digits: the number of a citizen card is the personal number itself."""
    return is_personal_number(text) and len(text.strip()) == 12


def can_exist(personal_number: str, today: date) -> bool:
    """Whether a number of the right length can have been given to anybody by this day.

    Digits 1 to 3 are the place where the birth was registered, of which only 000 is certainly none; digit 4 is the
    century, 5 and 6 the year of birth. Nothing else in it can be told from the number alone.
    """
    number = personal_number.strip()
    if len(number) != 12:
        return number.strip("0") != ""
    return number[:3] != "000" and 1900 + 100 * (int(number[3]) // 2) + int(number[4:6]) <= today.year


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
