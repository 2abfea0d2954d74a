"""Holding a slice of the queue: the counter tells the hub which one it holds, keeps the next, and reports its calls.

What was called without the hub is always told first. Only then does the counter say which version it holds: the hub
takes back what is not in that one, and must know by then whom this counter has served.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Protocol

from config.event_log import Event, record
from kiosk.flows.call_alone import CallingAlone, SliceBook
from ticketing.client import OfflineCall, RecordedCall, Refused, Renewed, Slice, Unreachable

ALONE_AFTER_S: Final = 8.0
_AT_ONCE: Final = 20
_WAIT_S: Final = 2.0
_AGAIN_S: Final = 1.0
_REFUSED_S: Final = 5.0
_ELSEWHERE: Final = "slice_elsewhere"


class LeaseHub(Protocol):
    """The part of the hub's client that a slice needs."""

    def lease(self, counter: int, held_version: int, *, wanted: bool, wait_s: float) -> Renewed | Refused | Unreachable:
        """Say which version is held; hear of a newer one."""
        ...

    def report_offline_calls(
        self, counter: int, calls: Sequence[OfflineCall]
    ) -> tuple[RecordedCall, ...] | Refused | Unreachable:
        """Have calls recorded that were made without the hub."""
        ...


class SliceKeeper:
    """One counter's; `beat` again and again on a thread of its own."""

    def __init__(
        self,
        counter: int,
        hub: LeaseHub,
        book: SliceBook,
        calling: CallingAlone,
        alone_after_s: float = ALONE_AFTER_S,
        when_heard: Callable[[], object] = lambda: None,
    ) -> None:
        """`alone_after_s`: how long the hub may be silent before the counter goes on without it. `when_heard` is called
        on the thread of `beat` whenever the hub has answered, and may be slow."""
        self._counter = counter
        self._hub = hub
        self._book = book
        self._calling = calling
        self._alone_after_s = alone_after_s
        self._heard_s = book.uptime_s()
        self._refusal = ""
        self._when_heard = when_heard

    def beat(self, wait_s: float = _WAIT_S) -> float:
        """One exchange with the hub. Slow. Returns after how many seconds the next one is due."""
        asked_s = self._book.uptime_s()
        answer = self._exchange(wait_s)
        if not isinstance(answer, Unreachable):
            self._when_heard()
        if isinstance(answer, Refused):
            self._refused(answer.code)
            return _REFUSED_S
        if isinstance(answer, Unreachable):
            if self._book.uptime_s() - self._heard_s > self._alone_after_s:
                self._calling.hub_lost()
            return _AGAIN_S
        self._heard_s = self._book.uptime_s()
        if answer is None:
            return 0.0
        self._refusal = ""
        self._book.hub_answered(asked_s)
        is_kept = answer.slice is None or self._keep(answer.slice)
        self._calling.slice_held(elsewhere=False)
        self._calling.hub_back()
        if not is_kept:
            return _REFUSED_S  # the hub goes on reserving what it offered until this disk takes it
        return 0.0 if wait_s else _WAIT_S

    def _keep(self, slice_: Slice) -> bool:
        """False: the disk does not take it; the counter works with the hub all the same."""
        try:
            self._book.keep_slice(slice_)
        except OSError:
            return False
        self._calling.slice_kept()
        record(Event.SLICE_KEPT, revision=slice_.version, count=len(slice_.tickets))
        return True

    def _refused(self, code: str) -> None:
        """The hub answers, so it is not away; but this counter has no slice."""
        self._heard_s = self._book.uptime_s()
        if code != self._refusal:
            record(Event.SLICE_REFUSED, reason=code, counter=self._counter)
            self._refusal = code
        if code == _ELSEWHERE:
            self._book.let_go()
            self._calling.slice_held(elsewhere=True)
            self._calling.hub_back()

    def _exchange(self, wait_s: float) -> Renewed | Refused | Unreachable | None:
        """None: calls were reported; there may be more."""
        untold = self._book.untold(_AT_ONCE)
        if untold:
            answers = self._hub.report_offline_calls(self._counter, untold)
            if not isinstance(answers, tuple):
                return answers
            known = self._calling.told(untold, answers)
            self._book.note_told(known)
            if known:
                return None
        held = self._book.slice().version
        return self._hub.lease(self._counter, held, wanted=self._calling.wanted, wait_s=wait_s)
