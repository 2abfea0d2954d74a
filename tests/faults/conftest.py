"""A whole centre of real processes for calamities: furnished once for all tests of a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.demo.centre import DemoCentre


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
    """Hub, city, courier, scanner and printers serve; roles start when they are first touched."""
    with DemoCentre(tmp_path_factory.mktemp("centre"), screens=False) as centre:
        yield centre.furnish().start()
