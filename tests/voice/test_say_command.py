"""`motcua say`: a technician hears a board's voice before the hall does."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from config.folder import shipped_folder
from kiosk.cli import app
from kiosk.demo.centre import copy_configuration
from kiosk.voice.sound import from_wav
from tests.voice.given import chime_starts


@pytest.mark.parametrize(("name", "at_least_s"), [("B1", 5), ("Q3", 2)])  # in two languages, in one
def test_a_call_as_a_file(tmp_path: Path, name: str, at_least_s: float) -> None:
    done = CliRunner().invoke(app, ["say", "A012", "3", "--name", name, "--out", str(tmp_path / "call.wav")])
    assert done.exit_code == 0, done.output
    sound = from_wav((tmp_path / "call.wav").read_bytes())
    assert len(chime_starts(sound.samples)) == 1
    assert sound.seconds > at_least_s


@pytest.mark.parametrize(
    ("words", "change", "says"),
    [
        (["--name", "B9"], ("", ""), "no board or counter named B9"),
        ([], ('languages = ["vi", "en"]', 'languages = ["vi", "th"]'), "no file in spoken/ for the language th"),
    ],
)
def test_what_cannot_be_said_is_told_in_words(
    tmp_path: Path, words: list[str], change: tuple[str, str], says: str
) -> None:
    copy_configuration(tmp_path)
    text = (shipped_folder() / "devices.toml").read_text("utf-8")
    (tmp_path / "devices.toml").write_text(text.replace(*change, 1), "utf-8")
    done = CliRunner().invoke(app, ["say", "A012", "3", "--config", str(tmp_path), *words])
    assert done.exit_code == 1
    assert says in done.output
