"""One centre: its name, lines, counters, hours and staff, read from centre.toml and staff.toml."""

from __future__ import annotations

from datetime import date, time
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field, model_validator

from config.faults import ConfigFault
from config.queue_rules import (
    WEEKDAYS,
    Appointments,
    Calling,
    DatedEntry,
    Entry,
    ExpressProgramme,
    Letter,
    Numbers,
    PriorityClass,
    ProcedureCode,
    Weekday,
)
from config.texts import Text

Role = Literal["clerk", "support", "supervisor", "technician"]

HttpAddress = Annotated[str, Field(pattern=r"^https?://[^\s/?#]+(/[^\s?#]*)?$", max_length=200)]
PinHash = Annotated[
    str,
    Field(pattern=r"^\$argon2id\$v=19\$m=[0-9]+,t=[0-9]+,p=[0-9]+\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+$", max_length=200),
]
StaffId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_.-]{0,39}$")]


class Stretch(Entry):
    """From an hour to an hour of the centre's clock."""

    start: time
    end: time

    @model_validator(mode="before")
    @classmethod
    def _from_words(cls, value: object) -> object:
        """Accept "08:00-12:00", the way hours are written on a door."""
        if isinstance(value, str):
            start, dash, end = value.partition("-")
            if dash:
                return {"start": start.strip(), "end": end.strip()}
        return value


class Shift(Stretch):
    """A stretch of opening time on one day; `start` before `end`, local time."""

    @model_validator(mode="after")
    def _forward(self) -> Shift:
        if self.start >= self.end:
            raise ValueError("shift_backwards")
        return self


Shifts = Annotated[tuple[Shift, ...], Field(max_length=6)]


class Hours(Entry):
    """Opening hours of a usual week; a day without shifts is closed."""

    mon: Shifts = ()
    tue: Shifts = ()
    wed: Shifts = ()
    thu: Shifts = ()
    fri: Shifts = ()
    sat: Shifts = ()
    sun: Shifts = ()

    @model_validator(mode="after")
    def _in_order(self) -> Hours:
        if not any(self.of(day) for day in range(7)):
            raise ValueError("never_open")
        for day in range(7):
            shifts = self.of(day)
            if any(late.start < early.end for early, late in pairwise(shifts)):
                raise ValueError("shifts_overlap")
        return self

    def of(self, weekday: int) -> tuple[Shift, ...]:
        """The shifts of a weekday, Monday = 0."""
        shifts: tuple[Shift, ...] = getattr(self, WEEKDAYS[weekday])
        return shifts


class SwappedDay(Entry):
    """A day that is worked although the calendar says it is free; it has the hours of another weekday."""

    date: date
    hours_of: Weekday
    note: str = ""


class ClosedDay(Entry):
    """A day on which this centre is closed although the calendar says it is open."""

    date: date
    note: str = ""


class Line(DatedEntry):
    """What a ticket queues for. `minutes_per_visit` is the first guess before the hub has measured."""

    letter: Letter
    name: Text
    zone: Text
    procedures: tuple[ProcedureCode, ...] = ()
    minutes_per_visit: Annotated[float, Field(gt=0, le=480)]
    hours: Hours | None = None
    """When this line is served; left out: whenever the centre is open."""
    daily_cap: Annotated[int, Field(ge=1, le=9999)] | None = None
    """People take no more numbers than this in a day, those of appointments included; quick services do not count."""
    last_number_before_close_min: Annotated[int, Field(ge=0, le=480)] = 0
    """The day's last number is given this long before the line closes for the day."""


class Counter(Entry):
    """Where a ticket is called to."""

    number: Annotated[int, Field(ge=1, le=999)]
    lines: Annotated[tuple[Letter, ...], Field(min_length=1)]
    name: Text
    weights: dict[Letter, Annotated[float, Field(gt=0, le=10)]] = Field(default_factory=dict)
    """How much a line's waiting counts here, 1 when left out: called is the line whose oldest ticket's wait times its
    weight is longest."""
    breaks: Shifts = ()
    """Planned breaks of every day, for the forecast of waits."""


class StaffMember(Entry):
    """A person who signs in with a PIN; only its argon2id hash is here."""

    id: StaffId
    name: Annotated[str, Field(min_length=1, max_length=100)]
    role: Role
    pin_hash: PinHash


class Centre(Entry):
    """One site of the city's Public Administrative Service Centre."""

    id: Annotated[str, Field(pattern=r"^H26-CN[0-9]{2}$|^H26\.[0-9]{1,3}$")]
    name: Text
    agency: Text
    parent_agency: str
    place: str
    phone: str
    timezone: str
    unit_code: Annotated[str, Field(pattern=r"^H26(\.[0-9]{1,3}){1,4}$")]
    """Organisation code that the city's system puts into dossier codes; the app itself never mints one."""
    hub_url: HttpAddress
    city_url: HttpAddress
    lines: Annotated[tuple[Line, ...], Field(min_length=1)]
    counters: Annotated[tuple[Counter, ...], Field(min_length=1)]
    hours: Hours
    swapped_days: tuple[SwappedDay, ...] = ()
    closed_days: tuple[ClosedDay, ...] = ()
    numbers: Numbers = Numbers()
    calling: Calling = Calling()
    priority_classes: tuple[PriorityClass, ...] = ()
    express: tuple[ExpressProgramme, ...] = ()
    appointments: Appointments | None = None
    """Left out: this centre takes no appointments."""
    staff: tuple[StaffMember, ...] = ()

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which days, tickets and due times are counted."""
        return ZoneInfo(self.timezone)

    def line(self, letter: str) -> Line | None:
        """The line with this letter, or None."""
        return next((line for line in self.lines if line.letter == letter), None)

    def counter(self, number: int) -> Counter | None:
        """The counter with this number, or None."""
        return next((counter for counter in self.counters if counter.number == number), None)

    def member(self, staff_id: str) -> StaffMember | None:
        """The member of staff with this id, or None."""
        return next((member for member in self.staff if member.id == staff_id), None)


def load_centre(folder: Path) -> Centre | tuple[ConfigFault, ...]:
    """Read centre.toml and staff.toml of a configuration folder; all faults at once."""
    from config.centre_reader import read_centre

    return read_centre(folder)
