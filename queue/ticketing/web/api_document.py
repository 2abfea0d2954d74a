"""What the hub speaks, as an OpenAPI document: made from the application itself, so that it cannot lie."""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from pathlib import Path
from zoneinfo import ZoneInfo

from ticketing.deeds.house import House
from ticketing.domain.hub_clock import HubClock
from ticketing.domain.luck import SystemLuck
from ticketing.domain.rules import CentreRules
from ticketing.store.opening import StartRefused, open_store
from ticketing.web.admission import Admission
from ticketing.web.app import describe_api
from ticketing.web.hub import Hub


def api_document() -> str:
    """The document as JSON text, the same on every machine."""
    rules = CentreRules("none", ZoneInfo("Asia/Ho_Chi_Minh"), (), (), ())
    clock = HubClock(rules.timezone, lambda: 0, time.monotonic, lambda _seconds: None)
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder))
        if isinstance(store, StartRefused):
            raise OSError(store.en)
        loop = asyncio.new_event_loop()
        try:
            hub = Hub(House(rules, clock, SystemLuck()), store, loop)
            document = describe_api(hub, Admission(hub)).openapi()
        finally:
            store.close()
            loop.close()
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
