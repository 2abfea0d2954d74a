"""Clerks: counting a try before the PIN is looked at, signing in at a counter, signing out."""

from __future__ import annotations

from collections.abc import Sequence

from ticketing.deeds.house import House
from ticketing.domain.answers import ClerkSession, Refused, SignedOut
from ticketing.domain.asked import OpenSession
from ticketing.domain.hub_clock import moment
from ticketing.domain.luck import fingerprint
from ticketing.domain.pin_lock import NO_FAILURES, count_try
from ticketing.domain.records import PinTries, SessionRecord
from ticketing.domain.refusals import Refusal, refuse
from ticketing.store.port import Ledger


class CountPinTries:
    """Counts a try durably, or refuses it because it comes too soon or the account is locked."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[str]) -> Sequence[PinTries | Refused]:
        """`asked`: clerk ids that exist. One answer for each, in order."""
        return [self._count(ledger, clerk_id) for clerk_id in asked]

    def _count(self, ledger: Ledger, clerk_id: str) -> PinTries | Refused:
        terms, now = self._house.rules.terms, self._house.clock.now_ms()
        counted = count_try(ledger.pin_tries(clerk_id), now, terms)
        if isinstance(counted, Refusal):
            return refuse(counted)
        ledger.note_pin_tries(clerk_id, counted)
        return counted


class OpenSessions:
    """Signs a clerk in whose PIN was right; forgives the failures; ends earlier sessions of clerk and counter."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[OpenSession]) -> Sequence[ClerkSession | Refused]:
        """One answer for each, in order."""
        return [self._open(ledger, one) for one in asked]

    def _open(self, ledger: Ledger, asked: OpenSession) -> ClerkSession | Refused:
        house = self._house
        now = house.clock.now_ms()
        member = house.rules.staff_of[asked.clerk_id]
        token = house.luck.new_token()
        expires = now + house.rules.terms.session_hours * 3_600_000
        ledger.note_pin_tries(member.id, NO_FAILURES)
        ledger.open_session(SessionRecord(fingerprint(token), member.id, member.role, asked.counter, expires))
        return ClerkSession(token, member.id, member.name, member.role, asked.counter, moment(expires))


class CloseSessions:
    """Signs clerks out."""

    def __call__(self, ledger: Ledger, asked: Sequence[str]) -> Sequence[SignedOut]:
        """`asked`: SHA-256 of session tokens, known or not."""
        for token_sha256 in asked:
            ledger.close_session(token_sha256)
        return [SignedOut() for _ in asked]
