"""One kiosk's visit: the journey, the deeds its steps ask for, and the bridge whose screen is on the glass."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from config.event_log import Event, record
from kiosk.domain.journey import Happening, Journey, Left, Slip, SlipShown, Step, advance
from kiosk.flows.fill_form import DraftKeeper, KeepOutcome, Kept, KeptHere, Overtaken, VisitOpened, form_length
from kiosk.flows.forget_citizen import forget_citizen
from kiosk.flows.take_number import print_number, take_number
from kiosk.ui.backstage import Backstage, Clockwork, after
from kiosk.ui.bridges.kiosk_house import KioskHouse
from kiosk.ui.bridges.number_views import can_lower
from kiosk.ui.look import Look
from kiosk.ui.stage import Handlers, Stage

_SEND_AGAIN_S: Final = 3.0
_BEFORE_A_FORM: Final = frozenset({Step.WELCOME, Step.LINES})
_NOTICES: Final = {"waiting": "draft_waiting", "overtaken": "draft_overtaken"}


class Scene(Protocol):
    """A bridge that shows some steps of the journey."""

    @property
    def screens(self) -> Mapping[Step, str]:
        """Step -> the screen that shows it."""
        ...

    @property
    def other_screens(self) -> Sequence[str]:
        """Screens that may stand in for one of these."""
        ...

    def screen(self, journey: Journey) -> str:
        """The screen to show now."""
        ...

    @property
    def handlers(self) -> Handlers:
        """Signal name -> what is done."""
        ...

    def snapshot(self, journey: Journey) -> object:
        """What the step's screen is given."""
        ...

    def take_code(self, text: str) -> None:
        """A code was read while one of its screens is shown."""
        ...

    def forget(self) -> None:
        """Let go of everything of this visit."""
        ...


@dataclass(frozen=True)
class _Ways:
    common: Handlers
    own: Handlers

    @property
    def handlers(self) -> Handlers:
        return {**self.common, **self.own}


class KioskVisit:
    """Holds the journey. Everything that happens goes through `go`; nothing else changes it."""

    def __init__(self, house: KioskHouse, stage: Stage, backstage: Backstage) -> None:
        self.house = house
        self.stage = stage
        self.backstage = backstage
        self.journey = Journey()
        self.keeping = "kept"
        self._keeper: DraftKeeper | None = None
        self._sending = False
        self._again: Clockwork | None = None
        self._scenes: list[Scene] = []
        self._after_step: Callable[[Journey], None] = _nothing
        self._hub_lost = False

    # --- building ----------------------------------------------------------------------------------------------------

    def add(self, *scenes: Scene) -> None:
        """Let these bridges show their steps."""
        for scene in scenes:
            self._scenes.append(scene)
            self.stage.attach(
                _Ways(self.common_handlers(), scene.handlers), *scene.screens.values(), *scene.other_screens
            )

    def common_handlers(self) -> Handlers:
        """What every screen of a kiosk may say."""
        return {
            "helpRequested": lambda: self._help(shown=True),
            "helpClosed": lambda: self._help(shown=False),
            "languageRequested": lambda: self.dress(self.stage.look.next_language()),
            "textSizeRequested": lambda: self.dress(self.stage.look.next_text_scale()),
            "contrastRequested": lambda: self.dress(self.stage.look.other_contrast()),
            "reachRequested": lambda: self.dress(self.stage.look.other_reach()),
            "noticeClosed": self.render,
        }

    def after_step(self, deed: Callable[[Journey], None]) -> None:
        """`deed` gets the journey after every change of it."""
        self._after_step = deed

    # --- going -------------------------------------------------------------------------------------------------------

    def go(self, event: Happening) -> None:
        """Something happened: change the journey, begin what the new step asks for, show where it leads."""
        before = self.journey
        if isinstance(event, Left):
            self.forget()
            return
        self.journey = advance(before, event)
        if self.journey == before:
            return
        self._begin(before)
        self._after_step(self.journey)
        self._show_notice()
        self.render()

    def note(self, event: Happening) -> None:
        """Something happened that the screen already shows."""
        self.journey = advance(self.journey, event)

    def render(self) -> None:
        """Show the journey as it stands."""
        scene = self._scene()
        self.stage.show(scene.screen(self.journey), scene.snapshot(self.journey))

    def take_code(self, text: str) -> None:
        """A code was read: what it means depends on where the citizen is."""
        self._scene().take_code(text)

    def dress(self, look: Look) -> None:
        """Another language, size, contrast or reach."""
        self.stage.dress(look)

    def forget(self) -> None:
        """Wipe this visit from the process and stand at the first screen again."""
        step = self.journey.step
        forget_citizen([_Own(self), *self._scenes, self.backstage, self.stage], step.value)
        self._after_step(self.journey)
        self._show_notice()
        self.render()

    # --- drafts ------------------------------------------------------------------------------------------------------

    def keep(self) -> None:
        """The draft of the journey is the newest: bring it to the hub, and say truthfully whether it got there."""
        draft, code = self.journey.draft, self.journey.code
        if draft is None or code is None:
            return
        if self._keeper is None:
            self._keeper = DraftKeeper(self.house.hub, code, self.house.seal, self.house.new_id)
        self._keeper.put(draft)
        self.send()

    def send(self) -> None:
        """Bring to the hub what it does not have yet."""
        keeper = self._keeper
        if keeper is None or self._sending or not keeper.owes or self.keeping == "overtaken":
            return
        self._stop_waiting()
        self._sending = True
        if self.keeping == "kept":
            self._say("saving")
        self.backstage.run(keeper.send, self._sent)

    def _sent(self, outcome: KeepOutcome) -> None:
        self._sending = False
        match outcome:
            case Kept():
                if self._keeper is not None and self._keeper.owes:
                    self.send()
                else:
                    self._say("kept")
            case KeptHere():
                self._say("waiting")
                self._again = after(_SEND_AGAIN_S, self.send)
            case Overtaken():
                self._say("overtaken")

    def _say(self, keeping: str) -> None:
        self.keeping = keeping
        self._show_notice()
        if self.journey.step is Step.DONE:
            self._after_step(self.journey)
            self.render()

    def hub_heard(self, heard: bool) -> None:
        """Whether the hub answered just now. A form shows the fate of its draft instead."""
        if self._hub_lost == heard:
            record(Event.HUB_FOUND if heard else Event.HUB_LOST)
        self._hub_lost = not heard
        self._show_notice()
        if heard:
            self.send()

    def _show_notice(self) -> None:
        notice = _NOTICES.get(self.keeping, "")
        if not notice and self._hub_lost and self.journey.step in _BEFORE_A_FORM:
            notice = "hub_lost"
        self.stage.sheet("notice", notice)

    def _stop_waiting(self) -> None:
        if self._again is not None:
            self._again.stop()
            self._again = None

    # --- inside ------------------------------------------------------------------------------------------------------

    def opened(self, visit: VisitOpened) -> None:
        """A slip opened its visit: go on where it stopped."""
        length = form_length(visit.procedure, visit.draft) if visit.procedure and visit.draft else 0
        self._keeper = DraftKeeper(
            self.house.hub, visit.code, self.house.seal, self.house.new_id, revision=visit.revision
        )
        self.go(SlipShown(visit.code, visit.place, visit.draft, length))

    def _begin(self, before: Journey) -> None:
        now = self.journey
        if now.step is Step.TAKING and before.step is not Step.TAKING and now.intent is not None:
            intent = now.intent
            self.backstage.run(lambda: take_number(self.house.hub, intent, self.house.own_series), self.go)
        wants_paper = now.step is Step.TICKET and now.slip is Slip.PRINTING
        had_wanted = before.step is Step.TICKET and before.slip is Slip.PRINTING
        if wants_paper and not had_wanted and now.place is not None and now.code is not None:
            place, code = now.place, now.code
            self.backstage.run(lambda: print_number(self.house.print_slip, place, code), self.go)

    def _scene(self) -> Scene:
        return next(scene for scene in self._scenes if self.journey.step in scene.screens)

    def _help(self, *, shown: bool) -> None:
        phone = self.house.centre.phone
        self.stage.sheet("help", {"shown": shown, "phone": phone, "canLower": can_lower(self.house)})

    def drop(self) -> None:
        """Let go of the journey and its draft."""
        self._stop_waiting()
        if self._keeper is not None:
            self._keeper.forget()
        self._keeper = None
        self._sending = False
        self.keeping = "kept"
        self.journey = Journey()


def _nothing(_journey: Journey) -> None:
    return


@dataclass(frozen=True)
class _Own:
    visit: KioskVisit

    def forget(self) -> None:
        self.visit.drop()
