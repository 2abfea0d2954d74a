"""The sandbox takes files by tus: whole, by hash, in pieces, over lines that break."""

from __future__ import annotations

import socket
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from city.contract import (
    Confirmation,
    NotKept,
)
from tests.city.bringing import PDF, RawTus, bring, metadata_of
from tests.city.given import Sandbox, make_visit, sha256


@pytest.fixture
def raw(sandbox: Sandbox) -> RawTus:
    return RawTus(sandbox)


def test_a_file_that_is_not_what_was_announced(sandbox: Sandbox, raw: RawTus) -> None:
    """The last byte differs: nothing is confirmed, the upload is gone, the true file is taken afterwards."""
    visit = make_visit(PDF)
    sandbox.client().announce(visit.manifest)
    place = raw.place(visit, sha256(PDF))
    answer = raw.patch(place, 0, PDF[:-1] + b"!")
    assert (answer.status_code, answer.json()["code"]) == (460, "hash_differs")
    assert sandbox.client().confirmation(visit.dossier_id, sha256(PDF)) == NotKept()
    assert raw.offset(place) is None
    bring(sandbox.client(), visit, sha256(PDF))
    assert isinstance(sandbox.client().confirmation(visit.dossier_id, sha256(PDF)), Confirmation)


def test_piece_by_piece_and_at_the_wrong_place(sandbox: Sandbox, raw: RawTus) -> None:
    visit = make_visit(PDF)
    sandbox.client().announce(visit.manifest)
    place = raw.place(visit, sha256(PDF))
    assert raw.offset(place) == 0
    assert raw.patch(place, 0, PDF[:1000]).headers["Upload-Offset"] == "1000"
    for wrong in (0, 999, 1001, len(PDF)):
        answer = raw.patch(place, wrong, b"x" if wrong < len(PDF) else b"")
        assert (answer.status_code, answer.json()["code"]) == (409, "wrong_offset")
    assert raw.offset(place) == 1000
    assert raw.patch(place, 1000, b"").headers["Upload-Offset"] == "1000"
    assert raw.patch(place, 1000, iter([PDF[1000:2000], PDF[2000:]])).status_code == 204  # without a length
    assert raw.offset(place) == len(PDF)
    assert raw.patch(place, len(PDF), b"").status_code == 409
    assert requests.delete(place, headers=raw.headers, timeout=10).json()["code"] == "already_kept"
    again = raw.begin(len(PDF), metadata_of(visit.dossier_id, sha256(PDF)))
    assert (again.status_code, again.json()["code"]) == (409, "already_kept")


def test_more_than_was_announced(sandbox: Sandbox, raw: RawTus) -> None:
    visit = make_visit(b"ten bytes!")
    sandbox.client().announce(visit.manifest)
    place = raw.place(visit, sha256(b"ten bytes!"))
    assert raw.patch(place, 0, b"eleven byte").status_code == 413
    assert raw.patch(place, 0, iter([b"ten bytes!", b"and more"])).status_code == 413
    assert raw.offset(place) in (0, 10, None)


def test_a_cut_connection_leaves_what_had_come(sandbox: Sandbox, raw: RawTus) -> None:
    visit = make_visit(PDF)
    sandbox.client().announce(visit.manifest)
    place = raw.place(visit, sha256(PDF))
    with open_patch(sandbox, raw, place, len(PDF)) as connection:
        connection.sendall(PDF[: 1 << 20])
    sealed = sealed_file(sandbox, place)
    wait_for(lambda: sealed.exists() and sealed.stat().st_size > 1 << 20)
    assert raw.offset(place) == 1 << 20
    offset = 1 << 20
    assert raw.patch(place, offset, PDF[offset:]).status_code == 204
    assert isinstance(sandbox.client().confirmation(visit.dossier_id, sha256(PDF)), Confirmation)


def open_patch(sandbox: Sandbox, raw: RawTus, place: str, length: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", sandbox.port), timeout=10)
    head = [
        f"PATCH {urlsplit(place).path} HTTP/1.1",
        "Host: city",
        *(f"{name}: {value}" for name, value in raw.headers.items()),
        "Upload-Offset: 0",
        "Content-Type: application/offset+octet-stream",
        f"Content-Length: {length}",
    ]
    connection.sendall("\r\n".join(head).encode() + b"\r\n\r\n")
    return connection


def sealed_file(sandbox: Sandbox, place: str) -> Path:
    return sandbox.home / "files" / f"{place.rsplit('/', 1)[1]}.sealed"


def wait_for(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_a_newcomer_ends_a_dead_connection(sandbox: Sandbox, raw: RawTus) -> None:
    """The old line hangs without a word, as a pulled cable does; the client that comes back is not kept waiting."""
    visit = make_visit(PDF)
    sandbox.client().announce(visit.manifest)
    place = raw.place(visit, sha256(PDF))
    with open_patch(sandbox, raw, place, len(PDF)) as hung:
        hung.sendall(PDF[: 1 << 20])
        wait_for(lambda: sealed_file(sandbox, place).exists())
        begun = time.monotonic()
        offset = raw.offset(place)
        assert time.monotonic() - begun < 3
        assert offset is not None
        assert raw.patch(place, offset, PDF[offset:]).status_code == 204
    assert isinstance(sandbox.client().confirmation(visit.dossier_id, sha256(PDF)), Confirmation)


def test_a_new_beginning_takes_the_old_ones_place(sandbox: Sandbox, raw: RawTus) -> None:
    visit = make_visit(PDF)
    sandbox.client().announce(visit.manifest)
    first = raw.place(visit, sha256(PDF))
    raw.patch(first, 0, PDF[:1000])
    second = raw.place(visit, sha256(PDF))
    assert second != first
    assert raw.offset(first) is None
    assert raw.offset(second) == 0
    assert requests.delete(second, headers=raw.headers, timeout=10).status_code == 204
    assert raw.offset(second) is None


def test_beginnings_that_are_refused(sandbox: Sandbox, raw: RawTus) -> None:
    visit = make_visit(PDF)
    sandbox.client().announce(visit.manifest)
    ours = metadata_of(visit.dossier_id, sha256(PDF))
    for length, words, headers, code in [
        (len(PDF) + 1, ours, {}, "not_in_manifest"),
        (len(PDF), metadata_of(visit.dossier_id, sha256(b"other")), {}, "not_in_manifest"),
        (len(PDF), metadata_of(str(uuid.uuid4()), sha256(PDF)), {}, "unknown_dossier"),
        (len(PDF), "", {}, "not_valid"),
        (len(PDF), "sha256 !!!", {}, "not_valid"),
        (0, ours, {}, "not_valid"),
        ("many", ours, {}, "not_valid"),
        (1 << 40, ours, {}, "too_large"),
        (len(PDF), ours, {"Tus-Resumable": "0.2.2"}, "tus_version"),
        (len(PDF), ours, {"Authorization": "Bearer nobody"}, "not_enrolled"),
    ]:
        answer = raw.begin(length, words, **headers)
        assert answer.json()["code"] == code, (length, words, headers)
        assert answer.headers["Tus-Resumable"] == "1.0.0"
    assert requests.options(raw.url, timeout=10).headers["Tus-Version"] == "1.0.0"
    place = raw.place(visit, sha256(PDF))
    assert raw.patch(place, 0, b"x", **{"Content-Type": "text/plain"}).json()["code"] == "wrong_content_type"
    assert raw.patch(place, "first", b"x").json()["code"] == "not_valid"
    assert raw.patch(f"{raw.url}/{'0' * 32}", 0, b"x").json()["code"] == "no_such_upload"
    assert raw.patch(f"{raw.url}/..%2f..%2fcity.key", 0, b"x").status_code in (404, 422)
