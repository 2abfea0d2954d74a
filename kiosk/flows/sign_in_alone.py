"""Opening a counter while the hub is away: by PIN, to call the numbers that the counter holds, until the hub is back.

Such a session has no token. When the hub answers again it knows nothing of it, and the clerk signs in once more: the
PIN is not kept anywhere until then. Badges are known to the hub alone.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, Protocol

from ticketing.client import ClerkSession, Refused, Unreachable
from ticketing.domain.answers import NO_TOKEN
from ticketing.domain.pin import NOBODYS_HASH, is_pin
from ticketing.domain.pin_lock import NO_FAILURES, count_try
from ticketing.domain.records import PinTries
from ticketing.domain.refusals import Refusal, refuse
from ticketing.domain.rights import StaffDeed, may
from ticketing.domain.rules import CentreRules

NEEDS_PIN: Final = Refused(
    "needs_pin",
    "Chưa kết nối được máy chủ nên chưa nhận được thẻ. Xin nhập mã cán bộ và mã PIN.",
    "The hub is away, so badges are not known here. Please type your staff id and PIN.",
)


class TriesBook(Protocol):
    """How often a PIN was wrong at this counter; it survives a power cut."""

    def pin_tries(self, clerk_id: str) -> PinTries:
        """Since the last right one."""
        ...

    def note_pin_tries(self, clerk_id: str, tries: PinTries) -> bool:
        """False: it could not be kept, so no PIN may be looked at."""
        ...


class SignInAlone:
    """One counter's door. One person at a time."""

    def __init__(self, rules: CentreRules, book: TriesBook, now: Callable[[], datetime]) -> None:
        """`now`: with the centre's offset."""
        self._rules = rules
        self._book = book
        self._now = now

    def sign_in(self, clerk_id: str, pin: str, counter: int) -> ClerkSession | Refused | Unreachable:
        """A session without a token, for who may call here. Wrong PINs slow down and lock as at the hub. Slow."""
        now = self._now()
        member = self._rules.staff_of.get(clerk_id)
        if member is not None:
            counted = count_try(self._book.pin_tries(clerk_id), int(now.timestamp() * 1000), self._rules.terms)
            if isinstance(counted, Refusal):
                return refuse(counted)
            if not self._book.note_pin_tries(clerk_id, counted):
                return Unreachable("disk_full")
        right = is_pin(NOBODYS_HASH if member is None else member.pin_hash, pin)
        if member is None or not right:
            return refuse(Refusal.WRONG_PIN)
        self._book.note_pin_tries(clerk_id, NO_FAILURES)
        if not may(member.role, StaffDeed.CALL):
            return refuse(Refusal.CALLS_NOBODY)
        expires = now + timedelta(hours=self._rules.terms.session_hours)
        return ClerkSession(NO_TOKEN, member.id, member.name, member.role, counter, expires)
