"""What the supervisor's screens are given to show; frozen, no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from config.texts import Text
from kiosk.flows.watch_centre import AlarmKind

View = Literal["now", "today", "audit", "devices"]
Listed = Literal["", "asking", "away", "told"]


@dataclass(frozen=True)
class AlarmRow:
    """Something to look at. where: the line, the counter or the device."""

    kind: AlarmKind
    where: Text
    label: str
    minutes: int
    count: int


@dataclass(frozen=True)
class LineRow:
    """A line now. notice: why it gives no numbers, or until when."""

    letter: str
    name: Text
    waiting: int
    longest_min: int
    low_min: int
    high_min: int
    state: str
    notice: Text | None
    counters: int
    promised: int
    at_risk: int


@dataclass(frozen=True)
class CounterRow:
    """A counter now. until: hour of the end of a pause; minutes: how long it has served `label`."""

    number: int
    name: Text
    lines: str
    state: Literal["serving", "free", "paused", "closed"]
    clerk: str
    label: str
    minutes: int
    until: str
    reason: Text | None


@dataclass(frozen=True)
class OutboxShown:
    """What a courier told last, and at what hour. oldest_min: since then the oldest dossier waits."""

    waiting: int
    refused: int
    oldest_min: int
    told_at: str


@dataclass(frozen=True)
class DeviceRow:
    """A device that was let in. since: the hour when it was last heard, with the day where that was another.

    sends: it brings dossiers to the city; missed: it should be heard and is not.
    """

    name: str
    role: Text
    sends: bool
    missed: bool
    state: Literal["heard", "silent", "never"]
    since: str
    outbox: OutboxShown | None


@dataclass(frozen=True)
class FiguresShown:
    """Today so far. Minutes have one decimal in the local way of writing; empty where nothing is known."""

    issued: int
    served: int
    absent: int
    left: int
    waiting: int
    mean: str
    p90: str
    error: str
    within: str
    promised: int
    kept: int
    moved: int


@dataclass(frozen=True)
class SeriesShown:
    """Bars of one colour; None is a gap. name: a code that the screen has words for."""

    name: str
    values: tuple[float | None, ...]
    main: bool


@dataclass(frozen=True)
class PlotShown:
    """Bars side by side. name: a code that the screen has words for."""

    name: str
    labels: tuple[str, ...]
    series: tuple[SeriesShown, ...]


@dataclass(frozen=True)
class AuditRow:
    """One entry of the audit chain. what: label, line or counter it was about."""

    no: int
    at: str
    staff: str
    deed: Text
    what: Text
    reason: Text | None


@dataclass(frozen=True)
class AbsentRow:
    """A number that was called in vain. until: the hour until which it may come back."""

    ticket_id: str
    label: str
    line: Text
    until: str


@dataclass(frozen=True)
class WaitingRow:
    """A number that waits. letter: its line; priority: the name of its class."""

    ticket_id: str
    label: str
    letter: str
    waited_min: int
    priority: Text | None


@dataclass(frozen=True)
class Choice:
    """One answer of a sheet."""

    value: str
    text: Text
    detail: Text | None = None


@dataclass(frozen=True)
class Choices:
    """What the sheets offer: lines that can be closed or opened, reasons, counters whose numbers can be freed,
    classes of people who are called first."""

    open_lines: tuple[Choice, ...]
    closed_lines: tuple[Choice, ...]
    reasons: tuple[Choice, ...]
    counters: tuple[Choice, ...]
    priority_classes: tuple[Choice, ...]
    priority_reasons: tuple[Choice, ...]


@dataclass(frozen=True)
class Supervisor:
    """The whole desk. message: a code of ours, or "refused" with `says`; ready: the centre has been seen once; may: the
    deeds that this person may do here.

    checked: "" not asked, "checking", "whole" or "broken" (then `broken_at` is the first entry that is wrong).
    absent, waiting: of every line, each fetched when its sheet is opened; `…_listed`: how it stands with that.
    """

    view: View
    centre: Text
    clerk: str
    may: tuple[str, ...]
    day: str
    at: str
    linked: bool
    ready: bool
    busy: bool
    message: str
    says: Text | None
    detail: str
    alarms: tuple[AlarmRow, ...]
    lines: tuple[LineRow, ...]
    counters: tuple[CounterRow, ...]
    devices: tuple[DeviceRow, ...]
    figures: FiguresShown | None
    plots: tuple[PlotShown, ...]
    audit: tuple[AuditRow, ...]
    audit_count: int
    audit_more: bool
    checked: str
    broken_at: int
    choices: Choices
    absent_listed: Listed = ""
    absent: tuple[AbsentRow, ...] = ()
    waiting_listed: Listed = ""
    waiting: tuple[WaitingRow, ...] = ()
