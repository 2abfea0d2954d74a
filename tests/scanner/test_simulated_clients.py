"""The simulated scanner before the two independent clients of Debian: sane-airscan, and libsane's own escl.

Page for page: what a client writes is, pixel by pixel, what the scanner says it sent.
"""

from __future__ import annotations

import io
import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from scanner.drivers.simulated_escl import ScannerServer, SimulatedScanner, drawn_pages


@dataclass(frozen=True)
class Client:
    """One SANE backend, alone in a configuration of its own, speaking to one simulated scanner."""

    scanimage: str
    backend: str
    server: ScannerServer
    folder: Path

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        config = self.folder / "sane"
        config.mkdir(exist_ok=True)
        (config / "dll.conf").write_text(f"{self.backend}\n")
        (config / "airscan.conf").write_text("[options]\ndiscovery = disable\n")
        (config / "escl.conf").write_text("")
        address = {
            "airscan": f"airscan:escl:Sim:{self.server.url}",
            "escl": f"escl:http://127.0.0.1:{self.server.port}",
        }
        return subprocess.run(
            [self.scanimage, "-d", address[self.backend], *arguments],
            env={**os.environ, "SANE_CONFIG_DIR": str(config)},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def batch(self, source: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Scan a batch into the folder."""
        files = str(self.folder / "page%d.pnm")
        return self.run("--source", source, "--format=pnm", f"--batch={files}", *arguments)

    @property
    def written(self) -> list[np.ndarray]:
        files = sorted(self.folder.glob("page*.pnm"), key=lambda path: int(path.stem.removeprefix("page")))
        return [np.asarray(Image.open(file).convert("RGB")) for file in files]

    @property
    def sent(self) -> list[np.ndarray]:
        return [np.asarray(Image.open(io.BytesIO(body)).convert("RGB")) for body in self.server.scanner.bodies]


@cache
def sheets() -> tuple[Image.Image, ...]:
    return drawn_pages(3, seed=4)


@pytest.fixture(params=["airscan", "escl"])
def client(request: pytest.FixtureRequest, peer: Callable[[str], str], tmp_path: Path) -> Iterator[Client]:
    program = peer("scanimage")
    with ScannerServer(SimulatedScanner(sheets())) as server:
        yield Client(program, str(request.param), server, tmp_path)


def assert_same(written: list[np.ndarray], sent: list[np.ndarray], count: int) -> None:
    assert len(written) == len(sent) == count
    for mine, theirs in zip(sent, written, strict=True):
        assert mine.shape == theirs.shape
        # Two JPEG decoders may round differently; in practice nothing differs.
        assert np.abs(mine.astype(int) - theirs.astype(int)).max() <= 2


def test_a_stack_in_colour_at_300_dpi(client: Client) -> None:
    ran = client.batch("ADF", "--resolution", "300", "--mode", "Color")
    assert "Batch terminated, 3 pages scanned" in ran.stderr
    assert "out of documents" in ran.stderr
    assert ran.returncode == 0
    assert_same(client.written, client.sent, 3)
    assert [job.state for job in client.server.scanner.jobs()][:1] == ["Completed"]
    assert client.server.scanner.sheets_loaded == 0


@pytest.mark.parametrize("mode", ["Gray", "Color"])
def test_the_platen_at_150_dpi(mode: str, client: Client) -> None:
    client.server.scanner.put_on_glass(sheets()[1])
    ran = client.batch("Flatbed", "--resolution", "150", "--mode", mode, "--batch-count=1")
    assert ran.returncode == 0, ran.stderr
    assert_same(client.written, client.sent, 1)
    assert client.written[0].shape[1] == 1275


def test_a_region_is_honoured(client: Client) -> None:
    """4 x 5 inches; with airscan one inch from each edge. libsane-escl 1.2.1 crashes in its own crop off the corner."""
    inch = 1 if client.backend == "airscan" else 0
    edge = str(25.4 * inch)
    ran = client.batch("Flatbed", "--resolution", "150", "-l", edge, "-t", edge, "-x", "101.6", "-y", "127",
                       "--batch-count=1")  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert_same(client.written, client.sent, 1)
    assert client.written[0].shape == (750, 600, 3)
    corner = 300 * inch
    paper = sheets()[0].crop((corner, corner, corner + 1200, corner + 1500)).resize((600, 750), Image.Resampling.BOX)
    assert np.abs(np.asarray(paper).astype(int) - client.written[0]).mean() < 4


def test_an_empty_feeder(client: Client) -> None:
    client.server.scanner.run_empty()
    ran = client.batch("ADF", "--resolution", "150")
    assert "out of documents" in ran.stderr
    assert client.written == []


def test_a_jam_on_the_second_page(client: Client) -> None:
    client.server.scanner.jam_on_page(2)
    ran = client.batch("ADF", "--resolution", "150")
    assert_same(client.written, client.sent, 1)
    assert "1 page scanned" in ran.stderr
    if client.backend == "airscan":
        assert "Document feeder jammed" in ran.stderr
        assert ran.returncode != 0
    # libsane-escl calls every refusal of a page the end of the paper.
    assert client.server.scanner.adf_state == "ScannerAdfJam"
    assert client.server.scanner.sheets_loaded == 2


def test_an_open_cover(client: Client) -> None:
    client.server.scanner.open_cover()
    ran = client.batch("ADF", "--resolution", "150")
    assert client.written == []
    assert "cover is open" in ran.stderr.lower()


def test_a_page_cut_off_on_its_way(client: Client) -> None:
    """airscan says so; libsane-escl ends without a word, or crashes. Neither shows half a page as a whole one."""
    client.server.scanner.cut_page(2, times=9)
    ran = client.batch("ADF", "--resolution", "150")
    assert_same(client.written, client.sent[:1], 1)
    if client.backend == "airscan":
        assert "Error during device I/O" in ran.stderr
        assert ran.returncode != 0


def test_a_page_short_inside(client: Client) -> None:
    """Where our own client stops, airscan takes half a page for a whole one: its decoder fills up with grey."""
    client.server.scanner.cut_page(2, unnoticed=True)
    client.batch("ADF", "--resolution", "150")
    assert_same(client.written[:1], client.sent[:1], 1)
    if client.backend == "airscan":
        assert len(client.written) == 3


def test_both_sides(client: Client) -> None:
    client.server.scanner.run_empty()
    client.server.scanner.load([*sheets(), sheets()[0]], both_sides=True)
    ran = client.batch("ADF Duplex", "--resolution", "150")
    assert ran.returncode == 0, ran.stderr
    assert_same(client.written, client.sent, 4)
