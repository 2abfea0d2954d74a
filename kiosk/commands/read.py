"""`motcua read IMAGE…`: the codes in pictures, and the identity card behind them."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("read")
    def read(
        images: Annotated[list[Path], typer.Argument(help="Ảnh cần đọc / pictures to read", show_default=False)],
        as_json: Annotated[bool, typer.Option("--json", help="Mỗi ảnh một dòng JSON / a JSON line a picture")] = False,
    ) -> None:
        """Đọc mã trong ảnh (QR, Micro QR, Code 128, PDF417) / read the codes in pictures."""
        from kiosk.domain.identity_card import CardFault, parse_card_qr
        from scanner.codes import read_codes
        from scanner.imaging.faults import ImageFault

        failed = False
        for image in images:
            began = time.monotonic()
            codes = read_codes(image)
            line: dict[str, object] = {"file": str(image)}
            if isinstance(codes, ImageFault):
                failed = True
                line |= {"codes": [], "card": None, "error": {"vi": codes.text.vi, "en": codes.text.en}}
            else:
                cards = (parse_card_qr(code.text, date.today()) for code in codes)
                card = next((card for card in cards if not isinstance(card, CardFault)), None)
                line |= {"codes": [asdict(code) for code in codes], "card": asdict(card) if card else None}
            line["seconds"] = round(time.monotonic() - began, 3)
            print(json.dumps(line, ensure_ascii=False, default=str) if as_json else _readable(line), flush=True)
        sys.exit(1 if failed else 0)


def _readable(line: dict[str, object]) -> str:
    return json.dumps(line, ensure_ascii=False, default=str, indent=2)
