"""The sandbox's files: sealed, growing piece by piece, synced before an offset is promised."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from city.frames import FRAME_BYTES, Seal, read_sealed, seal_frame, sync_folder, whole_frames, write_all


class Growing:
    """One upload's file while it grows. Not safe from two threads at once."""

    def __init__(self, path: Path, seal: Seal, unseal: Seal, name: bytes) -> None:
        self._seal = seal
        self._name = name
        self._hash = hashlib.sha256()
        self.trusted = True
        made = not path.exists()
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            self.offset, self._end = whole_frames(path, unseal, name, self._hash.update)
            os.ftruncate(self._fd, self._end)
            os.lseek(self._fd, self._end, os.SEEK_SET)
            if made:
                sync_folder(path.parent)
        except BaseException:
            os.close(self._fd)
            raise

    def add(self, plain: bytes | bytearray) -> None:
        """Append; `offset` counts the bytes at once, `sync` makes them safe. Raises OSError, having added nothing of
        the frame that failed."""
        view = memoryview(plain)
        for start in range(0, len(view), FRAME_BYTES):
            payload = view[start : start + FRAME_BYTES]
            frame = seal_frame(self._seal, self._name, self.offset, payload)
            try:
                write_all(self._fd, frame)
            except OSError:
                os.ftruncate(self._fd, self._end)
                os.lseek(self._fd, self._end, os.SEEK_SET)
                raise
            self._hash.update(payload)
            self._end += len(frame)
            self.offset += len(payload)

    def sync(self) -> None:
        """Return once everything added would survive a power cut.

        Raises OSError; from then on `trusted` is False: what the disk failed to take looks whole in memory ever after.
        """
        try:
            os.fdatasync(self._fd)
        except OSError:
            self.trusted = False
            raise

    def sha256(self) -> str:
        """The hash over everything added so far."""
        return self._hash.hexdigest()

    def close(self) -> None:
        """Let go of the file."""
        os.close(self._fd)


class Vault:
    """A folder of sealed files under random names (32 hex characters)."""

    def __init__(self, folder: Path, seal: Seal, unseal: Seal) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        sync_folder(folder.parent)
        self._folder = folder
        self._seal = seal
        self._unseal = unseal

    def grow(self, name: str) -> Growing:
        """Open an upload's file to go on where its whole frames end. Raises OSError."""
        return Growing(self._path(name), self._seal, self._unseal, bytes.fromhex(name))

    def read(self, name: str) -> Iterator[bytes]:
        """The plain bytes, a frame at a time. Raises FrameBroken, FileNotFoundError."""
        return read_sealed(self._path(name), self._unseal, bytes.fromhex(name))

    def erase(self, name: str) -> None:
        """Remove the file, if it is there."""
        self._path(name).unlink(missing_ok=True)

    def names(self) -> set[str]:
        """Every file that is there."""
        return {path.stem for path in self._folder.glob("*.sealed")}

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.sealed"
