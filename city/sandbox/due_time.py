"""When an accepted dossier falls due: the procedure's time limit, counted in the centre's working calendar."""

from __future__ import annotations

from datetime import UTC, datetime

from city.sandbox.clerks import DueTime
from config.centre import Centre
from config.procedures import Catalogue
from config.working_calendar import WorkingCalendar


def due_time_of(centre: Centre, catalogue: Catalogue) -> DueTime:
    """The due times of one centre's procedures, in UTC; None where the catalogue has no version for that day.

    The version in force on the day of receipt at the centre decides, whatever version the form was begun or filed
    under: what is received before a change keeps its old due time, and what is received after it has the new one. The
    catalogue knows no other transition; where a law orders one, its dates go into the files (`valid_from`, `valid_to`).
    """
    calendar = WorkingCalendar(centre)

    def due_time(procedure_code: str, received: datetime) -> datetime | None:
        procedure = catalogue.procedure(procedure_code, received.astimezone(centre.zone).date())
        return calendar.due(received, procedure.time_limit).astimezone(UTC) if procedure else None

    return due_time
