"""`motcua scanner-sim` and `motcua scan` as a person runs them: real processes, real exit codes."""

from __future__ import annotations

import hashlib
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

MOTCUA = [sys.executable, "-c", "from kiosk.cli import main; main()"]


class Sim:
    """A running `motcua scanner-sim`."""

    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [*MOTCUA, "scanner-sim", "--port", "0", *arguments], stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        ready = json.loads(self.process.stdout.readline())
        assert ready["ready"] is True
        self.address = f"http://127.0.0.1:{ready['port']}"

    def obey(self, verb: str, **words: object) -> None:
        assert requests.post(f"{self.address}/verbs/{verb}", json=words, timeout=60).status_code == 200

    def state(self) -> dict[str, Any]:
        found: dict[str, Any] = requests.get(f"{self.address}/verbs/state", timeout=5).json()
        return found

    def stop(self) -> float:
        """Seconds that a clean stop took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(timeout=10) == 0
        assert self.process.stdout is not None
        self.process.stdout.close()
        return time.monotonic() - began


@pytest.fixture(scope="module")
def sim() -> Iterator[Sim]:
    running = Sim("--drawn", "2")
    yield running
    assert running.stop() < 3


def scan(sim: Sim, out: Path, *arguments: str) -> tuple[int, list[dict[str, Any]], str]:
    ran = subprocess.run(
        [*MOTCUA, "scan", "--device", f"escl:{sim.address}/eSCL", "--out", out, "--dpi", "75", "--json", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return ran.returncode, [json.loads(line) for line in ran.stdout.splitlines()], ran.stderr


def test_scanning_into_a_folder_with_a_jam_in_the_middle(sim: Sim, tmp_path: Path) -> None:
    sim.obey("clear")
    sim.obey("run_empty")
    sim.obey("load", drawn=2)
    before = len(sim.state()["sent"])
    sim.obey("jam_on_page", page=2)
    code, lines, words = scan(sim, tmp_path / "new" / "out")
    assert code == 1
    assert [line["page"] for line in lines[:-1]] == [1]
    assert (lines[-1]["pages"], lines[-1]["received"], lines[-1]["ended"]) == (1, 1, "PaperJam")
    assert "Giấy bị kẹt" in words
    assert "Các trang đã quét vẫn được giữ." in words

    sim.obey("clear")
    code, lines, words = scan(sim, tmp_path / "new" / "out", "--language", "en")
    assert (code, lines[-1]["ended"], words) == (0, "Finished", "")
    files = sorted((tmp_path / "new" / "out").iterdir())
    assert [file.name for file in files] == ["page-0001.jpg", "page-0002.jpg"]
    assert [hashlib.sha256(file.read_bytes()).hexdigest() for file in files] == sim.state()["sent"][before:]
    assert lines[0]["sha256"] == hashlib.sha256(files[1].read_bytes()).hexdigest()

    code, lines, words = scan(sim, tmp_path / "new" / "out", "--language", "en")
    assert (code, len(lines), lines[0]["ended"]) == (1, 1, "FeederEmpty")
    assert words.startswith("There is no paper in the feeder.")
    assert len(list((tmp_path / "new" / "out").iterdir())) == 2

    code, lines, _ = scan(sim, tmp_path / "glass", "--source", "platen", "--grey")
    assert (code, lines[-1]["pages"]) == (0, 1)


def test_nobody_at_that_address(tmp_path: Path) -> None:
    ran = subprocess.run(
        [*MOTCUA, "scan", "--device", "escl:http://127.0.0.1:1/eSCL", "--out", tmp_path],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 1
    assert "Không liên lạc được với máy quét." in ran.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_address_we_have_no_driver_for(tmp_path: Path) -> None:
    ran = subprocess.run(
        [*MOTCUA, "scan", "--device", "twain:0", "--out", tmp_path], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 2
    assert "escl:http" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_control_c_gives_the_job_back_and_keeps_the_pages(number: signal.Signals, tmp_path: Path) -> None:
    slow = Sim("--drawn", "3", "--seconds-per-page", "1")
    scanning = subprocess.Popen(
        [*MOTCUA, "scan", "--device", f"escl:{slow.address}/eSCL", "--out", tmp_path, "--dpi", "75", "--json"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert scanning.stdout is not None
    first = json.loads(scanning.stdout.readline())
    scanning.send_signal(number)
    out, words = scanning.communicate(timeout=30)
    last = json.loads(out.splitlines()[-1])
    assert scanning.returncode == 130
    assert last["ended"] == "Stopped"
    assert last["pages"] == len(list(tmp_path.glob("page-*.jpg"))) >= 1
    assert Path(first["file"]).exists()
    assert "Đã dừng quét" in words
    assert slow.state()["sheets"] == 3 - last["pages"]
    assert slow.stop() < 3
