"""The estimator on simulated days, side by side with what rivals tell: one JSON line for each scenario.

`python tests/bench/bench_waiting_scenarios.py [--seed 1] [--days N] [--only NAME]`. For every predictor: mean absolute
error in minutes, share of waits under the upper end, share more than 5 minutes over it. For the estimator also, over
all services and hours with enough tickets: the lowest and the highest share under the upper end.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.waiting_days import SCENARIOS, Event, Scenario, simulate
from tests.bench.waiting_rivals import NAMES, Range, Rivals, mean_visit
from ticketing.waiting.day_events import parse_line
from ticketing.waiting.estimator import WaitingEstimator

ENOUGH = 150  # tickets of a service or an hour, to speak of their share


def main() -> None:
    """Simulate, predict, score, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--days", type=int, default=None)
    options.add_argument("--only", default=None)
    asked = options.parse_args()
    for scenario in SCENARIOS:
        if asked.only in (None, scenario.name):
            chosen = scenario if asked.days is None or scenario.days == 1 else replace(scenario, days=asked.days)
            sys.stdout.write(json.dumps(measure(chosen, asked.seed)) + "\n")
            sys.stdout.flush()


def measure(scenario: Scenario, seed: int) -> dict[str, Any]:
    """One line of the report."""
    log = simulate(scenario, seed)
    told, waited = predictions(log)
    scored = [ticket for ticket, minutes in waited.items() if minutes > 1e-6 and int(ticket[1:4]) >= scenario.warm]
    report: dict[str, Any] = {"bench": "waiting scenario", "scenario": scenario.name, "seed": seed, "n": len(scored)}
    for name in ("ours", *NAMES):
        ranges = {ticket: told[name][ticket] for ticket in scored}
        report[name] = score(ranges, waited)
    groups = grouped(log, scored)
    shares = [
        statistics.fmean(waited[ticket] <= told["ours"][ticket][1] for ticket in group)
        for group in groups.values()
        if len(group) >= ENOUGH
    ]
    report["ours"]["by service and hour"] = [round(min(shares), 3), round(max(shares), 3)] if shares else None
    reference = report["service and plan"]["error"]
    report["ratio"] = round(report["ours"]["error"] / reference, 3) if reference else None
    return report


def predictions(log: Sequence[Event]) -> tuple[dict[str, dict[str, Range]], dict[str, float]]:
    """What everybody told each ticket, and how long each waited."""
    ours, rivals = WaitingEstimator(), Rivals(mean_visit(log))
    told: dict[str, dict[str, Range]] = {name: {} for name in ("ours", *NAMES)}
    issued: dict[str, float] = {}
    waited: dict[str, float] = {}
    for event in log:
        forecast = ours.take(parse_line(json.dumps(event)))
        others = rivals.take(event)
        if forecast is not None and others is not None:
            ticket = event["ticket"]
            issued[ticket] = event["t"]
            told["ours"][ticket] = (forecast.p50, forecast.p90)
            for name, range_ in others.items():
                told[name][ticket] = range_
        elif event["type"] == "call":
            waited[event["ticket"]] = event["t"] - issued[event["ticket"]]
    return told, waited


def score(ranges: Mapping[str, Range], waited: Mapping[str, float]) -> dict[str, Any]:
    """Error in minutes, share under the upper end, share more than five minutes over it."""
    if not ranges:
        return {"error": 0.0, "under": 0.0, "far over": 0.0}
    return {
        "error": round(statistics.fmean(abs(middle - waited[one]) for one, (middle, _) in ranges.items()), 2),
        "under": round(statistics.fmean(waited[one] <= upper for one, (_, upper) in ranges.items()), 3),
        "far over": round(statistics.fmean(waited[one] > upper + 5 for one, (_, upper) in ranges.items()), 3),
    }


def grouped(log: Sequence[Event], scored: Sequence[str]) -> dict[str, list[str]]:
    """The scored tickets by service, and by hour of issue."""
    groups: dict[str, list[str]] = {}
    wanted = set(scored)
    for event in log:
        if event["type"] == "issue" and event["ticket"] in wanted:
            groups.setdefault(f"service {event['service']}", []).append(event["ticket"])
            groups.setdefault(f"{int(event['t'] // 60)} h", []).append(event["ticket"])
    return groups


if __name__ == "__main__":
    main()
