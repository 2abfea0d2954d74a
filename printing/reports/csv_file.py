"""A report as CSV (RFC 4180) that the spreadsheets of its language open: UTF-8 with a mark, lines ended by CR LF."""

from __future__ import annotations

import codecs
import csv
import io
from typing import Final

from printing.forms.paper import tidy
from printing.reports.content import Cell, ReportContent

# A cell that begins so is a formula to a spreadsheet (OWASP, CSV injection); also after the quotation mark is gone.
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def make_csv(content: ReportContent) -> bytes:
    """The flat table. Vietnamese: semicolons and decimal commas; English: commas and decimal points."""
    comma = content.language == "vi"
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=";" if comma else ",", lineterminator="\r\n")
    writer.writerow([_safe(column.title) for column in content.flat.columns])
    for row in content.flat.rows:
        writer.writerow([_cell(value, decimal_comma=comma) for value in row])
    return codecs.BOM_UTF8 + target.getvalue().encode()


def _cell(value: Cell, *, decimal_comma: bool) -> str:
    match value:
        case None:
            return ""
        case str():
            return _safe(value)
        case int():
            return str(value)
    return f"{value:g}".replace(".", ",") if decimal_comma else f"{value:g}"


def _safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    clean = tidy(text)
    return f"'{clean}" if clean.startswith(_FORMULA_STARTS) else clean
