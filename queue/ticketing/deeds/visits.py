"""Drafts that only the citizen can open, and the end of a visit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ticketing.deeds.house import House
from ticketing.domain.answers import DraftKept, EventType, Refused, TicketStatus, VisitEnded
from ticketing.domain.asked import EndVisit, PutDraft
from ticketing.domain.reasons import HoldReason
from ticketing.domain.records import DraftRecord, EventRecord, TicketRecord
from ticketing.domain.refusals import Refusal, refuse
from ticketing.store.port import Ledger


class PutDrafts:
    """Keeps a sealed draft, one revision after the other, so that two machines cannot overwrite each other."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[PutDraft]) -> Sequence[DraftKept | Refused]:
        """One answer for each request, in order."""
        return [self._put(ledger, one) for one in asked]

    def _put(self, ledger: Ledger, asked: PutDraft) -> DraftKept | Refused:
        clock, terms = self._house.clock, self._house.rules.terms
        now = clock.now_ms()
        kept = ledger.draft(asked.visit_id, now)
        if kept is not None and kept.request_id == asked.request_id:
            return DraftKept(kept.revision)
        last = 0 if kept is None else kept.revision
        if asked.revision != last + 1:
            return refuse(Refusal.DRAFT_CONFLICT)
        expires = clock.end_of_day_ms(now, terms.draft_days_after_today)
        ledger.keep_draft(DraftRecord(asked.visit_id, asked.sealed, asked.revision, asked.request_id, expires))
        return DraftKept(asked.revision)


class EndVisits:
    """Erases the draft, links the dossiers, and lets a kept place be called again at once."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[EndVisit]) -> Sequence[VisitEnded | Refused]:
        """One answer for each request, in order."""
        return [self._end(ledger, one) for one in asked]

    def _end(self, ledger: Ledger, asked: EndVisit) -> VisitEnded | Refused:
        done = ledger.done_before([asked.request_id]).get(asked.request_id)
        if done is not None:
            if done.type is not EventType.VISIT_ENDED or done.visit_id != asked.visit_id:
                return refuse(Refusal.REQUEST_REUSED)
            return VisitEnded(asked.visit_id, ledger.dossiers_of(asked.visit_id))
        now = self._house.clock.now_ms()
        ticket = ledger.ticket_of_visit(asked.visit_id)
        seq = ledger.draw_seqs(1, now)
        ledger.erase_draft(asked.visit_id)
        ledger.link_dossiers(asked.visit_id, asked.dossier_ids, seq)
        _let_be_called(ledger, ticket)
        ledger.add_events(
            [
                EventRecord(
                    seq=seq,
                    request_id=asked.request_id,
                    type=EventType.VISIT_ENDED,
                    at_ms=now,
                    label=None if ticket is None else ticket.label,
                    line=None if ticket is None else ticket.line,
                    ticket_id=None if ticket is None else ticket.ticket_id,
                    visit_id=asked.visit_id,
                )
            ]
        )
        return VisitEnded(asked.visit_id, ledger.dossiers_of(asked.visit_id))


# What the citizen was sent away for by a clerk, or went for, is not done because a form has been sent.
_UNTIL_SENT: Final = frozenset({None, HoldReason.CORRECT_FORM.value})


def _let_be_called(ledger: Ledger, ticket: TicketRecord | None) -> None:
    """A place that was kept for a form may be called again at once."""
    if ticket is not None and ticket.merged_into is not None:
        ticket = ledger.ticket(ticket.merged_into)
    if ticket is None or ticket.status is not TicketStatus.WAITING or ticket.note not in _UNTIL_SENT:
        return
    if ticket.held_until_ms:
        ledger.change_ticket(ticket, replace(ticket, held_until_ms=0))


class EraseExpiredDrafts:
    """Erases drafts whose time is over."""

    def __init__(self, house: House) -> None:
        self._house = house

    def __call__(self, ledger: Ledger, asked: Sequence[None]) -> Sequence[int]:
        """How many were erased, for each asking."""
        return [ledger.erase_expired_drafts(self._house.clock.now_ms()) for _ in asked]
