"""How enrolled devices stand, in SQL."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import Connection, bindparam, select, update

from ticketing.domain.device_records import DeviceStanding, OutboxNews
from ticketing.store.queue_rows import CENTRE
from ticketing.store.tables import device

_OF_DEVICE: Final = (device.c.centre == CENTRE, device.c.name == bindparam("of_device"))
_HEARD: Final = update(device).where(*_OF_DEVICE).values(heard_ms=bindparam("now"))
_NEWS: Final = (
    update(device)
    .where(*_OF_DEVICE)
    .values(
        heard_ms=bindparam("now"),
        told_ms=bindparam("now"),
        dossiers_waiting=bindparam("waiting"),
        refused=bindparam("parked"),
        oldest_ms=bindparam("oldest"),
    )
)
_STANDINGS: Final = (
    select(
        device.c.name,
        device.c.role,
        device.c.heard_ms,
        device.c.told_ms,
        device.c.dossiers_waiting,
        device.c.refused,
        device.c.oldest_ms,
    )
    .where(device.c.centre == CENTRE)
    .order_by(device.c.name)
)


class DeviceRows:
    """The part of the ledger that is about devices at work."""

    def __init__(self, connection: Connection, centre: str) -> None:
        """`connection` is inside a transaction."""
        self._connection = connection
        self._centre = centre

    def note_heard(self, devices: Collection[str], at_ms: int) -> None:
        # In one order everywhere: two hubs of a centre may note the same devices at the same moment.
        rows = [{"of_centre": self._centre, "of_device": name, "now": at_ms} for name in sorted(devices)]
        if rows:
            self._connection.execute(_HEARD, rows)

    def note_outbox(self, device: str, news: OutboxNews, at_ms: int) -> None:
        self._connection.execute(
            _NEWS,
            {
                "of_centre": self._centre, "of_device": device, "now": at_ms, "waiting": news.dossiers_waiting,
                "parked": news.refused, "oldest": news.oldest_ms,
            },
        )  # fmt: skip

    def devices(self) -> Sequence[DeviceStanding]:
        rows = self._connection.execute(_STANDINGS, {"of_centre": self._centre})
        return [
            DeviceStanding(name, role, heard, told, None if told is None else OutboxNews(waiting, refused, oldest))
            for name, role, heard, told, waiting, refused, oldest in rows
        ]
