"""A staff badge as a card of 85.6 x 54 mm (ISO/IEC 7810 ID-1): the QR code, whose it is, the centre. Nothing else."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Final

import pypdfium2
from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from printing.forms.paper import Code, load_typeface, tidy

_WIDTH: Final = 85.6 * mm
_HEIGHT: Final = 53.98 * mm
_MARGIN: Final = 5 * mm
_CODE: Final = 36 * mm
_LACQUER: Final = HexColor("#8C1C13")
_INK: Final = HexColor("#1F1A17")
_SOFT: Final = HexColor("#4A3F38")
_PLAIN: Final = "BeVietnamPro"
_BOLD: Final = "BeVietnamPro-Bold"
_PNG_SCALE: Final = 300 / 72


@dataclass(frozen=True)
class BadgeContent:
    """What stands on a badge. `code` signs its bearer in; its repr shows neither it nor the name."""

    centre: str
    name: str = field(repr=False)
    role: str
    code: str = field(repr=False)


def badge_pdf(content: BadgeContent) -> bytes:
    """The card as a PDF of one page, in real size."""
    load_typeface()
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(_WIDTH, _HEIGHT), invariant=1)
    canvas.setTitle("Motcua")
    canvas.setFillColor(_LACQUER)
    canvas.rect(0, 0, 2 * mm, _HEIGHT, stroke=0, fill=1)
    canvas.setFillColor(_INK)
    code = Code(content.code, _CODE)
    code.canv = canvas
    canvas.saveState()
    canvas.translate(_WIDTH - _CODE - 2 * mm, (_HEIGHT - _CODE) / 2)
    code.draw()
    canvas.restoreState()
    room = _WIDTH - _CODE - 4 * mm - _MARGIN
    y = _HEIGHT - _MARGIN - 8
    for line in _lines(content.centre, _PLAIN, 7.5, room):
        canvas.setFont(_PLAIN, 7.5)
        canvas.setFillColor(_SOFT)
        canvas.drawString(_MARGIN, y, line)
        y -= 10
    y = _HEIGHT / 2 + 4
    for line in _lines(content.name, _BOLD, 12, room):
        canvas.setFont(_BOLD, 12)
        canvas.setFillColor(_INK)
        canvas.drawString(_MARGIN, y, line)
        y -= 15
    canvas.setFont(_PLAIN, 8.5)
    canvas.setFillColor(_SOFT)
    canvas.drawString(_MARGIN, y - 1, tidy(content.role))
    canvas.showPage()
    canvas.save()
    return target.getvalue()


def badge_png(content: BadgeContent) -> bytes:
    """The same card as a picture of 300 dots an inch."""
    document = pypdfium2.PdfDocument(badge_pdf(content))
    try:
        target = io.BytesIO()
        document[0].render(scale=_PNG_SCALE).to_pil().save(target, "PNG", dpi=(300, 300))
        return target.getvalue()
    finally:
        document.close()


def _lines(text: str, font: str, size: float, room: float) -> list[str]:
    """The words in lines no wider than `room` points; a word that is too long has a line of its own."""
    lines: list[str] = []
    for word in tidy(text).split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and pdfmetrics.stringWidth(longer, font, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
