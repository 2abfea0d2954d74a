"""The code of the phone page on the kiosk's own glass, read off the picture as a phone would."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from printing.port import NotPrinted, PaperOut
from scanner.codes import Code, read_codes
from tests.ui.kiosk_given import PAGE_TOKEN, PUBLIC_URL, FakeHub, FakePrinter, FakeSeries, Kiosk, make_kiosk
from tests.ui.kiosk_walk import to_ticket

Make = Callable[..., Kiosk]
PAGE = f"{PUBLIC_URL}/A012.{PAGE_TOKEN}"


@pytest.fixture
def make(qapp: object, qtbot: QtBot) -> Iterator[Make]:
    made: list[Kiosk] = []

    def kiosk(**wishes: Any) -> Kiosk:
        made.append(make_kiosk(qtbot, **wishes))
        to_ticket(made[-1])
        return made[-1]

    yield kiosk
    for one in made:
        one.close()


def codes_on(kiosk: Kiosk, file: Path) -> set[str]:
    """What a phone reads off the glass."""
    kiosk.settle()
    assert kiosk.hand.stage.view.grabWindow().save(str(file))
    found = read_codes(file)
    return {code.text for code in found if isinstance(code, Code)} if isinstance(found, tuple) else set()


def test_beside_the_slip_there_is_the_code_of_the_page(make: Make, tmp_path: Path) -> None:
    assert codes_on(make(public_url=PUBLIC_URL), tmp_path / "glass.png") == {PAGE}


def test_without_paper_there_are_both_codes(make: Make, tmp_path: Path) -> None:
    kiosk = make(public_url=PUBLIC_URL, printer=FakePrinter(NotPrinted(PaperOut())))
    codes = codes_on(kiosk, tmp_path / "glass.png")
    assert PAGE in codes
    assert codes - {PAGE} == set(kiosk.printer.codes[:1])


def test_where_phones_reach_nothing_nothing_is_shown(make: Make, tmp_path: Path) -> None:
    kiosk = make()
    assert codes_on(kiosk, tmp_path / "glass.png") == set()
    assert kiosk.hand.stage.snapshot["phone_later"] is False


def test_a_number_of_the_kiosks_own_has_no_page_and_says_so(make: Make, tmp_path: Path) -> None:
    kiosk = make(public_url=PUBLIC_URL, hub=FakeHub(dark=True), own_series=FakeSeries())
    assert codes_on(kiosk, tmp_path / "glass.png") == set()
    assert kiosk.hand.stage.snapshot["phone_later"] is True
