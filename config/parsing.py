"""From a TOML table to a frozen entry, with pydantic's complaints turned into faults people can act on."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from config.faults import ConfigFault

Entry = TypeVar("Entry", bound=BaseModel)


@dataclass(frozen=True)
class _Words:
    """(what happened, what to do) in both languages."""

    vi: tuple[str, str]
    en: tuple[str, str]


# Rules of our own models raise ValueError with one of these names.
_OWN_RULES: Final[Mapping[str, _Words]] = {
    "shift_backwards": _Words(
        ("Giờ mở cửa phải trước giờ đóng cửa.", 'Hãy viết như "08:00-12:00".'),
        ("The opening time must be before the closing time.", 'Write it like "08:00-12:00".'),
    ),
    "shifts_overlap": _Words(
        ("Các ca trong ngày chồng lên nhau hoặc sai thứ tự.", "Hãy xếp theo giờ, ca sau bắt đầu khi ca trước đã hết."),
        ("The shifts of a day overlap or are out of order.", "Put them in order, each after the other."),
    ),
    "quiet_hours_empty": _Words(
        ("Giờ im tiếng bắt đầu và kết thúc cùng lúc.", 'Hãy viết như "22:00-06:00"; để tắt hẳn tiếng, ghi on = false.'),
        ("The quiet hours begin and end at once.", 'Write them like "22:00-06:00"; for no voice at all, on = false.'),
    ),
    "never_open": _Words(
        ("Không có ngày nào mở cửa.", "Hãy ghi giờ mở cửa cho ít nhất một ngày."),
        ("No day of the week is open.", "Give at least one day its hours."),
    ),
    "validity_backwards": _Words(
        ("Ngày bắt đầu hiệu lực sau ngày hết hiệu lực.", "Hãy đổi valid_from hoặc valid_to."),
        ("valid_from is after valid_to.", "Change one of them."),
    ),
    "express_for_nobody": _Words(
        ("Chương trình không áp dụng cho nhóm hay thủ tục nào.", "Hãy ghi lines hoặc procedures."),
        ("The programme is for no line and no procedure.", "Give lines or procedures."),
    ),
    "express_warns_at_once": _Words(
        ("Lời nhắc đến sớm hơn cả lời hứa.", "Hãy để warn_min nhỏ hơn promise_min."),
        ("The warning would come before the promise is made.", "Make warn_min smaller than promise_min."),
    ),
    "zone_without_lines": _Words(
        ("Bảng của một khu phải có ít nhất một nhóm.", 'Hãy ghi lines, ví dụ ["A"], hoặc đổi kind thành "hall".'),
        ("The board of a zone shows at least one line.", 'Give lines, for example ["A"], or make kind "hall".'),
    ),
    "board_counter": _Words(
        ('Số quầy chỉ đi với kind = "counter", và bảng của quầy phải có số quầy.', "Hãy thêm hoặc bỏ mục counter."),
        ('A counter belongs to kind = "counter", and such a board needs one.', "Add or remove the entry counter."),
    ),
    "announcement_long": _Words(
        ("Thông báo trên bảng dài quá 160 ký tự.", "Hãy chia thành nhiều câu; bảng lần lượt hiện từng câu."),
        ("An announcement is longer than 160 characters.", "Make several of it; the board shows them in turn."),
    ),
    "spoken_call": _Words(
        ("Câu gọi phải có {number} và {counter}, mỗi chỗ một lần.", "Hãy viết lại như trong vi.toml."),
        ("The sentence needs {number} and {counter}, each once.", "Write it as in vi.toml."),
    ),
    "condition_shape": _Words(
        (
            "Điều kiện phải có đúng một trong field, all, any; field phải đi với đúng một phép thử.",
            'Hãy viết như { field = "relation", is_one_of = ["self"] }.',
        ),
        (
            "A condition has exactly one of field, all, any; field comes with exactly one test.",
            'Write it like { field = "relation", is_one_of = ["self"] }.',
        ),
    ),
}
_SECRET_KEYS: Final = frozenset({"pin_hash"})


def parse(model: type[Entry], table: object, file: str) -> Entry | tuple[ConfigFault, ...]:
    """The entry, or a fault for each thing wrong in the table. `file` is the name the faults carry."""
    try:
        return model.model_validate(table)
    except ValidationError as complaint:
        errors = complaint.errors(include_url=False)
        # A list all of whose entries are broken is also reported as too short: the broken entries say enough.
        return tuple(
            _fault(details, model, file)
            for details in errors
            if not (details["type"] == "too_short" and any(_below(details, other) for other in errors))
        )


def dotted(parts: Iterable[int | str]) -> str:
    """The way to an entry as people count, from 1: `form[2].pages[1].title`."""
    way = ""
    for part in parts:
        if isinstance(part, int):
            way += f"[{part + 1}]"
        else:
            way += f".{part}" if way else part
    return way


def _below(details: ErrorDetails, other: ErrorDetails) -> bool:
    here, there = details["loc"], other["loc"]
    return len(there) > len(here) and there[: len(here)] == here


def _fault(details: ErrorDetails, model: type[BaseModel], file: str) -> ConfigFault:
    words = _words(details, model)
    return ConfigFault.of(file, dotted(details["loc"]), vi=words.vi, en=words.en)


def _words(details: ErrorDetails, model: type[BaseModel]) -> _Words:
    parts = tuple(details["loc"])
    given = "…" if parts and parts[-1] in _SECRET_KEYS else _brief(details.get("input"))
    context = details.get("ctx", {})
    match details["type"]:
        case "missing" | "missing_argument":
            return _Words(
                ("Thiếu mục này.", "Hãy thêm vào (xem các tệp mẫu kèm theo)."),
                ("This entry is missing.", "Add it (see the sample files)."),
            )
        case "extra_forbidden" | "unexpected_keyword_argument":
            close = difflib.get_close_matches(str(parts[-1]), _known_keys(model, parts[:-1]), 1)
            return _Words(
                (
                    "Không có mục nào tên như vậy.",
                    (f"Có phải là “{close[0]}”? " if close else "") + "Hãy sửa tên hoặc xóa đi.",
                ),
                (
                    "There is no entry of this name.",
                    (f"Did you mean “{close[0]}”? " if close else "") + "Correct the name or remove it.",
                ),
            )
        case "value_error" if str(context.get("error")) in _OWN_RULES:
            return _OWN_RULES[str(context["error"])]
        case "literal_error" | "enum":
            expected = str(context.get("expected", "")).replace(" or ", ", ")
            return _Words(
                (f"“{given}” không thuộc danh sách cho phép.", f"Hãy chọn một trong: {expected}."),
                (f"“{given}” is not on the list.", f"Choose one of: {expected}."),
            )
        case "string_pattern_mismatch":
            form = context.get("pattern", "")
            return _Words(
                (f"“{given}” không đúng dạng.", f"Dạng đúng là {form}"),
                (f"“{given}” is not of the right form.", f"The form is {form}"),
            )
        case "too_short" | "string_too_short":
            return _Words(
                ("Mục này đang trống.", "Hãy ghi ít nhất một giá trị."),
                ("This entry is empty.", "Give at least one value."),
            )
        case kind if kind.startswith(("date", "time")):
            return _Words(
                (
                    f"“{given}” không phải ngày hoặc giờ có thật.",
                    "Hãy viết ngày như 2026-11-22, giờ như 15:00:00, không có dấu nháy.",
                ),
                (
                    f"“{given}” is no real date or time.",
                    "Write a date like 2026-11-22 and a time like 15:00:00, without quotation marks.",
                ),
            )
        case kind if kind.startswith(("greater_than", "less_than")) or kind in ("too_long", "string_too_long"):
            limit = next((context[name] for name in ("ge", "gt", "le", "lt", "max_length") if name in context), "")
            return _Words(
                ("Giá trị nằm ngoài giới hạn.", f"Giới hạn là {limit}."),
                ("The value is outside its limits.", f"The limit is {limit}."),
            )
        case _:
            return _Words(
                (
                    f"Giá trị “{given}” không đúng kiểu.",
                    "Hãy so với tệp mẫu: chữ để trong dấu nháy, số và true/false thì không.",
                ),
                (
                    f"The value “{given}” is of the wrong kind.",
                    "Compare with the sample: words in quotation marks, numbers and true/false without.",
                ),
            )


def _brief(value: object) -> str:
    text = str(value) if isinstance(value, (str, int, float)) else type(value).__name__
    return text if len(text) <= 40 else text[:37] + "…"


def _known_keys(model: type[BaseModel], parts: tuple[int | str, ...]) -> list[str]:
    """The keys of the table that `parts` leads to; those of every table below where that cannot be told."""
    here: type[BaseModel] | None = model
    for part in parts:
        if isinstance(part, str) and here is not None:
            field = here.model_fields.get(part)
            here = None if field is None else next(iter(_models_in(field.annotation)), None)
    if here is not None:
        return list(here.model_fields)
    return ["vi", "en", *(key for kind in _models_below(model) for key in kind.model_fields)]


def _models_in(annotation: object) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for part in getattr(annotation, "__args__", ()) for found in _models_in(part)]


def _models_below(model: type[BaseModel]) -> list[type[BaseModel]]:
    seen: dict[type[BaseModel], None] = {}
    waiting = [model]
    while waiting:
        kind = waiting.pop()
        if kind not in seen:
            seen[kind] = None
            waiting += [found for field in kind.model_fields.values() for found in _models_in(field.annotation)]
    return list(seen)
