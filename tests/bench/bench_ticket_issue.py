"""Issuing tickets: the hub against a bare Starlette + granian + SQLite FULL app, in one run, in turns, by wrk.

The hub does the real transaction (number, ticket, event, request id) and answers with place and wait; the bare app
inserts a row and commits it. Both are real processes on this machine; wrk shares its cores with them.

`python tests/bench/bench_ticket_issue.py [--seconds 4] [--rounds 3]` prints one JSON line.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from kiosk.demo.centre import copy_configuration

HERE = Path(__file__).parent
CLIENTS = (16, 64)


def main() -> None:
    """Run the rounds and print the ratios."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=int, default=4)
    options.add_argument("--rounds", type=int, default=3)
    asked = options.parse_args()
    wrk = shutil.which("wrk")
    if wrk is None:
        sys.exit("wrk is not installed; `./setup --peers` installs it")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        copy_configuration(home / "config")  # numbers at any hour of any day
        os.environ["MOTCUA_CONFIG"] = str(home / "config")
        keys = [(who, clients) for who in ("hub", "bare") for clients in CLIENTS]
        rates: dict[tuple[str, int], list[float]] = {key: [] for key in keys}
        p99: dict[tuple[str, int], list[float]] = {key: [] for key in keys}
        refused = answered = 0.0
        token = enrol(home)
        for _ in range(asked.rounds):
            for who, start in (("bare", start_bare), ("hub", start_hub)):
                process, port = start(home)
                try:
                    for clients in CLIENTS:
                        result = load(wrk, port, clients, asked.seconds, token)
                        rates[who, clients].append(result["rate"])
                        p99[who, clients].append(result["p99_ms"])
                        refused += result["errors"]
                        answered += result["requests"] if who == "hub" else 0
                finally:
                    process.terminate()
                    process.wait(10)
        whole = check(home, answered)
    report = {
        str(clients): {
            "ours_per_s": round(statistics.median(rates["hub", clients])),
            "reference_per_s": round(statistics.median(rates["bare", clients])),
            "ratio": round(statistics.median(rates["hub", clients]) / statistics.median(rates["bare", clients]), 2),
            "ours_p99_ms": round(statistics.median(p99["hub", clients]), 1),
            "reference_p99_ms": round(statistics.median(p99["bare", clients]), 1),
        }
        for clients in CLIENTS
    }
    at_16 = report["16"]
    line = {
        "bench": "ticket_issue",
        "ours": at_16["ours_per_s"],
        "reference": at_16["reference_per_s"],
        "ratio": at_16["ratio"],
        "clients": report,
        "errors": int(refused),
        **whole,
    }
    sys.stdout.write(json.dumps(line) + "\n")


def enrol(home: Path) -> str:
    """A kiosk's token."""
    token_file = home / "kiosk.token"
    command = ["hub-enrol", "--name", "K1", "--role", "kiosk", "--token-file", str(token_file)]
    subprocess.run([sys.executable, "-m", "kiosk", *command, "--home", str(home)], check=True, capture_output=True)
    return token_file.read_text().strip()


def start_hub(home: Path) -> tuple[subprocess.Popen[str], int]:
    """The hub, ready."""
    command = [sys.executable, "-m", "kiosk", "hub", "--home", str(home), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, int(json.loads(process.stdout.readline())["port"])


def start_bare(home: Path) -> tuple[subprocess.Popen[str], int]:
    """The reference, ready."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, str(HERE / "bare_ticket_app.py"), str(home / "bare.sqlite3"), str(port)]
    process = subprocess.Popen(command, text=True)
    for _ in range(100):
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return process, port
        time.sleep(0.1)
    sys.exit("the reference did not start")


def load(wrk: str, port: int, clients: int, seconds: int, token: str) -> dict[str, float]:
    """One round of wrk: rate in requests/s, p99 in ms."""
    command = [wrk, "-t1", f"-c{clients}", f"-d{seconds}", "-s", str(HERE / "take_ticket.lua")]
    run = subprocess.run(
        [*command, f"http://127.0.0.1:{port}", "--", token], check=True, capture_output=True, text=True
    )
    found = next(line for line in run.stdout.splitlines() if line.startswith("RESULT "))
    requests, microseconds, errors, _p50, p99 = found.split()[1:]
    return {
        "requests": int(requests),
        "rate": int(requests) / (int(microseconds) / 1e6),
        "errors": int(errors),
        "p99_ms": float(p99),
    }


def check(home: Path, answered: float) -> dict[str, int]:
    """What the database says: every answer is a ticket, and the numbers have no gap."""
    with closing(sqlite3.connect(home / "hub.sqlite3")) as database:
        days = database.execute("SELECT count(*), max(number) FROM ticket GROUP BY day, line").fetchall()
    tickets = sum(count for count, _ in days)
    return {"lost": max(0, int(answered) - tickets), "gaps": sum(highest for _, highest in days) - tickets}


if __name__ == "__main__":
    main()
