"""What a clerk does besides calling the next one: by keys alone, undone, unanswered, refused, and with the hub away."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtQuick import QQuickItem

from kiosk.flows.call_alone import Alone
from kiosk.ui.counter.choices import choices_for
from tests.flows.hub_given import TEN, a_ticket
from tests.ui.counter_given import DOSSIER, CounterUnderTest
from tests.ui.station_given import centre
from ticketing.client import EventType, HubEvent


def undo_words(counter: CounterUnderTest, words: str) -> None:
    counter.hand.wait(lambda: counter.hand.text("undo_words") == words)
    counter.at_rest()


def test_hold_asks_why_and_how_long_and_is_taken_back(counter: CounterUnderTest) -> None:
    counter.serve()
    hand = counter.hand
    hand.keys("F4", "Return")
    assert hand.text("sheet_title") == "Tạm giữ A012"
    assert counter.hub.reasons == [], "without a reason Enter does nothing"
    hand.keys("3", "Tab", "Down", "Tab", "2", "Return")
    undo_words(counter, "Đã tạm giữ A012")
    assert counter.hub.reasons == ["photocopy 10 for me"]
    assert counter.hub.labels == ["A013", "A012"]
    hand.keys("Ctrl+Z")
    hand.wait(lambda: hand.text("called_label") == "A012")
    assert counter.hub.labels == ["A013"]


def test_transfer_to_a_line_and_to_a_counter(counter: CounterUnderTest) -> None:
    counter.serve()
    hand = counter.hand
    hand.keys("F5")
    assert hand.see("option_target_line:A") is None, "it is there already"
    hand.keys("1", "Tab", "2", "Return")
    undo_words(counter, "Đã chuyển A012")
    assert counter.hub.reasons == ["next_step B"]


def test_only_lines_valid_today_are_offered_for_a_transfer_and_a_small_matter() -> None:
    today = TEN.date()
    lines = tuple(
        line.model_copy(update={"valid_to": today}) if line.letter == "A" else line for line in centre().lines
    )
    changed = centre().model_copy(update={"lines": lines})
    number = next(one.number for one in changed.counters if "A" in one.lines)
    for day, offered in ((today, True), (today + timedelta(days=1), False)):
        choices = choices_for(changed, number, day)
        assert ("line:A" in {one.value for one in choices.targets}) == offered
        assert ("A" in {one.value for one in choices.quick_lines}) == offered


def test_closing_a_sheet_leaves_everything_and_gives_the_focus_back(counter: CounterUnderTest) -> None:
    counter.serve()
    hand = counter.hand
    hand.keys("Shift+F2")
    before = focused(counter)
    hand.keys("F4", "1", "Esc")
    assert hand.see("sheet_title") is None
    assert focused(counter) is before
    hand.keys("F1")
    assert hand.see("key_map") is not None
    hand.keys("F2", "Esc")
    assert focused(counter) is before
    assert [deed for deed, _ in counter.hub.asked] == ["call_next"], "keys under a sheet do nothing"


def focused(counter: CounterUnderTest) -> QQuickItem | None:
    return counter.hand.stage.view.activeFocusItem()


def test_a_number_of_the_queue_is_called_out_of_turn_with_a_reason(counter: CounterUnderTest) -> None:
    counter.sit_down()
    hand = counter.hand
    hand.keys("Shift+F2", "Down", "Return", "1", "Return")
    assert hand.text("sheet_title") == "Gọi A013 ngoài thứ tự"
    hand.keys("1", "Return")
    hand.wait(lambda: hand.text("called_label") == "A013")
    assert counter.hub.reasons == ["papers_ready"]
    assert counter.hub.labels == ["A012"]


def test_priority_is_an_icon_and_words_and_is_taken_away_again(counter: CounterUnderTest) -> None:
    counter.sit_down()
    hand = counter.hand
    hand.keys("Shift+F2", "Down", "Return", "2", "Return", "1", "Tab", "1", "Return")
    undo_words(counter, "Đã đổi ưu tiên của A013")
    hand.wait(lambda: notes(counter, "A013") == [("priority", "Người từ 75 tuổi trở lên")])
    hand.keys("Shift+F2", "Down", "Return", "2", "Return", "1", "Tab", "4", "Return")
    hand.wait(lambda: notes(counter, "A013") == [])
    assert counter.hub.reasons == ["paper_shown", "mistake"]


def notes(counter: CounterUnderTest, label: str) -> list[tuple[str, str]]:
    row = next(row for row in counter.hand.stage.snapshot["queue"] if row["label"] == label)
    texts = ((note["kind"], note["text"]) for note in row["notes"])
    return [(kind, text if isinstance(text, str) else text["vi"]) for kind, text in texts]


def test_a_row_says_why_it_stands_where_it_stands(counter: CounterUnderTest) -> None:
    counter.hub.notes = {
        "A012": {"held": True, "note": "photocopy", "for_counter": 3},
        "A013": {"held": True, "note": "come_later", "promise_until": TEN + timedelta(minutes=20)},
    }
    counter.sit_down()
    counter.hand.wait(lambda: notes(counter, "A012") == [("held", "Photo giấy tờ"), ("for_counter", "")])
    assert notes(counter, "A013") == [("promise", "10:20"), ("later", "Người dân xin đến sau")]


def test_a_pause_is_shown_ends_with_one_key_and_by_itself(counter: CounterUnderTest) -> None:
    counter.sit_down()
    hand = counter.hand
    hand.keys("Shift+F4", "2", "Tab", "3", "Return")
    hand.wait(lambda: "tạm nghỉ" in hand.text("free_title"))
    counter.at_rest()
    assert counter.hub.reasons == ["lunch 15"]
    hand.keys("F2")
    hand.wait(lambda: hand.text("free_title") == "Quầy đang trống")
    assert [deed for deed, _ in counter.hub.asked] == ["pause", "resume"]
    counter.at_rest()
    hand.keys("Shift+F4", "2", "Return")
    hand.wait(lambda: "tạm nghỉ" in hand.text("free_title"))
    counter.clock.on(16 * 60)
    counter.hub.paused = False
    hand.wait(lambda: hand.text("free_title") == "Quầy đang trống")


def test_a_quick_matter_is_called_at_once(counter: CounterUnderTest) -> None:
    counter.sit_down()
    counter.hand.keys("Ctrl+N", "1", "Tab", "4", "Return")
    counter.hand.wait(lambda: counter.hand.text("called_label") == "A090")
    assert counter.hub.reasons == ["stamp"]
    assert counter.hub.labels == ["A012", "A013"]


def test_a_family_is_served_as_one_and_its_dossiers_lie_together(counter: CounterUnderTest) -> None:
    counter.hub.filed = {f"{13:032x}": (DOSSIER,)}
    counter.serve()
    hand = counter.hand
    hand.wait(lambda: hand.text("dossier_state").startswith("Công dân chưa gửi"))
    hand.keys("Shift+F5", "1", "Tab", "1", "Return")
    undo_words(counter, "Đã gộp A013")
    assert counter.hub.reasons == ["family"]
    counter.hub.family[12] = (13,)
    counter.desk.heard(HubEvent(9, EventType.MERGED, TEN, "A013", "A", "ticket-13"))
    hand.wait(lambda: hand.see("accept") is not None)


def test_an_absent_number_waits_again_and_says_how_long_it_may(counter: CounterUnderTest) -> None:
    counter.hub.absents.append(a_ticket(7))
    counter.sit_down()
    hand = counter.hand
    hand.keys("Shift+F6")
    hand.wait(lambda: hand.see("option_ticket_ticket-7") is not None)
    assert hand.prop("option_ticket_ticket-7", "detail") == "còn 84 phút để quay lại"
    hand.keys("1", "Return")
    hand.wait(lambda: hand.see("waiting_A007") is not None)
    assert counter.hub.labels == ["A007", "A012", "A013"]
    undo_words(counter, "Đã cho A007 chờ lại")
    hand.keys("Ctrl+Z")
    hand.wait(lambda: hand.see("waiting_A007") is None)
    assert counter.hub.labels == ["A012", "A013"]


def test_undo_is_offered_for_ten_seconds(counter: CounterUnderTest) -> None:
    counter.serve()
    hand = counter.hand
    assert hand.text("undo") == "Hoàn tác (10)"
    counter.clock.on(9.5)
    hand.wait(lambda: hand.text("undo") == "Hoàn tác (1)")
    counter.clock.on(1)
    hand.wait(lambda: hand.see("undo_strip") is None)
    hand.keys("Ctrl+Z")
    assert [deed for deed, _ in counter.hub.asked] == ["call_next"]


def test_what_cannot_be_taken_back_is_said_in_the_hubs_words(counter: CounterUnderTest) -> None:
    counter.serve()
    counter.hub.too_late = True
    counter.hand.keys("Ctrl+Z")
    counter.hand.wait(lambda: "Đã quá lúc" in counter.hand.text("message"))
    assert counter.hand.text("called_label") == "A012"


def test_a_lost_deed_is_named_and_asked_again_with_one_key(counter: CounterUnderTest) -> None:
    counter.serve()
    hand = counter.hand
    counter.hub.answers_get_lost = True
    hand.keys("F4", "1", "Return")
    hand.wait(lambda: "Tạm giữ A012" in hand.text("message"))
    counter.at_rest()
    counter.hub.answers_get_lost = False
    hand.keys("Ctrl+R")
    undo_words(counter, "Đã tạm giữ A012")
    holds = [request for deed, request in counter.hub.asked if deed == "hold"]
    assert len(holds) == 2
    assert len(set(holds)) == 1
    assert counter.hub.labels == ["A013", "A012"]


def test_a_hub_that_comes_back_settles_what_was_asked_a_moment_ago(counter: CounterUnderTest) -> None:
    counter.serve()
    hand = counter.hand
    counter.hub.dark = True
    counter.desk.linked(False)
    hand.wait(lambda: hand.see("link_lost") is not None)
    hand.keys("F5", "1", "Tab", "1")
    assert hand.text("sheet_title") == "Chuyển A012", "what the clerk is doing stays open while the hub is away"
    hand.keys("Return")
    hand.wait(lambda: "Chuyển A012" in hand.text("message"))
    counter.at_rest()
    counter.hub.dark = False
    counter.desk.linked(True)
    undo_words(counter, "Đã chuyển A012")
    assert hand.text("message") == ""


def test_what_was_asked_long_ago_is_not_done_behind_the_clerks_back(counter: CounterUnderTest) -> None:
    counter.sit_down()
    hand = counter.hand
    counter.hub.dark = True
    hand.keys("F2")
    hand.wait(lambda: "Gọi số tiếp" in hand.text("message"))
    counter.at_rest()
    counter.clock.on(timedelta(minutes=5).total_seconds())
    counter.hub.dark = False
    counter.desk.linked(True)
    hand.wait(lambda: hand.text("line_A") != "")
    assert counter.hub.open is None
    assert hand.see("ask_again") is not None


def test_a_badge_signs_in_and_a_citizens_slip_goes_nowhere(counter: CounterUnderTest) -> None:
    hand = counter.hand
    hand.show_code("MC1:somebody's slip")
    hand.wait(lambda: "không phải thẻ cán bộ" in hand.text("sign_in_trouble"))
    hand.show_code(f"MB1:{'B' * 32}")
    hand.wait(lambda: "không đăng nhập được" in hand.text("sign_in_trouble"))
    hand.show_code(f"MB1:{'A' * 32}")
    hand.wait_screen("Counter")


def test_every_deed_can_be_reached_with_the_tab_key(counter: CounterUnderTest) -> None:
    counter.with_dossier()
    hand = counter.hand
    reached = set()
    for _ in range(40):
        hand.keys("Tab")
        item = focused(counter)
        reached |= {item.objectName()} if item is not None else set()
    wanted = {
        "queue_list",
        "sign_out",
        "show_keys",
        "accept",
        "call_next",
        "hold",
        "transfer",
        "finish",
        "undo",
        "zoom_in",
    }
    assert wanted <= reached


def test_alone_the_counter_goes_on_says_so_and_says_what_was_recorded(counter: CounterUnderTest) -> None:
    counter.serve()
    hand = counter.hand
    counter.desk.linked(False)
    counter.desk.alone(Alone(now=True, calls=2, left=5))
    hand.wait(lambda: "còn 5 số dành riêng, đã gọi 2 lượt. Bảng chưa hiện, xin gọi to" in hand.text("alone_state"))
    counter.desk.aloud(True)
    hand.wait(lambda: "Loa ở quầy đọc số" in hand.text("alone_state"))
    counter.desk.aloud(False)
    hand.wait(lambda: "xin gọi to" in hand.text("alone_state"))
    assert hand.see("undo_strip") is None, "only the hub can take back"
    for name, able in (("finish", True), ("hold", True), ("transfer", False), ("merge", False)):
        assert hand.prop(name, "able") is able, name
    hand.keys("F5", "Shift+F5")
    assert hand.see("sheet_title") is None
    hand.keys("F2")
    hand.wait(lambda: hand.text("called_label") == "A013")
    counter.desk.alone(Alone(told=3, contested=("A012",)))
    hand.wait(lambda: "Số A012 cũng được gọi" in hand.text("alone_state"))
    hand.click("return_seen")
    hand.wait(lambda: hand.see("alone_state") is None)


def test_it_says_that_another_machine_holds_the_counters_numbers(counter: CounterUnderTest) -> None:
    counter.serve()
    hand = counter.hand
    counter.desk.alone(Alone(elsewhere=True))
    hand.wait(lambda: "Một máy khác cũng được cài là quầy này" in hand.text("alone_state"))
    counter.desk.alone(Alone(told=1, contested=("A012",), elsewhere=True))
    hand.wait(lambda: "Số A012 cũng được gọi" in hand.text("alone_state"))
    hand.click("return_seen")
    hand.wait(lambda: "Một máy khác cũng được cài là quầy này" in hand.text("alone_state"))
    counter.desk.linked(False)
    counter.desk.alone(Alone(now=True, elsewhere=True))
    hand.wait(lambda: "ở đây chưa gọi số tiếp được" in hand.text("alone_state"))
    counter.desk.alone(Alone())
    hand.wait(lambda: hand.see("alone_state") is None)


def test_a_key_that_was_lost_while_the_hub_went_is_not_passed_over(counter: CounterUnderTest) -> None:
    counter.serve()
    hand = counter.hand
    counter.hub.dark = True
    hand.keys("F2")
    hand.wait(lambda: "A012" in hand.text("message"))
    counter.at_rest()
    counter.hub.dark = False  # from here on the slice answers
    counter.desk.alone(Alone(now=True, calls=0, left=5))
    hand.wait(lambda: "còn 5 số" in hand.text("alone_state"))
    hand.wait(lambda: not counter.backstage.busy)
    assert "Xin bấm lại" in hand.text("message")
    assert hand.text("called_label") == "A012"
    hand.keys("F2")
    hand.wait(lambda: hand.text("called_label") == "A013")
    counter.at_rest()
    assert hand.text("message") == ""


def test_a_slow_hub_is_waited_for_in_words(counter: CounterUnderTest, monkeypatch: pytest.MonkeyPatch) -> None:
    counter.sit_down()
    hand, answer = counter.hand, threading.Event()
    call_next = counter.hub.call_next

    def slowly(number: int, request_id: str) -> Any:
        answer.wait(20)
        return call_next(number, request_id)

    monkeypatch.setattr(counter.hub, "call_next", slowly)
    hand.keys("F2")
    assert hand.see("slow") is None
    counter.clock.on(3)
    hand.wait(lambda: "đã 3 giây" in hand.text("slow"))
    answer.set()
    hand.wait(lambda: hand.text("called_label") == "A012")
    counter.at_rest()
    assert hand.see("slow") is None


def test_what_happens_in_the_queue_leaves_the_clerk_where_they_are(counter: CounterUnderTest) -> None:
    counter.hub.waiting += [a_ticket(number) for number in range(14, 40)]
    counter.sit_down()
    hand = counter.hand
    hand.keys("Shift+F2", "End")
    hand.wait(lambda: hand.prop("waiting_A039", "current") is True)
    before = focused(counter)
    hand.keys("Ctrl+N", "1")
    sheet = focused(counter)
    counter.hub.waiting = [*counter.hub.waiting[1:], a_ticket(40), a_ticket(41)]
    counter.desk.heard(HubEvent(9, EventType.TICKET_ISSUED, TEN, "A040", "A", "ticket-40"))
    hand.wait(lambda: hand.text("waiting_count") == "Đang chờ 29")
    assert focused(counter) is sheet
    hand.keys("Tab", "2", "Return")
    hand.wait(lambda: counter.hub.reasons == ["collect_result"])
    counter.at_rest()
    assert focused(counter) is before
    assert hand.prop("waiting_A039", "current") is True
