"""A report as A4 pages: key figures, plots, tables; the house's typeface embedded."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, KeepTogether, PageTemplate, Spacer, Table, TableStyle

from printing.forms.paper import load_typeface, paragraph, safe, tidy
from printing.reports.bars import BarFlowable
from printing.reports.content import BarPlot, KeyFigure, ReportContent, ReportTable
from printing.reports.numbers import cell_words

WIDTH, HEIGHT = A4
SIDE: Final = 18 * mm
TOP: Final = 16 * mm
BOTTOM: Final = 18 * mm
CONTENT: Final = WIDTH - 2 * SIDE
GAP: Final = 6 * mm
_PLAIN: Final = "BeVietnamPro"
_BOLD: Final = "BeVietnamPro-Bold"
_INK: Final = HexColor("#1F1A17")
_SOFT: Final = HexColor("#4A3F38")
_LINE: Final = HexColor("#DDD2C2")
_SIDE_GROUND: Final = HexColor("#F3EADD")
_LACQUER: Final = HexColor("#8C1C13")
_FIGURES_A_ROW: Final = 4
_PADDING: Final = 4
_APART: Final = 2
"""Points between two columns, beside the padding."""


def _style(name: str, size: float, leading: float, font: str = _PLAIN, colour: Color = _INK) -> ParagraphStyle:
    return ParagraphStyle(name, fontName=font, fontSize=size, leading=leading, textColor=colour)


_TITLE: Final = _style("report title", 20, 25, _BOLD)
_LEAD: Final = _style("report lead", 11, 15)
_SMALL: Final = _style("report small", 8.5, 12, colour=_SOFT)
_HEAD: Final = _style("report head", 12, 17, _BOLD)
_FIGURE: Final = _style("report figure", 19, 24, _BOLD)
_CELL: Final = _style("report cell", 8.5, 11.5)
_CELL_HEAD: Final = _style("report cell head", 7.8, 10, _BOLD)
_NUMBER: Final = ParagraphStyle("report number", parent=_CELL, alignment=TA_RIGHT)
_NUMBER_HEAD: Final = ParagraphStyle("report number head", parent=_CELL_HEAD, alignment=TA_RIGHT)


def make_report_pdf(content: ReportContent) -> bytes:
    """The report; the same content always gives the same bytes."""
    load_typeface()
    story: list[Flowable] = [
        paragraph(safe(content.office), _SMALL),
        paragraph(safe(content.title), _TITLE),
        paragraph(f"{safe(content.centre)} · {safe(content.period)}", _LEAD),
        Spacer(1, 5 * mm),
        _figures(content.key_figures),
        Spacer(1, 4 * mm),
        *_plots(content.plots, content),
        *(part for table in content.tables if table.rows for part in _table(table, content)),
    ]
    if not any(table.rows for table in content.tables):
        story.append(paragraph(safe(content.empty), _LEAD))
    target = io.BytesIO()
    _build(target, story, content)
    return target.getvalue()


def _figures(figures: Sequence[KeyFigure]) -> Table:
    """Large numbers, four in a row, hairlines between the rows."""
    cells = [
        [paragraph(safe(one.name), _SMALL), paragraph(safe(one.value), _FIGURE), paragraph(safe(one.detail), _SMALL)]
        for one in figures
    ]
    rows = [cells[at : at + _FIGURES_A_ROW] for at in range(0, len(cells), _FIGURES_A_ROW)]
    padded = [[*row, *[""] * (_FIGURES_A_ROW - len(row))] for row in rows]
    style = _plain_style(3)
    style.add("LINEABOVE", (0, 0), (-1, -1), 0.6, _LINE)
    style.add("LINEBELOW", (0, -1), (-1, -1), 0.6, _LINE)
    return Table(padded, colWidths=[CONTENT / _FIGURES_A_ROW] * _FIGURES_A_ROW, style=style, hAlign="LEFT")


def _plots(plots: Sequence[BarPlot], content: ReportContent) -> list[Flowable]:
    """Wide ones in a row of their own, the others two in a row."""
    story: list[Flowable] = []
    waiting: list[BarPlot] = []
    half = (CONTENT - GAP) / 2

    def put_halves() -> None:
        if waiting:
            cells = [BarFlowable(one, half, 58 * mm, content.language) for one in waiting]
            row = [cells[0], "", cells[1] if len(cells) > 1 else ""]
            story.append(Table([row], colWidths=[half, GAP, half], style=_plain_style(0), hAlign="LEFT"))
            story.append(Spacer(1, 4 * mm))
            waiting.clear()

    for plot in plots:
        if plot.wide:
            put_halves()
            story += [BarFlowable(plot, CONTENT, 64 * mm, content.language), Spacer(1, 4 * mm)]
            continue
        waiting.append(plot)
        if len(waiting) == 2:
            put_halves()
    put_halves()
    return story


def _table(table: ReportTable, content: ReportContent) -> list[Flowable]:
    first = table.columns[0]
    rows = [
        [cell_words(value, column.kind, content.language) for value, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    head = [paragraph(safe(column.title), _CELL_HEAD if column is first else _NUMBER_HEAD) for column in table.columns]
    body = [
        [
            paragraph(safe(words), _CELL if column.kind == "text" else _NUMBER)
            for words, column in zip(row, table.columns, strict=True)
        ]
        for row in rows
    ]
    style = _plain_style(2.6)
    style.add("BACKGROUND", (0, 0), (-1, 0), _SIDE_GROUND)
    style.add("VALIGN", (0, 0), (-1, 0), "BOTTOM")
    style.add("LINEBELOW", (0, 0), (-1, -1), 0.5, _LINE)
    style.add("LEFTPADDING", (0, 0), (-1, -1), _PADDING)
    style.add("RIGHTPADDING", (-1, 0), (-1, -1), _PADDING)
    drawn = Table(
        [head, *body],
        colWidths=_widths([column.title for column in table.columns], rows),
        repeatRows=1,
        style=style,
        hAlign="LEFT",
    )
    title = [paragraph(safe(table.title), _HEAD), Spacer(1, 1.5 * mm)]
    note: list[Flowable] = [Spacer(1, 3 * mm), paragraph(safe(table.note), _SMALL)] if table.note else []
    end: list[Flowable] = [*note, Spacer(1, 6 * mm)]
    if len(table.rows) <= 20:
        return [KeepTogether([*title, drawn, *end])]
    return [*title, drawn, *end]


def _widths(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """How wide each column is: no title breaks inside a word and no number over two lines.

    The first column, of names, has what they need or what is left for it.
    """
    columns = list(zip(*rows, strict=True))
    names, *numbers = (max(stringWidth(tidy(one), _PLAIN, _CELL.fontSize) for one in cells) for cells in columns)
    name_title, *number_titles = (
        max((stringWidth(word, _BOLD, _CELL_HEAD.fontSize) for word in tidy(title).split()), default=0.0)
        for title in titles
    )
    needed = [max(pair) + _PADDING + _APART for pair in zip(numbers, number_titles, strict=True)]
    needed[-1] += _PADDING
    left = CONTENT - sum(needed)
    first = min(left, max(names, name_title) + _PADDING + _APART)
    return [first, *_levelled(needed, CONTENT - first)]


def _levelled(needed: Sequence[float], room: float) -> list[float]:
    """As much as each needs and `room` together: what is to spare goes to the narrowest, so that most are alike."""
    rising = sorted(needed)
    level = 0.0
    for count in range(len(rising), 0, -1):
        level = (room - sum(rising[count:])) / count
        if level >= rising[count - 1]:
            break
    return [max(one, level) for one in needed]


def _plain_style(padding: float) -> TableStyle:
    style = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")])
    for side in ("LEFT", "RIGHT"):
        style.add(f"{side}PADDING", (0, 0), (-1, -1), 0)
    for side in ("TOP", "BOTTOM"):
        style.add(f"{side}PADDING", (0, 0), (-1, -1), padding)
    return style


def _build(target: io.BytesIO, story: list[Flowable], content: ReportContent) -> None:
    page_word = "Page" if content.language == "en" else "Trang"

    def dress(canvas: Canvas, _: BaseDocTemplate) -> None:
        canvas.setFillColor(_LACQUER)
        canvas.rect(0, 0, 4 * mm, HEIGHT, stroke=0, fill=1)
        canvas.setFillColor(_SOFT)
        canvas.setFont(_PLAIN, 8)
        canvas.drawString(SIDE, 9 * mm, tidy(f"{content.title} · {content.period} · {content.made}"))
        canvas.drawRightString(WIDTH - SIDE, 9 * mm, f"{page_word} {canvas.getPageNumber()}")

    document = BaseDocTemplate(
        target, pagesize=A4, invariant=1, title=f"{content.title} {content.period}", author="", creator="Một Cửa",
        lang="vi-VN" if content.language == "vi" else "en", pageCompression=1,
    )  # fmt: skip
    frame = Frame(
        SIDE, BOTTOM, CONTENT, HEIGHT - TOP - BOTTOM, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0
    )
    document.addPageTemplates([PageTemplate("page", [frame], onPage=dress)])
    document.build(story)
