"""Paper for the simulated scanner: Vietnamese A4 pages that look like what people bring, or images from a folder.

Everything on a drawn page is invented and follows from its seed alone.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Sequence
from functools import cache, lru_cache, partial
from importlib.resources import files
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

DPI = 300
WIDTH, HEIGHT = 2480, 3508
"""A4 in pixels at 300 dpi."""

_MARGIN = 300
_INK = (34, 32, 38)
_BLUE = (32, 58, 140)
_SEAL = (196, 36, 42)
_PAPER = (250, 248, 242)
_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô")
_MIDDLE = ("Thị Thu", "Văn", "Thị Ngọc", "Đức", "Minh", "Thị Phương", "Quốc", "Hữu")
_GIVEN = ("Hằng", "Cường", "Ánh", "Thịnh", "Huyền", "Trường", "Yến", "Bằng", "Quỳnh", "Nghĩa")
_STREETS = ("Hàng Bông", "Lý Thường Kiệt", "Trần Hưng Đạo", "Phùng Hưng", "Đội Cấn", "Nguyễn Thái Học")
_WARDS = ("phường Hoàn Kiếm", "phường Cửa Nam", "phường Ba Đình", "phường Ngọc Hà", "phường Hai Bà Trưng")


def civil_status_extract(seed: int) -> Image.Image:
    """A certified copy of a birth extract, with a round red seal. RGB, A4 at 300 dpi, lying slightly askew."""
    luck = random.Random(seed)
    sheet, pen = _blank()
    ward = luck.choice(_WARDS)
    _heading(pen, f"ỦY BAN NHÂN DÂN\n{ward.upper()}", f"Số: {luck.randint(1, 999)}/TLKS-BS")
    _centred(pen, 620, "TRÍCH LỤC KHAI SINH", 76, 700)
    _centred(pen, 730, "(BẢN SAO)", 54, 500)
    day = f"{luck.randint(1, 28):02}/{luck.randint(1, 12):02}/{luck.randint(1960, 2024)}"
    rows = [
        ("Họ, chữ đệm, tên", _name(luck)),
        ("Ngày, tháng, năm sinh", day),
        ("Giới tính", luck.choice(("Nam", "Nữ"))),
        ("Dân tộc", "Kinh"),
        ("Quốc tịch", "Việt Nam"),
        ("Nơi sinh", f"Bệnh viện Phụ sản Hà Nội, {luck.choice(_WARDS)}, thành phố Hà Nội"),
        ("Quê quán", f"{luck.choice(_WARDS)}, thành phố Hà Nội"),
        ("Họ, chữ đệm, tên người mẹ", _name(luck)),
        ("Họ, chữ đệm, tên người cha", _name(luck)),
        ("Đăng ký khai sinh tại", f"Ủy ban nhân dân {ward}"),
        ("Ngày đăng ký", f"{luck.randint(1, 28):02}/{luck.randint(1, 12):02}/2025"),
    ]
    below = _rows(pen, 880, rows)
    _lines(pen, below + 80, "Trích lục này được cấp từ Sổ đăng ký khai sinh, có giá trị như bản chính.", 46)
    _signature(sheet, luck, below + 260, "NGƯỜI KÝ TRÍCH LỤC", _name(luck), sealed=True)
    return _scanned(sheet, luck)


def signed_declaration(seed: int) -> Image.Image:
    """A declaration filled in by hand, in blue, and signed. RGB, A4 at 300 dpi, lying slightly askew."""
    luck = random.Random(seed)
    sheet, pen = _blank()
    _heading(pen, "", "")
    _centred(pen, 560, "TỜ KHAI", 76, 700)
    _centred(pen, 660, "CẤP BẢN SAO TRÍCH LỤC HỘ TỊCH", 60, 700)
    _centred(pen, 780, f"Kính gửi: Ủy ban nhân dân {luck.choice(_WARDS)}", 48, 400)
    asks = _name(luck)
    home = f"Số {luck.randint(1, 200)} phố {luck.choice(_STREETS)}, {luck.choice(_WARDS)}, Hà Nội"
    rows = [
        ("Họ, chữ đệm, tên người yêu cầu", asks),
        ("Nơi cư trú", home),
        ("Quan hệ với người được cấp", luck.choice(("Bản thân", "Con", "Mẹ", "Cha", "Vợ", "Chồng"))),
        ("Đề nghị cấp bản sao trích lục", luck.choice(("khai sinh", "kết hôn", "khai tử"))),
        ("Họ, chữ đệm, tên người được cấp", _name(luck)),
        ("Số lượng bản sao", f"{luck.randint(1, 5):02} bản"),
    ]
    below = _rows(pen, 900, rows, _BLUE, "italic")
    _lines(
        pen,
        below + 60,
        "Tôi cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật về cam đoan "
        "của mình.",
        48,
    )
    _signature(sheet, luck, below + 330, "NGƯỜI YÊU CẦU", asks, sealed=False)
    return _scanned(sheet, luck)


def drawn_pages(count: int, seed: int = 0) -> tuple[Image.Image, ...]:
    """`count` pages in turn of both kinds; the same seed gives the same pixels."""
    return tuple(draw() for draw in pages_to_draw(count, seed))


def pages_to_draw(count: int, seed: int = 0) -> tuple[Callable[[], Image.Image], ...]:
    """The same pages, drawn when asked for."""
    return tuple(partial(_drawn, at % 2 == 1, seed * 1000 + at) for at in range(count))


def pages_later(paths: Sequence[Path]) -> tuple[Callable[[], Image.Image], ...]:
    """Each image laid on an A4 sheet at 300 dpi as large as it fits; one of just that size is left as it is.

    Raises OSError at once for a file that is missing or no image; the pixels are read when asked for.
    """
    for path in paths:
        Image.open(path).close()
    return tuple(partial(_laid_on_a4, path) for path in paths)


def pages_in_folder(folder: Path) -> tuple[Callable[[], Image.Image], ...]:
    """All PNG and JPEG images of a folder, by name, as `pages_later` gives them."""
    kinds = {".png", ".jpg", ".jpeg"}
    return pages_later(sorted(path for path in folder.iterdir() if path.suffix.lower() in kinds))


@lru_cache(maxsize=3)
def _drawn(is_extract: bool, seed: int) -> Image.Image:
    return civil_status_extract(seed) if is_extract else signed_declaration(seed)


@lru_cache(maxsize=2)
def _laid_on_a4(path: Path) -> Image.Image:
    with Image.open(path) as found:
        image = found.convert("RGB")
    if image.size == (WIDTH, HEIGHT):
        return image
    scale = min(WIDTH / image.width, HEIGHT / image.height)
    image = image.resize((max(1, round(image.width * scale)), max(1, round(image.height * scale))))
    sheet = Image.new("RGB", (WIDTH, HEIGHT), "white")
    sheet.paste(image, (0, 0))
    return sheet


@cache
def _font(size: int, weight: int = 400, style: str = "normal") -> ImageFont.FreeTypeFont:
    name = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}[weight]
    name += "Italic" if style == "italic" else ""
    font = files("fontpkg_be_vietnam_pro").joinpath("files", f"BeVietnamPro-{name}.ttf").read_bytes()
    return ImageFont.truetype(io.BytesIO(font), size)


def _blank() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    sheet = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    return sheet, ImageDraw.Draw(sheet)


def _name(luck: random.Random) -> str:
    return f"{luck.choice(_FAMILIES)} {luck.choice(_MIDDLE)} {luck.choice(_GIVEN)}".upper()


def _heading(pen: ImageDraw.ImageDraw, office: str, number: str) -> None:
    pen.multiline_text((700, 260), office, _INK, _font(44, 600), anchor="ma", align="center")
    pen.text((700, 400), number, _INK, _font(42), anchor="ma")
    pen.text((1640, 260), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", _INK, _font(44, 700), anchor="ma")
    pen.text((1640, 330), "Độc lập - Tự do - Hạnh phúc", _INK, _font(46, 600), anchor="ma")
    pen.line((1340, 410, 1940, 410), _INK, 4)


def _centred(pen: ImageDraw.ImageDraw, top: int, words: str, size: int, weight: int) -> None:
    pen.text((WIDTH // 2, top), words, _INK, _font(size, weight), anchor="ma")


def _rows(
    pen: ImageDraw.ImageDraw,
    top: int,
    rows: Sequence[tuple[str, str]],
    ink: tuple[int, int, int] = _INK,
    style: str = "normal",
) -> int:
    for label, value in rows:
        pen.text((_MARGIN, top), f"{label}:", _INK, _font(46))
        left = _MARGIN + int(pen.textlength(f"{label}:", _font(46))) + 24
        top = _lines(pen, top, value, 48, left=left, ink=ink, weight=500, style=style) + 34
        pen.line((left, top - 22, WIDTH - _MARGIN, top - 22), (150, 146, 140), 2)
    return top


def _lines(
    pen: ImageDraw.ImageDraw,
    top: int,
    words: str,
    size: int,
    *,
    left: int = _MARGIN,
    ink: tuple[int, int, int] = _INK,
    weight: int = 400,
    style: str = "normal",
) -> int:
    """Words broken into lines between `left` and the right margin; returns where the next line would begin."""
    font = _font(size, weight, style)
    line = ""
    for word in words.split():
        longer = f"{line} {word}".strip()
        if line and pen.textlength(longer, font) > WIDTH - _MARGIN - left:
            pen.text((left, top), line, ink, font)
            top += round(size * 1.5)
            longer = word
        line = longer
    pen.text((left, top), line, ink, font)
    return top + round(size * 1.5)


def _signature(sheet: Image.Image, luck: random.Random, top: int, role: str, name: str, *, sealed: bool) -> None:
    pen = ImageDraw.Draw(sheet)
    middle = 1760
    pen.text((middle, top), f"Hà Nội, ngày {luck.randint(1, 28)} tháng {luck.randint(1, 9)} năm 2026", _INK, _font(44),
             anchor="ma")  # fmt: skip
    pen.text((middle, top + 76), role, _INK, _font(46, 700), anchor="ma")
    stroke = [(middle - 240 + step * 24, top + 290 + luck.randint(-90, 90)) for step in range(22)]
    pen.line(stroke, _BLUE, 7, joint="curve")
    pen.text((middle, top + 440), name.title(), _INK, _font(46, 600), anchor="ma")
    if sealed:
        seal = Image.new("RGBA", (520, 520), (0, 0, 0, 0))
        stamp = ImageDraw.Draw(seal)
        stamp.ellipse((8, 8, 511, 511), outline=(*_SEAL, 215), width=14)
        stamp.ellipse((70, 70, 449, 449), outline=(*_SEAL, 215), width=6)
        stamp.multiline_text((260, 260), "ỦY BAN\nNHÂN DÂN", (*_SEAL, 215), _font(60, 700), anchor="mm", align="center")
        sheet.paste(seal, (middle - 620, top + 60), seal)


def _scanned(sheet: Image.Image, luck: random.Random) -> Image.Image:
    """The sheet as a feeder draws it in: up to 1.5 degrees askew on white, with the grain of paper."""
    askew = sheet.rotate(luck.uniform(-1.5, 1.5), Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    grain = np.random.default_rng(luck.randrange(2**32)).integers(-5, 6, (512, 512, 1), dtype=np.int16)
    tiled = np.tile(grain, (HEIGHT // 512 + 1, WIDTH // 512 + 1, 1))[:HEIGHT, :WIDTH]
    return Image.fromarray(np.clip(np.asarray(askew, dtype=np.int16) + tiled, 0, 255).astype(np.uint8))
