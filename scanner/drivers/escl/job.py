"""One scan job: fetch page after page, know a late page from the end, and count.

The status rules are in docs/decisions/0009-escl-client.md. `ScannerStatus` is consulted only when an answer is not a
page: its words are hints, and asking in between slows some devices down.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from scanner.drivers.escl.answers import EsclStatus
from scanner.drivers.escl.page_image import MAX_BYTES, AskedFor, read_page
from scanner.drivers.escl.settings import JobRequest
from scanner.drivers.escl.transport import Answer, Cut, TooLarge, Transport
from scanner.port import (
    Activity,
    Busy,
    CapturedPage,
    DamagedPage,
    DeviceFault,
    FeederEmpty,
    Finished,
    Paper,
    PaperJam,
    ScannerUnreachable,
    Source,
    Stopped,
    Trouble,
)

Pause = Callable[[threading.Event, float], object]
"""Waits so many seconds, or less when the event is set."""

_BUSY_TRIES = 30
_AGAIN_TRIES = 3
_STEADY_BYTES = 2048
"""So much of a JPEG from one device is headers and tables, the same for every page."""


@dataclass(frozen=True)
class NoMore:
    """The device has no further page for this job."""


@dataclass(frozen=True)
class _Broken:
    """A page that did not arrive whole: what came of it, and what the device called it."""

    trouble: DamagedPage | ScannerUnreachable
    partial: bytes = b""
    location: str = ""


@dataclass
class _Patience:
    """How often each kind of trouble is borne with, for one page."""

    busy: int = _BUSY_TRIES
    again: int = _AGAIN_TRIES
    repeats: int = _AGAIN_TRIES
    gone: int = _AGAIN_TRIES
    early: int = 1


class Job:
    """A job on the device, from its path to its last page."""

    def __init__(
        self,
        transport: Transport,
        path: str,
        request: JobRequest,
        status: Callable[[], EsclStatus | None],
        stop: threading.Event,
        pause: Pause,
    ) -> None:
        self.path = path
        self._transport = transport
        self._request = request
        self._asked = AskedFor(request.dpi, request.width, request.height)
        self._status = status
        self._stop = stop
        self._pause = pause
        self._fetched: dict[str, str] = {}  # sha256 -> Content-Location, of the pages fetched so far
        self._last_location = ""

    def next_page(self, number: int) -> CapturedPage | NoMore | Trouble:
        """Page `number` (from 1), whole and new; or why there is none."""
        patience = _Patience()
        broken: _Broken | None = None
        while not self._stop.is_set():
            heard = self._transport.get_page(f"{self.path}/NextDocument", MAX_BYTES)
            outcome: CapturedPage | NoMore | Trouble | _Broken | None
            match heard:
                case Answer(status=200):
                    outcome = self._take(heard, number, broken, patience)
                case Answer():
                    outcome = self._refused(heard, number, broken, patience)
                case TooLarge():
                    return DamagedPage(number, "too_large")
                case Cut(headers, partial):
                    location = headers.get("content-location", "")
                    outcome = _Broken(DamagedPage(number, "cut_off"), partial, location)
                case ScannerUnreachable():
                    outcome = _Broken(heard)
            match outcome:
                case None:
                    continue
                case _Broken():
                    broken = _worse(broken, outcome)
                    patience.again -= 1
                    if patience.again < 0 or heard == ScannerUnreachable("certificate_changed"):
                        return broken.trouble
                    # Good servers keep a page until it is wholly sent: asking again brings the same one.
                    self._pause(self._stop, 1.0)
                case _:
                    return outcome
        return Stopped()

    def settle(self, kept: int) -> Finished | Trouble:
        """After NoMore: does the device's count agree with ours, and did it end well?"""
        status = self._status()
        job = status.job(self.path) if status else None
        trouble = status.trouble if status else None
        if trouble is not None:
            return trouble
        if kept == 0:
            loaded = status is not None and status.paper is Paper.LOADED
            if self._request.source is Source.FEEDER and not loaded:
                return FeederEmpty()
            return DeviceFault("no_image")
        if job is not None and (job.images_completed or 0) > kept:
            return DeviceFault("pages_missing", promised=job.images_completed)
        if job is not None and job.state == "Aborted":
            return DeviceFault("aborted")
        if job is not None and job.state == "Canceled":
            return DeviceFault("cancelled")
        return Finished()

    def _take(
        self, answer: Answer, number: int, broken: _Broken | None, patience: _Patience
    ) -> CapturedPage | Trouble | _Broken | None:
        location = answer.headers.get("content-location", "")
        page = read_page(answer.body, number, self._asked)
        if isinstance(page, DamagedPage):
            return page if page.reason in ("too_large", "too_small") else _Broken(page, answer.body, location)
        if self._seen(page, location, broken):
            patience.repeats -= 1
            return DeviceFault("repeats_itself") if patience.repeats < 0 else None
        if broken is not None and not self._is_the_broken_one(answer.body, location, broken):
            # The device went on to the next page. Ending here lets the person lay both sheets in again, in order.
            return DamagedPage(number, "cut_off")
        self._fetched[page.sha256] = location
        self._last_location = location
        return page

    def _seen(self, page: CapturedPage, location: str, broken: _Broken | None) -> bool:
        """The same bytes under the same address were sent before; without addresses, only after trouble on the way."""
        if page.sha256 not in self._fetched:
            return False
        return self._fetched[page.sha256] == location if location else broken is not None

    def _is_the_broken_one(self, body: bytes, location: str, broken: _Broken) -> bool:
        if len(broken.partial) > _STEADY_BYTES and body.startswith(broken.partial[:-1]):
            return True
        if location and broken.location:
            # Kyocera gives every page of a job one address, which then proves nothing.
            return location == broken.location and location != self._last_location
        return len(broken.partial) <= _STEADY_BYTES

    def _refused(
        self, answer: Answer, number: int, broken: _Broken | None, patience: _Patience
    ) -> NoMore | Trouble | None:
        status = self._status()
        trouble = status.trouble if status else None
        if trouble is not None:
            return trouble
        feeder = self._request.source is Source.FEEDER
        match answer.status:
            case 503:
                patience.busy -= 1
                if patience.busy < 0:
                    return Busy()
                self._pause(self._stop, retry_after(answer, patience.busy))
                return None
            case 404:
                return self._ended(status, number, broken, patience)
            case 410:
                # Xerox B205, B215 and WorkCentre 3345 mean "again" by it while they go on scanning.
                job = status.job(self.path) if status else None
                going_on = job.state in ("Processing", "Pending") if job else bool(status) and _is_busy(status)
                patience.gone -= 1
                if not going_on or patience.gone < 0:
                    return DeviceFault("cancelled", 410)
                self._pause(self._stop, 2.0)
                return None
            case 409 if feeder:
                if status is not None and status.paper is Paper.EMPTY:
                    # Old AirSane says so at the end of the stack.
                    return FeederEmpty() if number == 1 else NoMore()
                return PaperJam()
            case 400 | 409 | 500:
                return DeviceFault("aborted", answer.status)
            case other:
                return DeviceFault("unexpected_status", other)

    def _ended(
        self, status: EsclStatus | None, number: int, broken: _Broken | None, patience: _Patience
    ) -> NoMore | Trouble | None:
        job = status.job(self.path) if status else None
        completed = job.images_completed if job else None
        more = number == 1 or (
            job is not None
            and (
                (completed or 0) >= number
                or (job.images_to_transfer or 0) > 0
                or job.state in ("Processing", "Pending")
            )
        )
        if self._request.source is Source.FEEDER and status is not None and status.paper is Paper.LOADED:
            more = True
        if more and patience.early > 0:
            # Brother and Xerox B205/B215 say 404 once although a page is on its way.
            patience.early -= 1
            self._pause(self._stop, 1.0)
            return None
        if broken is not None and completed != number - 1:
            return broken.trouble
        return NoMore()


def retry_after(answer: Answer, tries_left: int) -> float:
    """Seconds to wait after a 503: what the device says, within reason, else 1 and later 2."""
    said = answer.headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return float(min(max(int(said[:6]), 1), 30))
    return 1.0 if tries_left > _BUSY_TRIES - 5 else 2.0


def _is_busy(status: EsclStatus | None) -> bool:
    return status is not None and status.activity is Activity.BUSY


def _worse(before: _Broken | None, now: _Broken) -> _Broken:
    """Of two failed attempts at one page, the one that brought more of it."""
    return before if before is not None and len(before.partial) >= len(now.partial) > 0 else now
