"""Need, procedure, identity: from what brings the citizen here to the first question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from config.event_log import Event, record
from config.procedures import Procedure
from config.texts import Text
from kiosk.domain.identity_card import CardFault, IdentityCard, parse_card_qr
from kiosk.domain.journey import (
    FormBegun,
    FormWanted,
    Identified,
    Intent,
    Journey,
    NumberWanted,
    PriorityAsked,
    ProcedureChosen,
    Step,
    WentBack,
)
from kiosk.flows.fill_form import begin, form_length, identify, version_begun
from kiosk.forms import FILED_HERE
from kiosk.ui.bridges import form_views as views
from kiosk.ui.bridges.kiosk_visit import KioskVisit
from kiosk.ui.bridges.priority_views import priority_line
from kiosk.ui.stage import Handlers


class NeedScenes:
    """Bridge of the screens between the door and the form."""

    screens: Mapping[Step, str] = {Step.NEED: "Need", Step.PROCEDURE: "Procedure", Step.IDENTITY: "Identity"}

    def __init__(self, visit: KioskVisit) -> None:
        self._visit = visit
        self._event: str | None = None
        self._query = ""
        self._everything = False
        self._have: dict[str, bool] = {}
        self._fault: Text | None = None

    other_screens: Sequence[str] = ()

    def screen(self, journey: Journey) -> str:
        """The screen to show now."""
        return self.screens[journey.step]

    @property
    def handlers(self) -> Handlers:
        """Signal name -> what is done."""
        return {
            "eventChosen": self._event_chosen,
            "searched": self._searched,
            "allRequested": self._all,
            "procedureChosen": self._procedure_chosen,
            "haveMarked": self._marked,
            "priorityAsked": lambda: self._visit.go(PriorityAsked()),
            "started": self._started,
            "skipped": lambda: self._identified(None),
            "backRequested": self._back,
        }

    def snapshot(self, journey: Journey) -> object:
        """What the step's screen is given."""
        house = self._visit.house
        if journey.step is Step.NEED:
            language = self._visit.stage.look.language
            catalogue = house.catalogue.offered_on(house.now().date(), FILED_HERE)
            return views.need(catalogue, self._event, self._query, everything=self._everything, language=language)
        procedure = self._procedure(journey)
        if journey.step is Step.PROCEDURE:
            today = house.now().date()
            received_now = house.catalogue.procedure(procedure.code, today) or procedure
            priority = priority_line(house, journey)
            return views.procedure_view(procedure, received_now, journey, self._have, today, priority)
        return views.IdentityView(procedure.short_name, house.device.code_reader != "none", self._fault)

    def take_code(self, text: str) -> None:
        """A card shown to the reader where the citizen is asked for it."""
        if self._visit.journey.step is not Step.IDENTITY:
            return
        card = parse_card_qr(text, self._visit.house.now().date())
        if isinstance(card, CardFault):
            record(Event.CARD_REFUSED, reason=card.kind)
            self._fault = card.text
            self._visit.render()
            return
        record(Event.CARD_READ, status=card.kind)
        self._identified(card)

    def forget(self) -> None:
        """Let go of everything of this visit."""
        self._event = None
        self._query = ""
        self._everything = False
        self._have = {}
        self._fault = None

    def _procedure(self, journey: Journey) -> Procedure:
        house = self._visit.house
        procedure = version_begun(house.catalogue, journey.procedure or "", journey.procedure_from, house.now().date())
        if procedure is None:
            raise LookupError("the journey names a procedure that the catalogue does not have")
        return procedure

    def _event_chosen(self, event: str) -> None:
        self._event = event
        self._visit.render()

    def _searched(self, words: str) -> None:
        if words != self._query and self._visit.journey.step is Step.NEED:
            self._query = words
            self._visit.render()

    def _all(self) -> None:
        self._everything, self._event, self._query = True, None, ""
        self._visit.render()

    def _procedure_chosen(self, code: str) -> None:
        house = self._visit.house
        today = house.now().date()
        procedure = house.catalogue.offered_on(today, FILED_HERE).procedure(code, today)
        if procedure is not None:
            self._visit.go(ProcedureChosen(code, procedure.valid_from))

    def _marked(self, document: str, have: bool) -> None:
        self._have[document] = have

    def _started(self) -> None:
        journey = self._visit.journey
        if journey.step is not Step.PROCEDURE:
            return
        procedure = self._procedure(journey)
        if journey.place is None:
            house = self._visit.house
            wish = Intent(procedure.line, house.new_id(), house.new_code(), journey.priority, procedure.code)
            self._visit.go(NumberWanted(wish))
        else:
            self.begin()

    def begin(self) -> None:
        """A number and its slip are there: on to the form, or first to the question which."""
        journey = self._visit.journey
        if journey.procedure is None or journey.code is None or journey.place is None:
            self._visit.go(FormWanted())
            return
        procedure = self._procedure(journey)
        known = {document.id for document in procedure.documents}
        have = {document: yes for document, yes in self._have.items() if yes and document in known}
        draft = journey.draft or begin(procedure, journey.code, journey.place.label, have)
        self._visit.go(FormBegun(draft))

    def _identified(self, card: IdentityCard | None) -> None:
        journey = self._visit.journey
        if journey.step is not Step.IDENTITY or journey.draft is None:
            return
        self._fault = None
        procedure = self._procedure(journey)
        draft = identify(procedure, journey.draft, card)
        self._visit.go(Identified(draft, form_length(procedure, draft)))
        self._visit.keep()

    def _back(self) -> None:
        listing = self._everything or self._event is not None or self._query
        if self._visit.journey.step is Step.NEED and listing:
            self._event, self._query, self._everything = None, "", False
            self._visit.render()
            return
        self._fault = None
        self._visit.go(WentBack())
