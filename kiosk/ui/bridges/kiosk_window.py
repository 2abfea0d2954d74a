"""A kiosk's window, whole: its scenes, the hub's news, the clock, and whether anybody is still there."""

from __future__ import annotations

from typing import Final

from kiosk.domain.journey import Journey, Slip, Step
from kiosk.ui.backstage import Backstage, Clockwork, after, every
from kiosk.ui.bridges.kiosk_form import FormScenes
from kiosk.ui.bridges.kiosk_house import KioskHouse
from kiosk.ui.bridges.kiosk_need import NeedScenes
from kiosk.ui.bridges.kiosk_number import NumberScenes
from kiosk.ui.bridges.kiosk_priority import PriorityScenes
from kiosk.ui.bridges.kiosk_visit import KioskVisit
from kiosk.ui.called_sheet import CalledSheet
from kiosk.ui.look import Look
from kiosk.ui.presence import Presence
from kiosk.ui.stage import Handlers, Stage
from ticketing.client import HubEvent, LineState, Refused, Unreachable

_LEAVE_TICKET_S: Final = 30.0
_LEAVE_DONE_S: Final = 40.0
_FIGURES_S: Final = 20.0  # news come by event; this catches what was missed
_SOON_S: Final = 0.4  # many events in a moment are one look at the lines
_OUT_OF_SERVICE_S: Final = 20.0


class KioskWindow:
    """Everything on the glass of one kiosk. Made on the GUI thread."""

    def __init__(self, house: KioskHouse, stage: Stage, backstage: Backstage) -> None:
        self._house = house
        self._stage = stage
        self._backstage = backstage
        self.visit = KioskVisit(house, stage, backstage)
        self._called = CalledSheet(house.hub, backstage, stage, house.new_id)
        self._need = NeedScenes(self.visit)
        self._number = NumberScenes(self.visit, self._need.begin)
        self._form = FormScenes(self.visit)
        self._presence = Presence(lambda left: stage.sheet("idleSeconds", left), self.visit.forget)
        self._looking = False
        self._meeting = False
        self._soon: Clockwork | None = None
        self._clocks: list[Clockwork] = []
        self.visit.add(self._number, PriorityScenes(self.visit), self._need, self._form)
        self.visit.after_step(self._stepped)
        stage.attach(_FrameBridge(self), "Frame")
        stage.listen_for_codes(self.visit.take_code, self._number.take_image)
        stage.on_sign_of_life(self._presence.alive)

    def open(self) -> None:
        """Show the first screen; the hub's figures follow."""
        self.visit.render()
        self._clocks = [every(1.0, self._tick), every(_FIGURES_S, self.look_at_lines)]
        self.look_at_lines()

    def heard(self, event: HubEvent) -> None:
        """On the GUI thread: something happened in the queue."""
        self._called.heard(event)
        if self._soon is None:
            self._soon = after(_SOON_S, self.look_at_lines)

    def linked(self, linked: bool) -> None:
        """On the GUI thread: the hub is heard, or not any more."""
        if linked:
            self.look_at_lines()

    def look_at_lines(self) -> None:
        """Ask the hub who waits where."""
        if self._soon is not None:
            self._soon.stop()
            self._soon = None
        if not self._looking:
            self._looking = True
            self._backstage.run(self._house.hub.lines, self._lines_told, lasting=True)

    def after_a_bug(self) -> None:
        """A fault of ours: nobody's data stays on the glass, and the kiosk serves the next citizen."""
        self._number.out_of_service = True
        self.visit.forget()
        self._clocks.append(after(_OUT_OF_SERVICE_S, self._back_in_service))

    def close(self) -> None:
        """Stop the clocks."""
        for clock in (*self._clocks, *((self._soon,) if self._soon else ())):
            clock.stop()
        self._clocks = []
        self._soon = None

    @property
    def frame_handlers(self) -> Handlers:
        """What the frame's sheets may say."""
        return {
            **self.visit.common_handlers(),
            **self._called.handlers,
            "helpClosed": self.visit.common_handlers()["helpClosed"],
            "stayRequested": self._presence.alive,
            "leaveRequested": self.visit.forget,
        }

    def _lines_told(self, answer: tuple[LineState, ...] | Refused | Unreachable) -> None:
        self._looking = False
        told = isinstance(answer, tuple)
        self._number.lines_told(answer if isinstance(answer, tuple) else None)
        self.visit.hub_heard(told)
        if told:
            self._meet_hub()

    def _meet_hub(self) -> None:
        """The hub is heard: it learns of the numbers that this kiosk gave by itself, in order."""
        series = self._house.own_series
        if series is not None and not self._meeting:
            self._meeting = True
            self._backstage.run(series.meet_hub, self._hub_met, lasting=True)

    def _hub_met(self, taken: int) -> None:
        self._meeting = False
        if taken:
            self.look_at_lines()

    def _stepped(self, journey: Journey) -> None:
        self._called.watch(journey.place)
        if not journey.begun:
            self._called.forget()
        quiet = None
        if journey.step is Step.TICKET and journey.slip is Slip.PRINTED:
            quiet = _LEAVE_TICKET_S
        elif journey.step is Step.DONE and self.visit.keeping == "kept":
            quiet = _LEAVE_DONE_S
        self._presence.leave_quietly_after(quiet)

    def _tick(self) -> None:
        journey = self.visit.journey
        somebody = journey.begun or self._stage.look != Look()
        self._presence.tick(watching=somebody and journey.step is not Step.TAKING)
        left = self._presence.quiet_seconds_left
        self._stage.tell("secondsLeft", left if left is not None else 0)
        self._number.tick()

    def _back_in_service(self) -> None:
        self._number.out_of_service = False
        self.visit.render()


class _FrameBridge:
    def __init__(self, window: KioskWindow) -> None:
        self._window = window

    @property
    def handlers(self) -> Handlers:
        return self._window.frame_handlers
