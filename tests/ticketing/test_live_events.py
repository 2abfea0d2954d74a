"""The ring of events: what each listener gets, and who is cut off."""

from __future__ import annotations

import asyncio
import json

from ticketing.domain.answers import EventType
from ticketing.domain.records import EventRecord
from ticketing.web.live import RING_EVENTS, STUCK_S, Live


def event(seq: int) -> EventRecord:
    return EventRecord(
        seq, f"request-{seq}", EventType.CALLED, 0, "A001", "A", "ticket", "call", 3, 1, visit_id="kept to ourselves"
    )


def seqs(frames: object) -> list[int]:
    assert isinstance(frames, list)
    return [json.loads(frame)["seq"] for frame in frames]


def test_each_listener_gets_what_it_has_not_been_told() -> None:
    async def main() -> None:
        live = Live(10)
        first, second = live.listen(10), live.listen(-1)
        live.publish([event(11), event(12)])
        first.seq = 11
        assert seqs(live.frames_for(first)) == [12]
        assert seqs(live.frames_for(second)) == [11, 12]
        assert first.wake.is_set()

    asyncio.run(main())


def test_who_has_heard_more_than_this_hub_waits_for_what_follows() -> None:
    async def main() -> None:
        live = Live(10)
        ahead = live.listen(12, recorded=15)
        live.publish([event(11), event(12)])
        assert live.frames_for(ahead) == []
        live.publish([event(13)])
        assert seqs(live.frames_for(ahead)) == [13]

    asyncio.run(main())


def test_who_has_heard_what_nobody_recorded_is_told_everything_since_this_hub_began() -> None:
    """It was told before the database was restored from a backup: what it knows of 11 is another event."""

    async def main() -> None:
        live = Live(10)
        live.listen(10)
        live.publish([event(11), event(12)])
        late = live.listen(99, recorded=12)
        assert late.seq == 10
        assert seqs(live.frames_for(late)) == [11, 12]
        assert live.listen(-1).seq == 12

    asyncio.run(main())


def test_who_lies_before_the_ring_reads_from_the_database() -> None:
    async def main() -> None:
        live = Live(10)
        old, new = live.listen(9), live.listen(10)
        assert live.frames_for(old) is None
        assert live.frames_for(new) == []
        live.publish([event(seq) for seq in range(11, 12 + RING_EVENTS)])
        assert live.frames_for(new) is None
        new.seq = 11
        assert len(live.frames_for(new) or []) == RING_EVENTS

    asyncio.run(main())


def test_what_happened_while_nobody_listened_comes_from_the_database() -> None:
    async def main() -> None:
        live = Live(0)
        live.publish([event(1)])
        assert live.frames_for(live.listen(0)) is None
        assert live.frames_for(live.listen(1)) == []

    asyncio.run(main())


def test_a_frame_says_nothing_of_visit_request_or_call() -> None:
    async def main() -> None:
        live = Live(0)
        listener = live.listen(0)
        live.publish([event(1)])
        frame = (live.frames_for(listener) or [""])[0]
        assert set(json.loads(frame)) == {"seq", "type", "at", "label", "line", "ticket_id", "counter", "times"}

    asyncio.run(main())


def test_only_who_takes_no_frame_for_too_long_is_cut_off() -> None:
    async def main() -> None:
        live, cut = Live(0), []
        quick, stuck = live.listen(0), live.listen(0)
        quick.cut, stuck.cut = (lambda: cut.append("quick")), (lambda: cut.append("stuck"))
        stuck.sending_since = 100.0
        assert live.cut_stuck(100.0 + STUCK_S) == 0
        assert live.cut_stuck(100.1 + STUCK_S) == 1
        assert cut == ["stuck"]
        assert live.cut_stuck(1000.0) == 0

    asyncio.run(main())
