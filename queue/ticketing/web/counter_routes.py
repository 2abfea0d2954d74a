"""Counters: clerks sign in, call, recall, mark absent, finish."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from fastapi import APIRouter, Depends

from config.event_log import Event, record
from ticketing.deeds.calling import CallNextTicket, EndCall, Recall
from ticketing.deeds.looking import Looking
from ticketing.deeds.signing_in import CloseSessions, CountPinTries, OpenSessions
from ticketing.domain.answers import (
    Call,
    CallStatus,
    ClerkSession,
    CurrentCall,
    NobodyWaiting,
    Refused,
    SignedOut,
    WaitingTicket,
)
from ticketing.domain.asked import CallNext, GoOnWithCall, OpenSession
from ticketing.domain.luck import fingerprint
from ticketing.domain.refusals import Refusal, refuse
from ticketing.web.admission import COUNTERS, Admission
from ticketing.web.asking import DeedBody, HeaderSession, Nothing, PathCounter, PathId, SignInBody
from ticketing.web.errors import Refusing, granted
from ticketing.web.guards import only
from ticketing.web.hub import Hub

# Verified when the clerk is unknown, so that the time of the answer does not tell who works here.
_NOBODYS_HASH: Final = "$argon2id$v=19$m=65536,t=3,p=4$bm9ib2R5J3Mgc2FsdA$bm9ib2R5J3MgaGFzaCwgMzIgYnl0ZXMgbG9uZyE"


@dataclass(frozen=True)
class Queue:
    """What a counter would call, in order."""

    waiting: tuple[WaitingTicket, ...]


def counter_routes(hub: Hub, admission: Admission) -> APIRouter:
    """The routes."""
    router = APIRouter(prefix="/v1", tags=["counter"], dependencies=[Depends(only(admission, COUNTERS))])
    house, looking = hub.house, Looking(hub.house)
    call_next_ticket, recall_call = CallNextTicket(house), Recall(house)
    ends = {"absent": EndCall(house, CallStatus.ABSENT), "finish": EndCall(house, CallStatus.FINISHED)}
    count_tries, open_session, close_session = CountPinTries(house), OpenSessions(house), CloseSessions()
    # One at a time: argon2 takes 64 MiB and a core by design, and the queue must go on meanwhile.
    verifying = ThreadPoolExecutor(1, thread_name_prefix="pin")

    @router.post("/clerks/sign-in")
    async def sign_in(asked: SignInBody) -> ClerkSession:
        """Sign a clerk in at a counter; an earlier session of the clerk, or at the counter, ends."""
        if asked.counter not in house.rules.counter_of:
            raise Refusing(refuse(Refusal.UNKNOWN_COUNTER))
        member = house.rules.staff_of.get(asked.clerk_id)
        if member is not None:
            counted = await hub.carry_out(count_tries, member.id)
            if isinstance(counted, Refused):
                locked = counted.code == Refusal.LOCKED
                record(Event.CLERK_LOCKED if locked else Event.CLERK_REFUSED, clerk_id=member.id, reason=counted.code)
                raise Refusing(counted)
        pin_hash = _NOBODYS_HASH if member is None else member.pin_hash
        right = await asyncio.get_running_loop().run_in_executor(verifying, _is_pin, pin_hash, asked.pin)
        if member is None or not right:
            record(Event.CLERK_REFUSED, counter=asked.counter, clerk_id=None if member is None else member.id)
            raise Refusing(refuse(Refusal.WRONG_PIN))
        session = granted(await hub.carry_out(open_session, OpenSession(member.id, asked.counter)))
        record(Event.CLERK_SIGNED_IN, counter=asked.counter, clerk_id=member.id, role=member.role)
        return session

    @router.post("/clerks/sign-out")
    async def sign_out(_asked: Nothing, clerk_session: HeaderSession = None) -> SignedOut:
        """End the clerk's session."""
        return granted(await hub.carry_out(close_session, _fingerprint(clerk_session)))

    @router.get("/counters/{counter}/queue")
    async def queue(counter: PathCounter) -> Queue:
        """What this counter would call, in order (the first 200)."""
        return Queue(granted(await hub.look(looking.queue, counter)))

    @router.get("/counters/{counter}/call")
    async def current_call(counter: PathCounter) -> CurrentCall:
        """The open call of this counter."""
        return granted(await hub.look(looking.current_call, counter))

    @router.post("/counters/{counter}/call-next")
    async def call_next(counter: PathCounter, asked: DeedBody, clerk_session: HeaderSession = None) -> CurrentCall:
        """Call the next ticket; null when nobody waits. The same request id gets the same call."""
        deed = CallNext(counter, asked.request_id, _fingerprint(clerk_session))
        match await hub.carry_out(call_next_ticket, deed):
            case Refused() as refused:
                raise Refusing(refused)
            case NobodyWaiting():
                return CurrentCall(None)
            case Call() as call:
                return CurrentCall(call)

    @router.post("/calls/{call_id}/recall")
    async def recall(call_id: PathId, asked: DeedBody, clerk_session: HeaderSession = None) -> Call:
        """Announce an open call once more."""
        deed = GoOnWithCall(call_id, asked.request_id, _fingerprint(clerk_session))
        return granted(await hub.carry_out(recall_call, deed))

    @router.post("/calls/{call_id}/absent")
    async def absent(call_id: PathId, asked: DeedBody, clerk_session: HeaderSession = None) -> Call:
        """Nobody came."""
        deed = GoOnWithCall(call_id, asked.request_id, _fingerprint(clerk_session))
        return granted(await hub.carry_out(ends["absent"], deed))

    @router.post("/calls/{call_id}/finish")
    async def finish(call_id: PathId, asked: DeedBody, clerk_session: HeaderSession = None) -> Call:
        """The citizen has been served."""
        deed = GoOnWithCall(call_id, asked.request_id, _fingerprint(clerk_session))
        return granted(await hub.carry_out(ends["finish"], deed))

    return router


def _fingerprint(clerk_session: str | None) -> str:
    return "" if clerk_session is None else fingerprint(clerk_session)


def _is_pin(pin_hash: str, pin: str) -> bool:
    try:
        return PasswordHasher().verify(pin_hash, pin)
    except (VerificationError, InvalidHashError):
        return False
