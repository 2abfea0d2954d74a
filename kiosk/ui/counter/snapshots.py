"""What the counter's screens are given to show; frozen, no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from config.procedures import Procedure
from config.texts import Text
from kiosk.domain.draft import Draft
from kiosk.forms import summary

# Where what is shown of a visit comes from, or why there is nothing.
Source = Literal[
    "", "loading", "city", "slip", "nothing_sent", "on_its_way", "hub_away", "city_away", "refused", "damaged"
]
FormState = Literal["", "printing", "printed", "not_printed"]


@dataclass(frozen=True)
class SignIn:
    """Before anybody is signed in. trouble: hub_away or refused (then `says` has the hub's words)."""

    counter: int
    centre: Text
    busy: bool = False
    trouble: str = ""
    says: Text | None = None


@dataclass(frozen=True)
class WaitingRow:
    """One number in the queue."""

    label: str
    line: Text
    waited_min: int
    kept: bool
    held: bool


@dataclass(frozen=True)
class CallShown:
    """The number at the counter. times: how often it was announced."""

    label: str
    line: Text
    times: int


@dataclass(frozen=True)
class AnswerRow:
    """One answer. compare: read from a card or concluded, to be compared with person and paper."""

    label: Text
    shown: Text
    compare: bool
    given: bool


@dataclass(frozen=True)
class AnswerSection:
    """A chapter of the form."""

    title: Text
    rows: tuple[AnswerRow, ...]


@dataclass(frozen=True)
class DocumentTab:
    """One document to look at; the receipt is one of them once it is made. name: a string of the manifest, or texts."""

    name: str | Text
    pages: int
    chosen: bool


@dataclass(frozen=True)
class DossierShown:
    """What the clerk sees of the visit. number, of: which dossier of how many; page from 1, 0 where there is none."""

    procedure: Text
    code: str
    filed: str
    accepted: bool
    due: str
    sections: tuple[AnswerSection, ...]
    documents: tuple[DocumentTab, ...]
    page: int
    pages: int
    image: str
    page_trouble: str
    zoom: float
    number: int
    of: int


@dataclass(frozen=True)
class FiguresShown:
    """Today at this counter. minutes: one decimal, in the local way of writing it; empty before the first."""

    served: int
    absent: int
    minutes: str


@dataclass(frozen=True)
class Counter:
    """The whole desk. message: a code of ours, or "refused" with `says`."""

    counter: int
    clerk: str
    queue: tuple[WaitingRow, ...]
    waiting: int
    call: CallShown | None
    source: Source
    dossier: DossierShown | None
    figures: FiguresShown
    form: FormState
    can_accept: bool
    busy: bool
    linked: bool
    message: str
    says: Text | None


def sections_of(procedure: Procedure, draft: Draft) -> tuple[AnswerSection, ...]:
    """Every answer in words, with what is to be compared marked."""
    return tuple(
        AnswerSection(
            section.title,
            tuple(
                AnswerRow(row.label, row.shown, row.origin in ("inferred", "confirmed"), row.origin is not None)
                for row in section.rows
            ),
        )
        for section in summary(procedure, draft.answers, draft.delivery)
    )
