"""What our tus client does with every answer that the protocol knows, and with some that it does not."""

from __future__ import annotations

import base64
import socket
from collections.abc import Iterator

import pytest

from city.contract import Refused, Unreachable
from city.frames import FrameBroken
from city.tus import Shipment, SourceBroken, TusClient, Uploaded
from city.wire import Wire
from tests.city.scripted import Asked, Reply, Scripted, complaint, reply

DATA = bytes(range(256)) * 40
SIZE = len(DATA)
PLACE = "/v1/files/abc"
CREATED = reply(201, Location=PLACE)
GONE = reply(404)


def read(start: int) -> Iterator[bytes]:
    yield DATA[start:]


def patched(offset: int) -> bytes:
    return reply(204, Upload_Offset=str(offset))


def stands(offset: int | str, length: int | str = SIZE) -> bytes:
    return reply(200, Upload_Offset=str(offset), Upload_Length=str(length))


def send(
    *replies: Reply, url: str | None = None, shipment: Shipment | None = None
) -> tuple[Uploaded | SourceBroken | Refused | Unreachable, list[Asked], list[str | None]]:
    noted: list[str | None] = []
    with Scripted(*replies) as city:
        wire = Wire(city.url, connect_timeout=2, read_timeout=2)
        client = TusClient(wire, "/v1/files", {"Authorization": "Bearer token"})
        shipment = shipment or Shipment(SIZE, {"sha256": "0" * 64}, read, url)
        return client.send(shipment, noted.append, lambda: True), city.asked, noted


def test_a_plain_upload() -> None:
    outcome, asked, noted = send(CREATED, patched(SIZE))
    assert outcome == Uploaded(PLACE)
    assert noted == [PLACE]
    create, patch = asked
    assert (create.method, create.path) == ("POST", "/v1/files")
    assert create.headers["upload-length"] == str(SIZE)
    assert create.headers["upload-metadata"] == "sha256 " + base64.b64encode(b"0" * 64).decode()
    assert (patch.method, patch.path, patch.body) == ("PATCH", PLACE, DATA)
    assert patch.headers["content-type"] == "application/offset+octet-stream"
    assert patch.headers["content-length"] == str(SIZE)
    assert "transfer-encoding" not in patch.headers
    for each in asked:
        assert each.headers["tus-resumable"] == "1.0.0"
        assert not any(name.startswith("upload-draft") for name in each.headers)


def test_no_metadata_is_no_header() -> None:
    _, asked, _ = send(CREATED, patched(SIZE), shipment=Shipment(SIZE, {}, read))
    assert "upload-metadata" not in asked[0].headers


@pytest.mark.parametrize(
    "location", ["http://elsewhere.example/v1/files/abc", "//elsewhere.example/v1/files/abc", "files/abc", PLACE]
)
def test_our_token_stays_on_the_origin(location: str) -> None:
    outcome, asked, _ = send(reply(201, Location=location), patched(SIZE))
    assert outcome == Uploaded(PLACE)
    assert asked[1].path == PLACE


def test_the_heads_offset_is_the_truth() -> None:
    outcome, asked, _ = send(stands(1000), patched(SIZE), url=PLACE)
    assert outcome == Uploaded(PLACE)
    assert [each.method for each in asked] == ["HEAD", "PATCH"]
    assert asked[1].body == DATA[1000:]
    assert asked[1].headers["upload-offset"] == "1000"


def test_nothing_is_sent_where_everything_is_there() -> None:
    outcome, asked, _ = send(stands(SIZE), url=PLACE)
    assert outcome == Uploaded(PLACE)
    assert len(asked) == 1


@pytest.mark.parametrize("disagreement", [reply(409), reply(460), reply(204), patched(SIZE + 1), patched(0)])
def test_a_disagreement_is_settled_by_head(disagreement: bytes) -> None:
    outcome, asked, _ = send(CREATED, disagreement, stands(5), patched(SIZE))
    assert outcome == Uploaded(PLACE)
    assert asked[-1].body == DATA[5:]


@pytest.mark.parametrize("gone", [404, 410])
def test_a_lapsed_upload_is_begun_anew(gone: int) -> None:
    outcome, _, noted = send(CREATED, reply(gone), reply(201, Location=PLACE + "2"), patched(SIZE))
    assert outcome == Uploaded(PLACE + "2")
    assert noted == [PLACE, None, PLACE + "2"]


@pytest.mark.parametrize("head", [reply(404), reply(410), reply(403), stands(SIZE + 1), stands(10, SIZE - 1)])
def test_an_upload_that_is_not_ours_is_begun_anew(head: bytes) -> None:
    outcome, _, noted = send(head, reply(201, Location=PLACE + "2"), patched(SIZE), url=PLACE)
    assert outcome == Uploaded(PLACE + "2")
    assert noted == [None, PLACE + "2"]


def test_an_upload_that_always_lapses_is_left_for_later() -> None:
    outcome, _, _ = send(*[CREATED, GONE] * 3)
    assert outcome == Unreachable("upload_lapses")


def test_no_progress_is_left_for_later() -> None:
    outcome, asked, _ = send(CREATED, *[reply(409), stands(0)] * 10)
    assert outcome == Unreachable("no_progress")
    assert len(asked) < 20


def test_the_server_may_take_it_piece_by_piece() -> None:
    outcome, asked, _ = send(CREATED, patched(100), patched(4000), patched(SIZE))
    assert outcome == Uploaded(PLACE)
    assert [each.body for each in asked[1:]] == [DATA, DATA[100:], DATA[4000:]]


def test_less_at_once_where_it_is_too_much() -> None:
    big = b"x" * (3 << 20)

    def limited(connection: socket.socket, asked: Asked) -> None:
        if len(asked.body) > 1 << 20:
            connection.sendall(reply(413))
        else:
            connection.sendall(patched(int(asked.headers["upload-offset"]) + len(asked.body)))

    def offset(connection: socket.socket, asked: Asked) -> None:
        connection.sendall(stands(0, len(big)))

    shipment = Shipment(len(big), {}, lambda start: iter([big[start:]]))
    outcome, asked, _ = send(CREATED, limited, offset, *[limited] * 4, shipment=shipment)
    assert outcome == Uploaded(PLACE)
    assert [len(each.body) for each in asked if each.method == "PATCH"] == [3 << 20, *[768 << 10] * 4]


def test_a_line_that_was_cut_gets_less_at_once() -> None:
    big = b"x" * (20 << 20)
    shipment = Shipment(len(big), {}, lambda start: iter([big[start:]]), PLACE)
    outcome, asked, _ = send(stands(0, len(big)), patched(16 << 20), patched(len(big)), shipment=shipment)
    assert outcome == Uploaded(PLACE)
    assert [len(each.body) for each in asked] == [0, 16 << 20, 4 << 20]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (complaint(423, "upload_locked"), Unreachable("upload_locked")),
        (reply(423), Unreachable("status_423")),
        (complaint(503, "dark"), Unreachable("dark")),
        (reply(500, b"<html>"), Unreachable("status_500")),
        (complaint(422, "not_in_manifest"), Refused("not_in_manifest", "Không.", "No.")),
        (reply(104), Unreachable("status_104")),
        (b"", Unreachable("no_connection")),
    ],
)
def test_other_answers(answer: bytes, outcome: Refused | Unreachable) -> None:
    assert send(CREATED, answer)[0] == outcome
    if answer != complaint(423, "upload_locked"):
        assert send(answer)[0] == outcome


@pytest.mark.parametrize("offset", ["", "-1", "1e3", "0x10", "٣", "9" * 40, "1, 2"])
def test_an_offset_that_is_no_number(offset: str) -> None:
    answer = f"HTTP/1.1 200 So\r\nContent-Length: 0\r\nConnection: close\r\nUpload-Offset: {offset}\r\n\r\n".encode()
    assert send(answer, url=PLACE)[0] == Unreachable("answer_garbled")


def test_a_created_upload_without_a_place() -> None:
    assert send(reply(201))[0] == Unreachable("answer_garbled")


@pytest.mark.parametrize(
    ("fault", "reason"),
    [(FrameBroken("x"), "file_damaged"), (FileNotFoundError(), "file_missing"), (OSError(5, "EIO"), "file_damaged")],
)
def test_our_own_broken_file_is_not_the_citys_fault(fault: Exception, reason: str) -> None:
    def broken(start: int) -> Iterator[bytes]:
        yield DATA[:10]
        raise fault

    assert send(CREATED, patched(SIZE), shipment=Shipment(SIZE, {}, broken))[0] == SourceBroken(reason)


def test_a_file_that_is_too_short() -> None:
    shipment = Shipment(SIZE + 1, {}, read)
    assert send(CREATED, patched(SIZE), shipment=shipment)[0] == SourceBroken("file_damaged")


def test_stopped_from_outside() -> None:
    with Scripted(CREATED, patched(SIZE)) as city:
        client = TusClient(Wire(city.url, connect_timeout=2, read_timeout=2), "/v1/files", {})
        assert client.send(Shipment(SIZE, {}, read), lambda _: None, lambda: False) == Unreachable("stopped")
