"""What a report shows, ready to be laid out; it knows nothing of queues. All words are in the report's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Language = Literal["vi", "en"]
Kind = Literal["text", "count", "minutes", "share"]
Cell = str | int | float | None
"""None: there is nothing to say, a dash. Minutes are decimal, a share is between 0 and 1."""


@dataclass(frozen=True)
class Column:
    """One column of a table."""

    title: str
    kind: Kind = "count"


@dataclass(frozen=True)
class ReportTable:
    """Rows as long as `columns`."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class Series:
    """One colour of bars; as many values as the plot has labels, None for a gap. `main`: the darker, more important."""

    name: str
    values: tuple[float | None, ...]
    main: bool = True


@dataclass(frozen=True)
class BarPlot:
    """Bars beside each other for each label. `wide`: as wide as the page, else half of it."""

    title: str
    unit: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    wide: bool = False


@dataclass(frozen=True)
class KeyFigure:
    """A number worth a large letter."""

    name: str
    value: str
    detail: str = ""


@dataclass(frozen=True)
class ReportContent:
    """One report. `flat`: everything in one rectangular table, for programs; `made_at` with its offset; `empty`: what
    is said where there is nothing to draw."""

    language: Language
    office: str
    centre: str
    title: str
    period: str
    made_at: datetime
    made: str
    key_figures: tuple[KeyFigure, ...]
    plots: tuple[BarPlot, ...]
    tables: tuple[ReportTable, ...]
    flat: ReportTable
    empty: str
