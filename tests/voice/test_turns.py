"""Whose turn it is: one at a time, nothing stale, repetitions neither first nor never."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.voice.turns import CALL_KEEPS_S, NEW_IN_A_ROW, REPETITION_KEEPS_S, Turns

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def said(turns: Turns, now_s: float = 0.0, *, each_s: float = 1.0, most: int = 50) -> list[tuple[str, int]]:
    """Everything that is said from now on, as (label, which time)."""
    spoken = []
    for _ in range(most):
        turns = turns.next(now_s)
        if turns.speaking is None:
            break
        spoken.append((turns.speaking.label, turns.speaking.nth))
        now_s += each_s
        turns = turns.said(now_s)
    return spoken


def called(times: int, *labels: str) -> Turns:
    turns = Turns(times)
    for label in labels:
        turns = turns.called(label, 1, NOON, 0.0)
    return turns


def test_each_call_is_said_so_often_and_new_ones_come_first() -> None:
    assert said(called(2, "A001", "A002")) == [("A001", 1), ("A002", 1), ("A001", 2), ("A002", 2)]
    assert said(called(1, "A001", "A002")) == [("A001", 1), ("A002", 1)]


def test_a_repetition_has_its_turn_among_many_new_calls() -> None:
    order = said(called(2, *(f"A{n:03d}" for n in range(1, 9))))
    first_repetition = next(at for at, (_, nth) in enumerate(order) if nth == 2)
    assert first_repetition == NEW_IN_A_ROW
    assert order[first_repetition] == ("A001", 2)
    assert {label for label, nth in order if nth == 1} == {f"A{n:03d}" for n in range(1, 9)}


def test_a_recall_takes_the_place_of_the_waiting_repetition() -> None:
    turns = called(2, "A001").next(0.0).said(5.0)
    assert [saying.nth for saying in turns.waiting] == [2]
    turns = turns.called("A001", 4, NOON, 6.0)
    assert [(saying.nth, saying.counter) for saying in turns.waiting] == [(1, 4)]
    assert said(turns, 6.0) == [("A001", 1), ("A001", 2)]


def test_a_recall_while_it_is_being_said_has_the_repetitions() -> None:
    turns = called(2, "A001").next(0.0).called("A001", 1, NOON, 1.0).said(5.0)
    assert said(turns, 5.0) == [("A001", 1), ("A001", 2)]


def test_what_is_settled_is_not_said() -> None:
    assert said(called(2, "A001", "A002").settled("A001")) == [("A002", 1), ("A002", 2)]
    assert said(called(2, "A001", "A002").next(0.0).settled("A001").said(1.0), 1.0) == [("A002", 1), ("A002", 2)]


def test_what_is_late_is_left_out() -> None:
    turns = called(2, "A001")
    assert said(turns, CALL_KEEPS_S + 1) == []
    assert said(turns.next(0.0).said(1.0), 2 + REPETITION_KEEPS_S) == []


def test_news_of_an_hour_ago_is_not_said_after_a_lost_link() -> None:
    turns = Turns(1).called("A001", 1, NOON - timedelta(hours=1), 50.0).called("A030", 2, NOON, 50.0)
    assert said(turns, 50.0) == [("A030", 1)]


def test_a_board_whose_clock_is_wrong_speaks_all_the_same() -> None:
    assert said(Turns(1).called("A001", 1, NOON - timedelta(days=400), 50.0), 50.0) == [("A001", 1)]


def test_two_at_once_is_a_bug() -> None:
    turns = called(1, "A001", "A002").next(0.0)
    with pytest.raises(ValueError, match="at once"):
        turns.next(0.0)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("called"), st.integers(1, 6)),
        st.tuples(st.just("settled"), st.integers(1, 6)),
        st.tuples(st.just("speak"), st.just(0)),
        st.tuples(st.just("said"), st.just(0)),
    ),
    max_size=60,
)


@given(STEPS, st.integers(1, 4))
def test_whatever_happens(steps: list[tuple[str, int]], times: int) -> None:
    """No number waits twice, nothing settled is said, nothing too often, and nobody is forgotten."""
    turns, now_s = Turns(times), 0.0
    due: dict[str, int] = {}
    for step, number in steps:
        now_s += 0.5
        label = f"A{number:03d}"
        match step:
            case "called":
                turns, due[label] = turns.called(label, 1, NOON, now_s), 0
            case "settled":
                turns = turns.settled(label)
                due.pop(label, None)
            case "speak" if turns.speaking is None:
                turns = turns.next(now_s)
                if turns.speaking is not None:
                    due[turns.speaking.label] += 1
                    assert due[turns.speaking.label] <= times
            case "said":
                turns = turns.said(now_s)
        waiting = [saying.label for saying in turns.waiting]
        assert len(waiting) == len(set(waiting))
        assert set(waiting) <= due.keys()
    unheard = {label for label, often in due.items() if often == 0}
    rest = said(turns.said(now_s), now_s, each_s=0.1)
    assert unheard <= {label for label, _ in rest}
