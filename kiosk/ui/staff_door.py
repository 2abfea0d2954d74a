"""The door of a staff desk: signing in with PIN or badge, the look of the screen, and why a session is over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final, Literal, Protocol

from config.event_log import Event, record
from config.texts import Text
from kiosk.ui.backstage import Backstage
from kiosk.ui.look import Look
from kiosk.ui.stage import Handlers, Stage
from ticketing.client import ClerkSession, Refused, SignedOut, Unreachable
from ticketing.domain.badge import looks_like_badge

SCREEN: Final = "SignIn"
NO_COUNTER: Final = 0
NOT_SIGNED_IN: Final = "not_signed_in"
"""The hub's word where a session is over."""

Trouble = Literal["", "hub_away", "refused", "not_a_badge", "session_over", "taken_over", "hub_back"]
Answer = ClerkSession | Refused | Unreachable


class StaffHub(Protocol):
    """The hub as a staff desk's door uses it. Every call is slow."""

    def sign_in(self, clerk_id: str, pin: str, counter: int) -> Answer:
        """Open a session at this counter; NO_COUNTER is a desk that looks over the centre."""
        ...

    def sign_in_with_badge(self, badge: str, counter: int) -> Answer:
        """The same by a card held to the reader."""
        ...

    def sign_out(self) -> SignedOut | Refused | Unreachable:
        """End it."""
        ...


@dataclass(frozen=True)
class SignIn:
    """Before anybody is signed in. counter: NO_COUNTER at a desk without one.

    trouble: taken_over: the session ended before its time, because its clerk, or another at this counter, signed in
    elsewhere; hub_back: the counter was opened without the hub, which is there again; refused: then `says` is set.
    """

    counter: int
    centre: Text
    busy: bool = False
    trouble: Trouble = ""
    says: Text | None = None


class StaffDoor:
    """Lets one person in at a time."""

    def __init__(
        self,
        stage: Stage,
        backstage: Backstage,
        hub: StaffHub,
        free: SignIn,
        now: Callable[[], datetime],
        came_in: Callable[[ClerkSession], None],
        show: Callable[[], None],
    ) -> None:
        """free: the door with nobody before it. came_in: this person works here now. show: the screen is to be shown
        again."""
        self._stage = stage
        self._backstage = backstage
        self._hub = hub
        self._free = free
        self._now = now
        self._came_in = came_in
        self._show = show
        self.snapshot = free

    @property
    def handlers(self) -> Handlers:
        """What the signals of the sign-in do, and of every place where the look is chosen."""
        look = self._stage
        return {
            "signInRequested": self._sign_in,
            "languageToggled": lambda: self._dress(look.look.next_language()),
            "textScaleChosen": lambda: self._dress(look.look.next_text_scale()),
            "contrastToggled": lambda: self._dress(look.look.other_contrast()),
        }

    def code(self, text: str) -> None:
        """A code was held to the reader. What is no badge is sent nowhere: it may be a citizen's slip."""
        if looks_like_badge(text):
            self._ask_in(partial(self._hub.sign_in_with_badge, text, self._free.counter))
        else:
            self.snapshot = replace(self.snapshot, trouble="not_a_badge", says=None)
            self._show()

    def leave(self) -> None:
        """Whoever was in goes out."""
        self.snapshot = self._free
        self._backstage.run(self._hub.sign_out, _nothing)
        self._show()

    def sent_out(self, session: ClerkSession) -> None:
        """The hub does not know this session any more."""
        over: Trouble = "session_over" if self._now() >= session.expires_at else "taken_over"
        self.snapshot = replace(self._free, trouble=over if session.token else "hub_back")
        self._show()

    def _sign_in(self, clerk_id: str, pin: str) -> None:
        if clerk_id.strip() and pin:
            self._ask_in(partial(self._hub.sign_in, clerk_id.strip().lower(), pin, self._free.counter))

    def _ask_in(self, ask: Callable[[], Answer]) -> None:
        if self.snapshot.busy:
            return
        self.snapshot = replace(self._free, busy=True)
        self._backstage.run(ask, self._asked_in)
        self._show()

    def _asked_in(self, answer: Answer) -> None:
        self.snapshot = self._free
        match answer:
            case ClerkSession():
                record(Event.CLERK_SIGNED_IN, clerk_id=answer.clerk_id, counter=answer.counter or None)
                self._came_in(answer)
            case Refused():
                record(Event.CLERK_REFUSED, reason=answer.code)
                says = Text(answer.message_vi, answer.message_en)
                self.snapshot = replace(self._free, trouble="refused", says=says)
            case Unreachable():
                self.snapshot = replace(self._free, trouble="hub_away")
        self._show()

    def _dress(self, look: Look) -> None:
        self._stage.dress(look)
        self._show()


def _nothing(_answer: SignedOut | Refused | Unreachable) -> None:
    return
