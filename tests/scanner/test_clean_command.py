"""`motcua clean`: a line for each image and a page for each line."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import pytest
import typer
from typer.testing import CliRunner

from kiosk.commands import clean
from tests.scanner.drawings import draw_scan, overlap, photograph


def app() -> typer.Typer:
    made = typer.Typer()
    clean.register(made)
    return made


def test_a_scan_and_a_photograph(tmp_path: Path) -> None:
    shot = photograph(301, "wood", kind="text")
    cv2.imwrite(str(tmp_path / "scan.png"), draw_scan(1, 150, "text", "white", 4.0))
    cv2.imwrite(str(tmp_path / "photo.jpg"), shot.image)
    out = tmp_path / "new" / "out"
    result = CliRunner().invoke(
        app(), [str(tmp_path / "scan.png"), str(tmp_path / "photo.jpg"), "--out", str(out), "--json"]
    )
    assert result.exit_code == 0
    scan, photo = (json.loads(line) for line in result.stdout.splitlines())
    assert list(scan) == ["file", "angle", "quad", "verdicts", "output", "seconds"]
    assert scan["angle"] == pytest.approx(4.0, abs=0.2)
    assert scan["quad"] is None
    assert scan["verdicts"] == []
    assert overlap(photo["quad"], shot.corners) > 0.95
    for line in (scan, photo):
        page = cv2.imread(line["output"])
        assert page is not None
        assert page.shape[0] > page.shape[1]
        assert Path(line["output"]).parent == out


def test_bad_files_do_not_stop_the_others_and_names_do_not_collide(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        cv2.imwrite(str(tmp_path / folder / "page.png"), draw_scan(1, 80, "text", "white", 0.0))
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 no more")
    result = CliRunner().invoke(
        app(),
        [str(tmp_path / name) for name in ("a/page.png", "broken.jpg", "none.jpg", "b/page.png")]
        + ["--out", str(tmp_path / "out"), "--json"],
    )
    assert result.exit_code == 1
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [bool(line.get("error")) for line in lines] == [False, True, True, False]
    assert lines[1]["output"] is None
    assert lines[0]["output"] != lines[3]["output"]
    assert len(list((tmp_path / "out").iterdir())) == 2


def test_a_readable_form(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "scan.png"), draw_scan(1, 80, "text", "white", 2.0))
    result = CliRunner().invoke(app(), [str(tmp_path / "scan.png"), "--out", str(tmp_path / "out")])
    assert result.exit_code == 0
    assert "+2.0" in result.stdout or "+1.9" in result.stdout
