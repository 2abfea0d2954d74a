"""The way through a form: which pages and questions are visible for the answers so far."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

from config import places
from config.procedures import Option, Procedure, Question, QuestionKind
from config.texts import Text
from kiosk.domain.draft import Answer
from kiosk.forms.conditions import holds
from kiosk.forms.values import filed as as_filed

Answers = Mapping[str, Answer]


@dataclass(frozen=True)
class FormPage:
    """A visible page: its id, the id and title of its section, title, why it is asked, and its visible questions."""

    id: str
    section: str
    section_title: Text
    title: Text
    why: Text
    questions: tuple[Question, ...]


def walk(procedure: Procedure, answers: Answers) -> tuple[FormPage, ...]:
    """The visible pages in order. Answers of hidden questions count for nothing, but stay in `answers`."""
    return _walk(procedure, answers)[0]


def visible_answers(procedure: Procedure, answers: Answers) -> dict[str, Answer]:
    """The answers of visible questions only, in the order of the form; what is hidden is never filed."""
    return _walk(procedure, answers)[1]


def filed_answers(procedure: Procedure, answers: Answers, delivery: str | None = None) -> dict[str, Answer]:
    """What goes to the authority: visible answers, copied blocks (one person in two roles), details of the delivery."""
    filed = visible_answers(procedure, answers)
    known = {question.id: question.kind for question in procedure.questions()}
    for block in procedure.copies:
        if holds(block.when, filed):
            for field, answer in tuple(filed.items()):
                target = f"{block.target}_{field.removeprefix(block.source + '_')}"
                if field.startswith(block.source + "_") and target in known and target not in filed:
                    filed[target] = replace(answer, origin="confirmed")
    page = delivery_page(procedure, delivery, answers)
    if page is not None:
        filed.update({question.id: answers[question.id] for question in page.questions if question.id in answers})
    return {field: _in_one_form(known[field], answer) for field, answer in filed.items() if answer.value != ""}


def _in_one_form(kind: QuestionKind, answer: Answer) -> Answer:
    return replace(answer, value=as_filed(kind, answer.value)) if isinstance(answer.value, str) else answer


def delivery_page(procedure: Procedure, delivery: str | None, answers: Answers) -> FormPage | None:
    """The questions that the chosen way of delivery asks, or None when it asks nothing."""
    for way in procedure.deliveries:
        if way.id == delivery and way.questions:
            visible = {question.id: answers[question.id] for question in way.questions if question.id in answers}
            asked = tuple(question for question in way.questions if holds(question.when, visible))
            return FormPage(f"delivery_{way.id}", "delivery", way.name, way.name, way.hint, asked)
    return None


def options(question: Question, answers: Answers) -> tuple[Option, ...]:
    """What can be chosen for this question now; empty for questions that are typed and communes without a province."""
    match question.kind:
        case "province":
            return places.provinces()
        case "commune":
            province = answers.get(question.within or "")
            return places.communes(str(province.value)) if province else ()
        case _:
            return question.options


def put(procedure: Procedure, answers: Answers, field: str, value: str | int) -> dict[str, Answer]:
    """The answers with one typed in (text in NFC).

    Another province empties the communes chosen within the old one; another kind of paper drops the number that the
    card told for the old one, but not one that was typed.
    """
    tidied = unicodedata.normalize("NFC", value) if isinstance(value, str) else value
    changed = dict(answers)
    before = changed.get(field)
    changed[field] = Answer(tidied, "typed")
    if before is None or before.value != tidied:
        for question in procedure.questions():
            dependent = changed.get(question.id) if question.within == field else None
            if dependent is not None and (question.kind == "commune" or dependent.origin != "typed"):
                del changed[question.id]
    return changed


def confirm(page: FormPage, answers: Answers) -> dict[str, Answer]:
    """The answers after the citizen went on from this page: what was inferred there is now confirmed."""
    agreed = dict(answers)
    for question in page.questions:
        answer = agreed.get(question.id)
        if answer is not None and answer.origin == "inferred":
            agreed[question.id] = replace(answer, origin="confirmed")
    return agreed


def _walk(procedure: Procedure, answers: Answers) -> tuple[tuple[FormPage, ...], dict[str, Answer]]:
    visible: dict[str, Answer] = {}
    pages: list[FormPage] = []
    for section in procedure.form:
        if not holds(section.when, visible):
            continue
        for page in section.pages:
            if not holds(page.when, visible):
                continue
            asked: list[Question] = []
            for question in page.questions:
                if holds(question.when, visible):
                    asked.append(question)
                    answer = answers.get(question.id)
                    if answer is not None:
                        visible[question.id] = answer
            if asked:
                pages.append(FormPage(page.id, section.id, section.title, page.title, page.why, tuple(asked)))
    return tuple(pages), visible
