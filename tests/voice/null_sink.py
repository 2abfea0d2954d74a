"""A PulseAudio of the test's own, with a sink that nobody hears; its monitor is what would have been heard."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.voice.sound import RATE


@dataclass(frozen=True)
class NullSink:
    """server: what `pacat --server=` takes."""

    server: str
    environment: dict[str, str]
    pid: int
    """The server's own process, started here."""

    def record(self, target: Path) -> subprocess.Popen[bytes]:
        """Record from now on as raw samples, 16 bits, one channel, RATE a second; end the process to stop."""
        words = ["parec", f"--server={self.server}", "--device=heard.monitor", "--format=s16le", "--channels=1"]
        with target.open("wb") as file:
            return subprocess.Popen([*words, f"--rate={RATE}", "--latency-msec=20"], stdout=file, env=self.environment)


def null_sink(folder: Path) -> Iterator[NullSink | None]:
    """Started in the folder, ended afterwards; None where pulseaudio is not installed."""
    daemon = shutil.which("pulseaudio")
    if daemon is None:
        yield None
        return
    socket = folder / "native"
    environment = {
        **os.environ,
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder / "run"),
        "XDG_CONFIG_HOME": str(folder / "config"),
        "PULSE_RUNTIME_PATH": str(folder / "pulse"),
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent",
    }
    (folder / "run").mkdir(mode=0o700)
    (folder / "pulse").mkdir(mode=0o700)
    words = [
        daemon,
        "-n",
        "--daemonize=no",
        "--exit-idle-time=-1",
        "--use-pid-file=no",
        "--disallow-exit",
        "--log-level=error",
    ]
    words += ["--load=module-null-sink sink_name=heard rate=44100", "--load=module-always-sink"]
    words += [f"--load=module-native-protocol-unix socket={socket} auth-anonymous=1"]
    with (folder / "words.txt").open("wb") as said:
        process = subprocess.Popen(words, env=environment, stdout=said, stderr=said)
    try:
        until = time.monotonic() + 15
        while not socket.exists():
            assert process.poll() is None, (folder / "words.txt").read_text()
            assert time.monotonic() < until, "pulseaudio did not start"
            time.sleep(0.05)
        yield NullSink(f"unix:{socket}", environment, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
