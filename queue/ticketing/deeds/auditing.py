"""Looking at the audit chain, and walking it from end to end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ticketing.deeds.house import House
from ticketing.deeds.permission import permitted
from ticketing.domain.answers import Refused
from ticketing.domain.audit import NOBODY_OF_STAFF, verify
from ticketing.domain.audit_answers import AuditChecked, AuditLine, AuditPage
from ticketing.domain.hub_clock import moment
from ticketing.domain.records import AuditRow
from ticketing.domain.rights import StaffDeed
from ticketing.store.port import Ledger

_SHOWN: Final = 100
_AT_ONCE: Final = 2000


class Auditing:
    """Answers from one snapshot of the ledger; nothing here writes."""

    def __init__(self, house: House) -> None:
        self._house = house

    def page(self, ledger: Ledger, session_sha256: str, before: int | None) -> AuditPage | Refused:
        """The hundred entries before `before` (None: the newest), for who may see them."""
        session = permitted(ledger, session_sha256, StaffDeed.SEE_AUDIT, self._house.clock.now_ms())
        if isinstance(session, Refused):
            return session
        last_no, _ = ledger.audit_head()
        end = last_no if before is None else min(last_no, max(0, before - 1))
        rows = ledger.audit_after(max(0, end - _SHOWN), min(end, _SHOWN))
        return AuditPage(tuple(self._line(row) for row in reversed(rows)), last_no)

    def check(self, ledger: Ledger, session_sha256: str) -> AuditChecked | Refused:
        """Walk the whole chain, for who may see it."""
        session = permitted(ledger, session_sha256, StaffDeed.SEE_AUDIT, self._house.clock.now_ms())
        if isinstance(session, Refused):
            return session
        last_no, last_hash = ledger.audit_head()
        broken = verify(self._house.rules.centre_id, _every_row(ledger), last_no, last_hash)
        return AuditChecked(last_no, None, None) if broken is None else AuditChecked(last_no, broken.no, broken.why)

    def _line(self, row: AuditRow) -> AuditLine:
        entry = row.entry
        member = self._house.rules.staff_of.get(entry.staff_id)
        nobody = entry.staff_id == NOBODY_OF_STAFF
        return AuditLine(
            no=row.no,
            at=moment(entry.at_ms),
            staff=None if nobody else entry.staff_id if member is None else member.name,
            deed=entry.deed,
            label=entry.label,
            line=entry.line,
            counter=entry.counter,
            reason=entry.reason,
            detail=entry.detail,
        )


def _every_row(ledger: Ledger) -> Iterator[AuditRow]:
    no = 0
    while rows := ledger.audit_after(no, _AT_ONCE):
        yield from rows
        no = rows[-1].no
