"""What one forecast costs with 500 people waiting, against parsing the same number of log lines.

Prints one JSON line; `milliseconds` is the mean of a forecast with 500 waiting on five counters of different skills.
"""

from __future__ import annotations

import json
import random
import time

from ticketing.waiting.day_events import (
    CallEnded,
    CounterOpened,
    DayPlanned,
    ShiftPlan,
    TicketCalled,
    TicketIssued,
    parse_line,
)
from ticketing.waiting.estimator import WaitingEstimator

WAITING = 500
FORECASTS = 300
SKILLS = {1: "AB", 2: "AB", 3: "BC", 4: "ACD", 5: "ABCD"}


def main() -> None:
    """Measure and print."""
    luck = random.Random(1)
    plan = ShiftPlan(
        dict.fromkeys(SKILLS, ((450.0, 720.0), (780.0, 6000.0))),
        {counter: frozenset(skills) for counter, skills in SKILLS.items()},
    )
    estimator = WaitingEstimator()
    for _ in range(10):  # ten days of experience fill the memory of errors
        estimator.take(DayPlanned(plan))
        for number in range(500):
            at = 450 + number
            estimator.take(TicketIssued(at, f"t{number}", luck.choice("ABCD")))
            counter = luck.choice(list(SKILLS))
            estimator.take(TicketCalled(at + luck.random() * 9, f"t{number}", counter))
            estimator.take(CallEnded(at + 15, counter, came=True))
    estimator.take(DayPlanned(plan))
    for counter in SKILLS:
        estimator.take(CounterOpened(450, counter))
    for number in range(WAITING):
        estimator.take(TicketIssued(450, f"w{number}", luck.choice("ABCD")))
    begun = time.perf_counter()
    for number in range(FORECASTS):
        estimator.take(TicketIssued(451, f"x{number}", "A"))
        estimator.take(TicketCalled(451, f"x{number}", 1))
    ours = (time.perf_counter() - begun) / FORECASTS
    line = json.dumps({"type": "issue", "day": 1, "t": 451.25, "ticket": "d001-0001", "service": "A"})
    begun = time.perf_counter()
    for _ in range(FORECASTS * WAITING):
        parse_line(line)
    reference = (time.perf_counter() - begun) / FORECASTS
    print(
        json.dumps(
            {
                "bench": "waiting forecast with 500 waiting / parsing 500 log lines",
                "ours": round(ours, 6),
                "reference": round(reference, 6),
                "ratio": round(ours / reference, 3),
                "milliseconds": round(ours * 1000, 3),
            }
        )
    )


if __name__ == "__main__":
    main()
