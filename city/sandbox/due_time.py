"""When an accepted dossier falls due: the procedure's time limit, counted in the centre's working calendar."""

from __future__ import annotations

from datetime import UTC, datetime

from city.sandbox.clerks import DueTime
from config.centre import Centre
from config.procedures import Catalogue
from config.working_calendar import WorkingCalendar


def due_time_of(centre: Centre, catalogue: Catalogue) -> DueTime:
    """The due times of one centre's procedures, in UTC; None for a procedure that is not in the catalogue."""
    calendar = WorkingCalendar(centre)

    def due_time(procedure_code: str, received: datetime) -> datetime | None:
        procedure = catalogue.procedure(procedure_code)
        return calendar.due(received, procedure.time_limit).astimezone(UTC) if procedure else None

    return due_time
