"""Reading a folder of procedures into a catalogue: files, shared lists and blocks, rules between all of them."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from config.blocks import expand, faults_of_blocks
from config.faults import ConfigFault
from config.folder import shipped_folder
from config.parsing import parse
from config.procedure_rules import faults_of
from config.procedures import Catalogue, DeliveryWay, Option, Procedure, Shared
from config.toml_file import Table, read_toml

MAX_FILES: Final = 500
MAX_QUESTIONS: Final = 200

_OPTIONS: Final = TypeAdapter(tuple[Option, ...])


def read_catalogue(folder: Path, letters: frozenset[str] | None) -> Catalogue | tuple[ConfigFault, ...]:
    """The catalogue of a folder, or every fault in it. A folder without shared/ uses the one that is shipped."""
    paths = _files(folder)
    if isinstance(paths, ConfigFault):
        return (paths,)
    shared_folder = folder / "shared"
    if not shared_folder.is_dir():
        shared_folder = shipped_folder() / "procedures" / "shared"
    faults: list[ConfigFault] = []
    common = _common(shared_folder, faults)
    lists = _lists(shared_folder, faults)
    blocks = _blocks(shared_folder, faults)
    ways = {way.id: way for way in common.deliveries} if common else {}
    procedures: list[tuple[str, Procedure]] = []
    for path in paths:
        read = _procedure(path, blocks, lists, ways)
        if isinstance(read, Procedure):
            procedures.append((path.name, read))
        else:
            faults += read
    faults += _between(procedures, common, letters)
    if faults or common is None:
        return tuple(faults)
    return Catalogue(
        procedures=tuple(sorted((procedure for _, procedure in procedures), key=lambda p: (p.code, p.valid_from))),
        life_events=common.life_events,
        lists=lists,
        declaration=common.declaration,
        consent=common.consent,
    )


def _files(folder: Path) -> tuple[Path, ...] | ConfigFault:
    if not folder.is_dir():
        return ConfigFault.of(
            str(folder),
            "",
            vi=("Không có thư mục này.", "Hãy kiểm tra đường dẫn."),
            en=("There is no such folder.", "Check the path."),
        )
    paths = tuple(sorted(path for path in folder.iterdir() if path.suffix == ".toml"))
    if not paths:
        return ConfigFault.of(
            str(folder),
            "",
            vi=("Thư mục không có tệp .toml nào.", "Hãy chép tệp thủ tục vào, tên như 2.000635.toml."),
            en=("The folder holds no .toml file.", "Put the procedure files there, named like 2.000635.toml."),
        )
    if len(paths) > MAX_FILES:
        return ConfigFault.of(
            str(folder),
            "",
            vi=(f"Có hơn {MAX_FILES} tệp.", "Hãy kiểm tra xem có nhầm thư mục không."),
            en=(f"There are more than {MAX_FILES} files.", "Check whether this is the right folder."),
        )
    return paths


def _common(folder: Path, faults: list[ConfigFault]) -> Shared | None:
    table = read_toml(folder / "common.toml")
    if isinstance(table, ConfigFault):
        faults.append(table)
        return None
    parsed = parse(Shared, table, "shared/common.toml")
    if isinstance(parsed, tuple):
        faults += parsed
        return None
    return parsed


def _lists(folder: Path, faults: list[ConfigFault]) -> dict[str, tuple[Option, ...]]:
    table = read_toml(folder / "lists.toml")
    if isinstance(table, ConfigFault):
        faults.append(table)
        return {}
    lists: dict[str, tuple[Option, ...]] = {}
    for name, rows in table.items():
        try:
            lists[name] = _OPTIONS.validate_python(rows)
        except ValidationError as complaint:
            first = complaint.errors(include_url=False)[0]["loc"]
            row = f"{name}[{first[0] + 1}]" if first and isinstance(first[0], int) else name
            faults.append(
                ConfigFault.of(
                    "shared/lists.toml",
                    row,
                    vi=("Dòng này không đúng dạng.", 'Hãy viết ["mã", "tiếng Việt", "English"].'),
                    en=("This row is not of the right form.", 'Write ["value", "tiếng Việt", "English"].'),
                )
            )
    return lists


def _blocks(folder: Path, faults: list[ConfigFault]) -> dict[str, object]:
    table = read_toml(folder / "blocks.toml")
    if isinstance(table, ConfigFault):
        faults.append(table)
        return {}
    broken = faults_of_blocks(table, "shared/blocks.toml")
    faults += broken
    return {} if broken else dict(table)


def _procedure(
    path: Path, blocks: dict[str, object], lists: dict[str, tuple[Option, ...]], ways: dict[str, DeliveryWay]
) -> Procedure | tuple[ConfigFault, ...]:
    table = read_toml(path)
    if isinstance(table, ConfigFault):
        return (table,)
    table, misused = expand(table, blocks, path.name)
    if misused:
        return misused
    missing = (*_fill_options(table, lists, path.name), *_fill_deliveries(table, ways, path.name))
    parsed = parse(Procedure, table, path.name)
    if isinstance(parsed, tuple):
        return missing + parsed
    if sum(1 for _ in parsed.questions()) > MAX_QUESTIONS:
        return (
            ConfigFault.of(
                path.name,
                "form",
                vi=(f"Có hơn {MAX_QUESTIONS} câu hỏi.", "Hãy bỏ bớt: không ai kê khai nổi chừng ấy."),
                en=(f"There are more than {MAX_QUESTIONS} questions.", "Ask less: nobody can answer that many."),
            ),
        )
    faults = (*missing, *_file_name(parsed, path), *_letters(table, path.name), *faults_of(parsed, path.name))
    return faults or parsed


def _fill_options(table: Table, lists: dict[str, tuple[Option, ...]], file: str) -> Iterator[ConfigFault]:
    """Put the rows of `options_from` into the questions that name a list."""
    for question in _tables(table, "questions"):
        name = question.get("options_from")
        if name is None:
            continue
        if isinstance(name, str) and name in lists:
            question["options"] = [option.model_dump() for option in lists[name]]
            continue
        close = difflib.get_close_matches(str(name), list(lists), 1)
        yield ConfigFault.of(
            file,
            f"{question.get('id', '')}.options_from",
            vi=(
                f"Không có danh sách “{name}”.",
                f"Hãy dùng “{close[0]}”." if close else f"Hãy chọn một trong: {', '.join(sorted(lists))}.",
            ),
            en=(
                f"There is no list “{name}”.",
                f"Use “{close[0]}”." if close else f"Choose one of: {', '.join(sorted(lists))}.",
            ),
        )


def _fill_deliveries(table: Table, ways: dict[str, DeliveryWay], file: str) -> Iterator[ConfigFault]:
    """Put the shared ways of delivery in the place of their names."""
    named = table.get("deliveries")
    if not isinstance(named, list):
        return
    for name in (name for name in named if isinstance(name, str) and name not in ways):
        yield ConfigFault.of(
            file,
            "deliveries",
            vi=(f"Không có cách trả kết quả “{name}”.", f"Hãy chọn trong: {', '.join(sorted(ways))}."),
            en=(f"There is no way of delivery “{name}”.", f"Choose from: {', '.join(sorted(ways))}."),
        )
    table["deliveries"] = [
        ways[entry].model_dump() if isinstance(entry, str) else entry
        for entry in named
        if not isinstance(entry, str) or entry in ways
    ]


def _tables(part: object, key: str) -> Iterator[Table]:
    """Every table that stands in a list called `key`, at any depth."""
    if isinstance(part, dict):
        for name, value in part.items():
            if name == key and isinstance(value, list):
                yield from (item for item in value if isinstance(item, dict))
            else:
                yield from _tables(value, key)
    elif isinstance(part, list):
        for item in part:
            yield from _tables(item, key)


def _letters(part: object, file: str, key: str = "") -> Iterator[ConfigFault]:
    """Words must be NFC without invisible characters and without a placeholder that nobody filled."""
    match part:
        case dict():
            for name, value in part.items():
                yield from _letters(value, file, f"{key}.{name}" if key else str(name))
        case list():
            for index, value in enumerate(part):
                yield from _letters(value, file, f"{key}[{index + 1}]")
        case str() if not unicodedata.is_normalized("NFC", part):
            yield ConfigFault.of(
                file,
                key,
                vi=("Chữ có dấu ở dạng tổ hợp rời.", "Hãy lưu lại ở dạng dựng sẵn (NFC)."),
                en=("Accents stand apart from their letters.", "Save the text in composed form (NFC)."),
            )
        case str() if any(not c.isprintable() and c != "\n" for c in part) or "{" in part:
            yield ConfigFault.of(
                file,
                key,
                vi=("Có ký tự ẩn, hoặc chỗ trống {…} chưa được điền.", "Hãy xóa ký tự ẩn, hoặc thêm từ vào words."),
                en=("There is an invisible character or an unfilled {…}.", "Remove it, or add the word to words."),
            )


def _file_name(procedure: Procedure, path: Path) -> Iterator[ConfigFault]:
    if not path.stem.startswith(procedure.code):
        yield ConfigFault.of(
            path.name,
            "code",
            vi=(f"Tên tệp không bắt đầu bằng mã {procedure.code}.", f"Hãy đặt tên tệp là {procedure.code}.toml."),
            en=(f"The file's name does not begin with {procedure.code}.", f"Name the file {procedure.code}.toml."),
        )


def _between(
    procedures: list[tuple[str, Procedure]], common: Shared | None, letters: frozenset[str] | None
) -> Iterator[ConfigFault]:
    by_code: dict[str, list[tuple[str, Procedure]]] = {}
    for file, procedure in procedures:
        by_code.setdefault(procedure.code, []).append((file, procedure))
    for same in by_code.values():
        in_order = sorted(same, key=lambda entry: entry[1].valid_from)
        for (early_file, early), (late_file, late) in pairwise(in_order):
            if (early.valid_to or date.max) >= late.valid_from:
                yield ConfigFault.of(
                    late_file,
                    "valid_from",
                    vi=(
                        f"Cùng mã và cùng lúc có hiệu lực với {early_file}.",
                        "Hãy ghi valid_to của tệp cũ là ngày trước valid_from của tệp mới.",
                    ),
                    en=(
                        f"It holds at the same time as {early_file}, under the same code.",
                        "End the older file the day before the newer one begins.",
                    ),
                )
    for file, procedure in procedures:
        if letters is not None and procedure.line not in letters:
            yield ConfigFault.of(
                file,
                "line",
                vi=(
                    f"Trung tâm không có nhóm thủ tục {procedure.line}.",
                    f"Hãy chọn trong: {', '.join(sorted(letters))}.",
                ),
                en=(f"The centre has no line {procedure.line}.", f"Choose from: {', '.join(sorted(letters))}."),
            )
    if common is None:
        return
    events = {event.id for event in common.life_events}
    for file, procedure in procedures:
        for event in procedure.life_events:
            if event not in events:
                yield ConfigFault.of(
                    file,
                    "life_events",
                    vi=(f"Không có nhóm việc “{event}”.", f"Hãy chọn trong: {', '.join(sorted(events))}."),
                    en=(f"There is no life event “{event}”.", f"Choose from: {', '.join(sorted(events))}."),
                )
