"""The waiting-time estimator: causal, sane on the first day, better than what rivals use."""

from __future__ import annotations

import json
import math
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketing.waiting.break_ahead import BreakAhead, Passage, break_ahead
from ticketing.waiting.day_events import (
    CallEnded,
    CounterOpened,
    DayEvent,
    DayPlanned,
    LogLineFault,
    ShiftPlan,
    TicketCalled,
    TicketIssued,
    parse_line,
)
from ticketing.waiting.durations import LearnedDuration
from ticketing.waiting.estimator import WaitingEstimator
from ticketing.waiting.forward_run import Outlook

EIGHT_TO_FIVE = ShiftPlan({1: ((480.0, 720.0), (780.0, 1020.0))}, {1: frozenset("A")})


def one_counter_day(tickets: int, minutes: float) -> list[DayEvent]:
    """One counter, everybody there at eight, each visit exactly as long."""
    events: list[DayEvent] = [DayPlanned(EIGHT_TO_FIVE), CounterOpened(480, 1)]
    events += [TicketIssued(480, f"t{n}", "A") for n in range(tickets)]
    for n in range(tickets):
        events += [TicketCalled(480 + n * minutes, f"t{n}", 1), CallEnded(480 + (n + 1) * minutes, 1, came=True)]
    return events


def test_learns_how_long_a_visit_takes() -> None:
    estimator = WaitingEstimator()
    for _ in range(6):
        for event in one_counter_day(20, 5):
            estimator.take(event)
    estimator.take(DayPlanned(EIGHT_TO_FIVE))
    estimator.take(CounterOpened(480, 1))
    forecasts = [estimator.take(TicketIssued(480, f"x{n}", "A")) for n in range(10)]
    last = forecasts[-1]
    assert last is not None
    assert 40 <= last.p50 <= 50
    assert last.p50 <= last.p90 <= 60


def test_the_first_ticket_of_the_first_day_gets_a_range() -> None:
    estimator = WaitingEstimator()
    estimator.take(DayPlanned(EIGHT_TO_FIVE))
    forecast = estimator.take(TicketIssued(470, "t", "A"))
    assert forecast is not None
    assert 5 <= forecast.p50 <= 15
    assert forecast.p90 >= forecast.p50


def test_a_ticket_before_the_break_waits_through_it() -> None:
    estimator = WaitingEstimator()
    estimator.take(DayPlanned(EIGHT_TO_FIVE))
    estimator.take(CounterOpened(480, 1))
    for n in range(4):
        forecast = estimator.take(TicketIssued(715, f"t{n}", "A"))
    assert forecast is not None
    assert forecast.p50 >= 60


def middles(estimator: WaitingEstimator, at: float, service: str, tickets: int) -> list[float]:
    """What each of so many is told who come one after the other at this minute."""
    told = [estimator.take(TicketIssued(at, f"{service}{n}", service)) for n in range(tickets)]
    return [one.p50 for one in told if one is not None]


def hall_at_work(plan: ShiftPlan, *counters: int) -> WaitingEstimator:
    """The first day, with these counters open; a visit is expected to last twelve minutes."""
    estimator = WaitingEstimator()
    estimator.take(DayPlanned(plan))
    for counter in counters:
        estimator.take(CounterOpened(480, counter))
    return estimator


@pytest.mark.parametrize(("at", "service"), [(500, "Z"), (1100, "A")])
def test_where_nobody_is_known_or_planned_to_work_the_range_grows_with_the_people_ahead(
    at: float, service: str
) -> None:
    estimator = WaitingEstimator()
    estimator.take(DayPlanned(EIGHT_TO_FIVE))
    told = middles(estimator, at, service, 11)
    assert told[0] == pytest.approx(12, abs=3)
    assert told[10] == pytest.approx(11 * 12, rel=0.1)
    assert told == sorted(told)


def test_a_minute_after_closing_the_open_counter_serves_on_as_a_minute_before() -> None:
    before = middles(hall_at_work(EIGHT_TO_FIVE, 1), 1019, "A", 11)
    after = middles(hall_at_work(EIGHT_TO_FIVE, 1), 1021, "A", 11)
    assert after == pytest.approx(before, abs=1)
    assert after[10] > after[1] + 60


def test_a_line_that_closes_before_others_is_served_to_its_end() -> None:
    plan = ShiftPlan({1: ((480.0, 690.0),), 2: ((480.0, 1020.0),)}, {1: frozenset("C"), 2: frozenset("A")})
    told = middles(hall_at_work(plan, 1, 2), 600, "C", 21)
    assert told[5] == pytest.approx(60, rel=0.2)
    assert told[20] == pytest.approx(240, rel=0.2)


def test_who_leaves_before_a_colleague_calls_nobody_after_that() -> None:
    plan = ShiftPlan({1: ((480.0, 1020.0),), 2: ((480.0, 690.0),)}, dict.fromkeys((1, 2), frozenset("A")))

    def last_end(at: float, working: dict[int, float], counter: int) -> float:
        return plan.from_now_on(at, working, frozenset("A")).last_end(counter)

    assert last_end(600, {1: 600, 2: 600}, 1) == math.inf
    assert last_end(600, {1: 600, 2: 600}, 2) == 690
    assert last_end(695, {1: 695, 2: 685}, 2) == -math.inf, "the last visit before going home"
    assert last_end(695, {1: 695, 2: 691}, 2) == math.inf, "who calls on goes on"
    assert last_end(695, {1: 695}, 2) == -math.inf


@pytest.mark.parametrize("plan", [ShiftPlan({}, {}), ShiftPlan({}, dict.fromkeys((1, 2, 3), frozenset("A")))])
def test_counters_that_are_open_without_a_plan_are_there(plan: ShiftPlan) -> None:
    three, one = (middles(hall_at_work(plan, *counters), 500, "A", 31) for counters in ((1, 2, 3), (1,)))
    assert three[0] < 3
    assert three[30] == pytest.approx(30 * 12 / 3, rel=0.2)
    assert one[30] == pytest.approx(30 * 12, rel=0.2)


def test_who_works_through_the_break_of_others_is_counted() -> None:
    plan = ShiftPlan({1: EIGHT_TO_FIVE.shifts[1]}, dict.fromkeys((1, 2), frozenset("A")))
    assert middles(hall_at_work(plan, 1, 2), 719, "A", 3)[2] < 30


@pytest.mark.parametrize("planned_anew", [False, True])
def test_yesterdays_people_do_not_wait_today(planned_anew: bool) -> None:
    estimator = hall_at_work(EIGHT_TO_FIVE, 1)
    for n in range(20):
        estimator.take(TicketIssued(500, f"left{n}", "A", day=0))
    if planned_anew:
        estimator.take(DayPlanned(EIGHT_TO_FIVE, day=1))
    estimator.take(CounterOpened(480, 1, day=1))
    first = estimator.take(TicketIssued(485, "first", "A", day=1))
    assert first is not None
    assert first.p50 < 5
    second = estimator.take(TicketIssued(485, "second", "A", day=1))
    assert second is not None
    assert second.p50 > 8, "and today's do"


def test_the_day_is_read_from_the_log() -> None:
    issued = parse_line('{"type": "issue", "day": 3, "t": 480, "ticket": "t", "service": "A"}')
    assert issued == TicketIssued(480, "t", "A", day=3)
    assert parse_line('{"type": "counter_open", "t": 480, "counter": 1}') == CounterOpened(480, 1)


def test_nobody_waits_over_night_whether_or_not_the_day_has_a_plan_of_its_own() -> None:
    alone, after_others = WaitingEstimator(), WaitingEstimator()
    lines = ['{"type": "plan", "day": 0, "t": 0, "plan": [[480, 1020, [1]]], "skills": {"1": ["A"]}}']
    lines += [f'{{"type": "issue", "day": 0, "t": 900, "ticket": "{n}", "service": "A"}}' for n in range(40)]
    for line in lines:
        after_others.take(parse_line(line))
    alone.take(parse_line(lines[0]))
    first = parse_line('{"type": "issue", "day": 1, "t": 480, "ticket": "x", "service": "A"}')
    assert after_others.take(first) == alone.take(first)
    second = parse_line('{"type": "issue", "day": 1, "t": 481, "ticket": "y", "service": "A"}')
    assert after_others.take(second) == alone.take(second), "who came today waits"


@given(
    st.lists(st.tuples(st.floats(0, 1400), st.integers(0, 5), st.integers(1, 3), st.sampled_from("ABZ")), max_size=60)
)
def test_no_order_of_events_breaks_it(rows: list[tuple[float, int, int, str]]) -> None:
    estimator = WaitingEstimator()
    for at, kind, counter, service in rows:
        events: tuple[DayEvent, ...] = (
            DayPlanned(EIGHT_TO_FIVE),
            CounterOpened(at, counter),
            TicketIssued(at, f"{service}{counter}", service),
            TicketCalled(at, f"{service}{counter}", counter),
            CallEnded(at, counter, came=True),
            CallEnded(at, counter, came=False),
        )
        forecast = estimator.take(events[kind])
        if forecast is not None:
            assert 0 <= forecast.p50 <= forecast.p90 < 10_000


@given(st.lists(st.floats(0.1, 300), min_size=1, max_size=80), st.floats(0, 400))
def test_what_is_left_of_a_visit_is_never_negative(lasted: list[float], elapsed: float) -> None:
    duration = LearnedDuration(12, window=20)
    for one in lasted:
        duration.learn(one)
    assert duration.count == min(20, len(lasted))
    assert duration.left_after(elapsed) >= 0
    assert duration.variance() >= 0


@pytest.mark.parametrize(
    "line",
    [
        "", "[]", "null", "{}", '{"type": "issue"}', '{"type": "x", "t": 1}', '{"type": "call", "t": "NaN"}',
        '{"type": "counter_open", "t": 1, "counter": 1e999}', "[" * 200_000,
        '{"type": "counter_open", "t": 1, "day": "Monday", "counter": 1}',
    ],
)  # fmt: skip
def test_a_bad_line_is_named(line: str) -> None:
    with pytest.raises(LogLineFault):
        parse_line(line)


def predict(log: Path, out: Path) -> dict[str, dict[str, float]]:
    command = [sys.executable, "-m", "kiosk", "waiting", "predict", str(log), "--out", str(out)]
    subprocess.run(command, check=True, capture_output=True)
    told: dict[str, dict[str, float]] = json.loads(out.read_text())
    return told


def test_cutting_the_log_after_an_issue_leaves_its_forecast_unchanged(
    real_data: Callable[[str], Path], tmp_path: Path
) -> None:
    lines = (real_data("waiting") / "mixed.jsonl").read_text().splitlines()[:6000]
    whole = tmp_path / "whole.jsonl"
    whole.write_text("\n".join(lines))
    told = predict(whole, tmp_path / "whole.json")
    issues = [n for n, line in enumerate(lines) if '"issue"' in line]
    for number in issues[:: len(issues) // 8]:
        cut = tmp_path / "cut.jsonl"
        cut.write_text("\n".join(lines[: number + 1]))
        ticket = json.loads(lines[number])["ticket"]
        assert predict(cut, tmp_path / "cut.json")[ticket] == told[ticket]


@pytest.mark.parametrize(("log", "rolling_mean", "planned"), [("lunch", 7.86, 5.32), ("mixed", 9.14, 5.33)])
def test_better_than_what_rivals_use(
    real_data: Callable[[str], Path], tmp_path: Path, log: str, rolling_mean: float, planned: float
) -> None:
    """The baselines' mean absolute errors (minutes) on these logs are those of the logs' own scorer."""
    source = real_data("waiting") / f"{log}.jsonl"
    told = predict(source, tmp_path / "told.json")
    issued: dict[str, float] = {}
    waited: dict[str, float] = {}
    for line in source.read_text().splitlines():
        fields = json.loads(line)
        if fields["type"] == "issue":
            issued[fields["ticket"]] = fields["t"]
        elif fields["type"] == "call":
            waited[fields["ticket"]] = fields["t"] - issued[fields["ticket"]]
    scored = [ticket for ticket, minutes in waited.items() if minutes > 1e-6 and int(ticket[1:4]) >= 3]
    error = statistics.mean(abs(told[ticket]["p50"] - waited[ticket]) for ticket in scored)
    covered = statistics.mean(waited[ticket] <= told[ticket]["p90"] for ticket in scored)
    far_over = statistics.mean(waited[ticket] > told[ticket]["p90"] + 5 for ticket in scored)
    assert error < planned
    assert error < (0.65 if log == "lunch" else 0.60) * rolling_mean
    assert 0.88 <= covered <= 0.92
    assert far_over <= 0.04


MORNING_AND_AFTERNOON = ((480.0, 720.0), (780.0, 1020.0))


@pytest.mark.parametrize(
    ("at", "gap"),
    [
        (470, BreakAhead(470, 480)),
        (500, BreakAhead(720, 780)),
        (730, BreakAhead(730, 780)),
        (800, None),
        (1100, None),
    ],
)
def test_the_next_break_is_known(at: float, gap: BreakAhead | None) -> None:
    assert break_ahead(MORNING_AND_AFTERNOON, at) == gap


def test_a_break_is_none_as_long_as_somebody_stays() -> None:
    plan = ShiftPlan(
        {1: MORNING_AND_AFTERNOON, 2: ((480.0, 730.0), (770.0, 1020.0)), 3: ((700.0, 790.0),)},
        {1: frozenset("A"), 2: frozenset("AB"), 3: frozenset("B")},
    )
    assert plan.open_for("A") == ((480, 730), (770, 1020))
    assert plan.open_for("B") == ((480, 1020),)
    assert break_ahead(plan.open_for("B"), 500) is None


def test_behind_a_break_an_error_is_counted_in_work() -> None:
    passage = Passage(700, Outlook(wait=85, spread=5, work=28), BreakAhead(720, 780))
    assert passage.expected == 28
    assert passage.work(10) == 10, "called before the break after all: eighteen minutes less, not seventy-five"
    assert passage.work(90) == 33
    assert passage.wait(33) == 90
    assert passage.wait(25) == 82
    assert passage.wait(15) == 15
    before = Passage(700, Outlook(wait=15, spread=5, work=15), BreakAhead(720, 780))
    assert before.wait(24) == 84, "nine in ten means through the break"
    assert before.work(84) == 24


@given(st.floats(0, 60), st.floats(0, 300), st.floats(0, 200), st.booleans())
def test_work_and_wait_agree(wait: float, more_work: float, work: float, some_break: bool) -> None:
    gap = BreakAhead(720, 780) if some_break else None
    outlook = Outlook(wait + 60, 5, wait + more_work) if some_break and wait >= 20 else Outlook(wait, 5, wait)
    passage = Passage(700, outlook, gap)
    waited = passage.wait(work)
    assert waited >= 0
    assert passage.wait(passage.work(waited)) == pytest.approx(waited)
    assert passage.wait(work + 1) >= waited
    if gap is not None:
        assert waited <= 20 or waited >= 80
