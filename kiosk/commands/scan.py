"""`motcua scan`: scan into a folder. `motcua scanner-sim`: a scanner to try it on."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from scanner.port import CapturedPage, NotKept
    from scanner.session import Session


class _Source(StrEnum):
    FEEDER = "feeder"
    PLATEN = "platen"


class _Language(StrEnum):
    VI = "vi"
    EN = "en"


_STOPPED_BY_HAND = 130


def register(app: typer.Typer) -> None:
    """Add both commands."""
    app.command("scan")(scan)
    app.command("scanner-sim")(scanner_sim)


def scan(
    device: Annotated[str, typer.Option(help="Máy quét / scanner: escl:http://HOST:PORT/eSCL, escl:https://HOST/eSCL")],
    out: Annotated[Path, typer.Option(help="Thư mục chứa trang quét / folder for the pages")],
    source: Annotated[_Source, typer.Option(help="Khay nạp hay mặt kính / feeder or glass")] = _Source.FEEDER,
    dpi: Annotated[int, typer.Option(min=50, max=2400)] = 300,
    grey: Annotated[bool, typer.Option("--grey", help="Quét xám / grey")] = False,
    duplex: Annotated[bool, typer.Option("--duplex", help="Quét hai mặt / both sides")] = False,
    pins: Annotated[
        Path | None, typer.Option(help="Tệp nhớ chứng thư TLS của máy quét / file that remembers its TLS certificate")
    ] = None,
    language: Annotated[_Language, typer.Option()] = _Language.VI,
    as_json: Annotated[
        bool,
        typer.Option("--json", help="Mỗi trang một dòng JSON, cuối cùng một dòng / a JSON line a page, one at the end"),
    ] = False,
) -> None:
    """Quét vào một thư mục / scan into a folder.

    Pages that were kept stay, whatever happens. The exit code is 1 on trouble, 130 when stopped by hand.
    """
    import json
    import signal
    import threading

    from scanner.drivers import UnknownScanner, open_scanner
    from scanner.port import Colour, NotKept, ScanSettings, Source, Stopped
    from scanner.session import Ended, PageKept, PageReceived, Session, Started, advance

    try:
        scanner = open_scanner(device, pins)
    except UnknownScanner as unknown:
        raise typer.BadParameter(str(unknown), param_hint="--device") from unknown
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise typer.BadParameter(f"cannot be made: {fault.strerror}", param_hint="--out") from fault

    session = Session()

    def keep(page: CapturedPage) -> NotKept | None:
        nonlocal session
        session = advance(session, PageReceived(page.number))
        file = _write_page(out, page)
        if isinstance(file, NotKept):
            return file
        session = advance(session, PageKept(page.number))
        if as_json:
            about = {"page": page.number, "file": str(file), "sha256": page.sha256, "width": page.width}
            typer.echo(json.dumps({**about, "height": page.height, "dpi": page.dpi, "bytes": len(page.image)}))
        else:
            typer.echo(f"{file}  {page.width} x {page.height}, {page.dpi:g} dpi")
        return None

    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    settings = ScanSettings(Source(source.value), dpi, Colour.GREY if grey else Colour.COLOUR, duplex)
    session = advance(session, Started(settings))
    result = scanner.scan(settings, keep, stop)
    session = advance(session, Ended(result))
    _close(session, language, as_json)
    if session.trouble is not None:
        raise typer.Exit(_STOPPED_BY_HAND if isinstance(session.trouble, Stopped) else 1)


def _close(session: Session, language: str, as_json: bool) -> None:
    """Say how it ended: the counts, and on trouble what to do."""
    import dataclasses
    import json

    from scanner.advice import advice

    if session.trouble is None:
        sentence = {"vi": f"Đã quét xong {session.kept} trang.", "en": f"Done: {session.kept} pages."}[language]
        ended: dict[str, object] = {"ended": "Finished"}
    else:
        sentence = advice(session.trouble).in_language(language)
        ended = {"ended": type(session.trouble).__name__, **dataclasses.asdict(session.trouble)}
    if as_json:
        counts = {"pages": session.kept, "received": session.received}
        typer.echo(json.dumps({**counts, **ended, "message": sentence}, ensure_ascii=False))
    if session.trouble is not None:
        typer.echo(sentence, err=True)
    elif not as_json:
        typer.echo(sentence)


def _write_page(folder: Path, page: CapturedPage) -> Path | NotKept:
    """The page as a file of its own, durable when this returns; never over another one."""
    import errno
    import os

    from scanner.port import NotKept

    ending = ".png" if page.media_type == "image/png" else ".jpg"
    number = page.number
    try:
        while any((folder / f"page-{number:04}{kind}").exists() for kind in (".jpg", ".png")):
            number += 1
        file = folder / f"page-{number:04}{ending}"
        draft = file.with_name(f".{file.name}.part")
        with draft.open("wb") as out:
            out.write(page.image)
            out.flush()
            os.fsync(out.fileno())
        draft.rename(file)
        fd = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(fd)
        finally:
            os.close(fd)
    except OSError as fault:
        return NotKept("disk_full" if fault.errno in (errno.ENOSPC, errno.EDQUOT) else "disk_fault")
    return file


def scanner_sim(
    port: Annotated[int, typer.Option(min=0, max=65535, help="0: tự chọn / picks a free one")] = 8980,
    pages: Annotated[
        Path | None, typer.Option(help="Thư mục ảnh để nạp / folder of PNG and JPEG images to feed, by name")
    ] = None,
    drawn: Annotated[int, typer.Option(min=0, help="Số trang tự vẽ / without --pages: how many pages to draw")] = 3,
    seed: Annotated[int, typer.Option(help="Hạt giống / what the drawn pages follow from")] = 0,
    seconds_per_page: Annotated[float, typer.Option(min=0, help="Thời gian một tờ / how long a sheet takes")] = 0.0,
) -> None:
    """Máy quét mô phỏng / a scanner that speaks eSCL, for trying things out.

    It obeys POST /verbs/load, jam_on_page, open_cover, close_cover, go_busy, cut_page, run_empty and clear.
    """
    import json
    import signal
    import threading

    from scanner.drivers.simulated_escl import ScannerServer, SimulatedScanner, pages_in_folder, pages_to_draw

    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        sheets = pages_to_draw(drawn, seed) if pages is None else pages_in_folder(pages)
    except OSError as fault:
        raise typer.BadParameter(f"cannot be read: {fault}", param_hint="--pages") from fault
    try:
        server = ScannerServer(SimulatedScanner(sheets, seconds_per_page=seconds_per_page), port)
    except OSError as fault:
        raise typer.BadParameter(f"cannot be used: {fault.strerror}", param_hint="--port") from fault
    with server:
        typer.echo(json.dumps({"ready": True, "port": server.port}))
        stop.wait()
