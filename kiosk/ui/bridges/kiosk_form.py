"""The form: questions, check, declaration, done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from config.procedures import Procedure
from kiosk.domain.draft import Draft
from kiosk.domain.journey import (
    AnswersChecked,
    DetailsWanted,
    DraftChanged,
    Finished,
    Journey,
    Left,
    PageAnswered,
    PageWanted,
    Step,
    WentBack,
)
from kiosk.flows.fill_form import (
    Choices,
    Faulty,
    agree,
    confirm_one,
    finish,
    first_open_page,
    form_length,
    missing,
    pages,
    take_page,
    version_begun,
    write,
)
from kiosk.forms import Fault, delivery_page
from kiosk.ui.bridges import form_views as views
from kiosk.ui.bridges.kiosk_visit import KioskVisit
from kiosk.ui.stage import Handlers

_NOTHING_CHOSEN = Choices(declared=False, consented=False, delivery=None)


class FormScenes:
    """Bridge of the form's screens."""

    screens: Mapping[Step, str] = {
        Step.FORM: "Question",
        Step.REVIEW: "Review",
        Step.DECLARATION: "Declaration",
        Step.DONE: "Done",
    }

    def __init__(self, visit: KioskVisit) -> None:
        self._visit = visit
        self._faults: Sequence[Fault] = ()
        self._choices = _NOTHING_CHOSEN
        self._missing: tuple[str, ...] = ()

    other_screens: Sequence[str] = ()

    def screen(self, journey: Journey) -> str:
        """The screen to show now."""
        return self.screens[journey.step]

    @property
    def handlers(self) -> Handlers:
        """Signal name -> what is done."""
        return {
            "answered": self._answered,
            "inferredConfirmed": self._confirmed,
            "nextRequested": self._next,
            "backRequested": self._back,
            "changeRequested": self._change,
            "declared": lambda yes: self._chose(declared=bool(yes)),
            "consented": lambda yes: self._chose(consented=bool(yes)),
            "deliveryChosen": lambda way: self._chose(delivery=way),
            "retryRequested": self._visit.send,
            "finished": lambda: self._visit.go(Left()),
        }

    def snapshot(self, journey: Journey) -> object:
        """What the step's screen is given."""
        procedure, draft = self._form(journey)
        match journey.step:
            case Step.FORM:
                return views.page_view(procedure, journey, draft, self._faults)
            case Step.REVIEW:
                return views.review_view(procedure, draft)
            case Step.DECLARATION:
                catalogue = self._visit.house.catalogue
                return views.declaration_view(catalogue, procedure, draft, self._choices, self._missing)
            case _:
                return views.done_view(procedure, journey, draft, self._visit.keeping)

    def take_code(self, text: str) -> None:
        """A code shown while a form is being filled belongs to somebody else: nothing happens to this one."""

    def forget(self) -> None:
        """Let go of everything of this visit."""
        self._faults = ()
        self._choices = _NOTHING_CHOSEN
        self._missing = ()

    # --- questions ---------------------------------------------------------------------------------------------------

    def _answered(self, field: str, value: str) -> None:
        journey = self._visit.journey
        if journey.step is not Step.FORM:
            return
        procedure, draft = self._form(journey)
        page = pages(procedure, draft)[journey.page]
        question = next((one for one in page.questions if one.id == field), None)
        if question is None:
            return
        number = question.kind == "integer" and value.isascii() and value.isdigit() and len(value) < 10
        changed = write(procedure, draft, field, int(value) if number else value)
        if changed is draft:
            return
        self._quietly(changed)
        if _shape(procedure, draft, journey.page) != _shape(procedure, changed, journey.page) or question.kind in (
            "province",
            "commune",
            "search_choice",
            "choice",
        ):
            self._faults = tuple(fault for fault in self._faults if fault.field != field)
            self._visit.render()

    def _confirmed(self) -> None:
        journey = self._visit.journey
        if journey.step is not Step.FORM:
            return
        procedure, draft = self._form(journey)
        for question in pages(procedure, draft)[journey.page].questions:
            draft = confirm_one(draft, question.id)
        self._quietly(draft)
        self._visit.render()

    def _next(self) -> None:
        deeds: Mapping[Step, Callable[[], None]] = {
            Step.FORM: self._next_page,
            Step.REVIEW: self._checked,
            Step.DECLARATION: self._agreed,
        }
        deed = deeds.get(self._visit.journey.step)
        if deed is not None:
            deed()

    def _next_page(self) -> None:
        journey = self._visit.journey
        procedure, draft = self._form(journey)
        today = self._visit.house.now().date()
        taken = take_page(procedure, draft, journey.page, today)
        if isinstance(taken, Faulty):
            self._faults = taken.faults
            self._visit.render()
            return
        self._faults = ()
        length = form_length(procedure, taken)
        if journey.page >= form_length(procedure, draft):
            self._finish(taken)
            return
        opened = first_open_page(procedure, taken, today) if journey.checking else None
        if opened is not None and opened < length:
            # The change opened a page that was not there before: it comes first.
            self._quietly(taken)
            self._visit.go(PageAnswered(taken, length))
            self._visit.go(PageWanted(opened))
        else:
            self._visit.go(PageAnswered(taken, length))
        self._visit.keep()

    def _back(self) -> None:
        self._faults = ()
        self._missing = ()
        self._visit.go(WentBack())

    def _change(self, page: int, _field: str) -> None:
        self._visit.go(PageWanted(page))

    # --- check, declaration, end -------------------------------------------------------------------------------------

    def _checked(self) -> None:
        procedure, draft = self._form(self._visit.journey)
        opened = first_open_page(procedure, draft, self._visit.house.now().date())
        if opened is not None:
            self._visit.go(PageWanted(opened))
            return
        self._visit.go(AnswersChecked())

    def _chose(
        self, *, declared: bool | None = None, consented: bool | None = None, delivery: str | None = None
    ) -> None:
        if self._visit.journey.step is not Step.DECLARATION:
            return
        if declared is not None:
            self._choices = replace(self._choices, declared=declared)
        if consented is not None:
            self._choices = replace(self._choices, consented=consented)
        if delivery is not None:
            self._choices = replace(self._choices, delivery=delivery)
        if self._missing:
            self._missing = missing(self._choices)
        self._visit.render()

    def _agreed(self) -> None:
        self._missing = missing(self._choices)
        if self._missing:
            self._visit.render()
            return
        house = self._visit.house
        procedure, draft = self._form(self._visit.journey)
        draft = agree(house.catalogue, draft, self._choices, house.now())
        if delivery_page(procedure, draft.delivery, draft.answers) is not None:
            self._visit.go(DetailsWanted(draft, form_length(procedure, draft)))
            self._visit.keep()
        else:
            self._finish(draft)

    def _finish(self, draft: Draft) -> None:
        self._visit.go(Finished(finish(draft)))
        self._visit.keep()

    # --- inside ------------------------------------------------------------------------------------------------------

    def _form(self, journey: Journey) -> tuple[Procedure, Draft]:
        house = self._visit.house
        procedure = version_begun(house.catalogue, journey.procedure or "", journey.procedure_from, house.now().date())
        if procedure is None or journey.draft is None:
            raise LookupError("the journey has no form")
        return procedure, journey.draft

    def _quietly(self, draft: Draft) -> None:
        """The draft with what was just written; the screen already shows it."""
        self._visit.note(DraftChanged(draft))


def _shape(procedure: Procedure, draft: Draft, page: int) -> tuple[str, ...]:
    """Which questions the page asks."""
    form = pages(procedure, draft)
    return tuple(question.id for question in form[page].questions) if page < len(form) else ()
