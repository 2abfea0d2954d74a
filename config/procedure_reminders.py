"""What is not wrong yet and will be: a procedure that ends soon and has no successor in the catalogue."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from config.faults import ConfigFault
from config.procedures import Catalogue

AHEAD: Final = timedelta(days=120)


def reminders(catalogue: Catalogue, today: date) -> tuple[ConfigFault, ...]:
    """A reminder for each procedure that ends within AHEAD (or has ended) without a file that follows it."""
    notes = []
    for procedure in catalogue.procedures:
        end = procedure.valid_to
        if end is None or end > today + AHEAD:
            continue
        if any(other.code == procedure.code and other.valid_from > end for other in catalogue.procedures):
            continue
        day = f"{end.day:02d}/{end.month:02d}/{end.year}"
        notes.append(
            ConfigFault.of(
                f"{procedure.code}.toml",
                "valid_to",
                vi=(f"Nhắc: thủ tục hết hiệu lực sau ngày {day}.", "Hãy viết tệp mới theo quy định mới trước ngày ấy."),
                en=(f"Reminder: the procedure ends after {day}.", "Write its successor by the new rules before then."),
            )
        )
    return tuple(notes)
