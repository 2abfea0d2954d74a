"""The table that new tickets are told from: who is before whom, which counters work when, what it costs."""

from __future__ import annotations

import time as wall_time
from dataclasses import replace
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketing.domain.answers import TicketStatus
from ticketing.domain.fair_order import LineQueue, turns
from ticketing.domain.opening import LineOpening
from ticketing.domain.records import LineOrder, TicketRecord
from ticketing.domain.rules import CentreRules, CounterRule, LineRule, Terms
from ticketing.waiting.call_order import LineNow, Queued, call_order
from ticketing.waiting.forecast_table import only_for
from ticketing.waiting.hall import Hall, Pause, Serving, Waiter
from ticketing.waiting.live import LiveWaits, range_told, service_of
from ticketing.waiting.roster import plan_of

DAY = date(2026, 11, 23)
AT = 600.0  # ten o'clock
NOW_MS = 1_795_320_000_000
IN_HOURS = LineOpening(shifts=lambda _: ((time(8), time(12)), (time(13), time(17))))
RULES = CentreRules(
    centre_id="H26-CN03",
    timezone=ZoneInfo("Asia/Ho_Chi_Minh"),
    lines=(LineRule("A", 6.0, IN_HOURS), LineRule("B", 20.0, IN_HOURS), LineRule("C", 10.0, IN_HOURS)),
    counters=(
        CounterRule(1, ("A",)),
        CounterRule(2, ("A", "B"), breaks=((time(10, 30), time(11)),)),
        CounterRule(3, ("B", "C")),
    ),
    staff=(),
)


def hall(at: float = AT, **more: Any) -> Hall:
    """Everybody is at work and nobody is served, unless more is said."""
    base = Hall(at, plan_of(RULES, DAY), frozenset({1, 2, 3}), {}, {})
    return replace(base, **more)


def waiting(line: str, count: int) -> list[Waiter]:
    return [Waiter(line, line) for _ in range(count)]


def looked(now: Hall, queue: list[Waiter]) -> LiveWaits:
    waits = LiveWaits(RULES)
    waits.look(now, queue, DAY, NOW_MS)
    return waits


def test_counters_work_when_their_lines_are_open_and_not_in_their_breaks() -> None:
    plan = plan_of(RULES, DAY)
    assert list(plan.shifts[1]) == [(480, 720), (780, 1020)]
    assert list(plan.shifts[2]) == [(480, 630), (660, 720), (780, 1020)]
    assert {counter: sorted(lines) for counter, lines in plan.skills.items()} == {
        1: ["A"],
        2: ["A", "B"],
        3: ["B", "C"],
    }
    always = replace(RULES, lines=tuple(LineRule(line.letter, 6.0) for line in RULES.lines))
    assert list(plan_of(always, DAY).shifts[2]) == [(0, 630), (660, 1440)]


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.booleans()), max_size=40))
def test_the_further_back_the_longer(people: list[tuple[str, bool]]) -> None:
    waits = looked(
        hall(), [Waiter(line, line, 2 if only else None) for line, only in people if not only or line != "C"]
    )
    for line in "ABC":
        told = [waits.forecast(line, ahead, NOW_MS).told for ahead in (0, 1, 2, 5, 9, 30, 100, 5000, 200_000)]
        assert [one.p90 for one in told] == sorted(one.p90 for one in told)
        assert all(0 <= one.p50 <= one.p90 for one in told)


def test_a_break_of_the_only_counter_is_waited_through() -> None:
    queue = waiting("B", 5)  # twenty minutes each, at counters 2 and 3
    before_lunch = looked(hall(at=700.0), queue).forecast("B", 5, NOW_MS)
    assert before_lunch.told.p90 >= 60
    assert looked(hall(at=480.0), queue).forecast("B", 5, NOW_MS).told.p90 < 90


def test_who_is_served_who_pauses_and_who_has_not_come_count() -> None:
    idle = looked(hall(), []).forecast("A", 0, NOW_MS).outlook.wait
    busy = looked(hall(serving={1: Serving("A", AT), 2: Serving("B", AT)}), []).forecast("A", 0, NOW_MS).outlook.wait
    away = looked(hall(paused={1: Pause(AT - 1, AT + 15), 2: Pause(AT - 1, AT + 25)}), []).forecast("A", 0, NOW_MS)
    missing = looked(hall(open=frozenset({3})), []).forecast("A", 0, NOW_MS).outlook.wait
    assert idle == 0
    assert busy > 2
    assert away.outlook.wait == pytest.approx(15, abs=1), "clerks are back about when they said"
    assert missing > 10


def test_only_one_counter_may_call_and_others_do_not_wait_for_it() -> None:
    queue = [*waiting("A", 2), Waiter("A", "A", 2), *waiting("A", 2)]
    waits = looked(hall(serving={2: Serving("B", AT)}), queue)
    assert waits.forecast(only_for(2), 0, NOW_MS).outlook.wait > waits.forecast("A", 2, NOW_MS).outlook.wait


def test_procedures_have_their_own_length() -> None:
    waits = LiveWaits(RULES)
    for _ in range(60):
        waits.experience.learn_visit(service_of("A", "1.004873"), 3.0)
        waits.experience.learn_visit(service_of("A", "2.000635"), 15.0)
    short, long = ([Waiter("A", service_of("A", code))] * 8 for code in ("1.004873", "2.000635"))
    waits.look(hall(), short, DAY, NOW_MS)
    quick = waits.forecast("A", 8, NOW_MS).told
    waits.look(hall(), long, DAY, NOW_MS)
    assert waits.forecast("A", 8, NOW_MS).told.p50 > 2.5 * quick.p50


def test_a_line_nobody_serves_and_an_unknown_one_are_answered_with_a_guess_that_grows() -> None:
    waits = looked(hall(at=1100.0, open=frozenset()), [*waiting("A", 30), Waiter("A", "A", 2)])  # after hours
    for line in ("A", "Z"):
        told = [range_told(waits.forecast(line, ahead, NOW_MS)) for ahead in (0, 3, 20, 40, 100)]
        assert not any(one.attended for one in told)
        assert [one.low_min for one in told] == sorted({one.low_min for one in told})
        assert all(0 < one.low_min <= one.high_min for one in told)
    assert not waits.forecast(only_for(2), 0, NOW_MS).attended


def test_after_hours_who_is_still_at_work_serves_on() -> None:
    at_five, after = (looked(hall(at=at), waiting("A", 30)) for at in (1019.0, 1021.0))
    for ahead in (0, 5, 20, 30):
        one = range_told(after.forecast("A", ahead, NOW_MS))
        assert one.attended
        assert one.low_min == pytest.approx(at_five.forecast("A", ahead, NOW_MS).told.p50, abs=2)


def test_who_was_just_given_to_one_counter_waits_as_the_line_until_the_next_look() -> None:
    waits = looked(hall(), waiting("A", 9))
    assert waits.forecast("A", 9, NOW_MS, 2) == waits.forecast("A", 9, NOW_MS)
    waits.look(hall(), [Waiter("A", "A", 2), *waiting("A", 9)], DAY, NOW_MS)
    assert waits.forecast("A", 9, NOW_MS, 2) == waits.forecast(only_for(2), 0, NOW_MS)


def test_a_moment_later_the_same_is_told_a_little_less() -> None:
    waits = looked(hall(), waiting("A", 20))
    now, later = waits.forecast("A", 20, NOW_MS).told, waits.forecast("A", 20, NOW_MS + 60_000).told
    assert later.p90 == pytest.approx(now.p90 - 1)


def test_a_prediction_with_five_hundred_waiting_is_cheap() -> None:
    waits = looked(hall(), waiting("A", 250) + waiting("B", 250))
    begun = wall_time.process_time()
    for ahead in range(500):
        waits.forecast("A", ahead, NOW_MS)
    assert (wall_time.process_time() - begun) / 500 < 0.002
    looks = []
    for _ in range(5):
        begun = wall_time.process_time()
        waits.look(hall(), waiting("A", 250) + waiting("B", 250), DAY, NOW_MS)
        looks.append(wall_time.process_time() - begun)
    assert min(looks) < 0.02, "a whole look, of which there are two a second at most"


def ticket(number: int, line: str, due_min: int, *, preferred: bool) -> TicketRecord:
    return TicketRecord(
        str(number), "v", DAY, line, number, 0, TicketStatus.WAITING, number, False, 0, "-", line, line,
        due_min * 60_000, "elderly" if preferred else None,
    )  # fmt: skip


@given(
    st.lists(st.tuples(st.sampled_from("AB"), st.integers(0, 50), st.booleans()), max_size=25),
    st.integers(0, 3),
    st.integers(1, 3),
)
def test_the_order_foreseen_is_the_order_of_the_calls(
    people: list[tuple[str, int, bool]], run: int, priority_run: int
) -> None:
    """One counter that serves both lines calls them in just this order, by the rule that really calls."""
    tickets = [ticket(n, line, due, preferred=first) for n, (line, due, first) in enumerate(people)]
    tickets.sort(key=lambda one: (one.due_ms, one.place))
    queues, lines = [], {}
    for line in "AB":
        first, others = ([t for t in tickets if t.line == line and t.preferred is want] for want in (True, False))
        order = LineOrder(len(first) + len(others), len(first), run, 0)
        queues.append(LineQueue(line, tuple(first), tuple(others), order))
        lines[line] = LineNow(
            [Queued(Waiter(line, t.ticket_id), t.due_ms / 60_000) for t in first],
            [Queued(Waiter(line, t.ticket_id), t.due_ms / 60_000) for t in others],
            run,
        )
    foreseen = call_order(lines, priority_run, {}, 55.0)
    called = list(turns(queues, {}, 1, Terms(priority_run=priority_run), 55 * 60_000))
    assert [t.due_ms for t in tickets if not t.preferred] == sorted(t.due_ms for t in tickets if not t.preferred)
    for line in "AB":
        assert [w.service for w in foreseen if w.line == line] == [
            turn.ticket.ticket_id for turn in called if turn.ticket.line == line
        ]
    if len({t.due_ms for t in tickets}) == len(tickets):
        assert [w.service for w in foreseen] == [turn.ticket.ticket_id for turn in called]


def test_a_heavier_line_is_foreseen_earlier() -> None:
    lines = {
        "A": LineNow([], [Queued(Waiter("A", "A"), 590.0)]),
        "B": LineNow([], [Queued(Waiter("B", "B"), 580.0)]),
    }
    assert [one.line for one in call_order(lines, 2, {}, AT)] == ["B", "A"]
    assert [one.line for one in call_order(lines, 2, {"A": 3.0}, AT)] == ["A", "B"]
