"""How seldom the relay asks the hub, and how soon a phone knows all the same. The clock is in the test's hand."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import replace
from typing import Any

from tests.phone.given import CALLED, KEY, WAITING, ScriptedHub, key_of
from ticketing.domain.page_answers import PageState
from ticketing.phone.hub_door import MOST_KEYS
from ticketing.phone.watching import AGAIN_S, FORGET_S, FRESH_S, STALE_S, HubSilent, Pages, Seen


class Bench:
    """Pages that are asked for on a loop, and the hour."""

    def __init__(self) -> None:
        self.hub = ScriptedHub()
        self.now_s = 1000.0
        self.pages = Pages(self.hub.look, lambda: self.now_s, pace_s=0.001)

    async def until(self, true: Callable[[], bool]) -> None:
        """Let the loop go round until it is so."""
        for _ in range(500):
            if true():
                return
            await asyncio.sleep(0.002)
        raise AssertionError("it did not come to that")

    async def until_asked(self, times: int) -> None:
        """Let the loop go round until the hub was asked that often."""
        await self.until(lambda: len(self.hub.looks) >= times)

    async def see(self, key: str = KEY) -> Seen | HubSilent:
        return await asyncio.wait_for(self.pages.see(key), 5)


def on_bench(test: Callable[[Bench], Awaitable[None]]) -> Callable[[], None]:
    """Run the test on an event loop, with the asking under way."""

    def run() -> None:
        async def main() -> None:
            bench = Bench()
            running = asyncio.ensure_future(bench.pages.run())
            try:
                await test(bench)
                assert not running.done()
            finally:
                running.cancel()

        asyncio.run(main())

    return run


@on_bench
async def test_many_phones_with_one_page_are_one_question(bench: Bench) -> None:
    answers = await asyncio.gather(*(bench.see() for _ in range(300)))
    assert {answer.state for answer in answers if isinstance(answer, Seen)} == {WAITING}
    assert bench.hub.looks == [[KEY]]


@on_bench
async def test_many_pages_are_few_questions(bench: Bench) -> None:
    keys = [key_of(f"n{number}") for number in range(250)]
    bench.hub.pages |= dict.fromkeys(keys, WAITING)
    await asyncio.gather(*(bench.see(key) for key in keys))
    assert sorted(key for look in bench.hub.looks for key in look) == sorted(keys)
    assert len(bench.hub.looks) <= 4
    assert max(len(look) for look in bench.hub.looks) <= MOST_KEYS


@on_bench
async def test_what_is_fresh_is_not_asked_for_again(bench: Bench) -> None:
    await bench.see()
    bench.pages.heard("A007")
    bench.now_s += FRESH_S / 2
    await bench.see()
    assert len(bench.hub.looks) == 1
    bench.now_s += FRESH_S
    await bench.see()
    assert len(bench.hub.looks) == 2
    bench.now_s += STALE_S / 2
    await bench.see()
    assert len(bench.hub.looks) == 2, "nothing has happened since"
    bench.now_s += STALE_S
    await bench.see()
    assert len(bench.hub.looks) == 3


@on_bench
async def test_news_of_ones_own_number_is_never_answered_from_memory(bench: Bench) -> None:
    await bench.see()
    bench.hub.pages[KEY] = CALLED
    bench.pages.heard("A012")
    seen = await bench.see()
    assert isinstance(seen, Seen)
    assert seen.state == CALLED


@on_bench
async def test_who_is_called_comes_before_all_who_open_their_page(bench: Bench) -> None:
    keys = [key_of(f"n{number}") for number in range(3 * MOST_KEYS)]
    bench.hub.pages |= dict.fromkeys(keys, WAITING)
    with bench.pages.watching(KEY):
        await bench.see()
        opening = asyncio.gather(*(bench.see(key) for key in keys))
        await asyncio.sleep(0)
        bench.pages.heard(KEY.partition(".")[0])
        await bench.until_asked(2)
        assert bench.hub.looks[1][0] == KEY
        await opening


@on_bench
async def test_a_watched_page_is_woken_only_when_it_changed(bench: Bench) -> None:
    with bench.pages.watching(KEY) as changed:
        await bench.see()
        changed.clear()
        bench.now_s += 5
        bench.pages.heard("A007")
        await bench.until(lambda: len(bench.hub.looks) == 2)
        assert not changed.is_set()
        bench.hub.pages[KEY] = replace(WAITING, ahead=4)
        bench.now_s += 5
        bench.pages.heard("A008")
        await asyncio.wait_for(changed.wait(), 5)


@on_bench
async def test_who_only_moved_up_waits_for_the_next_common_look(bench: Bench) -> None:
    keys = [key_of(f"n{number}") for number in range(5)]
    bench.hub.pages |= dict.fromkeys(keys, WAITING)
    phones = contextlib.ExitStack()
    for key in keys:
        phones.enter_context(bench.pages.watching(key))
    await asyncio.gather(*(bench.see(key) for key in keys))
    before = len(bench.hub.looks)
    for number in range(50):  # a busy minute, but the clock stands still
        bench.pages.heard(f"B{number:03d}")
        await asyncio.sleep(0)
    bench.now_s += 5
    await bench.until(lambda: len(bench.hub.looks) > before)
    await asyncio.sleep(0.02)
    assert len(bench.hub.looks) == before + 1
    assert sorted(bench.hub.looks[-1]) == sorted(keys)
    phones.close()


@on_bench
async def test_the_nearest_are_asked_for_first_and_nobody_is_forgotten(bench: Bench) -> None:
    keys = [key_of(f"n{number:03d}") for number in range(3 * MOST_KEYS)]
    bench.hub.pages |= {key: replace(WAITING, ahead=number) for number, key in enumerate(keys)}
    with contextlib.ExitStack() as phones:
        for key in keys:
            phones.enter_context(bench.pages.watching(key))
        await asyncio.gather(*(bench.see(key) for key in keys))
        bench.hub.looks.clear()
        for count in range(1, 7):
            bench.pages.heard("B001")
            bench.now_s += 5
            await bench.until_asked(count)
    assert set(keys[:20]) <= set(bench.hub.looks[0])
    assert {key for look in bench.hub.looks for key in look} == set(keys)


def test_a_slow_hub_is_asked_less_often() -> None:
    async def main() -> None:
        now = [1000.0]
        looks: list[float] = []

        async def slow(keys: Sequence[str]) -> tuple[PageState | None, ...]:
            looks.append(now[0])
            now[0] += 2
            return (WAITING,) * len(keys)

        pages = Pages(slow, lambda: now[0], pace_s=0.001)
        running = asyncio.ensure_future(pages.run())
        with pages.watching(KEY):
            await asyncio.wait_for(pages.see(KEY), 5)
            for _ in range(30):
                pages.heard("B001")
                now[0] += 1
                await asyncio.sleep(0.005)
        running.cancel()
        assert 1 < len(looks) <= 4, "two seconds of work, then eighteen of rest"

    asyncio.run(main())


@on_bench
async def test_a_silent_hub_is_not_asked_by_everybody(bench: Bench) -> None:
    await bench.see()
    bench.hub.dark = True
    bench.pages.heard("A012")
    seen = await bench.see()
    assert isinstance(seen, Seen)
    assert (seen.state, seen.lost) == (WAITING, True)
    asked = len(bench.hub.looks)
    for _ in range(50):
        assert isinstance(await bench.see(key_of("other")), HubSilent)
    assert len(bench.hub.looks) == asked
    bench.hub.dark = False
    bench.now_s += AGAIN_S
    seen = await bench.see()
    assert isinstance(seen, Seen)
    assert not seen.lost


@on_bench
async def test_who_watched_through_the_silence_is_told_of_its_end(bench: Bench) -> None:
    with bench.pages.watching(KEY) as changed:
        await bench.see()
        bench.hub.dark = True
        changed.clear()
        bench.pages.heard("A012")
        await asyncio.wait_for(changed.wait(), 5)
        changed.clear()
        bench.hub.dark = False
        bench.now_s += AGAIN_S
        await asyncio.wait_for(changed.wait(), 5)
        seen = await bench.see()
        assert isinstance(seen, Seen)
        assert not seen.lost


@on_bench
async def test_nothing_is_remembered_of_keys_that_open_nothing(bench: Bench) -> None:
    for number in range(300):
        seen = await bench.see(key_of(f"wrong{number}"))
        assert isinstance(seen, Seen)
        assert seen.state is None
    assert bench.pages.remembered == 0


@on_bench
async def test_a_page_that_nobody_looks_at_is_forgotten(bench: Bench) -> None:
    await bench.see()
    with bench.pages.watching(key_of("watched")):
        bench.hub.pages[key_of("watched")] = WAITING
        await bench.see(key_of("watched"))
        assert bench.pages.remembered == 2
        bench.now_s += FORGET_S + 1
        await bench.until(lambda: bench.pages.remembered == 1)
        assert bench.pages.knows(key_of("watched"))


def test_an_asking_that_breaks_is_not_swallowed() -> None:
    async def broken(_keys: object) -> Any:
        raise ZeroDivisionError

    async def main() -> None:
        pages = Pages(broken, lambda: 0.0, pace_s=0.001)
        running: Coroutine[Any, Any, None] = pages.run()
        seeing = asyncio.ensure_future(pages.see(KEY))
        try:
            await asyncio.wait_for(running, 5)
        except ZeroDivisionError:
            seeing.cancel()
            return
        raise AssertionError("the relay would only look alive")

    asyncio.run(main())
