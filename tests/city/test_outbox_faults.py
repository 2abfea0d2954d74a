"""A visit is closed on a disk that fails, or by a process that dies, at its system calls in turn."""

from __future__ import annotations

import os
import pickle
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from city.errands import CITY_KINDS, Announce, Carry, Errands
from city.outbox import Closed, Outbox
from kiosk.storage.sealing import DeviceKey
from tests.city.given import Visit, make_visit

CLOSER = Path(__file__).with_name("closer.py")
CALLS = ("write", "pwrite64", "fsync", "fdatasync")
VISIT = make_visit(b"%PDF-1.7 " * 200_000)


class BadDisk:
    """Runs closer.py under strace, over a home folder that was used before."""

    def __init__(self, strace: str, folder: Path) -> None:
        self._strace = strace
        self._fresh = folder / "fresh"
        self._visit = folder / "visit"
        self._visit.write_bytes(pickle.dumps(VISIT))
        box, _ = self.open(self._fresh)
        earlier = make_visit(b"closed before")
        box.close_visit(earlier.manifest, earlier.blobs, earlier.ended)
        box.close()
        self._folder = folder

    def open(self, home: Path) -> tuple[Outbox, Path]:
        key = DeviceKey.load_or_make(home / "device.key")
        return Outbox(home, key.seal, key.unseal), home

    def run(self, *inject: str, log: str = "/dev/null") -> tuple[str, Path]:
        home = self._folder / "home"
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(self._fresh, home)
        words = [self._strace, "-f", "-qq", "-o", log, "-e", f"trace={','.join(CALLS)}", *inject]
        done = subprocess.run(
            [*words, sys.executable, str(CLOSER), str(home), str(self._visit)], capture_output=True, text=True
        )
        return done.stdout.strip(), home

    def moments(self) -> list[tuple[str, int]]:
        """Every system call that closing makes, as (call, how many of its kind so far); some of them in a short run."""
        moments = [(call, when) for call, times in self.calls().items() for when in range(1, times + 1)]
        if os.environ.get("MOTCUA_LONG") == "1":
            return moments
        return random.Random(os.environ.get("MOTCUA_SEED", "1")).sample(moments, min(10, len(moments)))

    def calls(self) -> Counter[str]:
        """How often each call is made when nothing fails."""
        log = self._folder / "calls"
        said, _ = self.run(log=str(log))
        assert said.startswith("Closed")
        return Counter(re.findall(r"^\d+ +(\w+)\(", log.read_text(), re.MULTILINE))


@pytest.fixture
def disk(peer: Callable[[str], str], tmp_path: Path) -> BadDisk:
    return BadDisk(peer("strace"), tmp_path)


def contents(box: Outbox, visit: Visit) -> dict[str, bytes]:
    """What the outbox would send of a dossier."""
    errands = Errands(box)
    found = {}
    while (errand := errands.lease(CITY_KINDS)) is not None:
        match errand:
            case Announce():
                errands.announced(errand)
            case Carry(dossier_id=dossier_id) if dossier_id == visit.dossier_id:
                found[errand.sha256] = b"".join(errands.read(errand, 0))
    return found


def check(disk: BadDisk, said: str, home: Path) -> str:
    """All or nothing, whatever was said; and what was promised is there."""
    box, _ = disk.open(home)
    try:
        kept = box.dossier(VISIT.dossier_id) is not None
        assert len(list(box.blobs.iterdir())) == (4 if kept else 2)
        assert kept or not said.startswith("Closed")
        assert box.close_visit(VISIT.manifest, VISIT.blobs, VISIT.ended) == Closed(VISIT.dossier_id)
        assert contents(box, VISIT) == dict(VISIT.blobs)
        assert box.counts().messages_waiting == 2
    finally:
        box.close()
    return said


@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_a_disk_that_fails_once(disk: BadDisk, error: str) -> None:
    said = set()
    for call, when in disk.moments():
        outcome, home = disk.run("-e", f"inject={call}:error={error}:when={when}")
        said.add(check(disk, outcome, home))
    assert any("disk_full" in words if error == "ENOSPC" else "disk_fault" in words for words in said)


@pytest.mark.parametrize("call", CALLS)
def test_a_disk_that_stays_full(disk: BadDisk, call: str) -> None:
    outcome, home = disk.run("-e", f"inject={call}:error=ENOSPC:when=3+")
    assert not outcome.startswith("Closed") or disk.calls()[call] < 3
    check(disk, outcome, home)


def test_a_process_that_dies(disk: BadDisk) -> None:
    for call, when in disk.moments():
        outcome, home = disk.run("-e", f"inject={call}:signal=SIGKILL:when={when}")
        check(disk, outcome, home)


def test_a_power_cut_loses_nothing_that_was_promised(disk: BadDisk, tmp_path: Path) -> None:
    """Files and their folder are synced before the rows that speak of them, the rows before anything is said.

    A killed process proves less than a power cut, which also loses what was written and not synced.
    """
    log = tmp_path / "order"
    said, home = disk.run("-y", log=str(log))
    assert said.startswith("Closed")
    calls = re.findall(r"^\d+ +(\w+)\(\d+<([^>]*)>", log.read_text(), re.MULTILINE)
    blobs, database = str(home / "outbox" / "blobs"), str(home / "outbox" / "outbox.db-wal")
    first_blob = next(at for at, (call, path) in enumerate(calls) if path.startswith(blobs + "/"))
    order = calls[first_blob:]
    written = {path for call, path in order if call == "write" and path.startswith(blobs + "/")}
    rows = order.index(("pwrite64", database))
    committed = order.index(("fdatasync", database), rows)
    said_at = next(at for at, (call, path) in enumerate(order) if call == "write" and "pipe" in path)
    assert len(written) == 2
    for path in written:
        assert max(at for at, each in enumerate(order) if each == ("write", path)) < order.index(("fsync", path)) < rows
        assert order.index(("fsync", path)) < order.index(("fsync", blobs)) < rows
    assert not [path for call, path in order[committed:said_at] if path == database and call == "pwrite64"]
    assert committed < said_at
