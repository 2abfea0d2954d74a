"""The simulated scanner's own manners: codes, verbs over HTTP, jobs given up, pages drawn the same every time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import requests
from PIL import Image

from scanner.drivers.escl import EsclScanner
from scanner.drivers.simulated_escl import ScannerServer, SimulatedScanner, drawn_pages, pages_in_folder, pages_later
from scanner.port import Busy, CapturedPage, DamagedPage, Finished, ScanResult, ScanSettings, Source

FEEDER = ScanSettings(Source.FEEDER, dpi=75)
WISH = b"<s:ScanSettings xmlns:s='x'><s:InputSource>%s</s:InputSource></s:ScanSettings>"


@cache
def sheets() -> tuple[Image.Image, ...]:
    return drawn_pages(2, seed=1)


@pytest.fixture
def server() -> Iterator[ScannerServer]:
    with ScannerServer(SimulatedScanner(sheets())) as running:
        yield running


def begin(server: ScannerServer, source: bytes = b"Feeder") -> requests.Response:
    return requests.post(f"{server.url}/ScanJobs", data=WISH % source, timeout=5)


def obey(server: ScannerServer, verb: str, **words: object) -> int:
    return requests.post(f"http://127.0.0.1:{server.port}/verbs/{verb}", json=words, timeout=60).status_code


def scan(server: ScannerServer) -> ScanResult:
    scanner = EsclScanner(server.url, pause=lambda *_: None)
    return scanner.scan(FEEDER, lambda _: None, threading.Event())


def test_a_job_from_the_first_word_to_the_last(server: ScannerServer) -> None:
    created = begin(server)
    assert created.status_code == 201
    job = created.headers["Location"]
    first = requests.get(f"{job}/NextDocument", timeout=30)
    assert (first.status_code, first.headers["Content-Type"]) == (200, "image/jpeg")
    assert first.headers["Content-Location"] == f"{job.removeprefix(f'http://127.0.0.1:{server.port}')}/pages/1"
    assert begin(server).status_code == 503
    assert requests.get(f"{job}/NextDocument", timeout=30).status_code == 200
    assert requests.get(f"{job}/NextDocument", timeout=30).status_code == 404
    status = requests.get(f"{server.url}/ScannerStatus", timeout=5).text
    assert "<pwg:ImagesCompleted>2</pwg:ImagesCompleted>" in status
    assert "<pwg:JobState>Completed</pwg:JobState>" in status
    assert requests.delete(job, timeout=5).status_code == 200
    assert requests.delete(f"{job}x", timeout=5).status_code == 404


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", 400),
        (b"<a>", 400),
        (b"<ScannerStatus/>", 400),
        (b"<!DOCTYPE s [<!ENTITY a 'b'>]><ScanSettings><Width>&a;</Width></ScanSettings>", 400),
        (b"<ScanSettings><Width>wide</Width></ScanSettings>", 400),
        (b"<ScanSettings><XResolution>301</XResolution></ScanSettings>", 409),
        (b"<ScanSettings><ColorMode>BlackAndWhite1</ColorMode></ScanSettings>", 409),
        (b"<ScanSettings><DocumentFormat>application/pdf</DocumentFormat></ScanSettings>", 409),
        (b"<ScanSettings><Width>2551</Width></ScanSettings>", 409),
        (b"<ScanSettings><InputSource>Platen</InputSource><Duplex>true</Duplex></ScanSettings>", 409),
        (b" " * 100_000, 413),
    ],
)
def test_what_it_cannot_do_it_refuses(body: bytes, code: int, server: ScannerServer) -> None:
    assert requests.post(f"{server.url}/ScanJobs", data=body, timeout=5).status_code == code


def test_a_job_given_back_says_410_and_its_sheet_lies_on_the_stack_again(server: ScannerServer) -> None:
    server.scanner.cut_page(1)
    job = begin(server).headers["Location"]
    with pytest.raises(requests.RequestException):
        requests.get(f"{job}/NextDocument", timeout=30)
    assert server.scanner.sheets_loaded == 1
    assert requests.delete(job, timeout=5).status_code == 200
    assert requests.get(f"{job}/NextDocument", timeout=5).status_code == 410
    assert server.scanner.sheets_loaded == 2


def test_a_client_that_died_leaves_the_device_to_the_next() -> None:
    now = [0.0]
    with ScannerServer(SimulatedScanner(sheets(), clock=lambda: now[0])) as server:
        assert begin(server).status_code == 201
        assert scan(server) == ScanResult(0, Busy())
        now[0] = 11.0
        assert scan(server) == ScanResult(2, Finished())


def test_verbs_over_http(server: ScannerServer) -> None:
    assert obey(server, "jam_on_page", page=1) == 200
    assert type(scan(server).ended).__name__ == "PaperJam"
    assert obey(server, "clear") == 200
    assert obey(server, "open_cover") == 200
    assert type(scan(server).ended).__name__ == "CoverOpen"
    assert obey(server, "close_cover") == 200
    assert obey(server, "go_busy", times=2) == 200
    assert obey(server, "cut_page", page=1, times=1) == 200
    assert scan(server) == ScanResult(2, Finished())
    assert obey(server, "load", drawn=1, seed=3) == 200
    assert obey(server, "load", drawn=1, seed=4, glass=True) == 200
    state = requests.get(f"http://127.0.0.1:{server.port}/verbs/state", timeout=5).json()
    assert (state["sheets"], state["adf"], len(state["sent"])) == (1, "ScannerAdfLoaded", 2)
    assert obey(server, "run_empty") == 200
    assert type(scan(server).ended).__name__ == "FeederEmpty"
    assert obey(server, "go_busy") == 200
    assert scan(server) == ScanResult(0, Busy())


def test_verbs_it_does_not_know_or_understand(server: ScannerServer) -> None:
    assert obey(server, "explode") == 404
    assert obey(server, "jam_on_page") == 400
    assert obey(server, "cut_page", page="three") == 400
    assert obey(server, "load", files=["/nowhere/page.png"]) == 400
    assert obey(server, "go_busy", hours=3) == 400
    assert scan(server) == ScanResult(2, Finished())


def test_a_page_cut_again_and_again_is_damaged_and_the_next_is_not_taken_for_it(server: ScannerServer) -> None:
    server.scanner.cut_page(2, times=100)
    assert scan(server) == ScanResult(1, DamagedPage(2, "cut_off"))
    assert server.scanner.sheets_loaded == 1


def test_png_where_it_is_offered() -> None:
    kept: list[CapturedPage] = []
    with ScannerServer(SimulatedScanner(sheets(), media_types=("image/png",))) as server:
        result = EsclScanner(server.url).scan(FEEDER, kept.append, threading.Event())
    assert result == ScanResult(2, Finished())
    assert {page.media_type for page in kept} == {"image/png"}
    assert {page.dpi for page in kept} == {75.0}


def test_pages_follow_from_their_seed() -> None:
    again = drawn_pages(2, seed=1)
    assert [page.tobytes() for page in again] == [page.tobytes() for page in sheets()]
    assert {page.size for page in again} == {(2480, 3508)}
    assert again[0].tobytes() != again[1].tobytes()


def test_images_of_a_folder_are_fed_by_name_on_a4(tmp_path: Path) -> None:
    Image.new("RGB", (620, 400), "red").save(tmp_path / "b.png")
    Image.new("L", (100, 300), 0).save(tmp_path / "a.JPG")
    (tmp_path / "notes.txt").write_text("not a page")
    pages = [read() for read in pages_in_folder(tmp_path)]
    assert [page.size for page in pages] == [(2480, 3508)] * 2
    assert [page.getpixel((0, 0)) for page in pages] == [(0, 0, 0), (255, 0, 0)]
    assert pages[1].getpixel((0, 3000)) == (255, 255, 255)
    with pytest.raises(OSError, match="notes"):
        pages_later([tmp_path / "notes.txt"])
