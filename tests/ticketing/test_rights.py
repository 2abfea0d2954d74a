"""Who may do what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from kiosk.commands.hub import Role
from tests.ticketing.desk_in_hand import CENTRE, Desk
from ticketing.deeds.house import House
from ticketing.deeds.settling_in import SettleIn
from ticketing.domain.answers import Call, StaffRole
from ticketing.domain.audit import verify
from ticketing.domain.rights import StaffDeed, may
from ticketing.domain.rules import CentreRules, DeviceRole
from ticketing.store.opening import HubStore

DESK = {StaffDeed.CLOSE_LINE, StaffDeed.FREE_LEASES, StaffDeed.LOOK_OVER, StaffDeed.SEE_AUDIT, StaffDeed.EXPORT_REPORTS}


@pytest.mark.parametrize(
    ("role", "deeds"),
    [
        (StaffRole.CLERK, set(StaffDeed) - DESK),
        (StaffRole.SUPPORT, {StaffDeed.LOOK_OVER, StaffDeed.BRING_BACK, StaffDeed.SET_PRIORITY}),
        (StaffRole.SUPERVISOR, set(StaffDeed)),
        (StaffRole.TECHNICIAN, {StaffDeed.LOOK_OVER, StaffDeed.FREE_LEASES}),
    ],
)
def test_every_role_has_its_deeds(role: StaffRole, deeds: set[StaffDeed]) -> None:
    assert {deed for deed in StaffDeed if may(role, deed)} == deeds


def test_nobody_but_a_supervisor_closes_lines_or_reads_the_audit() -> None:
    for deed in (StaffDeed.CLOSE_LINE, StaffDeed.SEE_AUDIT, StaffDeed.EXPORT_REPORTS):
        assert [role for role in StaffRole if may(role, deed)] == [StaffRole.SUPERVISOR]


def test_who_works_here_no_more_or_in_another_role_is_signed_out_when_the_rules_change(
    rules: CentreRules, house: House, store: HubStore, perform: Callable[..., list[Any]]
) -> None:
    desk = Desk(house, store, perform)
    lan, minh, hoa = desk.sign_in("lan", 1), desk.sign_in("minh", 2), desk.sign_in("hoa", 0)
    desk.take()
    known = {one.id: one for one in rules.staff}
    changed = replace(rules, staff=(known["lan"], replace(known["hoa"], role=StaffRole.CLERK)))
    afterwards = House(changed, house.clock, house.luck)
    assert perform(SettleIn(afterwards), None, None) == [2, 0]
    desk = Desk(afterwards, store, perform)
    assert desk.call(minh, 2).code == "not_signed_in"
    assert desk.call(hoa, 3).code == "not_signed_in"
    assert isinstance(desk.call(lan, 1), Call)
    with store.reading(CENTRE) as ledger:
        told = [(row.entry.staff_id, row.entry.deed) for row in ledger.audit_after(3, 10)]
        assert sorted(told[:2]) == [("hoa", "sign_out"), ("minh", "sign_out")]
        assert verify(CENTRE, ledger.audit_after(0, 10), *ledger.audit_head()) is None


def test_every_role_of_a_device_can_be_let_in() -> None:
    assert {role.value for role in Role} == {role.value for role in DeviceRole}
