"""Reports on paper and as tables: read back with other programs' eyes; no cell is ever a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pypdfium2
import pytest

from config.centre import Centre, load_centre
from config.folder import shipped_folder
from config.texts import Text
from kiosk.flows.report_papers import make_report, report_content, report_file_name
from printing.reports.bars import grid_step
from printing.reports.content import ReportContent
from printing.reports.numbers import cell_words
from ticketing.client import CounterFigures, Report, Totals
from ticketing.domain.report_answers import DayFigures, HourFigures, LineFigures, Told, Waits

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
MADE = datetime(2026, 11, 23, 17, 5, tzinfo=HANOI)
DAY = date(2026, 11, 23)
WAITS = Waits(180, 15.12, 12.5, 25.9, 61.25)
TOLD = Told(170, 16.5, 15.0, 4.6, 0.9412)
TOTALS = Totals(1214, 1100, 80, 20, 4, 10, WAITS, TOLD, promised=31, kept=29, moved=45)
SILENT = Totals(3, 0, 0, 1, 0, 2, Waits(0, 0, 0, 0, 0), Told(0, 0, 0, 0, 0))
REPORT = Report(
    DAY,
    DAY,
    TOTALS,
    (HourFigures(8, TOTALS), HourFigures(10, SILENT)),
    (LineFigures("A", TOTALS, 40, 5), LineFigures("Z", SILENT, 0, 35)),
    (CounterFigures(3, 190, 180, 8, 9.5, 402.25, WAITS, TOLD),),
    (DayFigures(DAY, TOTALS),),
)
MONTH = replace(
    REPORT,
    first=date(2026, 11, 1),
    last=date(2026, 11, 30),
    by_day=tuple(DayFigures(date(2026, 11, day), TOTALS) for day in range(2, 28)),
)
BUSY = replace(
    MONTH,
    by_line=tuple(LineFigures(line, replace(TOTALS, issued=112_140), 10_400, 10_350) for line in "ABC"),
    by_counter=tuple(replace(REPORT.by_counter[0], counter=counter, busy_min=14_402.25) for counter in range(1, 6)),
)
EMPTY = Report(DAY, DAY, replace(SILENT, issued=0, left=0, open=0), (), (), (), ())


def the_centre(**changes: Any) -> Centre:
    centre = load_centre(shipped_folder())
    assert isinstance(centre, Centre)
    return centre.model_copy(update=changes)


def content(report: Report = REPORT, language: Any = "vi", **changes: Any) -> ReportContent:
    return report_content(report, the_centre(**changes), language, MADE)


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.split())


def rows_of(data: bytes, delimiter: str) -> list[list[str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n")
    return list(csv.reader(io.StringIO(data[3:].decode(), newline=""), delimiter=delimiter))


def test_csv_in_the_way_of_each_language() -> None:
    rows = rows_of(make_report(content(), "csv"), ";")
    assert {len(row) for row in rows} == {26}
    assert rows[0][:3] == ["Phạm vi", "Tên", "Lấy số"]
    whole = rows[1]
    assert (whole[0], whole[2], whole[9], whole[17]) == ("Toàn trung tâm", "1214", "15,12", "0,9412")
    by_name = {(row[0], row[1]): row for row in rows}
    assert by_name["Nhóm thủ tục", "Z"][2] == "3"
    assert by_name["Quầy", "Quầy 3"][18:] == ["190", "9,5", "402,25", *[""] * 5]
    assert rows[0][23:] == ["Lượt chuyển", "Chuyển đi", "Chuyển đến"]
    assert whole[23:] == ["45", "", ""]
    assert by_name["Nhóm thủ tục", "A · Hộ tịch · Chứng thực"][23:] == ["45", "40", "5"]
    assert by_name["Nhóm thủ tục", "Z"][23:] == ["0", "0", "35"]
    assert by_name["Giờ lấy số", "08:00–09:00"][23:] == ["45", "", ""]
    assert by_name["Giờ lấy số", "08:00–09:00"][2] == "1214"
    english = rows_of(make_report(content(language="en"), "csv"), ",")
    assert english[1][9] == "15.12"


HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", 'x";=1', "a\r\n=1")


@pytest.mark.parametrize("name", HOSTILE)
def test_no_cell_is_a_formula(name: str) -> None:
    hostile = content(name=Text(name, name))
    cells = [cell for row in rows_of(make_report(hostile, "csv"), ";") for cell in row]
    assert not [cell for cell in cells if re.match(r"[=+\-@\t\r＝＋－＠]", cell)]
    assert not [cell for cell in cells if "\n" in cell or "\r" in cell]
    book = openpyxl.load_workbook(io.BytesIO(make_report(hostile, "xlsx")))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}


def test_a_workbook_that_another_program_reads() -> None:
    book = openpyxl.load_workbook(io.BytesIO(make_report(content(MONTH), "xlsx")))
    front, days, hours, lines, counters, _plots = book.worksheets
    assert [sheet.sheet_state for sheet in book.worksheets] == ["visible"] * 5 + ["hidden"]
    assert front["A1"].value == "Báo cáo tháng"
    assert len(front._charts) == 6
    assert (days.max_row, days["A2"].value, days["B2"].value) == (27, "02/11/2026", 1214)
    assert [cell.value for cell in hours[3]] == ["10:00–11:00", 3, 0, 0, 1, None, None, None, None, None, None]
    assert lines["A2"].value == "A · Hộ tịch · Chứng thực"
    assert [cell.value for cell in lines[1]][5:7] == ["Chuyển đi", "Chuyển đến"]
    assert [cell.value for cell in lines[3]][1:7] == [3, 0, 0, 1, 0, 35]
    assert (counters["E2"].value, counters["J2"].value, counters["J2"].number_format) == (9.5, 0.9412, "0 %")


@pytest.mark.parametrize(("language", "numbers"), [("vi", ("1.214", "15,1 phút", "94 %", "29 / 31")),
                                                   ("en", ("1,214", "15.1 min", "94 %"))])  # fmt: skip
def test_a_pdf_has_its_words_typeface_and_numbers(language: Any, numbers: tuple[str, ...]) -> None:
    pdf = make_report(content(language=language), "pdf")
    text = words_of(pdf)
    for number in numbers:
        assert number in text
    assert ("Lượt chuyển 45" if language == "vi" else "Sent on 45") in text
    assert ("Báo cáo ngày" if language == "vi" else "Daily report") in text
    assert ("Thứ Hai 23/11/2026" if language == "vi" else "Monday 23/11/2026") in text
    fonts = set(re.findall(rb"/BaseFont /([^ /]+)", pdf))
    assert fonts
    assert all(b"+BeVietnamPro" in font for font in fonts if font != b"Helvetica")
    document = pypdfium2.PdfDocument(pdf)
    assert document[0].get_size() == pytest.approx((595.3, 841.9), abs=0.1)
    document.close()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("report", [REPORT, BUSY], ids=["a day", "a busy month"])
def test_no_word_of_a_table_is_broken(report: Report, language: Any) -> None:
    pages = content(report, language)
    known = {word for words in _all_words(pages) for word in re.findall(r"[^\W\d_]+", words)} | {"Page", "Trang"}
    printed = set(re.findall(r"[^\W\d_]+", words_of(make_report(pages, "pdf"))))
    assert not printed - known
    for table in pages.tables:
        assert {word for column in table.columns for word in re.findall(r"[^\W\d_]+", column.title)} <= printed


def _all_words(part: object) -> Iterator[str]:
    """Every text in a report's content."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from _all_words(one)
    elif is_dataclass(part):
        for one in fields(part):
            yield from _all_words(getattr(part, one.name))


def test_a_day_without_anybody_is_a_report_too() -> None:
    text = words_of(make_report(content(EMPTY), "pdf"))
    assert "Lấy số 0" in text
    assert "Không ai lấy số" in text
    assert "Theo quầy" not in text
    _, whole = rows_of(make_report(content(EMPTY), "csv"), ";")
    assert whole[2:] == [*"0000000", "", "", "", "", "0", *[""] * 7, "0", "0", "0", "", ""], (
        "nobody waited: no mean of nought"
    )
    openpyxl.load_workbook(io.BytesIO(make_report(content(EMPTY), "xlsx")))


@pytest.mark.parametrize("ending", ["csv", "xlsx", "pdf"])
def test_the_same_figures_are_the_same_bytes(ending: str) -> None:
    assert make_report(content(MONTH), ending) == make_report(content(MONTH), ending)


def test_names_of_files_and_of_numbers() -> None:
    assert report_file_name(DAY, DAY, "pdf") == "bao-cao-2026-11-23.pdf"
    assert report_file_name(MONTH.first, MONTH.last, "csv") == "bao-cao-2026-11.csv"
    assert [cell_words(value, "minutes", "vi") for value in (None, 0.0, 1234.56)] == ["–", "0,0", "1.234,6"]
    assert cell_words(0.945, "share", "en") == "94 %"


@pytest.mark.parametrize(("highest", "step"), [(0, 1), (0.4, 1), (5, 1), (6, 2), (26, 10), (47, 10), (320, 100)])
def test_grid_lines_are_round_and_few(highest: float, step: float) -> None:
    assert grid_step(highest) == step
