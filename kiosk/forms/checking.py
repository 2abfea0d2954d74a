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
from kiosk.forms.walking import FormPage, delivery_page, options, visible_answers, walk

_MISSING_CHOICE: Final = Text("Xin ông/bà chọn một mục.", "Please choose one.")
_MISSING_TEXT: Final = Text("Xin ông/bà điền mục này.", "Please fill this in.")
_FUTURE: Final = Text(
    "Ngày này ở sau hôm nay. Xin ông/bà xem lại và sửa.", "This date is after today. Please check and correct it."
)
_TOO_LONG: Final = Text("Nội dung dài quá. Xin ông/bà viết ngắn lại.", "This is too long. Please shorten it.")
_UNREADABLE: Final = Text(
    "Có ký tự không đọc được. Xin ông/bà xóa và gõ lại.", "Some characters cannot be read. Please clear and type again."
)
_NO_SUCH_NUMBER: Final = Text(
    "Không có số định danh nào như vậy. Xin ông/bà so lại từng chữ số với giấy tờ.",
    "There is no such personal number. Please compare every digit with the paper.",
)
_CARD_LENGTH: Final = Text(
    "Số của loại thẻ này có 12 chữ số. Xin ông/bà đếm lại, hoặc chọn lại loại giấy tờ.",
    "This kind of card has a number of 12 digits. Please count again, or choose another kind of paper.",
)
_OLD_CARD_LENGTH: Final = Text(
    "Số chứng minh nhân dân có 9 hoặc 12 chữ số. Xin ông/bà đếm lại, hoặc chọn lại loại giấy tờ.",
    "An old identity card has a number of 9 or 12 digits. Please count again, or choose another kind of paper.",
)

# Values of the list identity_documents in procedures/shared/lists.toml. The number of these is the personal number.
_CITIZEN_CARDS: Final = frozenset({"can_cuoc", "cccd", "can_cuoc_certificate"})
_OLD_CARD: Final = "cmnd"
# As shared/blocks.toml names them: a person's prefix, then these.
_KIND: Final = "document_kind"
_PERSONAL_NUMBER: Final = "personal_number"


@dataclass(frozen=True)
class Fault:
    """One thing to put right: the question's id and a sentence for the citizen."""

    field: str
    text: Text


def check(procedure: Procedure, page: FormPage, answers: Mapping[str, Answer], today: date) -> tuple[Fault, ...]:
    """The faults of one visible page, in the order of its questions; at most one a question."""
    known = {question.id: question for question in procedure.questions()}
    # What is hidden counts for nothing: nobody could put it right.
    seen = visible_answers(procedure, answers)
    faults = []
    for question in page.questions:
        text = _fault(question, answers, today) or _between(question, answers, seen, known)
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


def _fault(question: Question, answers: Mapping[str, Answer], today: date) -> Text | None:
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
    if question.kind == "personal_number" and answer.origin == "typed" and not values.can_exist(answer.value, today):
        # Only where it was typed: what a card says cannot be put right by the one who holds it.
        return _NO_SUCH_NUMBER
    return _date_fault(question, answer.value, today)


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


def _date_fault(question: Question, value: str, today: date) -> Text | None:
    if question.kind not in ("date", "partial_date"):
        return None
    span = values.read_date(value)
    if span is None:
        return question.error
    return _FUTURE if question.not_future and span[0] > today else None


def _between(
    question: Question, answers: Mapping[str, Answer], seen: Mapping[str, Answer], known: Mapping[str, Question]
) -> Text | None:
    """What does not fit together with other answers, of which only those count that are seen."""
    value = _words(answers.get(question.id))
    if not value:
        return None
    kind = _words(seen.get(question.within or ""))
    if question.kind == "document_number":
        return _card_number_fault(question, value, kind, seen, known)
    earlier = known.get(question.after or "")
    if earlier is None:
        return None
    span, before = values.read_date(value), values.read_date(_words(seen.get(earlier.id)))
    if span is None or before is None or span[1] > before[0]:
        return None
    if span[1] < before[0]:
        return Text(
            f"Ngày này ở trước “{earlier.label.vi}”. Xin ông/bà xem lại cả hai ngày.",
            f"This date is before “{earlier.label.en}”. Please check both dates.",
        )
    if kind not in _CITIZEN_CARDS:
        return None
    return Text(
        f"Ngày này trùng với “{earlier.label.vi}”. Xin ông/bà xem lại cả hai ngày.",
        f"This date is the same as “{earlier.label.en}”. Please check both dates.",
    )


def _card_number_fault(
    question: Question, value: str, kind: str, seen: Mapping[str, Answer], known: Mapping[str, Question]
) -> Text | None:
    if kind == _OLD_CARD:
        return None if values.is_personal_number(value) else _OLD_CARD_LENGTH
    if kind not in _CITIZEN_CARDS:
        return None
    if not values.is_citizen_card_number(value):
        return _CARD_LENGTH
    own = known.get((question.within or "").removesuffix(_KIND) + _PERSONAL_NUMBER)
    number = _words(seen.get(own.id)) if own is not None else ""
    if own is None or not number or number == value:
        return None
    return Text(
        f"Số trên thẻ phải giống “{own.label.vi}”. Xin ông/bà xem lại cả hai số.",
        f"The number on the card must be the same as “{own.label.en}”. Please check both numbers.",
    )


def _words(answer: Answer | None) -> str:
    return values.tidy(answer.value) if answer is not None and isinstance(answer.value, str) else ""
