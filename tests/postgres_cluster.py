"""A PostgreSQL of the tests' own: a fresh cluster in a temporary folder, durable (fsync on), gone afterwards."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import NullPool, create_engine, make_url

_DEBIAN = Path("/usr/lib/postgresql")
_SETTINGS = (
    "fsync=on",
    "synchronous_commit=on",
    "listen_addresses=",
    "max_connections=200",
    "shared_buffers=32MB",
    "autovacuum=off",
    "max_wal_size=256MB",
)


def binaries() -> Path | None:
    """The folder with initdb and pg_ctl: what Debian installs beside no PATH, or what the PATH's postgres points to."""
    on_path = shutil.which("postgres")
    folders = [] if on_path is None else [Path(on_path).resolve().parent]
    if _DEBIAN.is_dir():
        folders += sorted(_DEBIAN.glob("*/bin"), key=lambda one: float(one.parent.name), reverse=True)
    return next((one for one in folders if (one / "initdb").exists() and (one / "pg_ctl").exists()), None)


class Cluster:
    """A running server, reached through a socket in its own folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def url(self, database: str) -> str:
        """The address of a database."""
        return f"postgresql://hub@/{database}?host={self._folder}"

    def run(self, statement: str, url: str | None = None) -> list[tuple[object, ...]]:
        """Carry out a statement outside of any transaction, in the database at `url`."""
        address = make_url(url or self.url("postgres")).set(drivername="postgresql+psycopg")
        engine = create_engine(address, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        with engine.connect() as link:
            done = link.exec_driver_sql(statement)
            return [tuple(row) for row in done] if done.returns_rows else []

    def fresh(self) -> str:
        """The address of a new, empty database."""
        name = f"d{uuid.uuid4().hex}"
        self.run(f"CREATE DATABASE {name}")
        return self.url(name)

    @contextlib.contextmanager
    def frozen(self) -> Iterator[None]:
        """The server's processes all stand still: what is sent to them arrives, and nothing is answered."""
        postmaster = int((self._folder / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(postmaster, signal.SIGSTOP)  # first: it makes no more of them
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
        everybody = [postmaster, *map(int, children)]
        try:
            for one in everybody:
                os.kill(one, signal.SIGSTOP)
            yield
        finally:
            for one in everybody:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(one, signal.SIGCONT)


@contextlib.contextmanager
def running(folder_of_binaries: Path) -> Iterator[Cluster]:
    """Make a cluster, run it, and remove it. The server refuses to be root, so root lends it another user."""
    with tempfile.TemporaryDirectory(prefix="motcua-postgres-", dir="/tmp", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        user = _somebody() if os.geteuid() == 0 else None
        if user is not None:
            os.chown(folder, user.pw_uid, user.pw_gid)
        data = folder / "data"
        _run(user, [folder_of_binaries / "initdb", "-D", data, "-U", "hub", "-A", "trust", "-E", "UTF8", "-N",
                    "--locale=C.UTF-8"])  # fmt: skip
        options = " ".join(f"-c {one}" for one in (*_SETTINGS, f"unix_socket_directories={folder}"))
        control: list[str | Path] = [folder_of_binaries / "pg_ctl", "-D", data, "-s", "-w"]
        _run(user, [*control, "-l", folder / "log", "-o", options, "start"])
        try:
            yield Cluster(folder)
        finally:
            _run(user, [*control, "-m", "immediate", "stop"])


def _somebody() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise LookupError("neither postgres nor nobody is a user of this system")


def _run(user: pwd.struct_passwd | None, command: Sequence[str | Path]) -> None:
    done = subprocess.run(
        command,
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        user=None if user is None else user.pw_uid,
        group=None if user is None else user.pw_gid,
        extra_groups=None if user is None else [],
    )
    assert done.returncode == 0, f"{Path(command[0]).name}: {done.stderr}"
