"""Whatever the network loses, repeats or delays and whoever is killed: nobody is called by two, nobody is forgotten."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.ticketing.hall import Counter, Hall, Kiosk
from ticketing.domain.answers import StaffRole
from ticketing.domain.rules import CentreRules, StaffRule

STEPS = 120


@pytest.fixture
def hall_rules(rules: CentreRules) -> CentreRules:
    """Three counters, a clerk at each."""
    third = StaffRule("thu", "Thu", StaffRole.CLERK, rules.staff[0].pin_hash)
    return replace(rules, staff=(rules.staff[0], rules.staff[1], third))


def bad_day(hall: Hall, luck: random.Random, steps: int) -> None:
    """Anything may happen in any order."""
    for wire in hall.wires:
        wire.loses, wire.repeats = luck.choice([(0.0, 0.0), (0.1, 0.1), (0.4, 0.2)])
    for _ in range(steps):
        hall.time.pass_s(luck.choice([0.2, 1, 2, 5, 12]))
        match luck.randrange(20):
            case 0 | 1 | 2 | 3:
                luck.choice(hall.kiosks).serve(luck.choice("ABC"))
            case 4 | 5 | 6 | 7 | 8:
                luck.choice(hall.counters).work()
            case 9 | 10 | 11 | 12 | 13:
                luck.choice(hall.counters).keeper.beat(0)
            case 14:
                luck.choice(hall.kiosks).own.meet_hub()
            case 15:
                wire = luck.choice(hall.wires)
                wire.cut = not wire.cut
            case 16:
                luck.choice(hall.wires).deliver_late()
            case 17:
                machines: list[Counter | Kiosk] = [*hall.counters, *hall.kiosks]
                luck.choice(machines).kill()
            case _:
                if hall.hub is None:
                    hall.hub_comes()
                elif luck.random() < 0.3:
                    hall.hub_dies()
    if hall.hub is None:
        hall.hub_comes()


def test_nobody_is_called_twice_and_nobody_is_lost(
    hall_rules: CentreRules,
    empty_database: Callable[[], str | None],
    tmp_path: Path,
    seeds: Callable[..., Iterator[int]],
) -> None:
    on_a_file = empty_database() is None  # every deed is a round trip elsewhere
    for seed in seeds(short=4, long=400) if on_a_file else seeds(short=1, long=40):
        luck = random.Random(seed)
        folder = tmp_path / str(seed)
        folder.mkdir()
        hall = Hall(hall_rules, folder, empty_database(), luck)
        try:
            bad_day(hall, luck, STEPS)
            hall.quiet(10)
            hall.empty()
        except AssertionError as fault:
            raise AssertionError(f"seed {seed}: {fault}") from fault
        finally:
            hall.close()
        assert all(len(citizen.served) == 1 for citizen in hall.citizens.values()), f"seed {seed}"
