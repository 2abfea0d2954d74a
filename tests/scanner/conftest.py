"""Fixtures for the scanner's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.scanner.scripted_device import Device


@pytest.fixture
def device() -> Iterator[Device]:
    """A device that says what the test tells it to, and nothing else."""
    made = Device()
    yield made
    made.close()
