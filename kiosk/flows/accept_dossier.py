"""Accept a dossier at the counter: seen from the city with the clerk's own token, accepted exactly once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final, Protocol, TypeVar

from city.contract import Acceptance, ClerkSession, Dossier, DossierStatus, ManifestDocument
from city.contract import Refused as CityRefused
from city.contract import Unreachable as CityUnreachable
from kiosk.domain.draft import Draft, DraftFault, draft_from_bytes
from ticketing.client import Refused as HubRefused
from ticketing.client import TicketVisit
from ticketing.client import Unreachable as HubUnreachable

T = TypeVar("T")

# Linked at the hub, not whole at the city yet: the courier is still carrying it.
_ON_ITS_WAY: Final = frozenset({"unknown_dossier", "not_kept", "not_filed"})
_TOKEN_ENDED: Final = frozenset({"session_ended", "not_enrolled"})


class VisitHub(Protocol):
    """The part of the hub's client that finding a visit's dossiers needs."""

    def visits_of_ticket(self, ticket_id: str) -> tuple[TicketVisit, ...] | HubRefused | HubUnreachable:
        """The visits a ticket stands for: its own, and those of the tickets merged into it."""
        ...

    def dossiers_of_visit(self, visit_id: str) -> tuple[str, ...] | HubRefused | HubUnreachable:
        """The dossiers that a visit filed."""
        ...


class ClerkCity(Protocol):
    """The part of the city's client that a clerk needs."""

    def clerk_session(self, clerk_id: str, counter: int) -> ClerkSession | CityRefused | CityUnreachable:
        """The clerk's own token at the city."""
        ...

    def open_dossier(self, dossier_id: str, clerk_token: str) -> Dossier | CityRefused | CityUnreachable:
        """Manifest, answers and state."""
        ...

    def document(
        self, dossier_id: str, document_id: str, sha256: str, clerk_token: str
    ) -> bytes | CityRefused | CityUnreachable:
        """One document's PDF, checked against its hash."""
        ...

    def accept(self, dossier_id: str, request_id: str, clerk_token: str) -> Acceptance | CityRefused | CityUnreachable:
        """Accept; the city makes the due time and the book number. The same request id again is the same acceptance."""
        ...


@dataclass(frozen=True)
class OpenDossier:
    """A dossier as the clerk sees it."""

    dossier: Dossier
    draft: Draft


@dataclass(frozen=True)
class NothingSent:
    """The visit has filed nothing yet; the citizen's slip opens what was written."""


@dataclass(frozen=True)
class HubAway:
    """The hub does not answer: which dossiers belong to the visit cannot be told now."""


@dataclass(frozen=True)
class CityAway:
    """The city does not answer. pending: a dossier was filed and is still on its way there."""

    pending: bool = False


@dataclass(frozen=True)
class CitySaysNo:
    """The city refuses, in its own words."""

    code: str
    vi: str
    en: str


@dataclass(frozen=True)
class AnswersDamaged:
    """The answers that came do not read as a form of ours."""


Trouble = CityAway | CitySaysNo
Found = tuple[OpenDossier, ...] | NothingSent | HubAway | CityAway | CitySaysNo | AnswersDamaged


@dataclass(frozen=True)
class Opened:
    """What was found for a called ticket. visits: everybody's whom it stands for, as far as the hub said."""

    visits: tuple[str, ...]
    found: Found


class ClerkDesk:
    """One clerk at the city, while signed in here; the city's token is fetched when first needed and after it ended."""

    def __init__(self, city: ClerkCity, clerk_id: str, counter: int) -> None:
        self._city = city
        self._clerk_id = clerk_id
        self._counter = counter
        self._token: str | None = None

    def open_dossiers(self, ticket_id: str, hub: VisitHub) -> Opened:
        """Every dossier of the visits that the called ticket stands for. Slow: asks the hub, then the city for each."""
        family = hub.visits_of_ticket(ticket_id)
        if isinstance(family, HubRefused | HubUnreachable):
            return Opened((), _hub_trouble(family))
        visits = tuple(one.visit_id for one in family)
        return Opened(visits, self._open_all(visits, hub))

    def _open_all(self, visits: tuple[str, ...], hub: VisitHub) -> Found:
        ids: list[str] = []
        for visit_id in visits:
            filed = hub.dossiers_of_visit(visit_id)
            if isinstance(filed, HubRefused | HubUnreachable):
                return _hub_trouble(filed)
            ids += filed
        if not ids:
            return NothingSent()
        opened: list[OpenDossier] = []
        for dossier_id in ids:
            dossier = self._ask(partial(self._city.open_dossier, dossier_id))
            if not isinstance(dossier, Dossier):
                return dossier
            if dossier.state.status is DossierStatus.RECEIVING:
                # Its answers have arrived and its papers have not: there is nothing to accept yet.
                return CityAway(pending=True)
            try:
                opened.append(OpenDossier(dossier, draft_from_bytes(dossier.answers)))
            except DraftFault:
                return AnswersDamaged()
        return tuple(opened)

    def document(self, dossier_id: str, document: ManifestDocument) -> bytes | Trouble:
        """One document's PDF, in memory only. Slow."""
        return self._ask(partial(self._city.document, dossier_id, document.document_id, document.sha256))

    def accept(self, dossier_id: str, request_id: str) -> Acceptance | Trouble:
        """Accept a dossier; asked again under the same request id after a lost answer, it is accepted once. Slow."""
        return self._ask(partial(self._city.accept, dossier_id, request_id))

    def _ask(self, question: Callable[[str], T | CityRefused | CityUnreachable]) -> T | Trouble:
        """Ask with the clerk's token; a token that the city no longer takes is renewed once."""
        for fresh in (False, True):
            if self._token is None or fresh:
                session = self._city.clerk_session(self._clerk_id, self._counter)
                if not isinstance(session, ClerkSession):
                    return _trouble(session)
                self._token = session.token
            answer = question(self._token)
            if not (isinstance(answer, CityRefused) and answer.code in _TOKEN_ENDED and not fresh):
                break
        return _trouble(answer) if isinstance(answer, CityRefused | CityUnreachable) else answer


def _hub_trouble(answer: HubRefused | HubUnreachable) -> HubAway | CitySaysNo:
    if isinstance(answer, HubUnreachable):
        return HubAway()
    return CitySaysNo(answer.code, answer.message_vi, answer.message_en)


def _trouble(answer: CityRefused | CityUnreachable) -> Trouble:
    if isinstance(answer, CityUnreachable):
        return CityAway()
    if answer.code in _ON_ITS_WAY:
        return CityAway(pending=True)
    return CitySaysNo(answer.code, answer.message_vi, answer.message_en)
