"""The commands as an operator types them: real hub, city and courier, one visit through them."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from city.outbox import Outbox
from tests.city.given import Sandbox, make_visit
from ticketing.client import HubClient

MOTCUA = [sys.executable, "-m", "kiosk"]


class Hub:
    """`motcua hub`, with one device let in."""

    def __init__(self, home: Path) -> None:
        self.token_file = home.parent / "courier.token"
        words = ["hub-enrol", "--home", str(home), "--name", "C1", "--role", "courier"]
        subprocess.run(
            [*MOTCUA, *words, "--token-file", str(self.token_file)], check=True, capture_output=True, timeout=60
        )
        self.process = subprocess.Popen(
            [*MOTCUA, "hub", "--home", str(home), "--port", "0"], stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.url = f"http://127.0.0.1:{json.loads(self.process.stdout.readline())['port']}"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    running = Hub(tmp_path / "hub")
    yield running
    running.process.send_signal(signal.SIGTERM)
    running.process.communicate(timeout=20)


def courier_words(sandbox: Sandbox, hub: Hub, home: Path) -> list[str]:
    city_token = home.parent / "city.token"
    city_token.write_text(sandbox.centre)
    places = ["--home", str(home), "--city", sandbox.url, "--hub", hub.url]
    return [*MOTCUA, "courier", *places, "--city-token-file", str(city_token), "--hub-token-file", str(hub.token_file)]


def outbox(home: Path) -> dict[str, Any]:
    said = subprocess.run([*MOTCUA, "outbox", "--home", str(home), "--json"], check=True, capture_output=True)
    counts: dict[str, Any] = json.loads(said.stdout)
    return counts


def test_a_visit_goes_out(sandbox: Sandbox, hub: Hub, box: Outbox) -> None:
    home = box.folder.parent
    visit = make_visit(b"%PDF-1.7 " * 1000)
    box.close_visit(visit.manifest, visit.blobs, visit.ended)
    assert outbox(home)["parcels_waiting"] == 2
    words = courier_words(sandbox, hub, home)
    courier = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    try:
        assert courier.stdout is not None
        assert json.loads(courier.stdout.readline()) == {"ready": True}
        second = subprocess.run(words, capture_output=True, text=True, timeout=60)
        assert (second.returncode, second.stderr) == (1, "another courier already works on this home folder\n")
        until = time.monotonic() + 30
        while outbox(home)["dossiers_waiting"] or outbox(home)["messages_waiting"]:
            assert time.monotonic() < until, outbox(home)
    finally:
        begun = time.monotonic()
        courier.send_signal(signal.SIGTERM)
        courier.communicate(timeout=20)
    assert courier.returncode == 0
    assert time.monotonic() - begun < 3
    told = HubClient(hub.url, hub.token_file.read_text().strip()).dossiers_of_visit(visit.manifest.visit_id)
    assert told == (visit.dossier_id,)
    events = [json.loads(line)["event"] for line in (home / "log" / "courier.jsonl").read_text().splitlines()]
    assert events[-1] == "process.stopped"
    for event in ("dossier.announced", "parcel.sent", "parcel.confirmed", "parcel.erased", "dossier.coded"):
        assert event in events
    assert "visit.ended_told" in events


def test_two_cities_never_share_a_home_or_a_port(sandbox: Sandbox, tmp_path: Path) -> None:
    for words, sentence in [
        (["--home", str(sandbox.home), "--port", "0"], "another city already works on this home folder\n"),
        (["--home", str(tmp_path / "other"), "--port", str(sandbox.port)], f"port {sandbox.port} is taken\n"),
    ]:
        done = subprocess.run([*MOTCUA, "city", *words], capture_output=True, text=True, timeout=60)
        assert (done.returncode, done.stderr, done.stdout) == (1, sentence, "")


def test_enrolling_again_replaces_the_token(new_sandbox: Callable[[], Sandbox], tmp_path: Path) -> None:
    sandbox = new_sandbox()
    token_file = tmp_path / "new.token"
    words = ["city-enrol", "--home", str(sandbox.home), "--name", "station", "--role", "centre", "--json"]
    done = subprocess.run([*MOTCUA, *words, "--token-file", str(token_file)], check=True, capture_output=True)
    assert json.loads(done.stdout) == {"name": "station", "role": "centre", "token_file": str(token_file)}
    assert token_file.stat().st_mode & 0o777 == 0o600
    visit = make_visit()
    refused = sandbox.client().announce(visit.manifest)
    assert "not_enrolled" in str(refused)
    sandbox.centre = token_file.read_text()
    assert "receiving" in str(sandbox.client().announce(visit.manifest))
    assert sandbox.centre.encode() not in (sandbox.home / "city.db").read_bytes()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["courier", "--city", "nowhere", "--hub", "http://127.0.0.1:1"], "not the address"),
        (["outbox", "--again", "7"], "nothing is parked under number 7"),
    ],
)
def test_what_cannot_be_done_is_said(tmp_path: Path, words: list[str], sentence: str) -> None:
    token = tmp_path / "token"
    token.write_text("token")
    files = ["--city-token-file", str(token), "--hub-token-file", str(token)] if words[0] == "courier" else []
    done = subprocess.run(
        [*MOTCUA, *words, *files, "--home", str(tmp_path / "home")], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
