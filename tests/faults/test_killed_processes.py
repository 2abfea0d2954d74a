"""SIGKILL of kiosk, station, courier, hub and city at every event of a visit: what was acknowledged stays, once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest

from kiosk.demo.centre import DemoCentre
from kiosk.demo.citizens import invent
from kiosk.demo.play import PROCEDURES
from tests.faults.going_on import GoingOn
from tests.faults.killing import LOGS, VICTIMS, EventLines, Killer, Moment, census, count_events, deal
from tests.faults.ledger import Ledger

_SHORT: Final = 20
_LONG: Final = 200
_STRUCK_S: Final = 5.0

Seeds = Callable[..., Iterator[int]]


@pytest.mark.timeout(4 * 3600)
def test_nothing_acknowledged_is_lost_or_doubled(centre: DemoCentre, sheets: list[Path], seeds: Seeds) -> None:
    ledger = Ledger(centre)
    player = GoingOn(centre, ledger, sheets)
    for role in ("kiosk", "station", "counter"):
        centre.role(role).wait(timeout=60)
    before = count_events(centre)
    citizens = iter(invent(_LONG + 1, 1))
    player.visit(next(citizens), PROCEDURES[0])
    moments = census(centre, before)
    kept = EventLines(centre.state / "kiosk/log/kiosk.jsonl")
    for seed in seeds(short=_SHORT, long=_LONG):
        blows = deal(moments, seed, _SHORT)
        killers = [Killer(centre, blow) for blow in blows]
        for killer in killers:
            killer.start()
        try:
            page = player.visit(next(citizens), PROCEDURES[seed % len(PROCEDURES)])
            unstruck = [str(killer.blow) for killer in killers if not killer.struck.wait(_STRUCK_S)]
        except AssertionError as fault:
            raise AssertionError(f"seed {seed}, {'; '.join(map(str, blows))}: {fault}") from fault
        finally:
            for killer in killers:
                killer.stop()
        assert not unstruck, f"seed {seed}: the moment never came: {unstruck}"
        print(f"seed {seed}: {'; '.join(map(str, blows))}", flush=True)
        revisions = [int(str(line["revision"])) for line in kept.new() if line["event"] == "draft.kept"]
        ledger.check_draft(page, max(revisions))
        ledger.audit()
    bugs = [line for log in LOGS for line in _bugs(centre, log)]
    assert not bugs, bugs


def _bugs(centre: DemoCentre, log: str) -> list[dict[str, object]]:
    lines = EventLines(centre.state / LOGS[log], whole=True).new()
    return [line for line in lines if line["event"] == "process.unexpected"]


def test_twenty_seeds_meet_every_moment_of_every_log() -> None:
    moments = {
        Moment(log, f"{log}.{number}", starting=number == 0): 3
        for log, many in (("kiosk", 9), ("station", 14), ("courier", 10), ("hub", 8), ("city", 8), ("counter", 7))
        for number in range(many)
    }
    for first in (1, 21, 181):
        blows = [blow for seed in range(first, first + _SHORT) for blow in deal(moments, seed, _SHORT)]
        assert {blow.moment for blow in blows} == set(moments)
        assert {blow.victim for blow in blows} == set(VICTIMS)
        assert any(blow.victim != blow.moment.log for blow in blows)
