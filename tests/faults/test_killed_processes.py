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
from tests.faults.killing import Blow, EventLines, Killer, Moment, census, count_events, deal
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
        print(seed, "; ".join(map(str, blows)), {k: round(v, 1) for k, v in player.seconds.items()}, flush=True)
        revisions = [int(str(line["revision"])) for line in kept.new() if line["event"] == "draft.kept"]
        ledger.check_draft(page, max(revisions))
        ledger.audit()
    bugs = [line for log in ("kiosk", "station", "courier", "hub", "city", "counter") for line in _bugs(centre, log)]
    assert not bugs, bugs


def _bugs(centre: DemoCentre, log: str) -> list[dict[str, object]]:
    from tests.faults.killing import LOGS

    lines = EventLines(centre.state / LOGS[log], whole=True).new()
    return [line for line in lines if line["event"] == "process.unexpected"]


def test_twenty_seeds_meet_every_moment_of_every_log() -> None:
    moments = {
        Moment(log, f"{log}.{number}", starting=number == 0): 3
        for log in ("kiosk", "station", "courier", "hub", "city", "counter")
        for number in range(7)
    }
    blows: list[Blow] = [blow for seed in range(1, 21) for blow in deal(moments, seed, 20)]
    met = {blow.moment for blow in blows}
    assert met == set(moments), sorted(map(str, set(moments) - met))
    assert {blow.victim for blow in blows} == {"kiosk", "station", "courier", "hub", "city"}
