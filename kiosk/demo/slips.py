"""Reading what was just printed, as the station's reader and a citizen's phone would."""

from __future__ import annotations

from pathlib import Path

from kiosk.demo.processes import DemoFault
from kiosk.domain.dossier_code import looks_like_dossier_code
from scanner.codes import Code, read_codes


def dossier_code_on_newest(slips: Path) -> str:
    """The dossier code of the newest slip. Raises DemoFault."""
    for text in _codes_on_newest(slips):
        if looks_like_dossier_code(text):
            return text
    raise DemoFault("the newest slip carries no dossier code that can be read")


def phone_page_on_newest(slips: Path) -> str:
    """The address of the newest slip's phone page. Raises DemoFault."""
    for text in _codes_on_newest(slips):
        if text.startswith("http"):
            return text
    raise DemoFault("the newest slip carries no phone page that can be read")


def _codes_on_newest(slips: Path) -> tuple[str, ...]:
    newest = max(slips.rglob("*.png"), key=lambda file: file.stat().st_mtime_ns, default=None)
    if newest is None:
        raise DemoFault("no slip was printed")
    found = read_codes(newest)
    return tuple(code.text for code in found if isinstance(code, Code)) if isinstance(found, tuple) else ()
