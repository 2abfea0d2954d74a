"""Digitising: durable before the next page, replaced in place, straight and turned, one PDF a paper."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pikepdf
import pytest

from kiosk.flows.digitise import (
    PageUnreadable,
    ReadyPage,
    Rescanned,
    batch_of,
    make_document,
    make_ready,
    rescan_page,
    scan_pages,
    visit_of,
)
from scanner.imaging.clean import Verdict
from scanner.port import CapturedPage, FeederEmpty, Finished, NotKept, ScanResult, ScanSettings, Source, Stopped
from scanner.spool import PageRef, Spool
from tests.ui.station_given import ScriptedScanner, captured, page_image

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
SETTINGS = ScanSettings(Source.FEEDER)


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[Spool]:
    made = Spool(tmp_path / "spool", lambda plain: plain, lambda sealed: sealed)
    yield made
    made.close()


def test_every_page_is_durable_before_it_is_told(spool: Spool) -> None:
    scanner = ScriptedScanner([page_image(n) for n in (1, 2, 3)])
    told: list[int] = []

    def kept(ref: PageRef) -> None:
        assert spool.read(ref.page_id).sha256 == ref.sha256
        told.append(len(spool.pages("v.d")))

    result = scan_pages(scanner, spool, "v.d", SETTINGS, threading.Event(), kept)
    assert result.ended == Finished()
    assert told == [1, 2, 3]


def test_a_page_that_cannot_be_kept_ends_the_scan_and_is_not_told(tmp_path: Path) -> None:
    class FullSpool(Spool):
        def keep(self, batch: str, page: CapturedPage) -> PageRef | NotKept:
            return NotKept("disk_full")

    told: list[PageRef] = []
    full = FullSpool(tmp_path / "full", lambda plain: plain, lambda sealed: sealed)
    scanner = ScriptedScanner([page_image(1), page_image(2)])
    result = scan_pages(scanner, full, "v.d", SETTINGS, threading.Event(), told.append)
    assert result.ended == NotKept("disk_full")
    assert told == []
    full.close()


def test_scanning_one_page_again_keeps_its_place_and_takes_one_side(spool: Spool) -> None:
    """Also where both sides were scanned before and the feeder sends more: one page goes, one page comes."""
    both = ScanSettings(Source.FEEDER, duplex=True)
    scanner = ScriptedScanner([page_image(n) for n in (1, 2, 3)])
    scan_pages(scanner, spool, "v.d", both, threading.Event(), lambda _: None)
    first, second, third = spool.pages("v.d")
    new, *others = scanner.sheets = [page_image(n) for n in (8, 9, 10, 11)]
    told: list[PageRef] = []
    stop = threading.Event()
    again = rescan_page(scanner, spool, "v.d", second.page_id, both, stop, told.append)
    pages = spool.pages("v.d")
    assert [page.page_id for page in pages] == [first.page_id, told[0].page_id, third.page_id]
    assert spool.read(pages[1].page_id).image == new
    assert [asked.duplex for asked in scanner.asked] == [True, False]
    assert again == Rescanned(ScanResult(1, Stopped()), more=True)
    assert len(told) == 1
    assert scanner.sheets == others[1:]  # the rest of the pile stays in the feeder


@pytest.mark.parametrize("source", list(Source))
def test_one_sheet_scanned_again_is_nothing_to_speak_of(spool: Spool, source: Source) -> None:
    scanner = ScriptedScanner([page_image(1)])
    scan_pages(scanner, spool, "v.d", SETTINGS, threading.Event(), lambda _: None)
    scanner.sheets = [page_image(2)]
    (page,) = spool.pages("v.d")
    stop = threading.Event()
    again = rescan_page(scanner, spool, "v.d", page.page_id, ScanSettings(source), stop, lambda _: None)
    assert again == Rescanned(ScanResult(1, Finished()), more=False)
    assert not stop.is_set()


def test_a_page_that_could_not_be_scanned_again_stays(spool: Spool) -> None:
    scanner = ScriptedScanner([page_image(1)])
    scan_pages(scanner, spool, "v.d", SETTINGS, threading.Event(), lambda _: None)
    before = spool.pages("v.d")
    again = rescan_page(scanner, spool, "v.d", before[0].page_id, SETTINGS, threading.Event(), lambda _: None)
    assert again == Rescanned(ScanResult(0, FeederEmpty()), more=False)
    assert spool.pages("v.d") == before


def test_a_turned_page_is_filed_turned() -> None:
    page = captured(1, page_image(1))
    straight, turned = make_ready(page, "p", 0), make_ready(page, "p", 90)
    assert isinstance(straight, ReadyPage)
    assert isinstance(turned, ReadyPage)
    assert straight.width_mm == pytest.approx(210, abs=2)
    assert (turned.width_mm, turned.height_mm) == pytest.approx((straight.height_mm, straight.width_mm), abs=0.5)


def test_verdicts_come_with_the_page_and_rubbish_is_unreadable() -> None:
    blank = make_ready(captured(1, page_image(1, blank=True)), "p", 0)
    assert isinstance(blank, ReadyPage)
    assert Verdict.BLANK in blank.verdicts
    assert make_ready(captured(1, b"no picture"), "p", 0) == PageUnreadable("p")


def test_one_pdf_a_paper_at_its_true_size(tmp_path: Path) -> None:
    ready = make_ready(captured(1, page_image(1)), "p", 0)
    assert isinstance(ready, ReadyPage)
    document = make_document("old_record", "Giấy tờ cũ", [ready, ready], NOW)
    assert document == make_document("old_record", "Giấy tờ cũ", [ready, ready], NOW)
    file = tmp_path / "d.pdf"
    file.write_bytes(document.pdf)
    with pikepdf.open(file) as pdf:
        assert len(pdf.pages) == document.pages == 2
        assert float(pdf.pages[0].mediabox[2]) == pytest.approx(595, abs=4)
    with pytest.raises(ValueError, match="needs a page"):
        make_document("old_record", "Giấy tờ cũ", [], NOW)


def test_a_batch_tells_its_visit_and_nothing_else() -> None:
    assert visit_of(batch_of("0" * 32, "old_record")) == "0" * 32
