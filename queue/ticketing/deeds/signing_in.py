"""Staff: counting a try before the PIN is looked at, signing in with PIN or badge, signing out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ticketing.deeds.desk import put_back
from ticketing.deeds.house import House
from ticketing.domain.answers import ClerkSession, Refused, SignedOut
from ticketing.domain.asked import OpenSession, ShowBadge, WrongPin
from ticketing.domain.audit import NOBODY_OF_STAFF, AuditDeed
from ticketing.domain.hub_clock import moment
from ticketing.domain.luck import fingerprint
from ticketing.domain.pin_lock import NO_FAILURES, count_try
from ticketing.domain.records import AuditEntry, PinTries, SessionRecord
from ticketing.domain.refusals import Refusal, refuse
from ticketing.domain.rights import StaffDeed, may
from ticketing.store.port import Ledger

BY_PIN: Final = "pin"
BY_BADGE: Final = "badge"


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
        return _begin(self._house, ledger, asked.clerk_id, asked.counter, BY_PIN)


class NoteWrongPins:
    """Audits PINs that were wrong; the tries themselves were counted before."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[WrongPin]) -> Sequence[None]:
        """One answer for each."""
        now = self._house.clock.now_ms()
        for one in asked:
            _audit_refusal(ledger, now, one.clerk_id, ledger.pin_tries(one.clerk_id), one.counter, BY_PIN)
        return [None for _ in asked]


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
            now = house.clock.now_ms()
            _audit_refusal(ledger, now, NOBODY_OF_STAFF, counted, asked.counter, BY_BADGE, asked.device)
            return refuse(Refusal.WRONG_BADGE)
        ledger.note_badge_tries(asked.device, NO_FAILURES)
        return _begin(house, ledger, owner, asked.counter, BY_BADGE)


def _audit_refusal(
    ledger: Ledger, now: int, staff_id: str, tries: PinTries, counter: int, how: str, device: str | None = None
) -> None:
    deed = AuditDeed.SIGN_IN_LOCKED if tries.locked_until_ms > now else AuditDeed.SIGN_IN_REFUSED
    entry = AuditEntry(now, staff_id, deed.value, counter=counter or None, reason=how, detail=device)
    ledger.add_audit([entry])


def _begin(house: House, ledger: Ledger, clerk_id: str, counter: int, how: str) -> ClerkSession | Refused:
    """A session of somebody who is known now: at a counter for who calls there, else for who may look over the centre.

    Nobody else opens a counter: it would throw the clerk there out.
    Who goes to another counter leaves nobody called at the old one, where perhaps the machine is broken.
    """
    member = house.rules.staff_of[clerk_id]
    if counter == 0 and not may(member.role, StaffDeed.LOOK_OVER):
        return refuse(Refusal.NOT_ALLOWED)
    if counter != 0 and not may(member.role, StaffDeed.CALL):
        return refuse(Refusal.CALLS_NOBODY)
    token, now = house.luck.new_token(), house.clock.now_ms()
    for left in _other_counters(ledger, member.id, counter, now):
        put_back(house, ledger, ledger.open_call_at(left), now)
    expires = now + house.rules.terms.session_hours * 3_600_000
    session = SessionRecord(fingerprint(token), member.id, member.role, counter, expires)
    displaced = [
        AuditEntry(now, who, AuditDeed.SESSION_DISPLACED.value, counter=where, detail=member.id)
        for who, where in ledger.open_session(session, now)
    ]
    signed_in = AuditEntry(now, member.id, AuditDeed.SIGN_IN.value, counter=counter or None, reason=how)
    ledger.add_audit([*displaced, signed_in])
    return ClerkSession(token, member.id, member.name, member.role, counter, moment(expires))


def _other_counters(ledger: Ledger, clerk_id: str, counter: int, now: int) -> Sequence[int]:
    """Where this clerk is signed in already, but for where the clerk goes now."""
    sessions = ledger.sessions_at_counters(now)
    return [one.counter for one in sessions if one.clerk_id == clerk_id and one.counter != counter]


class CloseSessions:
    """Signs clerks out."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[str]) -> Sequence[SignedOut]:
        """`asked`: SHA-256 of session tokens, known or not."""
        now = self._house.clock.now_ms()
        for token_sha256 in asked:
            session = ledger.session(token_sha256, now)
            if session is not None:
                counter = session.counter or None
                ledger.add_audit([AuditEntry(now, session.clerk_id, AuditDeed.SIGN_OUT.value, counter=counter)])
            ledger.close_session(token_sha256)
        return [SignedOut() for _ in asked]
