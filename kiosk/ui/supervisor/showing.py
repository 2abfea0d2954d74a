"""From what the hub answers to what the supervisor's screens show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from config.centre import Centre
from config.texts import Text
from kiosk.flows.watch_centre import Alarm, alarms
from kiosk.ui.look import Language, decimal
from kiosk.ui.supervisor import snapshots as shown
from ticketing.client import (
    AbsentTicket,
    AuditLine,
    AuditPage,
    CounterFigures,
    CounterOverview,
    DeviceOverview,
    LineOverview,
    Overview,
    Report,
    Totals,
    WaitingTicket,
)
from ticketing.domain import reasons
from ticketing.domain.opening import REASON_WORDS, ClosingReason
from ticketing.domain.report_answers import Waits

_DEEDS: Final = {
    "call_next": Text("Gọi số tiếp", "Called the next number"),
    "call_this": Text("Gọi ngoài thứ tự", "Called out of order"),
    "recall": Text("Gọi lại", "Called again"),
    "absent": Text("Ghi vắng mặt", "Marked absent"),
    "finish": Text("Xong lượt", "Finished a visit"),
    "hold": Text("Tạm giữ", "Put on hold"),
    "transfer": Text("Chuyển", "Transferred"),
    "pause": Text("Tạm nghỉ quầy", "Paused the counter"),
    "resume": Text("Mở lại quầy", "Resumed the counter"),
    "quick": Text("Việc nhanh", "Quick service"),
    "merge": Text("Gộp số", "Merged numbers"),
    "undo": Text("Hoàn tác", "Took a deed back"),
    "set_priority": Text("Đặt ưu tiên", "Set priority"),
    "take_priority": Text("Lấy số ưu tiên", "Took a priority number"),
    "come_back": Text("Quay lại hàng", "Came back to the line"),
    "leave": Text("Rời hàng", "Left the line"),
    "sign_in": Text("Đăng nhập", "Signed in"),
    "sign_in_refused": Text("Đăng nhập bị từ chối", "Sign-in refused"),
    "sign_in_locked": Text("Khóa đăng nhập", "Sign-in locked"),
    "sign_out": Text("Đăng xuất", "Signed out"),
    "close_line": Text("Ngừng phát số", "Closed a line"),
    "open_line": Text("Phát số lại", "Opened a line"),
    "free_leases": Text("Trả số về hàng chung", "Freed a counter's numbers"),
    "call_offline": Text("Gọi khi mất kết nối", "Called without the hub"),
    "check_in": Text("Xác nhận đã đến", "Checked in a booking"),
    "give_badge": Text("Cấp thẻ", "Gave a badge"),
    "revoke_badge": Text("Thu hồi thẻ", "Revoked a badge"),
    "enrol_device": Text("Cho thiết bị kết nối", "Let a device in"),
    "revoke_device": Text("Hủy khóa của thiết bị", "Made a device's token void"),
    "export_report": Text("Xuất báo cáo", "Exported a report"),
    "session_displaced": Text("Phiên làm việc bị thay", "Signed out by a newer sign-in"),
}
_ROLES: Final = {
    "kiosk": Text("Máy lấy số", "Kiosk"),
    "station": Text("Trạm số hóa", "Digitisation station"),
    "counter": Text("Máy ở quầy", "Counter"),
    "board": Text("Bảng gọi số", "Board"),
    "courier": Text("Gửi hồ sơ lên thành phố", "Sending to the city"),
    "phone": Text("Trang điện thoại", "Phone page"),
    "supervisor": Text("Bàn phụ trách", "Supervisor's desk"),
    "booking": Text("Cổng đặt lịch", "Booking portal"),
}
_HOW: Final = {
    "pin": Text("Mã PIN", "PIN"),
    "badge": Text("Thẻ", "Badge"),
    "csv": Text("CSV", "CSV"),
    "xlsx": Text("XLSX", "XLSX"),
    "pdf": Text("PDF", "PDF"),
    **_ROLES,
}


class Shower:
    """Knows the centre's names."""

    def __init__(self, centre: Centre) -> None:
        self._centre = centre

    def alarms(self, overview: Overview) -> tuple[shown.AlarmRow, ...]:
        """What needs an eye."""
        roles = {one.name: _role(one.role) for one in overview.devices}
        return tuple(
            shown.AlarmRow(one.kind, self._where(one, roles), one.label or "", one.minutes, one.count)
            for one in alarms(overview)
        )

    def lines(self, overview: Overview) -> tuple[shown.LineRow, ...]:
        """Every line."""
        return tuple(self._line(line) for line in overview.lines)

    def counters(self, overview: Overview) -> tuple[shown.CounterRow, ...]:
        """Every counter."""
        return tuple(self._counter(one, overview.at) for one in overview.counters)

    def devices(self, overview: Overview) -> tuple[shown.DeviceRow, ...]:
        """Every device that was let in, by what it is for."""
        order = {role: place for place, role in enumerate(_ROLES)}
        rows = sorted(overview.devices, key=lambda one: (order.get(one.role, len(order)), one.name))
        missed = {alarm.device for alarm in alarms(overview) if alarm.kind == "device_silent"}
        return tuple(self._device(one, overview.at, missed=one.name in missed) for one in rows)

    def choices(self, overview: Overview | None, day: date) -> shown.Choices:
        """What the sheets offer now, on this day."""
        lines = () if overview is None else overview.lines
        counters = () if overview is None else overview.counters
        return shown.Choices(
            open_lines=tuple(self._line_choice(line) for line in lines if line.state != "closed"),
            closed_lines=tuple(self._line_choice(line) for line in lines if line.closing_stands),
            reasons=tuple(shown.Choice(reason.value, _capital(REASON_WORDS[reason])) for reason in ClosingReason),
            counters=tuple(self._counter_choice(one) for one in counters),
            priority_classes=tuple(
                shown.Choice(one.code, one.name) for one in self._centre.priority_classes if one.valid_on(day)
            ),
            priority_reasons=tuple(shown.Choice(one.value, _reason(one.value)) for one in reasons.PriorityReason),
        )

    def absent(self, tickets: Sequence[AbsentTicket]) -> tuple[shown.AbsentRow, ...]:
        """Who may still come back: in the order of the numbers, for people come with theirs in the hand."""
        return tuple(
            shown.AbsentRow(
                one.ticket_id,
                one.label,
                self._line_name(one.line),
                f"{one.until.astimezone(self._centre.zone):%H:%M}",
            )
            for one in sorted(tickets, key=lambda one: one.label)
        )

    def waiting(self, tickets: Sequence[WaitingTicket]) -> tuple[shown.WaitingRow, ...]:
        """Who waits, in the order of the numbers."""
        return tuple(
            shown.WaitingRow(one.ticket_id, one.label, one.line, one.waited_min, self._class(one.priority))
            for one in sorted(tickets, key=lambda one: one.label)
        )

    def figures(self, report: Report, overview: Overview, language: Language) -> shown.FiguresShown:
        """Today so far."""
        totals = report.totals
        waits, told = totals.waits, totals.told
        return shown.FiguresShown(
            issued=totals.issued,
            served=totals.served,
            absent=totals.absent,
            left=totals.left,
            waiting=sum(line.waiting for line in overview.lines),
            mean=decimal(waits.mean_min, language) if waits.tickets else "",
            p90=decimal(waits.p90_min, language) if waits.tickets else "",
            error=decimal(told.error_min, language) if told.tickets else "",
            within=f"{told.within * 100:.0f} %" if told.tickets else "",
            promised=totals.promised,
            kept=totals.kept,
            moved=totals.moved,
        )

    def plots(self, report: Report) -> tuple[shown.PlotShown, ...]:
        """Waiting by hour, forecast against actual by line and counter, no-shows; none on a day without anybody."""
        if not report.by_hour:
            return ()
        by_hour = {one.hour: one.totals for one in report.by_hour}
        hours = range(min(by_hour), max(by_hour) + 1)
        totals = [by_hour.get(hour) for hour in hours]
        labels = tuple(f"{hour}h" for hour in hours)
        return (
            shown.PlotShown("wait", labels, (
                shown.SeriesShown("mean", tuple(_of_waits(one, "mean_min") for one in totals), True),
                shown.SeriesShown("p90", tuple(_of_waits(one, "p90_min") for one in totals), False),
            )),
            _told("told_line", [one.line for one in report.by_line], [one.totals for one in report.by_line]),
            _told("told_counter", [str(one.counter) for one in report.by_counter], report.by_counter),
            shown.PlotShown("absent", labels, (
                shown.SeriesShown("absent", tuple(None if one is None else float(one.absent) for one in totals), True),
            )),
        )  # fmt: skip

    def audit(self, pages: Sequence[AuditPage]) -> tuple[shown.AuditRow, ...]:
        """The entries, newest first."""
        return tuple(
            shown.AuditRow(
                no=one.no,
                at=f"{one.at.astimezone(self._centre.zone):%d/%m %H:%M:%S}",
                staff=one.staff or "",
                deed=_DEEDS.get(one.deed, Text(one.deed, one.deed)),
                what=self._what(one),
                reason=None if one.reason is None else _reason(one.reason),
            )
            for page in pages
            for one in page.lines
        )  # fmt: skip

    def _where(self, alarm: Alarm, roles: Mapping[str, Text]) -> Text:
        if alarm.line is not None:
            return self._line_name(alarm.line, with_letter=True)
        if alarm.device is not None:
            role = roles.get(alarm.device, Text("", ""))
            return Text(f"{role.vi} {alarm.device}", f"{role.en} {alarm.device}")
        return self._counter_name(alarm.counter or 0)

    def _line(self, line: LineOverview) -> shown.LineRow:
        return shown.LineRow(
            letter=line.letter,
            name=self._line_name(line.letter),
            waiting=line.waiting,
            longest_min=line.longest_min,
            low_min=line.wait_low_min,
            high_min=line.wait_high_min,
            state=line.state.value,
            notice=line.notice,
            counters=line.counters,
            promised=line.promised,
            at_risk=line.at_risk,
        )

    def _counter(self, one: CounterOverview, at: datetime) -> shown.CounterRow:
        paused = one.paused_until is not None
        minutes = 0 if one.serving_since is None else max(0, int((at - one.serving_since).total_seconds() // 60))
        return shown.CounterRow(
            number=one.number,
            name=self._counter_name(one.number),
            lines=" ".join(one.lines),
            state="serving" if one.label else "paused" if paused else "free" if one.open else "closed",
            clerk=one.clerk or "",
            label=one.label or "",
            minutes=minutes,
            until="" if one.paused_until is None else f"{one.paused_until.astimezone(self._centre.zone):%H:%M}",
            reason=None if one.pause_reason is None else _reason(one.pause_reason),
        )

    def _device(self, one: DeviceOverview, at: datetime, *, missed: bool) -> shown.DeviceRow:
        outbox = None
        if one.outbox is not None:
            oldest = one.outbox.oldest_at
            minutes = 0 if oldest is None else max(0, int((at - oldest).total_seconds() // 60))
            told_at = self._hour(one.outbox.told_at, at)
            outbox = shown.OutboxShown(one.outbox.dossiers_waiting, one.outbox.refused, minutes, told_at)
        return shown.DeviceRow(
            name=one.name,
            role=_role(one.role),
            sends=one.role == "courier",
            missed=missed,
            state="heard" if one.heard else "silent" if one.heard_at is not None else "never",
            since="" if one.heard_at is None else self._hour(one.heard_at, at),
            outbox=outbox,
        )

    def _hour(self, moment: datetime, now: datetime) -> str:
        """The hour, with the day where it is not today."""
        local = moment.astimezone(self._centre.zone)
        return f"{local:%H:%M}" if local.date() == now.astimezone(self._centre.zone).date() else f"{local:%H:%M %d/%m}"

    def _what(self, one: AuditLine) -> Text:
        """The number, or else the line; the counter; and whom, which device or which days it was about."""
        about = [Text(part, part) for part in (one.label or one.line,) if part]
        if one.counter is not None:
            about.append(self._counter_name(one.counter))
        if one.detail is not None:
            about += self._about(one.deed, one.detail)
        return Text(" · ".join(part.vi for part in about), " · ".join(part.en for part in about))

    def _about(self, deed: str, detail: str) -> Sequence[Text]:
        """The detail of a deed that was not done to a number."""
        match deed:
            case "give_badge" | "revoke_badge":
                return [self._person(detail)]
            case "session_displaced":
                who = self._person(detail)
                return [Text(f"{who.vi} đăng nhập", f"{who.en} signed in")]
            case "enrol_device" | "revoke_device":
                return [Text(detail, detail)]
            case "export_report":
                days = " – ".join(f"{date.fromisoformat(day):%d/%m/%Y}" for day in detail.split("/"))
                return [Text(days, days)]
        return []

    def _person(self, staff_id: str) -> Text:
        member = self._centre.member(staff_id)
        return Text(staff_id, staff_id) if member is None else Text(member.name, member.name)

    def _line_choice(self, line: LineOverview) -> shown.Choice:
        return shown.Choice(line.letter, self._line_name(line.letter, with_letter=True), line.notice)

    def _counter_choice(self, one: CounterOverview) -> shown.Choice:
        clerk = None if one.clerk is None else Text(one.clerk, one.clerk)
        return shown.Choice(str(one.number), self._counter_name(one.number), clerk)

    def _line_name(self, letter: str, *, with_letter: bool = False) -> Text:
        line = self._centre.line(letter)
        name = Text(letter, letter) if line is None else line.name
        return Text(f"{letter} · {name.vi}", f"{letter} · {name.en}") if with_letter and line is not None else name

    def _class(self, code: str | None) -> Text | None:
        if code is None:
            return None
        return next((one.name for one in self._centre.priority_classes if one.code == code), Text(code, code))

    def _counter_name(self, number: int) -> Text:
        counter = self._centre.counter(number)
        return Text(f"Quầy {number}", f"Counter {number}") if counter is None else counter.name


def _told(name: str, labels: Sequence[str], figures: Sequence[Totals] | Sequence[CounterFigures]) -> shown.PlotShown:
    told = [one.told if one.told.tickets else None for one in figures]
    return shown.PlotShown(name, tuple(labels), (
        shown.SeriesShown("told", tuple(None if one is None else one.told_min for one in told), False),
        shown.SeriesShown("waited", tuple(None if one is None else one.waited_min for one in told), True),
    ))  # fmt: skip


def _of_waits(totals: Totals | None, figure: str) -> float | None:
    waits: Waits | None = None if totals is None else totals.waits
    if waits is None or not waits.tickets:
        return None
    value: float = getattr(waits, figure)
    return value


def _reason(code: str) -> Text:
    """A code of any of the closed lists in words; one of an older version as it is."""
    for kind in (reasons.PauseReason, reasons.CallThisReason, reasons.HoldReason, reasons.TransferReason,
                 reasons.QuickReason, reasons.MergeReason, reasons.PriorityReason):  # fmt: skip
        if code in set(kind):
            return Text(*reasons.reason_text(kind(code)))
    if code in set(ClosingReason):
        return _capital(REASON_WORDS[ClosingReason(code)])
    return _HOW.get(code, Text(code, code))


def _capital(words: Text) -> Text:
    """Words of a sentence, standing alone."""
    return Text(words.vi[:1].upper() + words.vi[1:], words.en[:1].upper() + words.en[1:])


def _role(role: str) -> Text:
    return _ROLES.get(role, Text(role, role))
