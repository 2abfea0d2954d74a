"""Behind the supervisor's screens: the centre as it is, today's figures, the audit chain, and a few deeds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from config.event_log import Event, record
from config.texts import Text
from kiosk.flows.report_papers import make_report, report_content, report_file_name
from kiosk.ui.backstage import Backstage, Clockwork, after, every
from kiosk.ui.staff_door import NO_COUNTER, NOT_SIGNED_IN, SCREEN, SignIn, StaffDoor
from kiosk.ui.stage import Handlers, Stage
from kiosk.ui.supervisor import snapshots as shown
from kiosk.ui.supervisor.hall_list import HallList
from kiosk.ui.supervisor.ports import SupervisorPorts
from kiosk.ui.supervisor.showing import Shower
from ticketing.client import (
    AuditChecked,
    AuditPage,
    ClerkSession,
    HubEvent,
    Overview,
    Refused,
    Report,
    ReportFormat,
    Unreachable,
)
from ticketing.domain.opening import ClosingReason
from ticketing.domain.rights import StaffDeed, may

_SOON_S: Final = 0.5  # many events in a moment are one look
_LOOK_EVERY_S: Final = 15.0
_FIGURES_EVERY_S: Final = 60.0
_MOST_AUDIT_PAGES: Final = 20
_DEEDS: Final = (
    StaffDeed.BRING_BACK, StaffDeed.SET_PRIORITY, StaffDeed.CLOSE_LINE, StaffDeed.FREE_LEASES, StaffDeed.SEE_AUDIT,
    StaffDeed.EXPORT_REPORTS,
)  # fmt: skip


class SupervisorDesk:
    """The supervisor's bridge."""

    def __init__(self, stage: Stage, backstage: Backstage, ports: SupervisorPorts) -> None:
        self._stage = stage
        self._backstage = backstage
        self._ports = ports
        self._shower = Shower(ports.centre)
        free = SignIn(NO_COUNTER, ports.centre.name)
        self._door = StaffDoor(stage, backstage, ports.hub, free, ports.now, self._came_in, self._show)
        self._absent = HallList(backstage, ports.hub.everybody_absent, self._tell, self._show)
        self._waiting = HallList(backstage, ports.hub.everybody_waiting, self._tell, self._show)
        self._linked = True
        self._soon: Clockwork | None = None
        self._leave()
        stage.attach(self, SCREEN, "Supervisor")
        stage.listen_for_codes(self._code)
        self._clocks = [every(_LOOK_EVERY_S, self._look), every(_FIGURES_EVERY_S, self._count)]

    def _leave(self) -> None:
        """Nobody is signed in, and nothing of what was seen stays."""
        self._session: ClerkSession | None = None
        self._overview: Overview | None = None
        self._report: Report | None = None
        self._pages: tuple[AuditPage, ...] = ()
        self._absent.forget()
        self._waiting.forget()
        self._checked, self._broken_at = "", 0
        self._view: shown.View = "now"
        self._busy = self._looking = self._counting = self._again = False
        self._message, self._detail = "", ""
        self._says: Text | None = None

    def open(self) -> None:
        """Show the sign-in."""
        self._show()

    def close(self) -> None:
        """Stop the clocks."""
        for clock in self._clocks:
            clock.stop()

    def after_a_bug(self) -> None:
        """A fault of ours: what is shown is fetched afresh."""
        self._busy = self._looking = self._counting = False
        self._look()
        self._show()

    @property
    def handlers(self) -> Handlers:
        """What each signal of the screens does."""
        return {
            **self._door.handlers,
            "signOutRequested": self._sign_out,
            "viewChosen": self._choose_view,
            "absentWanted": self._absent.want,
            "cameBack": self._come_back,
            "waitingWanted": self._waiting.want,
            "prioritySet": self._set_priority,
            "lineClosed": self._close_line,
            "lineOpened": self._open_line,
            "leasesFreed": self._free_leases,
            "reportWanted": self._make_report,
            "auditChecked": self._check_audit,
            "auditMoreWanted": self._more_audit,
        }

    def heard(self, _event: HubEvent) -> None:
        """On the GUI thread: something happened in the queue."""
        if self._session is not None and self._soon is None:
            self._soon = after(_SOON_S, self._look)

    def linked(self, linked: bool) -> None:
        """On the GUI thread: the hub is heard, or not any more."""
        if linked != self._linked:
            record(Event.HUB_FOUND if linked else Event.HUB_LOST)
        self._linked = linked
        if linked:
            self._look()
            self._count()
        self._show()

    # --- signing in -------------------------------------------------------------------------------------------------

    def _code(self, text: str) -> None:
        if self._session is None:
            self._door.code(text)

    def _came_in(self, session: ClerkSession) -> None:
        self._session = session
        self._look()
        self._count()

    def _sign_out(self) -> None:
        if self._session is not None:
            self._leave()
            self._door.leave()

    # --- looking ----------------------------------------------------------------------------------------------------

    def _choose_view(self, view: shown.View) -> None:
        self._view = view
        self._message = ""
        if view == "today":
            self._count()
        if view == "audit":
            self._backstage.run(self._ports.hub.audit, self._audited)
        self._show()

    def _look(self) -> None:
        if self._soon is not None:
            self._soon.stop()
            self._soon = None
        if self._session is None:
            return
        if self._looking:
            self._again = True
            return
        self._looking = True
        self._backstage.run(self._ports.hub.overview, self._looked)

    def _looked(self, answer: Overview | Refused | Unreachable) -> None:
        self._looking = False
        if self._session is None:
            return
        if isinstance(answer, Overview):
            self._overview = answer
            if self._message == "hub_away":
                self._message = ""
        else:
            self._tell(answer)
        if self._again:
            self._again = False
            self._look()
        self._show()

    def _count(self) -> None:
        session = self._session
        if session is None or self._counting or not may(session.role, StaffDeed.EXPORT_REPORTS):
            return
        self._counting = True
        today = self._ports.now().date()
        self._backstage.run(partial(self._ports.hub.report, today, today), self._counted)

    def _counted(self, answer: Report | Refused | Unreachable) -> None:
        self._counting = False
        if self._session is None:
            return
        if isinstance(answer, Report):
            self._report = answer
        else:
            self._tell(answer)
        self._show()

    def _audited(self, answer: AuditPage | Refused | Unreachable) -> None:
        if isinstance(answer, AuditPage):
            self._pages = (answer,)
        else:
            self._tell(answer)
        self._show()

    def _more_audit(self) -> None:
        last = self._pages[-1] if self._pages else None
        if last is None or not last.lines or len(self._pages) >= _MOST_AUDIT_PAGES:
            return
        self._backstage.run(partial(self._ports.hub.audit, last.lines[-1].no), self._more_audited)

    def _more_audited(self, answer: AuditPage | Refused | Unreachable) -> None:
        if isinstance(answer, AuditPage):
            if self._pages and self._pages[-1].lines[-1:] and answer.lines[:1]:
                follows = answer.lines[0].no == self._pages[-1].lines[-1].no - 1
                self._pages = (*self._pages, answer) if follows else self._pages
        else:
            self._tell(answer)
        self._show()

    def _check_audit(self) -> None:
        if self._checked != "checking":
            self._checked = "checking"
            self._backstage.run(self._ports.hub.check_audit, self._audit_checked)
            self._show()

    def _audit_checked(self, answer: AuditChecked | Refused | Unreachable) -> None:
        self._checked = ""
        if isinstance(answer, AuditChecked):
            self._checked = "whole" if answer.broken_at is None else "broken"
            self._broken_at = answer.broken_at or 0
        else:
            self._tell(answer)
        self._show()

    # --- deeds ------------------------------------------------------------------------------------------------------

    def _come_back(self, ticket_id: str) -> None:
        come_back = partial(self._ports.hub.come_back, ticket_id, self._ports.new_id())
        self._act(come_back, "came_back", self._absent.label(ticket_id))

    def _set_priority(self, ticket_id: str, priority_class: str, reason: str) -> None:
        done = "priority_set" if priority_class else "priority_taken"
        give = partial(self._ports.hub.set_priority, ticket_id, priority_class or None, reason, self._ports.new_id())
        self._act(give, done, self._waiting.label(ticket_id))

    def _close_line(self, line: str, reason: str, minutes: float) -> None:
        ports = self._ports
        closes_at = ports.now() + timedelta(minutes=minutes) if minutes else None
        close = partial(ports.hub.close_line, line, ClosingReason(reason), ports.new_id(), closes_at=closes_at)
        self._act(close, "line_closed")

    def _open_line(self, line: str) -> None:
        self._act(partial(self._ports.hub.open_line, line, self._ports.new_id()), "line_opened")

    def _free_leases(self, counter: str) -> None:
        self._act(partial(self._ports.hub.free_leases, int(counter), self._ports.new_id()), "leases_freed")

    def _act(self, deed: Callable[[], object], done: str, about: str = "") -> None:
        if self._session is None or self._busy:
            return
        self._busy, self._message, self._says = True, "", None
        self._backstage.run(deed, partial(self._acted, done, about))
        self._show()

    def _acted(self, done: str, about: str, answer: object) -> None:
        self._busy = False
        if self._session is None:
            return
        if isinstance(answer, Refused | Unreachable):
            self._tell(answer)
        else:
            self._message, self._detail = done, about
            self._look()
        self._show()

    def _make_report(self, period: str, ending: str) -> None:
        if self._session is None or self._busy:
            return
        self._busy, self._message = True, "making_report"
        first, last = days_of(period, self._ports.now().date())
        language = self._stage.look.language

        def make() -> Path | Refused | Unreachable | None:
            ports = self._ports
            report = ports.hub.export_report(first, last, ReportFormat(ending))
            if not isinstance(report, Report):
                return report
            data = make_report(report_content(report, ports.centre, language, ports.now()), ending)
            return ports.shelf.put(report_file_name(first, last, ending), data)

        self._backstage.run(make, self._report_made)
        self._show()

    def _report_made(self, answer: Path | Refused | Unreachable | None) -> None:
        self._busy = False
        if self._session is None:
            return
        match answer:
            case Path():
                self._message, self._detail = "report_made", str(answer)
            case None:
                self._message = "report_not_kept"
            case _:
                self._message = ""
                self._tell(answer)
        self._show()

    def _tell(self, trouble: Refused | Unreachable) -> None:
        match trouble:
            case Unreachable():
                self._message = "hub_away"
            case Refused() if trouble.code == NOT_SIGNED_IN:
                if self._session is not None:
                    session = self._session
                    self._leave()
                    self._door.sent_out(session)
            case Refused():
                self._message, self._says = "refused", Text(trouble.message_vi, trouble.message_en)

    # --- showing ----------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        session = self._session
        if session is None:
            self._stage.show(SCREEN, self._door.snapshot)
            return
        shower, overview, report = self._shower, self._overview, self._report
        zone = self._ports.centre.zone
        now = self._ports.now()
        seen = overview is not None
        figures = None
        if report is not None and overview is not None:
            figures = shower.figures(report, overview, self._stage.look.language)
        snapshot = shown.Supervisor(
            view=self._view,
            centre=self._ports.centre.name,
            clerk=session.name,
            may=tuple(deed.value for deed in _DEEDS if may(session.role, deed)),
            day=f"{now:%d/%m/%Y}",
            at=f"{overview.at.astimezone(zone):%H:%M}" if overview is not None else "",
            linked=self._linked,
            ready=seen,
            busy=self._busy,
            message=self._message,
            says=self._says,
            detail=self._detail,
            alarms=() if overview is None else shower.alarms(overview),
            lines=() if overview is None else shower.lines(overview),
            counters=() if overview is None else shower.counters(overview),
            devices=() if overview is None else shower.devices(overview),
            figures=figures,
            plots=() if report is None else shower.plots(report),
            audit=shower.audit(self._pages),
            audit_count=self._pages[0].last_no if self._pages else 0,
            audit_more=bool(self._pages and self._pages[-1].lines and self._pages[-1].lines[-1].no > 1),
            checked=self._checked,
            broken_at=self._broken_at,
            choices=shower.choices(overview, now.date()),
            absent_listed=self._absent.standing,
            absent=shower.absent(self._absent.tickets),
            waiting_listed=self._waiting.standing,
            waiting=shower.waiting(self._waiting.tickets),
        )  # fmt: skip
        self._stage.show("Supervisor", snapshot)


def days_of(period: str, today: date) -> tuple[date, date]:
    """The first and last day of "today", "yesterday", "this_month" or "last_month"."""
    first = today.replace(day=1)
    match period:
        case "yesterday":
            return today - timedelta(days=1), today - timedelta(days=1)
        case "this_month":
            return first, (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        case "last_month":
            last = first - timedelta(days=1)
            return last.replace(day=1), last
    return today, today
