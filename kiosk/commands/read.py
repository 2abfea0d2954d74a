"""`motcua read IMAGE…`: the codes in pictures, and the identity card behind them."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

if TYPE_CHECKING:
    from kiosk.domain.identity_card import IdentityCard
    from scanner.codes import Code
    from scanner.imaging.faults import ImageFault

_HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("read")
    def read(
        images: Annotated[list[Path], typer.Argument(help="Ảnh cần đọc / pictures to read", show_default=False)],
        as_json: Annotated[bool, typer.Option("--json", help="Mỗi ảnh một dòng JSON / a JSON line a picture")] = False,
    ) -> None:
        """Đọc mã trong ảnh (QR, Code 128, PDF417) / read the codes in pictures.

        The exit code is 1 where a picture could not be opened; the others are read all the same.
        """
        from datetime import datetime

        from kiosk.domain.identity_card import CardFault, parse_card_qr
        from scanner.codes import read_codes
        from scanner.imaging.faults import ImageFault

        today = datetime.now(_HANOI).date()
        failed = False
        for image in images:
            began = time.monotonic()
            found = read_codes(image)
            card = None
            if isinstance(found, ImageFault):
                failed = True
            else:
                parsed = (parse_card_qr(code.text, today) for code in found if code.format == "QRCode")
                card = next((card for card in parsed if not isinstance(card, CardFault)), None)
            seconds = round(time.monotonic() - began, 3)
            show = _json_line if as_json else _plain_lines
            typer.echo(show(image, found, card, seconds))
        if failed:
            raise typer.Exit(1)


def _json_line(image: Path, found: tuple[Code, ...] | ImageFault, card: IdentityCard | None, seconds: float) -> str:
    from dataclasses import asdict

    line: dict[str, object] = {"file": str(image), "codes": [], "card": asdict(card) if card else None}
    if isinstance(found, tuple):
        line["codes"] = [{"format": code.format, "text": code.text} for code in found]
    else:
        line["error"] = {"vi": found.text.vi, "en": found.text.en}
    line["seconds"] = seconds
    return json.dumps(line, ensure_ascii=False, default=str)


def _plain_lines(image: Path, found: tuple[Code, ...] | ImageFault, card: IdentityCard | None, seconds: float) -> str:
    lines = [f"{image}  ({seconds:.2f} s)"]
    if not isinstance(found, tuple):
        return "\n".join([*lines, f"  {found.text.vi}", f"  {found.text.en}"])
    if not found:
        lines.append("  không thấy mã nào đọc được / no code that could be read")
    lines += [f"  {code.format}: {code.text}" for code in found]
    if card is not None:
        lines.append(f"  Căn cước / identity card: {card.full_name}, {card.number}")
    return "\n".join(lines)
