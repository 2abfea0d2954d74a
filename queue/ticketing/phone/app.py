"""The phone page on the wire: plain HTML, one address a ticket, deeds by POST and then back to the page.

Nobody learns here whether a wrong address was nearly right: what opens no ticket of today is one and the same page.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import AddressValueError, IPv6Address, IPv6Network
from typing import Final
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from config.event_log import Event, record
from config.texts import Language
from ticketing.domain.answers import Refused
from ticketing.domain.page_answers import PageState
from ticketing.domain.page_key import PageKey
from ticketing.hub_link import Unreachable
from ticketing.phone.allowance import Allowance
from ticketing.phone.deeds import PageDeeds
from ticketing.phone.showing import POLICY, PlainKind, Showing, Shown, Where
from ticketing.phone.view import LATER_MINUTES, Deed
from ticketing.phone.watching import HubSilent, Pages, Seen

_MOST_FORM_BYTES: Final = 2048
_FORM_WITHIN_S: Final = 15.0
MOST_CONNECTIONS: Final = 12_000
_MOST_WATCHES: Final = 10_000
_STILL_HERE_S: Final = 15.0
_REQUEST_ID: Final = re.compile(r"[0-9A-Za-z-]{8,64}")
_TOLD: Final = ("wrong_state", "return_too_late", "busy", "refused")
_STATUS: Final[Mapping[PlainKind, int]] = {"unknown": 404, "busy": 429, "silent": 503, "start": 200}
_HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Vary": "Accept-Language",
}


@dataclass(frozen=True)
class Luck:
    """Time and ids, handed in. now: aware."""

    now: Callable[[], datetime]
    monotonic_s: Callable[[], float]
    new_id: Callable[[], str]


@dataclass(frozen=True)
class _Instead:
    """What is shown because there is no ticket to show."""

    kind: PlainKind


class PhonePages:
    """Every address of the relay."""

    def __init__(
        self, pages: Pages, deeds: PageDeeds, showing: Showing, luck: Luck, *, behind_proxy: bool = False
    ) -> None:
        """behind_proxy: a proxy of ours stands in front and names the caller in X-Forwarded-For."""
        self._pages = pages
        self._deeds = deeds
        self._showing = showing
        self._luck = luck
        self._behind_proxy = behind_proxy
        # Tokens have 192 bits: this is not against guessing right, but against guessing costing the hub anything.
        self._wrong = Allowance(60, 1.0, luck.monotonic_s)
        self._busy = Allowance(8, 15.0, luck.monotonic_s)

    def app(self) -> Starlette:
        """The application."""
        routes = [
            Route("/", self._start),
            Route("/favicon.ico", _no_content),
            Route("/robots.txt", _robots),
            Route("/{key}", self._ticket),
            Route("/{key}/live", self._live),
            Route("/{key}/{deed:str}", self._ask),
            Route("/{key}/{deed:str}", self._do, methods=["POST"]),
        ]
        app = Starlette(routes=routes, exception_handlers={HTTPException: self._http, Exception: self._unexpected})
        app.router.redirect_slashes = False
        return app

    async def _start(self, request: Request) -> Response:
        return self._plain("start", Where("", _language(request)))

    async def _ticket(self, request: Request) -> Response:
        where = Where(request.path_params["key"], _language(request))
        seen = await self._see(request, where.key)
        if isinstance(seen, _Instead):
            return self._plain(seen.kind, where)
        told = request.query_params.get("told", "")
        sentence = f"told_{told}" if told in _TOLD else ""
        return _page(self._showing.ticket(where, seen, self._luck.new_id(), sentence))

    async def _ask(self, request: Request) -> Response:
        deed = _deed(request)
        where = Where(request.path_params["key"], _language(request), deed or "")
        if deed is None or deed == "back":
            return self._plain("unknown", Where("", where.language))
        seen = await self._see(request, where.key)
        if isinstance(seen, _Instead):
            return self._plain(seen.kind, where)
        return _page(self._showing.question(deed, where, seen, self._luck.new_id()))

    async def _do(self, request: Request) -> Response:
        deed = _deed(request)
        where = Where(request.path_params["key"], _language(request), deed or "")
        if deed is None:
            return self._plain("unknown", Where("", where.language))
        seen = await self._see(request, where.key)
        if isinstance(seen, _Instead) and seen.kind != "silent":
            return self._plain(seen.kind, where)
        form = await _form(request)
        request_id, minutes = form.get("id", ""), _minutes(form.get("minutes", ""))
        if _REQUEST_ID.fullmatch(request_id) is None or (deed == "later" and minutes == 0):
            return _back_to(where)
        if not self._busy.spend(where.key):
            return _back_to(where, "busy")
        match await self._deeds.do(deed, where.key, request_id, minutes):
            case PageState() as state:
                self._pages.told(where.key, state)
                return _back_to(where)
            case Refused("unknown_ticket"):
                return self._plain("unknown", where)
            case Refused(code):
                return _back_to(where, code if code in _TOLD else "refused")
            case Unreachable():
                return _page(self._showing.unsent(deed, where, request_id, minutes), 503)

    async def _live(self, request: Request) -> Response:
        key, language = request.path_params["key"], _language(request)
        seen = await self._see(request, key)
        if isinstance(seen, _Instead) and seen.kind != "silent":
            return PlainTextResponse("", _STATUS[seen.kind], _HEADERS)
        if self._pages.watched >= _MOST_WATCHES:
            return PlainTextResponse("", 503, _HEADERS)
        headers = {**_HEADERS, "X-Accel-Buffering": "no"}
        if request.method == "HEAD":  # Starlette takes it with every GET, and this body would never end
            return Response(headers=headers, media_type="text/event-stream")
        return StreamingResponse(self._tell(key, language), headers=headers, media_type="text/event-stream")

    async def _tell(self, key: str, language: Language) -> AsyncIterator[str]:
        """The newest state, whenever there is one: what a slow phone did not take in time it never needs."""
        with self._pages.watching(key) as changed:
            seen = await self._pages.see(key)
            while True:
                if isinstance(seen, Seen):
                    if seen.state is None:
                        yield _message({"key": "gone", "called": False, "lost": False})
                        return
                    yield _message(self._showing.live(language, self._shown(seen, seen.state)))
                else:
                    yield ":\n\n"
                # Told again from time to time all the same: the hour moves on, and a phone that has gone is noticed.
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(changed.wait(), _STILL_HERE_S)
                changed.clear()
                # A phone that listens asks nothing itself: it is told what the common looks bring.
                seen = self._pages.known(key)

    async def _see(self, request: Request, key: str) -> Shown | _Instead:
        """The ticket behind this key, if the caller may ask and there is one."""
        if PageKey.read(key) is None:
            return _Instead("unknown")
        caller = self._caller(request)
        if not self._pages.knows(key) and not self._wrong.has(caller):
            return _Instead("busy")
        seen = await self._pages.see(key)
        if isinstance(seen, HubSilent):
            return _Instead("silent")
        if seen.state is None:
            if self._wrong.spend(caller) and not self._wrong.has(caller):
                record(Event.INPUT_REFUSED, reason="guessing")
            return _Instead("unknown")
        return self._shown(seen, seen.state)

    def _shown(self, seen: Seen, state: PageState) -> Shown:
        now = self._luck.now()
        return Shown(state, now - timedelta(seconds=self._luck.monotonic_s() - seen.at_s), seen.lost)

    def _caller(self, request: Request) -> str:
        """Who asks, only to count; never written anywhere."""
        if self._behind_proxy:
            named = request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
            if named:
                return _household(named)
        return _household(request.client.host) if request.client is not None else ""

    def _plain(self, kind: PlainKind, where: Where) -> Response:
        return _page(self._showing.plain(kind, where), _STATUS[kind])

    async def _http(self, request: Request, _error: Exception) -> Response:
        return self._plain("unknown", Where("", _language(request)))

    async def _unexpected(self, request: Request, error: Exception) -> Response:
        record(Event.UNEXPECTED, error_type=type(error).__name__, where="phone")
        page = self._showing.plain("silent", Where("", _language(request)))
        return _page(page, 500)


def _household(address: str) -> str:
    """An address as one caller: of IPv6 the network, for each household has billions of addresses of its own."""
    try:
        ip = IPv6Address(address.partition("%")[0])
    except AddressValueError:
        return address
    return str(ip.ipv4_mapped or IPv6Network((ip, 64), strict=False))


def _page(html: str, status: int = 200) -> Response:
    return HTMLResponse(html, status, _HEADERS)


def _back_to(where: Where, told: str = "") -> Response:
    """Post, redirect, get: reloading the page repeats nothing."""
    address = where.page() + (f"&told={told}" if told else "")
    return Response(status_code=303, headers={**_HEADERS, "Location": address})


def _message(told: Mapping[str, object]) -> str:
    return f"retry: 3000\ndata: {json.dumps(told, ensure_ascii=False)}\n\n"


def _deed(request: Request) -> Deed | None:
    match request.path_params["deed"]:
        case "leave":
            return "leave"
        case "later":
            return "later"
        case "back":
            return "back"
        case _:
            return None


def _minutes(text: str) -> int:
    """One of the offered waits, or 0."""
    return next((minutes for minutes in LATER_MINUTES if text == str(minutes)), 0)


async def _form(request: Request) -> Mapping[str, str]:
    """The first value of each field; nothing of a form that is too large, not text, does not end or is cut off."""
    body = b""
    try:
        async with asyncio.timeout(_FORM_WITHIN_S):
            async for piece in request.stream():
                body += piece
                if len(body) > _MOST_FORM_BYTES:
                    return {}
    except (TimeoutError, ClientDisconnect):
        return {}
    try:
        fields = parse_qs(body.decode("ascii"), max_num_fields=10)
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items()}


def _language(request: Request) -> Language:
    """The one that was asked for, else the phone's own, else Vietnamese."""
    asked = request.query_params.get("lang")
    if asked == "en":
        return "en"
    if asked == "vi":
        return "vi"
    for part in request.headers.get("accept-language", "").lower().split(",")[:10]:
        tag = part.split(";")[0].strip()
        if tag.startswith("vi"):
            return "vi"
        if tag.startswith("en"):
            return "en"
    return "vi"


async def _no_content(_request: Request) -> Response:
    return Response(status_code=204, headers=_HEADERS)


async def _robots(_request: Request) -> Response:
    return PlainTextResponse("User-agent: *\nDisallow: /\n", headers=_HEADERS)
