"""The spool keeps pages in the person's order, sealed, with delete and undo."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from scanner.port import CapturedPage, NotKept
from scanner.spool import PageRef, Spool, SpoolDamaged


def page(number: int, words: bytes = b"image") -> CapturedPage:
    image = words + bytes([number])
    return CapturedPage(number, image, "image/jpeg", 2480, 3508, 300.0, hashlib.sha256(image).hexdigest())


def mirror(data: bytes) -> bytes:
    return bytes(byte ^ 0x5A for byte in data)


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[Spool]:
    spool = Spool(tmp_path / "spool", mirror, mirror)
    yield spool
    spool.close()


def kept(outcome: PageRef | NotKept) -> PageRef:
    assert isinstance(outcome, PageRef)
    return outcome


def order(spool: Spool, batch: str = "b") -> list[int]:
    refs = spool.pages(batch)
    assert [ref.position for ref in refs] == list(range(len(refs)))
    return [ref.number for ref in refs]


def test_pages_come_back_as_they_were_also_after_opening_anew(spool: Spool, tmp_path: Path) -> None:
    refs = [kept(spool.keep("b", page(number))) for number in (1, 2, 3)]
    spool.turn("b", refs[1].page_id, 90)
    spool.turn("b", refs[1].page_id, 270)
    spool.turn("b", refs[2].page_id, -90)
    spool.judge("b", refs[0].page_id, {"dark", "blurred"})
    spool.close()
    again = Spool(tmp_path / "spool", mirror, mirror)
    assert [again.read(ref.page_id) for ref in again.pages("b")] == [page(1), page(2), page(3)]
    assert [ref.turned for ref in again.pages("b")] == [0, 0, 270]
    assert again.pages("b")[0].verdicts == {"dark", "blurred"}
    assert again.batches() == ("b",)
    again.close()


def test_order_delete_and_undo(spool: Spool) -> None:
    refs = [kept(spool.keep("b", page(number))) for number in (1, 2, 3, 4)]
    spool.move("b", refs[3].page_id, 0)
    assert order(spool) == [4, 1, 2, 3]
    spool.move("b", refs[3].page_id, 99)
    assert order(spool) == [1, 2, 3, 4]
    spool.delete("b", refs[1].page_id)
    assert order(spool) == [1, 3, 4]
    assert [ref.number for ref in spool.deleted("b")] == [2]
    kept(spool.keep("b", page(5)))
    spool.restore("b", refs[1].page_id)
    assert order(spool) == [1, 2, 3, 4, 5]
    assert spool.deleted("b") == ()


def test_a_page_scanned_anew_takes_the_place_of_the_old_one_which_can_come_back(spool: Spool) -> None:
    refs = [kept(spool.keep("b", page(number))) for number in (1, 2, 3)]
    new = kept(spool.replace("b", refs[1].page_id, page(9)))
    assert new.position == 1
    assert order(spool) == [1, 9, 3]
    spool.delete("b", new.page_id)
    spool.restore("b", refs[1].page_id)
    assert order(spool) == [1, 2, 3]


def test_batches_do_not_see_each_other(spool: Spool) -> None:
    mine = kept(spool.keep("mine", page(1)))
    kept(spool.keep("yours", page(2)))
    for change in (spool.delete, spool.restore):
        with pytest.raises(KeyError):
            change("yours", mine.page_id)
    with pytest.raises(KeyError):
        spool.move("yours", mine.page_id, 0)
    with pytest.raises(KeyError):
        spool.read("0" * 32)
    spool.erase("mine")
    assert order(spool, "yours") == [2]


def test_nothing_readable_reaches_the_disk_and_erasing_leaves_nothing(spool: Spool, tmp_path: Path) -> None:
    secret = "NGUYỄN VĂN BẰNG".encode()
    first = kept(spool.keep("b", page(1, secret)))
    kept(spool.keep("b", page(2, secret)))
    spool.delete("b", first.page_id)
    files = [path for path in (tmp_path / "spool").rglob("*") if path.is_file()]
    assert not any(secret in path.read_bytes() for path in files)
    assert all(path.stat().st_mode & 0o077 == 0 for path in files if path.parent.name == "pages")
    spool.erase("b")
    assert list((tmp_path / "spool" / "pages").iterdir()) == []
    assert (spool.pages("b"), spool.deleted("b"), spool.batches()) == ((), (), ())
    rest = b"".join(path.read_bytes() for path in (tmp_path / "spool").rglob("*") if path.is_file())
    assert first.page_id.encode() not in rest
    assert first.sha256.encode() not in rest


def test_changed_bytes_are_noticed(spool: Spool, tmp_path: Path) -> None:
    ref = kept(spool.keep("b", page(1)))
    other = kept(spool.keep("b", page(2)))
    files = tmp_path / "spool" / "pages"
    (files / ref.page_id).write_bytes((files / other.page_id).read_bytes())
    with pytest.raises(SpoolDamaged):
        spool.read(ref.page_id)
    (files / ref.page_id).unlink()
    with pytest.raises(SpoolDamaged):
        spool.read(ref.page_id)


def test_opening_sweeps_pages_never_acknowledged_but_not_those_of_a_spool_in_use(spool: Spool, tmp_path: Path) -> None:
    kept(spool.keep("b", page(1)))
    under_way = tmp_path / "spool" / "pages" / ("a" * 32)
    under_way.write_bytes(b"page under way in another process")
    beside = Spool(tmp_path / "spool", mirror, mirror)
    assert under_way.exists()
    beside.close()
    spool.close()
    alone = Spool(tmp_path / "spool", mirror, mirror)
    assert not under_way.exists()
    assert len(alone.pages("b")) == 1
    alone.close()
