"""`motcua read`: a line for each picture, whatever it is."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import typer
from typer.testing import CliRunner

from kiosk.commands import read
from tests.scanner.drawings import code_picture

CARD = "001190000001||Nguyễn Thị Mẫu|01011990|Nữ|Số 1 Phố Mẫu, Hoàn Kiếm, Hà Nội|20082021"


def app() -> typer.Typer:
    made = typer.Typer()
    read.register(made)
    return made


def save(path: Path, text: str) -> str:
    cv2.imwrite(str(path), code_picture(text))
    return str(path)


def test_a_json_line_for_each_picture_and_the_card_behind_it(tmp_path: Path) -> None:
    card, plain = save(tmp_path / "thẻ.png", CARD), save(tmp_path / "b.png", "xin chào")
    result = CliRunner().invoke(app(), [card, plain, "--json"])
    assert result.exit_code == 0
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert list(first) == ["file", "codes", "card", "seconds"]
    assert first["file"] == card
    assert first["codes"] == [{"format": "QRCode", "text": CARD}]
    assert first["card"]["full_name"] == "Nguyễn Thị Mẫu"
    assert first["card"]["born"] == "1990-01-01"
    assert second["codes"] == [{"format": "QRCode", "text": "xin chào"}]
    assert second["card"] is None
    assert isinstance(second["seconds"], float)


def test_bad_files_do_not_stop_the_others(tmp_path: Path) -> None:
    garbage = tmp_path / "garbage.png"
    garbage.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    good = save(tmp_path / "good.png", "vẫn đọc")
    result = CliRunner().invoke(app(), [str(tmp_path / "none.png"), str(garbage), str(tmp_path), good, "--json"])
    assert result.exit_code == 1
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    for line in lines[:3]:
        assert line["codes"] == []
        assert line["card"] is None
        assert line["error"]["vi"]
        assert line["error"]["en"]
    assert lines[3]["codes"][0]["text"] == "vẫn đọc"
    assert "error" not in lines[3]


def test_nothing_found_is_no_error(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "white.png"), np.full((200, 200), 255, np.uint8))
    result = CliRunner().invoke(app(), [str(tmp_path / "white.png"), "--json"])
    assert result.exit_code == 0
    assert json.loads(result.stdout)["codes"] == []


def test_a_readable_form(tmp_path: Path) -> None:
    result = CliRunner().invoke(app(), [save(tmp_path / "a.png", CARD), str(tmp_path / "none.png")])
    assert result.exit_code == 1
    assert "Nguyễn Thị Mẫu" in result.stdout
    assert "Không mở được tệp" in result.stdout
