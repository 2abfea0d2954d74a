"""Fill a form: answers in, the next page out; after every page the draft is sealed and kept at the hub.

The hub cannot read a draft: it is sealed with the visit key, which only the citizen's slip carries.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, Protocol, assert_never

from config.event_log import Event, record
from config.procedures import Catalogue, Procedure
from kiosk.domain.dossier_code import DossierCode, DossierCodeFault, looks_like_dossier_code, parse_dossier_code
from kiosk.domain.draft import Agreement, Answer, Draft, DraftFault, draft_from_bytes, draft_to_bytes
from kiosk.domain.identity_card import IdentityCard
from kiosk.domain.journey import Place
from kiosk.flows.take_number import place_of
from kiosk.forms import FILED_HERE, Fault, FormPage, check, check_all, confirm, delivery_page, prefill, put, walk
from ticketing.client import DraftKept, NoDraft, Refused, SealedDraft, Ticket, Unreachable

# (key, bytes, context) -> bytes. Unsealing gives None where key, context and bytes do not belong together.
Seal = Callable[[bytes, bytes, bytes], bytes]
Unseal = Callable[[bytes, bytes, bytes], bytes | None]

_CONTEXT: Final = "draft:"


class DraftHub(Protocol):
    """The part of the hub's client that a form needs."""

    def put_draft(
        self, visit_id: str, sealed: bytes, revision: int, request_id: str
    ) -> DraftKept | Refused | Unreachable:
        """Keep a sealed draft durably."""
        ...

    def draft(self, visit_id: str) -> SealedDraft | NoDraft | Refused | Unreachable:
        """The sealed draft of a visit."""
        ...

    def ticket_of_visit(self, visit_id: str) -> Ticket | Refused | Unreachable:
        """The newest ticket of a visit."""
        ...


def draft_context(visit_id: str) -> bytes:
    """What a draft's seal is bound to."""
    return (_CONTEXT + visit_id).encode()


# --- keeping ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Kept:
    """The newest draft is durable at the hub."""

    revision: int


@dataclass(frozen=True)
class KeptHere:
    """The hub does not answer; the newest draft is in this kiosk's memory only and will be sent again."""


@dataclass(frozen=True)
class Overtaken:
    """The hub will not take it: the same slip was opened on another device, or the visit has ended there."""

    code: str


KeepOutcome = Kept | KeptHere | Overtaken


@dataclass(frozen=True)
class _Outgoing:
    sealed: bytes
    revision: int
    request_id: str
    whole: int  # how many drafts had been put when this one was sealed


class DraftKeeper:
    """Sends one visit's drafts to the hub, in order, each under one request id until it is answered.

    Safe from any thread; a draft put while another is being sent goes after it, and older ones in between are left out.
    """

    def __init__(self, hub: DraftHub, code: DossierCode, seal: Seal, new_id: Callable[[], str], revision: int = 0):
        self._hub = hub
        self._code = code
        self._seal = seal
        self._new_id = new_id
        self._revision = revision
        self._newest: Draft | None = None
        self._put = 0
        self._sent = 0
        self._outgoing: _Outgoing | None = None
        self._line = threading.Lock()
        self._state = threading.Lock()

    def put(self, draft: Draft) -> None:
        """This is the newest draft. Quick; `send` brings it to the hub."""
        with self._state:
            self._newest = draft
            self._put += 1

    @property
    def owes(self) -> bool:
        """Whether the hub does not have the newest draft yet."""
        with self._state:
            return self._sent < self._put

    def send(self) -> KeepOutcome:
        """Bring the newest draft to the hub. Slow; call again after `KeptHere`."""
        with self._line:
            while (outgoing := self._next()) is not None:
                answer = self._hub.put_draft(
                    self._code.visit_id, outgoing.sealed, outgoing.revision, outgoing.request_id
                )
                match answer:
                    case DraftKept():
                        self._arrived(outgoing)
                    case Refused():
                        return Overtaken(answer.code)
                    case Unreachable():
                        return KeptHere()
                    case _:
                        assert_never(answer)
            return Kept(self._revision)

    def forget(self) -> None:
        """Let go of everything that was written."""
        with self._state:
            self._newest = None
            self._outgoing = None
            self._sent = self._put

    def _next(self) -> _Outgoing | None:
        with self._state:
            if self._outgoing is None and self._newest is not None and self._sent < self._put:
                plain = draft_to_bytes(self._newest)
                sealed = self._seal(self._code.visit_key, plain, draft_context(self._code.visit_id))
                self._outgoing = _Outgoing(sealed, self._revision + 1, self._new_id(), self._put)
            return self._outgoing

    def _arrived(self, outgoing: _Outgoing) -> None:
        with self._state:
            self._revision = outgoing.revision
            self._sent = max(self._sent, outgoing.whole)
            self._outgoing = None
        record(Event.DRAFT_KEPT, revision=outgoing.revision, bytes=len(outgoing.sealed))


# --- opening by the slip --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class VisitOpened:
    """The slip's visit. draft, procedure: None where no form was begun. revision: the hub's last one.

    procedure: the version that the form was begun under; the draft names it.
    """

    code: DossierCode
    place: Place | None
    draft: Draft | None = None
    procedure: Procedure | None = None
    revision: int = 0


@dataclass(frozen=True)
class NotOpened:
    """not_a_slip | damaged | key | unknown_procedure | not_offered | unknown_visit | unreachable."""

    reason: str


def version_begun(catalogue: Catalogue, code: str, procedure_from: date | None, day: date) -> Procedure | None:
    """The version of a procedure under which a form was begun: it keeps that one until it is filed.

    procedure_from: what was kept with the form. None (an older kiosk kept it): the version in force on `day`.
    """
    return catalogue.procedure(code, procedure_from or day)


def go_on_by_slip(
    text: str, hub: DraftHub, unseal: Unseal, catalogue: Catalogue, today: date
) -> VisitOpened | NotOpened:
    """Open the visit whose code was shown, to write on or to file: not where its procedure is not taken today.

    Another version than the draft's may be in force today; that it has one and a fee is what counts. Slow, like
    `open_by_slip`.
    """
    found = open_by_slip(text, hub, unseal, catalogue, today)
    if isinstance(found, VisitOpened) and found.procedure is not None:
        offered = catalogue.offered_on(today, FILED_HERE)
        if offered.procedure(found.procedure.code, today) is None:
            return NotOpened("not_offered")
    return found


def open_by_slip(
    text: str, hub: DraftHub, unseal: Unseal, catalogue: Catalogue, today: date
) -> VisitOpened | NotOpened:
    """Open the visit whose code was shown, to look at it. today: at the centre. Slow: asks the hub twice."""
    try:
        code = parse_dossier_code(text)
    except DossierCodeFault:
        return NotOpened("damaged" if looks_like_dossier_code(text) else "not_a_slip")
    ticket = hub.ticket_of_visit(code.visit_id)
    if isinstance(ticket, Unreachable):
        return NotOpened("unreachable")
    place = place_of(ticket) if isinstance(ticket, Ticket) else None
    kept = hub.draft(code.visit_id)
    match kept:
        case Unreachable():
            return NotOpened("unreachable")
        case Refused() | NoDraft():
            return VisitOpened(code, place) if place is not None else NotOpened("unknown_visit")
        case SealedDraft():
            return _unsealed(code, place, kept, unseal, catalogue, today)
        case _:
            assert_never(kept)


def _unsealed(
    code: DossierCode, place: Place | None, kept: SealedDraft, unseal: Unseal, catalogue: Catalogue, today: date
) -> VisitOpened | NotOpened:
    plain = unseal(code.visit_key, kept.sealed, draft_context(code.visit_id))
    if plain is None:
        return NotOpened("key")
    try:
        draft = draft_from_bytes(plain)
    except DraftFault:
        return NotOpened("key")
    if draft.visit_id != code.visit_id:
        return NotOpened("key")
    procedure = version_begun(catalogue, draft.procedure_code, draft.procedure_from, today)
    if procedure is None:
        return NotOpened("unknown_procedure")
    record(Event.DRAFT_OPENED, revision=kept.revision)
    draft = replace(draft, procedure_from=procedure.valid_from)
    return VisitOpened(code, place, draft, procedure, kept.revision)


# --- answering --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Faulty:
    """The page cannot be left yet."""

    faults: tuple[Fault, ...]


def begin(procedure: Procedure, code: DossierCode, label: str | None, have: Mapping[str, bool]) -> Draft:
    """An empty draft of this visit, bound to this version; nothing is preset where the law wants a choice."""
    answers = prefill(procedure, None, {})
    return Draft(code.visit_id, procedure.code, label, answers, dict(have), procedure_from=procedure.valid_from)


def identify(procedure: Procedure, draft: Draft, card: IdentityCard | None) -> Draft:
    """The draft with what the card tells, to be confirmed; without a card, as it was."""
    return replace(draft, answers=prefill(procedure, card, draft.answers)) if card is not None else draft


def write(procedure: Procedure, draft: Draft, field: str, value: str | int) -> Draft:
    """The draft with one answer typed or chosen; an empty one is taken out. The same value again changes nothing."""
    known = draft.answers.get(field)
    if known is not None and known.value == value:
        return draft
    answers = put(procedure, draft.answers, field, value)
    if value == "":
        del answers[field]
    return replace(draft, answers=answers) if answers != draft.answers else draft


def confirm_one(draft: Draft, field: str) -> Draft:
    """The citizen says that what was read or concluded is right."""
    answer = draft.answers.get(field)
    if answer is None or answer.origin != "inferred":
        return draft
    return replace(draft, answers={**draft.answers, field: Answer(answer.value, "confirmed")})


def pages(procedure: Procedure, draft: Draft) -> tuple[FormPage, ...]:
    """The pages of the form as the answers stand; the details of the chosen delivery, if it asks any, are the last."""
    form = walk(procedure, draft.answers)
    details = delivery_page(procedure, draft.delivery, draft.answers)
    return form if details is None else (*form, details)


def form_length(procedure: Procedure, draft: Draft) -> int:
    """How many pages come before the check of the answers."""
    return len(walk(procedure, draft.answers))


def take_page(procedure: Procedure, draft: Draft, index: int, today: date) -> Draft | Faulty:
    """Leave page `index`: its faults, or the draft with the page confirmed and the first open page noted."""
    page = pages(procedure, draft)[index]
    faults = check(procedure, page, draft.answers, today)
    if faults:
        return Faulty(faults)
    return replace(draft, answers=confirm(page, draft.answers), page=max(draft.page, index + 1))


def first_open_page(procedure: Procedure, draft: Draft, today: date) -> int | None:
    """A page that has become faulty since it was left (another answer changed the form), or None."""
    faults = check_all(procedure, draft.answers, None, today)
    return faults[0][0] if faults else None


@dataclass(frozen=True)
class Choices:
    """What the law wants chosen by hand: nothing of it is ever preset."""

    declared: bool
    consented: bool
    delivery: str | None


def missing(choices: Choices) -> tuple[str, ...]:
    """Which of "declaration", "consent", "delivery" still wait for the citizen."""
    found = []
    if not choices.declared:
        found.append("declaration")
    if not choices.consented:
        found.append("consent")
    if choices.delivery is None:
        found.append("delivery")
    return tuple(found)


def agree(catalogue: Catalogue, draft: Draft, choices: Choices, now: datetime) -> Draft:
    """The draft with declaration and consent by text version and time, and the way of delivery."""
    return replace(
        draft,
        declaration=Agreement(catalogue.declaration.version, now) if choices.declared else None,
        consent=Agreement(catalogue.consent.version, now) if choices.consented else None,
        delivery=choices.delivery,
    )


def finish(draft: Draft) -> Draft:
    """Nothing more is asked at a kiosk."""
    return replace(draft, finished=True)
