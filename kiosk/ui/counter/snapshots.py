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
    "", "loading", "city", "slip", "nothing_sent", "on_its_way", "hub_away", "city_away", "refused", "damaged",
    "unknown_procedure",
]  # fmt: skip
FormState = Literal["", "printing", "printed", "not_printed"]


@dataclass(frozen=True)
class Note:
    """Why a number stands where it stands. text: the reason or class in words; empty where the kind says it all."""

    kind: Literal["priority", "promise", "later", "held", "kept", "for_counter", "sent", "offline"]
    text: Text | str = ""


@dataclass(frozen=True)
class WaitingRow:
    """One number in the queue. priority: the name of its class."""

    ticket_id: str
    label: str
    line: Text
    waited_min: int
    notes: tuple[Note, ...] = ()
    priority: Text | None = None


@dataclass(frozen=True)
class AbsentRow:
    """A number whose citizen may still come back. left_min: for so many minutes."""

    ticket_id: str
    label: str
    line: Text
    left_min: int


@dataclass(frozen=True)
class CallShown:
    """The number at the counter. times: how often it was announced; promised: an express promise runs.

    here: the line it is in, as a target of a transfer, for it cannot be sent where it is.
    """

    label: str
    line: Text
    times: int
    here: str = ""
    notes: tuple[Note, ...] = ()
    promised: bool = False


@dataclass(frozen=True)
class Option:
    """One thing to choose."""

    value: str
    text: Text
    detail: Text | str = ""
    icon: str = ""


@dataclass(frozen=True)
class Choices:
    """What the deeds that need an answer ask; fixed for the day."""

    call_this_reasons: tuple[Option, ...]
    hold_minutes: tuple[int, ...]
    hold_reasons: tuple[Option, ...]
    targets: tuple[Option, ...]
    transfer_reasons: tuple[Option, ...]
    pause_minutes: tuple[int, ...]
    pause_reasons: tuple[Option, ...]
    quick_lines: tuple[Option, ...]
    quick_reasons: tuple[Option, ...]
    merge_reasons: tuple[Option, ...]
    priority_classes: tuple[Option, ...]
    priority_reasons: tuple[Option, ...]


@dataclass(frozen=True)
class DeedShown:
    """A deed that can be taken back, or whose answer was lost. deed: its name; label: the number it was done to."""

    deed: str
    label: str


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
class AloneShown:
    """How it stands without the hub. now: it is away. calls: made meanwhile; left: numbers that may still be called.

    told, contested: of the last return, how many calls the hub recorded, and which numbers were called elsewhere too.
    elsewhere: another machine is set up as this counter and holds its numbers; without the hub nobody is called here.
    aloud: a loudspeaker here says what is called without the hub; else the clerk must.
    """

    now: bool
    calls: int
    left: int
    told: int
    contested: tuple[str, ...]
    elsewhere: bool = False
    aloud: bool = False


@dataclass(frozen=True)
class LineFigure:
    """A line of this counter now: how many wait, and how long a new number would."""

    letter: str
    name: Text
    open: bool
    waiting: int
    low: int
    high: int


@dataclass(frozen=True)
class FiguresShown:
    """Today at this counter. minutes: one decimal, in the local way of writing it; empty before the first."""

    served: int
    absent: int
    minutes: str
    lines: tuple[LineFigure, ...] = ()


@dataclass(frozen=True)
class Counter:
    """The whole desk. message: a code of ours, or "refused" with `says`. calls_needed: before a number is absent."""

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
    choices: Choices
    calls_needed: int = 1
    undo_s: int = 10
    paused: bool = False
    pause_reason: Text | None = None
    absent: tuple[AbsentRow, ...] = ()
    undo: DeedShown | None = None
    lost: DeedShown | None = None
    alone: AloneShown | None = None


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
