"""A law changes: which version of a procedure holds on which day, and what may be begun."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kiosk import forms
from tests.forms.two_versions import CODE, NEW_FEE, NEW_FROM, OLD_FROM, OLD_TO, OTHER, shipped, two_versions


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (OLD_FROM - timedelta(days=1), None),
        (OLD_FROM, OLD_FROM),
        (OLD_TO, OLD_FROM),
        (NEW_FROM, NEW_FROM),
        (date(2040, 1, 1), NEW_FROM),
    ],
)
def test_the_day_decides_and_the_order_of_the_files_does_not(day: date, first: date | None) -> None:
    catalogue = two_versions()
    for procedures in (catalogue.procedures, tuple(reversed(catalogue.procedures))):
        found = replace(catalogue, procedures=procedures).procedure(CODE, day)
        assert (found.valid_from if found else None) == first


def test_only_what_is_in_force_and_has_a_fee_is_offered() -> None:
    def offered(day: date, *, fee: bool = True) -> list[tuple[str, date]]:
        catalogue = two_versions(fee=fee).offered_on(day, forms.FILED_HERE)
        return [(one.code, one.valid_from) for one in catalogue.procedures]

    assert offered(OLD_TO) == [(OTHER, OLD_FROM), (CODE, OLD_FROM)]
    assert offered(NEW_FROM) == [(CODE, NEW_FROM)]
    assert offered(NEW_FROM, fee=False) == []
    assert shipped().offered_on(NEW_FROM, forms.FILED_HERE).procedures == ()


def test_each_version_has_the_fee_of_its_days() -> None:
    catalogue = two_versions()
    old, new = catalogue.procedure(CODE, OLD_TO), catalogue.procedure(CODE, NEW_FROM)
    assert old is not None
    assert new is not None
    last, first = forms.fee(old, {}, "online", OLD_TO), forms.fee(new, {}, "online", NEW_FROM)
    assert (last.amount_vnd if last else None, first.amount_vnd if first else None) == (0, NEW_FEE)
    assert forms.fee(old, {}, "online", NEW_FROM) is None
    assert forms.fee(new, {}, "online", OLD_TO) is None
    assert forms.fee(new, {}, "counter", NEW_FROM) is None
