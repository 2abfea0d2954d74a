"""`motcua printer-sim`: a thermal printer to try things on; its slips are PNG files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("printer-sim")(printer_sim)


def printer_sim(
    out: Annotated[Path, typer.Option(help="Thư mục chứa phiếu / folder for the slips")],
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: cổng trống / any free one")] = 9100,
    control_port: Annotated[int, typer.Option(min=0, max=65535, help="POST /verbs/run_out_of_paper …")] = 0,
    host: Annotated[str, typer.Option()] = "127.0.0.1",
) -> None:
    """Máy in nhiệt mô phỏng / a simulated thermal printer (ESC/POS over TCP).

    Prints one JSON line {"ready": true, "port": N, "control_port": N} and serves until SIGTERM.
    """
    import json
    import signal
    import threading

    from printing.drivers.simulated import PrinterServer
    from printing.drivers.simulated_control import PrinterControl

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        printer = PrinterServer(out, host, port)
        control = PrinterControl(printer, control_port)
    except OSError as fault:
        typer.echo(f"Không mở được cổng / cannot open the port: {fault.strerror}", err=True)
        raise typer.Exit(1) from fault
    typer.echo(json.dumps({"ready": True, "port": printer.port, "control_port": control.port}))
    stop.wait()
    control.close()
    printer.close()
