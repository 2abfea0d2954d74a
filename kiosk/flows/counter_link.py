"""The hub as a counter sees it that goes on without it: the same deeds, answered from the slice while it is away."""

from __future__ import annotations

from functools import partial

from kiosk.flows.call_alone import CallingAlone
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

    def __init__(self, base_url: str, token: str, calling: CallingAlone) -> None:
        super().__init__(base_url, token)
        self._calling = calling

    def sign_in(self, clerk_id: str, pin: str, counter: int) -> ClerkSession | Refused | Unreachable:
        return self._signed_in(super().sign_in(clerk_id, pin, counter))

    def sign_in_with_badge(self, badge: str, counter: int) -> ClerkSession | Refused | Unreachable:
        return self._signed_in(super().sign_in_with_badge(badge, counter))

    def sign_out(self) -> SignedOut | Refused | Unreachable:
        self._calling.signed_in("")
        return super().sign_out()

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

    def _signed_in(self, session: ClerkSession | Refused | Unreachable) -> ClerkSession | Refused | Unreachable:
        if isinstance(session, ClerkSession):
            self._calling.signed_in(session.clerk_id)
        return session
