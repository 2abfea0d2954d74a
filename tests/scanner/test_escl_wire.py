"""The way to the device: limits, TLS pinned on first use, redirects, silence, and a stop in the middle of a page."""

from __future__ import annotations

import datetime
import gzip
import json
import socket
import ssl
import threading
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from scanner.drivers import UnknownScanner, open_scanner
from scanner.drivers.escl import EsclScanner, Pins, transport
from scanner.drivers.simulated_escl import ScannerServer, SimulatedScanner, drawn_pages
from scanner.port import (
    Capabilities,
    CapturedPage,
    DeviceFault,
    Finished,
    ScannerState,
    ScannerUnreachable,
    ScanResult,
    ScanSettings,
    Source,
    Stopped,
)
from tests.scanner.scripted_device import CAPABILITIES, Device, Say, jpeg, sends

FEEDER = ScanSettings(Source.FEEDER, 75)


def certificate(folder: Path) -> ssl.SSLContext:
    """A fresh self-signed certificate, as scanners make them."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "scanner")])
    now = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + datetime.timedelta(days=365))
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{made.serial_number}.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@pytest.fixture(scope="module")
def pages() -> SimulatedScanner:
    return SimulatedScanner(drawn_pages(1))


def scan(scanner: EsclScanner, stop: threading.Event | None = None) -> ScanResult:
    return scanner.scan(FEEDER, lambda _: None, stop or threading.Event())


def test_ten_megabytes_of_xml_are_refused_without_reading_them_all(device: Device) -> None:
    device.capabilities = [Say(200, CAPABILITIES + b" " * 10_000_000)]
    device.status = [Say(200, b"<a>" * 4_000_000)]
    scanner = EsclScanner(device.url)
    assert scanner.capabilities() == DeviceFault("answer_too_large")
    assert scanner.state() == DeviceFault("answer_too_large")
    assert scan(scanner) == ScanResult(0, DeviceFault("answer_too_large"))


def test_a_compressed_bomb_is_refused_at_the_same_limit(device: Device) -> None:
    bomb = gzip.compress(b"<ScannerStatus>" + b" " * 200_000_000)
    device.status = [Say(200, bomb, {"Content-Encoding": "gzip"})]
    assert EsclScanner(device.url).state() == DeviceFault("answer_too_large")


def test_compressed_answers_are_read(device: Device) -> None:
    """HP DeskJet 2540."""
    device.capabilities = [Say(200, gzip.compress(CAPABILITIES), {"Content-Encoding": "gzip"})]
    assert isinstance(EsclScanner(device.url).capabilities(), Capabilities)


@pytest.mark.parametrize(
    ("says", "trouble"),
    [
        (Say(200, b"<!doctype html><html><body>Log in</body></html>"), DeviceFault("bad_answer", 200)),
        (Say(200, b""), DeviceFault("bad_answer", 200)),
        (Say(200, CAPABILITIES, {"Content-Encoding": "gzip"}), ScannerUnreachable("cut")),
        (Say(200, CAPABILITIES, cut_at=100), ScannerUnreachable("cut")),
        (Say(hang_up=True), ScannerUnreachable("cut")),
        (Say(404), DeviceFault("unexpected_status", 404)),
        (Say(302, headers={"Location": "http://elsewhere.example/eSCL"}), DeviceFault("unexpected_status", 302)),
    ],
)
def test_answers_that_are_none(says: Say, trouble: object, device: Device) -> None:
    device.capabilities = [says]
    scanner = EsclScanner(device.url)
    assert scanner.capabilities() == trouble
    assert scan(scanner) == ScanResult(0, trouble)  # type: ignore[arg-type]  # from the table above


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    scanner = EsclScanner(f"http://127.0.0.1:{port}/eSCL")
    assert scanner.state() == ScannerUnreachable("no_connection")
    assert scan(scanner) == ScanResult(0, ScannerUnreachable("no_connection"))


def test_a_device_that_takes_the_call_and_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transport, "ANSWER_S", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        scanner = EsclScanner(f"http://127.0.0.1:{silent.getsockname()[1]}/eSCL")
        assert scanner.state() == ScannerUnreachable("timeout")


def test_a_device_that_drips_is_left_at_the_deadline(device: Device) -> None:
    """Time is handed in: each look at the clock is four seconds later."""
    now = iter(range(0, 10_000, 4))
    device.capabilities = [Say(200, CAPABILITIES * 100)]
    scanner = EsclScanner(device.url, clock=lambda: next(now))
    assert scanner.capabilities() == ScannerUnreachable("cut")


@pytest.mark.parametrize(
    "url", ["http://", "http://[::1/eSCL", "http://host:port/eSCL", "ftp://host/eSCL", "http://a b/eSCL", "http://:80/"]
)
def test_an_address_that_makes_no_sense_is_said(url: str) -> None:
    assert isinstance(EsclScanner(url).state(), ScannerUnreachable)


@pytest.mark.parametrize("uri", ["", "escl:", "escl:ftp://x", "sane:airscan", "http://127.0.0.1/eSCL"])
def test_an_unknown_driver_is_a_fault_of_the_configuration(uri: str) -> None:
    with pytest.raises(UnknownScanner):
        open_scanner(uri)


def test_another_root_than_escl_is_kept(device: Device) -> None:
    scanner = EsclScanner(f"http://127.0.0.1:{device.port}/printer/scan/")
    scanner.state()
    assert device.asked[0][1] == "/printer/scan/ScannerStatus"
    EsclScanner(f"http://127.0.0.1:{device.port}").state()
    assert device.asked[1][1] == "/eSCL/ScannerStatus"


def test_a_certificate_is_pinned_on_first_use_and_a_change_is_refused(pages: SimulatedScanner, tmp_path: Path) -> None:
    pins = tmp_path / "home" / "scanner_pins.json"
    with ScannerServer(pages, tls=certificate(tmp_path)) as first:
        assert isinstance(open_scanner(f"escl:{first.url}", pins).state(), ScannerState)
        assert isinstance(open_scanner(f"escl:{first.url}", pins).capabilities(), Capabilities)
        port = first.port
    known = json.loads(pins.read_text())
    assert list(known) == [f"127.0.0.1:{port}"]
    with ScannerServer(pages, port, tls=certificate(tmp_path)) as second:
        changed = open_scanner(f"escl:{second.url}", pins)
        assert changed.state() == ScannerUnreachable("certificate_changed")
        result = changed.scan(FEEDER, lambda _: None, threading.Event())
        assert result == ScanResult(0, ScannerUnreachable("certificate_changed"))
        assert json.loads(pins.read_text()) == known
        assert pages.sent == []


def test_a_whole_scan_over_tls(tmp_path: Path) -> None:
    with ScannerServer(SimulatedScanner(drawn_pages(2)), tls=certificate(tmp_path)) as server:
        assert scan(EsclScanner(server.url)) == ScanResult(2, Finished())


def test_https_never_falls_back_to_http(device: Device) -> None:
    """A plain device at an https address: no request of ours goes out in the clear."""
    scanner = EsclScanner(device.url.replace("http:", "https:"))
    found = scanner.state()
    assert isinstance(found, ScannerUnreachable)
    assert device.asked == []


def test_a_damaged_pin_file_does_not_mean_trust_anyone(pages: SimulatedScanner, tmp_path: Path) -> None:
    pins = tmp_path / "pins.json"
    pins.write_text("{damaged")
    with ScannerServer(pages, tls=certificate(tmp_path)) as server:
        found = EsclScanner(server.url, pins=Pins(pins)).state()
    assert isinstance(found, ScannerUnreachable)
    assert pins.read_text() == "{damaged"


def test_a_device_that_moves_to_https_is_moved_along_with(device: Device, tmp_path: Path) -> None:
    with ScannerServer(SimulatedScanner(drawn_pages(1)), tls=certificate(tmp_path)) as secure:
        device.capabilities = [Say(301, headers={"Location": f"https://elsewhere.example:{secure.port}/eSCL"})]
        assert scan(EsclScanner(device.url)) == ScanResult(1, Finished())
    assert [path for _, path, _, _ in device.asked] == ["/eSCL/ScannerCapabilities"]


def test_a_stop_ends_the_wait_for_a_page_and_gives_the_job_back() -> None:
    machine = SimulatedScanner(drawn_pages(1) * 2, seconds_per_page=60)
    stop = threading.Event()
    with ScannerServer(machine) as server:
        threading.Timer(0.2, stop.set).start()
        assert scan(EsclScanner(server.url), stop) == ScanResult(0, Stopped())
        assert [job.state for job in machine.jobs()] == ["Canceled"]
        assert machine.sheets_loaded == 2


def test_a_stop_between_pages_keeps_those_before(device: Device) -> None:
    stop = threading.Event()
    device.pages = [sends(jpeg(1)), sends(jpeg(2))]
    kept: list[CapturedPage] = []

    def keep(page: CapturedPage) -> None:
        kept.append(page)
        stop.set()

    assert EsclScanner(device.url).scan(FEEDER, keep, stop) == ScanResult(1, Stopped())
    assert len(kept) == 1
    assert len(device.requests("DELETE")) == 1


def test_a_cable_pulled_for_good_is_said_and_kept_pages_stay(device: Device) -> None:
    device.pages = [sends(jpeg(1)), *[Say(hang_up=True)] * 9]
    device.status = [Say(hang_up=True)]
    scanner = EsclScanner(device.url, pause=lambda *_: None)
    assert scanner.scan(FEEDER, lambda _: None, threading.Event()) == ScanResult(1, ScannerUnreachable("cut"))
