"""The number screens: welcome, lines, one moment, no answer, ticket."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from config.event_log import Event, record
from config.texts import Text
from kiosk.domain.dossier_code import looks_like_dossier_code
from kiosk.domain.journey import (
    AppointmentDoorOpened,
    Booked,
    FormDoorOpened,
    Intent,
    Journey,
    Left,
    NumberDoorOpened,
    NumberWanted,
    PriorityAsked,
    SlipWantedAgain,
    Step,
    TriedAgain,
    WentBack,
)
from kiosk.flows.appointment_shown import NotAnAppointment, appointment_in
from kiosk.flows.fill_form import NotOpened, VisitOpened, go_on_by_slip
from kiosk.ui.bridges import number_views as views
from kiosk.ui.bridges.kiosk_visit import KioskVisit
from kiosk.ui.stage import Handlers
from ticketing.client import LineStanding, LineState

WORKING: Final = "Working"
# Its numbers are given out, but who booked has one and the hall is open.
_ALIVE: Final = frozenset({LineStanding.FULL})


class NumberScenes:
    """Bridge of the screens before a form."""

    screens: Mapping[Step, str] = {
        Step.WELCOME: "Welcome",
        Step.LINES: "Lines",
        Step.APPOINTMENT: "Appointment",
        Step.TAKING: WORKING,
        Step.UNREACHABLE: "Unreachable",
        Step.TICKET: "Ticket",
    }

    other_screens: Sequence[str] = ("Closed",)

    def __init__(self, visit: KioskVisit, begin_form: Callable[[], None]) -> None:
        """begin_form: what "start the form" leads to, once there is a number."""
        self._visit = visit
        self._begin_form = begin_form
        self._minute = -1
        self._lines: Sequence[LineState] | None = None
        self._notice = ""
        self._opening = False
        self._entry = ""
        self._fault: Text | None = None
        self.out_of_service = False

    @property
    def handlers(self) -> Handlers:
        """Signal name -> what is done."""
        go = self._visit.go
        return {
            "doorOpened": self._door,
            "lineChosen": self._line,
            "priorityAsked": lambda: go(PriorityAsked()),
            "numberTyped": self._typed,
            "appointmentShown": lambda: self._show_appointment(self._entry),
            "otherLineRequested": lambda: go(NumberDoorOpened()),
            "retryRequested": lambda: go(TriedAgain()),
            "formWanted": self._begin_form,
            "slipWanted": lambda: go(SlipWantedAgain()),
            "finished": lambda: go(Left()),
            "backRequested": self._back,
            "noticeClosed": lambda: self._say(""),
        }

    def snapshot(self, journey: Journey) -> object:
        """What the step's screen is given."""
        house = self._visit.house
        match journey.step:
            case Step.LINES:
                return views.lines_view(house, self._lines, journey)
            case Step.APPOINTMENT:
                return views.appointment_view(house, self._entry, self._fault or journey.said, journey)
            case Step.TAKING:
                return views.WorkingView("taking")
            case Step.UNREACHABLE:
                other_line = journey.procedure is None and views.door_opens(house, "take_number")
                return views.UnreachableView(journey.slip_trouble, journey.said, other_line)
            case Step.TICKET:
                return views.ticket(house, journey)
            case _ if self._shut:
                return views.closed_view(house, self._lines, broken=self.out_of_service)
            case _:
                return views.welcome(house, self._lines, self._notice, house.now())

    def lines_told(self, lines: Sequence[LineState] | None) -> None:
        """The hub's newest figures; None while it does not answer."""
        if lines != self._lines:
            self._lines = lines
            self.refresh(Step.WELCOME, Step.LINES)

    def tick(self) -> None:
        """Look at the clock; a new minute is shown."""
        minute = self._visit.house.now().minute
        if minute != self._minute:
            self._minute = minute
            self.refresh(Step.WELCOME)

    def refresh(self, *steps: Step) -> None:
        """Show the newest facts if one of these steps is on the glass."""
        if self._visit.journey.step in steps and not self._opening:
            self._visit.render()

    def screen(self, journey: Journey) -> str:
        """The screen to show now."""
        return "Closed" if journey.step is Step.WELCOME and self._shut else self.screens[journey.step]

    @property
    def _shut(self) -> bool:
        """Out of service, or no line gives numbers now."""
        lines = views.line_states(self._visit.house, self._lines)
        return self.out_of_service or not any(line.open or line.state in _ALIVE for line in lines)

    def take_code(self, text: str) -> None:
        """A slip shown at the first screen opens its visit; where an appointment is asked for, one gives its number."""
        if self._visit.journey.step is Step.APPOINTMENT:
            self._show_appointment(text)
            return
        if self._visit.journey.step is not Step.WELCOME or self._opening:
            return
        if "fill_form" not in self._visit.house.device.doors:
            return
        self._opening = True
        self._notice = ""
        house, today = self._visit.house, self._visit.house.now().date()
        self._visit.stage.show(WORKING, views.WorkingView("opening"))
        self._visit.backstage.run(
            lambda: go_on_by_slip(text, house.hub, house.unseal, house.catalogue, today), self._slip_opened
        )

    def take_image(self, path: Path) -> None:
        """A picture of a code: read it backstage and go on as if the reader had said it."""
        house = self._visit.house
        self._visit.backstage.run(lambda: house.read_image(path), self._image_read)

    def forget(self) -> None:
        """Let go of everything of this visit; the hub's figures stay."""
        self._notice = ""
        self._opening = False
        self._entry = ""
        self._fault = None

    def _image_read(self, texts: tuple[str, ...]) -> None:
        wanted = next((text for text in texts if looks_like_dossier_code(text)), texts[0] if texts else None)
        if wanted is not None:
            self._visit.take_code(wanted)
        elif self._visit.journey.step is Step.WELCOME:
            record(Event.INPUT_REFUSED, where="kiosk_slip", reason="no_code")
            self._say("no_code")

    def _slip_opened(self, outcome: VisitOpened | NotOpened) -> None:
        self._opening = False
        match outcome:
            case VisitOpened():
                self._visit.opened(outcome)
            case NotOpened(reason):
                if reason != "unreachable":
                    record(Event.INPUT_REFUSED, where="kiosk_slip", reason=reason)
                self._say(reason)

    def _say(self, notice: str) -> None:
        self._notice = notice
        self._visit.render()

    def _door(self, door: str) -> None:
        if not views.door_opens(self._visit.house, door):
            return
        if door == "take_number":
            self._visit.go(NumberDoorOpened())
        elif door == "fill_form":
            self._visit.go(FormDoorOpened())
        elif door == "appointment":
            self._visit.go(AppointmentDoorOpened())

    def _back(self) -> None:
        self._entry, self._fault = "", None
        self._visit.go(WentBack())

    def _line(self, letter: str) -> None:
        house = self._visit.house
        if house.centre.line(letter) is not None:
            priority = self._visit.journey.priority
            self._visit.go(NumberWanted(Intent(letter, house.new_id(), house.new_code(), priority=priority)))

    def _typed(self, number: str) -> None:
        self._entry = number

    def _show_appointment(self, text: str) -> None:
        """Somebody typed or showed something that is to stand for an appointment."""
        house = self._visit.house
        if self._visit.journey.step is not Step.APPOINTMENT:
            return
        found = appointment_in(text, house.now().date())
        match found:
            case NotAnAppointment():
                record(Event.INPUT_REFUSED, where="kiosk_appointment", reason=found.reason)
                self._fault = found.text
                self._visit.render()
            case Booked():
                self._fault, self._entry = None, ""
                priority = self._visit.journey.priority
                wish = Intent("", house.new_id(), house.new_code(), priority=priority, booked=found)
                self._visit.go(NumberWanted(wish))
