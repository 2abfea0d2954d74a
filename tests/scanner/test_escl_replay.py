"""Recorded conversations of real devices, played back: our client takes the device's part of each as it was said."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from scanner.drivers.escl import EsclScanner
from scanner.port import CapturedPage, Finished, ScanResult, ScanSettings, Source
from tests.scanner.scripted_device import Device, Say, jpeg


@dataclass(frozen=True)
class Exchange:
    """One request of the recording and its answer. saved: bytes of the image that was not recorded."""

    method: str
    path: str
    sent: str
    status: int
    headers: dict[str, str]
    body: str
    saved: int


def exchanges(log: str) -> list[Exchange]:
    """Every request and answer of a log of sane-airscan, in order."""
    found = []
    for block in log.split("==============================\n"):
        request = re.match(
            r"(GET|POST|DELETE) http://[^/]+(/\S+)\n(.*?)\nStatus: (\d+).*?\n(.*?)\n\n(.*)", block, re.DOTALL
        )
        if request is None:
            continue
        method, path, sent, status, headers, rest = request.groups()
        body = re.match(r"<\?xml.*?</scan:Scanner\w+>", rest, re.DOTALL)
        saved = re.match(r"(\d+) bytes of data saved", rest)
        found.append(
            Exchange(
                "POST" if path.endswith("/ScanJobs") else method,  # one log says GET of its POST
                path,
                sent,
                int(status),
                dict(line.split(": ", 1) for line in headers.split("\n") if ": " in line),
                body[0] if body else "",
                int(saved[1]) if saved else 0,
            )
        )
    return found


@pytest.mark.parametrize(
    ("log", "size"),
    [
        ("Canon-D570.log", (2550, 3508)),
        ("HP.DeskJet.2540-ippusbxd-300.log", (2550, 3508)),
        ("Kyocera-ECOSYS-M2040dn.log", (2550, 3507)),
    ],
)
def test_our_client_holds_the_recorded_conversation(
    log: str, size: tuple[int, int], device: Device, real_data: Callable[[str], Path]
) -> None:
    recorded = exchanges((real_data("escl") / log).read_text())
    assert [(one.method, one.path.rsplit("/", 1)[-1]) for one in recorded][:3] == [
        ("GET", "ScannerCapabilities"), ("POST", "ScanJobs"), ("GET", "NextDocument"),
    ]  # fmt: skip
    capabilities, created, page, deleted = recorded
    image = jpeg(1, size, 300)
    kept_headers = ("Location", "Content-Type", "Content-Location", "Upgrade", "Server", "Accept-Ranges")

    def said(one: Exchange, body: bytes) -> Say:
        return Say(one.status, body, {name: text for name, text in one.headers.items() if name in kept_headers})

    device.capabilities = [said(capabilities, capabilities.body.encode())]
    device.create = [said(created, b"")]
    device.pages = [said(page, image)]
    device.delete = [said(deleted, b"")]
    kept: list[CapturedPage] = []
    scanner = EsclScanner(device.url, pause=lambda *_: None)
    assert scanner.scan(ScanSettings(Source.PLATEN), kept.append, threading.Event()) == ScanResult(1, Finished())
    assert [(one.image, one.width, one.height) for one in kept] == [(image, *size)]
    assert kept[0].dpi == pytest.approx(300, rel=0.03)
    # The same requests to the same paths, in the same order.
    assert [(one[0], one[1]) for one in device.asked] == [(one.method, one.path) for one in recorded]
    if created.sent.count("<?xml"):
        ours, theirs = (meant(text) for text in (device.requests("POST")[0][2].decode(), created.sent))
        assert {name: ours.get(name) for name in theirs if name not in ("Version", "Width")} == {
            name: text for name, text in theirs.items() if name not in ("Version", "Width")
        }


def meant(text: str) -> dict[str, str]:
    """The settings in a posted document, by element name."""
    root: Element = fromstring(text[text.index("<?xml") :].encode())
    said = {str(node.tag).rsplit("}", 1)[-1]: (node.text or "").strip() for node in root.iter()}
    return {name: text for name, text in said.items() if text}
