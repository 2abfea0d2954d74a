"""What every scanner driver owes, the same tests for each. Today: eSCL, on the simulated scanner."""

from __future__ import annotations

import hashlib
import io
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from scanner.drivers import open_scanner
from scanner.drivers.escl import EsclScanner
from scanner.drivers.simulated_escl import ScannerServer, SimulatedScanner, drawn_pages
from scanner.port import (
    Activity,
    Capabilities,
    CapturedPage,
    Colour,
    CoverOpen,
    DamagedPage,
    FeederEmpty,
    Finished,
    NotKept,
    Paper,
    PaperJam,
    Scanner,
    ScannerState,
    ScanResult,
    ScanSettings,
    Source,
    Stopped,
)
from scanner.spool import PageRef, Spool

FEEDER = ScanSettings(Source.FEEDER, dpi=150)
PLATEN = ScanSettings(Source.PLATEN, dpi=150)


@cache
def sheets() -> tuple[Image.Image, ...]:
    return drawn_pages(4, seed=9)


@dataclass
class Rig:
    """A driver, the device behind it, and what was kept."""

    scanner: Scanner
    device: SimulatedScanner
    kept: list[CapturedPage] = field(default_factory=list)

    def scan(self, settings: ScanSettings = FEEDER, stop: threading.Event | None = None) -> ScanResult:
        return self.scanner.scan(settings, self.kept.append, stop or threading.Event())

    def numbers(self) -> list[int]:
        """Which of the loaded sheets were kept, in order: the nearest by look."""
        return [int(np.argmin([_far(page, sheet) for sheet in sheets()])) for page in self.kept]


def _far(page: CapturedPage, sheet: Image.Image) -> float:
    mine, theirs = (
        np.asarray(image.convert("L").resize((248, 351), Image.Resampling.BOX), dtype=float)
        for image in (Image.open(io.BytesIO(page.image)), sheet)
    )
    return float(np.abs(mine - theirs).mean())


@pytest.fixture(params=["escl", "escl opened by address"])
def rig(request: pytest.FixtureRequest) -> Iterator[Rig]:
    device = SimulatedScanner(sheets()[:3])
    with ScannerServer(device) as server:
        scanner: Scanner = (
            EsclScanner(server.url, pause=lambda *_: None)
            if request.param == "escl"
            else open_scanner(f"escl:{server.url}")
        )
        yield Rig(scanner, device)


def test_it_says_what_it_can_do(rig: Rig) -> None:
    found = rig.scanner.capabilities()
    assert isinstance(found, Capabilities)
    assert found.feeder is not None
    assert found.platen is not None
    assert found.feeder_duplex is not None
    assert found.feeder.resolutions.nearest(300) == 300
    assert set(found.feeder.colours) == set(Colour)
    assert found.platen.max_height_mm == pytest.approx(297, abs=1)


def test_it_says_how_it_is(rig: Rig) -> None:
    assert rig.scanner.state() == ScannerState(Activity.IDLE, Paper.LOADED)
    rig.device.run_empty()
    assert rig.scanner.state() == ScannerState(Activity.IDLE, Paper.EMPTY)
    rig.device.open_cover()
    state = rig.scanner.state()
    assert isinstance(state, ScannerState)
    assert state.trouble == CoverOpen()


def test_every_sheet_once_in_order(rig: Rig) -> None:
    assert rig.scan() == ScanResult(3, Finished())
    assert rig.numbers() == [0, 1, 2]
    assert [page.number for page in rig.kept] == [1, 2, 3]
    for page, sent in zip(rig.kept, rig.device.bodies, strict=True):
        assert page.image == sent
        assert page.sha256 == hashlib.sha256(sent).hexdigest()
        assert (page.width, page.height, page.dpi, page.media_type) == (1240, 1754, 150.0, "image/jpeg")


def test_the_glass_gives_one_page(rig: Rig) -> None:
    rig.device.put_on_glass(sheets()[3])
    assert rig.scan(ScanSettings(Source.PLATEN, 150, Colour.GREY)) == ScanResult(1, Finished())
    assert rig.numbers() == [3]
    assert Image.open(io.BytesIO(rig.kept[0].image)).mode == "L"
    assert rig.device.sheets_loaded == 3


def test_both_sides(rig: Rig) -> None:
    rig.device.run_empty()
    rig.device.load(sheets(), both_sides=True)
    assert rig.scan(ScanSettings(Source.FEEDER, 150, duplex=True)) == ScanResult(4, Finished())
    assert rig.numbers() == [0, 1, 2, 3]


def test_a_jam_keeps_what_was_kept_and_scanning_goes_on_from_there(rig: Rig) -> None:
    rig.device.jam_on_page(3)
    assert rig.scan() == ScanResult(2, PaperJam())
    state = rig.scanner.state()
    assert isinstance(state, ScannerState)
    assert state.trouble == PaperJam()
    assert rig.scan() == ScanResult(0, PaperJam())
    rig.device.clear()
    assert rig.scan() == ScanResult(1, Finished())
    assert rig.numbers() == [0, 1, 2]


def test_an_open_cover_in_the_middle(rig: Rig) -> None:
    def keep(page: CapturedPage) -> None:
        rig.kept.append(page)
        rig.device.open_cover()

    assert rig.scanner.scan(FEEDER, keep, threading.Event()) == ScanResult(1, CoverOpen())
    rig.device.close_cover()
    assert rig.scan() == ScanResult(2, Finished())
    assert rig.numbers() == [0, 1, 2]


def test_an_empty_feeder_is_not_an_end_but_a_trouble(rig: Rig) -> None:
    rig.device.run_empty()
    assert rig.scan() == ScanResult(0, FeederEmpty())


def test_the_feeder_taken_empty_in_the_middle(rig: Rig) -> None:
    def keep(page: CapturedPage) -> None:
        rig.kept.append(page)
        rig.device.run_empty()

    assert rig.scanner.scan(FEEDER, keep, threading.Event()) == ScanResult(1, Finished())


def test_a_page_cut_off_once_arrives_whole(rig: Rig) -> None:
    rig.device.cut_page(2)
    assert rig.scan() == ScanResult(3, Finished())
    assert rig.numbers() == [0, 1, 2]


def test_a_page_short_inside_is_never_kept(rig: Rig) -> None:
    rig.device.cut_page(2, unnoticed=True)
    assert rig.scan() == ScanResult(1, DamagedPage(2, "cut_off"))
    assert rig.numbers() == [0]


def test_a_stop_keeps_what_was_kept_and_frees_the_device(rig: Rig) -> None:
    stop = threading.Event()

    def keep(page: CapturedPage) -> None:
        rig.kept.append(page)
        stop.set()

    assert rig.scanner.scan(FEEDER, keep, stop) == ScanResult(1, Stopped())
    assert rig.scanner.state() == ScannerState(Activity.IDLE, Paper.LOADED)
    assert rig.scan() == ScanResult(2, Finished())
    assert rig.numbers() == [0, 1, 2]


def test_pages_that_cannot_be_kept_are_not_asked_for(rig: Rig) -> None:
    result = rig.scanner.scan(FEEDER, lambda _: NotKept("disk_full"), threading.Event())
    assert result == ScanResult(0, NotKept("disk_full"))
    assert len(rig.device.sent) == 1
    assert rig.scanner.state() == ScannerState(Activity.IDLE, Paper.LOADED)


def test_into_the_spool_and_back(rig: Rig, tmp_path: Path) -> None:
    spool = Spool(tmp_path, lambda data: data[::-1], lambda data: data[::-1])

    def keep(page: CapturedPage) -> NotKept | None:
        outcome = spool.keep("batch", page)
        return None if isinstance(outcome, PageRef) else outcome

    assert rig.scanner.scan(FEEDER, keep, threading.Event()) == ScanResult(3, Finished())
    assert [spool.read(ref.page_id).image for ref in spool.pages("batch")] == list(rig.device.bodies)
    spool.close()
