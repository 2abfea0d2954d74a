"""The question for what reason somebody is called first, asked from every screen that leads to a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kiosk.domain.journey import Journey, PriorityChosen, Step, WentBack
from kiosk.ui.bridges.kiosk_visit import KioskVisit
from kiosk.ui.bridges.priority_views import classes_today, priority_view
from kiosk.ui.stage import Handlers


class PriorityScenes:
    """Bridge of the one screen that asks."""

    screens: Mapping[Step, str] = {Step.PRIORITY: "Priority"}

    other_screens: Sequence[str] = ()

    def __init__(self, visit: KioskVisit) -> None:
        self._visit = visit

    @property
    def handlers(self) -> Handlers:
        """Signal name -> what is done."""
        return {"priorityChosen": self._chosen, "backRequested": lambda: self._visit.go(WentBack())}

    def screen(self, journey: Journey) -> str:
        """The screen to show now."""
        return self.screens[journey.step]

    def snapshot(self, journey: Journey) -> object:
        """What the screen is given."""
        return priority_view(self._visit.house, journey)

    def take_code(self, text: str) -> None:
        """No code answers this question."""

    def forget(self) -> None:
        """The answer is the journey's; nothing is kept here."""

    def _chosen(self, code: str) -> None:
        """ "": nobody is called first for this."""
        known = {one.code for one in classes_today(self._visit.house)}
        self._visit.go(PriorityChosen(code if code in known else None))
