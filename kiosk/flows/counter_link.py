"""The hub as a counter sees it that goes on without it: the same deeds, answered from the slice while it is away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.flows.call_alone import CallingAlone
from kiosk.flows.owed_sign_outs import OwedSignOuts
from kiosk.flows.sign_in_alone import NEEDS_PIN, SignInAlone
from ticketing.client import (
    Call,
    CallEnd,
    ClerkSession,
    HubClient,
    NobodyWaiting,
    Refused,
    SignedOut,
    Unreachable,
    WaitingTicket,
)


class CounterLink(HubClient):
    """A hub client whose calling goes on alone. Deeds that only the hub can do are unreachable then, as ever."""

    def __init__(self, base_url: str, token: str, calling: CallingAlone, door: SignInAlone) -> None:
        super().__init__(base_url, token)
        self._calling = calling
        self._door = door
        self._owed = OwedSignOuts(self.end_session)

    def sign_in(self, clerk_id: str, pin: str, counter: int) -> ClerkSession | Refused | Unreachable:
        answer = self._signed_in(partial(super().sign_in, clerk_id, pin, counter))
        if isinstance(answer, Unreachable) and self._calling.goes_on:
            answer = self._door.sign_in(clerk_id, pin, counter)
            if isinstance(answer, ClerkSession):
                self._calling.signed_in(answer.clerk_id)
        return answer

    def sign_in_with_badge(self, badge: str, counter: int) -> ClerkSession | Refused | Unreachable:
        answer = self._signed_in(partial(super().sign_in_with_badge, badge, counter))
        return NEEDS_PIN if isinstance(answer, Unreachable) and self._calling.goes_on else answer

    def sign_out(self) -> SignedOut | Refused | Unreachable:
        self._calling.signed_in("")
        ending = self._clerk
        answer = super().sign_out()
        if isinstance(answer, Unreachable) and ending is not None:
            self._owed.owe(ending)
            if self._clerk == ending:
                self._clerk = None
        return answer

    def end_session(self, session: str) -> SignedOut | Refused | Unreachable:
        """End the session of this token, whoever is signed in here now."""
        return HubClient(self._base, self._token, clerk=session).sign_out()

    def tell_sign_outs(self) -> Unreachable | None:
        """Tell the hub who signed out here while it was away. To be called when it answers again."""
        return self._owed.tell()

    def queue(self, counter: int) -> tuple[WaitingTicket, ...] | Refused | Unreachable:
        return self._calling.queue(partial(super().queue, counter))

    def current_call(self, counter: int) -> Call | Refused | Unreachable | None:
        return self._calling.current_call(partial(super().current_call, counter))

    def call_next(self, counter: int, request_id: str) -> Call | NobodyWaiting | Refused | Unreachable:
        return self._calling.call_next(partial(super().call_next, counter, request_id))

    def recall(self, call_id: str, request_id: str) -> Call | Refused | Unreachable:
        return self._calling.go_on(call_id, CallEnd.OPEN, partial(super().recall, call_id, request_id))

    def absent(self, call_id: str, request_id: str) -> Call | Refused | Unreachable:
        return self._calling.go_on(call_id, CallEnd.ABSENT, partial(super().absent, call_id, request_id))

    def finish(self, call_id: str, request_id: str) -> Call | Refused | Unreachable:
        return self._calling.go_on(call_id, CallEnd.FINISHED, partial(super().finish, call_id, request_id))

    def hold(
        self, call_id: str, minutes: int, reason: str, request_id: str, *, for_me: bool = False
    ) -> Call | Refused | Unreachable:
        ask = partial(super().hold, call_id, minutes, reason, request_id, for_me=for_me)
        return self._calling.go_on(call_id, CallEnd.KEPT, ask)

    def _signed_in(
        self, ask: Callable[[], ClerkSession | Refused | Unreachable]
    ) -> ClerkSession | Refused | Unreachable:
        """Whoever went is signed out before anybody signs in. A hub that does not hear the one is not asked the other:
        nobody waits for it twice."""
        away = self.tell_sign_outs()
        if away is not None:
            return away
        session = ask()
        if isinstance(session, ClerkSession):
            self._calling.signed_in(session.clerk_id)
        return session
