"""The number screens: welcome, lines, one moment, no answer, ticket."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from kiosk.domain.dossier_code import looks_like_dossier_code
from kiosk.domain.journey import (
    FormDoorOpened,
    Intent,
    Journey,
    Left,
    NumberDoorOpened,
    NumberWanted,
    SlipWantedAgain,
    Step,
    TriedAgain,
    WentBack,
)
from kiosk.flows.fill_form import NotOpened, VisitOpened, open_by_slip
from kiosk.ui.bridges import number_views as views
from kiosk.ui.bridges.kiosk_visit import KioskVisit
from kiosk.ui.stage import Handlers
from ticketing.client import LineState

WORKING: Final = "Working"


class NumberScenes:
    """Bridge of the screens before a form."""

    screens: Mapping[Step, str] = {
        Step.WELCOME: "Welcome",
        Step.LINES: "Lines",
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
        self.out_of_service = False

    @property
    def handlers(self) -> Handlers:
        """Signal name -> what is done."""
        go = self._visit.go
        return {
            "doorOpened": self._door,
            "lineChosen": self._line,
            "retryRequested": lambda: go(TriedAgain()),
            "formWanted": self._begin_form,
            "slipWanted": lambda: go(SlipWantedAgain()),
            "finished": lambda: go(Left()),
            "backRequested": lambda: go(WentBack()),
            "noticeClosed": lambda: self._say(""),
        }

    def snapshot(self, journey: Journey) -> object:
        """What the step's screen is given."""
        house = self._visit.house
        match journey.step:
            case Step.LINES:
                return views.lines_view(house, self._lines)
            case Step.TAKING:
                return views.WorkingView("taking")
            case Step.UNREACHABLE:
                return views.UnreachableView(journey.slip_trouble)
            case Step.TICKET:
                return views.ticket(house, journey)
            case _ if self._shut:
                return views.ClosedView("out_of_service" if self.out_of_service else "closed")
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
        """Out of service, or the hub says that no line takes numbers now."""
        return self.out_of_service or (bool(self._lines) and not any(line.open for line in self._lines or ()))

    def take_code(self, text: str) -> None:
        """A slip shown at the welcome screen opens its visit; elsewhere a code means nothing here."""
        if self._visit.journey.step is not Step.WELCOME or self._opening:
            return
        if "fill_form" not in self._visit.house.device.doors:
            return
        self._opening = True
        self._notice = ""
        house = self._visit.house
        self._visit.stage.show(WORKING, views.WorkingView("opening"))
        self._visit.backstage.run(
            lambda: open_by_slip(text, house.hub, house.unseal, house.catalogue), self._slip_opened
        )

    def take_image(self, path: Path) -> None:
        """A picture of a code: read it backstage and go on as if the reader had said it."""
        house = self._visit.house
        self._visit.backstage.run(lambda: house.read_image(path), self._image_read)

    def forget(self) -> None:
        """Let go of everything of this visit; the hub's figures stay."""
        self._notice = ""
        self._opening = False

    def _image_read(self, texts: tuple[str, ...]) -> None:
        wanted = next((text for text in texts if looks_like_dossier_code(text)), texts[0] if texts else None)
        if wanted is not None:
            self._visit.take_code(wanted)
        elif self._visit.journey.step is Step.WELCOME:
            self._say("no_code")

    def _slip_opened(self, outcome: VisitOpened | NotOpened) -> None:
        self._opening = False
        match outcome:
            case VisitOpened():
                self._visit.opened(outcome)
            case NotOpened(reason):
                self._say(reason)

    def _say(self, notice: str) -> None:
        self._notice = notice
        self._visit.render()

    def _door(self, door: str) -> None:
        if door not in self._visit.house.device.doors:
            return
        if door == "take_number":
            self._visit.go(NumberDoorOpened())
        elif door == "fill_form":
            self._visit.go(FormDoorOpened())

    def _line(self, letter: str) -> None:
        house = self._visit.house
        if house.centre.line(letter) is not None:
            self._visit.go(NumberWanted(Intent(letter, house.new_id(), house.new_code())))
