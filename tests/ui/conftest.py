"""Roles on the test's bench, taken down after each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.counter_given import CounterUnderTest, make_counter
from tests.ui.kiosk_given import Kiosk, Make, make_kiosk
from tests.ui.station_given import Station, Stations, make_station


@pytest.fixture
def make(qapp: object, qtbot: QtBot) -> Iterator[Make]:
    """`make(…)`: a kiosk with these wishes."""
    made: list[Kiosk] = []

    def kiosk(**wishes: Any) -> Kiosk:
        made.append(make_kiosk(qtbot, **wishes))
        return made[-1]

    yield kiosk
    for one in made:
        one.close()


@pytest.fixture
def counter(qapp: object, qtbot: QtBot) -> Iterator[CounterUnderTest]:
    """A counter where A012 and A013 wait."""
    made = make_counter(qtbot)
    yield made
    made.close()


@pytest.fixture
def stations(tmp_path: Path, qapp: object, qtbot: QtBot) -> Iterator[Stations]:
    """`stations(home, …)`: a station with these wishes."""
    made: list[Station] = []

    def station(home: str = "station", **wishes: Any) -> Station:
        folder = tmp_path / home
        folder.mkdir(exist_ok=True)
        made.append(make_station(folder, qtbot, **wishes))
        return made[-1]

    yield station
    for one in made:
        one.close()
