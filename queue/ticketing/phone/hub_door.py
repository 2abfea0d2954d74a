"""The relay's door to the hub: the page routes, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pydantic import TypeAdapter

from ticketing.domain.answers import Refused
from ticketing.domain.page_answers import PageState, PageStates
from ticketing.hub_link import HubLink, Unreachable

MOST_KEYS: Final = 100
"""In one look."""
_STATES: Final = TypeAdapter(PageStates)
_STATE: Final = TypeAdapter(PageState)


class HubDoor(HubLink):
    """Safe to call from several threads. A key is what `domain.page_key` makes; times wait like any client's."""

    def look(self, keys: Sequence[str]) -> tuple[PageState | None, ...] | Refused | Unreachable:
        """These pages (at most MOST_KEYS), in order; None for a key that opens no ticket of today."""
        answer = self._ask("POST", "/v1/pages/look", _STATES, {"keys": list(keys)})
        if isinstance(answer, PageStates):
            return answer.pages if len(answer.pages) == len(keys) else Unreachable("bad_answer")
        return answer

    def leave_page(self, key: str, request_id: str) -> PageState | Refused | Unreachable:
        """The citizen does not wait any more. The same request id is done once."""
        return self._ask("POST", "/v1/pages/leave", _STATE, {"key": key, "request_id": request_id})

    def later_page(self, key: str, minutes: int, request_id: str) -> PageState | Refused | Unreachable:
        """The citizen comes so many minutes later and keeps the place."""
        asked = {"key": key, "minutes": minutes, "request_id": request_id}
        return self._ask("POST", "/v1/pages/later", _STATE, asked)

    def back_page(self, key: str, request_id: str) -> PageState | Refused | Unreachable:
        """The citizen is here again."""
        return self._ask("POST", "/v1/pages/back", _STATE, {"key": key, "request_id": request_id})
