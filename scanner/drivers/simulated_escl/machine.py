"""The simulated scanner itself: paper, cover, jobs. It knows nothing of HTTP; server.py speaks for it.

Its verbs are the world's: what a person does to a scanner, or what a scanner does to a person.
"""

from __future__ import annotations

import hashlib
import io
import threading
import time
import uuid
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PIL import Image

from scanner.drivers.simulated_escl.papers import DPI
from scanner.drivers.simulated_escl.wishes import MEDIA_TYPES, BadWish, Wish, refusal

FORGET_JOB_S = 10.0
"""A client that fell silent for so long has lost its job; real devices wait a minute or two."""
_SENDING_S = 5.0
_WHITE = Image.new("RGB", (1, 1), "white")
_BODIES_REMEMBERED = 50


Page = Image.Image | Callable[[], Image.Image]
"""An image, or how to get it when its turn comes: a stack of images would fill the memory."""


@dataclass(frozen=True)
class Sheet:
    """A sheet of paper; a back that was never given is white."""

    front: Page
    back: Page | None = None


@dataclass(frozen=True)
class Reply:
    """What is answered to a request for a page. cut_at: send so many bytes of the body, then hang up."""

    status: int
    body: bytes = field(default=b"", repr=False)
    media_type: str = ""
    location: str = ""
    cut_at: int | None = None
    retry_after_s: int | None = None


@dataclass
class SimulatedJob:
    """A scan job. state, reason: the protocol's words."""

    job_id: str
    wish: Wish
    last_heard: float
    state: str = "Processing"
    reason: str = "JobScanning"
    delivered: int = 0
    waiting: Reply | None = None
    sending: bool = False
    backs: list[Page] = field(default_factory=list)


class SimulatedScanner:
    """A scanner with a feeder and a platen. Every method may be called from any thread.

    seconds_per_page: how long drawing in a sheet takes. media_types: the formats offered.
    sent: sha256 (hex) of every page wholly delivered, in order. bodies: the latest of those pages.
    """

    def __init__(
        self,
        pages: Sequence[Page] = (),
        *,
        seconds_per_page: float = 0.0,
        media_types: Sequence[str] = MEDIA_TYPES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.media_types = tuple(media_types)
        self._lock = threading.RLock()
        self._sent_out = threading.Condition(self._lock)
        self._clock = clock
        self._seconds_per_page = seconds_per_page
        self._interrupted = threading.Event()
        self._feeder: list[Sheet] = []
        self._glass: Page | None = pages[0] if pages else None
        self._under_way: Sheet | None = None
        self._jobs: list[SimulatedJob] = []
        self._jam_on: int | None = None
        self._jammed = False
        self._cover_open = False
        self._busy_for: int = 0
        self._cuts: dict[int, tuple[int, bool]] = {}
        self.sent: list[str] = []
        self.bodies: deque[bytes] = deque(maxlen=_BODIES_REMEMBERED)
        self.load(pages)

    # What people and paper do.

    def load(self, pages: Sequence[Page], *, both_sides: bool = False) -> None:
        """Put pages under those in the feeder, one a sheet; or two a sheet, front and back."""
        with self._lock:
            if both_sides:
                pairs = zip(pages[::2], [*pages[1::2], None], strict=False)
                self._feeder += [Sheet(front, back) for front, back in pairs]
            else:
                self._feeder += [Sheet(page) for page in pages]

    def put_on_glass(self, page: Page) -> None:
        """Lay one page on the platen."""
        with self._lock:
            self._glass = page

    def run_empty(self) -> None:
        """Take all paper out of the feeder."""
        with self._lock:
            self._feeder.clear()

    def jam_on_page(self, page: int) -> None:
        """Page `page` (from 1) of the next or running feeder job gets stuck; the sheet stays until `clear`."""
        with self._lock:
            self._jam_on = page

    def open_cover(self) -> None:
        """Open the cover: what is being scanned is given up."""
        with self._lock:
            job = self._running()
            if job is not None:
                self._sent_out.wait_for(lambda: not job.sending, _SENDING_S)
            self._cover_open = True
            self._abort("JobCanceledBySystem")

    def close_cover(self) -> None:
        """Close the cover."""
        with self._lock:
            self._cover_open = False

    def go_busy(self, times: int = 1_000_000) -> None:
        """Answer 503 to the next `times` requests for a job or a page."""
        with self._lock:
            self._busy_for = times

    def cut_page(self, page: int, times: int = 1, *, unnoticed: bool = False) -> None:
        """Break page `page` (from 1) of a job off in the middle, the first `times` times that it is asked for.

        unnoticed: the device believes that the short page was all of it, and goes on to the next.
        """
        with self._lock:
            self._cuts[page] = (times, unnoticed)

    def clear(self) -> None:
        """All is well again: jam taken out (the sheet back on the stack), cover closed, not busy. Paper stays."""
        with self._lock:
            self._jammed = False
            self._jam_on = None
            self._cover_open = False
            self._busy_for = 0
            self._cuts.clear()

    # What the protocol asks.

    @property
    def sheets_loaded(self) -> int:
        """How many sheets lie in the feeder."""
        with self._lock:
            return len(self._feeder)

    @property
    def state(self) -> str:
        """The protocol's word for what the device is doing."""
        with self._lock:
            return "Processing" if self._running() or self._busy_for else "Idle"

    @property
    def adf_state(self) -> str:
        """The protocol's word for how the feeder is."""
        with self._lock:
            if self._jammed:
                return "ScannerAdfJam"
            if self._cover_open:
                return "ScannerAdfDoorOpen"
            return "ScannerAdfLoaded" if self._feeder else "ScannerAdfEmpty"

    def jobs(self) -> tuple[SimulatedJob, ...]:
        """The latest jobs, newest first."""
        with self._lock:
            return tuple(reversed(self._jobs[-5:]))

    def start_job(self, wish: Wish | BadWish) -> SimulatedJob | Reply:
        """Begin a job, or say why not: 400 not understood, 409 cannot, 503 not now."""
        with self._lock:
            if isinstance(wish, BadWish):
                return Reply(400)
            if self._take_busy() or self._running():
                return Reply(503, retry_after_s=1)
            if refusal(wish, self.media_types) or self._cover_open:
                return Reply(409)
            if wish.source == "Feeder" and (self._jammed or not self._feeder):
                return Reply(409)
            job = SimulatedJob(str(uuid.uuid4()), wish, self._clock())
            self._jobs = [*self._jobs[-20:], job]
            self._interrupted.clear()
            return job

    def next_page(self, job_id: str) -> Reply:
        """The next page of a job; the same one again until it was wholly delivered."""
        with self._lock:
            job = self._find(job_id)
            if job is None:
                return Reply(404)
            # A client may ask for the next page before we have noticed that it has all of this one.
            self._sent_out.wait_for(lambda: not job.sending, _SENDING_S)
            job.last_heard = self._clock()
            ready = job.waiting is not None
            upcoming = self._upcoming(job)
        if not ready and callable(upcoming):
            # Drawing takes a second; others may ask for the status meanwhile. What is drawn is remembered for a while.
            upcoming()
        if not ready and self._seconds_per_page:
            self._interrupted.wait(self._seconds_per_page)
        with self._lock:
            job.last_heard = self._clock()
            if job.state == "Aborted" or (job.state == "Processing" and self._gets_stuck(job)):
                return Reply(409)
            if job.state == "Canceled":
                return Reply(410)
            if job.state == "Completed":
                return Reply(404)
            if self._take_busy():
                return Reply(503, retry_after_s=1)
            if job.waiting is None:
                page = self._draw_in(job)
                if page is None:
                    self._complete(job)
                    return Reply(404)
                image = page() if callable(page) else page
                job.waiting = Reply(
                    200, _rendered(image, job.wish), job.wish.media_type, f"{job.job_id}/pages/{job.delivered + 1}"
                )
            job.sending = True
            return self._perhaps_cut(job, job.waiting)

    def page_sent(self, job_id: str, *, wholly: bool) -> None:
        """After every page of `next_page`: it went out to its last byte, or broke off and will be offered again."""
        with self._lock:
            job = self._find(job_id)
            if job is None:
                return
            job.sending = False
            self._sent_out.notify_all()
            if job.waiting is None or not wholly:
                return
            self.sent.append(hashlib.sha256(job.waiting.body).hexdigest())
            self.bodies.append(job.waiting.body)
            job.waiting = None
            job.delivered += 1
            if job.wish.source == "Platen" or (not self._feeder and not job.backs):
                self._complete(job)

    def cancel_job(self, job_id: str) -> bool:
        """The client gives the job back. False when there is no such job."""
        with self._lock:
            job = self._find(job_id)
            if job is None:
                return False
            self._sent_out.wait_for(lambda: not job.sending, _SENDING_S)
            if job.state == "Processing":
                self._put_back(job)
                job.state, job.reason = "Canceled", "JobCanceledByUser"
                self._interrupted.set()
            return True

    def _find(self, job_id: str) -> SimulatedJob | None:
        return next((job for job in self._jobs if job.job_id == job_id), None)

    def _running(self) -> SimulatedJob | None:
        job = self._jobs[-1] if self._jobs else None
        if job is None or job.state != "Processing":
            return None
        if self._clock() - job.last_heard > FORGET_JOB_S:
            self._abort("AbortedBySystem")
            return None
        return job

    def _abort(self, reason: str) -> None:
        job = self._jobs[-1] if self._jobs else None
        if job is not None and job.state == "Processing":
            self._put_back(job)
            job.state, job.reason = "Aborted", reason
            self._interrupted.set()

    def _complete(self, job: SimulatedJob) -> None:
        job.state, job.reason = "Completed", "JobCompletedSuccessfully"

    def _put_back(self, job: SimulatedJob) -> None:
        """A person lays the sheet that was under way on top of the stack again."""
        if job.waiting is not None and job.wish.source == "Feeder" and self._under_way is not None:
            self._feeder.insert(0, self._under_way)
        job.waiting = None
        job.backs.clear()

    def _gets_stuck(self, job: SimulatedJob) -> bool:
        if job.wish.source != "Feeder" or job.waiting is not None or not self._feeder:
            return False
        if self._jam_on != job.delivered + 1:
            return False
        self._jammed = True
        self._jam_on = None
        self._abort("AbortedBySystem")
        return True

    def _upcoming(self, job: SimulatedJob) -> Page | None:
        if job.wish.source == "Platen":
            return self._glass
        if job.backs:
            return job.backs[-1]
        return self._feeder[0].front if self._feeder else None

    def _draw_in(self, job: SimulatedJob) -> Page | None:
        if job.wish.source == "Platen":
            return self._glass or _WHITE
        if job.backs:
            return job.backs.pop()
        if not self._feeder:
            return None
        self._under_way = self._feeder.pop(0)
        if job.wish.duplex:
            job.backs.append(self._under_way.back or _WHITE)
        return self._under_way.front

    def _take_busy(self) -> bool:
        if self._busy_for:
            self._busy_for -= 1
            return True
        return False

    def _perhaps_cut(self, job: SimulatedJob, reply: Reply) -> Reply:
        times, unnoticed = self._cuts.get(job.delivered + 1, (0, False))
        if not times:
            return reply
        self._cuts[job.delivered + 1] = (times - 1, unnoticed)
        half = len(reply.body) // 2
        if unnoticed:
            return Reply(200, reply.body[:half], reply.media_type, reply.location)
        return Reply(200, reply.body, reply.media_type, reply.location, cut_at=half)


def _rendered(page: Image.Image, wish: Wish) -> bytes:
    """The region asked for, white where there is no paper, at the resolution and in the format asked for."""
    left, top = wish.x * DPI // 300, wish.y * DPI // 300
    bed = Image.new("RGB", (wish.width * DPI // 300, wish.height * DPI // 300), "white")
    bed.paste(page.crop((left, top, page.width, page.height)) if left or top else page, (0, 0))
    if wish.dpi != DPI:
        bed = bed.resize(
            (max(1, wish.width * wish.dpi // 300), max(1, wish.height * wish.dpi // 300)),
            Image.Resampling.BOX if wish.dpi < DPI else Image.Resampling.BILINEAR,
        )
    if wish.colour == "Grayscale8":
        bed = bed.convert("L")
    out = io.BytesIO()
    if wish.media_type == "image/png":
        bed.save(out, "PNG", dpi=(wish.dpi, wish.dpi), compress_level=1)
    else:
        bed.save(out, "JPEG", quality=88, dpi=(wish.dpi, wish.dpi))
    return out.getvalue()
