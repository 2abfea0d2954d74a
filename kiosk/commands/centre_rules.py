"""The centre's rules for a command, or a sentence on standard error and exit code 2."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from ticketing.domain.rules import CentreRules


def centre_rules(config: Path | None) -> CentreRules:
    """What the configuration folder says of the queue. Raises typer.Exit where it has faults, each of them said."""
    from config.folder import config_folder
    from ticketing.domain.rules import CentreRules
    from ticketing.settings import read_rules

    rules = read_rules(config_folder(config))
    if isinstance(rules, CentreRules):
        return rules
    for fault in rules:
        typer.echo(fault.line("vi"), err=True)
        typer.echo(fault.line("en"), err=True)
    raise typer.Exit(2)
