"""The sandbox keeps the contract: idempotent, by hash, one code a dossier, nothing in the clear."""

from __future__ import annotations

import base64
import socket
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import requests

from city.client import CityClient, upload_metadata
from city.contract import (
    Acceptance,
    ClerkSession,
    Confirmation,
    Dossier,
    DossierState,
    DossierStatus,
    NotKept,
    Refused,
    Unreachable,
)
from city.tus import Shipment, Uploaded
from tests.city.given import Sandbox, Visit, make_visit, sha256

PDF = b"%PDF-1.7 NGUYEN THI MAU " * 100_000


def forgets(url: str | None) -> None:
    """For uploads that need no second attempt."""


def bring(city: CityClient, visit: Visit, *digests: str) -> None:
    for digest in digests or tuple(visit.blobs):
        shipment = shipment_of(visit, digest)
        assert isinstance(city.upload(shipment, forgets, lambda: True), Uploaded)


def shipment_of(visit: Visit, digest: str) -> Shipment:
    data = visit.blobs[digest]
    return Shipment(len(data), upload_metadata(visit.dossier_id, digest), lambda start: iter([data[start:]]))


def file(sandbox: Sandbox, visit: Visit) -> str:
    """A filed dossier's code."""
    city = sandbox.client()
    city.announce(visit.manifest)
    bring(city, visit)
    state = city.dossier(visit.dossier_id)
    assert isinstance(state, DossierState)
    assert state.code is not None
    return state.code


def session(sandbox: Sandbox) -> str:
    opened = sandbox.counter().clerk_session("lan", 3)
    assert isinstance(opened, ClerkSession)
    return opened.token


def code_of(outcome: object) -> str:
    assert isinstance(outcome, Refused), outcome
    return outcome.code


def test_a_dossier_from_manifest_to_code(sandbox: Sandbox) -> None:
    visit, city = make_visit(PDF, b"small"), sandbox.client()
    assert city.announce(visit.manifest) == DossierState(visit.dossier_id, DossierStatus.RECEIVING)
    digests = list(visit.blobs)
    for digest in digests:
        assert city.confirmation(visit.dossier_id, digest) == NotKept()
    bring(city, visit, *digests[:-1])
    state = city.dossier(visit.dossier_id)
    assert isinstance(state, DossierState)
    assert (state.status, state.code) == (DossierStatus.RECEIVING, None)
    bring(city, visit, digests[-1])
    for digest in digests:
        word = city.confirmation(visit.dossier_id, digest)
        assert isinstance(word, Confirmation)
        assert (word.sha256, word.bytes) == (digest, len(visit.blobs[digest]))
    state = city.dossier(visit.dossier_id)
    assert isinstance(state, DossierState)
    assert state.status is DossierStatus.FILED
    assert state.code is not None
    unit, day, serial = state.code.rsplit("-", 2)
    assert unit.startswith("H26.")
    assert len(day) == 6
    assert int(serial) >= 1


def test_announcing_again(sandbox: Sandbox) -> None:
    visit, city = make_visit(PDF), sandbox.client()
    first = city.announce(visit.manifest)
    assert city.announce(visit.manifest) == first
    other = replace(visit.manifest, delivery="post")
    assert code_of(city.announce(other)) == "dossier_differs"
    code = file(sandbox, visit)
    again = city.announce(visit.manifest)
    assert isinstance(again, DossierState)
    assert again.code == code


def test_a_lost_reply_costs_nothing(sandbox: Sandbox) -> None:
    visit, city = make_visit(PDF), sandbox.client()
    sandbox.verb("lose_replies", times=1)
    assert city.announce(visit.manifest) == Unreachable("dark")
    assert isinstance(city.announce(visit.manifest), DossierState)
    code = file(sandbox, visit)
    token, request_id = session(sandbox), str(uuid.uuid4())
    sandbox.verb("lose_replies", times=1)
    assert city.accept(visit.dossier_id, request_id, token) == Unreachable("dark")
    accepted = city.accept(visit.dossier_id, request_id, token)
    assert isinstance(accepted, Acceptance)
    assert accepted.code == code


def test_who_may_do_what(sandbox: Sandbox) -> None:
    visit = make_visit(PDF)
    file(sandbox, visit)
    token, request_id = session(sandbox), str(uuid.uuid4())
    stranger = CityClient(sandbox.url, "nobody")
    assert code_of(stranger.announce(visit.manifest)) == "not_enrolled"
    assert code_of(stranger.clerk_session("lan", 3)) == "not_enrolled"
    assert code_of(sandbox.client().clerk_session("lan", 3)) == "wrong_role"
    assert code_of(sandbox.counter().announce(visit.manifest)) == "wrong_role"
    assert code_of(sandbox.counter().confirmation(visit.dossier_id, sha256(PDF))) == "wrong_role"
    for wrong in (sandbox.centre, sandbox.clerk):
        assert code_of(stranger.open_dossier(visit.dossier_id, wrong)) == "wrong_role"
        assert code_of(stranger.accept(visit.dossier_id, request_id, wrong)) == "wrong_role"
    assert code_of(stranger.open_dossier(visit.dossier_id, "old-session")) == "session_ended"
    assert code_of(CityClient(sandbox.url, token).announce(visit.manifest)) == "not_enrolled"
    assert isinstance(CityClient(sandbox.url, token).dossier(visit.dossier_id), DossierState)


def test_a_clerk_opens_a_dossier(sandbox: Sandbox) -> None:
    visit = make_visit(PDF)
    file(sandbox, visit)
    token, city = session(sandbox), sandbox.counter()
    opened = city.open_dossier(visit.dossier_id, token)
    assert isinstance(opened, Dossier)
    assert opened.manifest == visit.manifest
    assert opened.answers == visit.blobs[visit.manifest.answers_sha256]
    (listed,) = opened.manifest.documents
    assert city.document(visit.dossier_id, listed.document_id, listed.sha256, token) == PDF
    assert code_of(city.document(visit.dossier_id, "other", listed.sha256, token)) == "unknown_document"
    assert code_of(city.open_dossier(str(uuid.uuid4()), token)) == "unknown_dossier"
    assert b"MAU" not in repr(opened).encode()


def test_acceptance(sandbox: Sandbox) -> None:
    visit, other, half = make_visit(PDF), make_visit(PDF), make_visit(PDF)
    code = file(sandbox, visit)
    file(sandbox, other)
    sandbox.client().announce(half.manifest)
    token, city, request_id = session(sandbox), sandbox.counter(), str(uuid.uuid4())
    assert code_of(city.accept(half.dossier_id, request_id, token)) == "not_filed"
    accepted = city.accept(visit.dossier_id, request_id, token)
    assert isinstance(accepted, Acceptance)
    assert (accepted.code, accepted.clerk_id) == (code, "lan")
    assert accepted.due_at is not None
    assert accepted.due_at > accepted.accepted_at - timedelta(minutes=1)
    assert city.accept(visit.dossier_id, request_id, token) == accepted
    assert code_of(city.accept(visit.dossier_id, str(uuid.uuid4()), token)) == "already_accepted"
    assert code_of(city.accept(other.dossier_id, request_id, token)) == "request_reused"
    following = city.accept(other.dossier_id, str(uuid.uuid4()), token)
    assert isinstance(following, Acceptance)
    assert following.receipt_number == accepted.receipt_number + 1
    assert following.book_line == accepted.book_line + 1
    state = sandbox.client().dossier(visit.dossier_id)
    assert isinstance(state, DossierState)
    assert (state.status, state.due_at) == (DossierStatus.ACCEPTED, accepted.due_at)


def test_codes_are_given_once_under_a_crowd(sandbox: Sandbox) -> None:
    visits = [make_visit(bytes([number]) * 1000) for number in range(24)]
    codes: list[str] = []

    def work(mine: list[Visit]) -> None:
        codes.extend(file(sandbox, visit) for visit in mine)

    threads = [threading.Thread(target=work, args=(visits[start::8],)) for start in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(set(codes)) == len(visits)


class Raw:
    """tus by hand, to say what no client says."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.url = f"{sandbox.url}/v1/files"
        self.headers = {"Authorization": f"Bearer {sandbox.centre}", "Tus-Resumable": "1.0.0"}

    def begin(self, length: object, metadata: str, **headers: str) -> requests.Response:
        said = self.headers | {"Upload-Length": str(length), "Upload-Metadata": metadata} | headers
        return requests.post(self.url, headers=said, timeout=10)

    def place(self, visit: Visit, digest: str) -> str:
        answer = self.begin(len(visit.blobs[digest]), metadata(visit.dossier_id, digest))
        assert answer.status_code == 201, answer.text
        return self.url.removesuffix("/v1/files") + answer.headers["Location"]

    def patch(self, place: str, offset: object, data: object, **headers: str) -> requests.Response:
        said = self.headers | {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
        return requests.patch(place, headers=said | headers, data=data, timeout=20)  # type: ignore[arg-type]  # bytes or pieces

    def offset(self, place: str) -> int | None:
        answer = requests.head(place, headers=self.headers, timeout=10)
        return int(answer.headers["Upload-Offset"]) if answer.status_code == 200 else None


def metadata(dossier_id: str, digest: str) -> str:
    words = {"dossier_id": dossier_id, "sha256": digest}
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in words.items())


@pytest.fixture
def raw(sandbox: Sandbox) -> Raw:
    return Raw(sandbox)


def test_a_file_that_is_not_what_was_announced(sandbox: Sandbox, raw: Raw) -> None:
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


def test_piece_by_piece_and_at_the_wrong_place(sandbox: Sandbox, raw: Raw) -> None:
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
    again = raw.begin(len(PDF), metadata(visit.dossier_id, sha256(PDF)))
    assert (again.status_code, again.json()["code"]) == (409, "already_kept")


def test_more_than_was_announced(sandbox: Sandbox, raw: Raw) -> None:
    visit = make_visit(b"ten bytes!")
    sandbox.client().announce(visit.manifest)
    place = raw.place(visit, sha256(b"ten bytes!"))
    assert raw.patch(place, 0, b"eleven byte").status_code == 413
    assert raw.patch(place, 0, iter([b"ten bytes!", b"and more"])).status_code == 413
    assert raw.offset(place) in (0, 10, None)


def test_a_cut_connection_leaves_what_had_come(sandbox: Sandbox, raw: Raw) -> None:
    visit = make_visit(PDF)
    sandbox.client().announce(visit.manifest)
    place = raw.place(visit, sha256(PDF))
    with open_patch(sandbox, raw, place, len(PDF)) as connection:
        connection.sendall(PDF[: 1 << 20])
    sealed = sandbox.home / "files" / f"{place.rsplit('/', 1)[1]}.sealed"
    wait_for(lambda: sealed.exists() and sealed.stat().st_size > 1 << 20)
    assert raw.offset(place) == 1 << 20
    offset = 1 << 20
    assert raw.patch(place, offset, PDF[offset:]).status_code == 204
    assert isinstance(sandbox.client().confirmation(visit.dossier_id, sha256(PDF)), Confirmation)


def open_patch(sandbox: Sandbox, raw: Raw, place: str, length: int) -> socket.socket:
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


def wait_for(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_a_newcomer_ends_a_dead_connection(sandbox: Sandbox, raw: Raw) -> None:
    """The old line hangs without a word, as a pulled cable does; the client that comes back is not kept waiting."""
    visit = make_visit(PDF)
    sandbox.client().announce(visit.manifest)
    place = raw.place(visit, sha256(PDF))
    with open_patch(sandbox, raw, place, len(PDF)) as hung:
        hung.sendall(PDF[: 1 << 20])
        begun = time.monotonic()
        offset = raw.offset(place)
        assert time.monotonic() - begun < 3
        assert offset is not None
        assert raw.patch(place, offset, PDF[offset:]).status_code == 204
    assert isinstance(sandbox.client().confirmation(visit.dossier_id, sha256(PDF)), Confirmation)


def test_a_new_beginning_takes_the_old_ones_place(sandbox: Sandbox, raw: Raw) -> None:
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


def test_beginnings_that_are_refused(sandbox: Sandbox, raw: Raw) -> None:
    visit = make_visit(PDF)
    sandbox.client().announce(visit.manifest)
    ours = metadata(visit.dossier_id, sha256(PDF))
    for length, words, headers, code in [
        (len(PDF) + 1, ours, {}, "not_in_manifest"),
        (len(PDF), metadata(visit.dossier_id, sha256(b"other")), {}, "not_in_manifest"),
        (len(PDF), metadata(str(uuid.uuid4()), sha256(PDF)), {}, "unknown_dossier"),
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


@pytest.mark.parametrize(
    ("method", "path", "body", "code"),
    [
        ("GET", "/", b"", "not_found"),
        ("GET", "/v1/files", b"", "wrong_method"),
        ("PUT", f"/v1/dossiers/{uuid.UUID(int=1)}", b"{", "not_valid"),
        ("PUT", f"/v1/dossiers/{uuid.UUID(int=1)}", b"[" * 10_000, "not_valid"),
        ("PUT", f"/v1/dossiers/{uuid.UUID(int=1)}", b'{"name": "NGUYEN THI MAU"}', "not_valid"),
        ("PUT", f"/v1/dossiers/{uuid.UUID(int=1)}", b" " * (1 << 20), "too_large"),
        ("PUT", "/v1/dossiers/somebody", b"{}", "not_valid"),
        ("POST", "/v1/clerk-sessions", b'{"clerk_id": "../..", "counter": 1}', "not_valid"),
    ],
)
def test_every_error_has_our_words(sandbox: Sandbox, method: str, path: str, body: bytes, code: str) -> None:
    token = sandbox.clerk if "clerk" in path else sandbox.centre
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    answer = requests.request(method, sandbox.url + path, headers=headers, data=body, timeout=10)
    assert answer.status_code >= 400
    words = answer.json()
    assert words.keys() == {"code", "vi", "en"}
    assert words["code"] == code
    assert "MAU" not in answer.text


def test_a_manifest_must_be_one(sandbox: Sandbox) -> None:
    good = make_visit(PDF, b"b").manifest
    twice = replace(good, documents=(good.documents[0], good.documents[0]))
    for bad in (
        twice,
        replace(good, visit_id="Nguyễn Thị Mẫu"),
        replace(good, answers_sha256="0" * 63),
        replace(good, answers_bytes=0),
        replace(good, documents=good.documents * 60),
        replace(good, filed_at=good.filed_at.replace(tzinfo=None)),
    ):
        assert code_of(sandbox.client().announce(bad)) == "not_valid"


def test_dark_and_slow(sandbox: Sandbox) -> None:
    visit = make_visit(PDF)
    sandbox.verb("go_dark")
    assert sandbox.client(read_timeout=0.3).announce(visit.manifest) == Unreachable("timeout")
    sandbox.verb("come_back")
    sandbox.verb("refuse", code="disk_full", times=1)
    assert sandbox.client().announce(visit.manifest) == Unreachable("disk_full")
    sandbox.verb("be_slow", seconds=0.05)
    assert isinstance(sandbox.client().announce(visit.manifest), DossierState)


def test_nothing_personal_lies_in_the_clear(new_sandbox: Callable[[], Sandbox]) -> None:
    sandbox, visit = new_sandbox(), make_visit(PDF)
    file(sandbox, visit)
    sandbox.counter().accept(visit.dossier_id, str(uuid.uuid4()), session(sandbox))
    assert sandbox.stop() == 0
    found = [path for path in sandbox.home.rglob("*") if path.is_file()]
    assert len(found) > 4
    for path in found:
        assert b"NGUYEN THI MAU" not in path.read_bytes(), path
        assert b"Th\xc3\xa0nh ph" not in path.read_bytes(), path


def test_stopped_and_started_again(new_sandbox: Callable[[], Sandbox]) -> None:
    sandbox, visit = new_sandbox(), make_visit(PDF)
    raw = Raw(sandbox)
    sandbox.client().announce(visit.manifest)
    place = raw.place(visit, sha256(PDF))
    raw.patch(place, 0, PDF[:1_500_000])
    begun = time.monotonic()
    assert sandbox.stop() == 0
    assert time.monotonic() - begun < 3
    sandbox.start()
    assert raw.offset(place) == 1_500_000
    assert raw.patch(place, 1_500_000, PDF[1_500_000:]).status_code == 204
    assert isinstance(sandbox.client().confirmation(visit.dossier_id, sha256(PDF)), Confirmation)
    sandbox.kill()
    sandbox.start()
    assert isinstance(sandbox.client().confirmation(visit.dossier_id, sha256(PDF)), Confirmation)
    bring(sandbox.client(), visit, visit.manifest.answers_sha256)
    opened = sandbox.counter().open_dossier(visit.dossier_id, session(sandbox))
    assert isinstance(opened, Dossier)


def test_a_torn_end_of_a_file_is_cut_off(new_sandbox: Callable[[], Sandbox]) -> None:
    """A frame that the power cut short: the offset is what can be read, and the rest is sent again."""
    sandbox, visit = new_sandbox(), make_visit(PDF)
    raw = Raw(sandbox)
    sandbox.client().announce(visit.manifest)
    place = raw.place(visit, sha256(PDF))
    raw.patch(place, 0, PDF[:1000])
    raw.patch(place, 1000, PDF[1000:1_500_000])
    sandbox.kill()
    (path,) = (sandbox.home / "files").iterdir()
    path.write_bytes(path.read_bytes()[:-100])
    sandbox.start()
    offset = raw.offset(place)
    assert offset is not None
    assert 1000 <= offset < 1_500_000
    assert raw.patch(place, offset, PDF[offset:]).status_code == 204
    assert isinstance(sandbox.client().confirmation(visit.dossier_id, sha256(PDF)), Confirmation)
