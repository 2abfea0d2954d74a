"""Our tus client against npm @tus/server, which others wrote; either side is killed in the middle of a PATCH."""

from __future__ import annotations

import hashlib
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from city.contract import Unreachable
from city.tus import Shipment, TusClient, Uploaded
from city.wire import Wire
from tests.city.given import TusServer, sha256

UPLOADER = Path(__file__).with_name("uploader.py")
SIZE = 24 << 20


def received(server: TusServer, upload: Uploaded) -> str:
    return sha256((server.folder / upload.url.rsplit("/", 1)[1]).read_bytes())


def client(server: TusServer) -> TusClient:
    return TusClient(Wire(server.url, connect_timeout=2, read_timeout=10), "/v1/files", {})


def forgets(url: str | None) -> None:
    """For uploads that need no second attempt."""


@pytest.mark.parametrize("size", [1, 255, 1 << 18, (1 << 20) + 1, 9_999_999])
def test_files_arrive(tus_server: Callable[..., TusServer], size: int) -> None:
    server = tus_server()
    data = random.Random(size).randbytes(size)
    shipment = Shipment(size, {"sha256": sha256(data)}, lambda start: iter([data[start:]]))
    outcome = client(server).send(shipment, forgets, lambda: True)
    assert isinstance(outcome, Uploaded)
    assert received(server, outcome) == sha256(data)


def test_without_metadata(tus_server: Callable[..., TusServer]) -> None:
    """tuspy's empty Upload-Metadata header is answered with 400 here; ours is not sent."""
    server = tus_server()
    outcome = client(server).send(Shipment(3, {}, lambda start: iter([b"abc"[start:]])), forgets, lambda: True)
    assert isinstance(outcome, Uploaded)


def test_going_on_where_it_was_stopped(tus_server: Callable[..., TusServer]) -> None:
    server = tus_server()
    data = random.Random(1).randbytes(4 << 20)
    places: list[str | None] = []
    asked = 0

    def a_few_pieces() -> bool:
        nonlocal asked
        asked += 1
        return asked < 5

    def shipment(url: str | None) -> Shipment:
        return Shipment(len(data), {"sha256": sha256(data)}, lambda start: iter([data[start:]]), url)

    assert client(server).send(shipment(None), places.append, a_few_pieces) == Unreachable("stopped")
    outcome = client(server).send(shipment(places[-1]), places.append, lambda: True)
    assert isinstance(outcome, Uploaded)
    assert len(places) == 1
    assert received(server, outcome) == sha256(data)


def test_an_upload_that_the_server_lost_is_begun_anew(tus_server: Callable[..., TusServer]) -> None:
    server = tus_server()
    data = b"abc" * 1000
    shipment = Shipment(
        len(data), {"sha256": sha256(data)}, lambda start: iter([data[start:]]), "/v1/files/" + "0" * 32
    )
    outcome = client(server).send(shipment, forgets, lambda: True)
    assert isinstance(outcome, Uploaded)
    assert received(server, outcome) == sha256(data)


class Uploader:
    """Our client as a process of its own."""

    def __init__(self, server: TusServer, file: Path) -> None:
        self._words = [sys.executable, str(UPLOADER), server.url, str(file), str(file.with_suffix(".place"))]
        self.process = self.start()

    def start(self) -> subprocess.Popen[str]:
        self.process = subprocess.Popen(self._words, stdout=subprocess.PIPE, text=True)
        return self.process

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "to_khai.pdf"
    path.write_bytes(random.Random(7).randbytes(SIZE))
    return path


@pytest.fixture
def uploader(tus_server: Callable[..., TusServer], file: Path) -> Iterator[tuple[TusServer, Uploader]]:
    server = tus_server()
    child = Uploader(server, file)
    yield server, child
    child.kill()


def wait_until_received(server: TusServer, least: int) -> int:
    """Bytes at the server once there are that many; the upload is one PATCH, so this is its middle."""
    until = time.monotonic() + 60
    while (now := server.received()) < least:
        assert time.monotonic() < until, f"only {now} bytes came"
        time.sleep(0.005)
    return now


def through(server: TusServer, child: Uploader, file: Path) -> list[str]:
    words, _ = child.process.communicate(timeout=120)
    place = file.with_suffix(".place").read_text().rsplit("/", 1)[1]
    whole = (server.folder / place).read_bytes()
    assert hashlib.sha256(whole).hexdigest() == sha256(file.read_bytes())
    assert [path for path in server.folder.iterdir() if path.suffix != ".json"] == [server.folder / place]
    return words.splitlines()


def test_our_side_is_killed_in_the_middle_of_a_patch(uploader: tuple[TusServer, Uploader], file: Path) -> None:
    server, child = uploader
    for share in (0.2, 0.5, 0.8):
        at = wait_until_received(server, int(SIZE * share))
        child.kill()
        assert 0 < at < SIZE
        child.start()
    assert through(server, child, file)[-1].startswith("Uploaded")


def test_the_server_is_killed_in_the_middle_of_a_patch(
    uploader: tuple[TusServer, Uploader], file: Path, tus_server: Callable[..., TusServer]
) -> None:
    server, child = uploader
    for share in (0.2, 0.5, 0.8):
        at = wait_until_received(server, int(SIZE * share))
        server.kill()
        assert 0 < at < SIZE
        server = tus_server(server.port)
    words = through(server, child, file)
    assert words[-1].startswith("Uploaded")
    assert sum(word.startswith("Unreachable") for word in words) >= 3
