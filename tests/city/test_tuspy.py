"""tuspy, a tus client that others wrote, against our sandbox."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

from city.client import upload_metadata
from city.contract import Confirmation
from tests.city.given import Sandbox, make_visit, sha256

PDF = b"%PDF-1.7 " * 300_000

SCRIPT = """
import json, sys
from tusclient.client import TusClient
words = json.load(sys.stdin)
client = TusClient(words["url"], headers={"Authorization": f"Bearer {words['token']}"})
uploader = client.uploader(words["file"], chunk_size=1_000_000, metadata=words["metadata"])
uploader.upload_chunk()
again = client.uploader(words["file"], chunk_size=700_000, url=uploader.url)
assert again.offset == 1_000_000, again.offset
again.upload()
print(json.dumps({"offset": again.offset}))
"""


def test_tuspy_uploads_and_goes_on(sandbox: Sandbox, peer: Callable[[str], str], tmp_path: Path) -> None:
    visit = make_visit(PDF)
    sandbox.client().announce(visit.manifest)
    file = tmp_path / "document.pdf"
    file.write_bytes(PDF)
    words = {
        "url": f"{sandbox.url}/v1/files",
        "token": sandbox.centre,
        "file": str(file),
        "metadata": upload_metadata(visit.dossier_id, sha256(PDF)),
    }
    done = subprocess.run(
        [peer("venv/bin/python"), "-c", SCRIPT], input=json.dumps(words), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"offset": len(PDF)}
    word = sandbox.client().confirmation(visit.dossier_id, sha256(PDF))
    assert isinstance(word, Confirmation)
    assert (word.sha256, word.bytes) == (sha256(PDF), len(PDF))
