"""Snapshots of the number screens: welcome, lines, ticket. Codes and numbers; the words are the screens'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from config.texts import Text
from config.wait_words import PERHAPS_NOT_TODAY, wait_words
from kiosk.domain.journey import Journey
from kiosk.flows.own_hours import UNKNOWN
from kiosk.flows.take_number import phone_page
from kiosk.ui.bridges.kiosk_house import KioskHouse
from kiosk.ui.bridges.priority_views import PriorityLine, priority_line
from ticketing.client import LineState

_LOWERABLE_MM: Final = 330.0  # half of a lower panel would not hold a screen
_AT_ONCE_MIN: Final = 5
_BUILT_DOORS: Final = frozenset({"take_number", "fill_form", "appointment"})


@dataclass(frozen=True)
class WelcomeView:
    """waiting: people over all lines, -1 while the hub has not told. wait: from the quickest line to the slowest.

    at_once: nobody waits, and a number taken now would be called in a few minutes.
    """

    agency: Text
    branch: Text
    clock: str
    weekday: int
    day: str
    month: str
    doors: tuple[str, ...]
    waiting: int
    wait: Text
    at_once: bool
    can_lower: bool
    reads_slips: bool
    notice: str


@dataclass(frozen=True)
class LineView:
    """One line to choose. notice: until when, where that is soon; None otherwise."""

    letter: str
    name: Text
    waiting: int
    wait: Text
    notice: Text | None


@dataclass(frozen=True)
class ClosedLineView:
    """A line that gives no number now, and what the hub says about it."""

    letter: str
    name: Text
    notice: Text | None


@dataclass(frozen=True)
class LinesView:
    """The lines of this centre that hold today: those to choose, and those that give no number now."""

    lines: tuple[LineView, ...]
    closed: tuple[ClosedLineView, ...]
    priority: PriorityLine


@dataclass(frozen=True)
class AppointmentView:
    """Showing an appointment. said: what is wrong, in words. number_door: a number may be taken instead.

    entry: what was typed before, by whoever comes back from another screen; nobody else sees it.
    """

    reader: bool
    entry: str
    said: Text | None
    number_door: bool
    late_min: int
    priority: PriorityLine


@dataclass(frozen=True)
class WorkingView:
    """what: taking | opening."""

    what: str


@dataclass(frozen=True)
class UnreachableView:
    """reason: unreachable, or the hub's own code. said: the hub's words. other_line: another line may be chosen."""

    reason: str
    said: Text | None
    other_line: bool


@dataclass(frozen=True)
class TicketView:
    """The number. code: rows of 0 and 1, only while there is no paper. phone: the same, of the number's phone page.

    phone_later: phones reach pages here, but this number has none yet.

    without_hub: of the kiosk's own series; then counter is who calls it (0: not known) and nothing is said of the wait.
    advice: what is said beside a wait that cannot be told in minutes.
    """

    label: str
    line_name: Text
    zone: Text
    ahead: int
    wait: Text
    advice: Text | None
    slip: str
    trouble: str
    code: tuple[str, ...]
    phone: tuple[str, ...]
    phone_later: bool
    can_form: bool
    procedure: bool
    without_hub: bool
    series: str
    counter: int
    promise: str
    """Until when an express programme promised to be done, HH:MM; "" for nobody."""


@dataclass(frozen=True)
class ClosedView:
    """reason: closed | out_of_service. opens: the next hour for numbers, HH:MM, or ""; days: how many days from today.

    weekday (Monday = 0), day and month are that day's. appointment: the door of who booked, whom hours do not stop.
    """

    reason: str
    appointment: bool = False
    opens: str = ""
    days: int = 0
    weekday: int = 0
    day: int = 0
    month: int = 0


def can_lower(house: KioskHouse) -> bool:
    """Whether the lower half of this panel has room for a screen."""
    panel = house.device.panel
    return panel.height_mm >= _LOWERABLE_MM and panel.height_px > panel.width_px


def welcome(house: KioskHouse, lines: Sequence[LineState] | None, notice: str, now: datetime) -> WelcomeView:
    """The first screen. The range over all lines: from the quickest open line to the slowest."""
    open_lines = [line for line in lines or () if line.open]
    low = min((line.wait_low_min for line in open_lines), default=0)
    high = max((line.wait_high_min for line in open_lines), default=0)
    waiting = sum(line.waiting for line in open_lines)
    return WelcomeView(
        agency=house.centre.agency,
        branch=house.centre.name,
        clock=f"{now:%H:%M}",
        weekday=now.weekday(),
        day=str(now.day),
        month=str(now.month),
        doors=tuple(door for door in house.device.doors if door in _BUILT_DOORS and door_opens(house, door)),
        waiting=UNKNOWN if lines is None else waiting,
        wait=wait_words(low, high, told=all(line.wait_told for line in open_lines), about=True),
        at_once=waiting == 0 and high <= _AT_ONCE_MIN,
        can_lower=can_lower(house),
        reads_slips=house.device.code_reader != "none" and "fill_form" in house.device.doors,
        notice=notice,
    )


def door_opens(house: KioskHouse, door: str) -> bool:
    """Whether there is something behind a door of devices.toml: without appointments their door leads nowhere."""
    return door in house.device.doors and (door != "appointment" or house.centre.appointments is not None)


def line_states(house: KioskHouse, lines: Sequence[LineState] | None) -> tuple[LineState, ...]:
    """What the hub told of each line; by the centre's hours what it has not told."""
    told = {line.letter: line for line in lines or ()}
    return tuple(told.get(line.letter, line) for line in house.own_hours.lines(house.now()))


def lines_view(house: KioskHouse, lines: Sequence[LineState] | None, journey: Journey) -> LinesView:
    """Every line of the centre that holds today."""
    known = {line.letter: line for line in line_states(house, lines)}
    today = house.now().date()
    to_choose: list[LineView] = []
    closed: list[ClosedLineView] = []
    for line in house.centre.lines:
        state = known[line.letter]
        if not line.valid_on(today):
            continue
        if state.open:
            to_choose.append(LineView(line.letter, line.name, state.waiting, _wait(state), state.notice))
        else:
            closed.append(ClosedLineView(line.letter, line.name, state.notice))
    return LinesView(tuple(to_choose), tuple(closed), priority_line(house, journey))


def _wait(line: LineState) -> Text:
    return wait_words(line.wait_low_min, line.wait_high_min, told=line.wait_told, about=True)


def appointment_view(house: KioskHouse, entry: str, said: Text | None, journey: Journey) -> AppointmentView:
    """Where an appointment is shown."""
    terms = house.centre.appointments
    late_min = 0 if terms is None else terms.late_min
    return AppointmentView(
        reader=house.device.code_reader != "none",
        entry=entry,
        said=said,
        number_door=door_opens(house, "take_number"),
        late_min=late_min,
        priority=priority_line(house, journey),
    )


def closed_view(house: KioskHouse, lines: Sequence[LineState] | None, *, broken: bool) -> ClosedView:
    """Out of service, or no line gives numbers: when the first of them does again."""
    if broken:
        return ClosedView("out_of_service")
    appointment = door_opens(house, "appointment")
    hours = [line.opens_at for line in line_states(house, lines) if line.opens_at is not None]
    if not hours:
        return ClosedView("closed", appointment)
    now = house.now()
    opens = min(hours).astimezone(house.centre.zone)
    days = (opens.date() - now.astimezone(house.centre.zone).date()).days
    return ClosedView("closed", appointment, f"{opens:%H:%M}", days, opens.weekday(), opens.day, opens.month)


def ticket(house: KioskHouse, journey: Journey) -> TicketView:
    """The number screen."""
    place = journey.place
    if place is None or journey.code is None:
        raise ValueError("there is no number to show")
    line = house.centre.line(place.line)
    without_paper = journey.slip.value in ("not_printed", "unsure")
    page = phone_page(house.device.public_url, place)
    return TicketView(
        label=place.label,
        line_name=line.name if line else Text(place.line, place.line),
        zone=line.zone if line else Text("sảnh chờ", "in the hall"),
        ahead=place.ahead,
        wait=wait_words(place.wait_low_min, place.wait_high_min, told=place.wait_told),
        advice=None if place.wait_told or place.without_hub else PERHAPS_NOT_TODAY,
        slip=journey.slip.value,
        trouble=journey.slip_trouble,
        code=code_rows(journey.code.text()) if without_paper else (),
        phone=() if page is None else code_rows(page),
        phone_later=page is None and house.device.public_url is not None,
        can_form="fill_form" in house.device.doors,
        procedure=journey.procedure is not None,
        without_hub=place.without_hub,
        series=place.label.rpartition("-")[0],
        counter=place.counter or 0,
        promise="" if place.promise_until is None else f"{place.promise_until.astimezone(house.centre.zone):%H:%M}",
    )


def code_rows(text: str) -> tuple[str, ...]:
    """The QR code of a text as rows of 0 and 1, without its quiet margin."""
    import segno

    return tuple("".join("1" if module else "0" for module in row) for row in segno.make_qr(text, error="m").matrix)
