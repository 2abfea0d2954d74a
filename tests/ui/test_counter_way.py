"""The counter by its keys: sign in, call, look through, accept, receipt; and everything that can be away."""

from __future__ import annotations

import threading
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.domain.dossier_code import DossierCode
from kiosk.domain.draft import draft_to_bytes
from kiosk.flows.call_alone import Alone
from kiosk.flows.fill_form import draft_context
from kiosk.storage.sealing import seal
from tests.flows.hub_given import a_ticket
from tests.ui.counter_given import CODE, DOSSIER, CounterUnderTest, filed_draft
from tests.ui.stage_given import Hand
from tests.ui.station_given import TEN
from ticketing.client import Call, EventType, HubEvent, NobodyWaiting, Refused, Unreachable
from ticketing.domain.answers import NO_TOKEN

F2, F3, F6, F9, F10 = Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F6, Qt.Key.Key_F9, Qt.Key.Key_F10
VISIT = f"{12:032x}"


def write(counter: CounterUnderTest, field: str, words: str) -> None:
    counter.hand.click(field)
    for letter in words:
        QTest.keyClick(counter.hand.stage.view, ord(letter.upper()))
        counter.hand.qtbot.wait(40)


def says(hand: Hand, name: str, words: str) -> bool:
    return words in hand.text(name)


def test_a_clerk_types_name_and_pin_and_the_counter_opens(counter: CounterUnderTest) -> None:
    hand = counter.hand
    write(counter, "field_clerk", "lan")
    hand.key(Qt.Key.Key_Return)
    write(counter, "field_pin", "246810")
    hand.key(Qt.Key.Key_Return)
    hand.wait_screen("Counter")
    assert hand.text("clerk_name") == "Nguyễn Thị Lan"
    assert "246810" not in str(hand.stage.snapshot)


def test_a_wrong_pin_is_said_in_the_hubs_words(counter: CounterUnderTest) -> None:
    counter.sign_in("000000")
    counter.hand.wait(lambda: "không đúng" in counter.hand.text("sign_in_trouble"))
    assert counter.hand.stage.screen == "SignIn"


def test_a_dark_hub_lets_nobody_in_and_says_so(counter: CounterUnderTest) -> None:
    counter.hub.dark = True
    counter.sign_in()
    counter.hand.wait(lambda: "chưa trả lời" in counter.hand.text("sign_in_trouble"))


def test_the_queue_is_live(counter: CounterUnderTest) -> None:
    counter.sign_in()
    counter.hand.wait(lambda: counter.hand.see("waiting_A013") is not None)
    counter.hub.waiting.append(a_ticket(14))
    counter.desk.heard(HubEvent(9, EventType.TICKET_ISSUED, TEN, "A014", "A", "ticket-14"))
    counter.hand.wait(lambda: counter.hand.see("waiting_A014") is not None)


def test_calling_shows_answers_and_pages_side_by_side(counter: CounterUnderTest) -> None:
    counter.with_dossier()
    hand = counter.hand
    assert CODE in hand.text("called_detail")
    assert hand.text("called_procedure") == "Bản sao giấy khai sinh, trích lục hộ tịch"
    rows = [row for section in hand.stage.snapshot["dossier"]["sections"] for row in section["rows"]]
    compare = {row["shown"]["vi"] for row in rows if row["compare"]}
    assert compare == {"NGUYỄN THỊ MẪU", "001190000001"}
    hand.wait(lambda: hand.stage.snapshot["dossier"]["image"] != "")
    assert hand.text("page_place") == "Tờ khai có chữ ký · trang 1 / 1"
    hand.key(Qt.Key.Key_PageDown)
    hand.wait(lambda: hand.text("page_place") == "Giấy tờ hộ tịch cũ · trang 1 / 2")
    hand.key(Qt.Key.Key_PageDown)
    hand.key(Qt.Key.Key_PageDown)
    hand.wait(lambda: hand.text("page_place") == "Giấy tờ hộ tịch cũ · trang 2 / 2")
    hand.click("zoom_in")
    hand.wait(lambda: hand.stage.snapshot["dossier"]["zoom"] == 1.5 and hand.stage.snapshot["dossier"]["image"] != "")


def test_accepting_makes_the_receipt_and_says_when_it_is_due(counter: CounterUnderTest) -> None:
    counter.with_dossier()
    hand = counter.hand
    hand.key(F9)
    hand.wait(lambda: len(counter.tray.forms) == 1)
    code, pdf = counter.tray.forms[0]
    assert code == CODE
    assert pdf.startswith(b"%PDF")
    hand.wait(lambda: "Mẫu 01" in hand.text("page_place"))
    assert "17:00" in hand.text("accepted_state")
    assert hand.see("accept") is None
    assert len(counter.city.accepted) == 1


def test_a_lost_acceptance_is_asked_again_and_accepted_once(counter: CounterUnderTest) -> None:
    counter.with_dossier()
    hand = counter.hand
    counter.city.lose_acceptance = True
    hand.key(F9)
    hand.wait(lambda: "chỉ được tiếp nhận một lần" in hand.text("message"))
    counter.city.lose_acceptance = False
    hand.key(F9)
    hand.wait(lambda: len(counter.tray.forms) == 1)
    assert len(counter.city.accepted) == 1


def test_a_form_that_was_not_printed_is_said_and_printed_again(counter: CounterUnderTest) -> None:
    counter.with_dossier()
    hand = counter.hand
    counter.tray.empty = True
    hand.key(F9)
    hand.wait(lambda: hand.stage.snapshot["form"] == "not_printed")
    counter.tray.empty = False
    hand.click("print_again")
    hand.wait(lambda: len(counter.tray.forms) == 1)


def test_finishing_forgets_the_citizen_and_counts_the_visit(counter: CounterUnderTest) -> None:
    counter.with_dossier()
    hand = counter.hand
    hand.wait(lambda: counter.images.held > 0)
    hand.key(F10)
    hand.wait(lambda: hand.see("free_title") is not None)
    assert "NGUYỄN" not in str(hand.stage.snapshot)
    assert counter.images.held == 0
    assert hand.text("figures") == "1 lượt · 6,0 phút/lượt"
    hand.wait(lambda: [figures.served for figures in counter.figures.kept.values()] == [1])


def test_finish_and_call_on_with_one_key(counter: CounterUnderTest) -> None:
    counter.serve()
    counter.hand.key(F2)
    counter.hand.wait(lambda: counter.hand.text("called_label") == "A013")
    counter.hand.wait(lambda: counter.hand.text("dossier_state").startswith("Công dân chưa gửi"))


def test_a_number_is_announced_again_after_a_while_and_absent_after_three_times(counter: CounterUnderTest) -> None:
    counter.serve()
    hand = counter.hand
    assert hand.prop("recall", "detail") == "sau 45 giây"
    assert hand.prop("absent", "detail") == "cần gọi thêm 2 lần"
    for key in (F3, F6):
        hand.key(key)
    for said in ("đã gọi 2 lần", "đã gọi 3 lần"):
        counter.clock.on(45)
        hand.wait(lambda: hand.prop("recall", "able") is True)
        hand.key(F3)
        hand.wait(partial(says, hand, "called_detail", said))
        hand.wait(lambda: hand.stage.snapshot["busy"] is False)
    assert [deed for deed, _ in counter.hub.asked] == ["call_next", "recall", "recall"]
    hand.key(F6)
    hand.wait(lambda: hand.see("free_title") is not None)
    assert hand.stage.snapshot["figures"]["absent"] == 1


def test_nobody_waiting_is_said(counter: CounterUnderTest) -> None:
    counter.hub.waiting.clear()
    counter.sign_in()
    counter.hand.wait_screen("Counter")
    counter.hand.key(F2)
    counter.hand.wait(lambda: counter.hand.text("message") == "Chưa có ai chờ.")


def test_a_dark_hub_keeps_the_call_and_calls_nobody_twice(counter: CounterUnderTest) -> None:
    counter.serve()
    hand = counter.hand
    counter.hub.dark = True
    hand.wait(lambda: hand.stage.snapshot["busy"] is False)
    hand.key(F2)
    hand.wait(lambda: "không số nào bị gọi hai lần" in hand.text("message"))
    assert hand.text("called_label") == "A012"
    counter.hub.dark = False
    hand.key(F2)
    hand.wait(lambda: hand.text("called_label") == "A013")
    assert counter.hub.waiting == []


def test_a_dark_city_is_said_and_opened_again(counter: CounterUnderTest) -> None:
    counter.city.dark = True
    counter.serve()
    hand = counter.hand
    hand.wait(lambda: "thành phố chưa trả lời" in hand.text("dossier_state"))
    counter.city.dark = False
    hand.click("look_again")
    hand.wait(lambda: hand.see("accept") is not None)


def test_a_dossier_on_its_way_opens_when_the_hub_hears_of_it(counter: CounterUnderTest) -> None:
    counter.hub.filed[VISIT] = ("00000000-0000-4000-8000-000000000099",)
    counter.serve()
    hand = counter.hand
    hand.wait(lambda: "trên đường" in hand.text("dossier_state"))
    counter.hub.filed[VISIT] = (DOSSIER,)
    counter.desk.heard(HubEvent(9, EventType.VISIT_ENDED, TEN))
    hand.wait(lambda: hand.see("accept") is not None)


LAN = (*"lan", "Return", *"246810", "Return")


def call_the_first(counter: CounterUnderTest) -> None:
    """Lan signs in and calls."""
    counter.hand.keys(*LAN)
    counter.hand.wait_screen("Counter")
    counter.hand.key(F2)
    counter.hand.wait(lambda: counter.hand.text("called_label") == "A012")
    counter.at_rest()


def send_out(counter: CounterUnderTest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hub does not know the session any more."""
    over = Refused("not_signed_in", "Chưa đăng nhập.", "Nobody is signed in.")
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(counter.hub, "queue", lambda _counter: over)
        counter.desk.heard(HubEvent(9, EventType.CALLED, TEN))
        counter.hand.wait_screen("SignIn")


@pytest.mark.parametrize(
    ("hours", "says"), [(0, "vừa đăng nhập ở máy khác"), (9, "đã hết giờ")], ids=["elsewhere", "over"]
)
def test_a_desk_left_behind_says_why_it_closed(
    counter: CounterUnderTest, monkeypatch: pytest.MonkeyPatch, hours: int, says: str
) -> None:
    call_the_first(counter)
    counter.clock.on(hours * 3600)
    send_out(counter, monkeypatch)
    words = counter.hand.text("sign_in_trouble")
    assert says in words
    assert "lượt đang phục vụ vẫn giữ nguyên" in words.lower()
    assert "NGUYỄN" not in str(counter.hand.stage.snapshot)
    counter.hand.keys(*LAN)
    counter.hand.wait(lambda: counter.hand.text("called_label") == "A012")


def test_who_came_in_without_the_hub_is_asked_again_when_it_is_back(counter: CounterUnderTest) -> None:
    counter.desk.alone(Alone(now=True, left=5))
    counter.hub.token = NO_TOKEN
    call_the_first(counter)
    counter.desk.alone(Alone(told=1))
    counter.hand.wait_screen("SignIn")
    assert "trả lời lại" in counter.hand.text("sign_in_trouble")

    # It came back while the PIN was looked at.
    counter.hand.keys(*LAN)
    counter.hand.wait(lambda: "trả lời lại" in counter.hand.text("sign_in_trouble"))
    counter.hub.token = "token"
    counter.hand.keys(*LAN)
    counter.hand.wait(lambda: counter.hand.text("called_label") == "A012")


def test_an_open_call_is_not_ended_before_it_is_seen(
    counter: CounterUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    call_the_first(counter)
    send_out(counter, monkeypatch)
    seen = threading.Event()
    asked: list[str] = []
    look, call_next = counter.hub.queue, counter.hub.call_next

    def note(at: int, request_id: str) -> Call | NobodyWaiting | Refused | Unreachable:
        asked.append(request_id)
        return call_next(at, request_id)

    with monkeypatch.context() as slowly:
        slowly.setattr(counter.hub, "queue", lambda at: look(at) if seen.wait(10) else ())
        slowly.setattr(counter.hub, "call_next", note)
        counter.hand.keys(*LAN)
        counter.hand.wait_screen("Counter")
        counter.hand.key(F2)
        seen.set()
        counter.hand.wait(lambda: counter.hand.text("called_label") == "A012")
    counter.at_rest()
    assert asked == []
    assert counter.hand.text("called_label") == "A012"


def test_the_next_is_called_once_it_is_seen_that_no_call_is_open(
    counter: CounterUnderTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = threading.Event()
    look = counter.hub.queue
    monkeypatch.setattr(counter.hub, "queue", lambda at: look(at) if seen.wait(10) else ())
    counter.hand.keys(*LAN)
    counter.hand.wait_screen("Counter")
    counter.hand.key(F2)
    seen.set()
    counter.hand.wait(lambda: counter.hand.text("called_label") == "A012")


def test_a_session_that_ended_at_the_city_is_renewed(counter: CounterUnderTest) -> None:
    counter.city.session_ended = True
    counter.with_dossier()
    assert counter.city.sessions == 2


def test_before_sending_only_the_citizens_own_slip_opens_the_draft(counter: CounterUnderTest) -> None:
    counter.hub.filed.clear()
    own, other = DossierCode(VISIT, bytes(range(32))), DossierCode(f"{13:032x}", bytes(range(32)))
    for code in (own, other):
        plain = draft_to_bytes(filed_draft(code.visit_id))
        counter.hub.drafts[code.visit_id] = seal(code.visit_key, plain, draft_context(code.visit_id))
    counter.serve()
    hand = counter.hand
    hand.wait(lambda: hand.text("dossier_state").startswith("Công dân chưa gửi"))
    hand.show_code(other.text())
    hand.wait(lambda: "không phải của lượt" in hand.text("message"))
    assert hand.stage.snapshot["dossier"] is None
    hand.show_code(own.text())
    hand.wait(lambda: hand.stage.snapshot["source"] == "slip")
    assert "chưa gửi" in hand.text("called_detail")
    assert hand.see("accept") is None


def test_the_counter_closes_only_without_a_call(counter: CounterUnderTest) -> None:
    counter.serve()
    hand = counter.hand
    hand.wait(lambda: hand.stage.snapshot["busy"] is False)
    hand.click("sign_out")
    hand.wait(lambda: "trước khi đóng quầy" in hand.text("message"))
    hand.key(F10)
    hand.wait(lambda: hand.see("free_title") is not None)
    hand.wait(lambda: hand.stage.snapshot["busy"] is False)
    hand.click("sign_out")
    hand.wait_screen("SignIn")
    hand.wait(lambda: counter.hub.signed_out == 1)


def test_deeds_of_later_days_are_absent_not_dead(counter: CounterUnderTest) -> None:
    counter.with_dossier()
    names = {item.objectName() for item in counter.hand.items()}
    assert not names & {"ask_for_more", "refuse"}
    assert {"accept", "call_next", "recall", "absent", "finish", "hold", "transfer", "merge"} <= names


@pytest.mark.parametrize("signal", ["nextCalled", "accepted", "recalled"])
def test_a_signal_that_is_cut_does_nothing(counter: CounterUnderTest, signal: str) -> None:
    hand = counter.hand
    hand.stage.cut(signal)
    if signal == "nextCalled":
        counter.sign_in()
        hand.wait_screen("Counter")
        hand.key(F2)
        hand.qtbot.wait(50)
        assert counter.hub.open is None
        return
    counter.with_dossier()
    counter.clock.on(45)
    hand.wait(lambda: hand.prop("recall", "able") is True)
    hand.key(F9 if signal == "accepted" else F3)
    hand.qtbot.wait(50)
    assert not counter.city.accepted
    assert counter.hub.open is not None
    assert counter.hub.open.times == 1
