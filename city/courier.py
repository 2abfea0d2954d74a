"""The courier: takes errands out of the outbox and does them, for as long as it takes.

Unreachable waits with backoff and jitter; Refused is parked where staff see it; a file goes only after the city has
repeated its sha256. A process of its own, so that neither a slow city nor a crash here is felt at the station.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, Protocol, assert_never

from city.client import upload_metadata
from city.contract import (
    Confirmation,
    DossierManifest,
    DossierState,
    NotKept,
    Refused,
    Told,
    Unreachable,
    VisitEnded,
)
from city.errands import (
    CITY_KINDS,
    HUB_KINDS,
    LEASE,
    Announce,
    Carry,
    Errand,
    Errands,
    FetchCode,
    Kind,
    TellHub,
)
from city.frames import FrameBroken
from city.outbox import Outbox
from city.tus import Shipment, SourceBroken, Uploaded
from config.event_log import Event, record

# A refusal of our token is a fault of the set-up, not of a dossier: everything waits until it is mended.
_NOT_THE_DOSSIERS_FAULT: Final = frozenset({"not_enrolled", "no_token", "wrong_role"})
_FIRST_WAIT: Final = timedelta(seconds=1)
_MOST_WAIT: Final = timedelta(seconds=60)
_NEW_WORK_EVERY: Final = 0.25
_TIDY_EVERY: Final = 3600.0
_PARTING_S: Final = 1.5
_KEEP_CODES_FOR: Final = timedelta(days=30)
# The city says it has every byte and yet confirms nothing: after this many tries the file is sent anew.
_TRIES_BEFORE_ANEW: Final = 5


class City(Protocol):
    """What the courier needs of the city; CityClient is one."""

    def announce(self, manifest: DossierManifest) -> DossierState | Refused | Unreachable:
        """Tell what a dossier will consist of."""

    def upload(
        self, shipment: Shipment, note_url: Callable[[str | None], None], go_on: Callable[[], bool]
    ) -> Uploaded | SourceBroken | Refused | Unreachable:
        """Bring one file over."""

    def confirmation(self, dossier_id: str, sha256: str) -> Confirmation | NotKept | Refused | Unreachable:
        """Whether the city keeps a file."""

    def dossier(self, dossier_id: str) -> DossierState | Refused | Unreachable:
        """Where a dossier stands."""


class Courier:
    """Works off one outbox.

    tell_hub: brings a VisitEnded to the hub. jitter: a number in [0, 1), a new one each time.
    """

    def __init__(
        self,
        outbox: Outbox,
        city: City,
        tell_hub: Callable[[VisitEnded], Told | Refused | Unreachable],
        clock: Callable[[], datetime],
        jitter: Callable[[], float],
    ) -> None:
        self._outbox = outbox
        self._errands = Errands(outbox)
        self._city = city
        self._tell_hub = tell_hub
        self._clock = clock
        self._jitter = jitter
        self._silent: set[tuple[Kind, ...]] = set()

    def run(self, stop: threading.Event, city_lanes: int = 2) -> None:
        """Work until `stop`. A slow upload holds up neither the hub's messages nor a small dossier."""
        self._errands.release_all()
        lanes = [CITY_KINDS] * city_lanes + [HUB_KINDS]
        threads = [threading.Thread(target=self._work, args=(kinds, stop), daemon=True) for kinds in lanes]
        for thread in threads:
            thread.start()
        while not stop.wait(_TIDY_EVERY):
            self._tidy()
        end = time.monotonic() + _PARTING_S
        for thread in threads:
            # One that waits for an answer ends with the process; its lease is released at the next start.
            thread.join(timeout=max(0.0, end - time.monotonic()))

    def run_one(self, kinds: tuple[Kind, ...], stop: threading.Event | None = None) -> bool:
        """Do one errand that is due; False where none is. Raises sqlite3.OperationalError for a full disk."""
        try:
            errand = self._errands.lease(kinds)
        except FrameBroken:
            record(Event.PARCEL_REFUSED, reason="manifest_damaged")
            return True
        if errand is None:
            return False
        outcome = self._do(errand, stop or threading.Event())
        match outcome:
            case None:
                if kinds in self._silent:
                    self._silent.discard(kinds)
                    record(Event.HUB_FOUND if kinds == HUB_KINDS else Event.CITY_FOUND)
                    self._errands.hurry(kinds)
            case Unreachable(reason):
                if reason != "stopped" and kinds not in self._silent and _is_silence(reason):
                    self._silent.add(kinds)
                    record(Event.HUB_LOST if kinds == HUB_KINDS else Event.CITY_LOST, reason=reason)
                self._postpone(errand, reason)
            case Refused(code) if code in _NOT_THE_DOSSIERS_FAULT:
                self._postpone(errand, code)
            case Refused(code):
                self._park(errand, code)
            case SourceBroken(reason):
                self._park(errand, reason)
            case _:
                assert_never(outcome)
        return True

    def _do(self, errand: Errand, stop: threading.Event) -> Refused | Unreachable | SourceBroken | None:
        match errand:
            case Announce():
                return self._announce(errand)
            case Carry():
                return self._carry(errand, stop)
            case FetchCode():
                return self._fetch_code(errand)
            case TellHub():
                return self._tell(errand)
            case _:
                assert_never(errand)

    def _announce(self, errand: Announce) -> Refused | Unreachable | None:
        answer = self._city.announce(errand.manifest)
        if not isinstance(answer, DossierState):
            return answer
        self._errands.announced(errand)
        record(Event.DOSSIER_ANNOUNCED, dossier_id=errand.manifest.dossier_id)
        return None

    def _carry(self, errand: Carry, stop: threading.Event) -> Refused | Unreachable | SourceBroken | None:
        names = {"dossier_id": errand.dossier_id, "parcel_id": errand.parcel_id}
        record(Event.PARCEL_LEASED, attempt=errand.lease.attempts, **names)
        if errand.upload_url or errand.lease.attempts:
            # It may have arrived before we were stopped.
            answer = self._city.confirmation(errand.dossier_id, errand.sha256)
            if not isinstance(answer, NotKept):
                return self._confirm(errand, answer)
        begun = time.monotonic()
        sent = self._city.upload(
            Shipment(
                errand.bytes,
                upload_metadata(errand.dossier_id, errand.sha256),
                lambda start: self._errands.read(errand, start),
                errand.upload_url,
            ),
            lambda url: self._errands.note_upload(errand, url),
            self._holder_goes_on(errand, stop),
        )
        match sent:
            case Uploaded():
                record(Event.PARCEL_SENT, bytes=errand.bytes, seconds=round(time.monotonic() - begun, 3), **names)
            case Refused("already_kept"):
                pass
            case _:
                return sent
        answer = self._city.confirmation(errand.dossier_id, errand.sha256)
        if isinstance(answer, NotKept) and errand.lease.attempts % _TRIES_BEFORE_ANEW == _TRIES_BEFORE_ANEW - 1:
            self._errands.note_upload(errand, None)
        return self._confirm(errand, answer)

    def _confirm(
        self, errand: Carry, answer: Confirmation | NotKept | Refused | Unreachable
    ) -> Refused | Unreachable | None:
        match answer:
            case Confirmation(sha256, size) if (sha256, size) == (errand.sha256, errand.bytes):
                names = {"dossier_id": errand.dossier_id, "parcel_id": errand.parcel_id}
                record(Event.PARCEL_CONFIRMED, **names)
                self._errands.confirmed(errand, answer)
                record(Event.PARCEL_ERASED, **names)
                return None
            case Confirmation():
                return Unreachable("hash_differs")
            case NotKept():
                return Unreachable("not_kept_yet")
            case _:
                return answer

    def _fetch_code(self, errand: FetchCode) -> Refused | Unreachable | None:
        answer = self._city.dossier(errand.dossier_id)
        if not isinstance(answer, DossierState):
            return answer
        if not answer.code:
            return Unreachable("code_not_yet")
        self._errands.coded(errand, answer.code)
        record(Event.DOSSIER_CODED, dossier_id=errand.dossier_id)
        return None

    def _tell(self, errand: TellHub) -> Refused | Unreachable | None:
        answer = self._tell_hub(errand.message)
        if not isinstance(answer, Told):
            return answer
        self._errands.told(errand)
        record(Event.VISIT_ENDED_TOLD, count=len(errand.message.dossier_ids))
        return None

    def _holder_goes_on(self, errand: Carry, stop: threading.Event) -> Callable[[], bool]:
        """Renews the lease while bytes leave; False once it is somebody else's or the process is to stop."""
        renew_at = self._clock() + LEASE / 3

        def go_on() -> bool:
            nonlocal renew_at
            if stop.is_set():
                return False
            if (now := self._clock()) >= renew_at:
                renew_at = now + LEASE / 3
                return self._errands.renew(errand.lease)
            return True

        return go_on

    def _postpone(self, errand: Errand, reason: str) -> None:
        doubled = min(_FIRST_WAIT * 2 ** min(errand.lease.attempts, 10), _MOST_WAIT)
        wait = doubled * (0.5 + self._jitter() / 2)
        self._errands.postpone(errand.lease, wait, reason)
        record(Event.PARCEL_POSTPONED, reason=reason, attempt=errand.lease.attempts, seconds=wait.total_seconds())

    def _park(self, errand: Errand, reason: str) -> None:
        self._errands.park(errand.lease, reason)
        record(Event.PARCEL_REFUSED, reason=reason)

    def _work(self, kinds: tuple[Kind, ...], stop: threading.Event) -> None:
        while not stop.is_set():
            try:
                rest = 0.0 if self.run_one(kinds, stop) else _NEW_WORK_EVERY
            except sqlite3.OperationalError:
                record(Event.DISK_FULL)
                rest = 1.0
            except Exception as fault:  # noqa: BLE001  a bug may cost this errand its lease, never the whole lane
                record(Event.UNEXPECTED, error_type=type(fault).__name__, where="courier")
                rest = 1.0
            if rest:
                stop.wait(rest)

    def _tidy(self) -> None:
        try:
            self._outbox.sweep()
            self._outbox.forget_filed(self._clock() - _KEEP_CODES_FOR)
        except (sqlite3.OperationalError, OSError):
            record(Event.DISK_FULL)


def _is_silence(reason: str) -> bool:
    return reason in ("timeout", "no_connection")
