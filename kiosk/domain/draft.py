"""A visit's draft: the answers so far and what was agreed to, and its one strict form as bytes.

The bytes are sealed with the visit key before they leave the kiosk. What comes back may come from another version of
this software or from someone who guessed: `draft_from_bytes` takes exactly what `draft_to_bytes` writes, within size
limits, and refuses everything else without repeating any of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final, Literal, get_args

Origin = Literal["typed", "inferred", "confirmed"]
"""typed: by the citizen; inferred: filled in, to be confirmed; confirmed: filled in and agreed to."""

MAX_BYTES: Final = 256 * 1024
MAX_ANSWERS: Final = 400
MAX_VALUE_CHARS: Final = 2000
MAX_INTEGER: Final = 10**9
MAX_PAGE: Final = 500
_VERSION: Final = 1
_ID: Final = re.compile(r"[a-z][a-z0-9_]{0,59}")
_VISIT: Final = re.compile(r"[0-9a-f]{32}")
_CODE: Final = re.compile(r"[0-9]\.[0-9]{6}")
_LABEL: Final = re.compile(r"[A-Z][0-9]{3,4}|[A-Z][A-Z0-9]{1,3}-[0-9]{3,5}")
_STATEMENT: Final = re.compile(r"[a-z0-9][a-z0-9.-]{0,39}")
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_KEYS: Final = frozenset(
    {
        "version", "visit_id", "procedure_code", "ticket_label", "answers", "have", "declaration", "consent",
        "delivery", "page", "finished",
    }
)  # fmt: skip
# Drafts that were kept before versions were told apart lack it, and are written again as they came.
_LATER_KEY: Final = "procedure_from"
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class DraftFault(ValueError):
    """The bytes are not a draft. The sentence names the place, never what stood there."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered and where it came from."""

    value: str | int | bool
    origin: Origin = "typed"


@dataclass(frozen=True, slots=True)
class Agreement:
    """That the citizen agreed to a text: its version, and when (with an offset)."""

    text_version: str
    at: datetime


@dataclass(frozen=True)
class Draft:
    """One citizen's form under way. Nothing in it is ever preset where the law wants a choice."""

    visit_id: str
    procedure_code: str
    ticket_label: str | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)
    have: Mapping[str, bool] = field(default_factory=dict)
    """Document id -> whether the citizen says it is at hand."""
    declaration: Agreement | None = None
    consent: Agreement | None = None
    delivery: str | None = None
    """Id of the chosen way of delivery."""
    page: int = 0
    finished: bool = False
    procedure_from: date | None = None
    """First day of the version of the procedure under which the form was begun; None in a draft of an older kiosk."""

    def __repr__(self) -> str:
        return (
            f"Draft(visit_id={self.visit_id!r}, procedure_code={self.procedure_code!r}, answers=<{len(self.answers)}>)"
        )


def draft_to_bytes(draft: Draft) -> bytes:
    """The draft as UTF-8 JSON with sorted keys. Raises DraftFault for a draft that could not be read back."""
    whole = {
        "version": _VERSION,
        "visit_id": draft.visit_id,
        "procedure_code": draft.procedure_code,
        "ticket_label": draft.ticket_label,
        "answers": {key: [answer.value, answer.origin] for key, answer in draft.answers.items()},
        "have": dict(draft.have),
        "declaration": _agreement_out(draft.declaration),
        "consent": _agreement_out(draft.consent),
        "delivery": draft.delivery,
        "page": draft.page,
        "finished": draft.finished,
    }
    if draft.procedure_from is not None:
        whole[_LATER_KEY] = draft.procedure_from.isoformat()
    _read_whole(whole)
    data = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    if len(data) > MAX_BYTES:
        raise DraftFault("the draft is too large")
    return data


def draft_from_bytes(data: bytes) -> Draft:
    """Read what `draft_to_bytes` wrote. Raises DraftFault."""
    if len(data) > MAX_BYTES:
        raise DraftFault("the draft is too large")
    try:
        whole = json.loads(data.decode("utf-8"), object_pairs_hook=_no_doubles, parse_constant=_no_constant)
    except (UnicodeDecodeError, RecursionError):
        raise DraftFault("the draft is not JSON in UTF-8") from None
    except DraftFault:
        raise
    except ValueError:  # also an integer of thousands of digits
        raise DraftFault("the draft is not JSON in UTF-8") from None
    return _read_whole(whole)


def _no_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    read = dict(pairs)
    if len(read) != len(pairs):
        raise DraftFault("a key stands twice")
    return read


def _no_constant(_name: str) -> object:
    raise DraftFault("a number is not a number")


def _read_whole(whole: object) -> Draft:
    if not isinstance(whole, dict) or whole.keys() - {_LATER_KEY} != _KEYS:
        raise DraftFault("the draft has other keys than this version writes")
    if whole["version"] != _VERSION or isinstance(whole["version"], bool):
        raise DraftFault("the draft is of another version")
    if not isinstance(whole["finished"], bool):
        raise DraftFault("finished is neither true nor false")
    return Draft(
        visit_id=_text(whole["visit_id"], _VISIT, "visit_id"),
        procedure_code=_text(whole["procedure_code"], _CODE, "procedure_code"),
        ticket_label=None if whole["ticket_label"] is None else _text(whole["ticket_label"], _LABEL, "ticket_label"),
        answers=_answers(whole["answers"]),
        have=_have(whole["have"]),
        declaration=_agreement(whole["declaration"], "declaration"),
        consent=_agreement(whole["consent"], "consent"),
        delivery=None if whole["delivery"] is None else _text(whole["delivery"], _ID, "delivery"),
        page=_integer(whole["page"], 0, MAX_PAGE, "page"),
        finished=whole["finished"],
        procedure_from=_day(whole[_LATER_KEY]) if _LATER_KEY in whole else None,
    )


def _text(value: object, pattern: re.Pattern[str], where: str) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise DraftFault(f"{where} is not of its form")
    return value


def _day(value: object) -> date:
    try:
        return date.fromisoformat(_text(value, _DAY, _LATER_KEY))
    except DraftFault:
        raise
    except ValueError:
        raise DraftFault(f"{_LATER_KEY} is not a day") from None


def _integer(value: object, low: int, high: int, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise DraftFault(f"{where} is not a whole number in its range")
    return value


def _answers(value: object) -> dict[str, Answer]:
    if not isinstance(value, dict) or len(value) > MAX_ANSWERS:
        raise DraftFault("answers is not a table, or has too many entries")
    return {_text(key, _ID, "the id of an answer"): _answer(entry) for key, entry in value.items()}


def _answer(entry: object) -> Answer:
    if not isinstance(entry, (list, tuple)) or len(entry) != 2:
        raise DraftFault("an answer is not a value and an origin")
    value, origin = entry
    if origin not in get_args(Origin):
        raise DraftFault("an answer is of unknown origin")
    match value:
        case bool():
            return Answer(value, origin)
        case int():
            return Answer(_integer(value, -MAX_INTEGER, MAX_INTEGER, "an answer"), origin)
        case str() if len(value) <= MAX_VALUE_CHARS and _LONE_SURROGATE.search(value) is None:
            return Answer(value, origin)
        case _:
            raise DraftFault("an answer is too long, or neither text nor a whole number")


def _have(value: object) -> dict[str, bool]:
    if not isinstance(value, dict) or len(value) > MAX_ANSWERS:
        raise DraftFault("have is not a table, or has too many entries")
    marks: dict[str, bool] = {}
    for key, mark in value.items():
        if not isinstance(mark, bool):
            raise DraftFault("a mark of a document is neither true nor false")
        marks[_text(key, _ID, "the id of a document")] = mark
    return marks


def _agreement_out(agreement: Agreement | None) -> list[str] | None:
    return None if agreement is None else [agreement.text_version, agreement.at.isoformat()]


def _agreement(value: object, where: str) -> Agreement | None:
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 2 or not isinstance(value[1], str) or len(value[1]) > 40:
        raise DraftFault(f"{where} is not a version and a time")
    try:
        at = datetime.fromisoformat(value[1])
    except ValueError:
        raise DraftFault(f"{where} has no time that can be read") from None
    if at.tzinfo is None or abs(at.utcoffset() or timedelta()) > timedelta(hours=18):
        raise DraftFault(f"{where} has a time without an offset")
    return Agreement(_text(value[0], _STATEMENT, where), at)
