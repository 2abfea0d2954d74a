"""The part of the hub's client that is about a clerk's work: calling, setting aside, sending on, taking back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import TypeAdapter

from ticketing.domain.absent_answers import AbsentTicket
from ticketing.domain.answers import Call, CounterState, CurrentCall, NobodyWaiting, Refused, Ticket, Undone
from ticketing.hub_link import HubLink, Unreachable, path_part


@dataclass(frozen=True)
class _Counters:
    counters: tuple[CounterState, ...]


@dataclass(frozen=True)
class _Absent:
    absent: tuple[AbsentTicket, ...]


_ABSENT: Final = TypeAdapter(_Absent)
_CALL: Final = TypeAdapter(Call)
_CURRENT_CALL: Final = TypeAdapter(CurrentCall)
_COUNTER: Final = TypeAdapter(CounterState)
_COUNTERS: Final = TypeAdapter(_Counters)
_TICKET: Final = TypeAdapter(Ticket)
_UNDONE: Final = TypeAdapter(Undone)


class CounterDeeds(HubLink):
    """A signed-in clerk at work. Every deed carries the caller's request id: the same id gets the same answer.

    Reasons are codes of the closed lists in `domain.reasons`. All but `recall` can be undone by the same clerk for a
    few seconds.
    """

    def call_next(self, counter: int, request_id: str) -> Call | NobodyWaiting | Refused | Unreachable:
        """Call the next ticket to this counter. The same request id gets the same call."""
        answer = self._ask("POST", f"/v1/counters/{counter}/call-next", _CURRENT_CALL, {"request_id": request_id})
        if isinstance(answer, CurrentCall):
            return answer.call if answer.call is not None else NobodyWaiting()
        return answer

    def recall(self, call_id: str, request_id: str) -> Call | Refused | Unreachable:
        """Announce an open call once more. "recall_too_soon" within some seconds of the last time."""
        return self._end("recall", call_id, request_id)

    def absent(self, call_id: str, request_id: str) -> Call | Refused | Unreachable:
        """Nobody came: end the call, mark the ticket absent. "not_called_enough" before it was announced so often."""
        return self._end("absent", call_id, request_id)

    def finish(self, call_id: str, request_id: str) -> Call | Refused | Unreachable:
        """The citizen has been served: end the call and the ticket."""
        return self._end("finish", call_id, request_id)

    def call_this(self, counter: int, ticket_id: str, reason: str, request_id: str) -> Call | Refused | Unreachable:
        """Call this waiting or absent ticket, out of its turn."""
        asked = {"ticket_id": ticket_id, "reason": reason, "request_id": request_id}
        return self._ask("POST", f"/v1/counters/{counter}/call-this", _CALL, asked)

    def quick(self, counter: int, line: str, reason: str, request_id: str) -> Call | Refused | Unreachable:
        """Somebody stands at the counter with a small matter: a number of the line, issued and called at once."""
        asked = {"line": line, "reason": reason, "request_id": request_id}
        return self._ask("POST", f"/v1/counters/{counter}/quick", _CALL, asked)

    def hold(
        self, call_id: str, minutes: int, reason: str, request_id: str, *, for_me: bool = False
    ) -> Call | Refused | Unreachable:
        """End the call; the ticket waits in its old place and is passed over for so many minutes.

        `for_me`: then only this counter calls it, as long as somebody is signed in there.
        """
        asked = {"minutes": minutes, "reason": reason, "for_me": for_me, "request_id": request_id}
        return self._on_call(call_id, "hold", asked)

    def transfer(
        self, call_id: str, request_id: str, *, line: str | None = None, counter: int | None = None, reason: str
    ) -> Call | Refused | Unreachable:
        """End the call; the ticket waits in another line or for one counter (name one of them), by its old hour."""
        asked = {"line": line, "counter": counter, "reason": reason, "request_id": request_id}
        return self._on_call(call_id, "transfer", asked)

    def merge(
        self, ticket_id: str, into_ticket_id: str, reason: str, request_id: str
    ) -> Ticket | Refused | Unreachable:
        """Serve a family with one number: the first ticket waits no more, its visit belongs to the second."""
        asked = {"into_ticket_id": into_ticket_id, "reason": reason, "request_id": request_id}
        return self._ask("POST", f"/v1/tickets/{path_part(ticket_id)}/merge", _TICKET, asked)

    def set_priority(
        self, ticket_id: str, priority_class: str | None, reason: str, request_id: str
    ) -> Ticket | Refused | Unreachable:
        """Give a ticket a priority class of the centre's list, or take it away (None)."""
        asked = {"priority": priority_class, "reason": reason, "request_id": request_id}
        return self._ask("POST", f"/v1/tickets/{path_part(ticket_id)}/priority", _TICKET, asked)

    def pause(self, counter: int, reason: str, minutes: int, request_id: str) -> CounterState | Refused | Unreachable:
        """The counter calls nobody for so many minutes, or until `resume`."""
        asked = {"reason": reason, "minutes": minutes, "request_id": request_id}
        return self._ask("POST", f"/v1/counters/{counter}/pause", _COUNTER, asked)

    def resume(self, counter: int, request_id: str) -> CounterState | Refused | Unreachable:
        """The counter goes on."""
        return self._ask("POST", f"/v1/counters/{counter}/resume", _COUNTER, {"request_id": request_id})

    def undo(self, deed_request_id: str, request_id: str) -> Undone | Refused | Unreachable:
        """Take back a deed of one's own; "undo_too_late" after some seconds or when something else has happened."""
        asked = {"deed_request_id": deed_request_id, "request_id": request_id}
        return self._ask("POST", "/v1/undo", _UNDONE, asked)

    def counters(self) -> tuple[CounterState, ...] | Refused | Unreachable:
        """Every counter, in the order of the centre's configuration."""
        answer = self._ask("GET", "/v1/counters", _COUNTERS)
        return answer.counters if isinstance(answer, _Counters) else answer

    def absent_tickets(self, counter: int) -> tuple[AbsentTicket, ...] | Refused | Unreachable:
        """Who was called in vain in this counter's lines and may still come back; the least time left first."""
        answer = self._ask("GET", f"/v1/counters/{counter}/absent", _ABSENT)
        return answer.absent if isinstance(answer, _Absent) else answer

    def _end(self, deed: str, call_id: str, request_id: str) -> Call | Refused | Unreachable:
        return self._on_call(call_id, deed, {"request_id": request_id})

    def _on_call(self, call_id: str, deed: str, asked: Mapping[str, object]) -> Call | Refused | Unreachable:
        return self._ask("POST", f"/v1/calls/{path_part(call_id)}/{deed}", _CALL, asked)
