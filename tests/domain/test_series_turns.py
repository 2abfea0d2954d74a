"""Calling numbers of a series without knowing how many were given."""

from __future__ import annotations

from collections.abc import Collection

from kiosk.domain.series_turns import SeriesTurns


def called(turns: SeriesTurns, times: int, here: Collection[int] = ()) -> tuple[list[int], SeriesTurns]:
    """The numbers called one after another; `here`: whose people are there."""
    order: list[int] = []
    for _ in range(times):
        number = turns.next()
        comes = number in here and number not in order
        turns = turns.somebody_came(number) if comes else turns.nobody_came(number)
        order.append(number)
    return order, turns


def test_everybody_who_is_there_is_called_in_order() -> None:
    assert called(SeriesTurns(), 5, range(1, 6))[0] == [1, 2, 3, 4, 5]


def test_behind_one_who_went_home_everybody_is_called_and_the_missed_one_comes_again() -> None:
    order, _ = called(SeriesTurns(), 10, (2, 3, 4))
    assert order[:6] == [1, 2, 1, 3, 4, 5]
    assert order.count(1) >= 3


def test_behind_several_who_went_home_the_next_is_called_soon() -> None:
    assert 3 in called(SeriesTurns(), 6, (3,))[0]
    assert 4 in called(SeriesTurns(), 12, (4,))[0]


def test_hours_of_calls_into_an_empty_hall_go_some_numbers_too_far() -> None:
    order, _ = called(SeriesTurns(6), 100)
    assert set(order) <= set(range(7, 14))
    assert order.count(7) > 40


def test_who_comes_into_a_hall_that_was_long_empty_is_called_soon() -> None:
    _, turns = called(SeriesTurns(6), 100)
    order, _ = called(turns, 6, (7, 8, 9))
    assert [number for number in order if number < 10][:3] == [7, 8, 9]


def test_whoever_was_passed_over_on_the_way_to_a_later_number_comes_next() -> None:
    _, turns = called(SeriesTurns(), 30)
    assert turns.somebody_came(3).next() == 1
    assert turns.somebody_came(3).somebody_came(1).next() == 2


def test_numbers_that_the_hub_has_meanwhile_are_not_called() -> None:
    _, turns = called(SeriesTurns(), 30)
    assert turns.from_number(3).next() == 3
    assert called(turns.from_number(40), 3, (40, 41, 42))[0] == [40, 41, 42]
