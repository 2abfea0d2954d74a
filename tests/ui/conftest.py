"""Roles on the test's bench, taken down after each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.counter_given import CounterUnderTest, make_counter
from tests.ui.kiosk_given import Kiosk, Make, make_kiosk


@pytest.fixture
def make(qapp: object, qtbot: QtBot) -> Iterator[Make]:
    """`make(…)`: a kiosk with these wishes."""
    made: list[Kiosk] = []

    def kiosk(**wishes: object) -> Kiosk:
        made.append(make_kiosk(qtbot, **wishes))  # type: ignore[arg-type] # wishes are passed on as they are
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
