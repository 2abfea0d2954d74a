"""Issuing tickets on PostgreSQL: one hub, two hubs of one centre, two hubs of two centres; beside one hub on its file.

16 clients (wrk) in all each time, real processes, a PostgreSQL of its own with fsync on; everything shares this
machine. Says what it costs that hubs of one centre take turns (docs/decisions/0023).

`python tests/bench/bench_shared_database.py [--seconds 4]` prints one JSON line.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kiosk.demo.centre import copy_configuration
from tests.bench.bench_ticket_issue import load
from tests.postgres_cluster import Cluster, binaries, running

CLIENTS = 16
OTHER = "H26-CN04"


def main() -> None:
    """Measure each arrangement and print what came of it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=int, default=4)
    seconds = options.parse_args().seconds
    wrk, folder = shutil.which("wrk"), binaries()
    if wrk is None or folder is None:
        sys.exit("wrk or PostgreSQL is not installed; `./setup --peers` installs them")
    found: dict[str, dict[str, float]] = {}
    with running(folder) as cluster, tempfile.TemporaryDirectory() as name:
        here, other = _centres(Path(name) / "config")
        for title, database, configs in (
            ("a_file", None, [here]),
            ("one_hub", cluster.fresh(), [here]),
            ("two_hubs_of_one_centre", cluster.fresh(), [here, here]),
            ("two_hubs_of_two_centres", cluster.fresh(), [here, other]),
        ):
            found[title] = _measure(wrk, Path(name) / title, database, configs, seconds)
            if database is not None:
                found[title] |= _check(cluster, database, found[title]["answered"])
    line = {
        "bench": "shared_database",
        "ours": found["two_hubs_of_one_centre"]["per_s"],
        "reference": found["a_file"]["per_s"],
        "ratio": round(found["two_hubs_of_one_centre"]["per_s"] / found["a_file"]["per_s"], 2),
        "arrangements": found,
    }
    sys.stdout.write(json.dumps(line) + "\n")


def _measure(wrk: str, home: Path, database: str | None, configs: list[str], seconds: int) -> dict[str, float]:
    more = [] if database is None else ["--database", database]
    hubs, ports, tokens = [], [], []
    for index, config in enumerate(configs):
        own = home / str(index)
        own.mkdir(parents=True)
        given = ["--home", str(own), "--config", config, *more]
        token = own / "kiosk.token"
        enrol = ["hub-enrol", "--name", f"K{index}", "--role", "kiosk", "--token-file", str(token)]
        subprocess.run([sys.executable, "-m", "kiosk", *enrol, *given], check=True, capture_output=True)
        tokens.append(token.read_text().strip())
        hub = subprocess.Popen(
            [sys.executable, "-m", "kiosk", "hub", "--port", "0", *given], stdout=subprocess.PIPE, text=True
        )
        hubs.append(hub)
        assert hub.stdout is not None
        ports.append(int(json.loads(hub.stdout.readline())["port"]))
    try:
        with ThreadPoolExecutor() as pool:
            share = CLIENTS // len(hubs)
            results = list(pool.map(lambda port, token: load(wrk, port, share, seconds, token), ports, tokens))
    finally:
        for hub in hubs:
            hub.terminate()
            hub.wait(10)
    return {
        "per_s": round(sum(one["rate"] for one in results)),
        "p99_ms": round(max(one["p99_ms"] for one in results), 1),
        "errors": sum(one["errors"] for one in results),
        "answered": sum(one["requests"] for one in results),
    }


def _check(cluster: Cluster, database: str, answered: float) -> dict[str, float]:
    """What the database says: every answer is a ticket, and the numbers have no gap."""
    counted = cluster.run("SELECT count(*), max(number) FROM ticket GROUP BY centre, day, line", database)
    tickets = sum(int(str(count)) for count, _ in counted)
    return {"lost": max(0, answered - tickets), "gaps": sum(int(str(highest)) for _, highest in counted) - tickets}


def _centres(folder: Path) -> tuple[str, str]:
    """The shipped centre and another one, with numbers at any hour of any day."""
    for name, identity in (("here", None), ("other", OTHER)):
        copy_configuration(folder / name)
        if identity is not None:
            centre = folder / name / "centre.toml"
            centre.write_text(centre.read_text(encoding="utf-8").replace("H26-CN03", identity), encoding="utf-8")
    return str(folder / "here"), str(folder / "other")


if __name__ == "__main__":
    main()
