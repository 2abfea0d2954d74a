"""A device that says exactly what a test tells it to, byte for byte."""

from __future__ import annotations

import io
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np
from PIL import Image

NAMESPACES = (
    'xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm" xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03"'
)
CAPS = "<scan:{name}><scan:MinWidth>16</scan:MinWidth><scan:MaxWidth>2550</scan:MaxWidth><scan:MinHeight>16\
</scan:MinHeight><scan:MaxHeight>3508</scan:MaxHeight><scan:SettingProfiles><scan:SettingProfile><scan:ColorModes><scan:ColorMode>RGB24\
</scan:ColorMode><scan:ColorMode>Grayscale8</scan:ColorMode></scan:ColorModes><scan:DocumentFormats><pwg:DocumentFormat>\
image/jpeg</pwg:DocumentFormat></scan:DocumentFormats><scan:SupportedResolutions><scan:DiscreteResolutions>\
<scan:DiscreteResolution><scan:XResolution>75</scan:XResolution><scan:YResolution>75</scan:YResolution>\
</scan:DiscreteResolution><scan:DiscreteResolution><scan:XResolution>300</scan:XResolution><scan:YResolution>300\
</scan:YResolution></scan:DiscreteResolution></scan:DiscreteResolutions></scan:SupportedResolutions>\
</scan:SettingProfile></scan:SettingProfiles></scan:{name}>"
CAPABILITIES = f"<scan:ScannerCapabilities {NAMESPACES}><pwg:Version>2.0</pwg:Version><scan:Platen>\
{CAPS.format(name='PlatenInputCaps')}</scan:Platen><scan:Adf>{CAPS.format(name='AdfSimplexInputCaps')}</scan:Adf>\
</scan:ScannerCapabilities>".encode()
JOB = "/eSCL/ScanJobs/7"


@dataclass(frozen=True)
class Say:
    """One answer. cut_at: so many bytes of the body, then hang up. hang_up: before saying anything."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    cut_at: int | None = None
    hang_up: bool = False


def status(
    adf: str = "ScannerAdfProcessing", state: str = "Processing", job: str = "", completed: int | None = None
) -> Say:
    """A ScannerStatus. job: the JobState of the one job, if it is to be listed."""
    count = "" if completed is None else f"<pwg:ImagesCompleted>{completed}</pwg:ImagesCompleted>"
    listed = (
        f"<scan:Jobs><scan:JobInfo><pwg:JobUri>{JOB}</pwg:JobUri>{count}<pwg:JobState>{job}</pwg:JobState>"
        "</scan:JobInfo></scan:Jobs>"
        if job
        else ""
    )
    adf_state = f"<scan:AdfState>{adf}</scan:AdfState>" if adf else ""
    body = f"<scan:ScannerStatus {NAMESPACES}><pwg:State>{state}</pwg:State>{adf_state}{listed}</scan:ScannerStatus>"
    return Say(200, body.encode(), {"Content-Type": "text/xml"})


def jpeg(seed: int = 1, size: tuple[int, int] = (620, 877), dpi: int = 75) -> bytes:
    """A page of coarse noise: no two seeds alike, larger than its headers."""
    noise = np.random.default_rng(seed).integers(0, 256, (size[1] // 20 + 1, size[0] // 20 + 1, 3), dtype=np.uint8)
    out = io.BytesIO()
    Image.fromarray(noise).resize(size).save(out, "JPEG", quality=85, dpi=(dpi, dpi))
    return out.getvalue()


def sends(body: bytes, location: str = "", cut_at: int | None = None, media_type: str = "image/jpeg") -> Say:
    """A page."""
    headers = {"Content-Type": media_type} | ({"Content-Location": location} if location else {})
    return Say(200, body, headers, cut_at)


class Device:
    """Answers each kind of request from its own list, the last entry again and again."""

    def __init__(self) -> None:
        self.capabilities = [Say(200, CAPABILITIES, {"Content-Type": "text/xml"})]
        self.status = [status("ScannerAdfEmpty", "Idle", "Completed")]
        self.create = [Say(201, headers={"Location": f"http://wrong.example:9{JOB}"})]
        self.pages: list[Say] = []
        self.delete = [Say(200)]
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []
        self._lock = threading.Lock()
        device = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _any(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                headers = {name.lower(): value for name, value in self.headers.items()}
                with device._lock:
                    device.asked.append((self.command, self.path, headers, body))
                    say = device._next(self.command, self.path)
                self.close_connection = True
                if say.hang_up:
                    return
                self.send_response(say.status)
                for name, value in say.headers.items():
                    self.send_header(name, value)
                if "Transfer-Encoding" not in say.headers:
                    self.send_header("Content-Length", str(len(say.body)))
                self.end_headers()
                try:
                    self.wfile.write(say.body[: say.cut_at])
                except OSError:
                    return

            def do_GET(self) -> None:
                self._any()

            def do_POST(self) -> None:
                self._any()

            def do_DELETE(self) -> None:
                self._any()

            def log_message(self, *_: object) -> None: ...

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request: Any, client_address: Any) -> None: ...

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = int(self.server.server_address[1])
        self.url = f"http://127.0.0.1:{self.port}/eSCL"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def _next(self, command: str, path: str) -> Say:
        if path.endswith("ScannerCapabilities"):
            answers = self.capabilities
        elif path.endswith("ScannerStatus"):
            answers = self.status
        elif path.endswith("NextDocument"):
            return self.pages.pop(0) if self.pages else Say(404)
        else:
            answers = self.create if command == "POST" else self.delete
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def close(self) -> None:
        """Stop answering."""
        self.server.shutdown()
        self.server.server_close()

    def requests(self, command: str, ending: str = "") -> list[tuple[str, dict[str, str], bytes]]:
        """What was asked, of one kind: path, headers, body."""
        return [(p, h, b) for c, p, h, b in self.asked if c == command and p.endswith(ending)]
