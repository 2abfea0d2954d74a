"""NextDocument and its rules: every status, every way a page can arrive broken, and the counts."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

import pytest

from scanner.drivers.escl import EsclScanner
from scanner.port import (
    Busy,
    CapturedPage,
    CoverOpen,
    DamagedPage,
    DeviceFault,
    DoubleFeed,
    FeederEmpty,
    Finished,
    NotKept,
    PaperJam,
    ScannerUnreachable,
    ScanResult,
    ScanSettings,
    Source,
    Trouble,
)
from tests.scanner.scripted_device import Device, Say, jpeg, sends, status

FEEDER = ScanSettings(Source.FEEDER, dpi=75)
PLATEN = ScanSettings(Source.PLATEN, dpi=75)
ONE, TWO, THREE = (jpeg(seed) for seed in (1, 2, 3))


@dataclass
class Bench:
    """A scanner whose waiting takes no time, and what it kept."""

    device: Device
    waited: list[float] = field(default_factory=list)
    kept: list[CapturedPage] = field(default_factory=list)

    def scan(self, settings: ScanSettings = FEEDER) -> ScanResult:
        def keep(page: CapturedPage) -> None:
            assert page.number == len(self.kept) + 1
            self.kept.append(page)

        scanner = EsclScanner(self.device.url, pause=lambda _, seconds: self.waited.append(seconds))
        result = scanner.scan(settings, keep, threading.Event())
        assert result.pages == len(self.kept)
        return result

    @property
    def images(self) -> list[bytes]:
        return [page.image for page in self.kept]


@pytest.fixture
def bench(device: Device) -> Bench:
    return Bench(device)


def test_pages_until_404_then_the_job_is_given_back(bench: Bench) -> None:
    bench.device.pages = [sends(ONE), sends(TWO)]
    assert bench.scan() == ScanResult(2, Finished())
    assert bench.images == [ONE, TWO]
    assert bench.kept[0].dpi == 75
    assert (bench.kept[0].width, bench.kept[0].height) == (620, 877)
    assert [path for path, _, _ in bench.device.requests("DELETE")] == ["/eSCL/ScanJobs/7"]


def test_a_platen_gives_one_page_and_is_not_asked_for_another(bench: Bench) -> None:
    bench.device.pages = [sends(ONE), sends(TWO)]
    assert bench.scan(PLATEN) == ScanResult(1, Finished())
    assert len(bench.device.requests("GET", "NextDocument")) == 1
    assert len(bench.device.requests("DELETE")) == 1


def test_503_is_waited_out_as_long_as_the_device_says(bench: Bench) -> None:
    bench.device.status = [status()]
    busy = [Say(503, headers={"Retry-After": "7"}), Say(503, headers={"Retry-After": "soon"}), Say(503)]
    bench.device.pages = [*busy, sends(ONE)]
    bench.device.status = [status(job="Processing")] * 3 + [status("ScannerAdfEmpty", "Idle", "Completed", 1)]
    assert bench.scan() == ScanResult(1, Finished())
    assert bench.waited[:3] == [7.0, 1.0, 1.0]


def test_503_without_end_is_busy_after_thirty_tries(bench: Bench) -> None:
    bench.device.status = [status()]
    bench.device.pages = [sends(ONE), *[Say(503)] * 40]
    assert bench.scan() == ScanResult(1, Busy())
    assert len(bench.waited) == 30
    assert set(bench.waited) == {1.0, 2.0}


def test_404_once_too_early_is_not_the_end(bench: Bench) -> None:
    """Brother, Xerox B205 and B215."""
    bench.device.pages = [Say(404), sends(ONE), Say(404), sends(TWO), Say(404), Say(404)]
    bench.device.status = [
        status(),
        status("ScannedAdfLoaded", job="Processing", completed=1),
        status("ScannerAdfEmpty", "Idle", "Completed", 2),
    ]
    assert bench.scan() == ScanResult(2, Finished())
    assert bench.images == [ONE, TWO]


def test_404_although_the_device_counts_one_page_more_is_not_the_end(bench: Bench) -> None:
    bench.device.pages = [sends(ONE), Say(404), sends(TWO)]
    bench.device.status = [status("ScannerAdfEmpty", "Idle", "Completed", 2)]
    assert bench.scan() == ScanResult(2, Finished())


@pytest.mark.parametrize(
    ("settings", "adf", "trouble"),
    [
        (FEEDER, "ScannerAdfEmpty", FeederEmpty()),
        (FEEDER, "", FeederEmpty()),
        (FEEDER, "ScannerAdfLoaded", DeviceFault("no_image")),
        (PLATEN, "ScannerAdfEmpty", DeviceFault("no_image")),
    ],
)
def test_no_page_at_all_is_never_called_finished(
    settings: ScanSettings, adf: str, trouble: Trouble, bench: Bench
) -> None:
    bench.device.status = [status(adf, "Idle")]
    assert bench.scan(settings) == ScanResult(0, trouble)


@pytest.mark.parametrize(
    ("adf", "trouble"),
    [
        ("ScannerAdfJam", PaperJam()),
        ("ScannerAdfMispick", PaperJam()),
        ("ScannerAdfHatchOpen", CoverOpen()),
        ("ScannerAdfDoorOpen", CoverOpen()),
        ("ScannerAdfMultipickDetected", DoubleFeed()),
        ("ScannerAdfDuplexPageTooShort", DeviceFault("page_length")),
        ("ScannerAdfDuplexPageTooLong", DeviceFault("page_length")),
        ("ScannerAdfInputTrayFailed", DeviceFault("tray")),
        ("ScannerAdfInputTrayOverloaded", DeviceFault("tray")),
        ("ScannerAdfSomethingNew", PaperJam()),
    ],
)
def test_409_is_named_by_the_feeders_own_word_and_kept_pages_stay(adf: str, trouble: Trouble, bench: Bench) -> None:
    bench.device.pages = [sends(ONE), Say(409)]
    bench.device.status = [status(adf, "Stopped")]
    assert bench.scan() == ScanResult(1, trouble)
    assert bench.images == [ONE]
    assert len(bench.device.requests("DELETE")) == 1


@pytest.mark.parametrize("code", [404, 410, 500, 503])
def test_a_jam_is_a_jam_whatever_the_code(code: int, bench: Bench) -> None:
    bench.device.pages = [sends(ONE), Say(code)]
    bench.device.status = [status("ScannerAdfJam", "Idle", "Aborted", 1)]
    assert bench.scan() == ScanResult(1, PaperJam())


def test_409_with_an_empty_feeder_is_the_end_on_old_airsane(bench: Bench) -> None:
    bench.device.pages = [sends(ONE), Say(409)]
    bench.device.status = [status("ScannerAdfEmpty", "Idle")]
    assert bench.scan() == ScanResult(1, Finished())
    bench.kept.clear()
    bench.device.pages = [Say(409)]
    assert bench.scan() == ScanResult(0, FeederEmpty())


def test_410_means_again_while_the_job_goes_on(bench: Bench) -> None:
    bench.device.pages = [Say(410), Say(410), sends(ONE)]
    bench.device.status = [
        status(job="Processing"), status(job="Processing"), status("ScannerAdfEmpty", "Idle", "Completed", 1),
    ]  # fmt: skip
    assert bench.scan() == ScanResult(1, Finished())


def test_410_of_a_job_that_is_over_is_a_cancelled_one(bench: Bench) -> None:
    bench.device.pages = [sends(ONE), Say(410)]
    bench.device.status = [status("ScannerAdfLoaded", "Idle", "Canceled", 1)]
    assert bench.scan() == ScanResult(1, DeviceFault("cancelled", 410))


@pytest.mark.parametrize("code", [400, 500])
def test_400_and_500_are_an_abort(code: int, bench: Bench) -> None:
    bench.device.pages = [sends(ONE), Say(code)]
    assert bench.scan() == ScanResult(1, DeviceFault("aborted", code))


def test_another_code_is_said_as_it_is(bench: Bench) -> None:
    bench.device.pages = [Say(418)]
    assert bench.scan() == ScanResult(0, DeviceFault("unexpected_status", 418))


def test_an_empty_page_is_asked_for_again(bench: Bench) -> None:
    bench.device.pages = [sends(b""), sends(ONE)]
    assert bench.scan() == ScanResult(1, Finished())
    bench.kept.clear()
    bench.device.pages = [sends(ONE), *[sends(b"")] * 9]
    assert bench.scan() == ScanResult(1, DamagedPage(2, "empty"))
    assert len(bench.device.pages) == 5


def test_a_page_cut_on_its_way_is_asked_for_again(bench: Bench) -> None:
    bench.device.pages = [sends(ONE), sends(TWO, cut_at=len(TWO) // 2), sends(TWO, cut_at=9), sends(TWO), sends(THREE)]
    assert bench.scan() == ScanResult(3, Finished())
    assert bench.images == [ONE, TWO, THREE]


@pytest.mark.parametrize("then", [(), (9,)])
def test_a_server_that_goes_on_after_a_cut_page_is_stopped_before_the_order_is_lost(
    then: tuple[int, ...], bench: Bench
) -> None:
    cuts = [sends(TWO, cut_at=at) for at in (len(TWO) // 2, *then)]
    bench.device.pages = [sends(ONE), *cuts, sends(THREE)]
    assert bench.scan() == ScanResult(1, DamagedPage(2, "cut_off"))
    assert bench.images == [ONE]


@pytest.mark.parametrize("where", ["/doc", ""])
def test_one_address_for_all_pages_proves_nothing(where: str, bench: Bench) -> None:
    """Kyocera calls every page `doc`."""
    bench.device.pages = [sends(ONE, where), sends(TWO, where, cut_at=len(TWO) // 2), sends(THREE, where)]
    assert bench.scan() == ScanResult(1, DamagedPage(2, "cut_off"))


def test_a_page_scanned_anew_under_its_own_address_is_the_page(bench: Bench) -> None:
    again = jpeg(22)
    bench.device.pages = [sends(ONE, "/1"), sends(TWO, "/2", cut_at=len(TWO) // 2), sends(again, "/2")]
    assert bench.scan() == ScanResult(2, Finished())
    assert bench.images == [ONE, again]


def test_a_page_short_inside_is_noticed_although_the_length_agrees(bench: Bench) -> None:
    short = TWO[: len(TWO) // 2]
    bench.device.pages = [sends(ONE, "/1"), sends(short, "/2"), sends(THREE, "/3")]
    assert bench.scan() == ScanResult(1, DamagedPage(2, "cut_off"))
    bench.kept.clear()
    bench.device.pages = [sends(ONE), sends(short)]
    bench.device.status = [status("ScannerAdfEmpty", "Idle", "Completed", 2)]
    assert bench.scan() == ScanResult(1, DamagedPage(2, "cut_off"))


def test_hanging_up_at_the_end_of_the_job_is_the_end_only_if_the_counts_agree(bench: Bench) -> None:
    hang_up = Say(hang_up=True)
    bench.device.pages = [sends(ONE), hang_up]
    bench.device.status = [status("ScannerAdfEmpty", "Idle", "Completed", 1)]
    assert bench.scan() == ScanResult(1, Finished())
    bench.kept.clear()
    bench.device.pages = [sends(ONE), hang_up]
    bench.device.status = [status("ScannerAdfEmpty", "Idle")]
    assert bench.scan() == ScanResult(1, ScannerUnreachable("cut"))


def test_pages_that_the_device_counted_and_we_did_not_get_are_missing(bench: Bench) -> None:
    bench.device.pages = [sends(ONE), sends(TWO)]
    bench.device.status = [status("ScannerAdfEmpty", "Idle", "Completed", 3)]
    assert bench.scan() == ScanResult(2, DeviceFault("pages_missing", promised=3))


def test_the_same_page_sent_twice_is_kept_once(bench: Bench) -> None:
    bench.device.pages = [sends(ONE, "/1"), sends(ONE, "/1"), sends(TWO, "/2")]
    assert bench.scan() == ScanResult(2, Finished())
    assert bench.images == [ONE, TWO]


def test_two_equal_pages_with_their_own_addresses_are_two_pages(bench: Bench) -> None:
    bench.device.pages = [sends(ONE, "/1"), sends(ONE, "/2"), sends(ONE), sends(ONE)]
    bench.device.pages = bench.device.pages[:2]
    assert bench.scan() == ScanResult(2, Finished())
    bench.kept.clear()
    bench.device.pages = [sends(ONE), sends(ONE)]
    assert bench.scan() == ScanResult(2, Finished())


def test_a_device_that_repeats_itself_without_end_is_left(bench: Bench) -> None:
    bench.device.pages = [sends(ONE, "/1")] * 20
    assert bench.scan() == ScanResult(1, DeviceFault("repeats_itself"))


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<!doctype html><p>Internal error", "wrong_type"),
        (b"%PDF-1.7 all pages in one", "wrong_type"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00 nothing behind it", "not_an_image"),
        (b"\x89PNG\r\n\x1a\n and no more", "not_an_image"),
        (jpeg(4, (99, 877)), "too_small"),
        (jpeg(4, (1, 1)), "too_small"),
        (jpeg(4, (20_000, 100)), "too_large"),
    ],
)
def test_what_is_no_page_is_never_kept(body: bytes, reason: str, bench: Bench) -> None:
    bench.device.pages = [sends(ONE, "/1"), *[sends(body, "/2", media_type="text/html")] * 6]
    assert bench.scan() == ScanResult(1, DamagedPage(2, reason))  # type: ignore[arg-type]  # from the table above
    assert bench.images == [ONE]


def test_a_page_is_known_by_its_bytes_and_not_by_what_its_header_says(bench: Bench) -> None:
    bench.device.pages = [sends(ONE, media_type="application/octet-stream"), sends(TWO, media_type="image/jpg")]
    assert bench.scan() == ScanResult(2, Finished())
    assert bench.kept[0].media_type == "image/jpeg"


@pytest.mark.parametrize(
    ("size", "claimed", "dpi"),
    [
        ((1240, 1754), 72, 150.0),  # asked 300, gives 150: Canon iR2625 and its like
        ((2480, 3508), 72, 300.0),  # a header that says 72 for everything
        ((2480, 2100), 72, 300.0),  # cut to the length of the paper
        ((1650, 2100), 300, 300.0),  # cropped to the paper on both sides
        ((1650, 3508), 200, 300.0),  # cropped on one, with a header that lies within reason
    ],
)
def test_the_real_resolution_is_measured(size: tuple[int, int], claimed: int, dpi: float, bench: Bench) -> None:
    bench.device.pages = [sends(jpeg(5, size, claimed))]
    assert bench.scan(ScanSettings(Source.FEEDER, 300)) == ScanResult(1, Finished())
    assert bench.kept[0].dpi == pytest.approx(dpi, rel=0.01)


def test_a_page_that_could_not_be_kept_ends_the_scan_and_is_not_counted(device: Device) -> None:
    device.pages = [sends(ONE), sends(TWO)]
    scanner = EsclScanner(device.url)
    result = scanner.scan(FEEDER, lambda _: NotKept("disk_full"), threading.Event())
    assert result == ScanResult(0, NotKept("disk_full"))
    assert len(device.requests("GET", "NextDocument")) == 1
    assert len(device.requests("DELETE")) == 1


def test_a_fault_of_ours_while_keeping_still_gives_the_job_back(device: Device) -> None:
    device.pages = [sends(ONE)]

    def keep(page: CapturedPage) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        EsclScanner(device.url).scan(FEEDER, keep, threading.Event())
    assert len(device.requests("DELETE")) == 1


def test_the_next_page_is_asked_for_only_after_the_last_one_is_kept(bench: Bench) -> None:
    bench.device.pages = [sends(ONE), sends(TWO)]
    seen: list[int] = []

    def keep(page: CapturedPage) -> None:
        seen.append(len(bench.device.requests("GET", "NextDocument")))

    EsclScanner(bench.device.url).scan(FEEDER, keep, threading.Event())
    assert seen == [1, 2]
