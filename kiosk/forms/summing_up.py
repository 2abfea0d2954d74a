"""The check-your-answers page: every visible answer in words, with where it came from and the page to change it on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from config.procedures import Procedure, Question
from config.texts import Text
from kiosk.domain.draft import Answer, Origin
from kiosk.forms.walking import delivery_page, options, walk

_NOT_GIVEN: Final = Text("(chưa có)", "(not given)")
_DELIVERY: Final = Text("Nhận kết quả", "Getting the result")
_WAY: Final = Text("Cách nhận kết quả", "How to get the result")


@dataclass(frozen=True)
class SummaryRow:
    """One answer. `origin` is None where nothing was given; `page` is the index in `walk` to go back to."""

    label: Text
    shown: Text
    origin: Origin | None
    field: str
    page: int


@dataclass(frozen=True)
class SummarySection:
    """A chapter of the form with its visible answers."""

    title: Text
    rows: tuple[SummaryRow, ...]


def summary(
    procedure: Procedure, answers: Mapping[str, Answer], delivery: str | None = None
) -> tuple[SummarySection, ...]:
    """All visible answers, section by section; the way of delivery last, once it is chosen."""
    pages = walk(procedure, answers)
    sections: list[tuple[str, Text, list[SummaryRow]]] = []
    for index, page in enumerate(pages):
        rows = [_row(question, answers, index) for question in page.questions]
        if sections and sections[-1][0] == page.section:
            sections[-1][2].extend(rows)
        else:
            sections.append((page.section, page.section_title, rows))
    chosen = next((way for way in procedure.deliveries if way.id == delivery), None)
    if chosen is not None:
        rows = [SummaryRow(_WAY, chosen.name, "typed", "delivery", len(pages))]
        page_of_way = delivery_page(procedure, delivery, answers)
        if page_of_way is not None:
            rows += [_row(question, answers, len(pages)) for question in page_of_way.questions]
        sections.append(("delivery", _DELIVERY, rows))
    return tuple(SummarySection(title, tuple(rows)) for _, title, rows in sections)


def shown(question: Question, answers: Mapping[str, Answer]) -> Text:
    """The answer as people read it: the label of what was chosen, or what was typed."""
    answer = answers.get(question.id)
    if answer is None or answer.value == "":
        return _NOT_GIVEN
    value = str(answer.value)
    for option in options(question, answers):
        if option.value == value:
            return option.label
    return Text(value, value)


def _row(question: Question, answers: Mapping[str, Answer], page: int) -> SummaryRow:
    answer = answers.get(question.id)
    given = answer is not None and answer.value != ""
    origin = answer.origin if answer is not None and given else None
    return SummaryRow(question.label, shown(question, answers), origin, question.id, page)
