"""Phone pages, for their relay alone: what a page shows, what its holder does. Keys travel in bodies, not in URLs."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from ticketing.deeds.going_and_coming import ComeBacks, ComeLaters, LeaveLines
from ticketing.deeds.pages import AskOnPage, OnPage, Pages
from ticketing.domain.asked import ComeBack, ComeLater, LeaveLine
from ticketing.domain.page_answers import PageState, PageStates
from ticketing.domain.page_key import LONGEST_PAGE_KEY, PAGE_KEY_PATTERN, PageKey
from ticketing.domain.refusals import Refusal, refuse
from ticketing.web.admission import PHONES, Admission
from ticketing.web.asking import RequestId
from ticketing.web.errors import Refusing, granted
from ticketing.web.guards import only
from ticketing.web.hub import Hub

MOST_PAGES: Final = 100
_Key = Annotated[str, Field(pattern=PAGE_KEY_PATTERN, max_length=LONGEST_PAGE_KEY)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class LookBody(_Body):
    """These pages."""

    keys: Annotated[list[_Key], Field(min_length=1, max_length=MOST_PAGES)]


class PageDeedBody(_Body):
    """A deed of whoever holds this page's address."""

    key: _Key
    request_id: RequestId


class LaterBody(PageDeedBody):
    """Come so many minutes later."""

    minutes: Annotated[int, Field(ge=1, le=120)]


def page_routes(hub: Hub, admission: Admission) -> APIRouter:
    """The routes."""
    router = APIRouter(prefix="/v1/pages", tags=["page"], dependencies=[Depends(only(admission, PHONES))])
    house, pages = hub.house, Pages(hub.house)
    leave_line = OnPage(house, LeaveLines(house), lambda ticket, on: LeaveLine(ticket, on.request_id))
    come_later = OnPage(house, ComeLaters(house), lambda ticket, on: ComeLater(ticket, on.minutes, on.request_id))
    come_back = OnPage(house, ComeBacks(house), lambda ticket, on: ComeBack(ticket, on.request_id))

    @router.post("/look")
    async def look(asked: LookBody) -> PageStates:
        """Pages as they stand, in the order of their keys; null for a key that opens no ticket of today."""
        return granted(await hub.look(pages.look, [_key(text) for text in asked.keys]))

    @router.post("/leave")
    async def leave(asked: PageDeedBody) -> PageState:
        """The citizen does not wait any more."""
        return granted(await hub.carry_out(leave_line, AskOnPage(_key(asked.key), asked.request_id)))

    @router.post("/later")
    async def later(asked: LaterBody) -> PageState:
        """The citizen comes later and keeps the place."""
        return granted(await hub.carry_out(come_later, AskOnPage(_key(asked.key), asked.request_id, asked.minutes)))

    @router.post("/back")
    async def back(asked: PageDeedBody) -> PageState:
        """The citizen is here again."""
        return granted(await hub.carry_out(come_back, AskOnPage(_key(asked.key), asked.request_id)))

    return router


def _key(text: str) -> PageKey:
    key = PageKey.read(text)
    if key is None:
        raise Refusing(refuse(Refusal.MALFORMED))
    return key
