"""The command line as a whole: what an operator gets wrong is said in a sentence, never as a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest


def motcua(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "kiosk", *words], capture_output=True, text=True, timeout=60)


@pytest.fixture
def in_the_way(tmp_path: Path) -> Path:
    """A file where a folder is expected."""
    file = tmp_path / "in-the-way"
    file.write_text("a file")
    return file


@pytest.mark.parametrize(
    "words",
    [
        ("outbox", "--home", "{file}"),
        ("hub", "--home", "{file}", "--port", "0"),
        ("city", "--home", "{file}", "--port", "0"),
        ("hub-enrol", "--home", "{file}", "--name", "K1", "--role", "kiosk", "--token-file", "{file}/token"),
        ("clean", "{file}", "--out", "{file}"),
        ("city-contract", "--out", "{file}/missing/page.html"),
        ("hub-api", "--out", "{file}/missing/api.json"),
        ("waiting", "predict", "{file}/no-log", "--out", "{file}/missing/told.json"),
        ("report", "--hub", "http://127.0.0.1:1", "--format", "csv", "--out", "{file}/missing/report"),
    ],
)
def test_a_path_that_cannot_be_used_is_said(in_the_way: Path, words: tuple[str, ...]) -> None:
    done = motcua(*(word.format(file=in_the_way) for word in words))
    assert done.returncode == 1
    assert f"Không dùng được {in_the_way}" in done.stderr
    assert f"Cannot use {in_the_way}" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_in_the_place_of_a_file_is_said_before_the_log_is_read(tmp_path: Path) -> None:
    done = motcua("waiting", "predict", str(tmp_path / "no-log"), "--out", str(tmp_path))
    assert done.returncode == 1
    assert f"Cannot use {tmp_path} (Is a directory)" in done.stderr


@pytest.mark.parametrize("words", [("waiting", "predict", "{log}"), ("hub-api",), ("city-contract",)])
def test_a_full_disk_is_said(tmp_path: Path, words: tuple[str, ...]) -> None:
    log = tmp_path / "days.jsonl"
    log.write_text("")
    done = motcua(*(word.format(log=log) for word in words), "--out", "/dev/full")
    assert done.returncode == 1
    assert "Cannot use /dev/full (No space left on device)" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_ends_badly_leaves_the_file_of_before(tmp_path: Path) -> None:
    log, out = tmp_path / "days.jsonl", tmp_path / "told.json"
    log.write_text('{"type": "issue", "t": 480, "ticket": "1", "service": "A"}\n')
    assert motcua("waiting", "predict", str(log), "--out", str(out)).returncode == 0
    before = out.read_text()
    assert list(json.loads(before)) == ["1"]
    log.write_text("no event\n")
    done = motcua("waiting", "predict", str(log), "--out", str(out))
    assert done.returncode == 1
    assert f"{log}:1:" in done.stderr
    assert out.read_text() == before
    assert sorted(tmp_path.iterdir()) == [log, out]


def test_a_damaged_key_is_said(tmp_path: Path) -> None:
    (tmp_path / "device.key").write_bytes(b"short")
    done = motcua("outbox", "--home", str(tmp_path))
    assert done.returncode == 1
    assert f"Cannot use {tmp_path / 'device.key'} (damaged: 5 bytes instead of 32)" in done.stderr


def test_a_token_that_is_none_is_said(tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_bytes(b"\xff\xfe")
    files = ("--hub-token-file", str(token), "--city-token-file", str(token))
    done = motcua(
        "courier", "--home", str(tmp_path), "--hub", "http://127.0.0.1:1", "--city", "http://127.0.0.1:1", *files
    )
    assert done.returncode != 0
    assert "there is no token in" in done.stderr
    assert "Traceback" not in done.stderr
