"""The WebSocket of events: first what was missed, then what happens, each event once and in order."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable
from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.websockets import WebSocket, WebSocketDisconnect

from ticketing.domain.answers import Refused
from ticketing.web.admission import EVERY_DEVICE, PHONES, Admission
from ticketing.web.hub import Hub
from ticketing.web.live import Listener, encode

_PAGE: Final = 500
_NOT_ADMITTED: Final = 1008
_RESTARTING: Final = 1012
_GOODBYE_S: Final = 2
_FOR_PHONES: Final = ("seq", "type", "at", "label")


def event_socket(hub: Hub, admission: Admission) -> APIRouter:
    """The route. Its first frame is {"hello": seq}: the events after that seq follow, a frame each."""
    router = APIRouter()

    @router.websocket("/v1/events")
    async def events(socket: WebSocket, since: Annotated[int, Query(ge=-1, le=2**62)] = -1) -> None:
        device = await admission.admit(socket.headers.get("authorization"), EVERY_DEVICE | PHONES)
        if isinstance(device, Refused):
            await socket.close(_NOT_ADMITTED)
            return
        await socket.accept()
        listener = hub.live.listen(since, await hub.recorded(since))
        say = _bare if device.role in PHONES else str
        telling = asyncio.ensure_future(_tell(hub, socket, listener, say))
        hearing = asyncio.ensure_future(_hear_until_gone(socket))
        listener.cut = lambda: _cancel(telling)
        try:
            with hub.attendance.listening(device.name):
                await asyncio.wait({telling, hearing}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            hub.live.leave(listener)
            telling.cancel()
            hearing.cancel()
            await asyncio.gather(telling, hearing, return_exceptions=True)
            await _say_goodbye(socket)

    return router


async def _say_goodbye(socket: WebSocket) -> None:
    """Close for certain: a sending that was broken off can leave the line open otherwise. Gone already is as good."""
    with contextlib.suppress(RuntimeError, WebSocketDisconnect, TimeoutError):
        await asyncio.wait_for(socket.close(_RESTARTING), _GOODBYE_S)


def _cancel(task: asyncio.Future[None]) -> None:
    task.cancel()


def _bare(frame: str) -> str:
    """What the phone pages' relay is told of an event: that something happened, and to which number."""
    told = json.loads(frame)
    return json.dumps({name: told[name] for name in _FOR_PHONES if name in told})


async def _tell(hub: Hub, socket: WebSocket, listener: Listener, say: Callable[[str], str]) -> None:
    await _send(hub, socket, listener, f'{{"hello":{listener.seq}}}')
    while not hub.live.closed:
        listener.wake.clear()
        frames = hub.live.frames_for(listener)
        if frames is None:
            frames = await _missed(hub, listener)
        for frame in frames:
            await _send(hub, socket, listener, say(frame))
            listener.seq += 1
        if not frames:
            await listener.wake.wait()
    await socket.close(_RESTARTING)


async def _missed(hub: Hub, listener: Listener) -> list[str]:
    """The next page of events that are no longer in the ring. Seqs have no gap, so counting them is knowing them."""
    page = await hub.look(lambda ledger: ledger.events_after(listener.seq, _PAGE))
    if isinstance(page, Refused):
        await asyncio.sleep(1)  # the disk is in trouble: nothing is skipped, the listener waits
        return []
    return [encode(event) for event in page]


async def _send(hub: Hub, socket: WebSocket, listener: Listener, frame: str) -> None:
    listener.sending_since = hub.now_s()
    await socket.send_text(frame)
    listener.sending_since = None


async def _hear_until_gone(socket: WebSocket) -> None:
    """Listeners say nothing; what they say is passed over."""
    try:
        while True:
            await socket.receive_text()
    except (WebSocketDisconnect, RuntimeError, KeyError):
        return
