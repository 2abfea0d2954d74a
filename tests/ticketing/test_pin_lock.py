"""Wrong PINs slow down, then lock; a try counts before it is looked at."""

from __future__ import annotations

from ticketing.domain.pin_lock import NO_FAILURES, count_try
from ticketing.domain.records import PinTries
from ticketing.domain.refusals import Refusal
from ticketing.domain.rules import Terms

TERMS = Terms(pin_pauses_s=(0, 0, 2, 5), pin_lock_min=15)


def fail(tries: PinTries, now_ms: int) -> PinTries:
    counted = count_try(tries, now_ms, TERMS)
    assert isinstance(counted, PinTries)
    return counted


def test_the_third_failure_slows_down_and_the_fifth_locks() -> None:
    tries = fail(fail(NO_FAILURES, 0), 0)
    tries = fail(tries, 0)
    assert count_try(tries, 1999, TERMS) is Refusal.TOO_SOON
    tries = fail(tries, 2000)
    tries = fail(tries, 7000)
    assert count_try(tries, 7001, TERMS) is Refusal.LOCKED
    assert count_try(tries, 7000 + 15 * 60_000 - 1, TERMS) is Refusal.LOCKED
    assert isinstance(count_try(tries, 7000 + 15 * 60_000, TERMS), PinTries)


def test_a_refused_try_is_not_counted() -> None:
    tries = PinTries(failures=3, not_before_ms=5000, locked_until_ms=0)
    assert count_try(tries, 4000, TERMS) is Refusal.TOO_SOON
    assert fail(tries, 5000).failures == 4
