"""A supervisor's desk: the whole centre at a glance, who waits and who may come back, reports of days."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ConfigDict, Field

from ticketing.deeds.auditing import Auditing
from ticketing.deeds.hearing_devices import NoteHeard
from ticketing.deeds.looking import Looking
from ticketing.deeds.looking_for_absent import LookForAbsent
from ticketing.deeds.looking_over import LookingOver
from ticketing.deeds.reporting import NoteExports, Reporting
from ticketing.domain.asked import ExportReport
from ticketing.domain.audit_answers import AuditChecked, AuditPage
from ticketing.domain.luck import fingerprint
from ticketing.domain.overview_answers import Overview
from ticketing.domain.report_answers import Report, ReportFormat
from ticketing.domain.rules import DeviceRole
from ticketing.web.absent_routes import Absent
from ticketing.web.admission import Admission
from ticketing.web.asking import HeaderSession
from ticketing.web.counter_routes import Queue
from ticketing.web.errors import granted
from ticketing.web.guards import only
from ticketing.web.hub import Hub

_SUPERVISORS: Final = frozenset({DeviceRole.SUPERVISOR})


class ExportBody(BaseModel):
    """The days of a report, at most 31, and what it will be written as."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    first: Annotated[date, Field(strict=False)]
    last: Annotated[date, Field(strict=False)]
    format: Annotated[ReportFormat, Field(strict=False)]


def supervisor_routes(hub: Hub, admission: Admission) -> APIRouter:
    """The routes."""
    router = APIRouter(prefix="/v1", tags=["supervisor"], dependencies=[Depends(only(admission, _SUPERVISORS))])
    looking_over, reporting, auditing = LookingOver(hub.house), Reporting(hub.house), Auditing(hub.house)
    heard, looking, look_for_absent = NoteHeard(hub.house), Looking(hub.house), LookForAbsent(hub.house)
    note_exports = NoteExports(hub.house)

    @router.get("/overview")
    async def overview(clerk_session: HeaderSession = None) -> Overview:
        """Lines and counters now."""
        # Who asks is there, were it for the first time.
        if devices := hub.attendance.to_note(hub.now_s()):
            await hub.carry_out(heard, devices)
        return granted(await hub.look(looking_over.for_staff, fingerprint(clerk_session or "")))

    @router.get("/queue")
    async def everybody_waiting(clerk_session: HeaderSession = None) -> Queue:
        """Who waits in any line, but for a certain counter, for who may give priority."""
        return Queue(granted(await hub.look(looking.everybody_waiting, fingerprint(clerk_session or ""))))

    @router.get("/absent")
    async def everybody_absent(clerk_session: HeaderSession = None) -> Absent:
        """The absent tickets of every line that may still come back, for who may bring people back."""
        return Absent(granted(await hub.look(look_for_absent.for_staff, fingerprint(clerk_session or ""))))

    @router.get("/audit")
    async def audit(
        before: Annotated[int | None, Query(ge=1, le=2**62, description="the newest without it")] = None,
        clerk_session: HeaderSession = None,
    ) -> AuditPage:
        """A hundred entries of the audit chain, newest first."""
        return granted(await hub.look(auditing.page, fingerprint(clerk_session or ""), before))

    @router.get("/audit/check")
    async def check_audit(clerk_session: HeaderSession = None) -> AuditChecked:
        """Walk the whole chain."""
        return granted(await hub.look_long(auditing.check, fingerprint(clerk_session or "")))

    @router.get("/report")
    async def report(
        first: Annotated[date, Query()],
        last: Annotated[date, Query(description="at most 31 days with the first")],
        clerk_session: HeaderSession = None,
    ) -> Report:
        """The figures of these days of the centre's calendar."""
        return granted(await hub.look_long(reporting.for_staff, fingerprint(clerk_session or ""), first, last))

    @router.post("/report")
    async def export_report(asked: ExportBody, clerk_session: HeaderSession = None) -> Report:
        """The same figures, to be taken away as a file: who does that is in the audit before they are given."""
        session_sha256 = fingerprint(clerk_session or "")
        report = granted(await hub.look_long(reporting.for_staff, session_sha256, asked.first, asked.last))
        export = ExportReport(asked.first, asked.last, asked.format, session_sha256)
        granted(await hub.carry_out(note_exports, export))
        return report

    return router
