"""What requests must look like: read once, here; inside there are only the domain's dataclasses."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import Header, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from ticketing.domain.asked import TakeTicket

MAX_JSON_BYTES: Final = 16 * 1024
MAX_DRAFT_BYTES: Final = 1024 * 1024

RequestId = Annotated[str, Field(pattern=r"^[0-9A-Za-z-]{8,64}$", description="made by the caller, new for each deed")]
VisitId = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
DossierId = Annotated[str, Field(pattern=r"^[0-9A-Za-z-]{8,64}$")]
PathVisitId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
PathId = Annotated[str, Path(pattern=r"^[0-9A-Za-z-]{1,64}$")]
PathCounter = Annotated[int, Path(ge=0, le=999_999)]
QueryLetters = Annotated[tuple[Annotated[str, Field(pattern=r"^[A-Z]$")], ...], Query(max_length=26)]
QueryCounter = Annotated[int | None, Query(ge=0, le=999_999)]
HeaderRequestId = Annotated[str, Header(alias="Request-Id", pattern=r"^[0-9A-Za-z-]{8,64}$")]
HeaderRevision = Annotated[int, Header(alias="Draft-Revision", ge=1, le=1_000_000_000)]
AskedPriority = Annotated[str, Field(min_length=1, max_length=24)]
AskedProcedure = Annotated[str, Field(pattern=r"^[0-9A-Za-z._-]{1,64}$")]
HeaderSession = Annotated[str | None, Header(alias="Clerk-Session", max_length=200)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class TakeTicketBody(_Body):
    """A number in this line, for this visit."""

    line: Annotated[str, Field(min_length=1, max_length=8)]
    request_id: RequestId
    visit_id: VisitId
    priority: AskedPriority | None = None
    procedure: AskedProcedure | None = None

    def deed(self) -> TakeTicket:
        """What is asked for."""
        return TakeTicket(self.line, self.request_id, self.visit_id, self.priority, self.procedure)


class DeedBody(_Body):
    """A deed that needs nothing but its request id."""

    request_id: RequestId


class SignInBody(_Body):
    """A clerk's PIN at a counter."""

    clerk_id: Annotated[str, Field(min_length=1, max_length=64)]
    pin: Annotated[str, Field(min_length=1, max_length=64)]
    counter: Annotated[int, Field(ge=0, le=999_999)]


class EndVisitBody(_Body):
    """The visit is over; these dossiers were filed in it."""

    dossier_ids: Annotated[list[DossierId], Field(max_length=100)]
    request_id: RequestId


class Nothing(_Body):
    """An empty object."""


class ErrorBody(BaseModel):
    """Every refusal: a code from a closed list and a sentence in each language."""

    code: str
    vi: str
    en: str
