"""A scanner that speaks eSCL (AirScan), the driverless protocol of network scanners."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from scanner.drivers.escl.answers import (
    EsclCapabilities,
    EsclStatus,
    Unreadable,
    parse_capabilities,
    parse_status,
    path_of,
)
from scanner.drivers.escl.job import Job, NoMore, Pause, retry_after
from scanner.drivers.escl.pins import Pins
from scanner.drivers.escl.settings import JobRequest, choose, variants
from scanner.drivers.escl.transport import Answer, Cut, Heard, TooLarge, Transport
from scanner.port import (
    Busy,
    Capabilities,
    CapturedPage,
    DeviceFault,
    FeederEmpty,
    Finished,
    Keep,
    NotKept,
    Paper,
    ScannerState,
    ScannerUnreachable,
    ScanResult,
    ScanSettings,
    SettingsRefused,
    Source,
    Stopped,
    Trouble,
)

_START_TRIES = 10
_LOOK_FOR_STOP_S = 0.2


class EsclScanner:
    """One device at an address such as `http://192.168.1.20/eSCL`; https is pinned on first use.

    pins: where certificates are remembered. pause, clock: how to wait and tell time; tests hand in their own.
    """

    def __init__(
        self,
        url: str,
        *,
        pins: Pins | None = None,
        pause: Pause = threading.Event.wait,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._transport = Transport(url, pins or Pins(), clock)
        self._pause = pause

    def capabilities(self) -> Capabilities | Trouble:
        """Ask what the device can do."""
        found = self._capabilities()
        return found.for_port() if isinstance(found, EsclCapabilities) else found

    def state(self) -> ScannerState | Trouble:
        """Ask how it is now."""
        found = self._status()
        return found.for_port() if isinstance(found, EsclStatus) else found

    def scan(self, settings: ScanSettings, keep: Keep, stop: threading.Event) -> ScanResult:
        """Scan one job. The job is given back to the device however this ends, also when `keep` raises."""
        capabilities = self._capabilities()
        if not isinstance(capabilities, EsclCapabilities):
            return ScanResult(0, capabilities)
        wanted = choose(capabilities, settings)
        if isinstance(wanted, SettingsRefused):
            return ScanResult(0, wanted)
        started = self._start(wanted, stop)
        if not isinstance(started, tuple):
            return ScanResult(0, started)
        path, request = started
        job = Job(self._transport, path, request, self._status_or_none, stop, self._pause)
        with self._given_back(path, stop):
            return self._fetch_all(job, settings.source, keep, stop)

    def _fetch_all(self, job: Job, source: Source, keep: Keep, stop: threading.Event) -> ScanResult:
        kept = 0
        while True:
            outcome = job.next_page(kept + 1)
            if isinstance(outcome, CapturedPage):
                fault = keep(outcome)
                if isinstance(fault, NotKept):
                    return ScanResult(kept, fault)
                kept += 1
                if source is Source.PLATEN:
                    return ScanResult(kept, Finished())
            elif stop.is_set():
                return ScanResult(kept, Stopped())
            elif isinstance(outcome, NoMore):
                return ScanResult(kept, job.settle(kept))
            else:
                return ScanResult(kept, outcome)

    def _start(self, wanted: JobRequest, stop: threading.Event) -> tuple[str, JobRequest] | Trouble:
        """Post the job, in the variants that are worth a try. Returns its path, and what was asked in the end."""
        for request in variants(wanted):
            heard = self._post(request, stop)
            if isinstance(heard, Stopped | Busy):
                return heard
            answer = _answer(heard)
            if not isinstance(answer, Answer):
                return answer
            if answer.status in (200, 201, 202):
                path = path_of(answer.headers.get("location", ""))
                return (self._absolute(path), request) if path else DeviceFault("bad_answer", answer.status)
            status = self._status_or_none()
            if status is not None and status.trouble is not None:
                return status.trouble
            if answer.status != 409:
                aborted = answer.status in (400, 500)
                return DeviceFault("aborted" if aborted else "unexpected_status", answer.status)
        if wanted.source is Source.FEEDER and status is not None and status.paper is Paper.EMPTY:
            return FeederEmpty()
        return SettingsRefused("job")

    def _post(self, request: JobRequest, stop: threading.Event) -> Heard | Busy | Stopped:
        body = request.xml()
        heard: Heard = ScannerUnreachable("bad_address")
        for _ in self._transport.host_forms():
            for tries_left in reversed(range(_START_TRIES)):
                if stop.is_set():
                    return Stopped()
                heard = self._transport.post_xml(f"{self._transport.root}/ScanJobs", body)
                if not (isinstance(heard, Answer) and heard.status == 503):
                    break
                if tries_left == 0:
                    return Busy()
                self._pause(stop, retry_after(heard, tries_left))
            if not (isinstance(heard, Answer) and heard.status in (400, 401, 403, 404, 421, 500)):
                break
        return heard

    @contextmanager
    def _given_back(self, path: str, stop: threading.Event) -> Iterator[None]:
        """Delete the job at the end; when asked to stop, at once, which also ends the wait for a page under way."""
        done = threading.Event()
        deleted = threading.Event()

        def watch() -> None:
            while not done.wait(_LOOK_FOR_STOP_S):
                if stop.is_set():
                    deleted.set()
                    self._transport.delete(path)
                    return

        watcher = threading.Thread(target=watch, name="escl-stop", daemon=True)
        watcher.start()
        try:
            yield
        finally:
            done.set()
            watcher.join()
            if not deleted.is_set():
                self._transport.delete(path)

    def _absolute(self, path: str) -> str:
        tidy = path.rstrip("/")
        if tidy.startswith("/"):
            return tidy
        root = self._transport.root
        return f"/{tidy}" if f"/{tidy}".startswith(f"{root}/") else f"{root}/{tidy}"

    def _capabilities(self) -> EsclCapabilities | Trouble:
        for _ in self._transport.host_forms():
            answer = _answer(self._transport.get_xml(f"{self._transport.root}/ScannerCapabilities"))
            if not (isinstance(answer, Answer) and answer.status in (400, 401, 403, 404, 421)):
                break
        if not isinstance(answer, Answer):
            return answer
        if answer.status == 503:
            return Busy()
        if answer.status != 200:
            return DeviceFault("unexpected_status", answer.status)
        found = parse_capabilities(answer.body)
        return DeviceFault("bad_answer", 200) if isinstance(found, Unreadable) else found

    def _status(self) -> EsclStatus | Trouble:
        answer = _answer(self._transport.get_xml(f"{self._transport.root}/ScannerStatus"))
        if not isinstance(answer, Answer):
            return answer
        if answer.status == 503:
            return Busy()
        if answer.status != 200:
            return DeviceFault("unexpected_status", answer.status)
        found = parse_status(answer.body)
        return DeviceFault("bad_answer", 200) if isinstance(found, Unreadable) else found

    def _status_or_none(self) -> EsclStatus | None:
        found = self._status()
        return found if isinstance(found, EsclStatus) else None


def _answer(heard: Heard) -> Answer | Trouble:
    match heard:
        case TooLarge():
            return DeviceFault("answer_too_large")
        case Cut():
            return ScannerUnreachable("cut")
        case _:
            return heard
