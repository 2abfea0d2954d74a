"""What every slip printer keeps to. The network driver speaks to the simulated printer over real TCP."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw

from printing.drivers import open_printer
from printing.drivers.network import NetworkPrinter, Patience
from printing.drivers.simulated import PrinterServer, SimulatedPrinter
from printing.port import (
    CoverOpen,
    CutterFault,
    NoAnswer,
    NotPrinted,
    PaperOut,
    Printed,
    PrinterState,
    PrintOutcome,
    SlipPrinter,
    Unreachable,
    Unsure,
)

QUICK = Patience(connect=1.0, answer=0.15, finish=0.6, whole=5.0)


def slip(rows: int = 300, width: int = 576) -> Image.Image:
    image = Image.new("1", (width, rows), 1)
    pen = ImageDraw.Draw(image)
    pen.line((0, 0, width - 1, rows - 1), fill=0, width=3)
    pen.rectangle((20, 20, 90, 70), fill=0)
    return image


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PrinterServer]:
    server = PrinterServer(tmp_path / "slips")
    yield server
    server.close()


@pytest.fixture(params=["network", "simulated"])
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[SlipPrinter, PrinterServer]]:
    """Each driver with the printer behind it."""
    if request.param == "simulated":
        whole = SimulatedPrinter(tmp_path / "slips", QUICK)
        yield whole, whole.server
        whole.close()
    else:
        server = PrinterServer(tmp_path / "slips")
        yield NetworkPrinter("127.0.0.1", server.port, QUICK), server
        server.close()


def same(path: Path, image: Image.Image) -> bool:
    with Image.open(path) as printed:
        return (
            printed.size == image.size
            and ImageChops.difference(printed.convert("L"), image.convert("L")).getbbox() is None
        )


def test_dot_for_dot(pair: tuple[SlipPrinter, PrinterServer]) -> None:
    printer, server = pair
    for number, image in enumerate((slip(), slip(1), slip(128), slip(129), slip(2000), slip(width=384)), start=1):
        assert printer.print_slip(image, f"job {number}") == Printed()
        assert len(server.slips()) == number
        assert same(server.slips()[-1], image)
    assert server.report().strange_bytes == 0


def test_state_when_all_is_well(pair: tuple[SlipPrinter, PrinterServer]) -> None:
    printer, server = pair
    assert printer.state() == PrinterState()
    server.near_end()
    assert printer.state() == PrinterState(near_end=True)
    assert printer.print_slip(slip(), "job") == Printed(near_end=True)


@pytest.mark.parametrize(
    ("spoil", "mend", "trouble"),
    [
        (PrinterServer.run_out_of_paper, PrinterServer.refill_paper, PaperOut()),
        (PrinterServer.open_cover, PrinterServer.close_cover, CoverOpen()),
        (lambda server: server.open_cover(silent=True), PrinterServer.close_cover, NoAnswer()),
        (PrinterServer.jam_knife, PrinterServer.free_knife, CutterFault()),
        (PrinterServer.pull_cable, PrinterServer.plug_cable, Unreachable()),
    ],
)
def test_trouble_before_the_slip_prints_nothing_and_the_job_may_come_again(
    pair: tuple[SlipPrinter, PrinterServer],
    spoil: Callable[[PrinterServer], None],
    mend: Callable[[PrinterServer], None],
    trouble: object,
) -> None:
    printer, server = pair
    spoil(server)
    outcome = printer.print_slip(slip(), "job")
    assert outcome == NotPrinted(trouble)  # type: ignore[arg-type]  # any of the troubles
    assert printer.state() == PrinterState(trouble)  # type: ignore[arg-type]  # any of the troubles
    mend(server)
    assert server.slips() == []
    assert printer.print_slip(slip(), "job") == Printed()
    assert len(server.slips()) == 1


def test_paper_that_ends_in_the_middle_is_unsure_and_never_printed_twice(
    pair: tuple[SlipPrinter, PrinterServer],
) -> None:
    printer, server = pair
    server.run_out_of_paper(after_rows=100)
    assert printer.print_slip(slip(), "job") == Unsure(PaperOut())
    assert server.slips() == []
    server.refill_paper()
    # The printer goes on by itself: whoever printed the job again unasked would now have two.
    assert len(server.slips()) == 1
    assert same(server.slips()[0], slip())
    assert printer.print_slip(slip(), "job") == Unsure(PaperOut())
    assert len(server.slips()) == 1
    assert printer.print_slip(slip(), "job, wished again") == Printed()
    assert len(server.slips()) == 2


def test_a_printed_job_is_not_printed_again(pair: tuple[SlipPrinter, PrinterServer]) -> None:
    printer, server = pair
    assert [printer.print_slip(slip(), "job") for _ in range(3)] == [Printed()] * 3
    assert len(server.slips()) == 1


def test_two_at_once_come_out_one_after_the_other(pair: tuple[SlipPrinter, PrinterServer]) -> None:
    printer, server = pair
    outcomes: list[object] = []
    threads = [
        threading.Thread(target=lambda name=name: outcomes.append(printer.print_slip(slip(), name)))
        for name in ("one", "two", "three")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == [Printed()] * 3
    assert all(same(path, slip()) for path in server.slips())
    assert len(server.slips()) == 3


def test_pictures_never_hold_real_time_commands(server: PrinterServer) -> None:
    """10 04 01 as dots would make some printers answer in the middle of a slip, or worse."""
    bits = bytes((0x10, 0x04, 0x01, 0x10, 0x14, 0x10, 0x05, 0x10)) * 9
    image = Image.frombytes("1", (576, 8), bytes(255 - byte for byte in bits * 8))
    assert NetworkPrinter("127.0.0.1", server.port, QUICK).print_slip(image, "job") == Printed()
    assert server.report().real_time_in_raster == 0
    assert server.report().strange_bytes == 0


def _one_connection(answer: Callable[[socket.socket], None]) -> tuple[int, threading.Thread]:
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with listener:
            connection, _ = listener.accept()
            with connection:
                answer(connection)

    thread = threading.Thread(target=serve, daemon=True)
    port: int = listener.getsockname()[1]
    thread.start()
    return port, thread


def _printed_at(answer: Callable[[socket.socket], None], rows: int = 300) -> PrintOutcome:
    """What becomes of a slip at a device that answers so."""
    port, thread = _one_connection(answer)
    outcome = NetworkPrinter("127.0.0.1", port, QUICK).print_slip(slip(rows), "job")
    thread.join()
    return outcome


def _say_ready(connection: socket.socket) -> None:
    for _ in range(4):
        assert connection.recv(3)[:2] == b"\x10\x04"
        connection.send(b"\x12")


def _read_all(connection: socket.socket) -> bytes:
    connection.settimeout(0.2)
    whole = b""
    try:
        while data := connection.recv(65536):
            whole += data
    except TimeoutError:
        pass
    return whole


def test_silence_after_the_bytes_is_unsure() -> None:
    def answer(connection: socket.socket) -> None:
        _say_ready(connection)
        _read_all(connection)
        _read_all(connection)

    assert _printed_at(answer) == Unsure(NoAnswer())


def test_a_connection_lost_on_the_way_is_unsure() -> None:
    def answer(connection: socket.socket) -> None:
        _say_ready(connection)
        connection.recv(1000)

    assert _printed_at(answer, 3000) == Unsure(Unreachable())


def test_a_printer_that_does_not_know_the_question_in_turn_still_confirms_by_its_status() -> None:
    def answer(connection: socket.socket) -> None:
        _say_ready(connection)
        connection.settimeout(2)
        while data := connection.recv(65536):
            if len(data) == 3 and data[:2] == b"\x10\x04":
                connection.send(b"\x12")

    assert _printed_at(answer) == Printed()


def test_what_a_printer_says_unasked_confirms_nothing() -> None:
    """Automatic Status Back, switched on in the printer: "ready" while the paper still moves, which then ends."""
    unasked = b"\x10\x00\x00\x00"

    def answer(connection: socket.socket) -> None:
        connection.send(unasked)
        _say_ready(connection)
        connection.settimeout(2)
        slip_is_here = False
        asked = 0
        while data := connection.recv(65536):
            if data.endswith(b"\x1dr\x01"):
                slip_is_here = True
                connection.send(unasked)
            elif data == b"\x10\x04\x04" and slip_is_here:
                asked += 1
                connection.send(b"\x12" if asked == 1 else b"\x72")
            elif data[:2] == b"\x10\x04" and len(data) == 3:
                connection.send(b"\x12")

    assert _printed_at(answer) == Unsure(PaperOut())


def test_an_answer_before_the_question_confirms_nothing() -> None:
    def answer(connection: socket.socket) -> None:
        connection.send(b"\x00")
        _say_ready(connection)
        _read_all(connection)
        _read_all(connection)

    assert _printed_at(answer) == Unsure(NoAnswer())


def test_a_stranger_on_the_port_gets_no_slip() -> None:
    """A web server, a shell, a scale: whatever talks but does not answer like a printer."""

    def answer(connection: socket.socket) -> None:
        connection.send(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        assert b"v0" not in _read_all(connection)

    assert _printed_at(answer) == NotPrinted(NoAnswer())


def test_a_printer_that_stops_reading_ends_by_the_time_limit() -> None:
    stop = threading.Event()

    def answer(connection: socket.socket) -> None:
        _say_ready(connection)
        stop.wait(10)

    port, thread = _one_connection(answer)
    patience = Patience(connect=1.0, answer=0.1, finish=0.3, whole=0.8)
    # 60 MB do not fit into any socket's buffers
    assert NetworkPrinter("127.0.0.1", port, patience).print_slip(slip(60_000, 8000), "job") == Unsure(NoAnswer())
    stop.set()
    thread.join()


def test_slips_are_numbered_on_after_a_restart(tmp_path: Path) -> None:
    for number in (1, 2):
        printer = SimulatedPrinter(tmp_path, QUICK)
        assert printer.print_slip(slip(), "job") == Printed()
        printer.close()
        printer.close()
        assert [path.name for path in sorted(tmp_path.iterdir())] == [
            f"slip-{one:04d}.png" for one in range(1, number + 1)
        ]


def test_addresses(tmp_path: Path) -> None:
    assert isinstance(open_printer("network:192.0.2.1", tmp_path), NetworkPrinter)
    printer = open_printer("simulated:", tmp_path / "here")
    printer.print_slip(slip(), "job")
    printer.close()
    assert (tmp_path / "here" / "slip-0001.png").exists()
    for wrong in ("", "usb:1", "network:", "10.0.0.1:9100"):
        with pytest.raises(ValueError, match="address"):
            open_printer(wrong, tmp_path)
