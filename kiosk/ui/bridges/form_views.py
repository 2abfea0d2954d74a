"""Snapshots of the form screens: need, procedure, identity, questions, check, declaration, done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, assert_never

from config.procedures import Catalogue, LifeEvent, Option, Procedure, Question
from config.texts import Text
from kiosk.domain.draft import Draft
from kiosk.domain.journey import Journey
from kiosk.flows.fill_form import Choices, form_length, pages
from kiosk.forms import (
    FILED_HERE,
    Fault,
    SummarySection,
    checklist,
    delivery_page,
    fee,
    find_procedures,
    options,
    summary,
)
from kiosk.ui.bridges.priority_views import PriorityLine

_FEW: Final = 8  # more options than this fold into a list with search
_SHORT: Final = 16  # letters; such options stand two in a row
_LETTERS: Final = 200
_ASK_THE_FEE: Final = Text("Xin hỏi nhân viên tại quầy.", "Please ask at the counter.")

Kind = Literal["line", "choice", "long", "date", "integer"]
Input = Literal["vietnamese", "latin", "digits"]


@dataclass(frozen=True)
class EventView:
    """A tile."""

    id: str
    name: Text
    icon: str


@dataclass(frozen=True)
class FoundView:
    """A procedure in a list."""

    code: str
    name: Text
    detail: Text


@dataclass(frozen=True)
class NeedView:
    """listing: procedures are shown instead of tiles; all: all of them."""

    life_events: tuple[EventView, ...]
    procedures: tuple[FoundView, ...]
    listing: bool
    all: bool
    query: str


@dataclass(frozen=True)
class PaperView:
    """A document to bring. sometimes: needed in some cases only."""

    id: str
    name: Text
    hint: Text
    how: str
    sometimes: bool
    have: bool


@dataclass(frozen=True)
class ProcedureView:
    """What to know before beginning. fee: in đồng; None where nothing says what it costs today."""

    code: str
    name: Text
    full_name: Text
    time: Text
    fee: int | None
    fee_text: Text
    documents: tuple[PaperView, ...]
    law: tuple[Text, ...]
    has_number: bool
    priority: PriorityLine


@dataclass(frozen=True)
class IdentityView:
    """reader: a code reader is here. fault: why the last card was not taken."""

    procedure: Text
    reader: bool
    fault: Text | None


@dataclass(frozen=True)
class OptionView:
    """One answer to choose."""

    value: str
    text: Text


@dataclass(frozen=True)
class QuestionView:
    """One question. said: its label repeats the page's title. blocked: another answer must come first."""

    id: str
    kind: Kind
    input: Input
    capitals: bool
    label: Text
    hint: Text
    said: bool
    required: bool
    value: str
    shown: Text
    origin: str
    options: tuple[OptionView, ...]
    short_words: bool
    blocked: bool
    least_number: int
    most_number: int
    most_letters: int
    fault: Text | None


@dataclass(frozen=True)
class FaultView:
    """A line of the summary of faults."""

    field: str
    label: Text


@dataclass(frozen=True)
class PageView:
    """One page of the form. inferred_from: card | usual | empty."""

    procedure: Text
    section: Text
    page: int
    pages: int
    title: Text
    why: Text
    questions: tuple[QuestionView, ...]
    faults: tuple[FaultView, ...]
    inferred_from: str
    checking: bool


@dataclass(frozen=True)
class RowView:
    """One answer on the check page; origin is empty where nothing was given."""

    label: Text
    shown: Text
    origin: str
    field: str
    page: int


@dataclass(frozen=True)
class SectionView:
    """A chapter on the check page."""

    title: Text
    rows: tuple[RowView, ...]


@dataclass(frozen=True)
class ReviewView:
    """Check your answers."""

    procedure: Text
    pages: int
    sections: tuple[SectionView, ...]


@dataclass(frozen=True)
class DeliveryView:
    """A way to get the result."""

    value: str
    text: Text
    detail: Text


@dataclass(frozen=True)
class StatementView:
    """A text to agree to."""

    title: Text
    text: Text


@dataclass(frozen=True)
class DeclarationView:
    """Declaration, consent, delivery. missing: what was not chosen when the citizen wanted to go on."""

    procedure: Text
    pages: int
    declaration: StatementView
    consent: StatementView
    declared: bool
    consented: bool
    deliveries: tuple[DeliveryView, ...]
    delivery: str
    missing: tuple[str, ...]
    more: bool


@dataclass(frozen=True)
class DoneView:
    """keeping: kept | saving | waiting | overtaken."""

    procedure: Text
    label: str
    keeping: str
    documents: tuple[PaperView, ...]


def need(catalogue: Catalogue, event: str | None, query: str, *, everything: bool, language: str) -> NeedView:
    """Tiles of the life events that have a procedure, or the procedures found."""
    tiles = tuple(_tile(one) for one in catalogue.life_events if catalogue.of_life_event(one.id))
    if query.strip():
        found: Sequence[Procedure] = find_procedures(catalogue, query, language)
    elif event is not None:
        found = catalogue.of_life_event(event)
    else:
        found = catalogue.procedures if everything else ()
    rows = tuple(FoundView(one.code, one.short_name, one.time_limit.text) for one in found)
    listing = everything or event is not None or bool(query.strip())
    return NeedView(tiles, rows, listing, everything and not query.strip(), query)


def procedure_view(
    procedure: Procedure,
    received_now: Procedure,
    journey: Journey,
    have: dict[str, bool],
    today: date,
    priority: PriorityLine,
) -> ProcedureView:
    """The procedure before anything is answered: a conditional document is "sometimes".

    procedure: the version that the form was begun under. received_now: the one in force today; time, fee and law are
    those of the day of receipt.
    """
    cost = fee(received_now, {}, FILED_HERE, today)
    return ProcedureView(
        code=procedure.code,
        name=procedure.short_name,
        full_name=procedure.name,
        time=received_now.time_limit.text,
        fee=cost.amount_vnd if cost else None,
        fee_text=cost.explanation if cost else _ASK_THE_FEE,
        documents=tuple(
            PaperView(
                one.id, one.name, one.hint, one.how, one.when is not None or one.optional, have.get(one.id, False)
            )
            for one in procedure.documents
        ),
        law=tuple(one.title for one in received_now.legal_basis_on(today)),
        has_number=journey.place is not None,
        priority=priority,
    )


def page_view(procedure: Procedure, journey: Journey, draft: Draft, faults: Sequence[Fault]) -> PageView:
    """Page `journey.page` of the form as it stands."""
    form = pages(procedure, draft)
    page = form[min(journey.page, len(form) - 1)]
    found = {fault.field: fault.text for fault in faults}
    questions = tuple(_question(question, draft, page.title, found.get(question.id)) for question in page.questions)
    inferred = [question for question in page.questions if _origin(draft, question.id) == "inferred"]
    from_card = any(question.prefill is not None for question in inferred)
    labels = {question.id: question.label for question in page.questions}
    return PageView(
        procedure=procedure.short_name,
        section=page.section_title,
        page=journey.page,
        pages=max(len(form), journey.page + 1),
        title=page.title,
        why=page.why,
        questions=questions,
        faults=tuple(FaultView(fault.field, labels[fault.field]) for fault in faults if fault.field in labels),
        inferred_from=("card" if from_card else "usual") if inferred else "",
        checking=journey.checking,
    )


def review_view(procedure: Procedure, draft: Draft) -> ReviewView:
    """Every answer; the way of delivery is chosen after this page."""
    sections: tuple[SummarySection, ...] = summary(procedure, draft.answers, None)
    return ReviewView(
        procedure=procedure.short_name,
        pages=form_length(procedure, draft),
        sections=tuple(
            SectionView(
                section.title,
                tuple(RowView(row.label, row.shown, row.origin or "", row.field, row.page) for row in section.rows),
            )
            for section in sections
        ),
    )


def declaration_view(
    catalogue: Catalogue, procedure: Procedure, draft: Draft, choices: Choices, missing: Sequence[str]
) -> DeclarationView:
    """What only the citizen may say."""
    return DeclarationView(
        procedure=procedure.short_name,
        pages=form_length(procedure, draft),
        declaration=StatementView(catalogue.declaration.title, catalogue.declaration.text),
        consent=StatementView(catalogue.consent.title, catalogue.consent.text),
        declared=choices.declared,
        consented=choices.consented,
        deliveries=tuple(DeliveryView(way.id, way.name, way.hint) for way in procedure.deliveries),
        delivery=choices.delivery or "",
        missing=tuple(missing),
        more=delivery_page(procedure, choices.delivery, draft.answers) is not None,
    )


def done_view(procedure: Procedure, journey: Journey, draft: Draft, keeping: str) -> DoneView:
    """What is true of the finished form, and the papers this case needs."""
    papers = tuple(
        PaperView(
            item.document.id, item.document.name, item.reason, item.document.how, item.document.optional,
            draft.have.get(item.document.id, False),
        )
        for item in checklist(procedure, draft.answers)
        if item.needed and item.document.how != "look_up"
    )  # fmt: skip
    label = journey.place.label if journey.place else draft.ticket_label or ""
    return DoneView(procedure.short_name, label, keeping, papers)


def _tile(event: LifeEvent) -> EventView:
    return EventView(event.id, event.name, event.icon)


def _question(question: Question, draft: Draft, title: Text, fault: Text | None) -> QuestionView:
    answer = draft.answers.get(question.id)
    choices = tuple(options(question, draft.answers))
    value = "" if answer is None else str(answer.value)
    kind, entry = _way(question, choices)
    chosen = next((option.label for option in choices if option.value == value), Text(value, value))
    return QuestionView(
        id=question.id,
        kind=kind,
        input=entry,
        capitals=question.kind == "name",
        label=question.label,
        hint=question.hint,
        said=question.label == title,
        required=question.required,
        value=value,
        shown=chosen,
        origin=_origin(draft, question.id),
        options=tuple(OptionView(option.value, option.label) for option in choices),
        short_words=bool(choices) and all(len(option.label.vi) <= _SHORT for option in choices),
        blocked=question.kind == "commune" and not choices,
        least_number=question.min if question.min is not None else 0,
        most_number=question.max if question.max is not None else 999,
        most_letters=question.max_length if question.kind != "personal_number" else 12,
        fault=fault,
    )


def _way(question: Question, choices: Sequence[Option]) -> tuple[Kind, Input]:
    match question.kind:
        case "name" | "text" | "long_text":
            return "line", "vietnamese"
        case "document_number" | "email":
            return "line", "latin"
        case "personal_number" | "phone":
            return "line", "digits"
        case "date" | "partial_date":
            return "date", "digits"
        case "integer":
            return "integer", "digits"
        case "choice":
            return ("choice" if len(choices) <= _FEW else "long"), "latin"
        case "search_choice" | "province" | "commune":
            return "long", "latin"
        case _:
            assert_never(question.kind)


def _origin(draft: Draft, field: str) -> str:
    answer = draft.answers.get(field)
    return "" if answer is None else answer.origin
