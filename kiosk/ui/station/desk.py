"""Behind the station's screens: from the slip to the slip. Slow deeds go backstage; the screens get snapshots."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final, Literal

from city.outbox import NotClosed
from config.event_log import Event, record
from kiosk.flows.open_slip import ClosedVisit, NotOpenedHere, OpenedVisit, SlipOutcome, open_slip
from kiosk.flows.paper_tray import Tray, lay_out
from kiosk.forms import checklist
from kiosk.ui.backstage import Backstage, every
from kiosk.ui.called_sheet import CalledSheet
from kiosk.ui.page_images import PageImages
from kiosk.ui.presence import Presence
from kiosk.ui.stage import Handlers, Stage
from kiosk.ui.station import snapshots as shown
from kiosk.ui.station.filing import FilingDesk
from kiosk.ui.station.pages import PagesDesk
from kiosk.ui.station.ports import Sitting, StationPorts
from scanner.port import Capabilities, Source, Trouble
from ticketing.client import HubEvent

SCREENS: Final = ("ShowSlip", "Papers", "Scanning", "Pages", "ReadThrough", "Sending")
# The last screen holds the city's code and no answers: it goes by itself once its citizen has gone.
_LEAVE_LAST_SCREEN_S: Final = 40.0

Screen = Literal["ShowSlip", "Papers", "Pages", "ReadThrough", "Sending"]


class StationDesk:
    """The station's bridge: one citizen at a time."""

    def __init__(
        self, stage: Stage, backstage: Backstage, studio: Backstage, images: PageImages, ports: StationPorts
    ) -> None:
        self._stage = stage
        self._backstage = backstage
        self._studio = studio
        self._ports = ports
        self._pages = PagesDesk(ports, backstage, studio, images, self._show)
        self._filing = FilingDesk(ports, backstage, self._show, self._all_closed)
        self._called = CalledSheet(ports.hub, backstage, stage, ports.new_id)
        self._presence = Presence(lambda left: stage.sheet("idleSeconds", left), lambda: self._leave("idle"))
        self._rest = shown.ShowSlip(ports.centre.agency, ports.centre.name)
        self._screen: Screen = "ShowSlip"
        self._sitting: Sitting | None = None
        self._capabilities: Capabilities | None = None
        self._reading = 0
        self._sending = False
        self._not_kept = False
        stage.attach(self, *SCREENS, "Frame")
        stage.listen_for_codes(self._slip_shown)
        stage.on_sign_of_life(self._presence.alive)
        self._ticker = every(1.0, self._tick)

    def open(self) -> None:
        """Show the station at rest."""
        self._show()

    def close(self) -> None:
        """Stop looking at the clock."""
        self._ticker.stop()
        self._pages.forget()
        self._filing.forget()

    def after_a_bug(self) -> None:
        """A fault of ours: nobody's papers stay on the glass; what was kept is opened again with the slip."""
        self._sending = False
        self._leave("bug")

    def heard(self, event: HubEvent) -> None:
        """On the GUI thread: something happened in the queue."""
        self._called.heard(event)

    @property
    def handlers(self) -> Handlers:
        """What each signal of the screens does."""
        pages = self._pages
        return {
            "languageToggled": lambda: self._stage.dress(self._stage.look.next_language()),
            "textScaleChosen": lambda: self._stage.dress(self._stage.look.next_text_scale()),
            "contrastToggled": lambda: self._stage.dress(self._stage.look.other_contrast()),
            "helpRequested": partial(self._help, shown=True),
            "helpClosed": partial(self._help, shown=False),
            "textSizeRequested": lambda: self._stage.dress(self._stage.look.next_text_scale()),
            "contrastRequested": lambda: self._stage.dress(self._stage.look.other_contrast()),
            "paperChosen": self._choose_paper,
            "paperSkipped": self._skip_paper,
            "scanRequested": self._scan,
            "bothSidesToggled": self._toggle_both_sides,
            "readThroughRequested": self._read_through,
            "visitLeft": lambda: self._leave("left"),
            "stopRequested": pages.stop,
            "pageChosen": pages.choose,
            "pageTurned": pages.turn,
            "pageMovedEarlier": partial(pages.move, -1),
            "pageMovedLater": partial(pages.move, 1),
            "pageDeleted": pages.delete,
            "undone": pages.undo,
            "pageAccepted": pages.accept,
            "pageScanRequested": self._scan_page_again,
            "paperFinished": self._paper_finished,
            "papersRequested": partial(self._go, "Papers"),
            "pageForward": partial(self._leaf, 1),
            "pageBack": partial(self._leaf, -1),
            "pageToMend": self._mend,
            "sendRequested": self._send,
            "slipAgainRequested": self._filing.print_slip,
            "visitFinished": lambda: self._leave("finished"),
            "stayRequested": self._presence.alive,
            "leaveRequested": lambda: self._leave("left"),
            **self._called.handlers,
        }

    # --- slip -------------------------------------------------------------------------------------------------------

    def _help(self, *, shown: bool) -> None:
        self._stage.sheet("help", {"shown": shown, "phone": self._ports.centre.phone, "canLower": False})

    def _slip_shown(self, text: str) -> None:
        if self._screen != "ShowSlip" or self._rest.opening or not text.strip():
            return
        self._rest = replace(self._rest, opening=True, trouble="")
        ports = self._ports

        def deed() -> tuple[SlipOutcome, Tray | None, Capabilities | Trouble | None]:
            today = ports.now().astimezone(ports.centre.zone).date()
            outcome = open_slip(text, ports.hub, ports.unseal, ports.catalogue, ports.outbox, today)
            if not isinstance(outcome, OpenedVisit):
                return outcome, None, None
            papers = checklist(outcome.procedure, outcome.draft.answers)
            return outcome, lay_out(papers, outcome.code.visit_id, ports.spool), ports.scanner.capabilities()

        self._backstage.run(deed, self._slip_opened)
        self._show()

    def _slip_opened(self, found: tuple[SlipOutcome, Tray | None, Capabilities | Trouble | None]) -> None:
        outcome, tray, capabilities = found
        self._rest = replace(self._rest, opening=False)
        match outcome:
            case NotOpenedHere(reason):
                record(Event.INPUT_REFUSED, where="station_slip", reason=reason)
                self._rest = replace(self._rest, trouble=reason)
            case ClosedVisit(code, place):
                self._screen = "Sending"
                self._filing.go_on(code.visit_id, place)
            case OpenedVisit() if tray is not None:
                self._capabilities = capabilities if isinstance(capabilities, Capabilities) else None
                self._sitting = sitting = Sitting(outcome, tray)
                # Turned paper tells nothing to the next citizen; both sides are asked for, never assumed.
                sitting.source = Source.FEEDER if self._has_feeder() is not False else Source.PLATEN
                self._called.watch(outcome.place)
                self._pages.sit_down(sitting)
                self._to_next_paper()
        self._show()

    # --- papers -----------------------------------------------------------------------------------------------------

    def _choose_paper(self, paper_id: str) -> None:
        sitting = self._sitting
        if sitting is None or self._pages.scanning:
            return
        sitting.paper_id, sitting.page_id, sitting.trouble, sitting.undo = paper_id, "", None, []
        paper = sitting.paper
        self._screen = "Pages" if paper is not None and paper.pages else "Papers"
        self._show()

    def _skip_paper(self) -> None:
        """The citizen does not have this optional paper."""
        if self._sitting is not None:
            self._sitting.left_out |= {self._sitting.paper_id}
            self._to_next_paper()
            self._show()

    def _to_next_paper(self) -> None:
        """The first paper that is not done; where all are done, none."""
        sitting = self._sitting
        if sitting is None:
            return
        paper = sitting.tray.next_to_do(sitting.left_out)
        sitting.paper_id, sitting.page_id, sitting.trouble, sitting.undo = paper.id if paper else "", "", None, []
        self._screen = "Pages" if paper is not None and paper.pages else "Papers"

    def _paper_finished(self) -> None:
        self._to_next_paper()
        sitting = self._sitting
        if sitting is not None and sitting.paper_id == "" and sitting.tray.complete:
            self._read_through()
        else:
            self._show()

    def _toggle_both_sides(self) -> None:
        if self._sitting is not None:
            self._sitting.both_sides = not self._sitting.both_sides
            self._show()

    def _scan(self, source: str) -> None:
        sitting = self._sitting
        if sitting is not None:
            self._pages.scan(Source(source) if source in ("feeder", "platen") else sitting.source)

    def _scan_page_again(self) -> None:
        sitting = self._sitting
        doubtful = next((p for p in sitting.paper.pages if p.scan_again), None) if sitting and sitting.paper else None
        if doubtful is not None:
            self._pages.rescan(doubtful.ref.page_id)

    def _go(self, screen: Screen) -> None:
        sitting = self._sitting
        if sitting is None:
            return
        if screen == "Papers" and self._screen in ("Pages", "ReadThrough"):
            sitting.paper_id, sitting.trouble = "", None
        self._screen = screen
        self._show()

    # --- reading through and sending --------------------------------------------------------------------------------

    def _read_through(self) -> None:
        self._screen, self._reading, self._not_kept = "ReadThrough", 0, False
        self._show()

    def _leaf(self, by: int) -> None:
        sitting = self._sitting
        if sitting is not None and not self._sending:
            self._reading = max(0, min(sitting.tray.kept - 1, self._reading + by))
            self._show()

    def _mend(self) -> None:
        sitting = self._sitting
        if sitting is None or self._sending:
            return
        pages = list(sitting.tray.filed_pages())
        if self._reading < len(pages):
            paper, page = pages[self._reading]
            sitting.paper_id, sitting.page_id, sitting.undo = paper.id, page.ref.page_id, []
            self._screen = "Pages"
            self._show()

    def _send(self) -> None:
        sitting = self._sitting
        if sitting is None or self._sending or not sitting.tray.complete or self._reading < sitting.tray.kept - 1:
            return
        self._sending, self._not_kept, self._screen = True, False, "Sending"
        self._filing.send(sitting, self._not_closed)

    def _not_closed(self, _outcome: NotClosed) -> None:
        self._sending, self._not_kept, self._screen = False, True, "ReadThrough"
        self._show()

    def _all_closed(self) -> None:
        """The outbox has everything: nothing of the papers needs to stay in memory."""
        self._pages.forget()
        self._sitting = None
        self._sending = False

    # --- leaving ----------------------------------------------------------------------------------------------------

    def _tick(self) -> None:
        busy = self._pages.scanning or self._sending or self._rest.opening
        settled = self._screen == "Sending" and self._filing.settled
        self._presence.leave_quietly_after(_LEAVE_LAST_SCREEN_S if settled else None)
        self._presence.tick(watching=self._screen != "ShowSlip" and not busy)

    def _leave(self, how: str) -> None:
        """Wipe the screens and the memory. What was scanned and not sent stays sealed until the slip is shown again."""
        if self._sending:
            return
        for holder in (self._backstage, self._studio, self._pages, self._filing, self._called, self._stage):
            holder.forget()
        self._sitting = None
        self._capabilities = None
        self._reading = 0
        self._not_kept = False
        self._rest = shown.ShowSlip(self._ports.centre.agency, self._ports.centre.name)
        self._screen = "ShowSlip"
        record(Event.CITIZEN_FORGOTTEN, status=how)
        self._show()

    # --- showing ----------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        sitting = self._sitting
        if self._screen == "ShowSlip":
            self._stage.show("ShowSlip", self._rest)
        elif self._screen == "Sending":
            self._stage.show("Sending", self._filing.snapshot())
        elif sitting is not None:
            self._show_sitting(sitting)

    def _show_sitting(self, sitting: Sitting) -> None:
        if self._pages.scanning:
            self._screen = "Pages"
            self._stage.show("Scanning", self._scanning(sitting))
            return
        paper = sitting.paper
        if self._screen == "Pages" and (paper is None or not (paper.pages or sitting.undo)):
            self._screen = "Papers"
        match self._screen:
            case "Pages" if paper is not None:
                side = self._side(sitting)
                undo = bool(sitting.undo)
                thumbnail = self._pages.thumbnail
                snapshot = shown.pages_of(side, paper, sitting.page_id, thumbnail, sitting.trouble, undo=undo)
                self._stage.show("Pages", snapshot)
            case "ReadThrough":
                self._stage.show("ReadThrough", self._leaf_shown(sitting))
            case _:
                self._stage.show("Papers", self._papers(sitting))

    def _side(self, sitting: Sitting, selected: str | None = None) -> shown.Side:
        name = sitting.opened.procedure.short_name
        chosen = sitting.paper_id if selected is None else selected
        return shown.side_of(sitting.tray, sitting.ticket, name, chosen, under_way=int(self._pages.scanning))

    def _papers(self, sitting: Sitting) -> shown.Papers:
        return shown.Papers(
            side=self._side(sitting),
            paper=shown.paper_of(sitting.paper),
            complete=sitting.tray.complete,
            feeder=self._has_feeder(),
            platen=None if self._capabilities is None else self._capabilities.platen is not None,
            can_both_sides=self._capabilities is not None and self._capabilities.feeder_duplex is not None,
            both_sides=sitting.both_sides,
            trouble=sitting.trouble,
        )

    def _scanning(self, sitting: Sitting) -> shown.Scanning:
        name = sitting.paper.name if sitting.paper else sitting.opened.procedure.short_name
        return shown.Scanning(
            self._side(sitting), name, self._pages.kept_now, self._pages.judging, self._pages.stopping
        )

    def _leaf_shown(self, sitting: Sitting) -> shown.ReadThrough:
        pages = list(sitting.tray.filed_pages())
        self._reading = max(0, min(self._reading, len(pages) - 1))
        trouble = "not_kept" if self._not_kept else ""
        if not pages:
            return shown.ReadThrough(self._side(sitting, ""), None, 0, 0, "", self._sending, trouble)
        paper, page = pages[self._reading]
        image = self._pages.full(page)
        number, count = self._reading + 1, len(pages)
        return shown.ReadThrough(
            self._side(sitting, paper.id), paper.name, number, count, image, self._sending, trouble
        )

    def _has_feeder(self) -> bool | None:
        return None if self._capabilities is None else self._capabilities.feeder is not None
