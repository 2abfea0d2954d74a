"""The search finds what it is there to find: each way of writing and packing a datum, planted and found."""

from __future__ import annotations

import base64
import gzip
import sqlite3
import unicodedata
import urllib.parse
import zipfile
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, PngImagePlugin

from tests.journeys.searching import Search

NAME = "Nguyễn Thị Mẫu"

_WAYS: dict[str, Callable[[str], bytes]] = {
    "as it is": str.encode,
    "decomposed": lambda text: unicodedata.normalize("NFD", text).encode(),
    "capitals": lambda text: text.upper().encode(),
    "without marks": lambda _: b"NGUYEN THI MAU",
    "utf-16": lambda text: text.encode("utf-16-le"),
    "utf-16 big": lambda text: text.upper().encode("utf-16-be"),
    "base64": lambda text: base64.b64encode(text.encode()),
    "base64 one later": lambda text: base64.b64encode(b"x" + text.encode() + b"yz"),
    "base64 two later": lambda text: base64.urlsafe_b64encode(b"xx" + text.encode() + b"z"),
    "hex": lambda text: text.encode().hex().encode(),
    "in an address": lambda text: urllib.parse.quote(text).encode(),
    "in a form": lambda text: urllib.parse.urlencode({"q": text}).encode(),
    "json escapes": lambda text: text.encode("ascii", "backslashreplace"),
    "zlib": lambda text: b"head" + zlib.compress(text.encode()) + b"tail",
    "gzip": lambda text: gzip.compress(text.encode()),
    "raw deflate": lambda text: zlib.compress(text.encode(), wbits=-15),
}


@pytest.mark.parametrize("way", _WAYS.values(), ids=_WAYS.keys())
def test_a_planted_datum_is_found(way: Callable[[str], bytes], tmp_path: Path) -> None:
    search = Search([NAME])
    (tmp_path / "file").write_bytes(b"\x00before " + b"x" * 1000)
    assert not list(search.in_folder(tmp_path))
    packed = way(NAME)
    alone = not packed.startswith((b"\x1f\x8b", b"head")) and way is _WAYS["raw deflate"]
    (tmp_path / "file").write_bytes(packed if alone else b"before " + packed + b" after")
    assert {found.datum for found in search.in_folder(tmp_path)} == {NAME}


def test_a_file_name_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "nguyen thi mau.log").touch()
    assert [found.where for found in Search([NAME]).in_folder(tmp_path)] == [
        f"name of {tmp_path / 'nguyen thi mau.log'}"
    ]


def test_deleted_rows_the_write_ahead_log_and_long_values_are_looked_at(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "notes.db")) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA secure_delete = OFF")  # Debian builds it in as ON
        database.execute("CREATE TABLE notes (text TEXT)")
        database.execute("INSERT INTO notes VALUES (?)", (NAME,))
        database.commit()
        database.execute("DELETE FROM notes")
        database.commit()
        where = {found.where for found in Search([NAME]).in_folder(tmp_path)}
        assert where == {str(tmp_path / "notes.db-wal")}
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        where = {found.where for found in Search([NAME]).in_folder(tmp_path)}
        assert where == {str(tmp_path / "notes.db")}
        database.execute("DELETE FROM notes")
        database.commit()
        database.execute("VACUUM")
        # Longer than a page: a page's end may tear the name in two in the file, never in the value.
        database.execute("INSERT INTO notes VALUES (?)", ("-" * 4080 + NAME,))
        database.commit()
        assert f"values of {tmp_path / 'notes.db'}" in {found.where for found in Search([NAME]).in_folder(tmp_path)}


def test_pdf_png_and_zip_are_opened(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].Contents = pdf.make_stream(f"({NAME}) Tj".encode())
        pdf.save(tmp_path / "a.pdf", compress_streams=True, recompress_flate=True)
    words = PngImagePlugin.PngInfo()
    words.add_text("note", NAME, zip=True)
    Image.new("L", (4, 4)).save(tmp_path / "a.png", pnginfo=words)
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("note", NAME)
    where = {Path(found.where).name for found in Search([NAME]).in_folder(tmp_path)}
    assert where == {"a.pdf", "a.png", "a.zip"}
