"""The network driver against a printer that somebody else simulates: emupos, three models of it.

emupos needs Python 3.13, newer than the app and than Debian 12, so `./setup --peers` cannot install it and it is the
one peer that is never required: `python3.13 -m venv V && V/bin/pip install emupos`, then put V/bin on the PATH.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests
from PIL import Image, ImageChops

from config.texts import Text
from printing.drivers.network import NetworkPrinter
from printing.port import CoverOpen, NotPrinted, Offline, PaperOut, Printed
from printing.slip import SlipContent, lay_out


@dataclass(frozen=True)
class Emupos:
    """One running printer of theirs."""

    port: int
    api: str
    receipts: Path


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


@pytest.fixture(params=["epson-tm-t20iii", "xprinter-xp80t", "rongta-rp326"])
def emupos(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Emupos]:
    program = shutil.which("emupos")
    if program is None:
        pytest.skip("peer emupos is not on the PATH; it needs Python 3.13")
    port, api = _free_port(), _free_port()
    receipts = tmp_path / "receipts"
    (tmp_path / "emupos.yaml").write_text(
        f"schema: 1\napi: {{ host: 127.0.0.1, port: {api} }}\ndevices:\n  - id: front\n    type: printer\n"
        f"    profile: {request.param}\n    connections:\n      - tcp: {{ port: {port} }}\n"
        f"    receipts_dir: {receipts}\n"
    )
    with subprocess.Popen([program, "run"], cwd=tmp_path, stdout=subprocess.DEVNULL) as process:
        address = f"http://127.0.0.1:{api}/api/v1"
        _until_it_answers(address)
        yield Emupos(port, address, receipts)
        process.terminate()


def _until_it_answers(api: str) -> None:
    until = time.monotonic() + 20
    while True:
        try:
            requests.get(f"{api}/health", timeout=1)
        except requests.ConnectionError:
            assert time.monotonic() < until, "emupos does not start"
            time.sleep(0.1)
        else:
            return


def test_dots_and_faults(emupos: Emupos) -> None:
    slip = lay_out(
        SlipContent(
            kind="ticket",
            centre_name=Text("Chi nhánh số 3 · Hoàn Kiếm", "Branch No. 3 · Hoàn Kiếm"),
            label="A012",
            line_name=Text("Hộ tịch · Chứng thực", "Civil status · Certification"),
            zone=Text("Khu B", "Zone B"),
            issued_at=datetime(2026, 11, 23, 3, 32, tzinfo=UTC),
            dossier_code="MC1:" + "AB23" * 21,
        )
    )
    printer = NetworkPrinter("127.0.0.1", emupos.port)
    assert printer.print_slip(slip, "one") == Printed()
    assert printer.print_slip(slip, "one") == Printed()
    (image,) = emupos.receipts.rglob("*.png")
    with Image.open(image) as receipt:
        printed = receipt.convert("L").crop((0, 0, *slip.size))
    assert ImageChops.difference(printed, slip.convert("L")).getbbox() is None

    for fault, trouble in (("paper-out", PaperOut()), ("cover-open", CoverOpen()), ("offline", Offline())):
        requests.put(f"{emupos.api}/devices/front/faults/{fault}", timeout=5).raise_for_status()
        assert printer.print_slip(slip, "two") == NotPrinted(trouble)
        requests.delete(f"{emupos.api}/devices/front/faults/{fault}", timeout=5).raise_for_status()
    requests.put(f"{emupos.api}/devices/front/faults/paper-near-end", timeout=5).raise_for_status()
    assert printer.print_slip(slip, "two") == Printed(near_end=True)
