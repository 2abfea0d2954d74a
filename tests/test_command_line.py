"""The command line as a whole: what an operator gets wrong is said in a sentence, never as a traceback."""

from __future__ import annotations

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
    ],
)
def test_a_path_that_cannot_be_used_is_said(in_the_way: Path, words: tuple[str, ...]) -> None:
    done = motcua(*(word.format(file=in_the_way) for word in words))
    assert done.returncode == 1
    assert f"Không dùng được {in_the_way}" in done.stderr
    assert f"Cannot use {in_the_way}" in done.stderr
    assert "Traceback" not in done.stderr


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
