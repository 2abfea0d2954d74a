"""When a dossier falls due on both sides of a change of the law: the day of receipt at the centre decides."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from city.sandbox.due_time import due_time_of
from config.centre import Centre, load_centre
from config.folder import shipped_folder
from tests.forms.two_versions import CODE, OTHER, two_versions


@pytest.fixture
def centre() -> Centre:
    loaded = load_centre(shipped_folder())
    assert isinstance(loaded, Centre)
    return loaded


@pytest.mark.parametrize(
    ("received", "due"),
    [
        # The old rule: the same day, after 15:00 the next working day; 26 February 2027 is a Friday.
        ("2027-02-26T10:00+07:00", "2027-02-26"),
        ("2027-02-26T15:01+07:00", "2027-03-01"),
        # The new rule: two working days.
        ("2027-03-01T08:00+07:00", "2027-03-03"),
        ("2027-03-02T10:00+07:00", "2027-03-04"),
        # The city counts in UTC, the law by the day in Hanoi.
        ("2027-02-28T17:30+00:00", "2027-03-03"),
    ],
)
def test_the_version_of_the_day_of_receipt_decides(centre: Centre, received: str, due: str) -> None:
    found = due_time_of(centre, two_versions())(CODE, datetime.fromisoformat(received))
    assert found is not None
    assert found.tzinfo is UTC
    assert found.astimezone(centre.zone).date().isoformat() == due


def test_what_no_version_holds_for_has_no_due_time(centre: Centre) -> None:
    due_time = due_time_of(centre, two_versions())
    assert due_time(OTHER, datetime.fromisoformat("2027-02-26T10:00+07:00")) is not None
    assert due_time(OTHER, datetime.fromisoformat("2027-03-01T10:00+07:00")) is None
    assert due_time("9.999999", datetime.fromisoformat("2027-02-26T10:00+07:00")) is None
