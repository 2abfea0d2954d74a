"""Whether lines give numbers now: hours, closings by a supervisor, caps, and the places kept for who booked."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from ticketing.domain.answers import Refused
from ticketing.domain.asked import TakeTicket
from ticketing.domain.booking import waited_for_since_ms
from ticketing.domain.opening import LineClosing, Standing, standing
from ticketing.domain.rules import CentreRules
from ticketing.store.port import Ledger


def line_standings(rules: CentreRules, ledger: Ledger, day: date, now_ms: int) -> Mapping[str, Standing]:
    """How every line of the configuration stands."""
    closings = ledger.line_closings(day)
    left = _numbers_left(rules, ledger, closings, rules.line_of, day, now_ms)
    return {
        letter: standing(line.opening, closings.get(letter), left.get(letter), now_ms, rules.timezone)
        for letter, line in rules.line_of.items()
    }


def why_not(
    rules: CentreRules, ledger: Ledger, asked: Sequence[TakeTicket], day: date, now_ms: int
) -> Mapping[str, Refused]:
    """The requests that get no number, by request id. `asked`: of known lines only, in order.

    Nobody who checks in for an appointment is among them: the place was kept when it was booked.
    """
    closings = ledger.line_closings(day)
    unbooked = [one for one in asked if one.counts_from_ms is None]
    left = dict(_numbers_left(rules, ledger, closings, {one.line for one in unbooked}, day, now_ms))
    known: dict[tuple[str, bool], Standing] = {}
    refused = {}
    for one in unbooked:
        room = left.get(one.line)
        key = (one.line, room is None or room > 0)
        if key not in known:
            opening = rules.line_of[one.line].opening
            known[key] = standing(opening, closings.get(one.line), room, now_ms, rules.timezone)
        if not known[key].takes_numbers:
            refused[one.request_id] = known[key].refused()
        elif room is not None:
            left[one.line] = room - 1
    return refused


def numbers_left(rules: CentreRules, ledger: Ledger, line: str, day: date, now_ms: int) -> int | None:
    """How many more people without an appointment a line's cap allows on a day; None without a cap."""
    return _numbers_left(rules, ledger, ledger.line_closings(day), [line], day, now_ms).get(line)


def _numbers_left(
    rules: CentreRules,
    ledger: Ledger,
    closings: Mapping[str, LineClosing],
    lines: Collection[str],
    day: date,
    now_ms: int,
) -> Mapping[str, int]:
    """How many more numbers the caps allow to people without an appointment; only lines that have a cap."""
    caps = {line: cap for line in lines if (cap := rules.line_of[line].opening.daily_cap) is not None}
    if not caps:
        return {}
    given = ledger.numbers_taken(day, caps)
    left = {line: cap - given.get(line, 0) for line, cap in caps.items()}
    if rules.appointments is not None:
        for line in left:
            since_ms = waited_for_since_ms(rules.appointments, closings.get(line), now_ms)
            left[line] -= ledger.appointments_to_come(day, line, since_ms)
    return left
