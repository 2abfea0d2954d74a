"""Every state of the supervisor's screens that people meet."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from config.centre import Centre, load_centre
from config.folder import shipped_folder
from config.texts import Text
from kiosk.ui.staff_door import NO_COUNTER, SignIn
from kiosk.ui.supervisor import snapshots as shown
from kiosk.ui.supervisor.showing import Shower
from tests.screens.kiosk_album import Picture
from ticketing.client import (
    AbsentTicket,
    AuditLine,
    AuditPage,
    CounterFigures,
    CounterOverview,
    DeviceOverview,
    LineOverview,
    OutboxOverview,
    Overview,
    Report,
    Totals,
    WaitingTicket,
)
from ticketing.domain.answers import LineStanding
from ticketing.domain.opening import NO_MORE
from ticketing.domain.report_answers import HourFigures, LineFigures, Told, Waits

AT: Final = datetime(2026, 11, 23, 3, 42, tzinfo=UTC)
CLOSED: Final = Text(
    "Nhóm này tạm ngừng nhận số: hệ thống đang gặp sự cố. Số đã lấy vẫn được phục vụ. Nhận lại lúc 13:00 hôm nay.",
    "This line gives no more numbers: a system is out of order. Numbers already taken are served. "
    "Numbers again at 13:00 today.",
)


def the_centre() -> Centre:
    centre = load_centre(shipped_folder())
    assert isinstance(centre, Centre)
    return centre


def _line(letter: str, waiting: int, longest: int, low: int, high: int, counters: int, **more: Any) -> LineOverview:
    plain = LineOverview(
        letter, waiting, longest, low, high, True, LineStanding.OPEN, None, None, counters, 0, 0
    )  # fmt: skip
    return replace(plain, **more)


def _counter(number: int, lines: str, clerk: str | None, **more: Any) -> CounterOverview:
    plain = CounterOverview(number, tuple(lines), clerk is not None, clerk, None, None, None, None, 0)
    return replace(plain, **more)


def _serving(number: int, lines: str, clerk: str, label: str, minutes: int) -> CounterOverview:
    return _counter(number, lines, clerk, label=label, serving_since=AT - timedelta(minutes=minutes), times=1)


def _device(
    name: str, role: str, *, silent_min: float | None = 0.2, outbox: OutboxOverview | None = None
) -> DeviceOverview:
    heard_at = None if silent_min is None else AT - timedelta(minutes=silent_min)
    return DeviceOverview(name, role, silent_min is not None and silent_min <= 1, heard_at, outbox)


_ALL_WELL: Final = (
    _device("B1", "board"), _device("K1", "kiosk"), _device("K2", "kiosk"), _device("Q1", "counter"),
    _device("Q2", "counter"), _device("Q3", "counter", silent_min=900), _device("Q4", "counter"),
    _device("Q5", "counter", silent_min=None), _device("S1", "station"), _device("V1", "supervisor"),
    _device("courier", "courier", outbox=OutboxOverview(AT, 0, 0, None)), _device("relay", "phone"),
)  # fmt: skip
_IN_TROUBLE: Final = (
    *(one for one in _ALL_WELL if one.name not in ("K2", "courier")),
    _device("K2", "kiosk", silent_min=14),
    _device("courier", "courier", outbox=OutboxOverview(AT, 7, 1, AT - timedelta(minutes=52))),
    _device("courier-2", "courier", silent_min=31,
            outbox=OutboxOverview(AT - timedelta(minutes=31), 2, 0, AT - timedelta(minutes=35))),
)  # fmt: skip
QUIET: Final = Overview(
    AT,
    (_line("A", 2, 6, 5, 12, 2), _line("B", 0, 0, 0, 10, 1), _line("C", 0, 0, 0, 8, 1)),
    (
        _serving(1, "A", "Nguyễn Thị Lan", "A012", 4), _counter(2, "A", "Trần Văn Minh"), _counter(3, "AB", None),
        _serving(4, "BC", "Phạm Thị Hoa", "C003", 11), _counter(5, "CB", None),
    ),
    120,
    _ALL_WELL,
)  # fmt: skip
BUSY: Final = Overview(
    AT,
    (
        _line("A", 38, 96, 70, 105, 2, promised=9, at_risk=4),
        _line("B", 21, 71, 55, 90, 0, promised=3),
        _line("C", 0, 0, 0, 0, 1, state=LineStanding.CLOSED, notice=CLOSED, open=False, closing_stands=True),
        _line("D", 4, 33, 0, 0, 3, state=LineStanding.CLOSED, notice=NO_MORE.notice, open=False),
    ),
    (
        _serving(1, "A", "Nguyễn Thị Lan", "A112", 52),
        _counter(2, "A", "Trần Văn Minh", paused_until=AT + timedelta(minutes=18), pause_reason="meeting"),
        _serving(3, "AB", "Công Tằng Tôn Nữ Hoàng Thị Phương Thảo", "K2-014", 7), _counter(4, "BC", None),
        _counter(5, "CB", "Lê Thu Hương", paused_until=AT + timedelta(minutes=40), pause_reason="machine_trouble"),
    ),
    4120,
    _IN_TROUBLE,
)  # fmt: skip

_WAITS: Final = Waits(120, 15.1, 12.5, 25.9, 61.0)
_TOLD: Final = Told(110, 16.5, 15.0, 4.6, 0.91)
_TOTALS: Final = Totals(214, 191, 14, 9, 0, 0, _WAITS, _TOLD, promised=31, kept=29, moved=12)


def _hour(hour: int, mean: float, p90: float, absent: int) -> HourFigures:
    waits = Waits(20, mean, mean, p90, p90 + 5)
    return HourFigures(hour, replace(_TOTALS, waits=waits, absent=absent))


_DAY: Final = date(2026, 11, 23)
REPORT: Final = Report(
    _DAY,
    _DAY,
    _TOTALS,
    (_hour(7, 2.6, 3.9, 0), _hour(8, 8.0, 11.9, 3), _hour(9, 18.2, 25.9, 1), _hour(10, 24.4, 36.4, 3),
     _hour(11, 19.2, 26.8, 0), _hour(13, 10.0, 14.4, 3), _hour(14, 18.3, 27.8, 1), _hour(15, 13.9, 19.9, 2)),
    tuple(LineFigures(letter, replace(_TOTALS, told=replace(_TOLD, told_min=told))) for letter, told in
          (("A", 17.0), ("B", 16.2), ("C", 16.5))),
    tuple(CounterFigures(number, 40, 37, 2, 11.0, 420.0, _WAITS, replace(_TOLD, waited_min=14.0 + number))
          for number in range(1, 6)),
    (),
)  # fmt: skip
_NOTHING: Final = Totals(0, 0, 0, 0, 0, 0, Waits(0, 0, 0, 0, 0), Told(0, 0, 0, 0, 0))
EMPTY: Final = Report(_DAY, _DAY, _NOTHING, (), (), (), ())

AUDIT: Final = AuditPage(
    tuple(
        AuditLine(no, AT - timedelta(minutes=40 - no), staff, deed, label, line, counter, reason, detail)
        for no, (staff, deed, label, line, counter, reason, detail) in reversed(list(enumerate(
            (
                ("Nguyễn Thị Lan", "sign_in", None, None, 3, "badge", None),
                ("Nguyễn Thị Lan", "call_next", "A012", "A", 3, None, None),
                ("Nguyễn Thị Lan", "hold", "A012", "A", 3, "fetch_papers", None),
                (None, "leave", "B007", "B", None, None, None),
                ("Trần Văn Minh", "call_this", "A019", "A", 1, "urgent", None),
                ("Trần Văn Minh", "sign_in_refused", None, None, 1, "pin", None),
                ("Lê Thu Hương", "close_line", None, "C", None, "system_down", None),
                ("nguoi.da.nghi", "transfer", "K2-014", "A", 2, "wrong_line", None),
                (None, "enrol_device", None, None, None, "kiosk", "K2"),
                ("Lê Thu Hương", "export_report", None, None, None, "xlsx", "2026-11-01/2026-11-30"),
                ("Nguyễn Thị Lan", "session_displaced", None, None, 3, None, "lan.nguyen"),
            ), start=1,
        )))
    ),
    11,
)  # fmt: skip

ABSENT: Final = (
    AbsentTicket("t7", "C007", "C", AT + timedelta(minutes=6)),
    AbsentTicket("t3", "A003", "A", AT + timedelta(minutes=21)),
    AbsentTicket("t9", "K2-009", "B", AT + timedelta(minutes=88)),
)
WAITING: Final = (
    WaitingTicket("w1", "1" * 32, "A013", "A", 14),
    WaitingTicket("w2", "2" * 32, "A014", "A", 9, priority="merit"),
    WaitingTicket("w3", "3" * 32, "B002", "B", 3, held=True),
)


def a_desk(overview: Overview | None = QUIET, report: Report | None = REPORT) -> shown.Supervisor:
    """A whole snapshot."""
    shower = Shower(the_centre())
    seen = overview is not None
    return shown.Supervisor(
        view="now",
        centre=the_centre().name,
        clerk="Lê Thu Hương",
        may=("bring_back", "set_priority", "close_line", "free_leases", "see_audit", "export_reports"),
        day="23/11/2026",
        at="10:42" if seen else "",
        linked=True,
        ready=seen,
        busy=False,
        message="",
        says=None,
        detail="",
        alarms=() if overview is None else shower.alarms(overview),
        lines=() if overview is None else shower.lines(overview),
        counters=() if overview is None else shower.counters(overview),
        devices=() if overview is None else shower.devices(overview),
        figures=None if overview is None or report is None else shower.figures(report, overview, "vi"),
        plots=() if report is None else shower.plots(report),
        audit=shower.audit((AUDIT,)),
        audit_count=11,
        audit_more=False,
        checked="",
        broken_at=0,
        choices=shower.choices(overview, _DAY),
        absent_listed="told",
        absent=shower.absent(ABSENT),
        waiting_listed="told",
        waiting=shower.waiting(WAITING),
    )


def forty_alarms() -> tuple[shown.AlarmRow, ...]:
    """More than anybody can look at."""
    rows = a_desk(BUSY).alarms
    return tuple(replace(rows[n % len(rows)], minutes=200 - n) for n in range(40))


def supervisor_album() -> tuple[Picture, ...]:
    """The supervisor's desk."""
    rest = SignIn(NO_COUNTER, the_centre().name)
    quiet, busy = a_desk(), replace(a_desk(BUSY), alarms=forty_alarms())
    away = replace(busy, linked=False, message="hub_away")
    today = replace(quiet, view="today")
    audit = replace(quiet, view="audit")
    says = Text("Vai trò của ông/bà không được phép làm việc này.", "Your role does not allow this.")
    none = shown.Choices((), (), (), (), (), ())
    support = replace(quiet, may=("bring_back", "set_priority"), clerk="Phạm Thị Hoa", figures=None, plots=(), audit=())
    nobody = replace(support, absent=(), waiting=())
    asking = replace(nobody, absent_listed="asking", waiting_listed="asking")
    dark = replace(nobody, absent_listed="away", waiting_listed="away", message="hub_away")
    return (
        Picture("sign_in", "SignIn", rest),
        Picture("sign_in_refused", "SignIn", replace(rest, trouble="refused", says=says)),
        Picture("sign_in_busy", "SignIn", replace(rest, busy=True)),
        Picture("sign_in_taken_over", "SignIn", replace(rest, trouble="taken_over")),
        Picture("asking", "Supervisor", replace(a_desk(None, None), choices=none)),
        Picture("technician", "Supervisor", replace(quiet, may=("free_leases",), clerk="Đỗ Anh Tuấn", figures=None)),
        Picture("support", "Supervisor", support),
        Picture("support_busy", "Supervisor", replace(busy, may=support.may, clerk=support.clerk, message="came_back",
                                                      detail="K2-009")),
        Picture("absent_sheet", "Supervisor", support, touch="absent", keys=("2",)),
        Picture("absent_nobody", "Supervisor", nobody, touch="absent"),
        Picture("absent_asking", "Supervisor", asking, touch="absent"),
        Picture("absent_away", "Supervisor", dark, touch="absent"),
        Picture("waiting_sheet", "Supervisor", support, touch="priority", keys=("1",)),
        Picture("waiting_no_line", "Supervisor", support, touch="priority"),
        Picture("waiting_nobody", "Supervisor", nobody, touch="priority"),
        Picture("priority_sheet", "Supervisor", support, touch="priority", keys=("1", "Tab", "2", "Return", "2")),
        Picture("priority_set", "Supervisor", replace(support, message="priority_set", detail="A013")),
        Picture("quiet", "Supervisor", quiet),
        Picture("calm", "Supervisor", replace(quiet, alarms=(), message="line_opened")),
        Picture("busy", "Supervisor", busy),
        Picture("hub_away", "Supervisor", away),
        Picture("link_lost", "Supervisor", replace(quiet, linked=False)),
        Picture("refused", "Supervisor", replace(quiet, message="refused", says=says)),
        Picture("close_sheet", "Supervisor", quiet, touch="close_line"),
        Picture("report_sheet", "Supervisor", quiet, touch="report"),
        Picture("free_sheet", "Supervisor", busy, touch="free_leases"),
        Picture("today", "Supervisor", today),
        Picture("today_empty", "Supervisor", replace(a_desk(QUIET, EMPTY), view="today")),
        Picture("today_counting", "Supervisor", replace(a_desk(QUIET, None), view="today")),
        Picture("report_made", "Supervisor", replace(
            today, message="report_made", detail="/home/motcua/supervisor/reports/bao-cao-2026-11-23.pdf")),
        Picture("report_not_kept", "Supervisor", replace(today, message="report_not_kept")),
        Picture("audit", "Supervisor", audit),
        Picture("audit_whole", "Supervisor", replace(audit, checked="whole", audit_more=True)),
        Picture("audit_broken", "Supervisor", replace(audit, checked="broken", broken_at=5)),
        Picture("devices", "Supervisor", replace(quiet, view="devices")),
        Picture("devices_trouble", "Supervisor", replace(a_desk(BUSY), view="devices")),
        Picture("devices_none", "Supervisor", replace(quiet, view="devices", devices=())),
        Picture("keys", "Supervisor", quiet, touch="show_keys"),
        Picture("audit_empty", "Supervisor", replace(audit, audit=(), audit_count=0)),
    )  # fmt: skip
