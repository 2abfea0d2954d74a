"""The deeds on a real database: numbers, calls, places, drafts, ends of visits."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.ticketing.desk_in_hand import Desk, new_id
from ticketing.deeds.house import House
from ticketing.deeds.pages import Pages
from ticketing.deeds.signing_in import CloseSessions
from ticketing.deeds.take_ticket import TakeTickets
from ticketing.deeds.visits import EndVisits, EraseExpiredDrafts, PutDrafts
from ticketing.domain.answers import (
    Call,
    CallStatus,
    DraftKept,
    NobodyWaiting,
    NoDraft,
    Refused,
    SealedDraft,
    TicketStatus,
    VisitEnded,
)
from ticketing.domain.asked import EndVisit, PutDraft, TakeTicket
from ticketing.domain.page_key import PageKey
from ticketing.store.opening import HubStore


@pytest.fixture
def desk(house: House, store: HubStore, perform: Callable[..., list[Any]]) -> Desk:
    return Desk(house, store, perform)


def test_numbers_are_gapless_for_each_line_and_begin_again_every_day(desk: Desk, hand_clock: Any) -> None:
    assert [desk.take("A").label for _ in range(3)] == ["A001", "A002", "A003"]
    assert desk.take("B").label == "B001"
    hand_clock.pass_minutes(24 * 60)
    tomorrow = desk.take("A")
    assert tomorrow.label == "A001"
    assert tomorrow.ahead == 0


def test_a_crowd_in_one_commit_gets_the_numbers_in_its_order(desk: Desk) -> None:
    asked = [TakeTicket("AB"[i % 2], new_id(), secrets.token_hex(16)) for i in range(20)]
    tickets = desk.perform(TakeTickets(desk.house), *asked)
    assert [t.label for t in tickets if t.line == "A"] == [f"A{n:03d}" for n in range(1, 11)]
    assert [t.ahead for t in tickets if t.line == "B"] == list(range(10))


def test_a_retry_gets_the_same_ticket_also_within_one_commit(desk: Desk) -> None:
    asked = TakeTicket("A", new_id(), secrets.token_hex(16))
    first, second = desk.perform(TakeTickets(desk.house), asked, asked)
    later = desk.perform(TakeTickets(desk.house), asked)[0]
    assert first.ticket_id == second.ticket_id == later.ticket_id
    assert first.page_token == later.page_token
    assert desk.take().label == "A002"


def test_a_request_id_used_for_something_else_is_refused(desk: Desk) -> None:
    request_id = new_id()
    ticket = desk.take("A", request_id)
    assert desk.take("B", request_id).code == "request_reused"
    assert desk.take("A", request_id, secrets.token_hex(16)).code == "request_reused"
    assert desk.keep(ticket, request_id).code == "request_reused"


def test_an_unknown_line_takes_nobody_with_it(desk: Desk) -> None:
    refused, ticket = desk.perform(
        TakeTickets(desk.house), TakeTicket("Ω", new_id(), "0" * 32), TakeTicket("A", new_id(), "1" * 32)
    )
    assert isinstance(refused, Refused)
    assert refused.code == "unknown_line"
    assert "nhóm thủ tục" in refused.message_vi
    assert ticket.label == "A001"


def test_calling_goes_by_place_over_the_lines_of_the_counter(desk: Desk) -> None:
    for line in "BACA":
        desk.take(line)
    session = desk.sign_in("lan", 2)
    labels = []
    while isinstance(call := desk.call(session, 2), Call):
        labels.append(call.ticket.label)
        desk.end(call, session, CallStatus.FINISHED)
    assert labels == ["B001", "A001", "A002"]
    assert isinstance(call, NobodyWaiting)


def test_a_counter_finishes_before_it_calls_again_and_a_retry_gets_the_same_call(desk: Desk) -> None:
    desk.take()
    desk.take()
    session, request_id = desk.sign_in(), new_id()
    call = desk.call(session, request_id=request_id)
    assert desk.call(session).code == "call_open"
    assert desk.call(session, request_id=request_id) == call
    ended = desk.end(call, session, CallStatus.FINISHED)
    assert ended.status is CallStatus.FINISHED
    assert desk.call(session, request_id=request_id).status is CallStatus.FINISHED


def test_recall_counts_and_retries_do_not(desk: Desk) -> None:
    desk.take()
    session, again = desk.sign_in(), new_id()
    call = desk.call(session)
    assert desk.recall(call, session, again).times == 2
    assert desk.recall(call, session, again).times == 2
    assert desk.recall(call, session).times == 3
    desk.end(call, session, CallStatus.ABSENT)
    assert desk.recall(call, session).code == "wrong_state"


def test_only_the_clerk_at_the_counter_may_call_or_end(desk: Desk) -> None:
    desk.take()
    lan, minh, hoa = desk.sign_in("lan", 1), desk.sign_in("minh", 2), desk.sign_in("hoa", 0)
    assert desk.call("nobody").code == "not_signed_in"
    assert desk.call(minh, 1).code == "not_your_counter"
    assert desk.call(hoa, 3).code == "not_allowed"
    call = desk.call(lan, 1)
    assert desk.end(call, minh, CallStatus.FINISHED).code == "not_your_counter"
    desk.perform(CloseSessions(desk.house), lan)
    assert desk.end(call, lan, CallStatus.FINISHED).code == "not_signed_in"


def test_signing_in_elsewhere_ends_the_earlier_session(desk: Desk) -> None:
    desk.take()
    first = desk.sign_in("lan", 1)
    desk.sign_in("lan", 2)
    assert desk.call(first, 1).code == "not_signed_in"


def test_a_session_ends_by_itself(desk: Desk, hand_clock: Any) -> None:
    session = desk.sign_in()
    hand_clock.pass_minutes(13 * 60)
    assert desk.call(session).code == "not_signed_in"


def test_a_kept_place_is_passed_over_while_others_wait_and_then_comes_first(desk: Desk, hand_clock: Any) -> None:
    first, second, third = (desk.take() for _ in range(3))
    session = desk.sign_in()
    call = desk.call(session)
    kept = desk.keep(first)
    assert (kept.status, kept.kept, kept.ahead) == (TicketStatus.WAITING, True, 0)
    assert desk.end(call, session, CallStatus.FINISHED).code == "wrong_state"
    call = desk.call(session)
    assert call.ticket.label == second.label
    desk.end(call, session, CallStatus.FINISHED)
    queue = desk.look(desk.looking.queue, 1)
    assert [(one.label, one.held) for one in queue] == [(third.label, False), (first.label, True)]
    hand_clock.pass_minutes(6)
    assert desk.call(session).ticket.label == first.label


def test_a_kept_place_is_called_at_once_when_nobody_else_waits(desk: Desk) -> None:
    ticket = desk.take()
    session = desk.sign_in()
    desk.call(session)
    desk.keep(ticket)
    assert desk.call(session).ticket.ticket_id == ticket.ticket_id


def test_an_absent_citizen_may_return_for_two_hours(desk: Desk, hand_clock: Any) -> None:
    early, late = desk.take(), desk.take()
    session = desk.sign_in()
    for _ in range(2):
        desk.end(desk.call(session), session, CallStatus.ABSENT)
    hand_clock.pass_minutes(119)
    assert desk.keep(early).status is TicketStatus.WAITING
    hand_clock.pass_minutes(2)
    assert desk.keep(late).code == "return_too_late"


def test_the_page_of_an_absent_citizen_says_when_it_is_too_late(desk: Desk, hand_clock: Any) -> None:
    ticket = desk.take()
    key = PageKey(ticket.line, ticket.number, ticket.page_token)
    pages = Pages(desk.house)
    assert not desk.look(pages.state, key).too_late, "who still waits"
    session = desk.sign_in()
    desk.end(desk.call(session), session, CallStatus.ABSENT)
    hand_clock.pass_minutes(119)
    before = desk.look(pages.state, key)
    hand_clock.pass_minutes(2)
    after = desk.look(pages.state, key)
    assert (before.too_late, after.too_late) == (False, True)
    assert after == replace(before, too_late=True), "and nothing else is told"
    assert desk.keep(ticket).code == "return_too_late"


def test_a_finished_ticket_cannot_be_kept_and_yesterdays_neither(desk: Desk, hand_clock: Any) -> None:
    served, waiting = desk.take(), desk.take()
    session = desk.sign_in()
    desk.end(desk.call(session), session, CallStatus.FINISHED)
    assert desk.keep(served).code == "wrong_state"
    hand_clock.pass_minutes(24 * 60)
    assert desk.keep(waiting).code == "return_too_late"


def test_drafts_go_up_by_one_and_a_retry_gets_the_same_answer(desk: Desk) -> None:
    put, visit, request_id = PutDrafts(desk.house), secrets.token_hex(16), new_id()
    assert desk.perform(put, PutDraft(visit, b"one", 1, request_id)) == [DraftKept(1)]
    assert desk.perform(put, PutDraft(visit, b"one", 1, request_id)) == [DraftKept(1)]
    assert desk.perform(put, PutDraft(visit, b"other", 1, new_id()))[0].code == "draft_conflict"
    assert desk.perform(put, PutDraft(visit, b"three", 3, new_id()))[0].code == "draft_conflict"
    assert desk.perform(put, PutDraft(visit, b"two", 2, new_id())) == [DraftKept(2)]
    kept = desk.look(desk.looking.draft, visit)
    assert isinstance(kept, SealedDraft)
    assert (kept.sealed, kept.revision) == (b"two", 2)


def test_a_draft_is_gone_after_the_end_of_the_next_day(desk: Desk, hand_clock: Any) -> None:
    visit = secrets.token_hex(16)
    desk.perform(PutDrafts(desk.house), PutDraft(visit, b"one", 1, new_id()))
    hand_clock.pass_minutes(24 * 60 + 12 * 60)
    assert isinstance(desk.look(desk.looking.draft, visit), SealedDraft)
    hand_clock.pass_minutes(60 + 1)
    assert isinstance(desk.look(desk.looking.draft, visit), NoDraft)
    assert desk.perform(EraseExpiredDrafts(desk.house), None) == [1]


def test_the_end_of_a_visit_erases_the_draft_and_links_the_dossiers(desk: Desk) -> None:
    visit, request_id, dossiers = secrets.token_hex(16), new_id(), (new_id(), new_id())
    desk.perform(PutDrafts(desk.house), PutDraft(visit, b"one", 1, new_id()))
    end = EndVisits(desk.house)
    ended = desk.perform(end, EndVisit(visit, dossiers, request_id))[0]
    assert ended == VisitEnded(visit, dossiers)
    assert desk.perform(end, EndVisit(visit, dossiers, request_id))[0] == ended
    assert isinstance(desk.look(desk.looking.draft, visit), NoDraft)
    more = new_id()
    again = desk.perform(end, EndVisit(visit, (dossiers[0], more), new_id()))[0]
    assert again.dossier_ids == (*dossiers, more)
    assert desk.look(desk.looking.dossiers, "f" * 32) == ()


def test_whoever_has_sent_the_form_is_called_in_the_old_place_at_once(desk: Desk) -> None:
    visit = secrets.token_hex(16)
    first = desk.take(visit_id=visit)
    desk.take()
    session = desk.sign_in()
    desk.call(session)
    desk.keep(first)
    desk.perform(EndVisits(desk.house), EndVisit(visit, (), new_id()))
    assert desk.call(session).ticket.ticket_id == first.ticket_id


def test_boards_show_the_newest_eight_and_never_a_kept_call(desk: Desk) -> None:
    session = desk.sign_in()
    for _ in range(10):
        desk.take()
        desk.end(desk.call(session), session, CallStatus.FINISHED)
    kept = desk.take()
    desk.call(session)
    desk.keep(kept)
    board = desk.look(desk.looking.board)
    assert [one.label for one in board.last] == [f"A{n:03d}" for n in range(10, 2, -1)]
    assert board.lines[0].waiting == 1


def test_lines_say_how_many_wait_and_a_closed_one_says_so(desk: Desk) -> None:
    desk.take("B")
    states = {one.letter: one for one in desk.look(desk.looking.lines)}
    assert states["B"].waiting == 1
    assert states["B"].open
    assert states["B"].wait_high_min >= states["A"].wait_high_min
