"""Numbers of the hall that a sheet offers: fetched when the sheet is opened, gone when their reader signs out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from kiosk.ui.backstage import Backstage
from kiosk.ui.supervisor.snapshots import Listed
from ticketing.client import AbsentTicket, Refused, Unreachable, WaitingTicket

T = TypeVar("T", AbsentTicket, WaitingTicket)


class HallList(Generic[T]):
    """One such list. standing: "" until it is wanted; "away" where the hub did not tell it."""

    def __init__(
        self,
        backstage: Backstage,
        ask: Callable[[], tuple[T, ...] | Refused | Unreachable],
        tell: Callable[[Refused | Unreachable], None],
        show: Callable[[], None],
    ) -> None:
        """tell: say why it is not to be had. show: the screen is to be shown again."""
        self._backstage = backstage
        self._ask: Callable[[], tuple[T, ...] | Refused | Unreachable] = ask
        self._tell = tell
        self._show = show
        self.forget()

    def forget(self) -> None:
        """Nothing is known; an answer that is under way is not wanted any more."""
        self.standing: Listed = ""
        self.tickets: tuple[T, ...] = ()

    def want(self) -> None:
        """Fetch it afresh."""
        self.forget()
        self.standing = "asking"
        self._backstage.run(self._ask, self._told)
        self._show()

    def label(self, ticket_id: str) -> str:
        """The number of a ticket of this list."""
        return next((one.label for one in self.tickets if one.ticket_id == ticket_id), "")

    def _told(self, answer: tuple[T, ...] | Refused | Unreachable) -> None:
        if self.standing != "asking":
            return
        if isinstance(answer, tuple):
            self.standing, self.tickets = "told", answer
        else:
            self.standing = "away"
            self._tell(answer)
        self._show()
