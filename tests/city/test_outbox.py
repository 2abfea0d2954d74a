"""The outbox keeps a visit whole or not at all, sealed, and lets nothing go unconfirmed."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from city.contract import Confirmation
from city.errands import CITY_KINDS, HUB_KINDS, Announce, Carry, Errands, FetchCode, TellHub
from city.outbox import Closed, NotClosed, Outbox
from kiosk.storage.sealing import DeviceKey
from tests.city.given import Clock, Visit, make_visit, sha256

PDF = b"%PDF-1.7 NGUYEN THI MAU " * 200_000  # more than four frames
NAME = b"NGUYEN THI MAU"


def close(box: Outbox, visit: Visit) -> Closed | NotClosed:
    return box.close_visit(visit.manifest, visit.blobs, visit.ended)


def test_a_closed_visit_waits_whole(box: Outbox) -> None:
    visit = make_visit(PDF, b"small")
    assert close(box, visit) == Closed(visit.dossier_id)
    dossier = box.dossier(visit.dossier_id)
    assert dossier is not None
    assert (dossier.status, dossier.code, dossier.parcels_sent, dossier.parcels_total) == ("waiting", None, 0, 3)
    counts = box.counts()
    assert (counts.dossiers_waiting, counts.parcels_waiting, counts.messages_waiting) == (1, 3, 1)
    assert counts.bytes_waiting == sum(map(len, visit.blobs.values()))


def test_a_file_that_serves_twice_is_one_parcel(box: Outbox) -> None:
    visit = make_visit(b"the same", b"the same")
    close(box, visit)
    dossier = box.dossier(visit.dossier_id)
    assert dossier is not None
    assert dossier.parcels_total == 2


def test_closing_again_changes_nothing(box: Outbox) -> None:
    visit = make_visit(PDF)
    close(box, visit)
    before = box.counts()
    assert close(box, visit) == Closed(visit.dossier_id)
    assert box.counts() == before
    assert len(list(box.blobs.iterdir())) == 2


def test_the_same_dossier_with_other_contents_is_not_taken(box: Outbox) -> None:
    visit, other = make_visit(PDF), make_visit(b"something else")
    close(box, visit)
    forged = replace(other, manifest=replace(other.manifest, dossier_id=visit.dossier_id))
    assert close(box, forged) == NotClosed("other_content")
    assert len(list(box.blobs.iterdir())) == 2


def test_blobs_that_are_not_the_manifests_are_a_bug(box: Outbox) -> None:
    visit = make_visit(PDF)
    with pytest.raises(ValueError, match="not those that the manifest names"):
        box.close_visit(visit.manifest, {}, visit.ended)
    swapped = {digest: b"x" * len(data) for digest, data in visit.blobs.items()}
    with pytest.raises(ValueError, match="not what its sha256 says"):
        box.close_visit(visit.manifest, swapped, visit.ended)
    assert list(box.blobs.iterdir()) == []


def test_nothing_lies_in_the_clear(box: Outbox) -> None:
    visit = make_visit(PDF)
    close(box, visit)
    for path in box.folder.rglob("*"):
        assert "mau" not in path.name.lower()
        if path.is_file():
            assert NAME not in path.read_bytes(), path
            assert path.stat().st_mode & 0o077 == 0 or path.suffix in (".db", ".db-wal", ".db-shm"), path


def test_what_is_read_back_is_what_was_closed(box: Outbox) -> None:
    visit = make_visit(PDF)
    close(box, visit)
    errands = Errands(box)
    for _ in range(2):
        carry = _carry(errands)
        assert b"".join(errands.read(carry, 0)) == visit.blobs[carry.sha256]
        for start in (1, len(visit.blobs[carry.sha256]) - 1, min(1 << 20, carry.bytes)):
            assert b"".join(errands.read(carry, start)) == visit.blobs[carry.sha256][start:]


def test_errands_come_in_order_and_one_at_a_time(box: Outbox, clock: Clock) -> None:
    visit = make_visit(b"one")
    close(box, visit)
    errands = Errands(box)
    announce = errands.lease(CITY_KINDS)
    assert isinstance(announce, Announce)
    assert announce.manifest == visit.manifest
    assert errands.lease(CITY_KINDS) is None
    errands.announced(announce)
    first, second = errands.lease(CITY_KINDS), errands.lease(CITY_KINDS)
    assert isinstance(first, Carry)
    assert isinstance(second, Carry)
    assert {first.sha256, second.sha256} == set(visit.blobs)
    assert errands.lease(CITY_KINDS) is None
    errands.confirmed(first, Confirmation(first.sha256, first.bytes, clock()))
    assert errands.lease(CITY_KINDS) is None
    errands.confirmed(second, Confirmation(second.sha256, second.bytes, clock()))
    code = errands.lease(CITY_KINDS)
    assert isinstance(code, FetchCode)
    errands.coded(code, "H26.107-261120-0001")
    assert errands.lease(CITY_KINDS) is None
    told = errands.lease(HUB_KINDS)
    assert isinstance(told, TellHub)
    assert told.message == visit.ended
    errands.told(told)
    assert errands.lease(HUB_KINDS) is None
    dossier = box.dossier(visit.dossier_id)
    assert dossier is not None
    assert (dossier.status, dossier.code) == ("filed", "H26.107-261120-0001")


def _carry(errands: Errands) -> Carry:
    errand = errands.lease(CITY_KINDS)
    if isinstance(errand, Announce):
        errands.announced(errand)
        errand = errands.lease(CITY_KINDS)
    assert isinstance(errand, Carry)
    return errand


def test_a_file_goes_only_with_its_own_hash(box: Outbox, clock: Clock) -> None:
    close(box, make_visit(PDF))
    errands = Errands(box)
    carry = _carry(errands)
    for wrong in (Confirmation(sha256(b"another"), carry.bytes, clock()), Confirmation(carry.sha256, 1, clock())):
        with pytest.raises(ValueError, match="another file"):
            errands.confirmed(carry, wrong)
    assert box.blob_path(carry.parcel_id).exists()
    errands.confirmed(carry, Confirmation(carry.sha256, carry.bytes, clock()))
    assert not box.blob_path(carry.parcel_id).exists()


def test_leases_end(box: Outbox, clock: Clock) -> None:
    close(box, make_visit())
    errands = Errands(box)
    hung = errands.lease(CITY_KINDS)
    assert isinstance(hung, Announce)
    clock.forward(seconds=29)
    assert errands.lease(CITY_KINDS) is None
    clock.forward(seconds=2)
    again = errands.lease(CITY_KINDS)
    assert isinstance(again, Announce)
    assert not errands.renew(hung.lease)
    assert not errands.postpone(hung.lease, timedelta(seconds=1), "timeout")
    assert errands.renew(again.lease)
    clock.forward(seconds=29)
    assert errands.lease(CITY_KINDS) is None


@pytest.mark.parametrize("back", [timedelta(minutes=10), timedelta(days=400)])
def test_a_clock_set_back_holds_nothing_up(box: Outbox, clock: Clock, back: timedelta) -> None:
    close(box, make_visit())
    errands = Errands(box)
    clock.now -= back
    leased = errands.lease(CITY_KINDS)
    assert isinstance(leased, Announce)
    clock.now -= back
    again = errands.lease(CITY_KINDS)
    assert isinstance(again, Announce)
    errands.postpone(again.lease, timedelta(seconds=30), "timeout")
    clock.now -= back
    assert errands.lease(CITY_KINDS) is not None


def test_put_off_and_parked(box: Outbox, clock: Clock) -> None:
    visit = make_visit()
    close(box, visit)
    errands = Errands(box)
    announce = errands.lease(CITY_KINDS)
    assert isinstance(announce, Announce)
    errands.postpone(announce.lease, timedelta(seconds=20), "timeout")
    assert errands.lease(CITY_KINDS) is None
    clock.forward(seconds=20)
    announce = errands.lease(CITY_KINDS)
    assert isinstance(announce, Announce)
    assert announce.lease.attempts == 1
    errands.park(announce.lease, "dossier_differs")
    clock.forward(days=1)
    assert errands.lease(CITY_KINDS) is None
    dossier = box.dossier(visit.dossier_id)
    assert dossier is not None
    assert (dossier.status, dossier.last_trouble) == ("parked", "dossier_differs")
    (parked,) = errands.parked()
    assert (parked.dossier_id, parked.reason) == (visit.dossier_id, "dossier_differs")
    assert errands.unpark(parked.errand_id)
    assert not errands.unpark(parked.errand_id)
    assert errands.lease(CITY_KINDS) is not None


def test_the_sweep_takes_orphans_and_leaves_the_rest(box: Outbox, tmp_path: Path, device_key: DeviceKey) -> None:
    close(box, make_visit(PDF))
    kept = set(box.blobs.iterdir())
    orphan = box.blobs / f"{'0' * 32}.sealed"
    orphan.write_bytes(b"left by a process that was killed before its rows")
    again = Outbox(tmp_path / "station", device_key.seal, device_key.unseal)
    again.close()
    assert set(box.blobs.iterdir()) == kept


def test_the_sweep_waits_for_a_visit_being_closed(tmp_path: Path, device_key: DeviceKey) -> None:
    """Another process's start must not take the files that are just being written."""
    sealing, go = threading.Event(), threading.Event()

    def slow_seal(plain: bytes) -> bytes:
        sealing.set()
        assert go.wait(10)
        return device_key.seal(plain)

    home = tmp_path / "station"
    station = Outbox(home, slow_seal, device_key.unseal)
    visit = make_visit(b"one", b"two")
    outcome: list[Closed | NotClosed] = []
    thread = threading.Thread(target=lambda: outcome.append(close(station, visit)))
    thread.start()
    assert sealing.wait(10)
    courier = Outbox(home, device_key.seal, device_key.unseal)
    assert courier.sweep() == 0
    go.set()
    thread.join(10)
    assert outcome == [Closed(visit.dossier_id)]
    errands = Errands(courier)
    carry = _carry(errands)
    assert b"".join(errands.read(carry, 0)) == visit.blobs[carry.sha256]
    station.close()
    courier.close()


def test_two_lanes_never_share_an_errand(tmp_path: Path, device_key: DeviceKey) -> None:
    """Two connections, four threads, forty messages: each is leased once."""
    home = tmp_path / "station"
    boxes = [Outbox(home, device_key.seal, device_key.unseal) for _ in range(2)]
    for _ in range(40):
        close(boxes[0], make_visit())
    taken: list[int] = []

    def work(box: Outbox) -> None:
        errands = Errands(box)
        while (errand := errands.lease(HUB_KINDS)) is not None:
            taken.append(errand.lease.errand_id)

    threads = [threading.Thread(target=work, args=(box,)) for box in boxes * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(taken) == len(set(taken)) == 40
    for box in boxes:
        box.close()


def test_forgotten_after_a_while(box: Outbox, clock: Clock) -> None:
    visit, waiting = make_visit(), make_visit()
    close(box, visit)
    errands = Errands(box)
    carry = _carry(errands)
    errands.confirmed(carry, Confirmation(carry.sha256, carry.bytes, clock()))
    code = errands.lease(CITY_KINDS)
    assert isinstance(code, FetchCode)
    errands.coded(code, "H26.107-261120-0001")
    close(box, waiting)
    assert box.forget_filed(clock() - timedelta(days=1)) == 0
    clock.forward(days=2)
    assert box.forget_filed(clock() - timedelta(days=1)) == 1
    assert box.dossier(visit.dossier_id) is None
    assert box.dossier(waiting.dossier_id) is not None
