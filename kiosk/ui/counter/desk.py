"""Behind the counter's screens: a clerk signs in, calls and serves; what the hub says in between is heard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from config.event_log import Event, record
from kiosk.flows import clerk_deeds as deeds
from kiosk.flows.call_alone import Alone
from kiosk.ui.backstage import Backstage, every
from kiosk.ui.counter import showing
from kiosk.ui.counter import snapshots as shown
from kiosk.ui.counter.calling import Calling
from kiosk.ui.counter.choices import choices_for, target_of
from kiosk.ui.counter.dossiers import DossierDesk
from kiosk.ui.counter.ports import CounterPorts
from kiosk.ui.page_images import PageImages
from kiosk.ui.staff_door import SCREEN, SignIn, StaffDoor
from kiosk.ui.stage import Handlers, Stage
from ticketing.client import Call, ClerkSession, EventType, HubEvent
from ticketing.domain import reasons

_RARE: Final = frozenset(
    {
        EventType.ABSENT,
        EventType.CAME_BACK,
        EventType.PAUSED,
        EventType.RESUMED,
        EventType.LINE_CLOSED,
        EventType.LINE_OPENED,
    }
)
_LOOK_EVERY_S: Final = 30.0  # minutes waited go on without an event


class CounterDesk:
    """The counter's bridge: one clerk, one call at a time."""

    def __init__(self, stage: Stage, backstage: Backstage, images: PageImages, ports: CounterPorts) -> None:
        self._stage = stage
        self._backstage = backstage
        self._ports = ports
        self._shower = showing.Shower(ports.centre)
        self._dossiers = DossierDesk(ports, backstage, images, self._show)
        self._calling = Calling(ports, backstage, self._show, self._another_call, self._session_over)
        free = SignIn(ports.counter, ports.centre.name)
        self._door = StaffDoor(stage, backstage, ports.hub, free, ports.now, self._came_in, self._show)
        self._linked = True
        self._alone: Alone | None = None
        self._aloud = False
        stage.attach(self, SCREEN, "Counter")
        stage.listen_for_codes(self._code)
        self._clocks = [every(1.0, self._tick), every(_LOOK_EVERY_S, self._look)]

    def open(self) -> None:
        """Show the sign-in."""
        self._show()

    def close(self) -> None:
        """Stop the clocks."""
        for clock in self._clocks:
            clock.stop()

    def after_a_bug(self) -> None:
        """A fault of ours: what lies on the desk is fetched afresh."""
        self._dossiers.forget()
        self._calling.unstick()
        self._show()

    @property
    def handlers(self) -> Handlers:
        """What each signal of the screens does."""
        calling, dossiers = self._calling, self._dossiers
        return {
            **self._door.handlers,
            "signOutRequested": self._sign_out,
            "nextCalled": self._call_next,
            "recalled": lambda: calling.on_call(lambda call: deeds.Recall(call.call_id, call.times)),
            "absentMarked": lambda: self._end(lambda call: deeds.Absent(call.call_id)),
            "visitFinished": lambda: self._end(lambda call: deeds.Finish(call.call_id)),
            "accepted": dossiers.accept,
            "dossierLookedAgain": dossiers.look_again,
            "dossierChosen": dossiers.choose_dossier,
            "documentChosen": dossiers.choose_document,
            "pageTurned": dossiers.leaf,
            "zoomed": dossiers.zoom,
            "formPrintedAgain": dossiers.print_again,
            "thisCalled": self._call_this,
            "held": self._hold,
            "transferred": self._transfer,
            "absentListWanted": calling.look_around,
            "cameBack": lambda ticket: calling.do(deeds.ComeBack(ticket)),
            "paused": lambda reason, minutes: calling.do(deeds.Pause(reasons.PauseReason(reason), int(minutes))),
            "resumed": lambda: calling.do(deeds.Resume()),
            "quickAsked": lambda line, reason: calling.do(deeds.Quick(line, reasons.QuickReason(reason))),
            "merged": self._merge,
            "prioritySet": self._set_priority,
            "undone": calling.undo,
            "returnSeen": self._return_seen,
            "askedAgain": calling.ask_again,
        }

    def heard(self, event: HubEvent) -> None:
        """On the GUI thread: something happened in the queue."""
        if event.type in _RARE:
            self._calling.look_around()
        if event.type is EventType.MERGED:
            self._dossiers.look_again()
        if event.type is not EventType.VISIT_ENDED:
            self._calling.look_soon()
        elif self._dossiers.source in ("nothing_sent", "slip", "on_its_way"):
            self._dossiers.look_again()

    def linked(self, linked: bool) -> None:
        """On the GUI thread: the hub is heard, or not any more."""
        if linked != self._linked:
            record(Event.HUB_FOUND if linked else Event.HUB_LOST)
        self._linked = linked
        if linked:
            self._calling.linked()
            self._open_again()
        self._show()

    def alone(self, state: Alone) -> None:
        """On the GUI thread: the counter goes on by itself, or the hub is back and was told everything."""
        was = self._alone is not None and self._alone.now
        self._alone = state
        if state.now or was:
            self._calling.settle(again=not state.now)
            self._open_again()
        self._send_out_if_hub_back()
        self._show()

    def aloud(self, heard: bool) -> None:
        """On the GUI thread: a loudspeaker here says what is called without the hub, or none does."""
        self._aloud = heard
        self._show()

    def _open_again(self) -> None:
        """The hub answers again: what could not be opened without it is opened now."""
        if self._dossiers.source == "hub_away":
            self._dossiers.look_again()

    # --- signing in -------------------------------------------------------------------------------------------------

    def _code(self, text: str) -> None:
        """A code was held to the reader: a badge before anybody is signed in, a citizen's slip afterwards."""
        if self._calling.desk is not None:
            self._dossiers.show_slip(text)
        else:
            self._door.code(text)

    def _came_in(self, session: ClerkSession) -> None:
        self._dossiers.signed_in(session.clerk_id, session.name)
        self._calling.sit_down(session)
        self._send_out_if_hub_back()

    def _send_out_if_hub_back(self) -> None:
        """Whoever came in without the hub is not known to it."""
        desk, away = self._calling.desk, self._alone is not None and self._alone.now
        if desk is not None and not desk.session.token and not away:
            self._session_over(desk.session)

    def _sign_out(self) -> None:
        desk = self._calling.desk
        if desk is None or self._calling.busy:
            return
        if desk.call is not None:
            self._calling.message = "finish_first"
            self._show()
            return
        self._clear()
        self._door.leave()

    def _session_over(self, session: ClerkSession) -> None:
        self._clear()
        self._door.sent_out(session)

    def _clear(self) -> None:
        self._calling.leave()
        self._dossiers.signed_out()

    # --- deeds with an answer of the clerk's ------------------------------------------------------------------------

    def _call_next(self) -> None:
        if not self._dossiers.accepting:
            self._calling.call_next()

    def _end(self, deed: Callable[[Call], deeds.Deed]) -> None:
        """End the open call, unless its dossier is just being accepted."""
        if not self._dossiers.accepting:
            self._calling.on_call(deed)

    def _call_this(self, ticket_id: str, reason: str) -> None:
        self._calling.do(deeds.CallThis(ticket_id, reasons.CallThisReason(reason)))

    def _hold(self, minutes: float, reason: str, here: bool) -> None:
        self._end(lambda call: deeds.Hold(call.call_id, int(minutes), reasons.HoldReason(reason), here))

    def _transfer(self, target: str, reason: str) -> None:
        line, counter = target_of(target)
        self._end(lambda call: deeds.Transfer(call.call_id, reasons.TransferReason(reason), line, counter))

    def _merge(self, ticket_id: str, reason: str) -> None:
        why = reasons.MergeReason(reason)
        self._calling.on_call(lambda call: deeds.Merge(ticket_id, call.ticket.ticket_id, why))

    def _set_priority(self, ticket_id: str, priority_class: str, reason: str) -> None:
        self._calling.do(deeds.SetPriority(ticket_id, priority_class or None, reasons.PriorityReason(reason)))

    def _another_call(self, call: Call | None) -> None:
        if call is None:
            self._dossiers.forget()
        else:
            self._dossiers.open(call.ticket.ticket_id, call.ticket.visit_id)

    # --- showing ----------------------------------------------------------------------------------------------------

    def _tick(self) -> None:
        desk = self._calling.desk
        if desk is None or self._stage.screen != "Counter":
            return
        now = self._ports.now()
        self._stage.tell("askedSeconds", self._calling.asked_s())
        if self._stage.snapshot["paused"] and desk.pausing_at(now) is None:
            self._show()
            return
        for name, value in showing.clocks(desk, now, self._ports.centre.calling.seconds_between_calls).items():
            self._stage.tell(name, value)

    def _return_seen(self) -> None:
        self._alone = None if self._alone is None else replace(self._alone, told=0, contested=())
        self._show()

    def _look(self) -> None:
        self._calling.look()
        self._calling.look_around()

    def _show(self) -> None:
        desk = self._calling.desk
        if desk is None:
            self._stage.show(SCREEN, self._door.snapshot)
            return
        calling, dossiers, shower, now = self._calling, self._dossiers, self._shower, self._ports.now()
        away = self._alone is not None and self._alone.now
        snapshot = shown.Counter(
            counter=desk.counter,
            clerk=desk.session.name,
            queue=shower.queue(desk),
            waiting=len(desk.queue),
            call=shower.call(desk),
            source=dossiers.source,
            dossier=dossiers.snapshot(),
            figures=showing.figures(desk.figures, shower.lines(desk.lines), self._stage.look.language),
            form=dossiers.form,
            can_accept=dossiers.can_accept and not calling.busy,
            busy=calling.busy or dossiers.accepting,
            linked=self._linked,
            message=dossiers.message or calling.message,
            says=dossiers.says or calling.says,
            choices=choices_for(self._ports.centre, self._ports.counter, now.date()),
            calls_needed=self._ports.centre.calling.calls_before_absent,
            undo_s=self._ports.centre.calling.undo_s,
            paused=desk.pausing_at(now) is not None,
            pause_reason=showing.pause_reason(desk),
            absent=shower.absent(desk, now),
            undo=None if away else shower.undo(desk, now),
            lost=showing.lost(desk),
            alone=showing.alone(self._alone, aloud=self._aloud),
        )
        self._stage.show("Counter", snapshot)
        self._tick()
