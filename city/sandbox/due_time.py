"""When an accepted dossier falls due, by the procedure's time limit and the centre's working calendar."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from city.sandbox.clerks import DueTime


def due_time_of(folder: Path) -> DueTime:
    def due_time(procedure_code: str, received: datetime) -> datetime | None:
        return None

    return due_time
