"""FastAPI's way to ask `Admission` who is calling."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from collections.abc import Set as AbstractSet
from typing import Annotated, Any

from fastapi import Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from ticketing.domain.records import DeviceRecord
from ticketing.domain.rules import DeviceRole
from ticketing.web.admission import Admission
from ticketing.web.errors import granted

_DEVICE_TOKEN = HTTPBearer(auto_error=False, scheme_name="device", description="The token of an enrolled device")


def only(admission: Admission, roles: AbstractSet[DeviceRole]) -> Callable[..., Coroutine[Any, Any, DeviceRecord]]:
    """A dependency that lets only devices of these roles in."""

    async def admitted(
        credentials: Annotated[HTTPAuthorizationCredentials | None, Security(_DEVICE_TOKEN)],
    ) -> DeviceRecord:
        header = None if credentials is None else f"Bearer {credentials.credentials}"
        return granted(await admission.admit(header, roles))

    return admitted
