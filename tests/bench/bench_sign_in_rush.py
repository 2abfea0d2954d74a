"""A hundred counters sign in at once while thousands wait: how long a number takes meanwhile.

The hub sets numbers aside for each counter in the first seconds; whoever comes to a kiosk then must not wait for that.
The reference is the same hub in the seconds before, when nobody works yet.

`python tests/bench/bench_sign_in_rush.py [--waiting 3000] [--counters 100] [--seconds 20]` prints one JSON line.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

import argon2

from config.centre import load_centre
from kiosk.demo.centre import copy_configuration
from tests.bench.bench_ticket_issue import enrol, start_hub
from ticketing.domain.luck import SystemLuck
from ticketing.domain.rules import DeviceRole
from ticketing.enrolment import enrol as let_in

PIN = "246810"
A_SECOND = 5
SAFETY_S = 120.0


def main() -> None:
    """Open the hall and print how long it took."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--waiting", type=int, default=3000)
    options.add_argument("--counters", type=int, default=100)
    options.add_argument("--seconds", type=float, default=20.0)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        centre_id = many_counters(home / "config", asked.counters)
        os.environ["MOTCUA_CONFIG"] = str(home / "config")
        kiosk = enrol(home)
        tokens = [counter_token(home, centre_id, number) for number in range(1, asked.counters + 1)]
        process, port = start_hub(home)
        try:
            hall = Hall(port, kiosk, tokens)
            line = asyncio.run(asyncio.wait_for(hall.open(asked.waiting, asked.seconds), asked.seconds * 2 + SAFETY_S))
        finally:
            process.terminate()
            process.wait(10)
    sys.stdout.write(json.dumps({"bench": "sign_in_rush", "waiting": asked.waiting, **line}) + "\n")


def many_counters(config: Path, count: int) -> str:
    """The shipped centre with so many counters, a clerk for each; its id."""
    copy_configuration(config)
    shipped = load_centre(config)
    if isinstance(shipped, tuple):
        sys.exit("the shipped configuration is faulty")
    counters = "".join(
        f'\n[[counters]]\nnumber = {number}\nlines = ["A"]\nname = {{ vi = "Quầy {number}", en = "No. {number}" }}\n'
        for number in range(len(shipped.counters) + 1, count + 1)
    )
    pin_hash = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PIN)
    clerks = "".join(
        f'\n[[staff]]\nid = "clerk{number}"\nname = "Clerk {number}"\nrole = "clerk"\npin_hash = "{pin_hash}"\n'
        for number in range(1, count + 1)
    )
    for file, more in (("centre.toml", counters), ("staff.toml", clerks)):
        path = config / file
        path.write_text(path.read_text("utf-8") + more, "utf-8")
    return shipped.id


def counter_token(home: Path, centre_id: str, number: int) -> str:
    """The token of a counter's device."""
    file = home / f"counter{number}.token"
    let_in(home, centre_id, f"Q{number}", DeviceRole.COUNTER, file, SystemLuck(), time.time_ns() // 1_000_000)
    return file.read_text().strip()


class Hall:
    """A hall that opens: people first, then the counters."""

    def __init__(self, port: int, kiosk: str, counters: list[str]) -> None:
        self._port = port
        self._kiosk = kiosk
        self._counters = counters
        self._over = 0.0
        self._held: list[float] = []

    async def open(self, waiting: int, seconds: float) -> dict[str, Any]:
        """What the bench prints."""
        for begun in range(0, waiting, 50):
            await asyncio.gather(*(self._number() for _ in range(min(50, waiting - begun))))
        await asyncio.sleep(2)
        before = await self._numbers(seconds / 4)
        began = time.monotonic()
        self._over = began + seconds
        counters = asyncio.gather(*(self._counter(number) for number in range(1, len(self._counters) + 1)))
        meanwhile = await self._numbers(seconds)
        await counters
        held = sorted(at - began for at in self._held)
        return {
            "counters": len(self._counters),
            "ours_ms": milliseconds(meanwhile),
            "reference_ms": milliseconds(before),
            "slices": len(held),
            "last_slice_s": round(held[-1], 1) if held else None,
        }

    async def _numbers(self, seconds: float) -> list[float]:
        taken = []
        for _ in range(int(seconds * A_SECOND)):
            taken.append(asyncio.create_task(self._number()))
            await asyncio.sleep(1 / A_SECOND)
        return sorted(await asyncio.gather(*taken))

    async def _number(self) -> float:
        """Seconds until a number is given."""
        began = time.monotonic()
        wanted = {"line": "A", "request_id": str(uuid.uuid4()), "visit_id": uuid.uuid4().hex}
        await self._ask("/v1/tickets", self._kiosk, wanted)
        return time.monotonic() - began

    async def _counter(self, number: int) -> None:
        """Sign in, then hold what the hub sets aside."""
        token = self._counters[number - 1]
        who = {"clerk_id": f"clerk{number}", "pin": PIN, "counter": number}
        await self._ask("/v1/clerks/sign-in", token, who)
        version = 0
        while time.monotonic() < self._over:
            asked = {"held_version": version, "wanted": True, "wait_s": 2.0}
            slice_ = (await self._ask(f"/v1/counters/{number}/lease", token, asked))["slice"]
            if slice_ is not None:
                if version == 0:
                    self._held.append(time.monotonic())
                version = slice_["version"]

    async def _ask(self, path: str, token: str, body: object) -> Any:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        text = json.dumps(body)
        head = f"POST {path} HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nContent-Type: application/json\r\n"
        writer.write(f"{head}Authorization: Bearer {token}\r\nContent-Length: {len(text)}\r\n\r\n{text}".encode())
        answer = await reader.read()
        writer.close()
        status, _, content = answer.partition(b"\r\n\r\n")
        if status.split()[1] != b"200":
            sys.exit(f"{path}: {content.decode()}")
        return json.loads(content)


def milliseconds(seconds: list[float]) -> dict[str, int]:
    """Median and worst."""
    return {"median": round(statistics.median(seconds) * 1000), "worst": round(seconds[-1] * 1000)}


if __name__ == "__main__":
    main()
