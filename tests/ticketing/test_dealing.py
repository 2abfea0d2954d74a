"""Who holds which ticket: everybody about the same number of every stretch, and nobody gives away without need."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ticketing.domain.dealing import Dealt, deal, deal_series

LINES = {1: frozenset("A"), 2: frozenset("AB"), 3: frozenset("BC")}


def waiting(lines: str) -> list[Dealt]:
    return [Dealt(f"t{index}", line) for index, line in enumerate(lines)]


def again(tickets: list[Dealt], dealt: dict[str, int]) -> list[Dealt]:
    """The same tickets, held as they were dealt."""
    return [replace(one, holder=dealt.get(one.ticket_id)) for one in tickets]


def test_counters_of_one_line_take_turns() -> None:
    both = {1: frozenset("A"), 2: frozenset("A")}
    assert list(deal(waiting("AAAAAA"), both, 40).values()) == [1, 2, 1, 2, 1, 2]


def test_nobody_is_dealt_a_line_it_does_not_serve() -> None:
    tickets = waiting("ABCABCAAABBBCCC")
    dealt = deal(tickets, LINES, 40)
    assert dealt.keys() == {one.ticket_id for one in tickets}
    assert all(one.line in LINES[dealt[one.ticket_id]] for one in tickets)


def test_a_line_that_nobody_serves_now_is_left_out() -> None:
    assert deal(waiting("AC"), {1: frozenset("A")}, 40) == {"t0": 1}


def test_who_is_sent_to_a_counter_is_only_its() -> None:
    tickets = [Dealt("t0", "A", for_counter=3), Dealt("t1", "A", for_counter=9)]
    assert deal(tickets, LINES, 40) == {"t0": 3}


def test_a_silent_counter_keeps_what_it_holds() -> None:
    tickets = [Dealt("t0", "A", holder=7), *waiting("BB")[1:]]
    assert "t0" not in deal(tickets, LINES, 40)


def test_what_was_promised_goes_where_it_was_promised() -> None:
    tickets = [Dealt("t0", "A", holder=1, promised=2), Dealt("t1", "A", holder=1)]
    assert deal(tickets, LINES, 40)["t0"] == 2


def test_what_was_promised_goes_there_whatever_counter_or_line_it_waits_for() -> None:
    tickets = [Dealt("t0", "A", for_counter=2, holder=2, promised=1), Dealt("t1", "C", holder=3, promised=1)]
    assert deal(tickets, LINES, 40) == {"t0": 1, "t1": 1}
    tickets = [Dealt("t0", "A", for_counter=2, holder=2, promised=9)]
    assert deal(tickets, LINES, 40) == {"t0": 2}, "counter 9 is not heard"


def test_a_slice_is_not_longer_than_it_may_be() -> None:
    assert len(deal(waiting("A" * 50), {1: frozenset("A")}, 40)) == 40


def test_calling_from_the_head_moves_few() -> None:
    both = {1: frozenset("A"), 2: frozenset("A"), 3: frozenset("A")}
    tickets = waiting("A" * 30)
    held = again(tickets, deal(tickets, both, 40))
    moved = 0
    while held:
        held = held[1:]
        dealt = deal(held, both, 40)
        moved += sum(dealt[one.ticket_id] != one.holder for one in held)
        held = again(held, dealt)
    assert moved < 30


@given(
    st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from([None, 1, 2, 3])), max_size=60),
    st.sets(st.sampled_from([1, 2, 3]), min_size=1),
)
def test_every_stretch_is_shared(tickets: list[tuple[str, int | None]], alive: set[int]) -> None:
    """Dealt again as they were dealt, nothing moves; and whoever could hold one is at most two behind."""
    lines = {counter: LINES[counter] for counter in alive}
    asked = [
        Dealt(f"t{index}", line, holder=holder if holder is not None and line in LINES[holder] else None)
        for index, (line, holder) in enumerate(tickets)
    ]
    dealt = deal(asked, lines, 40)
    kept = [one for one in asked if one.ticket_id in dealt]
    assert deal(again(kept, dealt), lines, 40) == dealt
    counts = dict.fromkeys(lines, 0)
    for one in kept:
        could = [counts[counter] for counter in lines if one.line in lines[counter]]
        assert counts[dealt[one.ticket_id]] <= min(could) + 1
        counts[dealt[one.ticket_id]] += 1


def test_series_are_spread_and_stay_where_they_are() -> None:
    assert deal_series(["K1", "K2", "K3"], {}, LINES) == {"K1": 2, "K2": 3, "K3": 1}
    assert deal_series(["K1", "K2"], {"K1": 1}, LINES) == {"K1": 1, "K2": 2}


def test_a_series_waits_for_its_silent_counter() -> None:
    assert deal_series(["K1"], {"K1": 9}, LINES) == {}
