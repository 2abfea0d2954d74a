"""What is wrong on a page, in words that say what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, assert_never

from config.procedures import Procedure, Question
from config.texts import Text
from kiosk.domain.draft import Answer
from kiosk.forms import values
from kiosk.forms.walking import FormPage, delivery_page, options, walk

_MISSING_CHOICE: Final = Text("Xin ông/bà chọn một mục.", "Please choose one.")
_MISSING_TEXT: Final = Text("Xin ông/bà điền mục này.", "Please fill this in.")
_FUTURE: Final = Text(
    "Ngày này ở sau hôm nay. Xin ông/bà xem lại và sửa.", "This date is after today. Please check and correct it."
)
_TOO_LONG: Final = Text("Nội dung dài quá. Xin ông/bà viết ngắn lại.", "This is too long. Please shorten it.")
_UNREADABLE: Final = Text(
    "Có ký tự không đọc được. Xin ông/bà xóa và gõ lại.", "Some characters cannot be read. Please clear and type again."
)


@dataclass(frozen=True)
class Fault:
    """One thing to put right: the question's id and a sentence for the citizen."""

    field: str
    text: Text


def check(procedure: Procedure, page: FormPage, answers: Mapping[str, Answer], today: date) -> tuple[Fault, ...]:
    """The faults of one visible page, in the order of its questions; at most one a question."""
    known = {question.id: question for question in procedure.questions()}
    faults = []
    for question in page.questions:
        text = _fault(question, answers, today, known)
        if text is not None:
            faults.append(Fault(question.id, text))
    return tuple(faults)


def check_all(
    procedure: Procedure, answers: Mapping[str, Answer], delivery: str | None, today: date
) -> tuple[tuple[int, Fault], ...]:
    """The faults of the whole form as (page index, fault); those of the delivery have the index after the last page."""
    pages = walk(procedure, answers)
    found = [(index, fault) for index, page in enumerate(pages) for fault in check(procedure, page, answers, today)]
    last = delivery_page(procedure, delivery, answers)
    if last is not None:
        found += [(len(pages), fault) for fault in check(procedure, last, answers, today)]
    return tuple(found)


def _fault(
    question: Question, answers: Mapping[str, Answer], today: date, known: Mapping[str, Question]
) -> Text | None:
    answer = answers.get(question.id)
    if answer is None or (isinstance(answer.value, str) and not answer.value.strip()):
        if not question.required:
            return None
        chosen = question.kind in ("choice", "search_choice", "province", "commune")
        return _MISSING_CHOICE if chosen else _MISSING_TEXT
    if question.kind == "integer":
        return None if _is_integer(question, answer.value) else question.error
    if not isinstance(answer.value, str):
        return question.error
    if len(values.tidy(answer.value)) > question.max_length:
        return _TOO_LONG
    if not values.is_plain(answer.value):
        return _UNREADABLE
    if not _well_formed(question, answer.value, answers):
        return question.error
    return _date_fault(question, answer.value, answers, today, known)


def _is_integer(question: Question, value: str | int | bool) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(value, str):
        if not (value.isascii() and value.isdigit() and len(value) <= 9):
            return False
        value = int(value)
    return (question.min is None or value >= question.min) and (question.max is None or value <= question.max)


def _well_formed(question: Question, value: str, answers: Mapping[str, Answer]) -> bool:
    match question.kind:
        case "name":
            return values.is_name(value)
        case "text" | "long_text":
            return any(character.isalnum() for character in value)
        case "personal_number":
            return values.is_personal_number(value)
        case "document_number":
            return values.is_document_number(value)
        case "date":
            return values.is_full_date(value)
        case "partial_date":
            return values.read_date(value) is not None
        case "phone":
            return values.is_phone(value)
        case "email":
            return values.is_email(value)
        case "choice" | "search_choice" | "province" | "commune":
            return any(option.value == value for option in options(question, answers))
        case "integer":
            return _is_integer(question, value)
        case _:
            assert_never(question.kind)


def _date_fault(
    question: Question, value: str, answers: Mapping[str, Answer], today: date, known: Mapping[str, Question]
) -> Text | None:
    if question.kind not in ("date", "partial_date"):
        return None
    span = values.read_date(value)
    if span is None:
        return question.error
    if question.not_future and span[0] > today:
        return _FUTURE
    earlier = answers.get(question.after or "")
    before = values.read_date(earlier.value) if earlier is not None and isinstance(earlier.value, str) else None
    if before is not None and question.after is not None and span[1] < before[0]:
        label = known[question.after].label
        return Text(
            f"Ngày này ở trước “{label.vi}”. Xin ông/bà xem lại cả hai ngày.",
            f"This date is before “{label.en}”. Please check both dates.",
        )
    return None
