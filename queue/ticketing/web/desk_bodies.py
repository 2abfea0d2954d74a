"""What a clerk's requests must look like; reasons are codes of the closed lists."""

from __future__ import annotations

from typing import Annotated, Final, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ticketing.domain.reasons import (
    CallThisReason,
    HoldReason,
    MergeReason,
    PauseReason,
    PriorityReason,
    QuickReason,
    TransferReason,
)
from ticketing.web.asking import RequestId

Line = Annotated[str, Field(min_length=1, max_length=8)]
TicketId = Annotated[str, Field(pattern=r"^[0-9A-Za-z-]{1,64}$")]
PriorityClass = Annotated[str, Field(min_length=1, max_length=24)]
Minutes = Annotated[int, Field(ge=1, le=1440)]
Counter = Annotated[int, Field(ge=0, le=999_999)]

# A code arrives as text and becomes a member of its list; everything else is read strictly.
_CODE: Final = Field(strict=False)


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    request_id: RequestId


class CallThisBody(_Body):
    """This very ticket, and why."""

    ticket_id: TicketId
    reason: Annotated[CallThisReason, _CODE]


class QuickBody(_Body):
    """A small matter of this line."""

    line: Line
    reason: Annotated[QuickReason, _CODE]


class HoldBody(_Body):
    """For so many minutes; with `for_me` only this counter calls the ticket again."""

    minutes: Minutes
    reason: Annotated[HoldReason, _CODE]
    for_me: bool = False


class TransferBody(_Body):
    """To another line or to a counter: exactly one of them."""

    line: Line | None = None
    counter: Counter | None = None
    reason: Annotated[TransferReason, _CODE]

    @model_validator(mode="after")
    def _one_of_them(self) -> Self:
        if (self.line is None) == (self.counter is None):
            raise ValueError("name either a line or a counter")
        return self


class PauseBody(_Body):
    """For so many minutes, and why."""

    reason: Annotated[PauseReason, _CODE]
    minutes: Minutes


class MergeBody(_Body):
    """Into this ticket, and why."""

    into_ticket_id: TicketId
    reason: Annotated[MergeReason, _CODE]


class PriorityBody(_Body):
    """This class, or none, and why."""

    priority: PriorityClass | None
    reason: Annotated[PriorityReason, _CODE]


class UndoBody(_Body):
    """The deed that this request did."""

    deed_request_id: RequestId


class LaterBody(_Body):
    """In so many minutes."""

    minutes: Minutes
