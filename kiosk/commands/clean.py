"""`motcua clean IMAGE… --out DIR`: pages found, flattened, straightened and judged."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("clean")
    def clean_command(
        images: Annotated[list[Path], typer.Argument(help="Ảnh trang giấy / page images", show_default=False)],
        out: Annotated[Path, typer.Option(help="Thư mục cho trang đã xử lý / folder for the cleaned pages")],
        as_json: Annotated[bool, typer.Option("--json", help="Mỗi ảnh một dòng JSON / a JSON line an image")] = False,
    ) -> None:
        """Làm phẳng, xoay thẳng và kiểm tra từng trang / flatten, straighten and check each page."""
        import cv2

        from scanner.imaging.clean import ImageFault, clean

        out.mkdir(parents=True, exist_ok=True)
        failed = False
        taken: set[str] = set()
        for image in images:
            began = time.monotonic()
            page = clean(image)
            line: dict[str, object] = {"file": str(image)}
            if isinstance(page, ImageFault):
                failed = True
                line |= {"angle": None, "quad": None, "verdicts": [], "output": None}
                line["error"] = {"vi": page.text.vi, "en": page.text.en}
            else:
                output = out / _free_name(image.stem, taken)
                cv2.imwrite(str(output), page.image)
                line |= {
                    "angle": page.angle,
                    "quad": [[round(x, 1), round(y, 1)] for x, y in page.quad] if page.quad else None,
                    "verdicts": sorted(page.verdicts),
                    "output": str(output),
                }
            line["seconds"] = round(time.monotonic() - began, 3)
            print(json.dumps(line, ensure_ascii=False), flush=True)
        sys.exit(1 if failed else 0)


def _free_name(stem: str, taken: set[str]) -> str:
    """`stem.png`, or `stem-2.png` where an image of that name came before: nothing is overwritten by its neighbour."""
    name, count = f"{stem}.png", 1
    while name in taken:
        count += 1
        name = f"{stem}-{count}.png"
    taken.add(name)
    return name
