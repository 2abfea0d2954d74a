"""Drafts on their way to the hub, and answers on their way into a draft."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import count

import pytest

from config.folder import shipped_folder
from config.procedures import Catalogue, Procedure, load_procedures
from kiosk.domain.dossier_code import DossierCode
from kiosk.domain.draft import Answer, Draft, draft_from_bytes
from kiosk.domain.identity_card import IdentityCard, parse_card_qr
from kiosk.flows.fill_form import (
    Choices,
    DraftKeeper,
    Faulty,
    Kept,
    KeptHere,
    NotOpened,
    Overtaken,
    VisitOpened,
    agree,
    begin,
    confirm_one,
    draft_context,
    form_length,
    identify,
    missing,
    open_by_slip,
    pages,
    take_page,
    write,
)
from kiosk.storage.sealing import SealBroken, seal, unseal
from ticketing.client import DraftKept, NoDraft, Refused, SealedDraft, Ticket, Unreachable

CODE = DossierCode("cd" * 16, b"v" * 32)
TODAY = date(2026, 11, 23)
CARD = "001190000001||Nguyễn Thị Mẫu|01011990|Nữ|Số 1 Phố Mẫu, Phường Hoàn Kiếm, Hà Nội|20082021"


@dataclass
class Hub:
    """Keeps drafts as the hub does: one revision after the other, the same request once."""

    dark: bool = False
    loses_answers: int = 0
    kept: list[tuple[int, str, bytes]] = field(default_factory=list)

    def put_draft(
        self, visit_id: str, sealed: bytes, revision: int, request_id: str
    ) -> DraftKept | Refused | Unreachable:
        if self.dark:
            return Unreachable("no_connection")
        if not any(known == request_id for _, known, _ in self.kept):
            if revision != len(self.kept) + 1:
                return Refused("draft_conflict", "-", "-")
            self.kept.append((revision, request_id, sealed))
        if self.loses_answers:
            self.loses_answers -= 1
            return Unreachable("timeout")
        return DraftKept(revision)

    def draft(self, visit_id: str) -> SealedDraft | NoDraft | Refused | Unreachable:
        if self.dark:
            return Unreachable("no_connection")
        if not self.kept:
            return NoDraft()
        return SealedDraft(visit_id, self.kept[-1][2], self.kept[-1][0], datetime.now(UTC) + timedelta(hours=1))

    def ticket_of_visit(self, visit_id: str) -> Ticket | Refused | Unreachable:
        return Unreachable("no_connection") if self.dark else Refused("unknown_visit", "-", "-")


@pytest.fixture
def catalogue() -> Catalogue:
    read = load_procedures(shipped_folder() / "procedures")
    assert isinstance(read, Catalogue)
    return read


@pytest.fixture
def procedure(catalogue: Catalogue) -> Procedure:
    found = catalogue.procedure("2.000635", TODAY)
    assert found is not None
    return found


@pytest.fixture
def ids() -> Iterator[str]:
    return (f"request-{number}" for number in count(1))


def opened(key: bytes, sealed: bytes, context: bytes) -> bytes | None:
    try:
        return unseal(key, sealed, context)
    except SealBroken:
        return None


def keeper(hub: Hub, ids: Iterator[str], revision: int = 0) -> DraftKeeper:
    return DraftKeeper(hub, CODE, seal, lambda: next(ids), revision)


def read(hub: Hub) -> Draft:
    return draft_from_bytes(unseal(CODE.visit_key, hub.kept[-1][2], draft_context(CODE.visit_id)))


def draft_of(page: int) -> Draft:
    return Draft(CODE.visit_id, "2.000635", page=page)


def test_every_page_is_a_revision(ids: Iterator[str]) -> None:
    hub = Hub()
    keep = keeper(hub, ids)
    for page in range(3):
        keep.put(draft_of(page))
        assert keep.send() == Kept(page + 1)
    assert not keep.owes
    assert read(hub).page == 2


def test_while_the_hub_is_dark_the_draft_is_owed_and_only_the_newest_is_sent(ids: Iterator[str]) -> None:
    hub = Hub(dark=True)
    keep = keeper(hub, ids)
    for page in range(4):
        keep.put(draft_of(page))
        assert keep.send() == KeptHere()
    assert keep.owes
    hub.dark = False
    assert keep.send() == Kept(2)
    assert read(hub).page == 3


def test_a_lost_answer_is_asked_again_under_the_same_id(ids: Iterator[str]) -> None:
    hub = Hub(loses_answers=1)
    keep = keeper(hub, ids)
    keep.put(draft_of(0))
    assert keep.send() == KeptHere()
    keep.put(draft_of(1))
    assert keep.send() == Kept(2)
    assert [revision for revision, _, _ in hub.kept] == [1, 2]


def test_another_device_went_on_with_the_slip(ids: Iterator[str]) -> None:
    hub = Hub()
    here, there = keeper(hub, ids), keeper(hub, ids)
    for one in (here, there):
        one.put(draft_of(0))
    assert here.send() == Kept(1)
    assert there.send() == Overtaken("draft_conflict")


def test_what_the_hub_keeps_cannot_be_read_without_the_slip(ids: Iterator[str]) -> None:
    hub = Hub()
    keep = keeper(hub, ids)
    keep.put(replace(draft_of(0), answers={"requester_full_name": Answer("Nguyễn Thị Mẫu")}))
    keep.send()
    assert "Nguyễn".encode() not in hub.kept[0][2]
    with pytest.raises(SealBroken):
        unseal(b"x" * 32, hub.kept[0][2], draft_context(CODE.visit_id))


def test_after_forgetting_nothing_is_sent(ids: Iterator[str]) -> None:
    hub = Hub(dark=True)
    keep = keeper(hub, ids)
    keep.put(draft_of(0))
    keep.send()
    keep.forget()
    hub.dark = False
    keep.send()
    assert hub.kept == []


def test_a_slip_opens_its_draft(catalogue: Catalogue, ids: Iterator[str]) -> None:
    hub = Hub()
    keep = keeper(hub, ids)
    keep.put(draft_of(2))
    keep.send()
    found = open_by_slip(CODE.text(), hub, opened, catalogue, TODAY)
    assert isinstance(found, VisitOpened)
    assert found.draft == replace(draft_of(2), procedure_from=date(2026, 1, 1))
    assert found.procedure == catalogue.procedure("2.000635", TODAY)
    assert found.revision == 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("https://example.vn", "not_a_slip"),
        (CODE.text()[:-3], "damaged"),
        (DossierCode(CODE.visit_id, b"w" * 32).text(), "key"),
    ],
)
def test_what_does_not_open(text: str, reason: str, catalogue: Catalogue, ids: Iterator[str]) -> None:
    hub = Hub()
    keep = keeper(hub, ids)
    keep.put(draft_of(0))
    keep.send()
    assert open_by_slip(text, hub, opened, catalogue, TODAY) == NotOpened(reason)


def test_a_dark_hub_and_an_unknown_slip_are_told_apart(catalogue: Catalogue) -> None:
    assert open_by_slip(CODE.text(), Hub(dark=True), opened, catalogue, TODAY) == NotOpened("unreachable")
    assert open_by_slip(CODE.text(), Hub(), opened, catalogue, TODAY) == NotOpened("unknown_visit")


def test_a_page_is_left_only_without_faults(procedure: Procedure) -> None:
    draft = begin(procedure, CODE, "A012", {})
    stopped = take_page(procedure, draft, 0, TODAY)
    assert isinstance(stopped, Faulty)
    assert [fault.field for fault in stopped.faults] == ["relation"]
    went_on = take_page(procedure, write(procedure, draft, "relation", "self"), 0, TODAY)
    assert isinstance(went_on, Draft)
    assert went_on.page == 1


def test_a_card_fills_in_what_is_then_to_be_confirmed(procedure: Procedure) -> None:
    card = parse_card_qr(CARD, TODAY)
    assert isinstance(card, IdentityCard)
    draft = identify(procedure, begin(procedure, CODE, None, {}), card)
    assert draft.answers["requester_full_name"] == Answer("Nguyễn Thị Mẫu", "inferred")
    assert confirm_one(draft, "requester_full_name").answers["requester_full_name"].origin == "confirmed"
    typed = write(procedure, draft, "requester_full_name", "Nguyễn Thị Mẫu Hai")
    assert typed.answers["requester_full_name"] == Answer("Nguyễn Thị Mẫu Hai", "typed")


def test_writing_the_same_again_keeps_where_it_came_from(procedure: Procedure) -> None:
    card = parse_card_qr(CARD, TODAY)
    assert isinstance(card, IdentityCard)
    draft = identify(procedure, begin(procedure, CODE, None, {}), card)
    assert write(procedure, draft, "requester_full_name", "Nguyễn Thị Mẫu") is draft


def test_an_emptied_line_is_no_answer(procedure: Procedure) -> None:
    draft = write(procedure, begin(procedure, CODE, None, {}), "requester_phone", "0912345678")
    assert "requester_phone" not in write(procedure, draft, "requester_phone", "").answers


def test_nothing_is_agreed_to_that_was_not_chosen(catalogue: Catalogue, procedure: Procedure) -> None:
    draft = begin(procedure, CODE, None, {})
    assert (draft.declaration, draft.consent, draft.delivery) == (None, None, None)
    assert missing(Choices(False, False, None)) == ("declaration", "consent", "delivery")
    agreed = agree(catalogue, draft, Choices(True, True, "counter"), datetime(2026, 11, 23, 9, tzinfo=UTC))
    assert agreed.declaration is not None
    assert agreed.declaration.text_version == catalogue.declaration.version


def test_a_delivery_that_asks_more_is_a_page_more(procedure: Procedure) -> None:
    draft = begin(procedure, CODE, None, {})
    assert len(pages(procedure, replace(draft, delivery="post"))) == form_length(procedure, draft) + 1
    assert len(pages(procedure, replace(draft, delivery="counter"))) == form_length(procedure, draft)
