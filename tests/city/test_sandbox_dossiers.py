"""The sandbox keeps the contract: idempotent, one code a dossier, every answer in our words."""

from __future__ import annotations

import threading
import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
import requests

from city.client import CityClient
from city.contract import (
    Acceptance,
    Confirmation,
    Dossier,
    DossierState,
    DossierStatus,
    NotKept,
    Unreachable,
)
from tests.city.bringing import PDF, bring, code_of, file, session
from tests.city.given import Sandbox, Visit, make_visit, sha256


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
