"""One citizen's way through a kiosk: where they are, what they hold, and what each touch leads to.

`advance` is the whole machine: pure, and deaf to what makes no sense where the citizen is, so that a second tap, a late
answer of the hub or an impatient Return changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from config.texts import Text
from kiosk.domain.dossier_code import DossierCode
from kiosk.domain.draft import Draft


class Step(StrEnum):
    """The screens of a kiosk, as a citizen would name them."""

    WELCOME = "welcome"
    LINES = "lines"
    APPOINTMENT = "appointment"
    PRIORITY = "priority"
    TAKING = "taking"
    UNREACHABLE = "unreachable"
    TICKET = "ticket"
    NEED = "need"
    PROCEDURE = "procedure"
    IDENTITY = "identity"
    FORM = "form"
    REVIEW = "review"
    DECLARATION = "declaration"
    DONE = "done"


class Slip(StrEnum):
    """What is known about the paper."""

    PRINTING = "printing"
    PRINTED = "printed"
    NOT_PRINTED = "not_printed"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Booked:
    """How somebody shows that they booked. kind: code | identity_number | phone."""

    kind: str
    number: str = field(repr=False)


@dataclass(frozen=True)
class Intent:
    """One wish for a number, made once and asked again under the same id until the hub has answered.

    line: "" for somebody who booked. priority: a class of the centre's list. procedure: what they come for, if known.
    """

    line: str
    request_id: str
    code: DossierCode
    priority: str | None = None
    procedure: str | None = None
    booked: Booked | None = None


@dataclass(frozen=True)
class Place:
    """The number as the hub gave it. Minutes: the honest range. page_token: of its phone page, or "".

    without_hub: this kiosk gave the number from its own series; nothing is known of the wait. counter: who calls that
    series while the hub is away, as far as the kiosk knows.
    """

    ticket_id: str
    label: str
    line: str
    ahead: int
    wait_low_min: int
    wait_high_min: int
    page_token: str = field(default="", repr=False)
    without_hub: bool = False
    counter: int | None = None
    promise_until: datetime | None = None
    """When an express programme has promised to be done."""
    wait_told: bool = True
    """Whether the range may be told to the citizen."""


@dataclass(frozen=True)
class Journey:
    """One visit at this kiosk; a new citizen is a new Journey."""

    step: Step = Step.WELCOME
    intent: Intent | None = None
    code: DossierCode | None = None
    priority: str | None = None
    """A class of the centre's list, for the number that is still to be taken."""
    asked_from: Step | None = None
    """Where the question of priority was opened, and goes back to."""
    place: Place | None = None
    slip: Slip = Slip.PRINTING
    slip_trouble: str = ""
    said: Text | None = None
    """What the hub said where it gave no number."""
    procedure: str | None = None
    procedure_from: date | None = None
    """First day of the version of the procedure that this visit was begun under, and keeps."""
    draft: Draft | None = None
    page: int = 0
    pages: int = 0
    checking: bool = False
    """The citizen came to this page from the check-your-answers page and goes back there."""

    @property
    def begun(self) -> bool:
        """Whether there is anything of a citizen here to forget."""
        return self != Journey()


@dataclass(frozen=True)
class NumberDoorOpened:
    """ "Lấy số"."""


@dataclass(frozen=True)
class AppointmentDoorOpened:
    """ "Tôi đã đặt lịch"."""


@dataclass(frozen=True)
class FormDoorOpened:
    """ "Kê khai hồ sơ"."""


@dataclass(frozen=True)
class PriorityAsked:
    """ "Tôi thuộc diện ưu tiên"."""


@dataclass(frozen=True)
class PriorityChosen:
    """A class of the centre's list; None for nobody who is called first."""

    code: str | None


@dataclass(frozen=True)
class NumberWanted:
    """A line was chosen, or a procedure was begun without a number."""

    intent: Intent


@dataclass(frozen=True)
class NumberGiven:
    """The hub's ticket."""

    place: Place


@dataclass(frozen=True)
class NumberNotGiven:
    """The hub did not answer, or refused; then it said why."""

    reason: str
    said: Text | None = None


@dataclass(frozen=True)
class TriedAgain:
    """The citizen asks again for what could not be had."""


@dataclass(frozen=True)
class SlipTold:
    """What the printer said."""

    slip: Slip
    trouble: str = ""


@dataclass(frozen=True)
class SlipWantedAgain:
    """Print once more."""


@dataclass(frozen=True)
class FormWanted:
    """ "Kê khai ngay": with the slip in the hand, or the code on the screen taken along."""


@dataclass(frozen=True)
class ProcedureChosen:
    """A procedure of the catalogue, in the version that came into force on `procedure_from`."""

    code: str
    procedure_from: date


@dataclass(frozen=True)
class FormBegun:
    """The way to the questions is free: a number and a slip are there."""

    draft: Draft


@dataclass(frozen=True)
class DraftChanged:
    """Something was written, marked or chosen; the citizen stays where they are."""

    draft: Draft


@dataclass(frozen=True)
class Identified:
    """The card was read, or the citizen goes on without. pages: of the form as it stands."""

    draft: Draft
    pages: int


@dataclass(frozen=True)
class PageAnswered:
    """A page without faults. pages: of the form with its answers."""

    draft: Draft
    pages: int


@dataclass(frozen=True)
class PageWanted:
    """Change this page, from the check-your-answers page."""

    page: int


@dataclass(frozen=True)
class AnswersChecked:
    """ "Đúng cả"."""


@dataclass(frozen=True)
class Finished:
    """Declared, consented, delivery chosen. The draft says finished."""

    draft: Draft


@dataclass(frozen=True)
class DetailsWanted:
    """The chosen way of delivery asks for more: one page after the last."""

    draft: Draft
    pages: int


@dataclass(frozen=True)
class SlipShown:
    """A slip opened its visit. draft: None where no form was begun."""

    code: DossierCode
    place: Place | None
    draft: Draft | None
    pages: int = 0


@dataclass(frozen=True)
class WentBack:
    """ "Quay lại"."""


@dataclass(frozen=True)
class Left:
    """The citizen is done, or has gone."""


Happening = (
    NumberDoorOpened | AppointmentDoorOpened | FormDoorOpened | PriorityAsked | PriorityChosen | NumberWanted
    | NumberGiven | NumberNotGiven | TriedAgain | SlipTold | SlipWantedAgain | FormWanted | ProcedureChosen | FormBegun
    | DraftChanged | Identified | PageAnswered | PageWanted | AnswersChecked | Finished | DetailsWanted | SlipShown
    | WentBack | Left
)  # fmt: skip

_BACK: Final = {
    Step.LINES: Step.WELCOME,
    Step.UNREACHABLE: Step.WELCOME,
    Step.PROCEDURE: Step.NEED,
    Step.IDENTITY: Step.PROCEDURE,
    Step.REVIEW: Step.FORM,
    Step.DECLARATION: Step.REVIEW,
}


def advance(journey: Journey, event: Happening) -> Journey:
    """Where `event` leads from here; the same journey where it makes no sense here."""
    match journey.step, event:
        case _, Left():
            return Journey()
        case ((Step.WELCOME | Step.APPOINTMENT | Step.UNREACHABLE), NumberDoorOpened()):
            return replace(journey, step=Step.LINES, intent=None, code=None, slip_trouble="", said=None)
        case Step.WELCOME, AppointmentDoorOpened():
            return replace(journey, step=Step.APPOINTMENT)
        case Step.WELCOME, FormDoorOpened():
            return replace(journey, step=Step.NEED)
        case Step.WELCOME, SlipShown():
            return _opened(event)
        case ((Step.LINES | Step.PROCEDURE | Step.APPOINTMENT) as here, PriorityAsked()) if journey.place is None:
            return replace(journey, step=Step.PRIORITY, asked_from=here)
        case Step.PRIORITY, PriorityChosen(code):
            return replace(_back(journey), priority=code)
        case ((Step.LINES | Step.PROCEDURE | Step.APPOINTMENT), NumberWanted(intent)) if journey.place is None:
            return replace(journey, step=Step.TAKING, intent=intent, code=intent.code, slip_trouble="", said=None)
        case Step.TAKING, NumberGiven(place):
            return replace(journey, step=Step.TICKET, place=place, intent=None, slip=Slip.PRINTING, slip_trouble="")
        case Step.TAKING, NumberNotGiven(reason, said) if said is not None and _has_booked(journey):
            return replace(journey, step=Step.APPOINTMENT, intent=None, code=None, slip_trouble=reason, said=said)
        case Step.TAKING, NumberNotGiven(reason, said):
            return replace(journey, step=Step.UNREACHABLE, slip_trouble=reason, said=said)
        case Step.UNREACHABLE, TriedAgain() if journey.intent is not None:
            return replace(journey, step=Step.TAKING, slip_trouble="", said=None)
        case _, SlipTold(slip, trouble) if journey.place is not None:
            return replace(journey, slip=slip, slip_trouble=trouble)
        case Step.TICKET, SlipWantedAgain() if journey.slip is not Slip.PRINTING:
            return replace(journey, slip=Slip.PRINTING, slip_trouble="")
        case Step.TICKET, FormWanted() if journey.slip is not Slip.PRINTING:
            return replace(journey, step=Step.NEED if journey.procedure is None else Step.PROCEDURE)
        case ((Step.NEED | Step.PROCEDURE), ProcedureChosen(code)) if (
            journey.draft is not None and journey.procedure == code
        ):
            return replace(journey, step=Step.PROCEDURE)
        case ((Step.NEED | Step.PROCEDURE), ProcedureChosen(code, procedure_from)):
            return replace(journey, step=Step.PROCEDURE, procedure=code, procedure_from=procedure_from, draft=None)
        case ((Step.PROCEDURE | Step.TICKET), FormBegun(draft)) if journey.place is not None:
            return replace(journey, step=Step.IDENTITY, draft=draft)
        case _, DraftChanged(draft) if _is_same_form(journey, draft):
            return replace(journey, draft=draft)
        case Step.IDENTITY, Identified(draft, pages):
            return replace(journey, step=Step.FORM, draft=draft, page=0, pages=pages)
        case Step.FORM, PageAnswered(draft, pages):
            return _next_page(journey, draft, pages)
        case Step.REVIEW, PageWanted(page) if 0 <= page <= journey.pages:
            return replace(journey, step=Step.FORM, page=page, checking=True)
        case Step.REVIEW, AnswersChecked():
            return replace(journey, step=Step.DECLARATION, checking=False)
        case Step.DECLARATION, DetailsWanted(draft, pages):
            return replace(journey, step=Step.FORM, draft=draft, page=pages, pages=pages, checking=False)
        case ((Step.DECLARATION | Step.FORM), Finished(draft)):
            return replace(journey, step=Step.DONE, draft=draft)
        case _, WentBack():
            return _back(journey)
        case _:
            return journey


def _has_booked(journey: Journey) -> bool:
    return journey.intent is not None and journey.intent.booked is not None


def _is_same_form(journey: Journey, draft: Draft) -> bool:
    return journey.draft is None or journey.draft.procedure_code == draft.procedure_code


def _next_page(journey: Journey, draft: Draft, pages: int) -> Journey:
    changed = replace(journey, draft=draft, pages=pages)
    if journey.checking or journey.page + 1 >= pages:
        return replace(changed, step=Step.REVIEW, checking=False, page=max(0, pages - 1))
    return replace(changed, page=journey.page + 1)


def _back(journey: Journey) -> Journey:
    match journey.step:
        case Step.FORM if journey.checking:
            return replace(journey, step=Step.REVIEW, checking=False)
        case Step.FORM if journey.pages and journey.page >= journey.pages:
            return replace(journey, step=Step.DECLARATION, page=journey.pages - 1)
        case Step.FORM if journey.page > 0:
            return replace(journey, page=journey.page - 1)
        case Step.FORM:
            return replace(journey, step=Step.IDENTITY)
        case Step.REVIEW:
            return replace(journey, step=Step.FORM, page=max(0, journey.pages - 1))
        case Step.PRIORITY if journey.asked_from is not None:
            return replace(journey, step=journey.asked_from, asked_from=None)
        case Step.NEED:
            return Journey() if journey.place is None else replace(journey, step=Step.TICKET)
        case Step.LINES | Step.APPOINTMENT | Step.UNREACHABLE:
            return Journey()
        case step if step in _BACK:
            return replace(journey, step=_BACK[step])
        case _:
            return journey


def _opened(event: SlipShown) -> Journey:
    """A visit that goes on: at the first page that was not answered, at the check, or at the end."""
    visit = Journey(code=event.code, place=event.place, slip=Slip.PRINTED)
    draft = event.draft
    if draft is None:
        return replace(visit, step=Step.NEED)
    visit = replace(
        visit,
        procedure=draft.procedure_code,
        procedure_from=draft.procedure_from,
        draft=draft,
        pages=event.pages,
    )
    if draft.finished:
        return replace(visit, step=Step.DONE)
    if draft.page >= event.pages:
        return replace(visit, step=Step.REVIEW, page=max(0, event.pages - 1))
    return replace(visit, step=Step.FORM, page=draft.page)
