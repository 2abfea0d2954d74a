"""A bar plot on paper: a title, a quiet grid, bars side by side, a key below. Readable in black and white too."""

from __future__ import annotations

import math
from typing import Final

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable

from printing.forms.paper import tidy
from printing.reports.content import BarPlot, Language
from printing.reports.numbers import count_words, minutes_words

_PLAIN: Final = "BeVietnamPro"
_BOLD: Final = "BeVietnamPro-Bold"
_INK: Final = HexColor("#1F1A17")
_SOFT: Final = HexColor("#4A3F38")
_LINE: Final = HexColor("#DDD2C2")
_EDGE: Final = HexColor("#8A7B6E")
_LAKE: Final = HexColor("#124C74")
_SAND: Final = HexColor("#E4D3B4")
_TITLE: Final = 10.0
_WORDS: Final = 7.5
_LEFT: Final = 9 * mm
_HEAD: Final = 11 * mm
_FOOT: Final = 5 * mm
_KEY: Final = 5 * mm
_STEPS: Final = (1, 2, 2.5, 5, 10)
_MOST_LINES: Final = 5
_WIDEST_BAR: Final = 11 * mm


class BarFlowable(Flowable):
    """One plot, `width` by `height` points."""

    def __init__(self, plot: BarPlot, width: float, height: float, language: Language) -> None:
        super().__init__()
        self.width, self.height = width, height
        self._plot = plot
        self._language = language

    def wrap(self, _wide: float, _high: float) -> tuple[float, float]:
        """Always the same size."""
        return self.width, self.height

    def draw(self) -> None:
        """Paint it."""
        values = [value for series in self._plot.series for value in series.values if value is not None]
        step = grid_step(max(values, default=0.0))
        top = step * max(1, math.ceil(max(values, default=0.0) / step - 1e-9))
        key = _KEY if len(self._plot.series) > 1 else 0
        bottom = _FOOT + key
        room = self.height - _HEAD - bottom
        self._title()
        self._grid(step, top, bottom, room)
        self._bars(top, bottom, room)
        if key:
            self._key()

    def _title(self) -> None:
        canvas = self.canv
        canvas.setFillColor(_INK)
        canvas.setFont(_BOLD, _TITLE)
        canvas.drawString(0, self.height - _TITLE, tidy(self._plot.title))
        canvas.setFillColor(_SOFT)
        canvas.setFont(_PLAIN, _WORDS)
        canvas.drawString(0, self.height - _TITLE - 11, tidy(self._plot.unit))

    def _grid(self, step: float, top: float, bottom: float, room: float) -> None:
        canvas = self.canv
        canvas.setFont(_PLAIN, _WORDS)
        for line in range(round(top / step) + 1):
            value = line * step
            y = bottom + room * value / top
            canvas.setStrokeColor(_EDGE if line == 0 else _LINE)
            canvas.setLineWidth(0.7 if line == 0 else 0.4)
            canvas.line(_LEFT, y, self.width, y)
            canvas.setFillColor(_SOFT)
            whole = step == int(step)
            words = count_words(int(value), self._language) if whole else minutes_words(value, self._language)
            canvas.drawRightString(_LEFT - 4, y - _WORDS * 0.35, words)

    def _bars(self, top: float, bottom: float, room: float) -> None:
        canvas, plot = self.canv, self._plot
        if not plot.labels:
            return
        place = (self.width - _LEFT) / len(plot.labels)
        wide = min(_WIDEST_BAR, place * 0.72 / len(plot.series))
        every = self._every(place)
        for at, label in enumerate(plot.labels):
            middle = _LEFT + place * (at + 0.5)
            for number, series in enumerate(plot.series):
                value = series.values[at]
                if value is None:
                    continue
                x = middle + (number - len(plot.series) / 2) * wide
                canvas.setFillColor(_LAKE if series.main else _SAND)
                canvas.setStrokeColor(_LAKE if series.main else _EDGE)
                canvas.setLineWidth(0.5)
                canvas.rect(x + 0.4, bottom, wide - 0.8, room * value / top, stroke=1, fill=1)
            if at % every == 0:
                canvas.setFillColor(_INK)
                canvas.setFont(_PLAIN, _WORDS)
                canvas.drawCentredString(middle, bottom - _WORDS - 2, tidy(label))

    def _every(self, place: float) -> int:
        """Label every so many bars, so that no label runs into the next."""
        widest = max(pdfmetrics.stringWidth(tidy(label), _PLAIN, _WORDS) for label in self._plot.labels) + 4
        return max(1, math.ceil(widest / place))

    def _key(self) -> None:
        canvas = self.canv
        x = _LEFT
        for series in self._plot.series:
            canvas.setFillColor(_LAKE if series.main else _SAND)
            canvas.setStrokeColor(_LAKE if series.main else _EDGE)
            canvas.setLineWidth(0.5)
            canvas.rect(x, 1, 7, 7, stroke=1, fill=1)
            canvas.setFillColor(_INK)
            canvas.setFont(_PLAIN, _WORDS)
            name = tidy(series.name)
            canvas.drawString(x + 11, 2, name)
            x += 11 + pdfmetrics.stringWidth(name, _PLAIN, _WORDS) + 14


def grid_step(highest: float) -> float:
    """A round distance between grid lines: at most five of them below `highest`."""
    if highest <= 0:
        return 1.0
    rough = highest / _MOST_LINES
    scale = 10.0 ** math.floor(math.log10(rough))
    return max(1.0, next(step * scale for step in _STEPS if step * scale >= rough - 1e-9))
