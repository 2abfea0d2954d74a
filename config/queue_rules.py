"""The rules of a centre's queue as centre.toml states them: who goes first, how calling goes, what is promised."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from config.texts import Text

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

Letter = Annotated[str, Field(pattern=r"^[A-Z]$")]
ProcedureCode = Annotated[str, Field(pattern=r"^[0-9]\.[0-9]{6}$")]
RuleCode = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,23}$")]

_HELP_DESK = Text("bàn hướng dẫn", "the help desk")


class Entry(BaseModel):
    """A table of a configuration file: an unknown key is a fault, and nothing changes after reading."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DatedEntry(Entry):
    """A rule that holds from `valid_from` to `valid_to`, both included; a date that is left out is no bound."""

    valid_from: date | None = None
    valid_to: date | None = None

    @model_validator(mode="after")
    def _forward(self) -> DatedEntry:
        if self.valid_from is not None and self.valid_to is not None and self.valid_from > self.valid_to:
            raise ValueError("validity_backwards")
        return self

    def valid_on(self, day: date) -> bool:
        """Whether the rule holds on that local day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


class PriorityClass(DatedEntry):
    """A reason to be called before others; there is no other reason than those on the list."""

    code: RuleCode
    name: Text


class Calling(Entry):
    """How calling goes. Times are seconds (`_s`), minutes (`_min`) or hours (`_hours`)."""

    priority_run: Annotated[int, Field(ge=1, le=20)] = 2
    """After so many priority calls in a row from a line, one of the others is called, if any waits."""
    calls_before_absent: Annotated[int, Field(ge=1, le=10)] = 3
    seconds_between_calls: Annotated[int, Field(ge=0, le=600)] = 45
    return_within_min: Annotated[int, Field(ge=0, le=720)] = 120
    """An absent ticket may come back to its place this long after its call ended."""
    return_place: Text = _HELP_DESK
    """Where somebody who was absent comes, inside a sentence: slips and phone pages say it."""
    undo_s: Annotated[int, Field(ge=0, le=60)] = 10
    held_min: Annotated[int, Field(ge=1, le=60)] = 5
    session_hours: Annotated[int, Field(ge=1, le=24)] = 12


class Numbers(Entry):
    """When numbers are given."""

    given: Literal["in_hours", "always"] = "in_hours"
    """always: whatever the hour and the day and however many, for a demonstration or a rehearsal."""
    before_opening_min: Annotated[int, Field(ge=0, le=240)] = 0
    """Numbers are given this long before each shift begins."""
    notice_min: Annotated[int, Field(ge=0, le=240)] = 30
    """The screens say so when a line's last number of the day is that near."""


class ExpressProgramme(DatedEntry):
    """A promise for one weekday: whoever takes a number of these lines or procedures is done within `promise_min`."""

    id: RuleCode
    name: Text
    weekday: Weekday
    lines: tuple[Letter, ...] = ()
    procedures: tuple[ProcedureCode, ...] = ()
    promise_min: Annotated[int, Field(ge=5, le=480)] = 60
    warn_min: Annotated[int, Field(ge=1, le=240)] = 15
    """The supervisor is warned this long before a promise breaks."""

    @model_validator(mode="after")
    def _for_somebody(self) -> ExpressProgramme:
        if not self.lines and not self.procedures:
            raise ValueError("express_for_nobody")
        if self.warn_min >= self.promise_min:
            raise ValueError("express_warns_at_once")
        return self


class Appointments(Entry):
    """Booking ahead: today and `days_ahead` days more, `per_slot` people each `slot_min` minutes of opening time."""

    days_ahead: Annotated[int, Field(ge=0, le=60)] = 6
    per_person_per_day: Annotated[int, Field(ge=1, le=10)] = 2
    slot_min: Annotated[int, Field(ge=5, le=240)] = 30
    per_slot: Annotated[int, Field(ge=1, le=100)] = 2
    check_in_before_min: Annotated[int, Field(ge=0, le=240)] = 30
    late_min: Annotated[int, Field(ge=0, le=120)] = 15
    """Checked in this much after the appointed hour, the appointment still counts from its hour."""
    lines: tuple[Letter, ...] = ()
    """Left out: every line."""
