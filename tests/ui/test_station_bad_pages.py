"""A scanner that answers nonsense: a sentence at the station, one event, the kept page stays, scanning goes on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from config import event_log
from scanner.drivers.escl.client import EsclScanner
from tests.scanner.scripted_device import CAPABILITIES, Device, Say, jpeg, sends
from tests.ui.station_given import make_station

GOOD = jpeg(1)
BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    b"<ScannerCapabilities><Version>&b;</Version></ScannerCapabilities>"
)


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The log of this process, for as long as one test."""
    log = tmp_path / "station.jsonl"
    monkeypatch.setattr(event_log, "_log", event_log.EventLog("station", log))
    return log


@pytest.fixture
def device() -> Iterator[Device]:
    made = Device()
    yield made
    made.close()


def pages(*bodies: bytes, media_type: str = "image/jpeg") -> Callable[[Device], None]:
    """One good page, then these, however often they are asked for."""

    def feed(device: Device) -> None:
        device.pages = [sends(GOOD, "/1"), *[sends(body, "/2", media_type=media_type) for body in bodies * 8]]

    return feed


def speaks(xml: bytes) -> Callable[[Device], None]:
    """The scanner's account of itself is this."""

    def feed(device: Device) -> None:
        device.capabilities = [Say(200, xml, {"Content-Type": "text/xml"})]

    return feed


@pytest.mark.parametrize(
    ("feed", "reason", "kept"),
    [
        (pages(GOOD[: len(GOOD) // 2]), "DamagedPage", 1),
        (pages(jpeg(4, (1, 1))), "DamagedPage", 1),
        (pages(jpeg(4, (20_000, 60))), "DamagedPage", 1),
        (pages(b"<!doctype html><p>Nguyen Thi Mau", media_type="text/html"), "DamagedPage", 1),
        (speaks(b"<a>" * 4_000_000), "DeviceFault", 0),
        (speaks(BOMB), "DeviceFault", 0),
    ],
    ids=("cut_jpeg", "one_pixel", "twenty_thousand_pixels", "no_picture", "ten_megabytes", "entity_bomb"),
)
def test_a_scanner_that_answers_nonsense(
    feed: Callable[[Device], None],
    reason: str,
    kept: int,
    device: Device,
    said: Path,
    tmp_path: Path,
    qapp: object,
    qtbot: QtBot,
) -> None:
    station = make_station(tmp_path, qtbot, driver=EsclScanner(device.url, pause=lambda _, seconds: None))
    hand = station.hand
    feed(device)
    hand.show_code(station.code.text())
    hand.wait_screen("Papers")
    hand.tap("scan")
    hand.wait(lambda: (hand.stage.snapshot or {}).get("trouble"))
    trouble = hand.stage.snapshot["trouble"]
    assert trouble["vi"]
    assert trouble["en"]
    assert hand.stage.snapshot["side"]["kept"] == kept
    text = said.read_text()
    events = [json.loads(line) for line in text.splitlines()]
    assert [(one["reason"], one["pages"]) for one in events if one["event"] == "scan.trouble"] == [(reason, kept)]
    assert "Mau" not in text

    device.capabilities = [Say(200, CAPABILITIES)]
    device.pages = [sends(jpeg(7), "/9")]
    hand.tap("scan" if hand.stage.screen == "Papers" else "scan_more")
    hand.wait(lambda: hand.stage.screen == "Pages" and hand.stage.snapshot["side"]["kept"] == kept + 1)
    station.close()


def test_a_page_that_the_disk_gives_back_damaged(
    device: Device, said: Path, tmp_path: Path, qapp: object, qtbot: QtBot
) -> None:
    device.pages = [sends(GOOD, "/1")]
    first = make_station(tmp_path, qtbot, driver=EsclScanner(device.url))
    first.hand.show_code(first.code.text())
    first.hand.wait_screen("Papers")
    first.hand.tap("scan")
    first.hand.wait(lambda: first.hand.stage.screen == "Pages" and first.hand.stage.snapshot["side"]["kept"] == 1)
    first.hand.wait(lambda: "page.cleaned" in said.read_text())
    code, hub = first.code, first.hub
    first.close()
    (page,) = (tmp_path / "spool" / "pages").iterdir()
    page.write_bytes(page.read_bytes()[:-40] + bytes(40))
    again = make_station(tmp_path, qtbot, code=code, hub=hub, driver=EsclScanner(device.url))
    again.hand.show_code(code.text())
    again.hand.wait(lambda: again.hand.stage.screen == "Papers")
    again.hand.wait(lambda: again.hand.stage.snapshot["side"]["papers"][0]["state"] == "check")
    again.hand.tap("paper_signed_form")
    again.hand.wait_screen("Pages")
    again.hand.wait(lambda: again.hand.stage.snapshot["worst"] == "unreadable")
    events = [json.loads(line) for line in said.read_text().splitlines()]
    assert [one["reason"] for one in events if one["event"] == "input.refused"] == ["unreadable"]
    again.close()
