"""A board knows every call once, however looks and events overtake each other."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.flows.show_calls import ENDING, INVITING, SHOWN, TAKEN_BACK, Calls, Scope
from ticketing.client import BoardCall, BoardState, EventType, HubEvent

NOW = datetime(2026, 11, 23, 9, 57, tzinfo=UTC)


def event(seq: int, number: int, kind: EventType = EventType.CALLED) -> HubEvent:
    return HubEvent(seq, kind, NOW, f"A{number:03d}", "A", f"t{number}", 3, 1)


def labels(calls: Calls) -> list[str]:
    return [call.label for call in calls.last]


def test_an_event_is_taken_once() -> None:
    calls = Calls().hear(event(1, 12)).hear(event(1, 12)).hear(event(2, 13))
    assert labels(calls) == ["A013", "A012"]


def test_a_look_older_than_an_event_does_not_take_it_back() -> None:
    calls = Calls().hear(event(5, 13))
    state = BoardState((BoardCall("A012", 1, NOW, 1),), (), 4)
    assert labels(calls.catch_up(state)) == ["A013", "A012"]


def test_a_newer_look_replaces_what_was_heard() -> None:
    calls = Calls().hear(event(5, 13))
    state = BoardState((BoardCall("A020", 1, NOW, 1),), (), 9)
    caught = calls.catch_up(state)
    assert labels(caught) == ["A020"]
    assert labels(caught.hear(event(9, 99))) == ["A020"]


def test_a_restored_hub_begins_again_with_lower_numbers() -> None:
    calls = Calls()
    for seq in range(500, 512):
        calls = calls.hear(event(seq, seq - 400))
    calls = calls.go_back(400)
    assert labels(calls) == []
    calls = calls.hear(event(401, 1)).hear(event(402, 2))
    look = BoardState((BoardCall("A001", 1, NOW, 1), BoardCall("A090", 2, NOW, 1)), (), 401)
    caught = calls.catch_up(look)
    assert labels(caught) == ["A002", "A001", "A090"]
    assert labels(caught.hear(event(403, 3)))[0] == "A003"


def test_other_events_change_nothing_on_the_wall() -> None:
    assert labels(Calls().hear(event(1, 12)).hear(event(2, 12, EventType.FINISHED))) == ["A012"]


@pytest.mark.parametrize("kind", sorted(TAKEN_BACK))
def test_what_is_taken_back_leaves_the_wall(kind: EventType) -> None:
    calls = Calls().hear(event(1, 12)).hear(event(2, 13)).hear(event(3, 13, kind))
    assert labels(calls) == ["A012"]


@pytest.mark.parametrize("kind", sorted(ENDING))
def test_what_ended_stays_and_is_not_open(kind: EventType) -> None:
    calls = Calls().hear(event(1, 12)).hear(event(2, 13)).hear(event(3, 13, kind))
    assert [(call.label, call.open) for call in calls.last] == [("A013", False), ("A012", True)]


def test_every_kind_of_event_is_thought_of() -> None:
    """A new kind of event must be put where it belongs: shown, ended, taken back, or nothing to a wall."""
    nothing_to_a_wall = {
        EventType.TICKET_ISSUED, EventType.VISIT_ENDED, EventType.UNDONE, EventType.PAUSED, EventType.RESUMED,
        EventType.PRIORITY_SET, EventType.LINE_CLOSED, EventType.LINE_OPENED, EventType.APPOINTMENT_BOOKED,
        EventType.APPOINTMENT_CANCELLED, EventType.CALL_RECORDED, EventType.CALL_END_RECORDED,
        EventType.LEASES_FREED, EventType.PROMISE_AT_RISK, EventType.PROMISE_BROKEN,
    }  # fmt: skip
    assert INVITING | ENDING | TAKEN_BACK | nothing_to_a_wall == set(EventType)


def test_a_board_of_a_zone_forgets_what_is_called_elsewhere() -> None:
    zone = Calls(Scope(others=frozenset("BC")))
    calls = zone.hear(event(1, 12)).hear(replace(event(2, 12), line="B", counter=5))
    assert labels(calls) == []
    assert labels(zone.hear(replace(event(1, 12), line="D"))) == ["A012"], "a line that is no more has no other board"
    sign = Calls(Scope(counter=3)).hear(event(1, 12)).hear(replace(event(2, 13), counter=4))
    assert labels(sign) == ["A012"]


KINDS = st.sampled_from(sorted(INVITING | ENDING | TAKEN_BACK))


@given(st.lists(st.tuples(st.integers(1, 20), KINDS), min_size=1, max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_a_look_at_any_moment_ends_in_the_same_wall(
    numbers: list[tuple[int, EventType]], seen: int, looked: int
) -> None:
    """Whenever the look is taken and whenever it arrives, the wall ends as if every event had been heard in order."""
    events = [event(seq, number, kind) for seq, (number, kind) in enumerate(numbers, start=1)]
    straight = Calls()
    states = [straight]
    for one in events:
        straight = straight.hear(one)
        states.append(straight)
    at = min(looked, len(events))
    state = BoardState(states[at].last, (), at)
    late = Calls()
    for one in events[: min(seen, len(events))]:
        late = late.hear(one)
    late = late.catch_up(state)
    for one in events:
        late = late.hear(one)
    assert late.last[:SHOWN] == straight.last
