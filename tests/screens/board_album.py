"""Every board in every state that people meet: the wall of a hall, of a zone, the sign above a counter."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from config.texts import Text
from config.wait_words import wait_words
from kiosk.ui.board import BoardShown, CallShown, LineShown
from kiosk.ui.counter_sign import SignShown
from tests.screens.kiosk_album import Picture

_CENTRE: Final = Text("Chi nhánh số 3 · Hoàn Kiếm", "Branch 3 · Hoàn Kiếm")
_LINE: Final = Text("Hộ tịch · Chứng thực", "Civil status · Certification")
_LONG: Final = Text(
    "Lao động, người có công, trẻ em, bảo trợ xã hội và phòng chống tệ nạn xã hội",
    "Labour, people of merit, children, social protection and prevention of social evils",
)
_SENTENCE: Final = Text(
    "Lấy số, kê khai và nộp hồ sơ đều miễn phí; chỉ nộp phí, lệ phí theo quy định. Ai đòi thêm tiền, xin báo cho ban"
    " lãnh đạo Trung tâm, số 024.1022, ông/bà nhé.",
    "Numbers, forms and filing cost nothing; only the official fees are paid. If anybody asks for more, please tell the"
    " management at once: 024.1022.",
)


def board_album() -> tuple[Picture, ...]:
    """The boards: hall, zone, counter."""
    lines = (
        LineShown("A", _LINE, True, 4, wait_words(15, 25, told=True)),
        LineShown("B", Text("Đất đai", "Land"), True, 9, wait_words(30, 45, told=True)),
        LineShown("C", Text("Kinh doanh", "Business"), True, 1, wait_words(2, 10, told=True)),
        LineShown("D", Text("Lao động", "Labour"), False, 0, wait_words(0, 0, told=True)),
    )
    many = (
        *lines,
        LineShown("E", _LONG, True, 120, wait_words(150, 240, told=True)),
        LineShown("F", Text("Giao thông", "Transport"), False, 3, wait_words(0, 0, told=True), "closed", "13:00"),
        LineShown("G", Text("Y tế", "Health"), False, 40, wait_words(0, 0, told=True), "full"),
        LineShown("H", Text("Tư pháp", "Justice"), True, 312, wait_words(900, 4000, told=False)),
    )
    calls = tuple(
        CallShown(label, n % 5 + 1, 1)
        for n, label in enumerate(("A012", "B007", "A011", "C003", "A010", "B006", "K2-001", "A009"))
    )
    wall = BoardShown("hall", _CENTRE, calls, lines[:3], (), True, True, "09:57", False, 0)
    full = replace(wall, lines=many, announcements=(_SENTENCE,))
    zone = replace(wall, kind="zone", title=Text("Khu A", "Zone A"), last=calls[:3], lines=lines[:1])
    sign = SignShown(3, Text("Quầy 3", "Counter 3"), (_LINE, Text("Đất đai", "Land")), "call", "A012", 1, "", True, 0)
    return (
        Picture("board", "Board", wall, told={"clock": "09:57"}),
        Picture("board_recalled", "Board", replace(wall, last=(CallShown("A1204", 12, 3), *calls[:7]))),
        Picture("board_full", "Board", full),
        Picture("board_full_later", "Board", full, told={"clock": "09:57", "turn": 1}),
        Picture("board_series", "Board", replace(full, last=(CallShown("K3-014", 112, 1), *calls[:7]), silent=True)),
        Picture("board_empty", "Board", replace(wall, last=(), lines=())),
        Picture("board_lost", "Board", replace(full, linked=False)),
        Picture("board_unknown", "Board", replace(wall, last=(), lines=(), linked=False, known=False, seen="")),
        Picture("zone", "Board", zone),
        Picture("zone_long", "Board", replace(zone, title=_LONG, announcements=(_SENTENCE,))),
        Picture("sign", "CounterSign", sign),
        Picture("sign_series", "CounterSign", replace(sign, label="K2-001", lines=(_LINE, _LONG), linked=False)),
        Picture("sign_free", "CounterSign", replace(sign, state="free", label="")),
        Picture("sign_paused", "CounterSign", replace(sign, state="paused", label="", until="10:15", linked=False)),
        Picture("sign_closed", "CounterSign", replace(sign, state="closed", label="")),
        Picture("sign_unknown", "CounterSign", replace(sign, state="unknown", label="", linked=False)),
    )
