"""Bytes at rest in sealed frames: what a disk holds of a dossier, here and in the sandbox.

A file is a row of frames: `length (4 bytes, big-endian) | sealed`. What is sealed is `name (16 bytes) | position
(8 bytes) | payload`, so that a frame moved within its file, or into another one, is found out when it is opened.
Frames carry at most 256 KiB (sealing 1 MiB at once was measured to cost eight times as much, in page faults); a file
that grows by small pieces may hold shorter ones.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

FRAME_BYTES: Final = 256 << 10
_LENGTH = struct.Struct(">I")
_PLACE = struct.Struct(">16sQ")
_LARGEST_SEALED = FRAME_BYTES + 4096

Seal = Callable[[bytes], bytes]


class FrameBroken(Exception):
    """A frame is missing, cut, out of its place, or does not open with our key."""


def seal_frame(seal: Seal, name: bytes, position: int, payload: bytes | memoryview) -> bytes:
    """One frame as it lies on the disk. name: 16 bytes. position: where the payload begins in the plain bytes."""
    sealed = seal(_PLACE.pack(name, position) + payload)
    return _LENGTH.pack(len(sealed)) + sealed


def write_sealed(path: Path, seal: Seal, name: bytes, plain: bytes) -> None:
    """Make the file and return once its bytes would survive a power cut; the folder is the caller's to sync.

    Raises OSError; then the file may be there in part.
    """
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        view = memoryview(plain)
        for position in range(0, len(plain), FRAME_BYTES):
            write_all(fd, seal_frame(seal, name, position, view[position : position + FRAME_BYTES]))
        os.fsync(fd)
    finally:
        os.close(fd)


def read_sealed(path: Path, unseal: Seal, name: bytes, start: int = 0) -> Iterator[bytes]:
    """Yield the plain bytes from `start` on, a frame at a time. Raises FrameBroken; FileNotFoundError at once."""
    with path.open("rb") as file:
        position = 0
        while head := file.read(_LENGTH.size):
            sealed = _sealed_after(file.read, head)
            payload = _open(unseal, name, position, sealed)
            if position + len(payload) > start:
                yield payload[max(0, start - position) :]
            position += len(payload)


def whole_frames(path: Path, unseal: Seal, name: bytes, each: Callable[[bytes], object]) -> tuple[int, int]:
    """How many plain bytes the file holds in whole frames, and how many bytes of the file those frames take.

    What lies behind them was being written when the power went. Frames are opened, so that only bytes that can be
    read count, and handed to `each`.
    """
    position = end = 0
    with path.open("rb") as file:
        while True:
            try:
                payload = _open(unseal, name, position, _sealed_after(file.read, file.read(_LENGTH.size)))
            except FrameBroken:
                return position, end
            each(payload)
            position += len(payload)
            end = file.tell()


def write_all(fd: int, data: bytes) -> None:
    """Write every byte. Raises OSError."""
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def sync_folder(folder: Path) -> None:
    """Return once the folder's entries would survive a power cut. Raises OSError."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _sealed_after(read: Callable[[int], bytes], head: bytes) -> bytes:
    if len(head) != _LENGTH.size:
        raise FrameBroken("cut in a frame's length")
    (length,) = _LENGTH.unpack(head)
    if length > _LARGEST_SEALED:
        raise FrameBroken("a frame's length is impossible")
    sealed = read(length)
    if len(sealed) != length:
        raise FrameBroken("cut in a frame")
    return sealed


def _open(unseal: Seal, name: bytes, position: int, sealed: bytes) -> bytes:
    try:
        plain = unseal(sealed)
    except Exception as broken:  # the seal is handed in and has its own words for a broken one
        raise FrameBroken("a frame does not open with this key") from broken
    if len(plain) <= _PLACE.size or plain[: _PLACE.size] != _PLACE.pack(name, position):
        raise FrameBroken("a frame is out of its place")
    return plain[_PLACE.size :]
