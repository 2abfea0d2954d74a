"""The part of the hub's client that is about one's own ticket: taking a number, keeping the place, leaving."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pydantic import TypeAdapter

from ticketing.domain.answers import Refused, Ticket, TicketVisit
from ticketing.hub_link import HubLink, Unreachable, path_part


@dataclass(frozen=True)
class _Visits:
    visits: tuple[TicketVisit, ...]


_TICKET: Final = TypeAdapter(Ticket)
_VISITS: Final = TypeAdapter(_Visits)


class TicketDeeds(HubLink):
    """What a citizen may want of the queue. Every deed carries the caller's request id."""

    def take_ticket(
        self, line: str, request_id: str, visit_id: str, *, priority: str | None = None, procedure: str | None = None
    ) -> Ticket | Refused | Unreachable:
        """Take a number. The same request id always gets the same ticket, however often it is asked.

        `priority`: a class of the centre's list, or "unknown_priority"; `procedure`: what the citizen comes for.
        """
        asked = {"line": line, "request_id": request_id, "visit_id": visit_id}
        if priority is not None:
            asked["priority"] = priority
        if procedure is not None:
            asked["procedure"] = procedure
        return self._ask("POST", "/v1/tickets", _TICKET, asked)

    def keep_place(self, ticket_id: str, request_id: str) -> Ticket | Refused | Unreachable:
        """The citizen is busy with a form: a called ticket goes back to its old place in the order, flagged kept."""
        return self._ask("POST", f"/v1/tickets/{path_part(ticket_id)}/keep", _TICKET, {"request_id": request_id})

    def come_back(self, ticket_id: str, request_id: str) -> Ticket | Refused | Unreachable:
        """The citizen is here again: an absent or postponed ticket waits in its old place, from now on."""
        return self._ask("POST", f"/v1/tickets/{path_part(ticket_id)}/back", _TICKET, {"request_id": request_id})

    def come_later(self, ticket_id: str, minutes: int, request_id: str) -> Ticket | Refused | Unreachable:
        """The citizen comes in so many minutes: until then the ticket is passed over, its place stays."""
        asked = {"minutes": minutes, "request_id": request_id}
        return self._ask("POST", f"/v1/tickets/{path_part(ticket_id)}/later", _TICKET, asked)

    def leave(self, ticket_id: str, request_id: str) -> Ticket | Refused | Unreachable:
        """The citizen does not wait any more. Not while the ticket is called ("wrong_state")."""
        return self._ask("POST", f"/v1/tickets/{path_part(ticket_id)}/leave", _TICKET, {"request_id": request_id})

    def visits_of_ticket(self, ticket_id: str) -> tuple[TicketVisit, ...] | Refused | Unreachable:
        """The visits that a ticket stands for: its own, and those of the tickets merged into it."""
        answer = self._ask("GET", f"/v1/tickets/{path_part(ticket_id)}/visits", _VISITS)
        return answer.visits if isinstance(answer, _Visits) else answer
