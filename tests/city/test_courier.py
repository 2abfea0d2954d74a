"""The courier waits, parks, confirms and erases; a city that says anything holds it up no longer than that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from city.contract import (
    Confirmation,
    DossierManifest,
    DossierState,
    DossierStatus,
    NotKept,
    Refused,
    Told,
    Unreachable,
    VisitEnded,
)
from city.courier import Courier
from city.errands import CITY_KINDS, HUB_KINDS, Errands
from city.outbox import Closed, Outbox
from city.tus import Shipment, SourceBroken, Uploaded
from tests.city.given import Clock, Visit, make_visit, sha256

PDF = b"%PDF-1.7 " * 300_000
DARK = Unreachable("no_connection")
NO = Refused("not_in_manifest", "Không.", "No.")


@dataclass
class FakeCity:
    """Does what a city does, unless a list says what to answer first."""

    clock: Clock
    announces: list[Refused | Unreachable] = field(default_factory=list)
    uploads: list[Refused | Unreachable | Uploaded] = field(default_factory=list)
    confirmations: list[Confirmation | NotKept | Refused | Unreachable] = field(default_factory=list)
    states: list[DossierState | Refused | Unreachable] = field(default_factory=list)
    manifests: dict[str, DossierManifest] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    told: list[VisitEnded] = field(default_factory=list)
    hub: list[Refused | Unreachable] = field(default_factory=list)
    read_again: int = 0

    def announce(self, manifest: DossierManifest) -> DossierState | Refused | Unreachable:
        if self.announces:
            return self.announces.pop(0)
        self.manifests[manifest.dossier_id] = manifest
        return DossierState(manifest.dossier_id, DossierStatus.RECEIVING)

    def upload(
        self, shipment: Shipment, note_url: Callable[[str | None], None], go_on: Callable[[], bool]
    ) -> Uploaded | SourceBroken | Refused | Unreachable:
        if self.uploads:
            return self.uploads.pop(0)
        note_url("/v1/files/somewhere")
        received = b"".join(shipment.read(0))
        if not go_on():
            return Unreachable("stopped")
        self.read_again += 1
        self.files[sha256(received)] = received
        return Uploaded("/v1/files/somewhere")

    def confirmation(self, dossier_id: str, digest: str) -> Confirmation | NotKept | Refused | Unreachable:
        if self.confirmations:
            return self.confirmations.pop(0)
        if digest not in self.files:
            return NotKept()
        return Confirmation(digest, len(self.files[digest]), self.clock())

    def dossier(self, dossier_id: str) -> DossierState | Refused | Unreachable:
        if self.states:
            return self.states.pop(0)
        return DossierState(dossier_id, DossierStatus.FILED, "H26.107-261120-0001", self.clock())

    def tell(self, ended: VisitEnded) -> Told | Refused | Unreachable:
        if self.hub:
            return self.hub.pop(0)
        self.told.append(ended)
        return Told()


@pytest.fixture
def city(clock: Clock) -> FakeCity:
    return FakeCity(clock)


@pytest.fixture
def courier(box: Outbox, city: FakeCity, clock: Clock) -> Courier:
    return Courier(box, city, city.tell, clock, lambda: 1.0)


@pytest.fixture
def closed(box: Outbox) -> Visit:
    visit = make_visit(PDF)
    assert isinstance(box.close_visit(visit.manifest, visit.blobs, visit.ended), Closed)
    return visit


def work_off(courier: Courier) -> None:
    while courier.run_one(CITY_KINDS) or courier.run_one(HUB_KINDS):
        pass


def status(box: Outbox, visit: Visit) -> tuple[str, str | None]:
    dossier = box.dossier(visit.dossier_id)
    assert dossier is not None
    return dossier.status, dossier.last_trouble


def test_a_visit_arrives(box: Outbox, courier: Courier, city: FakeCity, closed: Visit) -> None:
    work_off(courier)
    assert status(box, closed) == ("filed", None)
    assert city.files == dict(closed.blobs)
    assert city.manifests == {closed.dossier_id: closed.manifest}
    assert city.told == [closed.ended]
    assert list(box.blobs.iterdir()) == []


def test_the_wait_doubles_up_to_a_minute(
    box: Outbox, courier: Courier, city: FakeCity, clock: Clock, closed: Visit
) -> None:
    city.announces = [DARK] * 9
    waits = []
    while city.announces:
        begun = clock.now
        while not courier.run_one(CITY_KINDS):
            clock.forward(seconds=0.5)
        waits.append((clock.now - begun).total_seconds())
    assert waits == [0, 1, 2, 4, 8, 16, 32, 60, 60]
    assert status(box, closed) == ("waiting", "no_connection")


def test_jitter_spreads_the_waits(box: Outbox, city: FakeCity, clock: Clock, closed: Visit) -> None:
    courier = Courier(box, city, city.tell, clock, lambda: 0.0)
    city.announces = [DARK]
    courier.run_one(CITY_KINDS)
    clock.forward(seconds=0.4)
    assert not courier.run_one(CITY_KINDS)
    clock.forward(seconds=0.1)
    assert courier.run_one(CITY_KINDS)


def test_when_the_city_answers_again_everything_is_due(
    box: Outbox, courier: Courier, city: FakeCity, clock: Clock
) -> None:
    visits = [make_visit(PDF) for _ in range(5)]
    for visit in visits:
        box.close_visit(visit.manifest, visit.blobs, visit.ended)
    city.announces = [DARK] * 30
    while city.announces:
        courier.run_one(CITY_KINDS)
        clock.forward(seconds=1)
    clock.forward(seconds=61)
    work_off(courier)
    assert [status(box, visit)[0] for visit in visits] == ["filed"] * 5


def test_a_refusal_is_parked_for_staff(
    box: Outbox, courier: Courier, city: FakeCity, clock: Clock, closed: Visit
) -> None:
    city.uploads = [NO]
    work_off(courier)
    clock.forward(days=1)
    work_off(courier)
    assert status(box, closed) == ("parked", "not_in_manifest")
    assert box.counts().parked == 1
    assert len(list(box.blobs.iterdir())) == 1
    (parked,) = Errands(box).parked()
    Errands(box).unpark(parked.errand_id)
    work_off(courier)
    assert status(box, closed) == ("filed", None)


def test_a_refused_token_parks_nothing(
    box: Outbox, courier: Courier, city: FakeCity, clock: Clock, closed: Visit
) -> None:
    city.announces = [Refused("not_enrolled", "", ""), Refused("wrong_role", "", "")]
    work_off(courier)
    assert status(box, closed) == ("waiting", "not_enrolled")
    clock.forward(minutes=2)
    work_off(courier)
    clock.forward(minutes=2)
    work_off(courier)
    assert status(box, closed) == ("filed", None)


@pytest.mark.parametrize("wrong", ["hash", "size"])
def test_a_confirmation_of_something_else_erases_nothing(
    box: Outbox, courier: Courier, city: FakeCity, clock: Clock, closed: Visit, wrong: str
) -> None:
    digest = sha256(PDF)
    city.confirmations = [
        Confirmation(sha256(b"other") if wrong == "hash" else digest, 7 if wrong == "size" else len(PDF), clock())
    ] * 2
    courier.run_one(CITY_KINDS)
    assert courier.run_one(CITY_KINDS)
    assert courier.run_one(CITY_KINDS)
    assert len(list(box.blobs.iterdir())) == 2
    assert status(box, closed) == ("sending", "hash_differs")
    clock.forward(minutes=2)
    work_off(courier)
    assert status(box, closed)[0] == "filed"


def test_what_had_arrived_before_a_restart_is_not_sent_again(
    box: Outbox, courier: Courier, city: FakeCity, clock: Clock, closed: Visit
) -> None:
    courier.run_one(CITY_KINDS)
    city.confirmations = [DARK, DARK]  # sent, and then no word
    courier.run_one(CITY_KINDS)
    courier.run_one(CITY_KINDS)
    assert city.read_again == 2
    clock.forward(minutes=1)
    work_off(courier)
    assert city.read_again == 2
    assert status(box, closed) == ("filed", None)


def test_a_city_that_never_confirms_gets_the_file_anew(
    box: Outbox, courier: Courier, city: FakeCity, clock: Clock, closed: Visit
) -> None:
    city.uploads = [Uploaded("/v1/files/forgotten")] * 10
    for _ in range(40):
        work_off(courier)
        clock.forward(minutes=2)
    assert status(box, closed) == ("filed", None)


def test_a_file_that_was_already_kept_is_only_confirmed(
    box: Outbox, courier: Courier, city: FakeCity, closed: Visit
) -> None:
    city.files = dict(closed.blobs)
    city.uploads = [Refused("already_kept", "", "")] * 2
    work_off(courier)
    assert status(box, closed) == ("filed", None)


def test_a_damaged_file_is_parked_and_holds_up_nothing_else(box: Outbox, courier: Courier, closed: Visit) -> None:
    other = make_visit(b"another")
    box.close_visit(other.manifest, other.blobs, other.ended)
    for path in list(box.blobs.iterdir()):
        if path.stat().st_size > 1000:
            path.write_bytes(path.read_bytes()[:-1])
    reader = Reader(box)
    while reader.courier.run_one(CITY_KINDS):
        pass
    assert status(box, closed) == ("parked", "file_damaged")
    assert status(box, other) == ("filed", None)


class Reader:
    """A courier over a city that reads as the tus client does."""

    def __init__(self, box: Outbox) -> None:
        clock = Clock(box.clock())
        city = FakeCity(clock)
        plain = city.upload

        def upload(
            shipment: Shipment, note_url: Callable[[str | None], None], go_on: Callable[[], bool]
        ) -> Uploaded | SourceBroken | Refused | Unreachable:
            from city.frames import FrameBroken

            try:
                return plain(shipment, note_url, go_on)
            except FrameBroken:
                return SourceBroken("file_damaged")

        city.upload = upload  # type: ignore[method-assign]  # the fake's own words for a broken file
        self.courier = Courier(box, city, city.tell, clock, lambda: 1.0)


def test_a_manifest_that_does_not_open_is_parked(box: Outbox, courier: Courier, closed: Visit) -> None:
    with box.writing() as database:
        database.execute("UPDATE dossiers SET manifest = ?", (b"damaged",))
    work_off(courier)
    assert status(box, closed) == ("parked", "manifest_damaged")


def test_the_code_may_take_a_while(box: Outbox, courier: Courier, city: FakeCity, clock: Clock, closed: Visit) -> None:
    receiving = DossierState(closed.dossier_id, DossierStatus.RECEIVING)
    city.states = [receiving, receiving]
    work_off(courier)
    assert status(box, closed) == ("sending", "code_not_yet")
    clock.forward(minutes=1)
    work_off(courier)
    clock.forward(minutes=1)
    work_off(courier)
    assert status(box, closed) == ("filed", None)


def test_the_hub_is_told_whatever_the_city_does(
    box: Outbox, courier: Courier, city: FakeCity, clock: Clock, closed: Visit
) -> None:
    city.announces = [DARK] * 5
    city.hub = [DARK, DARK]
    for _ in range(3):
        work_off(courier)
        clock.forward(seconds=3)
    assert city.told == [closed.ended]
    assert status(box, closed)[0] == "waiting"
    assert box.counts().messages_waiting == 0


def test_a_lost_lease_stops_the_upload(
    box: Outbox, courier: Courier, city: FakeCity, clock: Clock, closed: Visit
) -> None:
    """Another courier has taken over while this one hung: it must not go on sending."""
    courier.run_one(CITY_KINDS)
    plain = city.upload

    def hangs(
        shipment: Shipment, note_url: Callable[[str | None], None], go_on: Callable[[], bool]
    ) -> Uploaded | SourceBroken | Refused | Unreachable:
        clock.forward(seconds=40)
        while (taken := Errands(box).lease(CITY_KINDS)) is not None:
            assert taken.lease.attempts == 0
        return plain(shipment, note_url, go_on)

    city.upload = hangs  # type: ignore[method-assign]  # hangs once
    courier.run_one(CITY_KINDS)
    assert city.files == {}
