"""The spool against a full disk, a failing disk, a killed process and the order in which bytes reach the disk."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from scanner.port import CapturedPage, NotKept
from scanner.spool import PageRef, Spool


def page(number: int, size: int = 200_000) -> CapturedPage:
    image = number.to_bytes(4, "big") * (size // 4)
    return CapturedPage(number, image, "image/jpeg", 100, 100, 300.0, hashlib.sha256(image).hexdigest())


def plain(data: bytes) -> bytes:
    return data


CHILD = textwrap.dedent(
    """
    import hashlib, sys
    from pathlib import Path
    from scanner.port import CapturedPage, NotKept
    from scanner.spool import Spool
    spool = Spool(Path(sys.argv[1]), lambda data: data, lambda data: data)
    for number in range(1, int(sys.argv[2]) + 1):
        image = number.to_bytes(4, "big") * 50_000
        page = CapturedPage(number, image, "image/jpeg", 100, 100, 300.0, hashlib.sha256(image).hexdigest())
        outcome = spool.keep("batch", page)
        print(outcome.reason if isinstance(outcome, NotKept) else outcome.sha256, flush=True)
    """
)


@pytest.mark.parametrize("nth", [1, 2, 3, 5, 8, 13])
def test_kill_minus_nine_loses_nothing_acknowledged(nth: int, tmp_path: Path) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(tmp_path / "spool"), "1000"], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    acknowledged = [child.stdout.readline().strip() for _ in range(nth)]
    child.send_signal(signal.SIGKILL)
    acknowledged += child.stdout.read().split()
    child.wait()
    child.stdout.close()
    spool = Spool(tmp_path / "spool", plain, plain)
    refs = spool.pages("batch")
    assert [ref.sha256 for ref in refs][: len(acknowledged)] == acknowledged
    assert len(refs) <= len(acknowledged) + 1
    assert [spool.read(ref.page_id).number for ref in refs] == list(range(1, len(refs) + 1))
    assert len(list((tmp_path / "spool" / "pages").iterdir())) == len(refs)
    spool.close()


def test_bytes_are_on_disk_before_the_name_and_the_name_before_the_row(
    peer: Callable[[str], str], tmp_path: Path
) -> None:
    trace = tmp_path / "trace"
    subprocess.run(
        [peer("strace"), "-f", "-y", "-e", "trace=fsync,fdatasync,rename,pwrite64,write", "-o", trace,
         sys.executable, "-c", CHILD, str(tmp_path / "spool"), "1"],
        check=True, capture_output=True,
    )  # fmt: skip
    seen = trace.read_text()
    steps = [
        r"write\(\d+<[^>]*/pages/\.[0-9a-f]{32}>",
        r"fsync\(\d+<[^>]*/pages/\.[0-9a-f]{32}>",
        r"rename\(\"[^\"]*/pages/\.[0-9a-f]{32}\"",
        r"fsync\(\d+<[^>]*/pages>",
        r"pwrite64\(\d+<[^>]*index\.sqlite-wal>",
        r"(fsync|fdatasync)\(\d+<[^>]*index\.sqlite-wal>",
        r"write\(1<",
    ]
    at = 0
    for step in steps:
        found = re.compile(step).search(seen, at)
        assert found, f"{step} is missing or too early"
        at = found.end()


def test_a_real_full_disk_is_said_and_kept_pages_stay(peer: Callable[[str], str], tmp_path: Path) -> None:
    """A tmpfs of 900 KiB in a mount namespace of its own: the child fills it, erases, and goes on."""
    child = CHILD + textwrap.dedent(
        """
        refs = spool.pages("batch")
        assert [spool.read(ref.page_id).number for ref in refs] == list(range(1, len(refs) + 1))
        spool.erase("batch")
        assert not isinstance(spool.keep("next", page), NotKept)
        print("room again")
        """
    )
    script = 'mount -t tmpfs -o size=900k tmpfs "$0" && exec "$1" -c "$2" "$0/spool" 8'
    ran = subprocess.run(
        [peer("unshare"), "-rm", "sh", "-c", script, tmp_path, sys.executable, child],
        capture_output=True,
        text=True,
        check=False,
    )
    if "mount" in ran.stderr or "unshare" in ran.stderr:
        pytest.skip("this machine lets nobody mount a small disk in a namespace")
    assert ran.returncode == 0, ran.stderr
    lines = ran.stdout.split("\n")
    assert lines[0] != "disk_full"
    assert "disk_full" in lines
    assert set(lines[lines.index("disk_full") : 8]) == {"disk_full"}
    assert "room again" in lines


@pytest.mark.parametrize(
    ("call", "code", "reason"),
    [
        ("write", errno.ENOSPC, "disk_full"),
        ("fsync", errno.EDQUOT, "disk_full"),
        ("fsync", errno.EIO, "disk_fault"),
        ("open", errno.EROFS, "disk_fault"),
    ],
)
def test_every_step_of_keeping_may_fail(
    call: str, code: int, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spool = Spool(tmp_path / "spool", plain, plain)
    assert isinstance(spool.keep("batch", page(1)), PageRef)

    def fails(*_: object) -> int:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as broken:
        broken.setattr(os, call, fails)
        outcome = spool.keep("batch", page(2))
    assert isinstance(outcome, NotKept)
    assert outcome.reason == reason
    assert [spool.read(ref.page_id).number for ref in spool.pages("batch")] == [1]
    assert isinstance(spool.keep("batch", page(3)), PageRef)
    spool.close()
    again = Spool(tmp_path / "spool", plain, plain)
    assert [again.read(ref.page_id).number for ref in again.pages("batch")] == [1, 3]
    assert len(list((tmp_path / "spool" / "pages").iterdir())) == 2
    again.close()


def test_a_change_that_the_disk_does_not_take_changes_nothing(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool", plain, plain)
    first, second = (spool.keep("batch", page(number, 400)) for number in (1, 2))
    assert isinstance(first, PageRef)
    assert isinstance(second, PageRef)
    spool._index.execute("PRAGMA query_only = ON")
    for change in (
        partial(spool.turn, "batch", first.page_id, 90),
        partial(spool.move, "batch", first.page_id, 1),
        partial(spool.delete, "batch", first.page_id),
        partial(spool.restore, "batch", first.page_id),
    ):
        assert change() == NotKept("disk_fault")
    assert spool.pages("batch") == (first, second)
    spool._index.execute("PRAGMA query_only = OFF")
    assert spool.turn("batch", first.page_id, 90) is None
    spool.close()


def test_an_index_that_cannot_grow_is_a_full_disk(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "spool", plain, plain)
    spool._index.execute(f"PRAGMA max_page_count = {spool._query('PRAGMA page_count')[0][0]}")
    kept = 0
    while isinstance(outcome := spool.keep("batch", page(kept + 1, 400)), PageRef):
        kept += 1
    assert outcome == NotKept("disk_full")
    assert kept > 0
    assert len(list((tmp_path / "spool" / "pages").iterdir())) == len(spool.pages("batch")) == kept
    spool.close()
