"""Papers, photographs of papers and photographs of codes, drawn from a seed, with the truth about each.

Angles are degrees clockwise; corners are x, y in pixels, clockwise from the page's own top left.
"""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import fontpkg_be_vietnam_pro
import numpy as np
import segno
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Pixels = NDArray[np.uint8]
Floats = NDArray[np.float64]

KINDS = ("text", "table", "form", "photo", "sparse", "one line", "framed")
MARGINS = ("white", "grey", "black", "dark", "shadow", "black strips")
BACKGROUNDS = (
    "wood", "cloth", "white desk", "clutter", "other paper", "shadow", "glare", "low light", "dark", "tiles", "carpet",
)  # fmt: skip
_TEXT = (
    "Cộng hòa xã hội chủ nghĩa Việt Nam Độc lập Tự do Hạnh phúc giấy xác nhận tình trạng hôn nhân ông bà sinh ngày nơi "
    "cư trú số định danh cá nhân hiện đang thường trú tại quận Hoàn Kiếm thành phố Hà Nội cấp ngày tháng năm được sử "
    "dụng để đăng ký kết hôn trích lục bản sao khai sinh họ chữ đệm tên dân tộc quốc tịch theo quy định pháp luật"
)
_WORDS = _TEXT.split()
_FONTS = Path(fontpkg_be_vietnam_pro.__file__).parent / "files"


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FONTS / f"BeVietnamPro-{name}.ttf"), size)


def _phrase(r: random.Random, width: float, font: ImageFont.FreeTypeFont) -> str:
    text = r.choice(_WORDS)
    while font.getlength(longer := f"{text} {r.choice(_WORDS)}") <= width:
        text = longer
    return text


def draw_page(seed: int, dpi: int, kind: str, *, paper: int = 255, ink: int = 30) -> Pixels:
    """An A4 page, grey, lying straight."""
    r = random.Random(seed)
    width, height = round(8.27 * dpi), round(11.69 * dpi)
    image = Image.new("L", (width, height), paper)
    draw = ImageDraw.Draw(image)
    points = r.choice((10, 11, 12, 14))
    font = _font(r.choice(("Regular", "Medium", "Italic")), round(points / 72 * dpi))
    margin, line = round(r.uniform(0.6, 1.2) * dpi), round(points / 72 * dpi * r.uniform(1.4, 1.9))

    def paragraph(top: float, bottom: float, left: float = margin, right: float = width - margin) -> float:
        while top < bottom - line:
            room = (right - left) * (1.0 if r.random() > 0.3 else r.uniform(0.3, 1))
            draw.text((left, top), _phrase(r, room, font), fill=ink, font=font)
            top += line
        return top

    if kind == "text":
        paragraph(margin, height - margin)
    elif kind == "one line":
        draw.text((margin, height // 2), _phrase(r, width - 2 * margin, font), fill=ink, font=font)
    elif kind == "sparse":
        top = float(margin)
        for _ in range(r.randint(3, 5)):
            draw.text((r.randint(margin, width // 3), top), _phrase(r, width * 0.4, font), fill=ink, font=font)
            top += r.randint(2, 6) * line
    elif kind == "photo":
        top = paragraph(margin, margin + 8 * line)
        grain = np.random.default_rng(seed).integers(0, 255, (12, 12), dtype=np.uint8)
        wide, high = r.randint(width // 4, width - 2 * margin), r.randint(height // 6, height // 3)
        image.paste(Image.fromarray(cv2.resize(grain, (wide, high), interpolation=cv2.INTER_CUBIC)), (margin, int(top)))
        paragraph(top + high + line, height - margin)
    elif kind == "form":
        top = float(margin)
        while top < height - margin:
            label = _phrase(r, (width - 2 * margin) * 0.3, font) + ": "
            dots = "." * int((width - 2 * margin - font.getlength(label)) / font.getlength("."))
            draw.text((margin, top), label + dots, fill=ink, font=font)
            top += 1.5 * line
    elif kind == "table":
        top = paragraph(margin, margin + 6 * line) + line
        rows, edges = r.randint(5, 14), np.linspace(margin, width - margin, r.randint(4, 8))
        for row in range(rows + 1):
            draw.line((margin, top + 2 * row * line, width - margin, top + 2 * row * line), fill=ink, width=2)
            for left, right in itertools.pairwise(edges):
                if row < rows and r.random() < 0.7:
                    text = _phrase(r, right - left - 20, font)
                    draw.text((left + 10, top + (2 * row + 0.5) * line), text, fill=ink, font=font)
        for edge in edges:
            draw.line((edge, top, edge, top + 2 * rows * line), fill=ink, width=2)
    elif kind == "framed":
        inset = round(dpi * r.uniform(0.3, 0.6))
        draw.rectangle((inset, inset, width - inset, height - inset), outline=ink, width=max(2, dpi // 60))
        paragraph(inset + dpi / 3, height * 0.8, inset + dpi / 3, width - inset - dpi / 3)
    else:
        raise ValueError(kind)
    return np.asarray(image)


def turned(image: Pixels, degrees: float, fill: int) -> Pixels:
    """The image turned clockwise about its middle, same size."""
    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), -degrees, 1)
    return cv2.warpAffine(image, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(fill, fill, fill)).astype(
        np.uint8
    )


def draw_scan(seed: int, dpi: int, kind: str, margin: str, degrees: float) -> Pixels:
    """A page as a flatbed gives it: turned, on a bed that may be grey or dark, noisy."""
    r = random.Random(seed)
    noise = np.random.default_rng(seed)
    paper = r.choice((255, 250, 235, 205))
    page = draw_page(seed, dpi, kind, paper=paper, ink=r.choice((0, 30, 60, 90)))
    bed = {"white": paper, "grey": 150, "black": 5, "dark": 60, "shadow": 228, "black strips": paper}[margin]
    if margin not in ("white", "black strips"):
        top, bottom, left, right = (r.randint(dpi // 20, dpi // 2) for _ in range(4))
        page = np.pad(page, ((top, bottom), (left, right)), constant_values=bed)
    scan = turned(page, degrees, bed).astype(np.float32)
    if margin == "shadow":
        scan *= np.linspace(1, 0.7, scan.shape[1], dtype=np.float32)
    if margin == "black strips":
        strip = r.randint(4, dpi // 5)
        scan[:strip] = 8
        scan[:, -strip:] = 8
    scan += noise.normal(0, r.choice((0, 2, 5)), scan.shape).astype(np.float32)
    return np.clip(scan, 0, 255).astype(np.uint8)


@dataclass(frozen=True)
class Photograph:
    """A picture of a page on something: BGR pixels, the page's true corners, its true width over height."""

    image: Pixels
    corners: Floats
    ratio: float


def _waves(noise: np.random.Generator, height: int, width: int, cells: int, octaves: int) -> NDArray[np.float32]:
    total = np.zeros((height, width), np.float32)
    for octave in range(octaves):
        grid = noise.random((max(2, (cells << octave) * height // width), cells << octave)).astype(np.float32)
        total += 0.55**octave * (cv2.resize(grid, (width, height), interpolation=cv2.INTER_CUBIC) - 0.5)
    return total


def _background(r: random.Random, noise: np.random.Generator, what: str, height: int, width: int) -> Floats:
    waves = _waves(noise, height, width, 3, 5)[..., None]
    plain = np.ones((height, width, 3))
    if what == "wood":
        grain = np.sin(2 * np.pi * (r.uniform(8, 25) * np.linspace(0, 1, height)[:, None] + waves[..., 0]))
        return np.asarray(
            plain * r.choice(((60, 100, 150), (40, 70, 110), (150, 180, 205))) * (1 + 0.12 * grain[..., None])
        )
    if what == "cloth":
        x, y = np.arange(width)[None, :, None], np.arange(height)[:, None, None]
        squares = (x // r.randint(40, 110)) % 2 * 0.5 + (y // r.randint(40, 110)) % 2 * 0.5
        return np.asarray(plain * [r.randint(30, 200) for _ in range(3)] * (1 - 0.4 * squares) * (1 + 0.2 * waves))
    if what == "carpet":
        rough = _waves(noise, height, width, 40, 4)[..., None]
        return np.asarray(plain * [r.randint(40, 190) for _ in range(3)] * (1 + 0.8 * rough))
    if what == "tiles":
        size, joint = r.randint(120, 350), r.randint(2, 6)
        tiles = plain * r.randint(120, 220) * (1 + 0.1 * waves)
        tiles[:, np.arange(width) % size < joint] *= 0.7
        tiles[np.arange(height) % size < joint] *= 0.7
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), r.uniform(0, 90), 1.6)
        return np.asarray(cv2.warpAffine(tiles, turn, (width, height), borderMode=cv2.BORDER_REFLECT), np.float64)
    if what == "clutter":
        things = plain * [r.randint(60, 220) for _ in range(3)] * (1 + 0.15 * waves)
        for _ in range(r.randint(8, 20)):
            middle = (r.uniform(0, width), r.uniform(0, height))
            box = cv2.boxPoints(
                (middle, (r.uniform(0.05, 0.4) * width, r.uniform(0.03, 0.3) * width), r.uniform(0, 180))
            )
            cv2.fillConvexPoly(things, box.astype(np.int32), [r.randint(0, 255) for _ in range(3)])
        return things
    if what == "other paper":
        desk = _background(r, noise, r.choice(("wood", "cloth", "dark")), height, width)
        for _ in range(r.randint(2, 4)):
            sheet = draw_page(r.randint(0, 10**6), 60, "text", paper=r.randint(225, 250))
            turn = cv2.getRotationMatrix2D((250, 350), r.uniform(-30, 30), r.uniform(0.8, 1.2) * width / 700)
            turn[:, 2] += np.array([r.uniform(0, width) - 250, r.uniform(0, height) - 350])
            mask = cv2.warpAffine(np.ones_like(sheet, np.float32), turn, (width, height))[..., None]
            desk = desk * (1 - mask) + cv2.warpAffine(sheet, turn, (width, height))[..., None] * mask
        return np.asarray(desk)
    if what == "dark":
        return np.asarray(plain * [r.randint(8, 60) for _ in range(3)] * (1 + 0.3 * waves))
    return np.asarray(plain * r.uniform(205, 245) + 4 * waves)


def photograph(seed: int, background: str, *, kind: str | None = None, page_dpi: int = 100) -> Photograph:
    """An A4 page on a table, seen by a camera held by hand."""
    r = random.Random(seed)
    noise = np.random.default_rng(seed)
    width, height = r.choice(((1280, 960), (960, 1280), (1200, 1600)))
    page = draw_page(seed, page_dpi, kind or r.choice(KINDS[:5]), paper=250, ink=r.choice((20, 60)))
    high, wide = page.shape
    tint = np.array(r.choice(((1, 1, 1), (0.93, 0.97, 1), (1, 0.97, 0.94))))
    corners = _seen_corners(r, width, height)
    warp = cv2.getPerspectiveTransform(
        np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32) - 0.5, corners.astype(np.float32)
    )
    mask = cv2.warpPerspective(np.ones((high, wide), np.float32), warp, (width, height))
    sheet = cv2.warpPerspective(page, warp, (width, height), flags=cv2.INTER_AREA).astype(np.float64)[..., None] * tint
    inside = background if background in ("wood", "cloth") else r.choice(("wood", "cloth", "white desk"))
    below = inside if background in ("shadow", "glare", "low light") else background
    scene = _background(r, noise, below, height, width)
    away = r.uniform(0, 6.28)
    shade = np.roll(mask, (int(4 * np.sin(away)), int(4 * np.cos(away))), (0, 1))
    shade = np.clip(cv2.GaussianBlur(shade, (0, 0), r.uniform(2, 8)) - mask, 0, 1)
    scene = scene * (1 - r.uniform(0.15, 0.45) * shade[..., None])
    scene = scene * (1 - mask[..., None]) + sheet * mask[..., None]
    y, x = np.mgrid[0:height, 0:width]
    if background == "shadow":
        hand = np.zeros((height, width), np.float32)
        shape = np.array([[r.uniform(-0.2, 1.2) * width, r.uniform(-0.2, 1.2) * height] for _ in range(4)], np.int32)
        cv2.fillConvexPoly(hand, cv2.convexHull(shape), (1.0,))
        scene = scene * (1 - r.uniform(0.3, 0.55) * cv2.GaussianBlur(hand, (0, 0), r.uniform(3, 30))[..., None])
    if background == "glare":
        spot = ((x - r.uniform(0.2, 0.8) * width) / (0.13 * width)) ** 2 + (
            (y - r.uniform(0.2, 0.8) * height) / (0.13 * width)
        ) ** 2
        scene = scene + r.uniform(100, 230) * np.exp(-spot)[..., None]
    scene = scene * (1 + r.uniform(0, 0.2) * (x / width - 0.5))[..., None] * r.uniform(0.8, 1.0)
    if background == "low light":
        scene = scene * r.uniform(0.12, 0.3)
    scene = scene + noise.normal(0, 5 if background == "low light" else 2, scene.shape)
    picture = np.clip(scene, 0, 255).astype(np.uint8)
    packed = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 88])[1]
    seen = cv2.imdecode(packed, cv2.IMREAD_COLOR)
    assert seen is not None
    return Photograph(seen.astype(np.uint8), corners, wide / high)


def _seen_corners(r: random.Random, width: int, height: int) -> Floats:
    """The corners of A4 as a camera sees them: held at a slant, the whole page in the picture."""
    diagonal = float(np.hypot(width, height))
    focal = r.uniform(0.75, 1.05) * diagonal
    flat = np.array([[-105, -148.5, 0], [105, -148.5, 0], [105, 148.5, 0], [-105, 148.5, 0]])
    while True:
        ax, ay, az = (np.deg2rad(r.uniform(-limit, limit)) for limit in (25, 22, 18))
        rx = np.array([[1, 0, 0], [0, np.cos(ax), -np.sin(ax)], [0, np.sin(ax), np.cos(ax)]])
        ry = np.array([[np.cos(ay), 0, np.sin(ay)], [0, 1, 0], [-np.sin(ay), 0, np.cos(ay)]])
        rz = np.array([[np.cos(az), -np.sin(az), 0], [np.sin(az), np.cos(az), 0], [0, 0, 1]])
        there = flat @ (rx @ ry @ rz).T + [r.uniform(-20, 20), r.uniform(-20, 20), 0]
        there[:, 2] += focal * 364 / (diagonal * r.uniform(0.5, 0.9))
        seen = there[:, :2] / there[:, 2:] * focal + [width / 2, height / 2]
        if seen.min() > 6 and seen[:, 0].max() < width - 6 and seen[:, 1].max() < height - 6:
            return np.asarray(seen)


def overlap(a: object, b: object) -> float:
    """Intersection over union of two convex quadrilaterals."""
    p, q = cv2.convexHull(np.array(a, np.float32)), cv2.convexHull(np.array(b, np.float32))
    common = cv2.intersectConvexConvex(p, q)[0]
    return float(common / (cv2.contourArea(p) + cv2.contourArea(q) - common))


def code_picture(text: str, *, module: int = 8, error: str = "m") -> Pixels:
    """A QR code, black on white, UTF-8 without saying so: as identity cards have it."""
    code = segno.make(text, error=error, micro=False, boost_error=False, encoding="utf-8", eci=False)
    cells = np.array([list(row) for row in code.matrix], np.uint8)
    cells = np.pad(cells, 4)
    return np.kron(255 * (1 - cells), np.ones((module, module), np.uint8)).astype(np.uint8)


def code_photograph(seed: int, text: str) -> Pixels:
    """A QR code as a camera sees it: slanted, turned, unevenly lit, soft, noisy, sometimes light on dark."""
    r = random.Random(seed)
    noise = np.random.default_rng(seed)
    code = code_picture(text, module=16, error=r.choice("lmq"))
    if r.random() < 0.2:
        code = (255 - code).astype(np.uint8)
    side = code.shape[0]
    size = side / 16 * r.choice((3, 4, 5, 7))
    canvas = int(size * 1.6) + 20
    angle = np.deg2rad(r.uniform(0, 360))
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * size / 2
    corners = corners * np.array([[r.uniform(0.8, 1), r.uniform(0.8, 1)] for _ in range(4)]) @ turn.T + canvas / 2
    warp = cv2.getPerspectiveTransform(
        np.array([[0, 0], [side, 0], [side, side], [0, side]], np.float32), corners.astype(np.float32) * 3
    )
    fill = (r.randint(60, 200),)
    big = cv2.warpPerspective(code, warp, (canvas * 3, canvas * 3), borderValue=fill)
    seen = cv2.resize(big, (canvas, canvas), interpolation=cv2.INTER_AREA).astype(np.float64)
    seen = 40 + seen * r.choice((0.3, 0.5, 0.7))
    seen *= 1 + r.uniform(0, 0.4) * (np.linspace(-0.5, 0.5, canvas)[None, :])
    seen = cv2.GaussianBlur(seen, (0, 0), r.uniform(0.4, 1.2)) + noise.normal(0, r.choice((1, 5, 9)), seen.shape)
    return np.clip(seen, 0, 255).astype(np.uint8)
