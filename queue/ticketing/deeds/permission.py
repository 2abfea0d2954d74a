"""Whether whoever asks is signed in and may do it."""

from __future__ import annotations

from ticketing.domain.answers import Refused
from ticketing.domain.records import SessionRecord
from ticketing.domain.refusals import Refusal, refuse
from ticketing.domain.rights import StaffDeed, may
from ticketing.store.port import Ledger


def permitted(ledger: Ledger, session_sha256: str, deed: StaffDeed, now_ms: int) -> SessionRecord | Refused:
    """The session that asks, if its role may do this deed."""
    session = ledger.session(session_sha256, now_ms)
    if session is None:
        return refuse(Refusal.NOT_SIGNED_IN)
    return session if may(session.role, deed) else refuse(Refusal.NOT_ALLOWED)
