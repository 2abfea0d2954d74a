"""`motcua clean IMAGE… --out DIR`: pages found, flattened, straightened and judged."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from scanner.imaging.clean import CleanedPage, ImageFault


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command("clean")
    def clean_pages(
        images: Annotated[list[Path], typer.Argument(help="Ảnh trang giấy / page images", show_default=False)],
        out: Annotated[
            Path, typer.Option(help="Thư mục cho trang đã xử lý / folder for the cleaned pages", show_default=False)
        ],
        as_json: Annotated[bool, typer.Option("--json", help="Mỗi ảnh một dòng JSON / a JSON line an image")] = False,
    ) -> None:
        """Làm phẳng, xoay thẳng và kiểm tra từng trang / flatten, straighten and check each page.

        The exit code is 1 where an image could not be opened; the others are cleaned all the same.
        """
        from scanner.imaging.clean import ImageFault, clean

        out.mkdir(parents=True, exist_ok=True)
        failed = False
        taken: set[str] = set()
        for image in images:
            began = time.monotonic()
            page = clean(image)
            output = None
            if isinstance(page, ImageFault):
                failed = True
            else:
                output = out / _free_name(image.stem, taken)
                _write_png(output, page)
            seconds = round(time.monotonic() - began, 3)
            show = _json_line if as_json else _plain_lines
            typer.echo(show(image, page, output, seconds))
        if failed:
            raise typer.Exit(1)


def _free_name(stem: str, taken: set[str]) -> str:
    """`stem.png`, or `stem-2.png` after an image of the same name: nothing is overwritten by its neighbour."""
    name, count = f"{stem}.png", 1
    while name in taken:
        count += 1
        name = f"{stem}-{count}.png"
    taken.add(name)
    return name


def _write_png(output: Path, page: CleanedPage) -> None:
    from scanner.imaging.encode import encode_png

    output.write_bytes(encode_png(page.image, page.dpi))


def _json_line(image: Path, page: CleanedPage | ImageFault, output: Path | None, seconds: float) -> str:
    from scanner.imaging.clean import CleanedPage

    line: dict[str, object] = {"file": str(image), "angle": None, "quad": None, "verdicts": [], "output": None}
    if isinstance(page, CleanedPage):
        line["angle"] = page.angle
        line["quad"] = [[round(x, 1), round(y, 1)] for x, y in page.quad] if page.quad else None
        line["verdicts"] = sorted(page.verdicts)
        line["output"] = str(output)
    else:
        line["error"] = {"vi": page.text.vi, "en": page.text.en}
    line["seconds"] = seconds
    return json.dumps(line, ensure_ascii=False)


def _plain_lines(image: Path, page: CleanedPage | ImageFault, output: Path | None, seconds: float) -> str:
    from scanner.imaging.clean import CleanedPage

    if not isinstance(page, CleanedPage):
        return f"{image}\n  {page.text.vi}\n  {page.text.en}"
    found = "trong khung ảnh / within the picture" if page.quad else "đầy khung / fills the frame"
    verdicts = ", ".join(sorted(page.verdicts)) or "-"
    return f"{image} -> {output}  ({seconds:.2f} s)\n  {page.angle:+.2f}°, trang {found}, {verdicts}"
