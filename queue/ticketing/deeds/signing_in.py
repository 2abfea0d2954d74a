"""Staff: counting a try before the PIN is looked at, signing in with PIN or badge, signing out."""

from __future__ import annotations

from collections.abc import Sequence

from ticketing.deeds.house import House
from ticketing.domain.answers import ClerkSession, Refused, SignedOut
from ticketing.domain.asked import OpenSession, ShowBadge
from ticketing.domain.hub_clock import moment
from ticketing.domain.luck import fingerprint
from ticketing.domain.pin_lock import NO_FAILURES, count_try
from ticketing.domain.records import PinTries, SessionRecord
from ticketing.domain.refusals import Refusal, refuse
from ticketing.domain.rights import StaffDeed, may
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
        ledger.note_pin_tries(asked.clerk_id, NO_FAILURES)
        return _begin(self._house, ledger, asked.clerk_id, asked.counter)


class SignInWithBadges:
    """Signs in whoever's badge it is. A wrong one counts against the device that it was held up to."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[ShowBadge]) -> Sequence[ClerkSession | Refused]:
        """One answer for each, in order."""
        return [self._show(ledger, one) for one in asked]

    def _show(self, ledger: Ledger, asked: ShowBadge) -> ClerkSession | Refused:
        house = self._house
        counted = count_try(ledger.badge_tries(asked.device), house.clock.now_ms(), house.rules.terms)
        if isinstance(counted, Refusal):
            return refuse(counted)
        owner = ledger.badge_owner(asked.badge_sha256)
        if owner is None or owner not in house.rules.staff_of:  # also somebody who works here no more
            ledger.note_badge_tries(asked.device, counted)
            return refuse(Refusal.WRONG_BADGE)
        ledger.note_badge_tries(asked.device, NO_FAILURES)
        return _begin(house, ledger, owner, asked.counter)


def _begin(house: House, ledger: Ledger, clerk_id: str, counter: int) -> ClerkSession | Refused:
    """A session of somebody who is known now; without a counter only for who may look over the centre."""
    member = house.rules.staff_of[clerk_id]
    if counter == 0 and not may(member.role, StaffDeed.LOOK_OVER):
        return refuse(Refusal.NOT_ALLOWED)
    token = house.luck.new_token()
    expires = house.clock.now_ms() + house.rules.terms.session_hours * 3_600_000
    ledger.open_session(SessionRecord(fingerprint(token), member.id, member.role, counter, expires))
    return ClerkSession(token, member.id, member.name, member.role, counter, moment(expires))


class CloseSessions:
    """Signs clerks out."""

    def __call__(self, ledger: Ledger, asked: Sequence[str]) -> Sequence[SignedOut]:
        """`asked`: SHA-256 of session tokens, known or not."""
        for token_sha256 in asked:
            ledger.close_session(token_sha256)
        return [SignedOut() for _ in asked]
