"""Whole centres of real processes for calamities."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.demo.centre import DemoCentre
from kiosk.demo.citizens import invent
from tests.faults.going_on import GoingOn
from tests.faults.ledger import Ledger
from tests.faults.suffering import Sufferer


@pytest.fixture(scope="session")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """One sheet at 300 dpi, drawn once: drawing is not what these tests are about."""
    from scanner.drivers.simulated_escl import drawn_pages

    folder = tmp_path_factory.mktemp("sheets")
    files = []
    for number, page in enumerate(drawn_pages(1, seed=7)):
        files.append(folder / f"{number}.jpg")
        page.save(files[-1], quality=85, dpi=(300, 300))
    return files


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoCentre]:
    """A centre for one file: hub, city, courier, scanner and printers serve; roles start when first touched."""
    with DemoCentre(tmp_path_factory.mktemp("centre"), screens=False) as centre:
        yield centre.furnish().start()


@pytest.fixture(scope="session")
def busy_centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoCentre]:
    """One centre for all calamities that leave it whole."""
    with DemoCentre(tmp_path_factory.mktemp("busy-centre"), screens=False) as centre:
        yield centre.furnish().start()


@pytest.fixture(scope="session")
def newcomers(busy_centre: DemoCentre, sheets: list[Path]) -> Callable[[], Sufferer]:
    """`newcomers()` is the next citizen."""
    player = GoingOn(busy_centre, Ledger(busy_centre), sheets)
    citizens = iter(invent(100, 9))

    def come() -> Sufferer:
        return Sufferer(busy_centre, player, next(citizens))

    return come


@pytest.fixture
def sufferer(newcomers: Callable[[], Sufferer]) -> Iterator[Sufferer]:
    """Somebody whose visit meets trouble; when the test is over, what they were told is true, once."""
    one = newcomers()
    processes = {name: one.centre.pid(name) for name in ("kiosk", "station", "counter") if one.centre.runs(name)}
    yield one
    assert all(one.centre.runs(name) and one.centre.pid(name) == pid for name, pid in processes.items()), "one died"
    one.audit()
    for name in ("kiosk", "station", "counter", "courier", "hub", "city"):
        one.events(name)
