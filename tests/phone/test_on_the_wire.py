"""The relay over plain HTTP: what every answer carries, what is done once, and what a stranger learns: nothing."""

from __future__ import annotations

import contextlib
import json
import re
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config import event_log
from tests.phone.given import CALLED, EVERY_STATE, KEY, LEFT, TOKEN, RunningRelay, ScriptedHub, key_of
from ticketing.client import Refused
from ticketing.phone import app


@pytest.fixture
def line() -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = False
        yield session


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the relay writes down from now on."""
    file = tmp_path / "phone.jsonl"
    file.touch()
    monkeypatch.setattr(event_log, "_log", event_log.EventLog("phone", file))
    return file


def request_id_in(html: str) -> str:
    found = re.search(r'name="id" value="([0-9a-f-]{36})"', html)
    assert found is not None
    return found[1]


def test_every_answer_keeps_to_itself(relay: RunningRelay, line: requests.Session) -> None:
    relay.hub.pages |= {key_of(name): state for name, state in EVERY_STATE.items()}
    paths = ["", "robots.txt", "favicon.ico", "A001.x", f"{KEY}/leave", f"{KEY}/later", f"{KEY}/nothing", "a/b/c/d"]
    paths += [key_of(name) for name in EVERY_STATE]
    for path in paths:
        answer = line.get(f"{relay.url}/{path}")
        assert answer.status_code in {200, 204, 404}, path
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "Set-Cookie" not in answer.headers
        assert "://" not in answer.text, "an address of somebody else"
        assert len(answer.content) < 12_000


def test_a_page_says_number_place_and_range_and_knows_nothing_else(relay: RunningRelay, line: requests.Session) -> None:
    page = line.get(f"{relay.url}/{KEY}?lang=en").text
    for said in ("A012", "5 people", "15–25 minutes", "Branch 3"):
        assert said in page
    assert "MC1:" not in page


@pytest.mark.parametrize("deed", ["leave", "back"])
def test_post_redirect_get(relay: RunningRelay, line: requests.Session, deed: str) -> None:
    relay.hub.pages[KEY] = EVERY_STATE["absent"]
    where = f"{relay.url}/{KEY}/leave?lang=en" if deed == "leave" else f"{relay.url}/{KEY}?lang=en"
    request_id = request_id_in(line.get(where).text)
    for _ in range(3):
        answer = line.post(f"{relay.url}/{KEY}/{deed}?lang=en", data={"id": request_id}, allow_redirects=False)
        assert answer.status_code == 303
        assert answer.headers["Location"] == f"../{KEY}?lang=en"
    assert list(relay.hub.done) == [request_id]
    assert line.get(f"{relay.url}/{KEY}/{deed}").status_code == (404 if deed == "back" else 200), "a link does nothing"
    assert len(relay.hub.done) == 1


@pytest.mark.parametrize(
    "form",
    [
        {}, {"id": ""}, {"id": "short"}, {"id": "x" * 65}, {"id": "1234-5678\n", "minutes": "10"}, {"minutes": "10"},
        {"id": "12345678", "minutes": "15"}, {"id": "12345678", "minutes": "10.0"}, {"id": "12345678"},
        {"id": "12345678", "minutes": "10" * 3000},
    ],
)  # fmt: skip
def test_a_form_that_was_not_ours_does_nothing(relay: RunningRelay, line: requests.Session, form: Any) -> None:
    answer = line.post(f"{relay.url}/{KEY}/later?lang=vi", data=form, allow_redirects=False)
    assert answer.status_code == 303
    assert relay.hub.done == {}


def said_to(relay: RunningRelay, raw: bytes) -> bytes:
    """Everything that is answered to these bytes, until the relay closes the line or says no more for a while."""
    with socket.create_connection(("127.0.0.1", urlsplit(relay.url).port)) as line:
        line.sendall(raw)
        line.settimeout(1.0)
        said = b""
        with contextlib.suppress(TimeoutError, ConnectionError):
            while piece := line.recv(65_536):
                said += piece
        return said


def test_a_form_that_never_ends_is_not_waited_for(relay: RunningRelay, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "_FORM_WITHIN_S", 0.2)
    head = f"POST /{KEY}/leave?lang=vi HTTP/1.1\r\nHost: phones\r\nContent-Length: 50\r\n\r\n"
    assert said_to(relay, head.encode() + b"id=12345678").startswith(b"HTTP/1.1 303")
    assert relay.hub.done == {}


def test_a_form_that_is_cut_off_is_nobodys_fault(relay: RunningRelay, log: Path) -> None:
    head = f"POST /{KEY}/leave?lang=vi HTTP/1.1\r\nHost: phones\r\nContent-Length: 50\r\n\r\n"
    with socket.create_connection(("127.0.0.1", urlsplit(relay.url).port)) as line:
        line.sendall(head.encode() + b"id=12345678")
        time.sleep(0.2)
    time.sleep(0.5)
    assert relay.hub.done == {}
    assert "process.unexpected" not in log.read_text()


def test_asking_for_the_head_of_live_ends(relay: RunningRelay, line: requests.Session) -> None:
    answer = line.head(f"{relay.url}/{KEY}/live", timeout=5)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/event-stream")
    assert line.get(f"{relay.url}/{KEY}", timeout=5).status_code == 200, "on the same line"
    assert relay.pages.watched == 0


@pytest.mark.parametrize(
    "lengths",
    [
        "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Content-Length: 0\r\nContent-Length: {size}\r\n\r\n",
        "Transfer-Encoding: xchunked\r\nContent-Length: {size}\r\n\r\n",
        "Transfer-Encoding : chunked\r\nContent-Length: {size}\r\n\r\n",
        "Content-Length: +{size}\r\n\r\n",
        "Content-Length: {size}\r\n\r\n",
    ],
)
def test_no_request_is_hidden_inside_another(relay: RunningRelay, lengths: str) -> None:
    """Whatever a proxy in front believes of a body's end, what is inside it is never carried out."""
    form = "id=hidden-12345678"
    hidden = f"POST /{KEY}/leave?lang=vi HTTP/1.1\r\nHost: phones\r\nContent-Length: {len(form)}\r\n\r\n{form}"
    outer = f"GET /robots.txt HTTP/1.1\r\nHost: phones\r\n{lengths.format(size=len(hidden))}{hidden}"
    assert said_to(relay, outer.encode()).count(b"HTTP/1.1 ") == 1
    assert relay.hub.done == {}


def test_somebody_who_presses_and_presses_is_slowed_down(relay: RunningRelay, line: requests.Session) -> None:
    told = []
    for number in range(12):
        data = {"id": f"request-{number}", "minutes": "10"}
        answer = line.post(f"{relay.url}/{KEY}/later?lang=vi", data=data, allow_redirects=False)
        told.append(answer.headers["Location"].partition("told=")[2])
    assert told == [""] * 8 + ["busy"] * 4
    assert len(relay.hub.done) == 8
    assert "Xin chờ một chút" in line.get(f"{relay.url}/{KEY}?lang=vi&told=busy").text


@pytest.mark.parametrize(("code", "said"), [("return_too_late", "has passed"), ("too_long", "ask a member of staff")])
def test_a_refusal_is_one_of_our_sentences(relay: RunningRelay, line: requests.Session, code: str, said: str) -> None:
    relay.hub.refuse = Refused(code, "<b>", "<b>")
    answer = line.post(f"{relay.url}/{KEY}/leave?lang=en", data={"id": "request-1"})
    assert said in answer.text
    assert "<b>" not in answer.text


def test_what_somebody_puts_into_the_address_is_not_repeated(relay: RunningRelay, line: requests.Session) -> None:
    for query in ("told=<script>alert(1)</script>", "lang=<script>", "told=unknown", "x=<script>"):
        page = line.get(f"{relay.url}/{KEY}?{query}").text
        assert page.count("<script>") == 1, "only ours"
        assert "alert(1)" not in page


WRONG = {
    "other_token": f"A012.{TOKEN[::-1]}",
    "other_number": f"A013.{TOKEN}",
    "short": "A012.abc",
    "no_token": "A012",
    "junk": "%00%ff..%2F..%2Fetc%2Fpasswd",
    "long": "A" * 4000,
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_address_is_one_kind_page(relay: RunningRelay, line: requests.Session, kind: str) -> None:
    first = line.get(f"{relay.url}/nothing?lang=vi")
    page = line.get(f"{relay.url}/{WRONG[kind]}?lang=vi")
    assert page.status_code == first.status_code == 404
    assert "Số trên phiếu giấy vẫn đúng" in page.text
    anonymous = re.compile(r'(href|data-[a-z]+)="[^"]*"')
    assert anonymous.sub("", page.text) == anonymous.sub("", first.text), "nearly right looks like wholly wrong"


def test_guessing_costs_the_hub_little_and_harms_nobody(relay: RunningRelay, line: requests.Session) -> None:
    assert line.get(f"{relay.url}/{KEY}").status_code == 200
    answers = [line.get(f"{relay.url}/{key_of(f'guess{number}')}").status_code for number in range(90)]
    assert answers[:60] == [404] * 60
    assert answers[-20:] == [429] * 20
    asked = {key for look in relay.hub.looks for key in look}
    assert len(asked) <= 1 + 70
    assert line.get(f"{relay.url}/{KEY}").status_code == 200, "whoever is known already goes on"


@pytest.mark.parametrize(
    ("guessing", "blocked", "free"),
    [
        ("203.0.113.7", "203.0.113.7", "203.0.113.8"),
        ("2001:db8:1:2::{number:x}", "2001:db8:1:2:ffff::1", "2001:db8:1:3::1"),
        ("::ffff:203.0.113.7", "203.0.113.7", "203.0.113.8"),
        ("unknown", "unknown", "203.0.113.8"),
    ],
)
def test_behind_a_proxy_every_household_is_counted_alone(
    hub: ScriptedHub, line: requests.Session, guessing: str, blocked: str, free: str
) -> None:
    relay = RunningRelay(hub, behind_proxy=True)
    relay.start()

    def get(caller: str, key: str) -> int:
        return line.get(f"{relay.url}/{key}", headers={"X-Forwarded-For": f"10.0.0.1, {caller}"}).status_code

    try:
        for number in range(70):
            get(guessing.format(number=number), key_of(f"guess{number}"))
        assert get(blocked, KEY) == 429
        assert get(free, KEY) == 200
    finally:
        relay.stop()


def test_live_tells_the_newest_and_ends_with_the_page(relay: RunningRelay, line: requests.Session) -> None:
    with line.get(f"{relay.url}/{KEY}/live?lang=en", stream=True, timeout=10) as live:
        assert live.headers["Content-Type"].startswith("text/event-stream")
        told = (json.loads(one[6:]) for one in live.iter_lines(decode_unicode=True) if one.startswith("data: "))
        assert next(told)["ahead"] == "5 people"
        relay.now_shows(CALLED)
        first = next(told)
        assert (first["key"], first["called"]) == ("called 3 later", True)
        relay.now_shows(replace(CALLED, counter=4))
        assert next(told)["key"] == "called 4 later"
        relay.now_shows(LEFT)
        assert next(told)["key"] == "left"
        del relay.hub.pages[KEY]
        relay.tell("A012")
        assert next(told)["key"] == "gone"
        assert next(told, None) is None
    assert line.get(f"{relay.url}/{key_of('wrong')}/live").status_code == 404


def test_a_phone_that_listens_asks_the_hub_nothing(
    relay: RunningRelay, line: requests.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(app, "_STILL_HERE_S", 0.1)
    with line.get(f"{relay.url}/{KEY}/live?lang=en", stream=True, timeout=10) as live:
        told = (one for one in live.iter_lines(decode_unicode=True) if one.startswith("data: "))
        next(told)
        relay.pages._fill_from_s = float("inf")  # the common looks rest: whatever is asked now, a phone asks
        relay.tell("A007")
        looks = len(relay.hub.looks)
        for _ in range(13):
            assert "5 people" in next(told)
        assert len(relay.hub.looks) == looks


_TEXT = st.text(max_size=120)
_JUNK = st.one_of(
    _TEXT, st.sampled_from([KEY, f"{KEY}/live", f"{KEY}/leave", f"{KEY}/later", f"{KEY}/back", "..", "A012."])
)


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(
    path=_JUNK,
    query=_TEXT,
    body=st.binary(max_size=3000),
    method=st.sampled_from(["GET", "POST", "PUT", "HEAD", "DELETE"]),
)
def test_no_junk_is_a_fault(relay: RunningRelay, path: str, query: str, body: bytes, method: str) -> None:
    address = f"{relay.url}/{quote(path, safe='/')}?{quote(query, safe='=&')}"
    with requests.Session() as line:
        line.trust_env = False
        answer = line.request(method, address, data=body, stream=True, allow_redirects=False, timeout=10)
        assert answer.status_code in {200, 204, 303, 400, 404, 405, 429}
        answer.close()


def test_no_token_and_no_address_of_anybody_is_logged(relay: RunningRelay, line: requests.Session, log: Path) -> None:
    line.get(f"{relay.url}/{KEY}")
    for number in range(70):
        line.get(f"{relay.url}/{key_of(f'guess{number}')}")
    relay.hub.dark = True
    relay.tell("A012")
    line.get(f"{relay.url}/{KEY}")
    said = log.read_text()
    assert '"input.refused"' in said
    assert '"hub.lost"' in said
    assert TOKEN not in said
    assert "guess" not in said.replace('"reason":"guessing"', "")
    assert "127.0.0.1" not in said
