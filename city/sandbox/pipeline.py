"""Bytes on their way from a connection into a file: received, hashed, sealed, written and synced side by side."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Final, Self

from city.sandbox.vault import Growing

# Small blocks keep the memory that they need warm; a few in advance keep the connection from waiting for a thread.
_BLOCK_BYTES: Final = 1 << 20
_BLOCKS_AHEAD: Final = 6
# What is synced along the way need not be waited for at the end.
_SYNC_EVERY: Final = 32 << 20


class Pipeline:
    """Appends to one upload's file; leave it only when `finish` has returned or what is in it may be dropped."""

    def __init__(self, growing: Growing) -> None:
        self._growing = growing
        self._block: list[bytes] = []
        self._size = 0
        self._unsynced = 0
        self._room = asyncio.Semaphore(_BLOCKS_AHEAD)
        self._loop = asyncio.get_running_loop()
        # One thread writes, so that blocks stay in order; another syncs behind it.
        self._writer = ThreadPoolExecutor(1)
        self._syncer = ThreadPoolExecutor(1)
        self._syncing: Future[None] | None = None
        self._fault: OSError | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._writer.shutdown(wait=False)
        self._syncer.shutdown(wait=False)

    async def put(self, chunk: bytes) -> None:
        """Take some bytes; waits where the disk cannot keep up. Raises the OSError of earlier ones."""
        self._block.append(chunk)
        self._size += len(chunk)
        if self._size >= _BLOCK_BYTES:
            await self._pass_on()

    async def finish(self) -> None:
        """Return when everything taken is in the file, though not yet synced. Raises OSError."""
        try:
            await self._pass_on()
        finally:
            # Whatever happened: no thread of ours touches the file from here on.
            await self._loop.run_in_executor(self._writer, _nothing)
            await self._loop.run_in_executor(self._syncer, _nothing)
        if self._fault:
            raise self._fault

    async def _pass_on(self) -> None:
        await self._room.acquire()
        if self._fault:
            raise self._fault
        block, self._block = self._block, []
        self._unsynced += self._size
        self._size = 0
        self._writer.submit(self._write, block)
        if self._unsynced >= _SYNC_EVERY and (self._syncing is None or self._syncing.done()):
            self._unsynced = 0
            self._syncing = self._syncer.submit(self._sync)

    def _write(self, block: list[bytes]) -> None:
        try:
            if not self._fault:  # after a gap nothing may follow
                self._growing.add(b"".join(block))
        except OSError as fault:
            self._fault = fault
        finally:
            self._loop.call_soon_threadsafe(self._room.release)

    def _sync(self) -> None:
        try:
            self._growing.sync()
        except OSError as fault:
            self._fault = fault


def _nothing() -> None:
    """Comes after everything that was submitted before it."""
