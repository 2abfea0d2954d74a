"""From the clerk's request to every board: one hub, 200 boards that listen, calls one after the other.

Boards are real WebSocket clients with real tokens, in two processes of their own; a time is taken before the call is
asked for and when each board has the event in its hand (one clock for all processes of the machine). Everything shares
this machine.

`python tests/bench/bench_call_to_board.py [--boards 200] [--calls 100] [--per-second 5]` prints one JSON line.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

import websockets

from kiosk.demo.centre import copy_configuration
from tests.bench.bench_ticket_issue import start_hub
from ticketing.client import Call, ClerkSession, HubClient, Ticket

LISTENERS = 2
CLERK, PIN, COUNTER = "lan", "246810", 3
GOAL_MS = 150


def main() -> None:
    """Listen, call, and print how long it took."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--boards", type=int, default=200)
    options.add_argument("--calls", type=int, default=100)
    options.add_argument("--per-second", type=float, default=5.0)
    options.add_argument("--listen", nargs=3, metavar=("PORT", "TOKEN", "BOARDS"), help="what the children do")
    asked = options.parse_args()
    if asked.listen:
        port, token, boards = asked.listen
        asyncio.run(listen(int(port), token, int(boards)))
        return
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        copy_configuration(home / "config")  # numbers at any hour of any day
        os.environ["MOTCUA_CONFIG"] = str(home / "config")
        tokens = {role: enrol(home, role) for role in ("kiosk", "counter", "board")}
        hub, port = start_hub(home)
        try:
            sys.stdout.write(json.dumps(measure(port, tokens, asked.boards, asked.calls, asked.per_second)) + "\n")
        finally:
            hub.terminate()
            hub.wait(10)


def measure(port: int, tokens: dict[str, str], boards: int, calls: int, per_second: float) -> dict[str, object]:
    """One round of calls."""
    url = f"http://127.0.0.1:{port}"
    kiosk, desk = HubClient(url, tokens["kiosk"]), HubClient(url, tokens["counter"])
    assert isinstance(desk.sign_in(CLERK, PIN, COUNTER), ClerkSession)
    for _ in range(calls):
        assert isinstance(kiosk.take_ticket("A", str(uuid.uuid4()), uuid.uuid4().hex), Ticket)
    children = [start_listeners(port, tokens["board"], boards // LISTENERS) for _ in range(LISTENERS)]
    for child in children:
        assert child.stdout is not None
        child.stdout.readline()  # every board has been greeted
    asked_at: dict[str, float] = {}
    answered_ms = []
    for _ in range(calls):
        began = time.monotonic()
        call = desk.call_next(COUNTER, str(uuid.uuid4()))
        answered_ms.append((time.monotonic() - began) * 1000)
        assert isinstance(call, Call), call
        asked_at[call.ticket.label] = began
        time.sleep(max(0.0, began + 1 / per_second - time.monotonic()))
        assert isinstance(desk.finish(call.call_id, str(uuid.uuid4())), Call)
    heard: list[tuple[str, float]] = []
    for child in children:
        said, _ = child.communicate("stop\n", timeout=30)
        heard += [(label, at) for label, at in json.loads(said)]
    late_ms = sorted((at - asked_at[label]) * 1000 for label, at in heard)
    p99 = late_ms[int(len(late_ms) * 0.99)]
    return {
        "bench": "call_to_board",
        "boards": boards // LISTENERS * LISTENERS,
        "calls": calls,
        "p50_ms": round(statistics.median(late_ms), 1),
        "p99_ms": round(p99, 1),
        "worst_ms": round(late_ms[-1], 1),
        "answer_p50_ms": round(statistics.median(answered_ms), 1),
        "missed": boards // LISTENERS * LISTENERS * calls - len(heard),
        "goal_ms": GOAL_MS,
        "reached": p99 <= GOAL_MS,
    }


def enrol(home: Path, role: str) -> str:
    """A device's token."""
    file = home / f"{role}.token"
    words = ["hub-enrol", "--name", f"bench-{role}", "--role", role, "--token-file", str(file), "--home", str(home)]
    subprocess.run([sys.executable, "-m", "kiosk", *words], check=True, capture_output=True)
    return file.read_text().strip()


def start_listeners(port: int, token: str, boards: int) -> subprocess.Popen[str]:
    """A process full of boards."""
    words = [sys.executable, "-m", "tests.bench.bench_call_to_board", "--listen", str(port), token, str(boards)]
    return subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


async def listen(port: int, token: str, boards: int) -> None:
    """Boards until a line comes in; then what each heard, and when."""
    heard: list[tuple[str, float]] = []
    greeted = asyncio.Semaphore(0)

    async def board() -> None:
        address = f"ws://127.0.0.1:{port}/v1/events?since=-1"
        headers = {"Authorization": f"Bearer {token}"}
        async with websockets.connect(address, additional_headers=headers, compression=None, proxy=None) as link:
            await link.recv()
            greeted.release()
            async for frame in link:
                at = time.monotonic()
                event = json.loads(frame)
                if event["type"] == "called":
                    heard.append((event["label"], at))

    tasks = [asyncio.create_task(board()) for _ in range(boards)]
    for _ in range(boards):
        await greeted.acquire()
    sys.stdout.write("listening\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.readline)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    sys.stdout.write(json.dumps(heard))


if __name__ == "__main__":
    main()
