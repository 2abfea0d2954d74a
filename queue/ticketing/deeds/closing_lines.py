"""Closing a line with notice, and opening it again: a supervisor's deeds. Numbers already taken are served."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ticketing.deeds.house import House
from ticketing.deeds.permission import permitted
from ticketing.domain.answers import EventType, LineState, Refused
from ticketing.domain.lines_asked import CloseLine, OpenLine
from ticketing.domain.opening import REASON_WORDS, LineClosing
from ticketing.domain.records import AuditEntry, EventRecord
from ticketing.domain.refusals import Refusal, refuse
from ticketing.domain.rights import StaffDeed
from ticketing.store.port import Ledger

_DEED_OF: Final = {EventType.LINE_CLOSED: "close_line", EventType.LINE_OPENED: "open_line"}


class CloseLines:
    """From an hour on no more numbers of this line are given today.

    A closing that stands is replaced only by one that leaves nothing of it open: whoever closed the line meant every
    minute.
    """

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[CloseLine]) -> Sequence[LineState | Refused]:
        """One answer for each request, in order."""
        return [self._close(ledger, one) for one in asked]

    def _close(self, ledger: Ledger, asked: CloseLine) -> LineState | Refused:
        house = self._house
        now = house.clock.now_ms()
        begun = _begin(house, ledger, asked, EventType.LINE_CLOSED, now)
        if not isinstance(begun, str):
            return begun
        from_ms = max(now, now if asked.from_ms is None else asked.from_ms)
        last = house.clock.end_of_day_ms(now, 0)
        if from_ms >= last or (asked.until_ms is not None and not from_ms < asked.until_ms <= last):
            return refuse(Refusal.WRONG_HOUR)
        closing = LineClosing(house.today(now), asked.line, from_ms, asked.until_ms, asked.reason, begun)
        stands = ledger.line_closings(closing.day).get(asked.line)
        if stands is not None and not stands.is_over(now):
            if not closing.leaves_nothing_of(stands, now):
                return self._stands(stands)
            # The line has been closed since then: who booked must not be late by those minutes.
            closing = replace(closing, from_ms=min(from_ms, stands.from_ms))
        ledger.close_line(closing)
        _tell(ledger, asked, EventType.LINE_CLOSED, now)
        entry = AuditEntry(now, begun, _DEED_OF[EventType.LINE_CLOSED], line=asked.line, reason=asked.reason.value)
        ledger.add_audit([entry])
        return house.line(ledger, asked.line, now)

    def _stands(self, closing: LineClosing) -> Refused:
        words, hour_of = REASON_WORDS[closing.reason], self._house.clock.hour_of
        begins = hour_of(closing.from_ms)
        ends = None if closing.until_ms is None else hour_of(closing.until_ms)
        return Refused(
            Refusal.CLOSING_STANDS.value,
            f"Nhóm này đã được đặt ngừng nhận số từ {begins} đến {ends or 'hết hôm nay'} ({words.vi}). Xin cho phát số "
            "lại trước, rồi đặt giờ mới; chưa có gì thay đổi.",
            f"This line is already closed from {begins} {'for the rest of today' if ends is None else f'to {ends}'} "
            f"({words.en}). Please open it first, then set the new hours; nothing has changed.",
        )


class OpenLines:
    """Numbers of this line are given again, as its hours have it. A closing to come is forgotten."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[OpenLine]) -> Sequence[LineState | Refused]:
        """One answer for each request, in order."""
        return [self._open(ledger, one) for one in asked]

    def _open(self, ledger: Ledger, asked: OpenLine) -> LineState | Refused:
        house = self._house
        now = house.clock.now_ms()
        begun = _begin(house, ledger, asked, EventType.LINE_OPENED, now)
        if not isinstance(begun, str):
            return begun
        ledger.open_line(house.today(now), asked.line, now)
        # Also if it was open: told again late, it must not open a line that was closed meanwhile.
        _tell(ledger, asked, EventType.LINE_OPENED, now)
        ledger.add_audit([AuditEntry(now, begun, _DEED_OF[EventType.LINE_OPENED], line=asked.line)])
        return house.line(ledger, asked.line, now)


def _begin(
    house: House, ledger: Ledger, asked: CloseLine | OpenLine, event: EventType, now: int
) -> str | LineState | Refused:
    """Who does it; the line as it stands if this request was carried out already; or a refusal."""
    session = permitted(ledger, asked.session_sha256, StaffDeed.CLOSE_LINE, now)
    if isinstance(session, Refused):
        return session
    if asked.line not in house.rules.line_of:
        return refuse(Refusal.UNKNOWN_LINE)
    done = ledger.done_before([asked.request_id]).get(asked.request_id)
    if done is not None:
        if done.type is not event or done.line != asked.line:
            return refuse(Refusal.REQUEST_REUSED)
        return house.line(ledger, asked.line, now)
    return session.clerk_id


def _tell(ledger: Ledger, asked: CloseLine | OpenLine, event: EventType, now: int) -> None:
    seq = ledger.draw_seqs(1, now)
    ledger.add_events([EventRecord(seq, asked.request_id, event, now, line=asked.line)])
