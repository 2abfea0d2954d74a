"""Giving staff their badges, whether the hub runs or not: the secret is on the card, its SHA-256 in the hub's data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
    return None


def revoke_badge(
    home: Path, centre: str, clerk_id: str, now_ms: int, database: str | None = None
) -> bool | StartRefused:
    """Make a person's badge void. Returns whether there was one."""
    store = open_store(home, database)
    if isinstance(store, StartRefused):
        return store
    with _closing(store, centre) as ledger:
        return ledger.revoke_badge(clerk_id, now_ms)


@contextmanager
def _closing(store: HubStore, centre: str) -> Iterator[Ledger]:
    """One short transaction, and the end of the store."""
    try:
        with store.writing_once(centre) as ledger:
            yield ledger
    finally:
        store.close()
