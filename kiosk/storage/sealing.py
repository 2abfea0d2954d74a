"""Sealing: AES-256-GCM for everything personal before it touches a disk or a wire we do not own.

A sealed message is `nonce (12 bytes) | ciphertext | tag (16 bytes)`; `context` is authenticated, not stored, so a
message sealed for one visit or one purpose cannot be passed off as another's.
"""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_NONCE_BYTES = 12


class SealBroken(Exception):
    """The key is another one, the context is another one, or the bytes were changed."""


def seal(key: bytes, plain: bytes, context: bytes) -> bytes:
    """Seal `plain` under a 32-byte key, bound to `context`."""
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plain, context)


def unseal(key: bytes, sealed: bytes, context: bytes) -> bytes:
    """Open what `seal` made. Raises SealBroken for anything else."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], context)
    except (InvalidTag, ValueError) as broken:
        raise SealBroken("the seal does not open with this key and context") from broken


@dataclass(frozen=True)
class DeviceKey:
    """This device's own key. Where only a 0600 file is to be had, a stolen disk can be read: docs/operations.md."""

    key: bytes

    @classmethod
    def load_or_make(cls, path: Path) -> DeviceKey:
        """Read the key, or make one; two processes that start at once end up with the same one.

        Raises OSError where the file cannot be used, or holds no key.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            draft = path.with_name(f".{path.name}.{os.getpid()}")
            fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                os.write(fd, os.urandom(KEY_BYTES))
                os.fsync(fd)
            finally:
                os.close(fd)
            try:
                os.link(draft, path)
            except FileExistsError:
                pass
            finally:
                draft.unlink()
            folder = os.open(path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)
        key = path.read_bytes()
        if len(key) != KEY_BYTES:
            raise OSError(errno.EINVAL, f"damaged: {len(key)} bytes instead of {KEY_BYTES}", str(path))
        return cls(key)

    def seal(self, plain: bytes, context: bytes = b"motcua device") -> bytes:
        """Seal with the device's key."""
        return seal(self.key, plain, context)

    def unseal(self, sealed: bytes, context: bytes = b"motcua device") -> bytes:
        """Open with the device's key. Raises SealBroken."""
        return unseal(self.key, sealed, context)
