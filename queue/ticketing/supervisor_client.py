"""The part of the hub's client that is about the whole centre: the view over it, reports, the audit chain."""

from __future__ import annotations

from datetime import date
from typing import Final

from pydantic import TypeAdapter

from ticketing.domain.answers import Refused
from ticketing.domain.audit_answers import AuditChecked, AuditPage
from ticketing.domain.overview_answers import Overview
from ticketing.domain.report_answers import Report
from ticketing.hub_link import HubLink, Unreachable

_OVERVIEW: Final = TypeAdapter(Overview)
_REPORT: Final = TypeAdapter(Report)
_PAGE: Final = TypeAdapter(AuditPage)
_CHECKED: Final = TypeAdapter(AuditChecked)


class SupervisorDeeds(HubLink):
    """What a signed-in supervisor asks from a desk of its own."""

    def overview(self) -> Overview | Refused | Unreachable:
        """Lines and counters now."""
        return self._ask("GET", "/v1/overview", _OVERVIEW)

    def report(self, first: date, last: date) -> Report | Refused | Unreachable:
        """The figures of these days, at most 31."""
        return self._ask("GET", f"/v1/report?first={first.isoformat()}&last={last.isoformat()}", _REPORT)

    def audit(self, before: int | None = None) -> AuditPage | Refused | Unreachable:
        """A hundred entries of the audit chain before this one (None: the newest), newest first."""
        return self._ask("GET", "/v1/audit" if before is None else f"/v1/audit?before={before}", _PAGE)

    def check_audit(self) -> AuditChecked | Refused | Unreachable:
        """Let the hub walk the whole chain; takes a second for every 100,000 entries or so."""
        return self._ask("GET", "/v1/audit/check", _CHECKED)
