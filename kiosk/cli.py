"""The `motcua` command: each part lives in kiosk/commands/ and is added here."""

from __future__ import annotations

import importlib

import typer

_COMMANDS = (
    "read", "clean", "scan", "printer_sim", "hub", "city", "courier", "roles", "demo", "procedures", "waiting", "staff",
    "report", "phone", "say", "hub_audit",
)  # fmt: skip

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_show_locals=False)
for _name in _COMMANDS:
    importlib.import_module(f"kiosk.commands.{_name}").register(app)


def main() -> None:
    """Run the command line."""
    app()
