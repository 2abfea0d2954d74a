"""Reading one TOML file of the configuration: every way in which the file itself can be unusable is a fault."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Final

from config.faults import ConfigFault

MAX_BYTES: Final = 1024 * 1024
MAX_DEPTH: Final = 24
_KEY: Final = re.compile(r"[\w.\-\[\]\"' \t]*")

Table = dict[str, object]


def read_toml(path: Path) -> Table | ConfigFault:
    """The file's table, or what is wrong with the file. Never reads more than MAX_BYTES, never waits on a pipe."""
    if not path.exists():
        return ConfigFault.of(
            path.name,
            "",
            vi=("Không tìm thấy tệp này.", "Hãy tạo lại tệp từ bản mẫu trong gói cài đặt."),
            en=("This file is missing.", "Restore it from the sample in the installed package."),
        )
    try:
        raw = _head(path)
    except OSError:
        return ConfigFault.of(
            path.name,
            "",
            vi=("Không đọc được tệp này.", "Hãy kiểm tra quyền đọc, và xem có phải tệp thường không."),
            en=("This file cannot be read.", "Check that it is a plain file with read permission."),
        )
    if len(raw) > MAX_BYTES:
        return ConfigFault.of(
            path.name,
            "",
            vi=("Tệp lớn hơn 1 MB.", "Hãy kiểm tra xem có chép nhầm tệp không."),
            en=("The file is larger than 1 MB.", "Check whether another file was copied here by mistake."),
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        return ConfigFault.of(
            path.name,
            "",
            vi=(f"Dòng {line} không ở bảng mã UTF-8.", "Hãy lưu lại tệp với bảng mã UTF-8."),
            en=(f"Line {line} is not in UTF-8.", "Save the file again as UTF-8."),
        )
    if text.startswith("\ufeff"):
        return ConfigFault.of(
            path.name,
            "",
            vi=("Đầu tệp có dấu BOM.", "Hãy lưu lại với bảng mã UTF-8 không có BOM."),
            en=("The file starts with a byte order mark.", "Save it again as UTF-8 without BOM."),
        )
    if any(map(_is_endless_key, text.splitlines())):
        return _too_deep(path.name)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        return ConfigFault.of(
            path.name,
            "",
            vi=(f"Sai cú pháp TOML: {fault}.", "Hãy sửa ở vị trí đã nêu (thường là thiếu dấu ngoặc hoặc dấu nháy)."),
            en=(f"Broken TOML: {fault}.", "Mend the place named (often a missing bracket or quotation mark)."),
        )
    except (RecursionError, ValueError):
        # tomllib parses nested values recursively, and an integer of thousands of digits raises a bare ValueError.
        return _too_deep(path.name)
    return table if _depth_within_limit(table) else _too_deep(path.name)


def _too_deep(file: str) -> ConfigFault:
    return ConfigFault.of(
        file,
        "",
        vi=("Tệp lồng nhau quá sâu hoặc có số quá dài.", "Hãy kiểm tra xem có chép nhầm tệp không."),
        en=("The file is nested too deeply or holds an endless number.", "Check whether it is the right file."),
    )


def _is_endless_key(line: str) -> bool:
    """A dotted key of thousands of parts: tomllib would take minutes over it, the square of their number."""
    key = line.partition("=")[0]
    return key.count(".") > MAX_DEPTH and _KEY.fullmatch(key) is not None


def _depth_within_limit(table: Table) -> bool:
    """Dotted keys nest without tomllib's own recursion noticing, so depth is counted level by level."""
    level: list[object] = [table]
    for _ in range(MAX_DEPTH):
        if not level:
            return True
        below: list[object] = []
        for part in level:
            if isinstance(part, dict):
                below += part.values()
            elif isinstance(part, list):
                below += part
        level = [part for part in below if isinstance(part, (dict, list))]
    return not level


def _head(path: Path) -> bytes:
    if not path.is_file():
        raise IsADirectoryError
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)
