"""Snapshots about who is called first: the question, and what other screens say of its answer."""

from __future__ import annotations

from dataclasses import dataclass

from config.queue_rules import PriorityClass
from config.texts import Text
from kiosk.domain.journey import Journey
from kiosk.ui.bridges.kiosk_house import KioskHouse


@dataclass(frozen=True)
class PriorityLine:
    """What a screen that leads to a number says of priority. offered: it can be asked for. chosen: a class's name."""

    offered: bool
    chosen: Text | None


@dataclass(frozen=True)
class ClassView:
    """A class of people who are called first."""

    code: str
    name: Text


@dataclass(frozen=True)
class PriorityView:
    """Which class? chosen: the code of the one that was chosen before, or ""."""

    classes: tuple[ClassView, ...]
    chosen: str


def classes_today(house: KioskHouse) -> tuple[PriorityClass, ...]:
    """Who is called first today, in the order of the centre's list."""
    today = house.now().date()
    return tuple(one for one in house.centre.priority_classes if one.valid_on(today))


def priority_line(house: KioskHouse, journey: Journey) -> PriorityLine:
    """Nothing is offered to somebody who has a number, nor where nobody is called first today."""
    classes = classes_today(house)
    chosen = next((one.name for one in classes if one.code == journey.priority), None)
    return PriorityLine(bool(classes) and journey.place is None, chosen)


def priority_view(house: KioskHouse, journey: Journey) -> PriorityView:
    """The question."""
    classes = tuple(ClassView(one.code, one.name) for one in classes_today(house))
    return PriorityView(classes, journey.priority or "")
