"""A report as an Excel workbook: a page of key figures and plots that stay editable, and a sheet for each table."""

from __future__ import annotations

import io
from typing import Any, Final

import xlsxwriter

from printing.forms.paper import tidy
from printing.reports.content import BarPlot, Cell, Kind, ReportContent, ReportTable

_LAKE: Final = "#124C74"
_SAND: Final = "#D8C3A0"
_EDGE: Final = "#8A7B6E"
_LINE: Final = "#DDD2C2"
_SIDE: Final = "#F3EADD"
_INK: Final = "#1F1A17"
_SOFT: Final = "#4A3F38"
_NUMBER_FORMATS: Final[dict[Kind, str]] = {"text": "@", "count": "#,##0", "minutes": "0.0", "share": "0 %"}
_PLOT_ROWS: Final = 17
_PLOT_WIDTH: Final = 760
_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def make_xlsx(content: ReportContent) -> bytes:
    """The workbook; the same content always gives the same bytes."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(target, options)
    book.set_properties({"title": content.title, "author": "Một Cửa", "created": content.made_at.replace(tzinfo=None)})
    look = _Look(book)
    front = book.add_worksheet(_sheet_name(content.title))
    sheets = [(table, book.add_worksheet(_sheet_name(table.title))) for table in content.tables]
    data = book.add_worksheet("plots")
    data.hide()
    _front(front, data, book, content, look)
    for table, sheet in sheets:
        _table(sheet, table, look)
    book.close()
    return target.getvalue()


class _Look:
    """The formats of one workbook."""

    def __init__(self, book: Any) -> None:
        def made(**words: object) -> Any:
            return book.add_format({"font_color": _INK, "font_size": 11, "valign": "vcenter", **words})

        self.plain = made()
        self.soft = made(font_color=_SOFT)
        self.title = made(bold=True, font_size=18)
        self.name = made(font_color=_SOFT, font_size=10)
        self.value = made(bold=True, font_size=16, align="left")
        self.head = made(bold=True, text_wrap=True, bg_color=_SIDE, bottom=1, bottom_color=_EDGE)
        self.head_number = made(
            bold=True, text_wrap=True, bg_color=_SIDE, bottom=1, bottom_color=_EDGE, align="right"
        )  # fmt: skip
        self.cells = {
            kind: made(num_format=shape, bottom=1, bottom_color=_LINE, align="left" if kind == "text" else "right")
            for kind, shape in _NUMBER_FORMATS.items()
        }


def _front(sheet: Any, data: Any, book: Any, content: ReportContent, look: _Look) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 7, 17)
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, tidy(content.title), look.title)
    for row, words in enumerate((content.office, content.centre, content.period, content.made), 1):
        sheet.write_string(row, 0, tidy(words), look.soft)
    for place, figure in enumerate(content.key_figures):
        row, column = 6 + place // 4 * 4, place % 4 * 2
        sheet.write_string(row, column, tidy(figure.name), look.name)
        sheet.set_row(row + 1, 24)
        sheet.write_string(row + 1, column, tidy(figure.value), look.value)
        sheet.write_string(row + 2, column, tidy(figure.detail), look.name)
    row = 7 + (len(content.key_figures) + 3) // 4 * 4
    at = 0
    for plot in content.plots:
        at = _plot_data(data, plot, at)
        chart = _chart(book, plot, at - len(plot.labels) - 1)
        sheet.insert_chart(row, 0, chart, {"object_position": 2})
        row += _PLOT_ROWS
    _page(sheet)


def _plot_data(data: Any, plot: BarPlot, at: int) -> int:
    """What a plot is drawn from, on a sheet of its own; returns the first row after it."""
    data.write_string(at, 0, tidy(plot.title))
    for column, series in enumerate(plot.series, 1):
        data.write_string(at, column, tidy(series.name))
    for row, label in enumerate(plot.labels, at + 1):
        data.write_string(row, 0, tidy(label))
        for column, series in enumerate(plot.series, 1):
            value = series.values[row - at - 1]
            if value is not None:
                data.write_number(row, column, value)
    return at + 1 + len(plot.labels)


def _chart(book: Any, plot: BarPlot, at: int) -> Any:
    chart = book.add_chart({"type": "column"})
    last = at + len(plot.labels)
    for column, series in enumerate(plot.series, 1):
        chart.add_series(
            {
                "name": ["plots", at, column],
                "categories": ["plots", at + 1, 0, last, 0],
                "values": ["plots", at + 1, column, last, column],
                "fill": {"color": _LAKE if series.main else _SAND},
                "border": {"color": _LAKE if series.main else _EDGE, "width": 0.75},
                "gap": 60,
            }
        )
    chart.set_title({"name": tidy(plot.title), "overlay": False, "name_font": {"size": 12, "color": _INK}})
    chart.set_y_axis(
        {
            "name": tidy(plot.unit), "name_font": {"size": 9, "bold": False, "color": _SOFT},
            "major_gridlines": {"visible": True, "line": {"color": _LINE}}, "line": {"none": True}, "min": 0,
        }
    )  # fmt: skip
    chart.set_x_axis({"line": {"color": _EDGE}})
    chart.set_legend({"position": "bottom"} if len(plot.series) > 1 else {"none": True})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": _PLOT_WIDTH, "height": _PLOT_ROWS * 20 - 20})
    return chart


def _table(sheet: Any, table: ReportTable, look: _Look) -> None:
    sheet.hide_gridlines(2)
    sheet.set_row(0, 34)
    for column, head in enumerate(table.columns):
        sheet.set_column(column, column, 30 if head.kind == "text" else 14)
        sheet.write_string(0, column, tidy(head.title), look.head if head.kind == "text" else look.head_number)
    for row, cells in enumerate(table.rows, 1):
        for column, (value, head) in enumerate(zip(cells, table.columns, strict=True)):
            _write(sheet, row, column, value, look.cells[head.kind])
    sheet.freeze_panes(1, 1)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    if table.note:
        sheet.write_string(len(table.rows) + 2, 0, tidy(table.note), look.soft)
    _page(sheet)


def _write(sheet: Any, row: int, column: int, value: Cell, shape: Any) -> None:
    match value:
        case None:
            sheet.write_blank(row, column, None, shape)
        case str():
            sheet.write_string(row, column, tidy(value), shape)
        case _:
            sheet.write_number(row, column, value, shape)


def _page(sheet: Any) -> None:
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.5, 0.5, 0.5, 0.6)
    sheet.set_footer("&R&P / &N")


def _sheet_name(title: str) -> str:
    """At most 31 letters, none of those that Excel keeps for itself."""
    return tidy(title).translate(_FORBIDDEN).strip("' ")[:31]
