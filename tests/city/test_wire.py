"""Whatever comes back from the line is a value, bounded in size and time."""

from __future__ import annotations

import socket
import time
import uuid

import pytest

from city.client import CityClient
from city.contract import Confirmation, DossierState, NotKept, Refused, Unreachable
from tests.city.given import sha256
from tests.city.scripted import Asked, Reply, Scripted, complaint, reply

ID = str(uuid.UUID(int=7))
STATE = f'{{"dossier_id": "{ID}", "status": "receiving"}}'.encode()


def ask(*replies: Reply, read_timeout: float = 2.0) -> DossierState | Refused | Unreachable:
    with Scripted(*replies) as city:
        return CityClient(city.url, "token", connect_timeout=2, read_timeout=read_timeout).dossier(ID)


def test_an_answer() -> None:
    assert ask(reply(200, STATE)) == DossierState(ID, "receiving")  # type: ignore[arg-type]  # the enum is its text


def test_a_city_may_learn_new_words() -> None:
    assert isinstance(ask(reply(200, STATE[:-1] + b', "new": {"a": 1}}')), DossierState)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Welcome to the airport</html>",
        b"{",
        b"null",
        b"[]",
        b'{"dossier_id": 7}',
        b"\xff\xfe\x00",
        STATE.replace(b"receiving", b"lost"),
        STATE.replace(ID.encode(), str(uuid.UUID(int=8)).encode()),
        STATE[:-1] + b', "filed_at": "2026-11-20T08:00:00"}',
        b"[" * 100_000,
    ],
)
def test_garbage_is_no_answer(body: bytes) -> None:
    assert ask(reply(200, body)) == Unreachable("answer_garbled")


def test_a_refusal_is_the_citys_own_words() -> None:
    assert ask(complaint(404, "unknown_dossier")) == Refused("unknown_dossier", "Không.", "No.")


@pytest.mark.parametrize("status", [301, 302, 400, 403, 404, 500, 502])
def test_a_proxys_page_refuses_nothing(status: int) -> None:
    answer = reply(status, b"<html>nginx</html>", Location="http://127.0.0.1:1/elsewhere")
    assert ask(answer) == Unreachable(f"status_{status}")


@pytest.mark.parametrize("status", [408, 423, 429, 500, 503, 507])
def test_what_passes_is_no_refusal(status: int) -> None:
    assert ask(complaint(status, "dark")) == Unreachable("dark")


def test_a_huge_answer_is_not_read() -> None:
    sent = 0

    def flood(connection: socket.socket, asked: Asked) -> None:
        nonlocal sent
        connection.sendall(b"HTTP/1.1 200 So\r\nContent-Length: 10000000000\r\n\r\n")
        while sent < 1 << 30:
            sent += connection.send(b" " * (1 << 20))

    assert ask(flood) == Unreachable("answer_too_large")
    assert sent < 64 << 20


def test_a_dripping_answer_is_left() -> None:
    def drip(connection: socket.socket, asked: Asked) -> None:
        connection.sendall(b"HTTP/1.1 200 So\r\nContent-Length: 1000\r\n\r\n")
        for _ in range(1000):
            connection.sendall(b" ")
            time.sleep(0.05)

    begun = time.monotonic()
    assert ask(drip, read_timeout=0.2) == Unreachable("answer_too_slow")
    assert time.monotonic() - begun < 5


def test_silence_ends() -> None:
    def silence(connection: socket.socket, asked: Asked) -> None:
        connection.recv(1)

    assert ask(silence, read_timeout=0.2) == Unreachable("timeout")


@pytest.mark.parametrize("piece", [b"", b"HTTP/1.1 200", b"not http at all\r\n\r\n", b"HTTP/1.1 200 So\r\nContent-Le"])
def test_a_cut_answer_is_no_answer(piece: bytes) -> None:
    assert isinstance(ask(piece), Unreachable)


def test_a_cut_body_is_no_answer() -> None:
    assert ask(reply(200, STATE)[:-5]) == Unreachable("no_connection")


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert CityClient(f"http://127.0.0.1:{port}", "token").dossier(ID) == Unreachable("no_connection")


def test_a_confirmation_must_repeat_the_hash() -> None:
    digest, other = sha256(b"a"), sha256(b"b")
    body = f'{{"sha256": "{other}", "bytes": 1, "kept_at": "2026-11-20T08:00:00Z"}}'.encode()
    with Scripted(reply(200, body), complaint(404, "not_kept"), reply(200, body)) as city:
        client = CityClient(city.url, "token")
        assert client.confirmation(ID, digest) == Unreachable("hash_differs")
        assert client.confirmation(ID, digest) == NotKept()
        assert isinstance(client.confirmation(ID, other), Confirmation)


def test_a_document_must_have_its_hash() -> None:
    with Scripted(reply(200, b"forged")) as city:
        assert CityClient(city.url, "t").document(ID, "to_khai", sha256(b"true"), "s") == Unreachable("hash_differs")


def test_the_token_is_ours_whatever_netrc_says(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    with Scripted(reply(200, STATE)) as city:
        CityClient(city.url, "our-token").dossier(ID)
        assert city.asked[0].headers["authorization"] == "Bearer our-token"


@pytest.mark.parametrize("address", ["", "city", "ftp://city", "http://"])
def test_an_address_must_be_one(address: str) -> None:
    with pytest.raises(ValueError, match="not the address"):
        CityClient(address, "token")
