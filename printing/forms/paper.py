"""What the legal forms share: A4, the typeface, the national heading, the code at the top left, safe paragraphs.

Layout after Decree 30/2020/NĐ-CP, Annex I, as far as a form goes: heading in two columns, place and day in italics.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Sequence
from typing import IO, Final
from xml.sax.saxutils import escape

import segno
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate, Paragraph, Table, TableStyle

from printing.fonts import Weight, font_file

WIDTH, HEIGHT = A4
LEFT: Final = 25 * mm
RIGHT: Final = 15 * mm
TOP: Final = 15 * mm
BOTTOM: Final = 18 * mm
CONTENT: Final = WIDTH - LEFT - RIGHT
CODE_SIDE: Final = 26 * mm
_DOTS: Final = "…" * 12
_FAMILY: Final = "BeVietnamPro"
_WEIGHTS: Final[dict[str, Weight]] = {"": "Regular", "-Bold": "SemiBold", "-Italic": "Italic"}
_Span = tuple[tuple[int, int], tuple[int, int]]
_loading = threading.Lock()

BODY: Final = ParagraphStyle("body", fontName=_FAMILY, fontSize=10.5, leading=15.5, spaceAfter=2.5)
ITEM: Final = ParagraphStyle("item", parent=BODY, leftIndent=8 * mm, bulletIndent=1 * mm, bulletFontName=_FAMILY)
CENTRE: Final = ParagraphStyle("centre", parent=BODY, alignment=TA_CENTER, spaceAfter=0)
HEAD: Final = ParagraphStyle("head", parent=CENTRE, fontSize=9.5, leading=13)
SMALL: Final = ParagraphStyle("small", parent=CENTRE, fontSize=8.5, leading=11.5)
TITLE: Final = ParagraphStyle("title", parent=CENTRE, fontName=f"{_FAMILY}-Bold", fontSize=14, leading=20)


def load_typeface() -> None:
    """Make the typeface known to ReportLab; once a process, from any thread."""
    with _loading:
        if _FAMILY in pdfmetrics.getRegisteredFontNames():
            return
        for suffix, weight in _WEIGHTS.items():
            pdfmetrics.registerFont(TTFont(_FAMILY + suffix, str(font_file(weight))))
        pdfmetrics.registerFontFamily(_FAMILY, _FAMILY, f"{_FAMILY}-Bold", f"{_FAMILY}-Italic", f"{_FAMILY}-Bold")


def tidy(value: str) -> str:
    """A value in NFC on one line, without control characters and lone surrogates."""
    whole = unicodedata.normalize("NFC", value)
    return " ".join("".join(sign for sign in whole if sign in "\t\n" or unicodedata.category(sign)[0] != "C").split())


def safe(value: str) -> str:
    """A value as paragraph markup: tidy, nothing in it read as a tag."""
    return escape(tidy(value))


def filled(label: str, value: str) -> str:
    """`Label: value` as markup; dots to write on where there is none."""
    return f"{safe(label)}: " + (f"<b>{safe(value)}</b>" if value.strip() else _DOTS)


def paragraph(markup: str, style: ParagraphStyle = BODY, bullet: str | None = None) -> Paragraph:
    """A paragraph of markup made by `safe` or `filled`."""
    return Paragraph(markup, style, bulletText=bullet)


class Code(Flowable):
    """A QR code as vectors, with its quiet zone, `side` points wide. UTF-8 announced by ECI."""

    def __init__(self, payload: str, side: float = CODE_SIDE) -> None:
        super().__init__()
        code = segno.make(payload, error="m", micro=False, encoding="utf-8", eci=True)
        self._rows = [list(row) for row in code.matrix_iter(border=4)]
        self.width = self.height = side

    def draw(self) -> None:
        """Paint it; runs of dark modules become one rectangle each."""
        module = self.width / len(self._rows)
        for down, row in enumerate(self._rows):
            start = None
            for across, dark in enumerate([*row, 0]):
                if dark and start is None:
                    start = across
                elif not dark and start is not None:
                    bottom = self.height - (down + 1) * module
                    self.canv.rect(start * module, bottom, (across - start) * module, module, stroke=0, fill=1)
                    start = None


class _Rule(Flowable):
    """A short line under a heading, centred in its column."""

    def __init__(self, length: float) -> None:
        super().__init__()
        self._length = length
        self._column = length

    def wrap(self, available: float, _: float) -> tuple[float, float]:
        """As wide as the column, four points high."""
        self._column = available
        return available, 5

    def draw(self) -> None:
        """Paint it."""
        start = (self._column - self._length) / 2
        self.canv.setLineWidth(0.7)
        self.canv.line(start, 2, start + self._length, 2)


def heading(code: str, owner: str, office: str, number: str, place_and_day: str) -> Table:
    """Code top left, the office, the national heading; number and day below them.

    code: what the QR code says. owner: đơn vị chủ quản. office: the one-stop office that issues the paper.
    """
    widths = (CODE_SIDE, CONTENT - CODE_SIDE - 80 * mm, 80 * mm)
    ours = [
        paragraph(safe(owner).upper(), HEAD),
        *(paragraph(f"<b>{line}</b>", HEAD) for line in _even_lines(safe(office).upper(), widths[1] - 4 * mm)),
        _Rule(18 * mm),
    ]
    nation = [
        paragraph("<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b>", HEAD),
        paragraph("<b>Độc lập - Tự do - Hạnh phúc</b>", HEAD),
        _Rule(45 * mm),
    ]
    below = ["", paragraph(safe(number), HEAD), paragraph(f"<i>{safe(place_and_day)}</i>", HEAD)]
    return _plain_table([[Code(code), ours, nation], below], widths, (None, None), [((0, 0), (0, 1))])


def _even_lines(words: str, width: float) -> list[str]:
    """One line, or two of about the same length where one is too long; more only where two are too narrow."""

    def length(line: str) -> float:
        return pdfmetrics.stringWidth(line, f"{_FAMILY}-Bold", HEAD.fontSize)

    if length(words) <= width or " " not in words:
        return [words]
    breaks = [at for at, sign in enumerate(words) if sign == " "]
    best = min(breaks, key=lambda at: max(length(words[:at]), length(words[at + 1 :])))
    return [words[:best], words[best + 1 :]]


def signatures(columns: list[tuple[str, tuple[str, ...], str]]) -> Table:
    """Places to sign: (who, notes, the name under the signature), side by side."""
    room = 20 * mm
    cells = [
        [
            paragraph(f"<b>{safe(who)}</b>", CENTRE),
            *(paragraph(f"<i>{safe(note)}</i>", SMALL) for note in notes),
        ]
        for who, notes, _ in columns
    ]
    names = [paragraph(f"<b>{safe(name)}</b>", CENTRE) for _, _, name in columns]
    widths = tuple(CONTENT / len(columns) for _ in columns)
    return _plain_table([cells, [""] * len(columns), names], widths, (None, room, None))


def _plain_table(
    rows: Sequence[Sequence[object]],
    widths: Sequence[float],
    heights: Sequence[float | None],
    spans: Sequence[_Span] = (),
) -> Table:
    style = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")])
    for side in ("LEFT", "RIGHT", "TOP", "BOTTOM"):
        style.add(f"{side}PADDING", (0, 0), (-1, -1), 0)
    for span in spans:
        style.add("SPAN", *span)
    return Table([list(row) for row in rows], colWidths=list(widths), rowHeights=list(heights), style=style)


def make_pdf(target: IO[bytes], story: list[Flowable], title: str, mark: str, running: str) -> None:
    """Build the PDF into a binary file object: deterministic, fonts embedded.

    mark: small print at the top right of the first page. running: stands beside the number of every further page.
    """

    def first(canvas: Canvas, _: BaseDocTemplate) -> None:
        canvas.setFont(f"{_FAMILY}-Italic", 8)
        canvas.drawRightString(WIDTH - RIGHT, HEIGHT - 9 * mm, mark)

    def later(canvas: Canvas, _: BaseDocTemplate) -> None:
        canvas.setFont(_FAMILY, 8.5)
        canvas.drawCentredString(WIDTH / 2, HEIGHT - 10 * mm, str(canvas.getPageNumber()))
        canvas.drawRightString(WIDTH - RIGHT, HEIGHT - 10 * mm, running)

    document = BaseDocTemplate(
        target, pagesize=A4, invariant=1, title=title, author="", creator="Một Cửa", lang="vi-VN", pageCompression=1
    )
    frame = Frame(
        LEFT, BOTTOM, CONTENT, HEIGHT - TOP - BOTTOM, leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0
    )
    document.addPageTemplates(
        [
            PageTemplate("first", [frame], onPage=first, autoNextPageTemplate="later"),
            PageTemplate("later", [frame], onPage=later),
        ]
    )
    document.build(story)
