"""Staff sign in with a PIN or a badge, at a counter or at a desk that looks over the whole centre, and out again."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Annotated, Final

from fastapi import APIRouter, Depends
from pydantic import BaseModel, ConfigDict, Field

from config.event_log import Event, record
from ticketing.deeds.signing_in import CloseSessions, CountPinTries, NoteWrongPins, OpenSessions, SignInWithBadges
from ticketing.domain.answers import ClerkSession, Refused, SignedOut
from ticketing.domain.asked import OpenSession, ShowBadge, WrongPin
from ticketing.domain.badge import badge_fingerprint
from ticketing.domain.luck import fingerprint
from ticketing.domain.pin import NOBODYS_HASH, is_pin
from ticketing.domain.records import DeviceRecord
from ticketing.domain.refusals import Refusal, refuse
from ticketing.domain.rules import DeviceRole
from ticketing.web.admission import DESKS, Admission
from ticketing.web.asking import HeaderSession, Nothing, SignInBody
from ticketing.web.errors import Refusing, granted
from ticketing.web.guards import only
from ticketing.web.hub import Hub

NO_COUNTER: Final = 0


class BadgeBody(BaseModel):
    """A badge at a counter; counter 0 is a desk that looks over the whole centre."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    badge: Annotated[str, Field(min_length=1, max_length=64)]
    counter: Annotated[int, Field(ge=0, le=999_999)]


def staff_routes(hub: Hub, admission: Admission) -> APIRouter:
    """The routes."""
    router = APIRouter(prefix="/v1/clerks", tags=["staff"])
    at_desk = Depends(only(admission, DESKS))
    house = hub.house
    count_tries, open_session, close_session = CountPinTries(house), OpenSessions(house), CloseSessions(house)
    note_wrong_pin, show_badge = NoteWrongPins(house), SignInWithBadges(house)
    # One at a time: argon2 takes 64 MiB and a core by design, and the queue must go on meanwhile.
    verifying = ThreadPoolExecutor(1, thread_name_prefix="pin")

    @router.post("/sign-in")
    async def sign_in(asked: SignInBody, device: DeviceRecord = at_desk) -> ClerkSession:
        """Sign in with a PIN; an earlier session of the person, or at the counter, ends. Counter 0: no counter."""
        _check_place(asked.counter, device)
        member = house.rules.staff_of.get(asked.clerk_id)
        if member is not None:
            counted = await hub.carry_out(count_tries, member.id)
            if isinstance(counted, Refused):
                locked = counted.code == Refusal.LOCKED
                record(Event.CLERK_LOCKED if locked else Event.CLERK_REFUSED, clerk_id=member.id, reason=counted.code)
                raise Refusing(counted)
        pin_hash = NOBODYS_HASH if member is None else member.pin_hash
        right = await asyncio.get_running_loop().run_in_executor(verifying, is_pin, pin_hash, asked.pin)
        if member is None or not right:
            record(Event.CLERK_REFUSED, counter=asked.counter, clerk_id=None if member is None else member.id)
            if member is not None:
                await hub.carry_out(note_wrong_pin, WrongPin(member.id, asked.counter))
            raise Refusing(refuse(Refusal.WRONG_PIN))
        session = granted(await hub.carry_out(open_session, OpenSession(member.id, asked.counter)))
        record(Event.CLERK_SIGNED_IN, counter=asked.counter, clerk_id=member.id, role=member.role)
        return session

    @router.post("/sign-in-with-badge")
    async def sign_in_with_badge(asked: BadgeBody, device: DeviceRecord = at_desk) -> ClerkSession:
        """Sign in with a badge. Wrong badges slow the device down and then lock it for badges; PINs still work."""
        _check_place(asked.counter, device)
        badge_sha256 = badge_fingerprint(asked.badge)
        if badge_sha256 is None:
            # A card of something else, or one that was misread: nobody's guess, so it counts against nobody.
            raise Refusing(refuse(Refusal.WRONG_BADGE))
        answer = await hub.carry_out(show_badge, ShowBadge(badge_sha256, device.name, asked.counter))
        if isinstance(answer, Refused):
            locked = answer.code == Refusal.LOCKED
            event = Event.CLERK_LOCKED if locked else Event.CLERK_REFUSED
            record(event, device=device.name, counter=asked.counter, reason=answer.code)
            raise Refusing(answer)
        record(Event.CLERK_SIGNED_IN, counter=asked.counter, clerk_id=answer.clerk_id, role=answer.role)
        return answer

    @router.post("/sign-out", dependencies=[at_desk])
    async def sign_out(_asked: Nothing, clerk_session: HeaderSession = None) -> SignedOut:
        """End the session."""
        token_sha256 = "" if clerk_session is None else fingerprint(clerk_session)
        return granted(await hub.carry_out(close_session, token_sha256))

    def _check_place(counter: int, device: DeviceRecord) -> None:
        """A counter's device serves counters of the centre; a supervisor's desk is none of them."""
        if counter == NO_COUNTER:
            if device.role != DeviceRole.SUPERVISOR:
                raise Refusing(refuse(Refusal.UNKNOWN_COUNTER))
        elif device.role == DeviceRole.SUPERVISOR:
            raise Refusing(refuse(Refusal.WRONG_ROLE))
        elif counter not in house.rules.counter_of:
            raise Refusing(refuse(Refusal.UNKNOWN_COUNTER))

    return router
