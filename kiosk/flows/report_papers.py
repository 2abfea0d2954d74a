"""A report's figures in the words of one language, ready to be laid out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from config.centre import Centre
from config.texts import Text
from printing.reports.content import (
    BarPlot,
    Cell,
    Column,
    KeyFigure,
    Language,
    ReportContent,
    ReportTable,
    Series,
)
from printing.reports.numbers import count_words, minutes_words, share_words
from ticketing.client import CounterFigures, Report, Totals

_WEEKDAYS: Final = (
    Text("Thứ Hai", "Monday"), Text("Thứ Ba", "Tuesday"), Text("Thứ Tư", "Wednesday"), Text("Thứ Năm", "Thursday"),
    Text("Thứ Sáu", "Friday"), Text("Thứ Bảy", "Saturday"), Text("Chủ nhật", "Sunday"),
)  # fmt: skip
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_W: Final[Mapping[str, Text]] = {
    "daily": Text("Báo cáo ngày", "Daily report"),
    "monthly": Text("Báo cáo tháng", "Monthly report"),
    "made": Text("Lập lúc {at}", "Made at {at}"),
    "issued": Text("Lấy số", "Numbers"),
    "served": Text("Đã phục vụ", "Served"),
    "absent": Text("Vắng khi gọi", "Did not come"),
    "left": Text("Tự rời hàng", "Left"),
    "merged": Text("Gộp số", "Merged"),
    "open": Text("Chưa xong", "Not finished"),
    "called": Text("Đã chờ và được gọi", "Waited and called"),
    "mean": Text("Chờ trung bình", "Mean wait"),
    "median": Text("Chờ trung vị", "Median wait"),
    "p90": Text("9/10 người chờ tới", "9 of 10 waited up to"),
    "longest": Text("Chờ lâu nhất", "Longest wait"),
    "told_count": Text("Số lượt có dự báo", "With a forecast"),
    "told": Text("Dự báo", "Forecast"),
    "waited": Text("Thực tế", "Actual"),
    "error": Text("Dự báo lệch", "Forecast off by"),
    "off": Text("Lệch", "Off by"),
    "within": Text("Trong khoảng báo", "Within the range"),
    "calls": Text("Lượt gọi", "Calls"),
    "service": Text("Phút một lượt", "Minutes a visit"),
    "busy": Text("Phút có khách", "Minutes busy"),
    "promised": Text("Có hẹn giờ", "With a promise"),
    "kept": Text("Đúng hẹn", "Promise kept"),
    "moved": Text("Lượt chuyển", "Sent on"),
    "moved_away": Text("Chuyển đi", "Moved away"),
    "moved_in": Text("Chuyển đến", "Moved in"),
    "minutes": Text("phút", "minutes"),
    "of_numbers": Text("{share} số đã phát", "{share} of numbers"),
    "min": Text("{minutes} phút", "{minutes} min"),
    "hour": Text("Giờ lấy số", "Hour of issue"),
    "line": Text("Nhóm thủ tục", "Line"),
    "counter": Text("Quầy", "Counter"),
    "day": Text("Ngày", "Day"),
    "by_hour": Text("Theo giờ lấy số", "By hour of issue"),
    "by_line": Text("Theo nhóm thủ tục", "By line"),
    "by_counter": Text("Theo quầy", "By counter"),
    "by_day": Text("Theo ngày", "By day"),
    "plot_wait": Text("Thời gian chờ theo giờ lấy số", "Waiting by hour of issue"),
    "plot_line": Text("Dự báo và thực tế, theo nhóm", "Forecast and actual, by line"),
    "plot_counter": Text("Dự báo và thực tế, theo quầy", "Forecast and actual, by counter"),
    "plot_hour": Text("Dự báo và thực tế, theo giờ", "Forecast and actual, by hour"),
    "plot_absent": Text("Vắng khi gọi, theo giờ lấy số", "Did not come, by hour of issue"),
    "plot_days": Text("Số đã phát theo ngày", "Numbers by day"),
    "tickets": Text("số", "numbers"),
    "scope": Text("Phạm vi", "Scope"),
    "name": Text("Tên", "Name"),
    "empty": Text("Không ai lấy số trong thời gian này.", "Nobody took a number in this time."),
    "whole": Text("Toàn trung tâm", "Whole centre"),
    "note": Text(
        "Thời gian chờ tính từ lúc lấy số đến lần gọi đầu tiên, theo phút; không tính số được gọi ngay khi phát "
        "và số người dân xin giữ chỗ. Theo quầy: quầy gọi đầu tiên.",
        "Waits are counted from issue to the first call, in minutes; numbers called at once on issue and those whose "
        "citizens asked to have their place kept are left out. By counter: the counter of the first call.",
    ),
}  # fmt: skip


def report_content(report: Report, centre: Centre, language: Language, made_at: datetime) -> ReportContent:
    """The report's pages. One day is a daily report, more are a monthly one; `made_at` with the centre's offset."""
    return _Writer(report, centre, language, made_at).content()


def report_file_name(first: date, last: date, ending: str) -> str:
    """What a report's file is called: `bao-cao-2026-11-23.pdf`, or `bao-cao-2026-11.pdf` for a month."""
    period = first.isoformat() if first == last else f"{first:%Y-%m}"
    return f"bao-cao-{period}.{ending}"


class _Writer:
    """Writes one report in one language."""

    def __init__(self, report: Report, centre: Centre, language: Language, made_at: datetime) -> None:
        self._report = report
        self._centre = centre
        self._language = language
        self._made_at = made_at
        hours = [one.hour for one in report.by_hour]
        self._hours = range(min(hours), max(hours) + 1) if hours else range(0)
        self._by_hour = {one.hour: one.totals for one in report.by_hour}

    def content(self) -> ReportContent:
        report = self._report
        one_day = report.first == report.last
        made = self._word("made", at=f"{self._made_at:%H:%M %d/%m/%Y}")
        return ReportContent(
            language=self._language,
            office=self._say(self._centre.agency),
            centre=self._say(self._centre.name),
            title=self._word("daily" if one_day else "monthly"),
            period=self._day(report.first) if one_day else self._month(report.first),
            made_at=self._made_at,
            made=made,
            key_figures=self._key_figures(),
            plots=self._plots(one_day=one_day),
            tables=self._tables(one_day=one_day),
            flat=self._flat(),
            empty=self._word("empty"),
        )

    # --- figures ----------------------------------------------------------------------------------------------------

    def _key_figures(self) -> tuple[KeyFigure, ...]:
        totals = self._report.totals
        waits, told = totals.waits, totals.told

        def counted(word: str, value: int) -> KeyFigure:
            share = share_words(value / totals.issued, self._language) if totals.issued else ""
            detail = self._word("of_numbers", share=share) if share and word != "issued" else ""
            return KeyFigure(self._word(word), count_words(value, self._language), detail)

        def minutes(word: str, value: float, count: int) -> KeyFigure:
            words = self._word("min", minutes=minutes_words(value, self._language)) if count else "–"
            return KeyFigure(self._word(word), words)

        within = share_words(told.within, self._language) if told.tickets else "–"
        promises: tuple[KeyFigure, ...] = ()
        if totals.promised:
            kept = f"{count_words(totals.kept, self._language)} / {count_words(totals.promised, self._language)}"
            promises = (KeyFigure(self._word("kept"), kept),)
        moves: tuple[KeyFigure, ...] = ()
        if totals.moved:
            moves = (KeyFigure(self._word("moved"), count_words(totals.moved, self._language)),)
        return (
            counted("issued", totals.issued),
            counted("served", totals.served),
            counted("absent", totals.absent),
            counted("left", totals.left),
            minutes("mean", waits.mean_min, waits.tickets),
            minutes("p90", waits.p90_min, waits.tickets),
            minutes("error", told.error_min, told.tickets),
            KeyFigure(self._word("within"), within),
            *promises,
            *moves,
        )

    # --- plots ------------------------------------------------------------------------------------------------------

    def _plots(self, *, one_day: bool) -> tuple[BarPlot, ...]:
        report = self._report
        if not report.by_day:
            return ()
        hours = tuple(f"{hour}h" if self._language == "vi" else f"{hour}:00" for hour in self._hours)
        by_hour = [self._by_hour.get(hour) for hour in self._hours]
        waits = BarPlot(
            self._word("plot_wait"), self._word("minutes"), hours,
            (
                Series(self._word("mean"), tuple(_wait(one, "mean_min") for one in by_hour)),
                Series(self._word("p90"), tuple(_wait(one, "p90_min") for one in by_hour), main=False),
            ),
            wide=True,
        )  # fmt: skip
        absent = BarPlot(
            self._word("plot_absent"), self._word("tickets"), hours,
            (Series(self._word("absent"), tuple(None if one is None else float(one.absent) for one in by_hour)),),
        )  # fmt: skip
        days: tuple[BarPlot, ...] = ()
        if not one_day:
            days = (
                BarPlot(
                    self._word("plot_days"), self._word("tickets"), tuple(str(one.day.day) for one in report.by_day),
                    (
                        Series(self._word("issued"), tuple(float(one.totals.issued) for one in report.by_day)),
                        Series(
                            self._word("absent"), tuple(float(one.totals.absent) for one in report.by_day), main=False
                        ),
                    ),
                    wide=True,
                ),
            )  # fmt: skip
        return (
            *days,
            waits,
            self._told("plot_line", [one.line for one in report.by_line], [one.totals for one in report.by_line]),
            self._told("plot_counter", [str(one.counter) for one in report.by_counter], report.by_counter),
            self._told("plot_hour", hours, by_hour),
            absent,
        )

    def _told(self, title: str, labels: Sequence[str], figures: Sequence[Totals | CounterFigures | None]) -> BarPlot:
        told = [None if one is None or not one.told.tickets else one.told for one in figures]
        return BarPlot(
            self._word(title), self._word("minutes"), tuple(labels),
            (
                Series(self._word("told"), tuple(None if one is None else one.told_min for one in told), main=False),
                Series(self._word("waited"), tuple(None if one is None else one.waited_min for one in told)),
            ),
        )  # fmt: skip

    # --- tables -----------------------------------------------------------------------------------------------------

    def _tables(self, *, one_day: bool) -> tuple[ReportTable, ...]:
        report = self._report
        tables = [
            self._table("by_hour", "hour", [(self._hour(one.hour), one.totals) for one in report.by_hour]),
            self._lines(),
            self._counters(),
        ]
        if not one_day:
            days = [(f"{one.day:%d/%m/%Y}", one.totals) for one in report.by_day]
            tables.insert(0, self._table("by_day", "day", days))
        last = tables[-1]
        tables[-1] = ReportTable(last.title, last.columns, last.rows, self._word("note"))
        return tuple(tables)

    def _table(self, title: str, first: str, rows: Sequence[tuple[str, Totals]]) -> ReportTable:
        columns = (
            Column(self._word(first), "text"), Column(self._word("issued")), Column(self._word("served")),
            Column(self._word("absent")), Column(self._word("left")), Column(self._word("mean"), "minutes"),
            Column(self._word("p90"), "minutes"), Column(self._word("longest"), "minutes"),
            Column(self._word("told"), "minutes"), Column(self._word("off"), "minutes"),
            Column(self._word("within"), "share"),
        )  # fmt: skip
        return ReportTable(self._word(title), columns, tuple(_row(name, totals) for name, totals in rows))

    def _lines(self) -> ReportTable:
        rows = self._report.by_line
        table = self._table("by_line", "line", [(self._line(one.line), one.totals) for one in rows])
        left = 5  # after those who left by themselves
        return ReportTable(
            table.title,
            (
                *table.columns[:left], Column(self._word("moved_away")), Column(self._word("moved_in")),
                *table.columns[left:],
            ),
            tuple(
                (*cells[:left], one.moved_away, one.moved_in, *cells[left:])
                for cells, one in zip(table.rows, rows, strict=True)
            ),
        )  # fmt: skip

    def _counters(self) -> ReportTable:
        columns = (
            Column(self._word("counter"), "text"), Column(self._word("calls")), Column(self._word("served")),
            Column(self._word("absent")), Column(self._word("service"), "minutes"),
            Column(self._word("busy"), "minutes"), Column(self._word("mean"), "minutes"),
            Column(self._word("told"), "minutes"), Column(self._word("off"), "minutes"),
            Column(self._word("within"), "share"),
        )  # fmt: skip
        rows = tuple(
            (
                self._counter(one.counter), one.calls, one.served, one.absent, one.service_min if one.served else None,
                one.busy_min, one.waits.mean_min if one.waits.tickets else None, *_told_cells(one),
            )
            for one in self._report.by_counter
        )  # fmt: skip
        return ReportTable(self._word("by_counter"), columns, rows)

    def _flat(self) -> ReportTable:
        """Everything in one table: what does not fit a row is empty there."""
        report = self._report
        kinds = ("issued", "served", "absent", "left", "merged", "open", "called", "mean", "median", "p90", "longest",
                 "told_count", "told", "waited", "error", "within", "calls", "service", "busy",
                 "promised", "kept", "moved", "moved_away", "moved_in")  # fmt: skip
        columns = (Column(self._word("scope"), "text"), Column(self._word("name"), "text"),
                   *(Column(self._word(kind)) for kind in kinds))  # fmt: skip

        def row(scope: str, name: str, totals: Totals, *moves: int) -> tuple[Cell, ...]:
            return (
                scope, name, totals.issued, totals.served, totals.absent, totals.left, totals.merged, totals.open,
                *_all_wait_cells(totals), None, None, None,
                totals.promised, totals.kept, totals.moved, *(moves or (None, None)),
            )  # fmt: skip

        def counter_row(one: CounterFigures) -> tuple[Cell, ...]:
            return (
                self._word("counter"), self._counter(one.counter), None, one.served, one.absent, None, None, None,
                *_all_wait_cells(one), one.calls, one.service_min if one.served else None,
                one.busy_min, *(None,) * 5,
            )  # fmt: skip

        rows = [row(self._word("whole"), self._say(self._centre.name), report.totals)]
        rows += [row(self._word("day"), one.day.isoformat(), one.totals) for one in report.by_day]
        rows += [row(self._word("hour"), self._hour(one.hour), one.totals) for one in report.by_hour]
        rows += [
            row(self._word("line"), self._line(one.line), one.totals, one.moved_away, one.moved_in)
            for one in report.by_line
        ]
        rows += [counter_row(one) for one in report.by_counter]
        return ReportTable(self._word("whole"), columns, tuple(rows))

    # --- words ------------------------------------------------------------------------------------------------------

    def _word(self, name: str, **parts: str) -> str:
        return self._say(_W[name]).format(**parts) if parts else self._say(_W[name])

    def _say(self, text: Text) -> str:
        return text.in_language(self._language)

    def _hour(self, hour: int) -> str:
        return f"{hour:02d}:00–{hour + 1:02d}:00"

    def _line(self, letter: str) -> str:
        line = self._centre.line(letter)
        return letter if line is None else f"{letter} · {self._say(line.name)}"

    def _counter(self, number: int) -> str:
        counter = self._centre.counter(number)
        return str(number) if counter is None else self._say(counter.name)

    def _day(self, day: date) -> str:
        return f"{self._say(_WEEKDAYS[day.weekday()])} {day:%d/%m/%Y}"

    def _month(self, day: date) -> str:
        return f"{_MONTHS[day.month - 1]} {day.year}" if self._language == "en" else f"Tháng {day.month}/{day.year}"


def _wait(totals: Totals | None, figure: str) -> float | None:
    if totals is None or not totals.waits.tickets:
        return None
    value: float = getattr(totals.waits, figure)
    return value


def _row(name: str, totals: Totals) -> tuple[Cell, ...]:
    waits = totals.waits
    waited = (waits.mean_min, waits.p90_min, waits.longest_min) if waits.tickets else (None, None, None)
    return (name, totals.issued, totals.served, totals.absent, totals.left, *waited, *_told_cells(totals))


def _told_cells(one: Totals | CounterFigures) -> tuple[Cell, Cell, Cell]:
    told = one.told
    return (told.told_min, told.error_min, told.within) if told.tickets else (None, None, None)


def _all_wait_cells(one: Totals | CounterFigures) -> tuple[Cell, ...]:
    """Waits and forecasts; empty where there were none: a mean of nothing is not nought."""
    waits, told = one.waits, one.told
    waited = (waits.mean_min, waits.median_min, waits.p90_min, waits.longest_min) if waits.tickets else (None,) * 4
    said = (told.told_min, told.waited_min, told.error_min, told.within) if told.tickets else (None,) * 4
    return (waits.tickets, *waited, told.tickets, *said)


def make_report(content: ReportContent, ending: str) -> bytes:
    """The report as a file: "csv", "xlsx" or "pdf". Slow; raises ValueError for anything else."""
    # Loaded only here: a supervisor's screen starts without the libraries of three kinds of files.
    match ending:
        case "csv":
            from printing.reports.csv_file import make_csv

            return make_csv(content)
        case "xlsx":
            from printing.reports.xlsx_file import make_xlsx

            return make_xlsx(content)
        case "pdf":
            from printing.reports.pdf_file import make_report_pdf

            return make_report_pdf(content)
    raise ValueError(f"no report is written as {ending}")
