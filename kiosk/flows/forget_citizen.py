"""Forget a citizen: after this, nothing of the visit is left in the process that a next citizen could come upon."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from config.event_log import Event, record


class Forgetful(Protocol):
    """Anything that holds something of a visit."""

    def forget(self) -> None:
        """Let go of it."""
        ...


def forget_citizen(holders: Iterable[Forgetful], step: str) -> None:
    """Make every holder forget, also when one of them fails. step: where the visit ended."""
    faults = []
    for holder in holders:
        try:
            holder.forget()
        except Exception as fault:  # noqa: BLE001 - the others must forget all the same
            faults.append(fault)
    record(Event.CITIZEN_FORGOTTEN, status=step)
    if faults:
        raise faults[0]
