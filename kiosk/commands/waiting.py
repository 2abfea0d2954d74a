"""`motcua waiting predict`: what the estimator would have told every ticket of a log."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    waiting = typer.Typer(no_args_is_help=True, help="Waiting times: forecasts over logs of past days.")

    @waiting.callback()
    def group() -> None:
        """Waiting times: forecasts over logs of past days."""

    @waiting.command()
    def predict(
        events: Annotated[Path, typer.Argument(help="a log of days, one JSON event a line, in time order")],
        out: Annotated[Path, typer.Option(help='written here: {ticket: {"p50": minutes, "p90": minutes}}')],
    ) -> None:
        """Read a log line by line and write, for every ticket, the forecast made when it was issued."""
        import json

        from ticketing.waiting.day_events import LogLineFault, TicketIssued, parse_line
        from ticketing.waiting.estimator import WaitingEstimator

        estimator = WaitingEstimator()
        told: dict[str, dict[str, float]] = {}
        try:
            with events.open(encoding="utf-8") as lines:
                for number, line in enumerate(lines, 1):
                    if not line.strip():
                        continue
                    try:
                        event = parse_line(line)
                    except LogLineFault as fault:
                        typer.echo(f"{events}:{number}: {fault}", err=True)
                        raise typer.Exit(1) from fault
                    forecast = estimator.take(event)
                    if forecast is not None and isinstance(event, TicketIssued):
                        told[event.ticket] = {"p50": round(forecast.p50, 3), "p90": round(forecast.p90, 3)}
        except (OSError, UnicodeDecodeError) as fault:
            typer.echo(f"{events}: cannot be read ({type(fault).__name__}); give a log of days as text", err=True)
            raise typer.Exit(1) from fault
        out.write_text(json.dumps(told), encoding="utf-8")
        typer.echo(f"{len(told)} tickets -> {out}")

    app.add_typer(waiting, name="waiting")
