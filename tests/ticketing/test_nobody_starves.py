"""However unkind the arrivals, the calls before anybody's are bounded. Pure: the order alone, by the thousand."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from ticketing.domain.answers import TicketStatus
from ticketing.domain.fair_order import LineQueue, places_before, turns
from ticketing.domain.records import LineOrder, TicketRecord
from ticketing.domain.rules import Terms

MINUTE = 60_000
LINES = "ABC"


def ticket(line: str, place: int, due_ms: int, priority: str | None) -> TicketRecord:
    return TicketRecord(
        f"t{place}", f"v{place}", date(2026, 11, 22), line, place, due_ms, TicketStatus.WAITING, place, False, 0, "",
        line, line, due_ms, priority,
    )  # fmt: skip


def queues(waiting: list[TicketRecord], runs: dict[str, int]) -> list[LineQueue]:
    found = []
    for line in LINES:
        here = sorted((one for one in waiting if one.queue_line == line), key=lambda one: one.turn)
        preferred = tuple(one for one in here if one.preferred)
        ordinary = tuple(one for one in here if not one.preferred)
        order = LineOrder(len(here), len(preferred), runs.get(line, 0), 0)
        found.append(LineQueue(line, preferred, ordinary, order))
    return found


SOMEBODY = st.tuples(st.sampled_from(LINES), st.booleans())


@settings(max_examples=150)
@given(
    before=st.lists(SOMEBODY, max_size=12),
    me=SOMEBODY,
    weights=st.fixed_dictionaries({line: st.sampled_from([0.1, 1.0, 10.0]) for line in LINES}),
    minutes_a_call=st.integers(1, 20),
    priority_run=st.integers(1, 4),
    after_each_call=st.lists(SOMEBODY, min_size=1, max_size=4),
)
def test_the_calls_before_anybodys_are_bounded(
    before: list[tuple[str, bool]],
    me: tuple[str, bool],
    weights: dict[str, float],
    minutes_a_call: int,
    priority_run: int,
    after_each_call: list[tuple[str, bool]],
) -> None:
    """People come faster than they are served, in the heaviest lines, with priority, for ever: my turn comes."""
    terms = Terms(priority_run=priority_run, patience_min=60)
    arrivals = [*before, me]
    waiting = [ticket(line, place, place, "x" if first else None) for place, (line, first) in enumerate(arrivals)]
    mine, now, place = waiting[-1], len(arrivals), len(arrivals)
    runs: dict[str, int] = {}
    # Until the patience is over anybody may come first; from then on, only who is older, and priority now and then.
    calls_in_patience = terms.patience_min // minutes_a_call + 2
    bound = calls_in_patience + (len(before) + 1) * (priority_run + 1)
    for _ in range(bound):
        turn = next(turns(queues(waiting, runs), weights, 1, terms, now))
        if turn.ticket.ticket_id == mine.ticket_id:
            return
        assert turn.run is not None
        runs[turn.ticket.queue_line] = turn.run
        waiting.remove(turn.ticket)
        for line, first in after_each_call:
            waiting.append(ticket(line, place, now, "x" if first else None))
            place += 1
        now += minutes_a_call * MINUTE
    raise AssertionError(f"not called after {bound} calls")


@given(people=st.lists(st.booleans(), min_size=1, max_size=20), run=st.integers(0, 5), priority_run=st.integers(1, 4))
def test_the_place_told_is_the_number_of_calls_before(people: list[bool], run: int, priority_run: int) -> None:
    waiting = [ticket("A", place, place, "x" if first else None) for place, first in enumerate(people)]
    called = list(turns(queues(waiting, {"A": run}), {}, 1, Terms(priority_run=priority_run), 0))
    order = LineOrder(len(people), sum(people), run, 0)
    for at, turn in enumerate(called):
        one = turn.ticket
        in_class = sum(other.preferred == one.preferred and other.turn < one.turn for other in waiting)
        assert places_before(in_class, order, priority_run, preferred=one.preferred) == at
