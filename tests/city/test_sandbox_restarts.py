"""What the sandbox keeps when it is stopped, killed or cut short, and that none of it lies in the clear."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable

from city.contract import (
    Confirmation,
    Dossier,
)
from tests.city.bringing import PDF, RawTus, bring, file, session
from tests.city.given import Sandbox, make_visit, sha256


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
    raw = RawTus(sandbox)
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
    raw = RawTus(sandbox)
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
