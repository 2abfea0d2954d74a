"""`motcua waiting`: forecasts over logs of days, the hub's own days as such a log, and how right the hub was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.commands.centre_rules import centre_rules

if TYPE_CHECKING:
    from ticketing.domain.wait_answers import ScoredWaits
    from ticketing.store.port import Ledger

Home = Annotated[Path | None, typer.Option("--home", envvar="MOTCUA_HOME", help="Folder of the hub's data")]
ConfigFolder = Annotated[Path | None, typer.Option("--config", envvar="MOTCUA_CONFIG", help="Configuration folder")]
Database = Annotated[
    str | None, typer.Option("--database", envvar="MOTCUA_DATABASE", help="postgresql://…; else a file in home")
]
Day = Annotated[datetime | None, typer.Option("--day", formats=["%Y-%m-%d"], help="of the centre's calendar")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    waiting = typer.Typer(no_args_is_help=True, help="Waiting times: forecasts over logs of days, and their score.")

    @waiting.callback()
    def group() -> None:
        """Waiting times: forecasts over logs of days, and their score."""

    waiting.command()(predict)
    waiting.command()(export)
    waiting.command()(score)
    app.add_typer(waiting, name="waiting")


def predict(
    events: Annotated[Path, typer.Argument(help="a log of days, one JSON event a line, in time order")],
    out: Annotated[Path, typer.Option(help='written here: {ticket: {"p50": minutes, "p90": minutes}}')],
) -> None:
    """Read a log line by line and write, for every ticket, the forecast made when it was issued."""
    from kiosk.commands.whole_file import whole_file

    with whole_file(out) as written:
        told = _forecasts(events)
        written.write(json.dumps(told).encode())
    typer.echo(f"{len(told)} tickets -> {out}")


def _forecasts(events: Path) -> dict[str, dict[str, float]]:
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
    return told


def export(
    out: Annotated[Path, typer.Option(help="the log, one JSON event a line")],
    home: Home = None,
    day: Day = None,
    config: ConfigFolder = None,
    database: Database = None,
) -> None:
    """Write the hub's own days as a log for `predict`: no names, no clerks, numbers of its own.

    The log's few words cannot say everything that happened; how much they leave out is told at the end.
    """
    from kiosk.commands.whole_file import whole_file
    from ticketing.deeds.exporting_days import export_days, unsaid_of_days

    rules = centre_rules(config)
    days = None if day is None else [day.date()]
    count = 0
    with _ledger(home, database, rules.centre_id) as ledger, whole_file(out) as lines:
        for line in export_days(ledger, rules, days):
            lines.write(f"{line}\n".encode())
            count += 1
        unsaid = unsaid_of_days(ledger, days)
    typer.echo(f"{count} events -> {out}")
    typer.echo(f"left out: {unsaid.never_called} numbers that were never called")
    typer.echo(f"as numbers of their own, without a wait: {unsaid.called_again} further calls of a number")
    typer.echo(f"without their wait: {unsaid.own_wish} numbers whose citizens asked to have their place kept")


def score(
    home: Home = None,
    day: Day = None,
    config: ConfigFolder = None,
    database: Database = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one line of JSON")] = False,
) -> None:
    """Say how right the hub's forecasts were on a day (today without --day), by line and by hour."""
    from pydantic import TypeAdapter

    from ticketing.deeds.judging_waits import judge_day
    from ticketing.domain.wait_answers import WaitingScore

    rules = centre_rules(config)
    asked: date = datetime.now(rules.timezone).date() if day is None else day.date()
    with _ledger(home, database, rules.centre_id) as ledger:
        found = judge_day(ledger, rules.timezone, asked)
    if as_json:
        typer.echo(TypeAdapter(WaitingScore).dump_json(found).decode())
        return
    typer.echo(f"{found.day:%d/%m/%Y}   tickets   wait   error   under the upper end   > 5 min over")
    _say("all", found.whole)
    for line in found.by_line:
        _say(line.line, line.waits)
    for hour in found.by_hour:
        _say(f"{hour.hour:02d}h", hour.waits)


def _say(name: str, waits: ScoredWaits) -> None:
    typer.echo(
        f"{name:>10}   {waits.tickets:7d}  {waits.mean_wait_min:5.1f}   {waits.mean_error_min:5.1f}"
        f"   {waits.within:18.1%}   {waits.far_over:11.1%}"
    )


@contextmanager
def _ledger(home: Path | None, database: str | None, centre: str) -> Iterator[Ledger]:
    """The hub's data, whether or not a hub is at work on them."""
    from config.folder import home_folder
    from ticketing.store.opening import DATABASE_FILE, StartRefused, open_store

    folder = home_folder(home)
    if database is None and not (folder / DATABASE_FILE).exists():
        typer.echo(f"Không có dữ liệu máy chủ trong {folder}. Xin chỉ đúng thư mục bằng --home.", err=True)
        typer.echo(f"There are no data of a hub in {folder}. Name the right folder with --home.", err=True)
        raise typer.Exit(8)
    store = open_store(folder, database)
    if isinstance(store, StartRefused):
        typer.echo(store.vi, err=True)
        typer.echo(store.en, err=True)
        raise typer.Exit(store.exit_code)
    try:
        with store.reading(centre) as ledger:
            yield ledger
    finally:
        store.close()
