"""`motcua printer-sim` as a real process: slips come in by TCP, bad days by HTTP, SIGTERM ends it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from PIL import Image

from printing.drivers.network import NetworkPrinter
from printing.port import CoverOpen, NotPrinted, Printed, PrinterState

COMMAND = "import typer\nfrom kiosk.commands.printer_sim import register\napp = typer.Typer()\nregister(app)\napp()"


@pytest.fixture
def process(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], dict[str, int]]]:
    started = subprocess.Popen(
        [sys.executable, "-c", COMMAND, "--port", "0", "--out", str(tmp_path)], stdout=subprocess.PIPE, text=True
    )
    assert started.stdout is not None
    ready = json.loads(started.stdout.readline())
    yield started, ready
    started.kill()
    started.wait()
    started.stdout.close()


def test_a_day_of_the_simulated_printer(process: tuple[subprocess.Popen[str], dict[str, int]], tmp_path: Path) -> None:
    running, ready = process
    assert ready["ready"]
    verbs = f"http://127.0.0.1:{ready['control_port']}/verbs"
    printer = NetworkPrinter("127.0.0.1", ready["port"])
    blank = Image.new("1", (576, 40), 0)

    assert printer.print_slip(blank, "one") == Printed()
    assert requests.post(f"{verbs}/open_cover", json={"silent": False}, timeout=5).json() == {"ok": True}
    assert printer.print_slip(blank, "two") == NotPrinted(CoverOpen())
    assert requests.get(f"{verbs}/state", timeout=5).json()["cover_open"] is True
    assert requests.post(f"{verbs}/close_cover", timeout=5).ok
    assert printer.state() == PrinterState()
    assert requests.post(f"{verbs}/sing", timeout=5).status_code == 404
    assert requests.post(f"{verbs}/open_cover", json={"wide": 1}, timeout=5).status_code == 400
    assert requests.post(f"{verbs}/open_cover", data=b"{", timeout=5).status_code == 400
    assert [path.name for path in tmp_path.iterdir()] == ["slip-0001.png"]

    before = time.monotonic()
    running.send_signal(signal.SIGTERM)
    assert running.wait(5) == 0
    assert time.monotonic() - before < 3
