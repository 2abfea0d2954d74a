"""The kiosk as a process: what it loads, how it refuses, how it starts without a hub and stops."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

MOTCUA = (sys.executable, "-m", "kiosk")


def environment() -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}


def enrolled(home: Path) -> Path:
    home.mkdir(parents=True, exist_ok=True)
    (home / "device.token").write_text("a token of nobody", encoding="ascii")
    return home


def test_nothing_heavy_is_loaded_before_it_is_needed() -> None:
    heavy = ("cv2", "numpy", "reportlab", "pikepdf", "zxingcpp", "fastapi", "sqlalchemy", "PySide6.QtWidgets", "segno")
    code = f"import sys, kiosk.roles.kiosk; print([name for name in {heavy!r} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("prepare", "arguments", "sentence"),
    [(False, [], "enrol this device"), (True, ["--name", "K99"], "no kiosk named K99; it has: K1")],
)
def test_what_is_missing_is_said(tmp_path: Path, prepare: bool, arguments: list[str], sentence: str) -> None:
    home = enrolled(tmp_path / "home") if prepare else tmp_path / "home"
    words = [*MOTCUA, "kiosk", "--home", str(home), *arguments]
    told = subprocess.run(words, capture_output=True, text=True, env=environment(), timeout=60, check=False)
    assert told.returncode == 1
    assert sentence in told.stderr
    assert "Traceback" not in told.stderr


def test_it_shows_its_first_screen_without_a_hub_and_stops_when_told(tmp_path: Path) -> None:
    home = enrolled(tmp_path / "home")
    words = [*MOTCUA, "kiosk", "--home", str(home), "--hub", "http://127.0.0.1:9", "--driven"]
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment(), text=True
    ) as kiosk:
        assert kiosk.stdin is not None
        assert kiosk.stdout is not None
        kiosk.stdin.write('{"do": "wait", "screen": "Welcome", "name": "door_take_number"}\n')
        kiosk.stdin.flush()
        assert json.loads(kiosk.stdout.readline())["ok"]
        told = time.monotonic()
        kiosk.send_signal(signal.SIGTERM)
        assert kiosk.wait(timeout=10) == 0
        assert time.monotonic() - told < 3
    events = [json.loads(line)["event"] for line in (home / "log" / "kiosk.jsonl").read_text("utf-8").splitlines()]
    assert events[0] == "screen.shown"
    assert events[-1] == "process.stopped"
    assert "process.unexpected" not in events
