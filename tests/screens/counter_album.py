"""Every state of the counter that clerks meet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

from config.centre import Centre
from config.centre_reader import read_centre
from config.folder import shipped_folder
from config.texts import Text
from kiosk.ui.counter import snapshots as counter
from kiosk.ui.counter.choices import choices_for
from kiosk.ui.staff_door import SignIn
from tests.screens.kiosk_album import Picture

PAGE: Final = "image://pages/page"
PROCEDURE: Final = Text(
    "Bản sao giấy khai sinh, trích lục hộ tịch", "Copy of a birth certificate or civil status extract"
)
CENTRE: Final = Text("Chi nhánh số 3 · Hoàn Kiếm", "Branch 3 · Hoàn Kiếm")
LINE: Final = Text("Hộ tịch · Chứng thực", "Civil status · Certification")
LAND: Final = Text("Đất đai", "Land")
_LONG: Final = Text(
    "Đăng ký, cấp giấy chứng nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất",
    "Registration and certificates of land use rights and of ownership of assets attached to land",
)
_AGED: Final = Text("Người từ 75 tuổi trở lên", "Aged 75 or over")
_HELD: Final = Text("Photo giấy tờ", "Making photocopies")
_LATER: Final = Text("Người dân xin đến sau", "The citizen comes later")
_SENT: Final = Text("Bước tiếp theo ở nơi khác", "The next step is elsewhere")


def _row(label: Text, shown: str, *, compare: bool = False, given: bool = True) -> counter.AnswerRow:
    return counter.AnswerRow(label, Text(shown, shown), compare, given)


def counter_album() -> tuple[Picture, ...]:
    """The counter."""
    requester = counter.AnswerSection(
        Text("Người yêu cầu", "The person who asks"),
        (
            _row(Text("Họ, chữ đệm, tên", "Full name"), "NGUYỄN THỊ MẪU", compare=True),
            _row(Text("Số định danh cá nhân", "Personal number"), "001190000001", compare=True),
            _row(Text("Số nhà, đường, tổ dân phố, thôn", "House, street, village"), "Số 1 ngõ 2 phố Hàng Mẫu, tổ 15"),
            _row(Text("Thư điện tử", "E-mail"), "(chưa có)", given=False),
        ),
    )
    wish = counter.AnswerSection(
        Text("Yêu cầu", "The request"), tuple(_row(Text("Số bản", "Copies"), str(n)) for n in range(1, 9))
    )
    tabs = (
        counter.DocumentTab("Tờ khai cấp bản sao trích lục hộ tịch, có chữ ký", 1, chosen=False),
        counter.DocumentTab("Giấy tờ hộ tịch cũ", 3, chosen=True),
    )
    code = "H26.107-261123-0042"
    dossier = counter.DossierShown(
        PROCEDURE, code, "09:41 23/11/2026", False, "", (requester, wish), tabs, 2, 3, PAGE, "", 1.0, 1, 1
    )
    free = _free()
    serving = replace(
        free, call=counter.CallShown("A012", LINE, 2, "line:A"), source="city", dossier=dossier, can_accept=True
    )  # fmt: skip
    accepted = replace(dossier, accepted=True, due="17:00 23/11/2026")
    bare = replace(serving, dossier=None, can_accept=False)
    return (
        *_sign_ins(),
        *_free_desks(free),
        Picture("serving", "Counter", serving, told={"servedSeconds": 192, "recallSeconds": 31}),
        Picture("serving_two", "Counter", replace(serving, dossier=replace(dossier, of=2))),
        Picture("accepted", "Counter", replace(serving, dossier=accepted, can_accept=False, form="printed")),
        Picture("not_printed", "Counter", replace(serving, dossier=accepted, can_accept=False, form="not_printed")),
        Picture("nothing_sent", "Counter", replace(bare, source="nothing_sent", message="other_slip")),
        Picture("unknown_rules", "Counter", replace(bare, source="unknown_procedure", message="unknown_procedure")),
        Picture("on_its_way", "Counter", replace(bare, source="on_its_way")),
        Picture("city_away", "Counter", replace(bare, source="city_away")),
        Picture("slip_opened", "Counter", replace(
            serving, source="slip", can_accept=False,
            dossier=replace(dossier, code="", filed="", documents=(), page=0, pages=0, image=""),
        )),
        Picture("page_away", "Counter", replace(serving, dossier=replace(dossier, image="", page_trouble="city_away"))),
        Picture("accept_lost", "Counter", replace(serving, message="city_away")),
        *_deeds(serving, free),
    )  # fmt: skip


def _shipped() -> Centre:
    centre = read_centre(shipped_folder())
    assert isinstance(centre, Centre)
    return centre


def _free() -> counter.Counter:
    """A desk with a queue of everything that a queue can hold."""
    notes: dict[int, tuple[counter.Note, ...]] = {
        14: (counter.Note("priority", _AGED),),
        16: (counter.Note("held", _HELD),),
        15: (counter.Note("promise", "10:20"), counter.Note("later", _LATER)),
        17: (counter.Note("kept"), counter.Note("for_counter")),
        18: (counter.Note("sent", _SENT), counter.Note("for_counter")),
        19: (counter.Note("priority", _AGED), counter.Note("held", "")),
    }
    queue = tuple(
        counter.WaitingRow(
            f"t{n}", f"A{n:03d}", LINE, n - 7, notes.get(n, ()), _AGED if n in (14, 19) else None
        ) for n in range(13, 24)
    )  # fmt: skip
    offline = counter.WaitingRow("k1", "K2-001", LAND, 41, (counter.Note("offline"),))
    lines = (
        counter.LineFigure("A", LINE, True, 14, 20, 35),
        counter.LineFigure("B", LAND, True, 9, 45, 80),
        counter.LineFigure("C", LAND, False, 0, 0, 0),
    )
    return counter.Counter(
        counter=3,
        clerk="Nguyễn Thị Lan",
        queue=(*queue[:7], offline, *queue[7:]),
        waiting=12,
        call=None,
        source="",
        dossier=None,
        figures=counter.FiguresShown(31, 2, "7,4", lines),
        form="",
        can_accept=False,
        busy=False,
        linked=True,
        message="",
        says=None,
        choices=choices_for(_shipped(), 3, date(2026, 11, 23)),
        calls_needed=3,
        absent=(counter.AbsentRow("t4", "A004", LINE, 84), counter.AbsentRow("t7", "A007", LAND, 3)),
    )


def _sign_ins() -> tuple[Picture, ...]:
    rest = SignIn(3, CENTRE)
    says = Text("Mã PIN không đúng. Còn 3 lần thử.", "Wrong PIN. Three tries are left.")
    return (
        Picture("sign_in", "SignIn", rest),
        Picture("sign_in_wrong", "SignIn", replace(rest, trouble="refused", says=says)),
        Picture("sign_in_hub_away", "SignIn", replace(rest, trouble="hub_away")),
        Picture("sign_in_over", "SignIn", replace(rest, trouble="session_over")),
        Picture("sign_in_taken_over", "SignIn", replace(rest, trouble="taken_over")),
        Picture("sign_in_hub_back", "SignIn", replace(rest, trouble="hub_back")),
        Picture("sign_in_not_a_badge", "SignIn", replace(rest, trouble="not_a_badge")),
    )


def _free_desks(free: counter.Counter) -> tuple[Picture, ...]:
    nobody = replace(free, queue=(), waiting=0, absent=())
    long = tuple(
        counter.WaitingRow(f"t{n}", f"B{n:04d}", _LONG, 3 * n, (counter.Note("priority", _AGED),) if n % 5 == 0 else ())
        for n in range(1, 41)
    )
    paused = replace(free, paused=True, pause_reason=Text("Nghỉ trưa", "Lunch"))
    return (
        Picture("free", "Counter", free),
        Picture("free_nobody", "Counter", replace(nobody, message="nobody_waiting")),
        Picture("free_hub_away", "Counter", replace(
            free, linked=False, message="hub_away", lost=counter.DeedShown("call_next", "")
        )),
        Picture("queue_of_40", "Counter", replace(free, queue=long, waiting=40), keys=("Shift+F2", "Down")),
        Picture("paused", "Counter", paused, told={"pauseMinutes": 12}),
        Picture("keys", "Counter", free, keys=("F1",)),
        Picture("row", "Counter", free, keys=("Shift+F2", "Down", "Return", "2")),
        Picture("call_this", "Counter", free, keys=("Shift+F2", "Return", "1", "Return", "2")),
        Picture("priority", "Counter", free, keys=("Shift+F2", "Down", "Return", "2", "Return", "3")),
        Picture("quick", "Counter", free, keys=("Ctrl+N", "1", "Tab", "1")),
        Picture("pause", "Counter", free, keys=("Shift+F4", "1")),
        Picture("absent_list", "Counter", free, keys=("Shift+F6", "1")),
        Picture("absent_none", "Counter", nobody, keys=("Shift+F6",)),
    )  # fmt: skip


def _deeds(serving: counter.Counter, free: counter.Counter) -> tuple[Picture, ...]:
    says = Text(
        "Số thứ tự không còn ở trạng thái cho phép việc này. Xin tải lại; không có gì bị mất.",
        "The ticket has moved on and this can no longer be done. Please refresh; nothing is lost.",
    )
    called, absent = counter.DeedShown("call_next", "A012"), counter.DeedShown("absent", "A012")
    promised = replace(
        serving, call=replace(serving.call, promised=True, notes=(counter.Note("priority", _AGED),))
    ) if serving.call is not None else serving  # fmt: skip
    return (
        Picture("promised", "Counter", promised, told={"promiseMinutes": 18, "servedSeconds": 65}),
        Picture("promise_broken", "Counter", promised, told={"promiseMinutes": -4, "servedSeconds": 65}),
        Picture("hold", "Counter", serving, keys=("F4", "3")),
        Picture("transfer", "Counter", serving, keys=("F5", "2", "Tab", "1")),
        Picture("merge", "Counter", serving, keys=("Shift+F5", "1", "Tab", "1")),
        Picture("undo_absent", "Counter", replace(free, undo=absent), told={"undoSeconds": 7}),
        Picture("undo_called", "Counter", replace(serving, undo=called), told={"undoSeconds": 9}),
        Picture("refused", "Counter", replace(serving, message="refused", says=says)),
        Picture("lost", "Counter", replace(
            serving, message="hub_away", lost=counter.DeedShown("transfer", "A012"), linked=False,
            undo=called,
        ), told={"undoSeconds": 2}),
        Picture("alone", "Counter", replace(serving, linked=False, alone=counter.AloneShown(True, 3, 7, 0, ()))),
        Picture("alone_aloud", "Counter", replace(
            serving, linked=False, alone=counter.AloneShown(True, 3, 7, 0, (), aloud=True)
        )),
        Picture("alone_barred", "Counter", replace(
            serving, linked=False, alone=counter.AloneShown(True, 0, 0, 0, (), elsewhere=True)
        )),
        Picture("slice_elsewhere", "Counter", replace(
            free, alone=counter.AloneShown(False, 0, 0, 0, (), elsewhere=True)
        )),
        Picture("returned", "Counter", replace(free, alone=counter.AloneShown(False, 3, 7, 3, ()))),
        Picture("contested", "Counter", replace(free, alone=counter.AloneShown(False, 3, 7, 2, ("A014", "A019")))),
        Picture("busy", "Counter", replace(serving, busy=True)),
        Picture("slow", "Counter", replace(serving, busy=True), told={"askedSeconds": 4}),
    )  # fmt: skip
