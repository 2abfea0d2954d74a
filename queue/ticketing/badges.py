"""Giving staff their badges, whether the hub runs or not: the secret is on the card, its SHA-256 in the hub's data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ticketing.domain.audit import NOBODY_OF_STAFF, AuditDeed
from ticketing.domain.records import AuditEntry
from ticketing.store.opening import HubStore, StartRefused, open_store
from ticketing.store.port import Ledger


def give_badge(
    home: Path, centre: str, clerk_id: str, badge_sha256: str, now_ms: int, database: str | None = None
) -> StartRefused | None:
    """Let the badge with this fingerprint sign somebody in; an earlier badge of the person is void."""
    store = open_store(home, database)
    if isinstance(store, StartRefused):
        return store
    with _closing(store, centre) as ledger:
        ledger.give_badge(clerk_id, badge_sha256, now_ms)
        ledger.add_audit([_entry(AuditDeed.GIVE_BADGE, clerk_id, now_ms)])
    return None


def revoke_badge(
    home: Path, centre: str, clerk_id: str, now_ms: int, database: str | None = None
) -> bool | StartRefused:
    """Make a person's badge void. Returns whether there was one."""
    store = open_store(home, database)
    if isinstance(store, StartRefused):
        return store
    with _closing(store, centre) as ledger:
        was_valid = ledger.revoke_badge(clerk_id, now_ms)
        if was_valid:
            ledger.add_audit([_entry(AuditDeed.REVOKE_BADGE, clerk_id, now_ms)])
        return was_valid


def _entry(deed: AuditDeed, clerk_id: str, now_ms: int) -> AuditEntry:
    return AuditEntry(now_ms, NOBODY_OF_STAFF, deed.value, detail=clerk_id)


@contextmanager
def _closing(store: HubStore, centre: str) -> Iterator[Ledger]:
    """One short transaction, and the end of the store."""
    try:
        with store.writing_once(centre) as ledger:
            yield ledger
    finally:
        store.close()
