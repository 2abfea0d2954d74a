"""Snapshots of the number screens: welcome, lines, ticket. Codes and numbers; the words are the screens'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from config.texts import Text
from kiosk.domain.journey import Journey
from kiosk.ui.bridges.kiosk_house import KioskHouse
from ticketing.client import LineState

UNKNOWN: Final = -1
_LOWERABLE_MM: Final = 330.0  # half of a lower panel would not hold a screen
_BUILT_DOORS: Final = frozenset({"take_number", "fill_form"})


@dataclass(frozen=True)
class WelcomeView:
    """waiting: people over all lines, -1 while the hub has not told; low and high: minutes."""

    agency: Text
    branch: Text
    clock: str
    weekday: int
    day: str
    month: str
    doors: tuple[str, ...]
    waiting: int
    low: int
    high: int
    can_lower: bool
    reads_slips: bool
    notice: str


@dataclass(frozen=True)
class LineView:
    """One line to choose."""

    letter: str
    name: Text
    open: bool
    waiting: int
    low: int
    high: int


@dataclass(frozen=True)
class LinesView:
    """The lines of this centre."""

    lines: tuple[LineView, ...]


@dataclass(frozen=True)
class WorkingView:
    """what: taking | opening."""

    what: str


@dataclass(frozen=True)
class UnreachableView:
    """reason: unreachable, or the hub's own code."""

    reason: str


@dataclass(frozen=True)
class TicketView:
    """The number. code: rows of 0 and 1, only while there is no paper.

    without_hub: of the kiosk's own series; then counter is who calls it (0: not known) and nothing is said of the wait.
    """

    label: str
    line_name: Text
    zone: Text
    ahead: int
    wait_low: int
    wait_high: int
    slip: str
    trouble: str
    code: tuple[str, ...]
    can_form: bool
    procedure: bool
    without_hub: bool
    series: str
    counter: int


@dataclass(frozen=True)
class ClosedView:
    """reason: closed | out_of_service."""

    reason: str


def can_lower(house: KioskHouse) -> bool:
    """Whether the lower half of this panel has room for a screen."""
    panel = house.device.panel
    return panel.height_mm >= _LOWERABLE_MM and panel.height_px > panel.width_px


def welcome(house: KioskHouse, lines: Sequence[LineState] | None, notice: str, now: datetime) -> WelcomeView:
    """The first screen. The range over all lines: from the quickest open line to the slowest."""
    open_lines = [line for line in lines or () if line.open]
    return WelcomeView(
        agency=house.centre.agency,
        branch=house.centre.name,
        clock=f"{now:%H:%M}",
        weekday=now.weekday(),
        day=str(now.day),
        month=str(now.month),
        doors=tuple(door for door in house.device.doors if door in _BUILT_DOORS),
        waiting=UNKNOWN if lines is None else sum(line.waiting for line in open_lines),
        low=min((line.wait_low_min for line in open_lines), default=0),
        high=max((line.wait_high_min for line in open_lines), default=0),
        can_lower=can_lower(house),
        reads_slips=house.device.code_reader != "none" and "fill_form" in house.device.doors,
        notice=notice,
    )


def lines_view(house: KioskHouse, lines: Sequence[LineState] | None) -> LinesView:
    """Every line of the centre; one the hub has not told about yet counts as open."""
    known = {line.letter: line for line in lines or ()}
    views = []
    for line in house.centre.lines:
        state = known.get(line.letter)
        views.append(
            LineView(
                line.letter,
                line.name,
                state is None or state.open,
                UNKNOWN if state is None else state.waiting,
                0 if state is None else state.wait_low_min,
                0 if state is None else state.wait_high_min,
            )
        )
    return LinesView(tuple(views))


def ticket(house: KioskHouse, journey: Journey) -> TicketView:
    """The number screen."""
    place = journey.place
    if place is None or journey.code is None:
        raise ValueError("there is no number to show")
    line = house.centre.line(place.line)
    without_paper = journey.slip.value in ("not_printed", "unsure")
    return TicketView(
        label=place.label,
        line_name=line.name if line else Text(place.line, place.line),
        zone=line.zone if line else Text("sảnh chờ", "in the hall"),
        ahead=place.ahead,
        wait_low=place.wait_low_min,
        wait_high=place.wait_high_min,
        slip=journey.slip.value,
        trouble=journey.slip_trouble,
        code=code_rows(journey.code.text()) if without_paper else (),
        can_form="fill_form" in house.device.doors,
        procedure=journey.procedure is not None,
        without_hub=place.without_hub,
        series=place.label.rpartition("-")[0],
        counter=place.counter or 0,
    )


def code_rows(text: str) -> tuple[str, ...]:
    """The QR code of a text as rows of 0 and 1, without its quiet margin."""
    import segno

    return tuple("".join("1" if module else "0" for module in row) for row in segno.make_qr(text, error="m").matrix)
