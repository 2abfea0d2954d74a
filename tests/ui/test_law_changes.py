"""A law changes between one day and the next: kiosk, station and counter, on both sides and across."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from config.procedures import Catalogue
from kiosk.domain.dossier_code import DossierCode
from kiosk.domain.draft import Draft, draft_from_bytes, draft_to_bytes
from kiosk.flows.close_visit import dossier_id_of
from kiosk.flows.fill_form import draft_context
from kiosk.flows.receipt import receipt_form
from kiosk.storage.sealing import seal, unseal
from kiosk.ui.counter import dossiers
from printing.forms.mau_01 import ReceiptForm
from tests.forms.two_versions import (
    CODE,
    NEW_FEE,
    NEW_FROM,
    NEW_LIMIT,
    NEW_NAME,
    NEW_QUESTION,
    OLD_FROM,
    old_version,
    shipped,
    two_versions,
)
from tests.ui.counter_given import CounterUnderTest, filed_draft, make_counter
from tests.ui.kiosk_given import CARD, FakeHub, Kiosk, Make
from tests.ui.kiosk_walk import answer_page, to_done, to_form, to_ticket
from tests.ui.station_given import Station, a_draft, make_station, open_slip, put_draft, scan_form, to_sending
from ticketing.client import SealedDraft

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
BEFORE, AFTER = datetime(2027, 2, 26, 9, 0, tzinfo=HANOI), datetime(2027, 3, 2, 9, 0, tzinfo=HANOI)
VISIT = f"{12:032x}"


def kept(kiosk: Kiosk, code: DossierCode) -> Draft:
    """The newest draft of a visit, as the hub has it."""
    sealed = kiosk.hub.drafts[code.visit_id].sealed
    return draft_from_bytes(unseal(code.visit_key, sealed, draft_context(code.visit_id)))


def keep(hub: FakeHub, code: DossierCode, draft: Draft) -> None:
    """A draft at the hub, as an earlier kiosk left it."""
    sealed = seal(code.visit_key, draft_to_bytes(draft), draft_context(code.visit_id))
    hub.drafts[code.visit_id] = SealedDraft(code.visit_id, sealed, 1, AFTER + timedelta(hours=9))


def code_of(kiosk: Kiosk) -> DossierCode:
    code = kiosk.window.visit.journey.code
    assert code is not None
    return code


def begin_before(make: Make) -> tuple[Kiosk, DossierCode]:
    """A form begun on the Friday before, two pages in, and left."""
    kiosk = make(catalogue=two_versions(), at=BEFORE)
    to_ticket(kiosk)
    code = code_of(kiosk)
    to_form(kiosk)
    kiosk.hand.tap("skip_card")
    answer_page(kiosk)
    answer_page(kiosk)
    kiosk.settle()
    return kiosk, code


# --- kiosk ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("at", "first", "fee"), [(BEFORE, OLD_FROM, 0), (AFTER, NEW_FROM, NEW_FEE)], ids=("before", "after")
)
def test_who_begins_gets_the_version_of_the_day(make: Make, at: datetime, first: object, fee: int) -> None:
    catalogue = two_versions()
    version = catalogue.procedure(CODE, at.date())
    assert version is not None
    kiosk = make(catalogue=catalogue, at=at)
    to_ticket(kiosk)
    kiosk.hand.tap("start_form")
    kiosk.hand.tap("all_procedures")
    kiosk.hand.tap(f"procedure_{CODE}")
    view = kiosk.hand.stage.snapshot
    assert (view["fee"], view["time"]["en"]) == (fee, version.time_limit.text.en)
    kiosk.hand.tap("start")
    kiosk.hand.tap("skip_card")
    kiosk.hand.wait_screen("Question")
    first_page = [question["id"] for question in kiosk.hand.stage.snapshot["questions"]]
    assert (first_page == [NEW_QUESTION]) == (at is AFTER)
    kiosk.settle()
    assert kept(kiosk, code_of(kiosk)).procedure_from == first


def test_a_form_begun_before_is_written_to_its_end_after(make: Make) -> None:
    before, code = begin_before(make)
    after = make(catalogue=two_versions(), at=AFTER, hub=before.hub)
    after.hand.show_code(code.text())
    after.hand.wait_screen("Question")
    assert after.window.visit.journey.page == 2
    # Back to what stands before the form: time and fee are those of what is received now.
    for _ in range(4):
        after.hand.tap("back")
        if after.hand.stage.screen == "Procedure":
            break
    view = after.hand.stage.snapshot
    assert (view["fee"], view["time"]["en"]) == (NEW_FEE, NEW_LIMIT.en)
    assert view["name"]["en"] == old_version(two_versions()).short_name.en
    after.hand.tap("start")
    after.hand.show_code(CARD)
    to_done(after)
    draft = kept(after, code)
    assert (draft.finished, draft.procedure_from) == (True, OLD_FROM)
    assert NEW_QUESTION not in draft.answers


def test_a_draft_that_names_no_version_gets_the_one_of_the_day_it_is_opened(make: Make) -> None:
    before, code = begin_before(make)
    keep(before.hub, code, replace(kept(before, code), procedure_from=None, page=0))
    after = make(catalogue=two_versions(), at=AFTER, hub=before.hub)
    after.hand.show_code(code.text())
    after.hand.wait_screen("Question")
    assert [question["id"] for question in after.hand.stage.snapshot["questions"]] == [NEW_QUESTION]
    answer_page(after)
    after.settle()
    assert kept(after, code).procedure_from == NEW_FROM


@pytest.mark.parametrize(
    ("catalogue", "reason"),
    [
        (shipped(), "not_offered"),
        (two_versions(fee=False), "not_offered"),
        (replace(two_versions(), procedures=two_versions().procedures[-1:]), "unknown_procedure"),
    ],
    ids=("no_version_today", "no_fee_today", "old_file_taken_away"),
)
def test_what_cannot_go_on_is_said_in_a_sentence(make: Make, catalogue: Catalogue, reason: str) -> None:
    before, code = begin_before(make)
    after = make(catalogue=catalogue, at=AFTER, hub=before.hub)
    after.hand.show_code(code.text())
    after.settle()
    assert after.hand.stage.snapshot["notice"] == reason
    assert "Quy định của thủ tục này đã thay đổi" in after.hand.text("welcome_notice")
    assert kept(after, code).procedure_from == OLD_FROM


def test_what_has_no_version_or_no_fee_today_has_no_tile(make: Make) -> None:
    kiosk = make(catalogue=two_versions(fee=False), at=AFTER)
    to_ticket(kiosk)
    kiosk.hand.tap("start_form")
    kiosk.hand.wait_screen("Need")
    assert kiosk.hand.stage.snapshot["life_events"] == []
    kiosk.hand.tap("all_procedures")
    assert kiosk.hand.stage.snapshot["procedures"] == []
    assert kiosk.hand.stage.screen == "Need"


def test_midnight_under_an_open_form_takes_nothing_away(make: Make) -> None:
    kiosk = make(catalogue=shipped(), at=datetime(2027, 2, 28, 23, 59, tzinfo=HANOI))
    to_ticket(kiosk)
    kiosk.hand.tap("start_form")
    kiosk.hand.tap("all_procedures")
    kiosk.hand.tap(f"procedure_{CODE}")
    assert kiosk.hand.stage.snapshot["fee"] == 0
    kiosk.clock[0] = AFTER
    kiosk.window.visit.render()
    kiosk.hand.tap("start")
    kiosk.hand.tap("skip_card")
    answer_page(kiosk)
    kiosk.settle()
    assert kept(kiosk, code_of(kiosk)).procedure_from == OLD_FROM


def test_a_fee_that_ends_under_an_open_procedure_is_asked_of_the_staff(make: Make) -> None:
    catalogue = two_versions(fee=False)
    kiosk = make(catalogue=catalogue, at=BEFORE)
    to_ticket(kiosk)
    kiosk.hand.tap("start_form")
    kiosk.hand.tap("all_procedures")
    kiosk.hand.tap(f"procedure_{CODE}")
    kiosk.clock[0] = AFTER
    kiosk.window.visit.render()
    view = kiosk.hand.stage.snapshot
    assert view["fee"] is None
    assert view["fee_text"]["en"] == "Please ask at the counter."


# --- station ----------------------------------------------------------------------------------------------------------

Stations = Callable[..., Station]


@pytest.fixture
def station_of(tmp_path: Path, qapp: object, qtbot: QtBot) -> Iterator[Stations]:
    """`station_of(draft of a code, …)`: a station whose slip opens that draft."""
    made: list[Station] = []

    def station(change: Callable[[Draft], Draft], catalogue: Catalogue, at: datetime) -> Station:
        one = make_station(tmp_path, qtbot, procedures=catalogue, at=at)
        put_draft(one.hub, one.code, change(a_draft(one.code)))
        made.append(one)
        return one

    yield station
    for one in made:
        one.close()


@pytest.mark.parametrize(
    ("bound", "at", "name"),
    [
        (OLD_FROM, BEFORE, None),
        (OLD_FROM, AFTER, None),
        (NEW_FROM, AFTER, NEW_NAME),
        (None, BEFORE, None),
        (None, AFTER, NEW_NAME),
    ],
    ids=("before", "across", "after", "unbound_before", "unbound_after"),
)
def test_the_station_files_by_the_version_it_was_begun_under(
    station_of: Stations, bound: object, at: datetime, name: object
) -> None:
    catalogue = two_versions()
    station = station_of(lambda draft: replace(draft, procedure_from=bound), catalogue, at)
    open_slip(station)
    old = old_version(catalogue).short_name
    expected = NEW_NAME if name else old
    assert station.hand.stage.snapshot["side"]["procedure"]["en"] == expected.en
    scan_form(station)
    to_sending(station)
    station.hand.wait(lambda: station.hand.usable("finish"))
    with station.outbox.reading() as database:
        rows = database.execute("SELECT dossier_id FROM dossiers").fetchall()
    assert [row["dossier_id"] for row in rows] == [dossier_id_of(station.code.visit_id)]


@pytest.mark.parametrize("catalogue", [shipped(), two_versions(fee=False)], ids=("no_version", "no_fee"))
def test_the_station_says_what_cannot_be_filed_today(station_of: Stations, catalogue: Catalogue) -> None:
    station = station_of(lambda draft: replace(draft, procedure_from=OLD_FROM), catalogue, AFTER)
    station.hand.show_code(station.code.text())
    station.hand.wait(lambda: station.hand.stage.snapshot["trouble"] == "not_offered")
    assert "đã thay đổi" in station.hand.text("slip_trouble")


# --- counter ----------------------------------------------------------------------------------------------------------

Counters = Callable[..., CounterUnderTest]


@pytest.fixture
def counter_of(qapp: object, qtbot: QtBot) -> Iterator[Counters]:
    """`counter_of(draft, …)`: a counter where A012 has filed that draft; its clock stands after the change."""
    made: list[CounterUnderTest] = []

    def counter(draft: Draft, catalogue: Catalogue, filed_at: datetime = BEFORE) -> CounterUnderTest:
        one = make_counter(qtbot, catalogue)
        answers = draft_to_bytes(draft)
        filed = one.city.dossier
        manifest = replace(
            filed.manifest,
            filed_at=filed_at,
            answers_sha256=hashlib.sha256(answers).hexdigest(),
            answers_bytes=len(answers),
        )
        one.city.dossier = replace(filed, manifest=manifest, answers=answers)
        one.city.accepts_at = AFTER
        one.clock.now = AFTER
        made.append(one)
        return one

    yield counter
    for one in made:
        one.close()


@pytest.fixture
def receipts(monkeypatch: pytest.MonkeyPatch) -> list[ReceiptForm]:
    """Every Mẫu 01 that is made."""
    made: list[ReceiptForm] = []

    def watched(*given: Any) -> ReceiptForm:
        made.append(receipt_form(*given))
        return made[-1]

    monkeypatch.setattr(dossiers, "receipt_form", watched)
    return made


@pytest.mark.parametrize(
    ("bound", "filed_at", "new_form"),
    [
        (OLD_FROM, BEFORE, False),
        (OLD_FROM, AFTER, False),
        (NEW_FROM, AFTER, True),
        (None, BEFORE, False),
        (None, AFTER, True),
    ],
    ids=("filed_before", "begun_before", "after", "unbound_before", "unbound_after"),
)
def test_the_clerk_reads_by_the_form_that_was_filled_and_accepts_by_the_day(
    counter_of: Counters, receipts: list[ReceiptForm], bound: object, filed_at: datetime, new_form: bool
) -> None:
    draft = replace(filed_draft(VISIT), procedure_from=bound)  # type: ignore[arg-type] # a day or None
    counter = counter_of(draft, two_versions(), filed_at)
    counter.with_dossier()
    hand = counter.hand
    assert (hand.stage.snapshot["dossier"]["procedure"]["en"] == NEW_NAME.en) is new_form
    rows = [row for section in hand.stage.snapshot["dossier"]["sections"] for row in section["rows"]]
    assert any(row["label"]["en"] == "Reason by the new law" for row in rows) is new_form
    hand.key(Qt.Key.Key_F9)
    hand.wait(lambda: len(counter.tray.forms) == 1)
    (form,) = receipts
    assert (form.time_limit, form.request) == (NEW_LIMIT.vi, NEW_NAME.vi)
    assert form.applicant.name == "NGUYỄN THỊ MẪU"


def test_a_receipt_of_a_day_without_a_version_leaves_the_limit_open(
    counter_of: Counters, receipts: list[ReceiptForm]
) -> None:
    counter = counter_of(replace(filed_draft(VISIT), procedure_from=OLD_FROM), shipped())
    counter.with_dossier()
    counter.hand.key(Qt.Key.Key_F9)
    counter.hand.wait(lambda: len(counter.tray.forms) == 1)
    assert receipts[0].time_limit == ""


def test_a_dossier_by_a_version_that_is_not_here_is_said(counter_of: Counters) -> None:
    only_new = replace(two_versions(), procedures=two_versions().procedures[-1:])
    counter = counter_of(replace(filed_draft(VISIT), procedure_from=OLD_FROM), only_new)
    counter.serve()
    counter.hand.wait(lambda: counter.hand.stage.snapshot["source"] == "unknown_procedure")
    assert "bản quy định" in counter.hand.text("dossier_state")


@pytest.mark.parametrize("known", [True, False])
def test_a_slip_at_the_counter_is_read_by_its_version(counter_of: Counters, known: bool) -> None:
    both = two_versions()
    catalogue = both if known else replace(both, procedures=both.procedures[-1:])
    draft = replace(filed_draft(VISIT), procedure_from=OLD_FROM)
    counter = counter_of(draft, catalogue)
    code = DossierCode(VISIT, bytes(range(32)))
    counter.hub.filed.clear()
    counter.hub.drafts[VISIT] = seal(code.visit_key, draft_to_bytes(draft), draft_context(VISIT))
    counter.serve()
    hand = counter.hand
    hand.wait(lambda: hand.stage.snapshot["source"] == "nothing_sent")
    hand.show_code(code.text())
    if known:
        hand.wait(lambda: hand.stage.snapshot["source"] == "slip")
        assert hand.stage.snapshot["dossier"]["procedure"]["en"] == old_version(both).short_name.en
    else:
        hand.wait(lambda: hand.stage.snapshot["message"] == "unknown_procedure")
        assert "bản quy định" in hand.text("message")
