"""The estimator on simulated days that it was not tuned on: better than the rivals, honest about its upper end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from tests.bench.bench_waiting_scenarios import measure
from tests.bench.waiting_days import SCENARIOS, Scenario, simulate

BY_NAME = {scenario.name: scenario for scenario in SCENARIOS}


@pytest.mark.parametrize("scenario", [BY_NAME["mixed_skills"], BY_NAME["no_shows"]], ids=lambda one: one.name)
def test_better_than_the_rivals_after_a_few_days(scenario: Scenario, seeds: Callable[..., Iterator[int]]) -> None:
    """Five scored days are few: the planning rival may have luck once, hardly more than this."""
    for seed in seeds(short=1, long=12):
        report = measure(replace(scenario, days=8), 7000 + seed)
        ours = report["ours"]
        assert report["n"] > 300
        assert ours["error"] < 1.1 * report["service and plan"]["error"]
        assert ours["error"] < 0.75 * report["rolling mean"]["error"]
        assert 0.82 <= ours["under"] <= 0.97
        assert ours["far over"] <= 0.08


@pytest.mark.timeout(1800)  # in a long run: ten months of ten centres
def test_every_kind_of_centre_over_a_month(seeds: Callable[..., Iterator[int]]) -> None:
    """One kind a seed: a sample takes one of them, a long run all."""
    kinds = [scenario for scenario in SCENARIOS if scenario.days > 1]
    for seed in seeds(short=1, long=len(kinds)):
        scenario = kinds[seed % len(kinds)]
        report = measure(replace(scenario, days=30), 5000 + seed)
        assert report["ours"]["error"] < report["service and plan"]["error"], scenario.name
        assert 0.87 <= report["ours"]["under"] <= 0.93, scenario.name
        assert report["ours"]["far over"] <= 0.06, scenario.name


def test_the_first_day_is_already_sane(seeds: Callable[..., Iterator[int]]) -> None:
    for seed in seeds(short=2, long=30):
        report = measure(BY_NAME["day_one"], 9000 + seed)
        assert report["ours"]["error"] < 0.9 * report["rolling mean"]["error"] or report["ours"]["error"] < 6
        assert report["ours"]["under"] >= 0.7


def test_the_simulator_is_seeded_and_serves_everybody() -> None:
    scenario = replace(BY_NAME["sudden_closure"], days=2)
    log = simulate(scenario, 4)
    assert log == simulate(scenario, 4)
    assert log != simulate(scenario, 5)
    kinds = [event["type"] for event in log]
    assert kinds.count("issue") == kinds.count("call") == kinds.count("finish") + kinds.count("no_show")
    assert [(event["day"], event["t"]) for event in log] == sorted((event["day"], event["t"]) for event in log)
