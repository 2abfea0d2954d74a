"""A board knows every call once, however looks and events overtake each other."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from kiosk.flows.show_calls import SHOWN, Calls
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


def test_other_events_change_nothing_on_the_wall() -> None:
    assert labels(Calls().hear(event(1, 12)).hear(event(2, 12, EventType.FINISHED))) == ["A012"]


@given(st.lists(st.integers(1, 20), min_size=1, max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_a_look_at_any_moment_ends_in_the_same_wall(numbers: list[int], seen: int, looked: int) -> None:
    """Whenever the look is taken and whenever it arrives, the wall ends as if every event had been heard in order."""
    events = [event(seq, number) for seq, number in enumerate(numbers, start=1)]
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
