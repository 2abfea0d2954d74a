"""Who may do what."""

from __future__ import annotations

import pytest

from ticketing.domain.answers import StaffRole
from ticketing.domain.rights import StaffDeed, may

DESK = {StaffDeed.CLOSE_LINE, StaffDeed.FREE_LEASES, StaffDeed.LOOK_OVER, StaffDeed.SEE_AUDIT, StaffDeed.EXPORT_REPORTS}


@pytest.mark.parametrize(
    ("role", "deeds"),
    [
        (StaffRole.CLERK, set(StaffDeed) - DESK),
        (StaffRole.SUPPORT, {StaffDeed.BRING_BACK, StaffDeed.SET_PRIORITY}),
        (StaffRole.SUPERVISOR, set(StaffDeed)),
        (StaffRole.TECHNICIAN, {StaffDeed.LOOK_OVER, StaffDeed.FREE_LEASES}),
    ],
)
def test_every_role_has_its_deeds(role: StaffRole, deeds: set[StaffDeed]) -> None:
    assert {deed for deed in StaffDeed if may(role, deed)} == deeds


def test_nobody_but_a_supervisor_closes_lines_or_reads_the_audit() -> None:
    for deed in (StaffDeed.CLOSE_LINE, StaffDeed.SEE_AUDIT, StaffDeed.EXPORT_REPORTS):
        assert [role for role in StaffRole if may(role, deed)] == [StaffRole.SUPERVISOR]
