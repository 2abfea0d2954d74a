"""The deeds of a desk: each waits backstage, keys pressed meanwhile do nothing, what was seen before it is old."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Final

from config.texts import Text
from kiosk.flows import call_citizen
from kiosk.flows.call_citizen import Done, Outcome
from kiosk.flows.clerk_deeds import Deed, Undo
from kiosk.flows.counter_desk import Desk
from kiosk.ui.backstage import Backstage, Clockwork, after
from kiosk.ui.counter.ports import CounterPorts
from kiosk.ui.staff_door import NOT_SIGNED_IN
from ticketing.client import Call, ClerkSession, Refused, Unreachable

_SOON_S: Final = 0.2
_ASK_AGAIN_WITHIN: Final = timedelta(seconds=60)  # what was asked longer ago, the clerk asks again or lets be

Act = Callable[[Desk], tuple[Desk, Outcome]]


class Calling:
    """The desk of the signed-in clerk. desk: None while nobody is; message, says: what the last deed came to."""

    def __init__(
        self,
        ports: CounterPorts,
        backstage: Backstage,
        refresh: Callable[[], None],
        another_call: Callable[[Call | None], None],
        session_over: Callable[[ClerkSession], None],
    ) -> None:
        """another_call: another citizen is at the counter, or nobody. session_over: the hub knows it no more."""
        self._ports = ports
        self._backstage = backstage
        self._refresh = refresh
        self._another_call = another_call
        self._session_over = session_over
        self._undo = timedelta(seconds=ports.centre.calling.undo_s)
        self._asked_at = ports.now()
        self._soon: Clockwork | None = None
        self.leave()

    def leave(self) -> None:
        """Nobody is signed in."""
        self.desk: Desk | None = None
        self.busy = False
        self._arriving = False
        self._next_wanted = False
        self.message = ""
        self.says: Text | None = None
        self._looking = False
        self._again = False

    def sit_down(self, session: ClerkSession) -> None:
        """This clerk works here from now on; a call that was open before is taken up again.

        Who presses the key for the next number before it is seen would end it unseen: the next is called once it is
        seen that none was open.
        """
        self._arriving = True
        self.desk = Desk(session, figures=self._ports.figures.load(self._ports.now().date()))
        self.look()
        self.look_around()

    def unstick(self) -> None:
        """A fault of ours may have swallowed an answer: begin to look again."""
        self.busy = self._looking = self._arriving = False
        self.look()

    def asked_s(self) -> int:
        """For how many seconds the hub has been asked for a deed and has not answered yet."""
        return int((self._ports.now() - self._asked_at).total_seconds()) if self.busy else 0

    # --- deeds ------------------------------------------------------------------------------------------------------

    def call_next(self) -> None:
        """Finish what is open and call the first in order."""
        if self._arriving:
            self._next_wanted = True
            return
        ports, now = self._ports, self._ports.now()
        self._run(lambda desk: call_citizen.call_next(desk, ports.hub, ports.new_id, now, self._undo))

    def do(self, deed: Deed) -> None:
        """Have the hub do it."""
        ports, now = self._ports, self._ports.now()
        self._run(lambda desk: call_citizen.act(desk, deed, ports.hub, ports.new_id, now, self._undo))

    def on_call(self, deed: Callable[[Call], Deed]) -> None:
        """Do this with the open call, if there is one."""
        if self.desk is not None and self.desk.call is not None:
            self.do(deed(self.desk.call))

    def undo(self) -> None:
        """Take back the newest deed that still can be."""
        undoable = self.desk.undoable(self._ports.now()) if self.desk is not None else None
        if undoable is not None:
            self.do(Undo(undoable.request_id))

    def ask_again(self) -> None:
        """Ask about the deed whose answer was lost, under the same id."""
        if self.desk is not None and self.desk.lost is not None:
            self.do(self.desk.lost.deed)

    def linked(self) -> None:
        """The hub is heard again: what was asked a moment ago is settled first."""
        desk = self.desk
        if desk is not None and desk.lost is not None and self._ports.now() - self._asked_at < _ASK_AGAIN_WITHIN:
            self.ask_again()
        self.look()
        self.look_around()

    def settle(self, *, again: bool) -> None:
        """The counter has begun to go on alone, or (again) the hub knows of everything again: look afresh.

        A deed whose answer was lost just before is not passed over: the clerk is asked to press the key again.
        """
        if self.message == "hub_away" and (self.desk is None or self.desk.lost is None):
            self.message = ""
        if again:
            self.look_around()
        self.look()

    def _run(self, act: Act) -> None:
        desk = self.desk
        if desk is None or self.busy:
            return
        self.busy, self.message, self.says = True, "", None
        self._asked_at = self._ports.now()
        self._backstage.run(partial(act, desk), self._acted)
        self._refresh()

    def _acted(self, result: tuple[Desk, Outcome]) -> None:
        self.busy = False
        if self.desk is None:
            return
        desk, outcome = result
        if desk.figures != self.desk.figures:
            day = self._ports.now().date()
            self._backstage.run(partial(self._ports.figures.save, day, desk.figures), _nothing)
        self._take(desk)
        self._tell(outcome)
        self.look()
        self.look_around()

    # --- looking ----------------------------------------------------------------------------------------------------

    def look_soon(self) -> None:
        """Something happened in the queue; several things at once are looked at once."""
        if self.desk is not None and self._soon is None:
            self._soon = after(_SOON_S, self.look)

    def look(self) -> None:
        """Read queue and call afresh."""
        if self._soon is not None:
            self._soon.stop()
            self._soon = None
        desk = self.desk
        if desk is None:
            return
        if self._looking or self.busy:
            self._again = True
            return
        self._looking = True
        look = partial(call_citizen.look, desk, self._ports.hub, self._ports.now())
        self._backstage.run(look, self._looked)

    def look_around(self) -> None:
        """Read what changes less often: pause, lines, who may still come back."""
        if self.desk is not None:
            self._backstage.run(partial(call_citizen.look_around, self.desk, self._ports.hub), self._looked_around)

    def _looked_around(self, result: tuple[Desk, Outcome]) -> None:
        seen, outcome = result
        if self.desk is not None and isinstance(outcome, Done) and not self.busy:
            self.desk = replace(self.desk, pausing=seen.pausing, lines=seen.lines, absent=seen.absent)
            self._refresh()

    def _looked(self, result: tuple[Desk, Outcome]) -> None:
        self._looking = False
        again, self._again = self._again, False
        if self.desk is None:
            return
        seen, outcome = result
        if self.busy or again:
            # A deed began meanwhile: what was seen before it is old.
            self.look()
            return
        self._take(replace(self.desk, queue=seen.queue, call=seen.call, announced_at=seen.announced_at))
        if not isinstance(outcome, Done):
            self._tell(outcome)
        elif self.message == "hub_away" and self.desk.lost is None:
            self.message = ""
        self._refresh()
        if self._arriving:
            self._arrived()

    def _arrived(self) -> None:
        """What is open here has been seen."""
        wanted, self._next_wanted = self._next_wanted, False
        self._arriving = False
        if wanted and self.desk is not None and self.desk.call is None:
            self.call_next()

    def _take(self, desk: Desk) -> None:
        """Put the new state on the desk; another call means another citizen."""
        before = self.desk.call if self.desk else None
        self.desk = desk
        if (desk.call.call_id if desk.call else "") != (before.call_id if before else ""):
            self._another_call(desk.call)

    def _tell(self, outcome: Outcome) -> None:
        match outcome:
            case Done(nobody):
                self.message = "nobody_waiting" if nobody else ""
            case Unreachable():
                self.message = "hub_away"
            case Refused() if outcome.code == NOT_SIGNED_IN:
                if self.desk is not None:
                    self._session_over(self.desk.session)
            case Refused():
                self.message, self.says = "refused", Text(outcome.message_vi, outcome.message_en)
        self._refresh()


def _nothing(_answer: None) -> None:
    return
