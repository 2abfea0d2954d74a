"""Slowing down and locking after wrong PINs. Pure."""

from __future__ import annotations

from ticketing.domain.records import PinTries
from ticketing.domain.refusals import Refusal
from ticketing.domain.rules import Terms

NO_FAILURES = PinTries(failures=0, not_before_ms=0, locked_until_ms=0)


def count_try(tries: PinTries, now_ms: int, terms: Terms) -> PinTries | Refusal:
    """Count a try as a failure before the PIN is looked at; a right PIN forgives all of them afterwards.

    So neither many tries at once nor a crash in the middle gains a guess.
    """
    if now_ms < tries.locked_until_ms:
        return Refusal.LOCKED
    if now_ms < tries.not_before_ms:
        return Refusal.TOO_SOON
    failures = tries.failures + 1
    if failures > len(terms.pin_pauses_s):
        return PinTries(failures=0, not_before_ms=0, locked_until_ms=now_ms + terms.pin_lock_min * 60_000)
    return PinTries(failures, now_ms + terms.pin_pauses_s[failures - 1] * 1000, 0)
