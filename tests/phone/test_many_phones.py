"""More phones at once than a server takes connections by itself: all are told, and the hub hardly notices."""

from __future__ import annotations

import asyncio
import resource
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

import pytest

from tests.phone.given import CALLED, TOKEN, WAITING, RunningRelay

PHONES: Final = 1100


@pytest.fixture
def many_files() -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (before[1], before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_a_full_hall_of_phones(many_files: None, relay: RunningRelay) -> None:
    labels = [f"A{number:03d}" for number in range(1, PHONES + 1)]
    relay.hub.pages = {f"{label}.{TOKEN}": replace(WAITING, label=label) for label in labels}
    called = labels[PHONES // 2]

    async def follow(label: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(relay.url).port)
        writer.write(f"GET /{label}.{TOKEN}/live HTTP/1.1\r\nHost: phones\r\n\r\n".encode())
        await reader.readuntil(b"data: ")
        return reader, writer

    async def main() -> float:
        lines: dict[str, tuple[asyncio.StreamReader, asyncio.StreamWriter]] = {}
        for first in range(0, PHONES, 100):
            some = labels[first : first + 100]
            lines |= dict(zip(some, await asyncio.gather(*map(follow, some)), strict=True))
        assert relay.pages.watched == PHONES
        before = len(relay.hub.looks)
        begun = time.monotonic()
        relay.now_shows(replace(CALLED, label=called), f"{called}.{TOKEN}")
        await lines[called][0].readuntil(b'"called 3 later"')
        seconds = time.monotonic() - begun
        assert called in relay.hub.looks[before][0], "the one who was called is asked for first"
        for _, writer in lines.values():
            writer.close()
        return seconds

    seconds = asyncio.run(asyncio.wait_for(main(), 120))
    assert seconds < 1
    assert len(relay.hub.looks) < PHONES / 5
