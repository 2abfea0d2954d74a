"""The part of the hub's client that is about the whole centre: the view over it, reports, the audit chain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from pydantic import TypeAdapter

from ticketing.domain.absent_answers import AbsentTicket
from ticketing.domain.answers import Refused, WaitingTicket
from ticketing.domain.audit_answers import AuditChecked, AuditPage
from ticketing.domain.overview_answers import Overview
from ticketing.domain.report_answers import Report, ReportFormat
from ticketing.hub_link import HubLink, Unreachable


@dataclass(frozen=True)
class _Absent:
    absent: tuple[AbsentTicket, ...]


@dataclass(frozen=True)
class _Queue:
    waiting: tuple[WaitingTicket, ...]


_ABSENT: Final = TypeAdapter(_Absent)
_QUEUE: Final = TypeAdapter(_Queue)
_OVERVIEW: Final = TypeAdapter(Overview)
_REPORT: Final = TypeAdapter(Report)
_PAGE: Final = TypeAdapter(AuditPage)
_CHECKED: Final = TypeAdapter(AuditChecked)


class SupervisorDeeds(HubLink):
    """What signed-in staff ask at a desk without a counter, each as far as the role goes."""

    def overview(self) -> Overview | Refused | Unreachable:
        """Lines and counters now."""
        return self._ask("GET", "/v1/overview", _OVERVIEW)

    def everybody_waiting(self) -> tuple[WaitingTicket, ...] | Refused | Unreachable:
        """Who waits in any line, but for a certain counter."""
        answer = self._ask("GET", "/v1/queue", _QUEUE)
        return answer.waiting if isinstance(answer, _Queue) else answer

    def everybody_absent(self) -> tuple[AbsentTicket, ...] | Refused | Unreachable:
        """Who was called in vain in any line and may still come back; the least time left first."""
        answer = self._ask("GET", "/v1/absent", _ABSENT)
        return answer.absent if isinstance(answer, _Absent) else answer

    def report(self, first: date, last: date) -> Report | Refused | Unreachable:
        """The figures of these days, at most 31."""
        return self._ask("GET", f"/v1/report?first={first.isoformat()}&last={last.isoformat()}", _REPORT)

    def export_report(self, first: date, last: date, written_as: ReportFormat) -> Report | Refused | Unreachable:
        """The same for a file: the hub notes who takes which days away."""
        asked = {"first": first.isoformat(), "last": last.isoformat(), "format": written_as.value}
        return self._ask("POST", "/v1/report", _REPORT, asked)

    def audit(self, before: int | None = None) -> AuditPage | Refused | Unreachable:
        """A hundred entries of the audit chain before this one (None: the newest), newest first."""
        return self._ask("GET", "/v1/audit" if before is None else f"/v1/audit?before={before}", _PAGE)

    def check_audit(self) -> AuditChecked | Refused | Unreachable:
        """Let the hub walk the whole chain; takes a second for every 100,000 entries or so."""
        return self._ask("GET", "/v1/audit/check", _CHECKED)
