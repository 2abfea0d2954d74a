"""Courier and city are killed at seeded moments; a ledger kept outside tells what was acknowledged."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from city.contract import ClerkSession, Dossier
from city.outbox import Closed, Outbox
from kiosk.storage.sealing import DeviceKey
from tests.city.given import Sandbox, Visit, make_visit

COURIER = Path(__file__).with_name("courier_child.py")
KILLS = 6


class Courier:
    """courier_child.py, again and again."""

    def __init__(self, home: Path, sandbox: Sandbox) -> None:
        self.ledger = home.parent / "told"
        token_file = home.parent / "centre.token"
        token_file.write_text(sandbox.centre)
        self._words = [sys.executable, str(COURIER), str(home), sandbox.url, str(token_file), str(self.ledger)]
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(self._words, stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == b"ready\n"

    def kill(self) -> None:
        self._process.kill()
        self._process.communicate()


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Outbox]:
    home = tmp_path / "station"
    key = DeviceKey.load_or_make(home / "device.key")
    box = Outbox(home, key.seal, key.unseal)
    yield box
    box.close()


def test_nothing_acknowledged_is_lost(
    station: Outbox,
    new_sandbox: Callable[[], Sandbox],
    seeds: Callable[..., Iterator[int]],
    tmp_path: Path,
) -> None:
    sandbox = new_sandbox()
    courier = Courier(tmp_path / "station", sandbox)
    ledger: list[Visit] = []
    try:
        for seed in seeds(short=2, long=40):
            luck = random.Random(seed)
            visits = []
            for _ in range(KILLS):
                visit = make_visit(*(luck.randbytes(luck.choice((1000, 400_000, 6_000_000))) for _ in range(2)))
                assert isinstance(station.close_visit(visit.manifest, visit.blobs, visit.ended), Closed)
                visits.append(visit)
                time.sleep(luck.uniform(0, 0.4))
                victim: Courier | Sandbox = luck.choice((courier, courier, sandbox))
                victim.kill()
                victim.start()
            wait_until_filed(station, visits)
            ledger += visits
            check(station, sandbox, visits)
        codes = [code(station, visit) for visit in ledger]
        assert len(set(codes)) == len(codes)
        told = set(courier.ledger.read_text().split())
        assert told == {visit.ended.request_id for visit in ledger}
    finally:
        courier.kill()


def wait_until_filed(station: Outbox, visits: list[Visit]) -> None:
    until = time.monotonic() + 90
    while any(code(station, visit) is None for visit in visits) or station.counts().messages_waiting:
        assert time.monotonic() < until, station.counts()
        time.sleep(0.05)


def code(station: Outbox, visit: Visit) -> str | None:
    dossier = station.dossier(visit.dossier_id)
    assert dossier is not None
    assert dossier.status != "parked", dossier
    return dossier.code


def check(station: Outbox, sandbox: Sandbox, visits: list[Visit]) -> None:
    """The city has every byte that was closed, under the code that the station shows, and here nothing is left."""
    counter = sandbox.counter()
    session = counter.clerk_session("lan", 3)
    assert isinstance(session, ClerkSession)
    for visit in visits:
        opened = counter.open_dossier(visit.dossier_id, session.token)
        assert isinstance(opened, Dossier)
        assert opened.state.code == code(station, visit)
        assert opened.answers == visit.blobs[visit.manifest.answers_sha256]
        for listed in visit.manifest.documents:
            document = counter.document(visit.dossier_id, listed.document_id, listed.sha256, session.token)
            assert document == visit.blobs[listed.sha256]
    assert list(station.blobs.iterdir()) == []
