"""The station's pages: scan them, judge them, put them in order. Each change is durable before the screen shows it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import Final

from config.event_log import Event, record
from config.texts import Text
from kiosk.flows.digitise import PageUnreadable, ReadyPage, Rescanned, make_ready, rescan_page, scan_pages
from kiosk.flows.paper_tray import Paper, TrayPage
from kiosk.ui.backstage import Backstage
from kiosk.ui.page_images import PageImages
from kiosk.ui.station.ports import Sitting, StationPorts
from scanner.advice import advice
from scanner.port import Finished, NotKept, ScanResult, ScanSettings, Source, Stopped
from scanner.spool import PageRef, SpoolDamaged

_QUARTER: Final = 90
_DPI: Final = 300
_MORE_THAN_ONE: Final = Text(
    "Máy đã nạp nhiều tờ. Chỉ tờ đầu được dùng để thay trang; các tờ sau không được lưu. Xin xem lại trang vừa thay.",
    "The scanner drew in several sheets. Only the first took the place of the page; the others were not kept. "
    "Please check the page that was replaced.",
)
_NOT_CHANGED: Final = Text(
    "Trạm không ghi được thay đổi này vào đĩa nên các trang vẫn như cũ. Không trang nào bị mất. Xin gọi nhân viên.",
    "This station could not write the change to its disk, so the pages are as they were. None is lost. Please call "
    "staff.",
)

_Change = Callable[[], NotKept | None]


class PagesDesk:
    """Scanner and pages of the sitting that is under way."""

    def __init__(
        self,
        ports: StationPorts,
        backstage: Backstage,
        studio: Backstage,
        images: PageImages,
        refresh: Callable[[], None],
    ) -> None:
        """studio: workers for pictures alone, so that forty pages do not stand before a touch. refresh: show it."""
        self._ports = ports
        self._backstage = backstage
        self._studio = studio
        self._images = images
        self._refresh = refresh
        self._sitting: Sitting | None = None
        self._stop = threading.Event()
        self._judging: set[tuple[str, int]] = set()
        self._edits = 0
        self.scanning = False
        self.stopping = False
        self.kept_now = 0

    # --- the sitting ------------------------------------------------------------------------------------------------

    def sit_down(self, sitting: Sitting) -> None:
        """Work on this sitting; pages that an earlier one kept are judged afresh."""
        self._sitting = sitting
        self._judge_missing()

    def forget(self) -> None:
        """The citizen is gone: stop the scanner, drop everything; the pages stay sealed in the spool."""
        self._stop.set()
        self._stop = threading.Event()
        self._sitting = None
        self._judging.clear()
        self.scanning = self.stopping = False
        self._images.forget()

    @property
    def judging(self) -> int:
        """Pages being straightened and judged now."""
        return len(self._judging)

    def thumbnail(self, page: TrayPage) -> str:
        """The address of a page's small picture; empty while it is being made."""
        ready = page.current
        return self._images.put(f"{ready.page_id}-{ready.turned}-s", ready.thumbnail) if ready else ""

    def full(self, page: TrayPage) -> str:
        """The address of a page's whole picture."""
        ready = page.current
        return self._images.put(f"{ready.page_id}-{ready.turned}-l", ready.jpeg) if ready else ""

    # --- scanning ---------------------------------------------------------------------------------------------------

    def scan(self, source: Source) -> None:
        """Scan the paper under the finger, behind what it already has."""
        self._start(source, None)

    def rescan(self, page_id: str) -> None:
        """Scan one page again, in its place."""
        if self._sitting is not None:
            self._start(self._sitting.source, page_id)

    def stop(self) -> None:
        """Ask the scanner to stop after the page under way."""
        self.stopping = True
        self._stop.set()
        self._refresh()

    def _start(self, source: Source, page_id: str | None) -> None:
        sitting = self._sitting
        if sitting is None or sitting.paper is None or self.scanning:
            return
        paper = sitting.paper
        sitting.source, sitting.trouble = source, None
        self.scanning, self.stopping, self.kept_now = True, False, 0
        self._stop = stop = threading.Event()
        # A page is one side: scanned again with both, its sheet's front would come in the place of the back.
        both = page_id is None and sitting.both_sides and source is Source.FEEDER
        settings = ScanSettings(source, dpi=_DPI, duplex=both)
        kept = partial(self._page_kept, sitting, paper)
        ports = self._ports
        record(Event.SCAN_STARTED, document=paper.id)
        if page_id is None:
            scan = partial(scan_pages, ports.scanner, ports.spool, paper.batch, settings, stop, kept)
            self._backstage.run(scan, partial(self._ended, sitting, paper))
        else:
            again = partial(rescan_page, ports.scanner, ports.spool, paper.batch, page_id, settings, stop, kept)
            self._backstage.run(again, partial(self._ended_again, sitting, paper))
        self._refresh()

    def _ended_again(self, sitting: Sitting, paper: Paper, again: Rescanned) -> None:
        if self._sitting is sitting and again.more:
            sitting.trouble = _MORE_THAN_ONE
        self._ended(sitting, paper, again.result)

    def _page_kept(self, sitting: Sitting, paper: Paper, _ref: PageRef) -> None:
        """On the scanner's thread: one more page is durable."""
        refs = self._ports.spool.pages(paper.batch)

        def take() -> None:
            if self._sitting is sitting:
                self.kept_now += 1
                self._take_pages(sitting, paper.id, refs)

        self._backstage.post(take)

    def _ended(self, sitting: Sitting, paper: Paper, result: ScanResult) -> None:
        if self._sitting is not sitting:
            return
        self.scanning = self.stopping = False
        match result.ended:
            case Finished() | Stopped():
                record(Event.SCAN_ENDED, pages=result.pages, document=paper.id)
            case trouble:
                record(Event.SCAN_TROUBLE, pages=result.pages, reason=type(trouble).__name__)
                sitting.trouble = advice(trouble)
        self._refresh()

    # --- judging ----------------------------------------------------------------------------------------------------

    def _judge_missing(self) -> None:
        sitting = self._sitting
        if sitting is None:
            return
        for _, page in sitting.tray.filed_pages():
            key = (page.ref.page_id, page.ref.turned)
            unreadable = isinstance(page.ready, PageUnreadable)
            if page.current is None and not unreadable and key not in self._judging:
                self._judging.add(key)
                self._studio.run(partial(self._judge, page.ref), partial(self._judged, sitting, key))

    def _judge(self, ref: PageRef) -> ReadyPage | PageUnreadable:
        try:
            ready = make_ready(self._ports.spool.read(ref.page_id), ref.page_id, ref.turned)
        except (SpoolDamaged, KeyError):
            ready = PageUnreadable(ref.page_id)
        if isinstance(ready, ReadyPage):
            record(Event.PAGE_CLEANED, status=" ".join(sorted(ready.verdicts)) or "clear")
        else:
            record(Event.INPUT_REFUSED, where="station_page", reason="unreadable")
        return ready

    def _judged(self, sitting: Sitting, key: tuple[str, int], ready: ReadyPage | PageUnreadable) -> None:
        self._judging.discard(key)
        if self._sitting is sitting:
            sitting.tray = sitting.tray.with_ready(ready)
            self._refresh()

    # --- putting in order -------------------------------------------------------------------------------------------

    def choose(self, page_id: str) -> None:
        """Put the finger on a page."""
        if self._sitting is not None:
            self._sitting.page_id = page_id
            self._refresh()

    def turn(self) -> None:
        """Turn the chosen page a quarter clockwise."""
        spool = self._ports.spool
        self._edit(
            lambda paper, page: spool.turn(paper.batch, page.ref.page_id, _QUARTER),
            lambda paper, page: spool.turn(paper.batch, page.ref.page_id, -_QUARTER),
        )

    def move(self, by: int) -> None:
        """Put the chosen page earlier (-1) or later (1)."""
        spool = self._ports.spool
        self._edit(
            lambda paper, page: spool.move(paper.batch, page.ref.page_id, page.ref.position + by),
            lambda paper, page: spool.move(paper.batch, page.ref.page_id, page.ref.position),
        )

    def delete(self) -> None:
        """Take the chosen page out."""
        spool = self._ports.spool
        self._edit(
            lambda paper, page: spool.delete(paper.batch, page.ref.page_id),
            lambda paper, page: spool.restore(paper.batch, page.ref.page_id),
        )

    def undo(self) -> None:
        """Take the last change back."""
        sitting = self._sitting
        if sitting is None or not sitting.undo:
            return
        taken_back = sitting.undo.pop()
        self._change(sitting, *taken_back, lambda: sitting.undo.append(taken_back))

    def accept(self) -> None:
        """Take the first doubtful page as it is."""
        sitting = self._sitting
        if sitting is None or sitting.paper is None:
            return
        doubtful = next((page for page in sitting.paper.pages if page.scan_again), None)
        if doubtful is not None:
            sitting.tray = sitting.tray.with_accepted(doubtful.ref.page_id)
            self._refresh()

    def _edit(
        self,
        deed: Callable[[Paper, TrayPage], NotKept | None],
        inverse: Callable[[Paper, TrayPage], NotKept | None],
    ) -> None:
        sitting = self._sitting
        if sitting is None or sitting.paper is None or self.scanning:
            return
        paper = sitting.paper
        page = next((page for page in paper.pages if page.ref.page_id == sitting.page_id), None)
        if page is None:
            return
        taking_back = (paper, partial(inverse, paper, page))
        sitting.undo.append(taking_back)
        self._change(sitting, paper, partial(deed, paper, page), lambda: sitting.undo.remove(taking_back))

    def _change(self, sitting: Sitting, paper: Paper, deed: _Change, failed: Callable[[], None]) -> None:
        """Change the spool, then show it; where its disk did not take the change, say so: nothing has changed then."""
        self._edits += 1
        edit = self._edits
        if sitting.trouble is _NOT_CHANGED:
            sitting.trouble = None

        def work() -> tuple[NotKept | None, tuple[PageRef, ...]]:
            return deed(), self._ports.spool.pages(paper.batch)

        def then(done: tuple[NotKept | None, tuple[PageRef, ...]]) -> None:
            not_kept, refs = done
            if self._sitting is not sitting:
                return
            if not_kept is not None:
                failed()
                sitting.trouble = _NOT_CHANGED
            # Two quick touches may be answered out of order: only the newest order is shown.
            if edit == self._edits:
                self._take_pages(sitting, paper.id, refs)

        self._backstage.run(work, then)

    def _take_pages(self, sitting: Sitting, paper_id: str, refs: tuple[PageRef, ...]) -> None:
        sitting.tray = sitting.tray.with_pages(paper_id, refs)
        if sitting.page_id not in {ref.page_id for ref in refs}:
            sitting.page_id = refs[-1].page_id if refs else ""
        self._judge_missing()
        self._refresh()
