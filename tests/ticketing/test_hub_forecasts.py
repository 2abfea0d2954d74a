"""The hub's own forecasts: told at issue, kept, learned from, scored, and exported as a log that predictors read."""

from __future__ import annotations

import heapq
import itertools
import json
import random
import secrets
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.bench.waiting_rivals import Rivals, mean_visit, read
from ticketing.client import HubClient, Ticket
from ticketing.deeds.calling import CallNextTicket, EndCall
from ticketing.deeds.exporting_days import export_days, unsaid_of_days
from ticketing.deeds.forecasting import Forecasting
from ticketing.deeds.house import House
from ticketing.deeds.judging_waits import JudgeWaits, judge_day
from ticketing.deeds.keep_place import KeepPlaces
from ticketing.deeds.pausing import PauseCounters, ResumeCounters
from ticketing.deeds.recording import RecordOfflineCalls
from ticketing.deeds.signing_in import OpenSessions
from ticketing.deeds.take_ticket import TakeTickets
from ticketing.domain.answers import Call, CallStatus, ClerkSession, CounterState, NobodyWaiting, Refused, StaffRole
from ticketing.domain.asked import (
    CallNext,
    GoOnWithCall,
    KeepPlace,
    OpenSession,
    PauseCounter,
    ResumeCounter,
    TakeTicket,
)
from ticketing.domain.hub_clock import HubClock, moment
from ticketing.domain.leases import CallEnd, OfflineCall, Recorded
from ticketing.domain.luck import SystemLuck, fingerprint
from ticketing.domain.offline_asked import ReportCall
from ticketing.domain.rules import CentreRules
from ticketing.domain.wait_answers import WaitingScore
from ticketing.store.opening import HubStore, open_store
from ticketing.waiting.day_events import TicketIssued, parse_line
from ticketing.waiting.estimator import WaitingEstimator
from ticketing.waiting.exporting import Unsaid

CENTRE = "H26-CN03"
VISIT_MIN = 3.0  # what a visit in line A really takes, on average; its rule says 6


class HallOfOneLine:
    """Line A with two counters, in the hand of a test: the hub's deeds on a store, with time that jumps."""

    def __init__(
        self,
        rules: CentreRules,
        store: HubStore,
        clock: Any,
        clerks: Sequence[tuple[str, int]] = (("lan", 1), ("minh", 2)),
    ) -> None:
        hub_clock = HubClock(rules.timezone, lambda: clock.wall_ms, lambda: clock.mono_s, clock.apart.append)
        self.house = House(rules, hub_clock, SystemLuck())
        self.store, self.clock = store, clock
        self.forecasting = Forecasting(self.house)
        self.seq = 0
        self.sessions = {counter: self.sign_in(clerk, counter) for clerk, counter in clerks}

    def perform(self, deed: Callable[..., Any], asked: object) -> Any:
        with self.store.writing_once(CENTRE) as ledger:
            return deed(ledger, [asked])[0]

    def sign_in(self, clerk: str, counter: int) -> str:
        session = self.perform(OpenSessions(self.house), OpenSession(clerk, counter))
        assert isinstance(session, ClerkSession)
        return fingerprint(session.token)

    def take(self) -> Ticket:
        ticket = self.perform(TakeTickets(self.house), TakeTicket("A", str(uuid.uuid4()), secrets.token_hex(16)))
        assert isinstance(ticket, Ticket)
        return ticket

    def call(self, counter: int) -> Call | None:
        asked = CallNext(counter, str(uuid.uuid4()), self.sessions[counter])
        call = self.perform(CallNextTicket(self.house), asked)
        assert isinstance(call, Call | NobodyWaiting)
        return call if isinstance(call, Call) else None

    def end(self, call: Call, how: CallStatus = CallStatus.FINISHED) -> None:
        asked = GoOnWithCall(call.call_id, str(uuid.uuid4()), self.sessions[call.counter])
        assert isinstance(self.perform(EndCall(self.house, how), asked), Call)

    def look(self) -> None:
        with self.store.reading(CENTRE) as ledger:
            events = ledger.events_after(self.seq, 1000)
            self.forecasting.learn(ledger, events)
            self.forecasting.look(ledger)
        self.seq = events[-1].seq if events else self.seq

    def pass_a_day(self, tickets: int, luck: random.Random) -> list[Ticket]:
        """People come a little faster than they are served; everybody is served."""
        order = itertools.count()
        coming = sorted(luck.uniform(0, tickets * VISIT_MIN * 0.45) for _ in range(tickets))
        agenda: list[tuple[float, int, str, Any]] = [(minute, next(order), "comes", None) for minute in coming]
        heapq.heapify(agenda)
        free, taken, at = {1, 2}, [], 0.0
        while agenda:
            minute, _, what, whom = heapq.heappop(agenda)
            self.clock.pass_minutes(minute - at)
            at = minute
            self.look()
            if what == "comes":
                taken.append(self.take())
            else:
                self.end(whom)
                free.add(whom.counter)
            for counter in sorted(free):
                call = self.call(counter)
                if call is not None:
                    free.discard(counter)
                    heapq.heappush(agenda, (at + luck.gammavariate(2, VISIT_MIN / 2), next(order), "served", call))
        self.look()
        return taken


@pytest.fixture
def hall(rules: CentreRules, store: HubStore, hand_clock: Any) -> HallOfOneLine:
    return HallOfOneLine(rules, store, hand_clock)


def test_tickets_are_told_what_is_learned_and_the_hub_scores_itself(hall: HallOfOneLine) -> None:
    luck = random.Random(5)
    before = [hall.house.wait("A", ahead, hall.house.clock.now_ms()) for ahead in (0, 4, 16)]
    assert [wait.low_min for wait in before] == sorted(wait.low_min for wait in before)
    taken = hall.pass_a_day(40, luck)
    now = hall.house.clock.now_ms()
    with hall.store.reading(CENTRE) as ledger:
        day = hall.house.today(now)
        score = judge_day(ledger, hall.house.rules.timezone, day)
        again, neighbour = (House(hall.house.rules, hall.house.clock, SystemLuck()) for _ in range(2))
        restarted = Forecasting(again)
        restarted.learn_past(restarted.past_calls(ledger))
        Forecasting(neighbour).learn(ledger, ledger.events_after(0, 1000))
    assert score.whole.tickets + sum(ticket.wait_high_min == 0 for ticket in taken) <= len(taken)
    assert score.whole.tickets >= 20
    assert score.still_waiting == 0
    assert score.whole.within >= 0.6
    assert score.whole.mean_error_min < score.whole.mean_wait_min
    assert [line.line for line in score.by_line] == ["A"]
    assert sum(hour.waits.tickets for hour in score.by_hour) == score.whole.tickets
    learned = hall.house.waits.experience.mean_of("A")
    assert VISIT_MIN * 0.6 < learned < 5.0, "six minutes at first, three in truth"
    assert again.waits.experience.mean_of("A") == pytest.approx(learned), "a restarted hub learns the same"
    assert neighbour.waits.experience.mean_of("A") == pytest.approx(learned), "so does another hub of the centre"


def next_morning(hall: HallOfOneLine) -> None:
    """Eight o'clock of the next day; nobody has signed in yet."""
    now = datetime.fromtimestamp(hall.clock.wall_ms / 1000, hall.house.rules.timezone)
    eight = (now + timedelta(days=1)).replace(hour=8, minute=0, second=0)
    hall.clock.pass_minutes((eight - now).total_seconds() / 60)


def test_a_call_left_open_over_night_teaches_nothing(rules: CentreRules, file_store: HubStore, hand_clock: Any) -> None:
    only_one_serves_it = replace(rules, counters=(rules.counters[0], rules.counters[2]))
    hall = HallOfOneLine(only_one_serves_it, file_store, hand_clock, clerks=[("lan", 1)])
    for _ in range(10):
        hall.take()
        call = hall.call(1)
        assert call is not None
        hall.clock.pass_minutes(6)
        hall.end(call)
    hall.take()
    forgotten = hall.call(1)
    assert forgotten is not None
    hall.look()
    yesterday = hall.house.today(hall.house.clock.now_ms())
    learned = hall.house.waits.experience.mean_of("A")
    next_morning(hall)
    hall.look()
    first = hall.take()
    assert first.wait_high_min < 10, "the counter is not taken to be busy since yesterday"
    hall.sessions[1] = hall.sign_in("lan", 1)
    hall.end(forgotten)
    hall.look()
    assert hall.house.waits.experience.mean_of("A") == learned
    again = House(hall.house.rules, hall.house.clock, SystemLuck())
    restarted = Forecasting(again)
    with file_store.reading(CENTRE) as ledger:
        restarted.learn_past(restarted.past_calls(ledger))
        assert again.waits.experience.mean_of("A") == learned
        events = read(list(export_days(ledger, hall.house.rules, [yesterday])))
    assert max(event["t"] for event in events) < 24 * 60
    kinds = [event["type"] for event in events]
    assert (kinds.count("call"), kinds.count("finish"), kinds.count("no_show")) == (11, 10, 0)


def test_a_pause_that_nobody_ended_is_as_long_as_it_was_said(
    rules: CentreRules, file_store: HubStore, hand_clock: Any
) -> None:
    hall = HallOfOneLine(rules, file_store, hand_clock)

    def pause(minutes: int) -> None:
        asked = PauseCounter(1, "lunch", minutes, str(uuid.uuid4()), hall.sessions[1])
        assert isinstance(hall.perform(PauseCounters(hall.house), asked), CounterState)

    usual = hall.house.waits.experience.left_of_pause(0)
    for _ in range(12):
        pause(10)
        hall.look()
        hall.clock.pass_minutes(30)
        hall.look()
    assert hall.house.waits.experience.left_of_pause(0) == pytest.approx(usual, abs=3)
    pause(10)
    hall.look()
    next_morning(hall)
    hall.look()
    hall.sessions[1] = hall.sign_in("lan", 1)
    pause(10)
    hall.look()
    hall.clock.pass_minutes(10)
    asked = ResumeCounter(1, str(uuid.uuid4()), hall.sessions[1])
    assert isinstance(hall.perform(ResumeCounters(hall.house), asked), CounterState)
    hall.look()
    assert hall.house.waits.experience.left_of_pause(0) == pytest.approx(usual, abs=3)


def test_nobody_is_scored_as_having_waited_through_the_night(
    rules: CentreRules, file_store: HubStore, hand_clock: Any
) -> None:
    """A counter without the hub had the number still, and called it in the morning."""
    hall = HallOfOneLine(rules, file_store, hand_clock)
    ticket = hall.take()
    next_morning(hall)
    now = moment(hall.house.clock.now_ms())
    called = OfflineCall(
        str(uuid.uuid4()), "lan", now.date(), ticket.label, now, 1, CallEnd.FINISHED, now, ticket_id=ticket.ticket_id
    )
    recorded = hall.perform(RecordOfflineCalls(hall.house), ReportCall(1, called))
    assert recorded.outcome is Recorded.RECORDED
    with file_store.reading(CENTRE) as ledger:
        score = judge_day(ledger, rules.timezone, ticket.day)
        hall.forecasting.learn_past(hall.forecasting.past_calls(ledger))
    assert (score.whole.tickets, score.still_waiting) == (0, 0)


def test_a_waiting_ticket_is_told_less_and_less(rules: CentreRules, file_store: HubStore, hand_clock: Any) -> None:
    hall = HallOfOneLine(rules, file_store, hand_clock)
    hall.look()
    ours = [hall.take() for _ in range(13)][-1]
    told = []
    for _ in range(6):
        hall.look()
        with file_store.reading(CENTRE) as ledger:
            record = ledger.ticket(ours.ticket_id)
            assert record is not None
            told.append(hall.house.describe(ledger, record, hall.house.clock.now_ms()))
        calls = [call for call in (hall.call(1), hall.call(2)) if call is not None]
        hall.clock.pass_minutes(6)  # as long as the rule says
        for call in calls:
            hall.end(call)
    assert [ticket.ahead for ticket in told] == [12, 10, 8, 6, 4, 2]
    for earlier, later in itertools.pairwise(told):
        assert later.wait_high_min <= earlier.wait_high_min
        assert abs((later.wait_low_min + 6) - earlier.wait_low_min) <= 5, "six minutes later, it is six minutes nearer"


def test_who_asks_to_be_passed_over_is_not_called_before(
    rules: CentreRules, file_store: HubStore, hand_clock: Any
) -> None:
    hall = HallOfOneLine(rules, file_store, hand_clock)
    ticket = hall.take()
    assert hall.call(1) is not None
    kept = hall.perform(KeepPlaces(hall.house), KeepPlace(ticket.ticket_id, str(uuid.uuid4())))
    assert isinstance(kept, Ticket)
    assert kept.wait_low_min >= rules.terms.held_min


def test_the_score_is_for_who_may_look_over_the_centre(
    rules: CentreRules, file_store: HubStore, hand_clock: Any
) -> None:
    boss = replace(rules.staff[0], id="thu", role=StaffRole.SUPERVISOR)
    hall = HallOfOneLine(replace(rules, staff=(*rules.staff, boss)), file_store, hand_clock)
    judge = JudgeWaits(hall.house)
    session = hall.sign_in("thu", 3)
    with file_store.reading(CENTRE) as ledger:
        answers = [judge.for_staff(ledger, who, None) for who in (hall.sessions[1], fingerprint("nobody"), session)]
    assert isinstance(answers[0], Refused)
    assert answers[0].code == "not_allowed"
    assert isinstance(answers[1], Refused)
    assert answers[1].code == "not_signed_in"
    assert isinstance(answers[2], WaitingScore)
    assert answers[2].whole.tickets == 0


def test_predictors_run_on_the_exported_days(hall: HallOfOneLine, tmp_path: Path) -> None:
    luck = random.Random(8)
    hall.pass_a_day(14, luck)
    first = hall.house.clock.now_ms()
    hall.clock.pass_minutes(24 * 60)
    hall.sessions = {counter: hall.sign_in(clerk, counter) for counter, clerk in ((1, "lan"), (2, "minh"))}
    absent = hall.take()
    kept = hall.take()
    call = hall.call(1)
    assert call is not None
    hall.end(call, CallStatus.ABSENT)
    call = hall.call(1)
    assert call is not None
    assert call.ticket.ticket_id == kept.ticket_id
    hall.perform(KeepPlaces(hall.house), KeepPlace(kept.ticket_id, str(uuid.uuid4())))
    hall.clock.pass_minutes(6)
    hall.end(hall.call(2) or call)
    hall.pass_a_day(14, luck)
    hall.take()  # never called: not in the log
    with hall.store.reading(CENTRE) as ledger:
        lines = list(export_days(ledger, hall.house.rules, None))
        one_day = list(export_days(ledger, hall.house.rules, [hall.house.today(first)]))
        assert unsaid_of_days(ledger, None) == Unsaid(never_called=1, called_again=1, own_wish=1)
        assert unsaid_of_days(ledger, [hall.house.today(first)]) == Unsaid(0, 0, 0)
    assert absent.label != kept.label
    assert {json.loads(line)["day"] for line in lines} == {0, 1}
    assert lines[: len(one_day)] == one_day
    events = read(lines)
    kinds = [event["type"] for event in events]
    assert kinds.count("plan") == 2
    assert kinds.count("no_show") == 2, "the absent one, and the first call of the one who kept the place"
    assert kinds.count("issue") == kinds.count("call") == 14 + 3 + 14
    for earlier, later in itertools.pairwise(events):
        assert (earlier["day"], earlier["t"]) <= (later["day"], later["t"])
    estimator, rivals = WaitingEstimator(), Rivals(mean_visit(events))
    for line, event in zip(lines, events, strict=True):
        parsed = parse_line(line)
        assert (estimator.take(parsed) is not None) == isinstance(parsed, TicketIssued)
        rivals.take(event)


def test_the_command_exports_predicts_and_scores(
    rules: CentreRules, file_store: HubStore, hand_clock: Any, tmp_path: Path
) -> None:
    hall = HallOfOneLine(rules, file_store, hand_clock)
    hall.pass_a_day(12, random.Random(3))
    day = hall.house.today(hall.house.clock.now_ms()).isoformat()
    log, told = tmp_path / "days.jsonl", tmp_path / "told.json"

    def motcua(*words: str) -> str:
        command = [sys.executable, "-m", "kiosk", "waiting", *words]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    home = ("--home", str(tmp_path))
    said = motcua("export", *home, "--day", day, "--out", str(log))
    assert "left out: 0 numbers" in said
    motcua("predict", str(log), "--out", str(told))
    score = json.loads(motcua("score", *home, "--day", day, "--json"))
    assert len(json.loads(told.read_text())) == 12
    assert score["day"] == day
    assert 0 < score["whole"]["tickets"] <= 12


def test_the_scorer_beside_the_real_logs_reads_the_export(
    real_data: Callable[[str], Path], rules: CentreRules, file_store: HubStore, hand_clock: Any, tmp_path: Path
) -> None:
    scorer = real_data("waiting").parents[1] / "tools" / "wait_score.py"
    if not scorer.exists():
        pytest.skip(f"no scorer at {scorer}")
    hall = HallOfOneLine(rules, file_store, hand_clock)
    hall.pass_a_day(12, random.Random(4))
    log = tmp_path / "days.jsonl"
    estimator, told = WaitingEstimator(), {}
    with file_store.reading(CENTRE) as ledger:
        lines = list(export_days(ledger, hall.house.rules, None))
    for line in lines:
        event = parse_line(line)
        forecast = estimator.take(event)
        if forecast is not None and isinstance(event, TicketIssued):
            told[event.ticket] = {"p50": forecast.p50, "p90": forecast.p90}
    log.write_text("\n".join(lines))
    (tmp_path / "told.json").write_text(json.dumps(told))
    command = [sys.executable, str(scorer), str(log), str(tmp_path / "told.json")]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert '"predictor": "PRED"' in said
    assert '"missing": 0' in said


def test_a_killed_hub_knows_what_it_knew_within_three_seconds(
    rules: CentreRules,
    hand_clock: Any,
    tmp_path: Path,
    start_hub: Callable[..., Any],
    let_in: Callable[..., str],
) -> None:
    hand_clock.wall_ms = time.time_ns() // 1_000_000 - 2 * 24 * 3_600_000
    store = open_store(tmp_path)
    assert isinstance(store, HubStore)
    HallOfOneLine(rules, store, hand_clock).pass_a_day(40, random.Random(6))
    store.close()
    token = let_in(tmp_path, "kiosk")
    for hubs_before in range(2):
        hub = start_hub(tmp_path)
        client = HubClient(hub.url, token)
        begun = time.monotonic()
        last = [client.take_ticket("A", str(uuid.uuid4()), secrets.token_hex(16)) for _ in range(5)][-1]
        assert isinstance(last, Ticket)
        ahead = 5 * hubs_before + 4
        by_the_rule_alone = ahead * 8 / 2  # eight minutes each, two counters at least
        while last.wait_high_min >= by_the_rule_alone:
            assert time.monotonic() - begun < 3, "three minutes a visit were learned the day before yesterday"
            time.sleep(0.05)
            now = client.ticket(last.ticket_id)
            assert isinstance(now, Ticket)
            last = now
        assert last.ahead == ahead
        hub.kill()
