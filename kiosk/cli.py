"""The `motcua` command: each part lives in kiosk/commands/ and is added here."""

from __future__ import annotations

import importlib
import os
import sys

import typer

_COMMANDS = (
    "read", "clean", "scan", "printer_sim", "hub", "city", "courier", "roles", "demo", "procedures", "waiting", "staff",
    "report", "phone", "say", "hub_audit",
)  # fmt: skip

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_show_locals=False)
for _name in _COMMANDS:
    importlib.import_module(f"kiosk.commands.{_name}").register(app)


def main() -> None:
    """Run the command line. A path that cannot be used is said in a sentence; exit code 1."""
    try:
        app()
    except OSError as fault:
        if fault.filename is None:  # no path of the operator's, so a bug of ours
            raise
        _say_unusable(os.fsdecode(fault.filename), fault.strerror or type(fault).__name__)
        sys.exit(1)


def _say_unusable(path: str, why: str) -> None:
    typer.echo(f"Không dùng được {path} ({why}). Xin kiểm tra đường dẫn, quyền truy cập và chỗ trống.", err=True)
    typer.echo(f"Cannot use {path} ({why}). Check the path, the permissions and the space left.", err=True)
