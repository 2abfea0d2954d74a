"""Who may ask: enrolled devices by their token, clerks by their session. Tokens are known here only by SHA-256."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection
from typing import Final

from config.event_log import Event, record
from ticketing.domain.answers import Refused
from ticketing.domain.luck import fingerprint
from ticketing.domain.records import DeviceRecord
from ticketing.domain.refusals import Refusal, refuse
from ticketing.domain.rules import DeviceRole
from ticketing.web.hub import Hub

_REMEMBERED_S: Final = 5.0
_BEARER: Final = "Bearer "

# The phone pages' relay stands nearest to the world outside: it is let in to the pages alone.
EVERY_DEVICE: Final = frozenset(DeviceRole) - {DeviceRole.PHONE}
PHONES: Final = frozenset({DeviceRole.PHONE})
FRONT: Final = frozenset({DeviceRole.KIOSK, DeviceRole.STATION, DeviceRole.COUNTER})
WRITERS: Final = frozenset({DeviceRole.KIOSK, DeviceRole.STATION})
COUNTERS: Final = frozenset({DeviceRole.COUNTER})
DESKS: Final = frozenset({DeviceRole.COUNTER, DeviceRole.SUPERVISOR})
ENDERS: Final = frozenset({DeviceRole.COURIER, DeviceRole.STATION, DeviceRole.KIOSK})
DOSSIER_READERS: Final = frozenset({DeviceRole.COUNTER, DeviceRole.STATION, DeviceRole.COURIER, DeviceRole.KIOSK})


class Admission:
    """Knows devices by their tokens; remembers each for a few seconds, so that a void token soon stops working."""

    def __init__(self, hub: Hub, monotonic_s: Callable[[], float] = time.monotonic) -> None:
        self._hub = hub
        self._monotonic_s = monotonic_s
        self._known: dict[str, tuple[DeviceRecord, float]] = {}
        self._looked_for: dict[str, asyncio.Future[DeviceRecord | Refused]] = {}

    async def admit(self, authorization: str | None, roles: Collection[DeviceRole]) -> DeviceRecord | Refused:
        """The device behind an Authorization header, if it has one of the roles."""
        if authorization is None or not authorization.startswith(_BEARER):
            return refuse(Refusal.NO_TOKEN)
        remembered = self._known.get(authorization)
        if remembered is not None and remembered[1] > self._monotonic_s():
            device = remembered[0]
        else:
            found = await self._find(authorization)
            if isinstance(found, Refused):
                return found
            device = found
        if device.role not in roles:
            record(Event.DEVICE_REFUSED, device=device.name, role=device.role, reason=Refusal.WRONG_ROLE)
            return refuse(Refusal.WRONG_ROLE)
        self._hub.attendance.asked(device.name)
        return device

    async def _find(self, authorization: str) -> DeviceRecord | Refused:
        """Looked for once, however many requests of a device come at once."""
        found = self._looked_for.get(authorization)
        if found is None:
            found = self._looked_for[authorization] = asyncio.ensure_future(self._look_for(authorization))
            found.add_done_callback(lambda _: self._looked_for.pop(authorization))
        return await asyncio.shield(found)  # whoever asked first may go away

    async def _look_for(self, authorization: str) -> DeviceRecord | Refused:
        token_sha256 = fingerprint(authorization.removeprefix(_BEARER))
        found = await self._hub.look(lambda ledger: ledger.device(token_sha256))
        if isinstance(found, Refused):
            return found
        if found is None:
            self._known.pop(authorization, None)
            record(Event.DEVICE_REFUSED, reason=Refusal.NO_TOKEN)
            return refuse(Refusal.NO_TOKEN)
        self._known[authorization] = (found, self._monotonic_s() + _REMEMBERED_S)
        return found
