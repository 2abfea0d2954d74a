"""Whether lines give numbers now: hours, closings by a supervisor, caps, and the places kept for who booked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from ticketing.domain.answers import Refused
from ticketing.domain.asked import TakeTicket
from ticketing.domain.opening import ALWAYS_OPEN, Standing, standing
from ticketing.domain.rules import CentreRules
from ticketing.store.port import Ledger

_MINUTE_MS = 60_000


def line_standings(rules: CentreRules, ledger: Ledger, day: date, now_ms: int) -> Mapping[str, Standing]:
    """How every line of the configuration stands."""
    closings = ledger.line_closings(day)
    left = _numbers_left(rules, ledger, rules.line_of, day, now_ms)
    return {
        letter: standing(line.opening, closings.get(letter), left.get(letter), now_ms, rules.timezone)
        for letter, line in rules.line_of.items()
    }


def why_not(
    rules: CentreRules, ledger: Ledger, asked: Sequence[TakeTicket], day: date, now_ms: int
) -> Mapping[str, Refused]:
    """The requests that get no number, by request id. `asked`: of known lines only, in order.

    Somebody with an appointment is stopped by a supervisor's closing only: the place was kept when it was booked.
    """
    closings = ledger.line_closings(day)
    left = dict(_numbers_left(rules, ledger, {one.line for one in asked}, day, now_ms))
    known: dict[tuple[str, bool, bool], Standing] = {}
    refused = {}
    for one in asked:
        appointed = one.counts_from_ms is not None
        room = None if appointed else left.get(one.line)
        key = (one.line, appointed, room is None or room > 0)
        if key not in known:
            opening = ALWAYS_OPEN if appointed else rules.line_of[one.line].opening
            known[key] = standing(opening, closings.get(one.line), room, now_ms, rules.timezone)
        if not known[key].takes_numbers:
            refused[one.request_id] = known[key].refused()
        elif room is not None:
            left[one.line] = room - 1
    return refused


def _numbers_left(
    rules: CentreRules, ledger: Ledger, lines: Collection[str], day: date, now_ms: int
) -> Mapping[str, int]:
    """How many more numbers the caps allow to people without an appointment; only lines that have a cap."""
    caps = {line: cap for line in lines if (cap := rules.line_of[line].opening.daily_cap) is not None}
    if not caps:
        return {}
    given = ledger.numbers_given(day)
    kept: Mapping[str, int] = {}
    if rules.appointments is not None:
        # Who is too late for the appointment is no longer waited for.
        kept = ledger.appointments_to_come(day, now_ms - rules.appointments.late_min * _MINUTE_MS)
    return {line: cap - given.get(line, 0) - kept.get(line, 0) for line, cap in caps.items()}
