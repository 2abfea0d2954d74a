"""Digitise: each required paper becomes pages that are durable, straight, judged, and seen by the citizen.

A page is kept in the spool, sealed, before the scanner is told to go on; everything here can be lost and made again
from the spool, which is what happens when the power fails and the slip is shown once more.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

import numpy as np

from scanner.imaging.clean import CleanedPage, ImageFault, Verdict, clean, encode_jpeg, thumbnail
from scanner.pdf import PdfPage, make_pdf_a
from scanner.port import CapturedPage, NotKept, Scanner, ScanResult, ScanSettings
from scanner.spool import PageRef

_MM_PER_INCH = 25.4
_THUMBNAIL_PX = 420
_JPEG_QUALITY = 85
_HALF_TURN = 180


class PageSpool(Protocol):
    """The part of the scanner's spool that digitising needs; every change is durable when it returns."""

    def keep(self, batch: str, page: CapturedPage) -> PageRef | NotKept:
        """Keep one page at the end of the batch."""
        ...

    def replace(self, batch: str, page_id: str, page: CapturedPage) -> PageRef | NotKept:
        """Put a new capture in the place of a page."""
        ...


@dataclass(frozen=True)
class ReadyPage:
    """A page as it will be filed: straight, and turned as the citizen turned it.

    turned: degrees clockwise, 0, 90, 180 or 270. jpeg: the whole page. thumbnail: a small JPEG of it.
    """

    page_id: str
    turned: int
    jpeg: bytes
    thumbnail: bytes
    verdicts: frozenset[Verdict]
    width_mm: float
    height_mm: float


@dataclass(frozen=True)
class PageUnreadable:
    """The capture is no picture that can be shown; it must be scanned again."""

    page_id: str


@dataclass(frozen=True)
class FiledDocument:
    """One required paper as one PDF/A."""

    document_id: str
    name: str
    pdf: bytes
    sha256: str
    pages: int


def batch_of(visit_id: str, document_id: str) -> str:
    """The spool batch of one paper of one visit; both are ids of ours, so the name tells nothing about anybody."""
    return f"{visit_id}.{document_id}"


def visit_of(batch: str) -> str:
    """The visit that a batch belongs to."""
    return batch.partition(".")[0]


def scan_pages(
    scanner: Scanner,
    spool: PageSpool,
    batch: str,
    settings: ScanSettings,
    stop: threading.Event,
    kept: Callable[[PageRef], None],
) -> ScanResult:
    """Scan until the feeder is empty, the glass is done, trouble, or `stop`; `kept` hears of each durable page.

    Slow: runs where it may block. Pages kept before a trouble stay kept.
    """

    def keep(page: CapturedPage) -> NotKept | None:
        return _told(spool.keep(batch, page), kept)

    return scanner.scan(settings, keep, stop)


@dataclass(frozen=True)
class Rescanned:
    """One page was scanned again. result counts the page that was kept, so 0 or 1.

    more: the scanner had drawn in another sheet; it was not kept, and the scanner was stopped.
    """

    result: ScanResult
    more: bool


def rescan_page(
    scanner: Scanner,
    spool: PageSpool,
    batch: str,
    page_id: str,
    settings: ScanSettings,
    stop: threading.Event,
    kept: Callable[[PageRef], None],
) -> Rescanned:
    """Scan one side again in the place of one page, whatever `settings` say of both sides; nothing else is kept."""
    replaced = more = False

    def keep(page: CapturedPage) -> NotKept | None:
        nonlocal replaced, more
        if replaced:
            more = True
            stop.set()
            return None
        ref = spool.replace(batch, page_id, page)
        replaced = isinstance(ref, PageRef)
        return _told(ref, kept)

    result = scanner.scan(replace(settings, duplex=False), keep, stop)
    return Rescanned(replace(result, pages=int(replaced)), more)


def _told(ref: PageRef | NotKept, kept: Callable[[PageRef], None]) -> NotKept | None:
    if isinstance(ref, NotKept):
        return ref
    kept(ref)
    return None


def make_ready(page: CapturedPage, page_id: str, turned: int) -> ReadyPage | PageUnreadable:
    """Straighten, crop and judge one capture. Slow: about a second for A4 at 300 dpi."""
    cleaned = clean(page.image, dpi=page.dpi)
    if not isinstance(cleaned, CleanedPage):
        return PageUnreadable(page_id)
    image = np.ascontiguousarray(np.rot90(cleaned.image, k=-(turned // 90)))
    height, width = image.shape[:2]
    small = thumbnail(image, _THUMBNAIL_PX)
    if isinstance(small, ImageFault):
        return PageUnreadable(page_id)
    verdicts = cleaned.verdicts - {Verdict.UPSIDE_DOWN} if turned == _HALF_TURN else cleaned.verdicts
    return ReadyPage(
        page_id=page_id,
        turned=turned,
        jpeg=encode_jpeg(image, cleaned.dpi, _JPEG_QUALITY),
        thumbnail=small,
        verdicts=verdicts,
        width_mm=width / cleaned.dpi * _MM_PER_INCH,
        height_mm=height / cleaned.dpi * _MM_PER_INCH,
    )


def make_document(document_id: str, name: str, pages: Sequence[ReadyPage], made_at: datetime) -> FiledDocument:
    """One PDF/A of the pages in their order. Raises ValueError without pages."""
    if not pages:
        raise ValueError("a document needs a page")
    pdf = make_pdf_a([PdfPage(page.jpeg, page.width_mm, page.height_mm) for page in pages], name, made_at)
    return FiledDocument(document_id, name, pdf, hashlib.sha256(pdf).hexdigest(), len(pages))
