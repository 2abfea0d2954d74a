"""Finding a procedure by words: without accents, with typing errors, in either language, or by its code."""

from __future__ import annotations

from typing import Final

from rapidfuzz import fuzz

from config.procedures import Catalogue, Procedure
from config.texts import Text
from kiosk.text.search_key import search_key

_GOOD_ENOUGH: Final = 68.0
_QUERY_CHARS: Final = 100
_SHORT_WORD: Final = 3


def find_procedures(catalogue: Catalogue, query: str, lang: str = "vi") -> tuple[Procedure, ...]:
    """The procedures that fit the query, best first; an empty query finds all, in the catalogue's order.

    Words of both languages are looked at; those of `lang` weigh a little more.
    """
    wanted = search_key(query[:_QUERY_CHARS]).strip()
    if not wanted:
        return catalogue.procedures
    scored = [(_score(procedure, wanted, lang), procedure) for procedure in catalogue.procedures]
    best_first = sorted(scored, key=lambda found: -found[0])
    return tuple(procedure for score, procedure in best_first if score >= _GOOD_ENOUGH)


def _score(procedure: Procedure, wanted: str, lang: str) -> float:
    if wanted.replace(" ", "") in (procedure.code, procedure.code.replace(".", "")):
        return 200.0
    texts: tuple[Text, ...] = (procedure.short_name, procedure.name, *procedure.keywords)
    best = 0.0
    for text in texts:
        for language in ("vi", "en"):
            key = search_key(text.in_language(language))
            weight = 1.0 if language == lang else 0.97
            best = max(best, weight * _likeness(wanted, key))
    return best


def _likeness(wanted: str, key: str) -> float:
    """0 to 100: how much of what was typed is found in the key, word by word, the last word perhaps unfinished."""
    if wanted in key:
        return 100.0
    words = key.split()
    total = 0.0
    letters = 0
    for part in wanted.split():
        close = max((_word_likeness(part, word) for word in words), default=0.0)
        total += close * len(part)
        letters += len(part)
    return total / letters if letters else 0.0


def _word_likeness(part: str, word: str) -> float:
    if len(part) <= _SHORT_WORD:
        # One wrong letter of three makes another word: dat (land) is not cap (issue).
        return 100.0 if word.startswith(part) else 0.0
    return max(fuzz.ratio(part, word), fuzz.ratio(part, word[: len(part)]) - 2)
