"""Numbers as each language writes them: `1.234,5` in Vietnamese, `1,234.5` in English."""

from __future__ import annotations

from typing import Final

from printing.reports.content import Cell, Kind, Language

NOTHING: Final = "–"
_SWAP: Final = str.maketrans({",": ".", ".": ","})


def count_words(value: int, language: Language) -> str:
    """A whole number with its thousands set apart."""
    return _local(f"{value:,}", language)


def minutes_words(value: float, language: Language) -> str:
    """Minutes with one decimal."""
    return _local(f"{value:,.1f}", language)


def share_words(value: float, language: Language) -> str:
    """A share of 1 as per cent."""
    return _local(f"{value * 100:.0f} %", language)


def cell_words(value: Cell, kind: Kind, language: Language) -> str:
    """A cell as people read it."""
    match value:
        case None:
            return NOTHING
        case str():
            return value
        case _ if kind == "share":
            return share_words(value, language)
        case _ if kind == "minutes":
            return minutes_words(value, language)
    return count_words(round(value), language)


def _local(english: str, language: Language) -> str:
    return english if language == "en" else english.translate(_SWAP)
