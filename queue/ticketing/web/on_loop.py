"""Carrying something out on the event loop's thread, for another thread that waits for it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

_T = TypeVar("_T")


class OnLoop:
    """Runs what it is given on the loop. The loop must be running, and must not wait for the thread that asks."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop

    def __call__(self, work: Callable[[], _T]) -> _T:
        """Its answer; its error is raised here."""
        future: Future[_T] = Future()

        def carry_out() -> None:
            try:
                future.set_result(work())
            except Exception as error:  # noqa: BLE001  it belongs to who asked
                future.set_exception(error)

        self._loop.call_soon_threadsafe(carry_out)
        return future.result()
