"""The sandbox's files on a failing disk: only what is safe counts, and nothing follows a gap."""

from __future__ import annotations

import asyncio
import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from city.frames import FRAME_BYTES, FrameBroken
from city.sandbox.pipeline import Pipeline
from city.sandbox.vault import Growing, Vault
from kiosk.storage.sealing import DeviceKey
from tests.city.given import sha256

NAME = "00112233445566778899aabbccddeeff"
DATA = os.urandom(3 * FRAME_BYTES + 17)


@pytest.fixture
def vault(tmp_path: Path, device_key: DeviceKey) -> Vault:
    return Vault(tmp_path / "files", device_key.seal, device_key.unseal)


def read(vault: Vault, name: str = NAME) -> bytes:
    return b"".join(vault.read(name))


def test_it_grows_and_is_opened_again(vault: Vault) -> None:
    for start in range(0, len(DATA), 100_000):
        growing = vault.grow(NAME)
        assert growing.offset == start
        growing.add(DATA[start : start + 100_000])
        growing.sync()
        growing.close()
    growing = vault.grow(NAME)
    assert growing.sha256() == sha256(DATA)
    growing.close()
    assert read(vault) == DATA


def test_a_torn_frame_does_not_count(vault: Vault, tmp_path: Path) -> None:
    growing = vault.grow(NAME)
    growing.add(DATA)
    growing.close()
    path = tmp_path / "files" / f"{NAME}.sealed"
    whole = path.read_bytes()
    for length in (0, 1, 3, 5, FRAME_BYTES // 2, FRAME_BYTES + 100, len(whole) - 1):
        path.write_bytes(whole[:length])
        growing = vault.grow(NAME)
        assert growing.offset == min(length // (FRAME_BYTES + 50), 3) * FRAME_BYTES
        growing.add(DATA[growing.offset :])
        assert growing.sha256() == sha256(DATA)
        growing.close()
        assert read(vault) == DATA


def test_a_frame_out_of_its_place_is_found_out(vault: Vault, tmp_path: Path) -> None:
    growing = vault.grow(NAME)
    growing.add(DATA[:100])
    end = (tmp_path / "files" / f"{NAME}.sealed").stat().st_size
    growing.add(DATA[:100])
    growing.close()
    path = tmp_path / "files" / f"{NAME}.sealed"
    first, second = path.read_bytes()[:end], path.read_bytes()[end:]
    for forged in (second + first, first + first, second):
        path.write_bytes(forged)
        with pytest.raises(FrameBroken):
            read(vault)
    other = "f" * 32
    (tmp_path / "files" / f"{other}.sealed").write_bytes(first)
    with pytest.raises(FrameBroken):
        read(vault, other)


def full_from(monkeypatch: pytest.MonkeyPatch, call: str, nth: int, error: int) -> None:
    """From the nth call on, the disk takes nothing more; the nth takes half of what it was given."""
    real: Callable[..., int] = getattr(os, call)
    calls = 0

    def failing(fd: int, *words: bytes) -> int:
        nonlocal calls
        calls += 1
        if calls < nth:
            return real(fd, *words)
        if calls == nth and words:
            return real(fd, bytes(words[0])[: len(words[0]) // 2])
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(os, call, failing)


async def pour(growing: Growing, data: bytes) -> None:
    with Pipeline(growing) as pipeline:
        for start in range(0, len(data), 70_000):
            await pipeline.put(data[start : start + 70_000])
        await pipeline.finish()


@pytest.mark.parametrize("nth", [1, 2, 3, 9])
def test_a_full_disk_leaves_what_fitted(vault: Vault, monkeypatch: pytest.MonkeyPatch, nth: int) -> None:
    data = os.urandom(5_000_000)
    growing = vault.grow(NAME)
    with monkeypatch.context() as patch:
        full_from(patch, "write", nth, errno.ENOSPC)
        with pytest.raises(OSError, match="No space left"):
            asyncio.run(pour(growing, data))
    assert growing.trusted
    assert read(vault) == data[: growing.offset]
    growing.add(data[growing.offset :])
    assert growing.sha256() == sha256(data)
    growing.close()
    assert read(vault) == data


def test_a_sync_that_failed_is_never_trusted_again(vault: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    """The kernel tells of it once; the next sync would say that all is well."""
    growing = vault.grow(NAME)
    with monkeypatch.context() as patch:
        full_from(patch, "fdatasync", 1, errno.EIO)
        with pytest.raises(OSError, match="Input/output"):
            asyncio.run(pour(growing, os.urandom(40_000_000)))
    growing.sync()
    assert not growing.trusted
    growing.close()


def test_a_pipeline_keeps_the_order(vault: Vault) -> None:
    data = os.urandom(20_000_000)
    growing = vault.grow(NAME)
    asyncio.run(pour(growing, data))
    assert (growing.offset, growing.sha256()) == (len(data), sha256(data))
    growing.close()
    assert read(vault) == data
