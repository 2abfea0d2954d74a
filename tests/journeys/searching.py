"""Look for what a person said in whatever a machine keeps, however it is written down or packed."""

from __future__ import annotations

import base64
import io
import json
import sqlite3
import unicodedata
import urllib.parse
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_MOST_UNPACKED: Final = 64 << 20
_ZLIB_HEADS: Final = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_GZIP_HEAD: Final = b"\x1f\x8b\x08"
_RAW: Final = -15
_GZIP: Final = 31


@dataclass(frozen=True)
class Found:
    """A datum in the clear. where: file or process; how: the way it was written."""

    where: str
    how: str
    datum: str


def spellings(datum: str) -> dict[str, bytes]:
    """Every way in which this datum might stand in a file: letters, encodings, wrappings. The same bytes once."""
    plain = unicodedata.normalize("NFC", datum)
    bare = _without_marks(plain)
    letters = {
        "nfc": plain,
        "nfd": unicodedata.normalize("NFD", plain),
        "upper": plain.upper(),
        "lower": plain.lower(),
        "nfd upper": unicodedata.normalize("NFD", plain.upper()),
        "bare": bare,
        "bare upper": bare.upper(),
        "bare lower": bare.lower(),
    }
    ways: dict[str, bytes] = {}
    for name, text in letters.items():
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            ways[f"{name} {encoding}"] = text.encode(encoding)
        ways[f"{name} json"] = json.dumps(text)[1:-1].encode()
        ways[f"{name} url"] = urllib.parse.quote(text).encode()
        ways[f"{name} form"] = urllib.parse.quote_plus(text).encode()
        ways[f"{name} url lower"] = _lower_escapes(urllib.parse.quote(text)).encode()
    for name in ("nfc", "nfd", "bare"):
        raw = letters[name].encode()
        ways[f"{name} hex"] = raw.hex().encode()
        ways[f"{name} HEX"] = raw.hex().upper().encode()
        for shift in range(3):
            ways[f"{name} base64 +{shift}"] = _base64_inside(raw, shift)
            ways[f"{name} base64url +{shift}"] = _base64_inside(raw, shift).translate(bytes.maketrans(b"+/", b"-_"))
    once = {needle: name for name, needle in reversed(ways.items())}
    return {name: needle for needle, name in once.items()}


class Search:
    """Looks for some data in bytes, in files, in databases, and in what is packed in them."""

    def __init__(self, data: Iterable[str]) -> None:
        self._needles = [(datum, how, needle) for datum in data for how, needle in spellings(datum).items()]

    def in_bytes(self, content: bytes, where: str) -> Iterator[Found]:
        """Everything found in these bytes and in what they pack."""
        for layer, inner in _layers(content):
            for datum, how, needle in self._needles:
                if needle in inner:
                    yield Found(where, f"{layer}{how}", datum)

    def in_text(self, text: str, where: str) -> Iterator[Found]:
        """Everything found in a text, such as a path."""
        yield from self.in_bytes(text.encode("utf-8", "surrogateescape"), where)

    def in_folder(self, folder: Path) -> Iterator[Found]:
        """Every file below, its name, and every value of every database."""
        for file in sorted(folder.rglob("*")):
            yield from self.in_text(str(file.relative_to(folder)), f"name of {file}")
            if not file.is_file() or file.is_symlink():
                continue
            content = file.read_bytes()
            yield from self.in_bytes(content, str(file))
            if content.startswith(b"SQLite format 3\0"):
                yield from self.in_bytes(_values(file), f"values of {file}")


def _layers(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The bytes themselves, then whatever zlib, gzip and zip have packed in them."""
    yield "", content
    for head in _ZLIB_HEADS:
        for at in _places(content, head):
            yield from _unpacked("zlib ", content, at, zlib.MAX_WBITS)
    for at in _places(content, _GZIP_HEAD):
        yield from _unpacked("gzip ", content, at, _GZIP)
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield "zip ", name.encode() + b"\0" + archive.read(name)
    if len(content) < _MOST_UNPACKED:
        yield from _unpacked("deflate ", content, 0, _RAW)


def _unpacked(layer: str, content: bytes, at: int, window: int) -> Iterator[tuple[str, bytes]]:
    unpacker = zlib.decompressobj(window)
    try:
        inner = unpacker.decompress(memoryview(content)[at:], _MOST_UNPACKED)
    except zlib.error:
        return
    if inner:
        yield layer, inner


def _places(content: bytes, head: bytes) -> Iterator[int]:
    at = content.find(head)
    while at >= 0:
        yield at
        at = content.find(head, at + 1)


def _values(file: Path) -> bytes:
    """Every value of a database, each whole: a long one is torn over pages in the file."""
    values: list[bytes] = []
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        database.text_factory = bytes
        names = [row[0].decode() for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            for row in database.execute(f'SELECT * FROM "{name}"'):
                values += [value if isinstance(value, bytes) else str(value).encode() for value in row]
    return b"\0".join(values)


def _without_marks(text: str) -> str:
    flat = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in flat if not unicodedata.combining(letter))


def _lower_escapes(quoted: str) -> str:
    head, *rest = quoted.split("%")
    return head + "".join(f"%{piece[:2].lower()}{piece[2:]}" for piece in rest)


def _base64_inside(raw: bytes, shift: int) -> bytes:
    """The letters that stay the same whatever stands before and after `raw`, which begins at byte `shift` of three."""
    whole = base64.b64encode(b"\0" * shift + raw)
    first = -(-shift * 8 // 6)
    last = (shift + len(raw)) * 8 // 6
    return whole[first:last]
