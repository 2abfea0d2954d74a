"""A strip of thermal paper being written from top to bottom, in dots.

Text is drawn with grey edges and cut at half: letters come out crisp and nothing is dithered. Every piece remembers
where it stands, so that a test can ask whether something lies outside the paper or over something else.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

import segno
from PIL import Image, ImageDraw, ImageFont

from printing.fonts import Weight, font_file

Align = Literal["left", "centre"]
Box = tuple[int, int, int, int]
_WHITE: Final = 255
_BLACK: Final = 0
_HALF: Final = 150  # a little above the middle keeps thin strokes whole on paper
_QUIET_MODULES: Final = 4
_LEAST_MODULE: Final = 4  # half a millimetre at 203 dpi
_LEAST_COLUMN: Final = 240


@dataclass(frozen=True)
class Piece:
    """One thing on the paper: its text (of a code: what it says) and its box (left, top, right, bottom), in dots."""

    kind: Literal["text", "code", "rule"]
    text: str
    box: Box


@dataclass(frozen=True)
class Type:
    """A size in dots and a weight."""

    size: int
    weight: Weight = "Regular"

    def font(self) -> ImageFont.FreeTypeFont:
        """The font, loaded once."""
        return _font(self.size, self.weight)

    def width(self, words: str) -> int:
        """How wide these words come out, in dots."""
        return round(self.font().getlength(words))

    @property
    def line(self) -> int:
        """Height of a line with room for stacked accents, in dots."""
        return round(self.size * 1.32)


@cache
def _font(size: int, weight: Weight) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_file(weight), size, layout_engine=ImageFont.Layout.BASIC)


class Sheet:
    """Paper `width` dots wide, as long as what is put on it; `margin` dots stay white at each side."""

    def __init__(self, width: int, margin: int) -> None:
        self.width = width
        self.margin = margin
        self.top = margin
        self.pieces: list[Piece] = []
        self._paper = Image.new("L", (width, 8 * width), _WHITE)
        self._pen = ImageDraw.Draw(self._paper)

    def space(self, dots: int) -> None:
        """Leave white."""
        self.top += dots

    def text(self, words: str, face: Type, *, align: Align = "centre", column: tuple[int, int] | None = None) -> None:
        """Write words, wrapped, in the whole width or in `column` (left, right)."""
        left, right = column or (self.margin, self.width - self.margin)
        for line in balanced(words, face, right - left):
            self._line(line, face, left if align == "left" else left + (right - left - face.width(line)) // 2)

    def number(self, label: str, weight: Weight, tallest: int) -> None:
        """Write one short word as large as the paper and `tallest` (dots of its capitals) allow, tightly cropped."""
        size = round(tallest / 0.7)
        while Type(size, weight).width(label) > self.width - 2 * self.margin and size > 12:
            size -= 4
        face = Type(size, weight)
        ink_left, ink_top, ink_right, ink_bottom = face.font().getbbox(label)
        left = (self.width - round(ink_right - ink_left)) // 2
        self._pen.text((left - ink_left, self.top - ink_top), label, font=face.font(), fill=_BLACK)
        height = round(ink_bottom - ink_top)
        self.pieces.append(
            Piece("text", label, (left, self.top, left + round(ink_right - ink_left), self.top + height))
        )
        self.top += height

    def band(self, words: str, face: Type, padding: int) -> None:
        """Write words white on a black band over the whole printed width."""
        lines = balanced(words, face, self.width - 2 * self.margin - 2 * padding)
        height = len(lines) * face.line + padding
        self._pen.rectangle((self.margin, self.top, self.width - self.margin - 1, self.top + height - 1), fill=_BLACK)
        self.top += padding // 2
        for line in lines:
            self._line(line, face, (self.width - face.width(line)) // 2, fill=_WHITE)
        self.top += padding - padding // 2

    def rule(self, dashed: bool = False) -> None:
        """A line across the paper."""
        right = self.width - self.margin
        for start in range(self.margin, right, 12 if dashed else right):
            end = min(start + 6, right) if dashed else right
            self._pen.rectangle((start, self.top, end - 1, self.top + 1), fill=_BLACK)
        self.pieces.append(Piece("rule", "", (self.margin, self.top, right, self.top + 2)))
        self.top += 2

    def item(self, words: str, small: str, face: Type, small_face: Type) -> None:
        """A box to tick, words beside it, and smaller words under them."""
        side = round(face.size * 0.8)
        top = self.top + (face.line - side) // 2
        self._pen.rectangle((self.margin, top, self.margin + side, top + side), outline=_BLACK, width=2)
        column = (self.margin + side + face.size // 2, self.width - self.margin)
        self.text(words, face, align="left", column=column)
        if small:
            self.text(small, small_face, align="left", column=column)

    def code(self, payload: str, module: int, beside: Sequence[tuple[str, Type]] = ()) -> None:
        """A QR code with its quiet zone, `module` dots a module where it fits; words under it or, where wide, beside.

        Raises ValueError where a module would be smaller than four dots: no reader could be promised to read it.
        """
        code = segno.make(payload, error="m", micro=False, boost_error=False)
        matrix = [list(row) for row in code.matrix_iter(border=_QUIET_MODULES)]
        modules = len(matrix)
        module = min(module, self.width // modules)
        if module < _LEAST_MODULE:
            raise ValueError("this code is too long for this paper")
        side = modules * module
        column = (side, self.width - self.margin)
        wide = column[1] - column[0] >= _LEAST_COLUMN
        left = 0 if wide and beside else (self.width - side) // 2
        self._paint_code(matrix, payload, module, left)
        if not (wide and beside):
            self.top += side
            for words, face in beside:
                self.text(words, face)
            return
        bottom = self.top + side
        height = sum(len(wrap(words, face, column[1] - column[0])) * face.line for words, face in beside)
        self.top += max(0, (side - height) // 2)
        for words, face in beside:
            self.text(words, face, align="left", column=column)
        self.top = max(self.top, bottom)

    def _paint_code(self, matrix: Sequence[Sequence[int]], payload: str, module: int, left: int) -> None:
        modules = len(matrix)
        side = modules * module
        dots = Image.new("1", (modules, modules), 1)
        for row, line in enumerate(matrix):
            for column, dark in enumerate(line):
                if dark:
                    dots.putpixel((column, row), 0)
        self._paper.paste(dots.resize((side, side), Image.Resampling.NEAREST), (left, self.top))
        self.pieces.append(Piece("code", payload, (left, self.top, left + side, self.top + side)))

    def raster(self) -> Image.Image:
        """The finished paper, mode "1", cut under its last line."""
        whole = self._paper.crop((0, 0, self.width, self.top + self.margin))
        return whole.point(_cut, mode="1")

    def _line(self, line: str, face: Type, left: int, fill: int = _BLACK) -> None:
        baseline = self.top + round(face.size * 1.02)
        self._pen.text((left, baseline), line, font=face.font(), fill=fill, anchor="ls")
        box = face.font().getbbox(line, anchor="ls")
        self.pieces.append(
            Piece(
                "text",
                line,
                (left + round(box[0]), baseline + round(box[1]), left + round(box[2]), baseline + round(box[3])),
            )
        )
        self.top += face.line


def wrap(words: str, face: Type, width: int) -> list[str]:
    """Lines of at most `width` dots, NFC; a word longer than a line is broken."""
    lines: list[str] = []
    line = ""
    for word in unicodedata.normalize("NFC", words).split():
        longer = f"{line} {word}".strip()
        if face.width(longer) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = _broken(word, face, width)
        lines.extend(whole)
    return [*lines, line] if line else lines


def balanced(words: str, face: Type, width: int) -> list[str]:
    """As many lines as `wrap` needs, made about equally long: no single word is left on the last."""
    lines = wrap(words, face, width)
    for narrower in range(width * 2 // 3, width, 16) if len(lines) > 1 else ():
        even = wrap(words, face, narrower)
        if len(even) == len(lines) and "".join(even).count(" ") == "".join(lines).count(" "):
            return even
    return lines


def _broken(word: str, face: Type, width: int) -> Sequence[str]:
    parts: list[str] = []
    part = ""
    for letter in word:
        if part and face.width(part + letter) > width:
            parts.append(part)
            part = ""
        part += letter
    return [*parts, part]


def _cut(grey: int) -> int:
    return 255 if grey > _HALF else 0
