"""A counter pauses and goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ticketing.deeds.desk import NO_REASON, Why, clerk_at, leave_behind
from ticketing.deeds.house import House
from ticketing.domain.answers import CounterState, EventType, Refused
from ticketing.domain.asked import PauseCounter, ResumeCounter
from ticketing.domain.audit import AuditDeed
from ticketing.domain.changes import Changes, Pause, PauseChange
from ticketing.domain.hub_clock import moment
from ticketing.domain.records import EventRecord, SessionRecord
from ticketing.domain.refusals import Refusal, refuse
from ticketing.domain.rights import StaffDeed
from ticketing.store.port import Ledger

_ON_DUTY = Pause(0, None)


class PauseCounters:
    """Lets a counter call nobody for some minutes; its open call may still be ended."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[PauseCounter]) -> Sequence[CounterState | Refused]:
        """One answer for each request, in order."""
        return [self._pause(ledger, one) for one in asked]

    def _pause(self, ledger: Ledger, asked: PauseCounter) -> CounterState | Refused:
        now = self._house.clock.now_ms()
        clerk = _clerk(ledger, asked, EventType.PAUSED, now)
        if not isinstance(clerk, SessionRecord):
            return clerk
        if asked.minutes > self._house.rules.terms.pause_max_min:
            return refuse(Refusal.TOO_LONG)
        pause = Pause(now + asked.minutes * 60_000, asked.reason)
        why = Why(asked.reason, f"{asked.minutes} min")
        return _change(ledger, clerk, pause, EventType.PAUSED, AuditDeed.PAUSE, why, asked.request_id, now)


class ResumeCounters:
    """Lets a counter call again."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[ResumeCounter]) -> Sequence[CounterState | Refused]:
        """One answer for each request, in order."""
        return [self._resume(ledger, one) for one in asked]

    def _resume(self, ledger: Ledger, asked: ResumeCounter) -> CounterState | Refused:
        now = self._house.clock.now_ms()
        clerk = _clerk(ledger, asked, EventType.RESUMED, now)
        if not isinstance(clerk, SessionRecord):
            return clerk
        return _change(ledger, clerk, _ON_DUTY, EventType.RESUMED, AuditDeed.RESUME, NO_REASON, asked.request_id, now)


def counter_state(counter: int, session: SessionRecord | None, now_ms: int) -> CounterState:
    """A counter and whoever is signed in there."""
    if session is None:
        return CounterState(counter, open=False, paused_until=None, reason=None)
    if session.paused_until_ms <= now_ms:
        return CounterState(counter, open=True, paused_until=None, reason=None)
    return CounterState(counter, open=True, paused_until=moment(session.paused_until_ms), reason=session.pause_reason)


def _clerk(
    ledger: Ledger, asked: PauseCounter | ResumeCounter, event: EventType, now: int
) -> SessionRecord | CounterState | Refused:
    """The clerk; or the counter as it stands if this request was carried out already; or a refusal."""
    clerk = clerk_at(ledger, asked.session_sha256, asked.counter, now, StaffDeed.PAUSE)
    if isinstance(clerk, Refused):
        return clerk
    done = ledger.done_before([asked.request_id]).get(asked.request_id)
    if done is None:
        return clerk
    if done.type is not event or done.counter != asked.counter:
        return refuse(Refusal.REQUEST_REUSED)
    return counter_state(asked.counter, clerk, now)


def _change(
    ledger: Ledger,
    clerk: SessionRecord,
    pause: Pause,
    event: EventType,
    deed: AuditDeed,
    why: Why,
    request_id: str,
    now: int,
) -> CounterState:
    before = Pause(clerk.paused_until_ms, clerk.pause_reason)
    ledger.pause_session(clerk.token_sha256, pause)
    told = EventRecord(ledger.draw_seqs(1, now), request_id, event, now, counter=clerk.counter)
    leave_behind(ledger, clerk, told, deed, why, Changes(pause=PauseChange(before, pause)))
    after = replace(clerk, paused_until_ms=pause.until_ms, pause_reason=pause.reason)
    return counter_state(clerk.counter, after, now)
