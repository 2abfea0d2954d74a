"""`motcua procedures check`: what it prints and how it ends."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from config.folder import shipped_folder
from kiosk.commands import procedures


@pytest.fixture
def app() -> typer.Typer:
    made = typer.Typer()
    procedures.register(made)

    @made.command("other")
    def other() -> None:
        """A second command, as in the whole program."""

    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    whole = tmp_path / "procedures"
    shutil.copytree(shipped_folder() / "procedures", whole)
    return whole


def test_the_shipped_configuration_is_whole(app: typer.Typer) -> None:
    result = CliRunner().invoke(app, ["procedures", "check"])
    assert result.exit_code == 0, result.output
    assert "1.004873, 2.000635" in result.output


def test_faults_in_words(app: typer.Typer, folder: Path) -> None:
    path = folder / "2.000635.toml"
    path.write_text(path.read_text("utf-8").replace('line = "A"', 'line = "Q"'), "utf-8")
    result = CliRunner().invoke(app, ["procedures", "check", str(folder)])
    assert result.exit_code == 1
    assert "2.000635.toml: line: Trung tâm không có nhóm thủ tục Q." in result.output
    assert "The centre has no line Q. Choose from: A, B, C." in result.output


def test_faults_as_json(app: typer.Typer, folder: Path) -> None:
    (folder / "2.000635.toml").write_bytes(b"code = ")
    result = CliRunner().invoke(app, ["procedures", "check", str(folder), "--json"])
    assert result.exit_code == 1
    report = json.loads(result.output)
    assert [fault["file"] for fault in report["faults"]] == ["2.000635.toml"]
    assert set(report["faults"][0]) == {"file", "key", "vi", "en"}
    assert report["procedures"] == []


def test_the_centre_is_looked_at_too(app: typer.Typer, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["procedures", "check", "--config", str(tmp_path), "--json"])
    assert result.exit_code == 1
    files = {fault["file"] for fault in json.loads(result.output)["faults"]}
    assert {"centre.toml", "staff.toml", "devices.toml"} <= files


def test_a_whole_configuration_folder_may_be_named(app: typer.Typer, tmp_path: Path) -> None:
    shutil.copytree(shipped_folder(), tmp_path / "config", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    assert CliRunner().invoke(app, ["procedures", "check", str(tmp_path / "config")]).exit_code == 0
    (tmp_path / "config" / "staff.toml").unlink()
    result = CliRunner().invoke(app, ["procedures", "check", str(tmp_path / "config")])
    assert (result.exit_code, "staff.toml" in result.output) == (1, True)


def test_a_selection_of_procedures_need_not_match_the_centres_lines(app: typer.Typer, folder: Path) -> None:
    (folder / "1.004873.toml").unlink()
    assert CliRunner().invoke(app, ["procedures", "check", str(folder)]).exit_code == 0


def test_a_board_speaks_only_languages_that_have_a_file(app: typer.Typer, tmp_path: Path) -> None:
    shutil.copytree(shipped_folder(), tmp_path / "config", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    devices = tmp_path / "config" / "devices.toml"
    devices.write_text(devices.read_text("utf-8").replace('languages = ["vi", "en"]', 'languages = ["vi", "hmn"]', 1))
    (tmp_path / "config" / "spoken" / "en.toml").write_text("voice = 3", "utf-8")
    result = CliRunner().invoke(app, ["procedures", "check", "--config", str(tmp_path / "config")])
    assert result.exit_code == 1
    assert "spoken/en.toml" in result.output
    (tmp_path / "config" / "spoken" / "en.toml").unlink()
    result = CliRunner().invoke(app, ["procedures", "check", "--config", str(tmp_path / "config")])
    assert "There is no file spoken/hmn.toml." in result.output
