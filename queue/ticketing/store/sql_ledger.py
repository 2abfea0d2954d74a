"""The ledger in SQL: one SQLAlchemy Core implementation for every database."""

from __future__ import annotations

from sqlalchemy import Connection

from ticketing.store.absent_rows import AbsentRows
from ticketing.store.audit_rows import AuditRows
from ticketing.store.call_rows import CallRows
from ticketing.store.device_rows import DeviceRows
from ticketing.store.lease_rows import LeaseRows
from ticketing.store.line_rows import LineRows
from ticketing.store.order_rows import OrderRows
from ticketing.store.overview_rows import OverviewRows
from ticketing.store.page_rows import PageRows
from ticketing.store.queue_rows import QueueRows
from ticketing.store.report_rows import ReportRows
from ticketing.store.staff_rows import StaffRows
from ticketing.store.visit_rows import VisitRows
from ticketing.store.waiting_rows import WaitingRows


class SqlLedger(
    LeaseRows,
    QueueRows,
    OrderRows,
    CallRows,
    AbsentRows,
    AuditRows,
    VisitRows,
    DeviceRows,
    LineRows,
    StaffRows,
    ReportRows,
    OverviewRows,
    WaitingRows,
    PageRows,
):
    """Implements `port.Ledger` on one connection inside one transaction."""

    def __init__(self, connection: Connection, centre: str, known_ms: int = 0) -> None:
        """`centre` is the id that every row carries."""
        QueueRows.__init__(self, connection, centre)
        self.known_ms = known_ms
        """The latest hour that another hub of this centre may have seen; 0 where there is no other."""
