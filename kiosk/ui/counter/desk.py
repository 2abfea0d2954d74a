"""Behind the counter's screens: sign in, call, serve. Every deed waits backstage; keys pressed meanwhile do nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from config.event_log import Event, record
from config.texts import Text
from kiosk.flows import call_citizen
from kiosk.flows.call_citizen import Desk, Done, Outcome
from kiosk.ui.backstage import Backstage, Clockwork, after, every
from kiosk.ui.counter import snapshots as shown
from kiosk.ui.counter.dossiers import DossierDesk
from kiosk.ui.counter.ports import CounterPorts
from kiosk.ui.look import Look
from kiosk.ui.page_images import PageImages
from kiosk.ui.stage import Handlers, Stage
from ticketing.client import ClerkSession, EventType, HubEvent, Refused, SignedOut, Unreachable

SCREENS: Final = ("SignIn", "Counter")
_SOON_S: Final = 0.2
_LOOK_EVERY_S: Final = 30.0  # minutes waited go on without an event
_SESSION_ENDED: Final = frozenset({"session_ended", "session_expired", "not_signed_in", "signed_out"})


class CounterDesk:
    """The counter's bridge: one clerk, one call at a time."""

    def __init__(self, stage: Stage, backstage: Backstage, images: PageImages, ports: CounterPorts) -> None:
        self._stage = stage
        self._backstage = backstage
        self._ports = ports
        self._dossiers = DossierDesk(ports, backstage, images, self._show)
        self._rest = shown.SignIn(ports.counter, ports.centre.name)
        self._desk: Desk | None = None
        self._busy = False
        self._looking = False
        self._again = False
        self._linked = True
        self._message = ""
        self._says: Text | None = None
        self._soon: Clockwork | None = None
        stage.attach(self, *SCREENS)
        stage.listen_for_codes(self._dossiers.show_slip)
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
        self._busy = self._looking = False
        self._dossiers.forget()
        self._look()
        self._show()

    @property
    def handlers(self) -> Handlers:
        """What each signal of the screens does."""
        dossiers = self._dossiers
        return {
            "signInRequested": self._sign_in,
            "signOutRequested": self._sign_out,
            "languageToggled": lambda: self._dress(self._stage.look.next_language()),
            "textScaleChosen": lambda: self._dress(self._stage.look.next_text_scale()),
            "contrastToggled": lambda: self._dress(self._stage.look.other_contrast()),
            "nextCalled": self._call_next,
            "recalled": partial(
                self._act, partial(call_citizen.recall, hub=self._ports.hub, new_id=self._ports.new_id)
            ),
            "absentMarked": self._absent,
            "visitFinished": self._finish,
            "accepted": dossiers.accept,
            "dossierLookedAgain": dossiers.look_again,
            "dossierChosen": dossiers.choose_dossier,
            "documentChosen": dossiers.choose_document,
            "pageTurned": dossiers.leaf,
            "zoomed": dossiers.zoom,
            "formPrintedAgain": dossiers.print_again,
        }

    def heard(self, event: HubEvent) -> None:
        """On the GUI thread: something happened in the queue."""
        if self._desk is not None and event.type is not EventType.VISIT_ENDED and self._soon is None:
            self._soon = after(_SOON_S, self._look)
        if event.type is EventType.VISIT_ENDED and self._dossiers.source in ("nothing_sent", "slip", "on_its_way"):
            self._dossiers.look_again()

    def linked(self, linked: bool) -> None:
        """On the GUI thread: the hub is heard, or not any more."""
        if linked != self._linked:
            record(Event.HUB_FOUND if linked else Event.HUB_LOST)
        self._linked = linked
        if linked:
            self._look()
        self._show()

    # --- signing in -------------------------------------------------------------------------------------------------

    def _sign_in(self, clerk_id: str, pin: str) -> None:
        if self._rest.busy or not clerk_id.strip() or not pin:
            return
        self._rest = replace(self._rest, busy=True, trouble="", says=None)
        ports = self._ports
        self._backstage.run(partial(ports.hub.sign_in, clerk_id.strip().lower(), pin, ports.counter), self._signed_in)
        self._show()

    def _signed_in(self, answer: ClerkSession | Refused | Unreachable) -> None:
        match answer:
            case ClerkSession():
                record(Event.CLERK_SIGNED_IN, clerk_id=answer.clerk_id, counter=answer.counter)
                self._rest = shown.SignIn(self._ports.counter, self._ports.centre.name)
                figures = self._ports.figures.load(self._ports.now().date())
                self._desk = Desk(answer, figures=figures)
                self._dossiers.signed_in(answer.clerk_id, answer.name)
                self._look()
            case Refused():
                record(Event.CLERK_REFUSED, reason=answer.code)
                says = Text(answer.message_vi, answer.message_en)
                self._rest = replace(self._rest, busy=False, trouble="refused", says=says)
            case Unreachable():
                self._rest = replace(self._rest, busy=False, trouble="hub_away")
        self._show()

    def _sign_out(self) -> None:
        if self._desk is None or self._busy:
            return
        if self._desk.call is not None:
            self._message = "finish_first"
            self._show()
            return
        self._to_sign_in()
        self._backstage.run(self._ports.hub.sign_out, _nothing)

    def _to_sign_in(self) -> None:
        self._desk = None
        self._message, self._says = "", None
        self._dossiers.signed_out()
        self._rest = shown.SignIn(self._ports.counter, self._ports.centre.name)
        self._show()

    # --- calling ----------------------------------------------------------------------------------------------------

    def _call_next(self) -> None:
        ports = self._ports
        self._act(lambda desk: call_citizen.call_next(desk, ports.hub, ports.new_id, ports.now()))

    def _finish(self) -> None:
        ports = self._ports
        self._act(lambda desk: call_citizen.finish(desk, ports.hub, ports.new_id, ports.now()), on_call=True)

    def _absent(self) -> None:
        ports = self._ports
        self._act(lambda desk: call_citizen.absent(desk, ports.hub, ports.new_id), on_call=True)

    def _act(self, deed: Callable[[Desk], tuple[Desk, Outcome]], *, on_call: bool = False) -> None:
        desk = self._desk
        if desk is None or self._busy or self._dossiers.accepting or (on_call and desk.call is None):
            return
        self._busy, self._message, self._says = True, "", None
        self._backstage.run(partial(deed, desk), self._acted)
        self._show()

    def _acted(self, result: tuple[Desk, Outcome]) -> None:
        self._busy = False
        if self._desk is None:
            return
        desk, outcome = result
        if desk.figures != self._desk.figures:
            day = self._ports.now().date()
            self._backstage.run(partial(self._ports.figures.save, day, desk.figures), _nothing)
        self._take(desk)
        self._tell(outcome)
        self._look()

    def _look(self) -> None:
        if self._soon is not None:
            self._soon.stop()
            self._soon = None
        desk = self._desk
        if desk is None:
            return
        if self._looking or self._busy:
            self._again = True
            return
        self._looking = True
        self._backstage.run(partial(call_citizen.look, desk, self._ports.hub), self._looked)

    def _looked(self, result: tuple[Desk, Outcome]) -> None:
        self._looking = False
        again, self._again = self._again, False
        if self._desk is None:
            return
        desk, outcome = result
        if self._busy or again:
            # A deed began meanwhile: what was seen before it is old.
            self._look()
            return
        self._take(replace(self._desk, queue=desk.queue, call=desk.call))
        if not isinstance(outcome, Done):
            self._tell(outcome)
        elif self._message == "hub_away":
            self._message = ""
        self._show()

    def _take(self, desk: Desk) -> None:
        """Put the new state on the desk; another call means another citizen."""
        before = self._desk.call if self._desk else None
        self._desk = desk
        if (desk.call.call_id if desk.call else "") != (before.call_id if before else ""):
            if desk.call is None:
                self._dossiers.forget()
            else:
                self._dossiers.open(desk.call.ticket.visit_id)

    def _tell(self, outcome: Outcome) -> None:
        match outcome:
            case Done(nobody):
                self._message = "nobody_waiting" if nobody else ""
            case Unreachable():
                self._message = "hub_away"
            case Refused() if outcome.code in _SESSION_ENDED:
                self._to_sign_in()
                self._rest = replace(self._rest, trouble="session_ended")
            case Refused():
                self._message, self._says = "refused", Text(outcome.message_vi, outcome.message_en)
        self._show()

    # --- showing ----------------------------------------------------------------------------------------------------

    def _dress(self, look: Look) -> None:
        self._stage.dress(look)
        self._show()

    def _tick(self) -> None:
        call = self._desk.call if self._desk else None
        if call is not None and self._stage.screen == "Counter":
            self._stage.tell("servedSeconds", max(0, int((self._ports.now() - call.called_at).total_seconds())))

    def _show(self) -> None:
        desk = self._desk
        if desk is None:
            self._stage.show("SignIn", self._rest)
            return
        names = {line.letter: line.name for line in self._ports.centre.lines}
        call = desk.call
        dossiers = self._dossiers
        minutes = desk.figures.minutes_per_visit
        snapshot = shown.Counter(
            counter=desk.counter,
            clerk=desk.session.name,
            queue=tuple(
                shown.WaitingRow(
                    row.label, names.get(row.line, Text(row.line, row.line)), row.waited_min, row.kept, row.held
                )
                for row in desk.queue
            ),
            waiting=len(desk.queue),
            call=shown.CallShown(
                call.ticket.label, names.get(call.ticket.line, Text(call.ticket.line, call.ticket.line)), call.times
            )
            if call
            else None,
            source=dossiers.source,
            dossier=dossiers.snapshot(),
            figures=shown.FiguresShown(
                desk.figures.served, desk.figures.absent, "" if minutes is None else f"{minutes:.1f}".replace(".", ",")
            ),
            form=dossiers.form,
            can_accept=dossiers.can_accept and not self._busy,
            busy=self._busy or dossiers.accepting,
            linked=self._linked,
            message=dossiers.message or self._message,
            says=dossiers.says or self._says,
        )
        self._stage.show("Counter", snapshot)
        self._tick()


def _nothing(_answer: SignedOut | Refused | Unreachable | None) -> None:
    return
