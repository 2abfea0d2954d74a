"""What is not wrong yet and will be: days on which a procedure has no version, soon or already."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from config.faults import ConfigFault
from config.procedures import Catalogue, Procedure

AHEAD: Final = timedelta(days=120)


def reminders(catalogue: Catalogue, today: date) -> tuple[ConfigFault, ...]:
    """A reminder for each procedure that ends within AHEAD (or has ended) and is not followed the day after."""
    notes = []
    for procedure in catalogue.procedures:
        end = procedure.valid_to
        if end is None or end > today + AHEAD:
            continue
        later = [p.valid_from for p in catalogue.procedures if p.code == procedure.code and p.valid_from > end]
        follows = min(later, default=None)
        if follows is None:
            notes.append(_ends(procedure, end))
        elif follows > max(end + timedelta(days=1), today):
            notes.append(_pauses(procedure, end, follows))
    return tuple(notes)


def _ends(procedure: Procedure, end: date) -> ConfigFault:
    return ConfigFault.of(
        f"{procedure.code}.toml",
        "valid_to",
        vi=(f"Nhắc: thủ tục hết hiệu lực sau ngày {_day(end)}.", "Hãy viết tệp mới theo quy định mới trước ngày ấy."),
        en=(f"Reminder: the procedure ends after {_day(end)}.", "Write its successor by the new rules before then."),
    )


def _pauses(procedure: Procedure, end: date, follows: date) -> ConfigFault:
    return ConfigFault.of(
        f"{procedure.code}.toml",
        "valid_to",
        vi=(
            f"Nhắc: sau ngày {_day(end)} và trước ngày {_day(follows)} không tệp nào có hiệu lực.",
            "Hãy sửa ngày của hai tệp cho nối nhau, nếu thủ tục không tạm ngừng thật.",
        ),
        en=(
            f"Reminder: after {_day(end)} and before {_day(follows)} no file of the procedure holds.",
            "Let one begin the day after the other ends, unless the procedure really pauses.",
        ),
    )


def _day(day: date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}"
