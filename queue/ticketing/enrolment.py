"""Letting a device in: a random token goes into a file on the device, its SHA-256 to the hub's database."""

from __future__ import annotations

import os
from pathlib import Path

from ticketing.domain.audit import NOBODY_OF_STAFF, AuditDeed
from ticketing.domain.luck import Luck, fingerprint
from ticketing.domain.records import AuditEntry, DeviceRecord
from ticketing.domain.rules import DeviceRole
from ticketing.store.opening import StartRefused, open_store


def enrol(
    home: Path,
    centre: str,
    name: str,
    role: DeviceRole,
    token_file: Path,
    luck: Luck,
    now_ms: int,
    database: str | None = None,
) -> DeviceRecord | StartRefused:
    """Make the token and let the device in, whether the hub runs or not. An earlier token of the name is void."""
    store = open_store(home, database)
    if isinstance(store, StartRefused):
        return store
    token = luck.new_token()
    _write_secret(token_file, token)
    device = DeviceRecord(name, role)
    with store.writing_once(centre) as ledger:
        void = ledger.enrol(fingerprint(token), device, now_ms)
        revoked = [_entry(AuditDeed.REVOKE_DEVICE, one, now_ms) for one in void]
        ledger.add_audit([*revoked, _entry(AuditDeed.ENROL_DEVICE, device, now_ms)])
    store.close()
    return device


def _entry(deed: AuditDeed, device: DeviceRecord, now_ms: int) -> AuditEntry:
    return AuditEntry(now_ms, NOBODY_OF_STAFF, deed.value, reason=device.role, detail=device.name)


def _write_secret(path: Path, text: str) -> None:
    """Write a 0600 file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fd = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(fd, text.encode() + b"\n")
        os.fsync(fd)
    finally:
        os.close(fd)
    fresh.replace(path)
